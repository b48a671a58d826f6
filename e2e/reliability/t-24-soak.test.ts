/*
 * A store day in virtual time: 20 scans an order, an order every 4.3 seconds or less for 24 hours, faults
 * at one in a hundred. What must stay flat is looked at each quarter of an hour, after the garbage is
 * collected. This part is the till itself; windows, files and devices are measured in the real program.
 */
import { expect, it } from 'vitest'
import { linesOf, withProgram } from './processes'
import { amount, ROW_MS, rowSeed, runRow } from './rows'
import type { Day, Look } from './sim/soak-program'

it(
  'a store day keeps everything flat',
  async () => {
    const hours = amount({ short: 1, gate: 24 })
    const seed = rowSeed()
    await runRow({ row: 'T-24', part: 'store-day' }, seed, async () => {
      const lines = await withProgram('e2e/reliability/sim/soak-program.ts', (program) =>
        linesOf(program, [seed, hours]),
      )
      const { orders, scans, lives } = JSON.parse(lines.at(-1) ?? '{}') as Day
      const looks = lines.slice(0, -1).map((line) => JSON.parse(line) as Look)
      expect(looks).toHaveLength(hours * 4)
      const settled = looks.slice(Math.min(16, Math.floor(looks.length / 4)))
      const first = settled[0] ?? looks[0]
      const last = settled.at(-1) ?? first
      const grownMb = ((last?.heap ?? 0) - (first?.heap ?? 0)) / 1_048_576
      const perHour = (grownMb * 4) / Math.max(1, settled.length - 1)
      expect(orders).toBeGreaterThanOrEqual(Math.floor((hours * 20_000) / 24))
      expect(scans).toBeGreaterThanOrEqual(Math.floor((hours * 400_000) / 24))
      // A hold that is over leaves no timer behind, whatever the clocks say.
      const timers = settled.map((look) => look.timers)
      expect(Math.max(...timers)).toBeLessThanOrEqual(50)
      expect(Math.min(...timers.slice(-48))).toBeLessThanOrEqual(10)
      // While a line is down each order owes what it has to tell; nothing of it is left once the line is back.
      const open = settled.map((look) => look.open)
      expect(Math.max(...open)).toBeLessThanOrEqual(20_000 / 24 / 4)
      expect(Math.min(...open.slice(-48))).toBeLessThanOrEqual(5)
      if (settled.length > 8) expect(perHour).toBeLessThanOrEqual(0.5)
      return {
        'store hours': hours,
        orders,
        scans,
        'heap MB an hour (0.5)': Math.round(perHour * 100) / 100,
        'heap MB at the end': Math.round((last?.heap ?? 0) / 1_048_576),
        'timers at most': Math.max(...timers),
        'timers at least': Math.min(...timers.slice(-48)),
        'open effects at most': Math.max(...open),
        'open effects at least': Math.min(...open.slice(-48)),
        lives,
      }
    })
  },
  ROW_MS,
)
