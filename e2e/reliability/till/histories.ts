import { inShares, LARGE_NURSERY, linesOf, withProgram } from '../processes'
import type { Endings } from './history'

/** What many histories came to together. */
export type Histories = Endings & {
  /** The first that broke a law, and how. */
  readonly broken: readonly string[]
  readonly cpuMs: number
}

/** Histories that one process plays: each process has to compile the code anew. */
const HISTORIES_PER_PROCESS = 12_500

/** Plays histories in processes of their own, so many of them at once. */
export function playHistories(seed: number, count: number, atOnce: number): Promise<Histories> {
  const each = Math.min(HISTORIES_PER_PROCESS, Math.ceil(count / atOnce))
  const firsts = Array.from({ length: Math.ceil(count / each) }, (_, index) => index * each)
  return withProgram('e2e/reliability/till/history-program.ts', async (program) => {
    const parts = await inShares(firsts, atOnce, async (first) => {
      const args = [seed, first, Math.min(each, count - first)]
      const lines = await linesOf(program, args, LARGE_NURSERY)
      return JSON.parse(lines[0] ?? '{}') as Histories
    })
    const total = (of: (part: Histories) => number) =>
      parts.reduce((all, part) => all + of(part), 0)
    return {
      ok: total((part) => part.ok),
      fail: total((part) => part.fail),
      info: total((part) => part.info),
      done: total((part) => part.done),
      undone: total((part) => part.undone),
      crashes: total((part) => part.crashes),
      broken: parts.flatMap((part) => part.broken),
      cpuMs: total((part) => part.cpuMs),
    }
  })
}
