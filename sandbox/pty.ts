import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'

/** A serial cable that exists only in this computer: what goes in at one end comes out at the other. */
export type PtyPair = {
  /** The end the terminal opens: `<folder>/<name>`. */
  readonly path: string
  /** The end the pretended device opens: `<folder>/<name>.device`. */
  readonly devicePath: string
  /** Pulls the cable: both ends are gone. Answers when they are. */
  close(): Promise<void>
}

const OPEN_MS_MAX = 5000
const LOOK_MS = 5

/**
 * Lays a serial cable with stable names, by the program `socat` (Linux and macOS).
 * @param folder  is made when missing
 * @param name    of the terminal's end, such as `scanner` or `printer`
 * @throws Error  socat is missing or could not make both ends; the message says what to do
 */
export async function openPtyPair(folder: string, name: string): Promise<PtyPair> {
  await mkdir(folder, { recursive: true })
  const path = join(folder, name)
  const devicePath = `${path}.device`
  const ends = [path, devicePath].map((link) => `pty,raw,echo=0,link=${link}`)
  const socat = spawn('sh', ['-c', SOCAT_UNTIL_STDIN_ENDS, 'sh', ...ends])
  const ended = endOf(socat)
  const close = async () => {
    socat.stdin.end()
    await ended
  }
  const failure = await Promise.race([ended, linked(path, devicePath)])
  if (failure === null) return { path, devicePath, close }
  await close()
  throw new Error(`No serial cable ${path}: ${failure}`)
}

/** However this program ends, its end of the pipe closes with it, so no cable outlives it. */
const SOCAT_UNTIL_STDIN_ENDS = `
  command -v socat >/dev/null || exit 127
  exec 3<&0
  socat "$1" "$2" & socat=$!
  (cat <&3 >/dev/null 2>&1; kill $socat) & watcher=$!
  wait $socat; code=$?
  kill $watcher 2>/dev/null
  exit $code`

/** Answers why socat ended, in words; never rejects. */
function endOf(socat: ChildProcessWithoutNullStreams): Promise<string> {
  return new Promise((resolve) => {
    let said = ''
    socat.stdin.on('error', () => undefined)
    socat.stderr.on('data', (bytes: Buffer) => (said = (said + bytes.toString()).slice(-500)))
    socat.once('error', (error) => resolve(error.message))
    socat.once('exit', (code) => resolve(code === 127 ? SOCAT_MISSING : `socat ended: ${said}`))
  })
}

const SOCAT_MISSING =
  'the program socat is missing; install it (Debian, Ubuntu: apt-get install socat)'

/** Waits until both ends are there; answers null, or what is missing when the time is up. */
async function linked(...paths: readonly string[]): Promise<string | null> {
  for (let waitedMs = 0; waitedMs < OPEN_MS_MAX; waitedMs += LOOK_MS) {
    if (paths.every((path) => existsSync(path))) return null
    await new Promise((resolve) => setTimeout(resolve, LOOK_MS))
  }
  return `${paths.filter((path) => !existsSync(path)).join(' and ')} did not appear`
}
