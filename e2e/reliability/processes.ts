/*
 * Long rows run as programs of their own, bundled for Node.js alone: nothing of the test runner slows them, and
 * several go at once, one on each core.
 */
import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundled } from '../../electron/journal/testing/bundle'

/** Bundles a program, lets it be used, and takes it away again. */
export async function withProgram<T>(
  source: string,
  use: (program: string) => Promise<T>,
): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'till-row-'))
  try {
    return await use(bundled(source, folder))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

/** For programs that throw much away and keep little: a large nursery is swept seldom. */
export const LARGE_NURSERY = [
  '--min-semi-space-size=64',
  '--max-semi-space-size=128',
  '--no-parallel-scavenge',
] as const

/** Runs a bundled program to its end; answers the lines it wrote. Rejects when it fails. */
export function linesOf(
  program: string,
  args: readonly (number | string)[],
  flags: readonly string[] = [],
): Promise<readonly string[]> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [...flags, program, ...args.map(String)])
    let out = ''
    let trouble = ''
    child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()))
    child.stderr.on('data', (bytes: Buffer) => (trouble += bytes.toString()))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code === 0) resolve(out.trim().split('\n'))
      else reject(new Error(`A program ended with ${code ?? 'a signal'}: ${trouble.slice(0, 800)}`))
    })
  })
}

/** Works through shares of a row, so many of them at once. */
export async function inShares<Share, Result>(
  shares: readonly Share[],
  atOnce: number,
  run: (share: Share) => Promise<Result>,
): Promise<readonly Result[]> {
  const left = [...shares]
  const results: Result[] = []
  const work = async () => {
    for (let share = left.shift(); share !== undefined; share = left.shift()) {
      results.push(await run(share))
    }
  }
  await Promise.all(Array.from({ length: atOnce }, work))
  return results
}
