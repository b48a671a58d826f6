import { spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { bundled } from '../../../electron/journal/testing/bundle'
import type { SeedResult } from './seed'

/** What many seeds came to together. */
export type RunResult = {
  readonly seeds: readonly SeedResult[]
  readonly fired: ReadonlyMap<string, number>
  readonly taken: ReadonlyMap<string, number>
}

/** Seeds that one process runs before the next one begins, so that nothing piles up. */
const SEEDS_PER_PROCESS = 50

/** Runs seeds in processes of their own, so many of them at once. */
export async function runSeeds(
  seeds: readonly number[],
  orders: number,
  atOnce: number,
): Promise<RunResult> {
  const folder = mkdtempSync(join(tmpdir(), 'till-sim-'))
  try {
    const program = bundled('e2e/reliability/sim/program.ts', folder)
    const shares: (readonly number[])[] = []
    for (let at = 0; at < seeds.length; at += SEEDS_PER_PROCESS) {
      shares.push(seeds.slice(at, at + SEEDS_PER_PROCESS))
    }
    const results: RunResult[] = []
    const work = async () => {
      for (let share = shares.shift(); share; share = shares.shift()) {
        results.push(await runShare(program, share, orders))
      }
    }
    await Promise.all(Array.from({ length: atOnce }, work))
    return together(results)
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

type Counts = {
  readonly fired: readonly (readonly [string, number])[]
  readonly taken: readonly (readonly [string, number])[]
}

function runShare(program: string, seeds: readonly number[], orders: number): Promise<RunResult> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, [program, String(orders), ...seeds.map(String)])
    let out = ''
    let trouble = ''
    child.stdout.on('data', (bytes: Buffer) => (out += bytes.toString()))
    child.stderr.on('data', (bytes: Buffer) => (trouble += bytes.toString()))
    child.on('error', reject)
    child.on('close', (code) => {
      if (code !== 0) {
        reject(new Error(`A simulation ended with ${code ?? 'a signal'}: ${trouble.slice(0, 800)}`))
        return
      }
      const lines = out.trim().split('\n')
      const counts = JSON.parse(lines.pop() ?? '{}') as Counts
      const results = lines.map((line) => JSON.parse(line) as SeedResult)
      resolve({ seeds: results, fired: new Map(counts.fired), taken: new Map(counts.taken) })
    })
  })
}

function together(results: readonly RunResult[]): RunResult {
  const fired = new Map<string, number>()
  const taken = new Map<string, number>()
  for (const result of results) {
    for (const [name, count] of result.fired) fired.set(name, (fired.get(name) ?? 0) + count)
    for (const [name, count] of result.taken) taken.set(name, (taken.get(name) ?? 0) + count)
  }
  return { seeds: results.flatMap((result) => result.seeds), fired, taken }
}
