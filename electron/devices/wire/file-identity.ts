import { stat } from 'node:fs/promises'

/**
 * Which device a path leads to now, null when it leads nowhere: another answer means that the cable was pulled
 * and something else plugged in. On Windows a port is no file, and its name is all there is.
 */
export async function fileIdentity(path: string): Promise<string | null> {
  if (process.platform === 'win32') return path
  try {
    const { dev, ino, rdev } = await stat(path)
    return `${dev}:${ino}:${rdev}`
  } catch {
    return null
  }
}
