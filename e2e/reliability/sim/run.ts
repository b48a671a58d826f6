import { inShares, LARGE_NURSERY, linesOf, withProgram } from '../processes'
import type { SeedResult } from './seed'

/** What many seeds came to together. */
export type RunResult = {
  readonly seeds: readonly SeedResult[]
  readonly fired: ReadonlyMap<string, number>
  readonly taken: ReadonlyMap<string, number>
}

/** Seeds that one process runs: the first hundred of each cost half as much again, until the code is compiled. */
const SEEDS_PER_PROCESS = 500

/** Runs seeds in processes of their own, so many of them at once. */
export function runSeeds(
  seeds: readonly number[],
  orders: number,
  atOnce: number,
): Promise<RunResult> {
  const each = Math.min(SEEDS_PER_PROCESS, Math.ceil(seeds.length / atOnce))
  const shares: (readonly number[])[] = []
  for (let at = 0; at < seeds.length; at += each) shares.push(seeds.slice(at, at + each))
  return withProgram('e2e/reliability/sim/program.ts', async (program) =>
    together(await inShares(shares, atOnce, (share) => runShare(program, share, orders))),
  )
}

type Counts = {
  readonly fired: readonly (readonly [string, number])[]
  readonly taken: readonly (readonly [string, number])[]
}

async function runShare(
  program: string,
  seeds: readonly number[],
  orders: number,
): Promise<RunResult> {
  const lines = [...(await linesOf(program, [orders, ...seeds], LARGE_NURSERY))]
  const counts = JSON.parse(lines.pop() ?? '{}') as Counts
  const results = lines.map((line) => JSON.parse(line) as SeedResult)
  return { seeds: results, fired: new Map(counts.fired), taken: new Map(counts.taken) }
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
