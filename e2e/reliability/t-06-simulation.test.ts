import { expect, it } from 'vitest'
import { seeds } from '../../shared/order/testing/chance'
import { amount, LANE, ROW_MS, rowSeed, runRow } from './rows'
import { BRANCHES } from './sim/branches'
import { SIMULATED } from './sim/faults'
import { runSeeds } from './sim/run'

/** Orders of one seed. */
const ORDERS = 200

/** The bar is for two million orders; fewer have fewer faults, but each has at least one. */
function atLeast(bar: number, orders: number): number {
  return Math.max(1, Math.floor((bar * orders) / 2_000_000))
}

it(
  'a shop in all weathers breaks no invariant, and comes to rest',
  async () => {
    const count = amount({ short: 500, gate: 10_000 })
    const asked = seeds(count)
    const row = { row: 'T-06', part: 'simulation' } as const
    await runRow(row, asked.length === 1 ? rowSeed() : null, async () => {
      const began = performance.now()
      const {
        seeds: results,
        fired,
        taken,
      } = await runSeeds(asked, ORDERS, LANE === 'gate' ? 2 : 1)
      const broken = results.filter((one) => one.violation !== null)
      const told = broken.map(({ seed, violation }) => `SEED=${seed}: ${violation ?? ''}`)
      expect(told).toEqual([])
      expect(results).toHaveLength(asked.length)
      const orders = results.reduce((all, one) => all + one.orders, 0)
      const hours = Math.round(results.reduce((all, one) => all + one.hours, 0))
      if (asked.length > 1) {
        const rare = (names: readonly string[], seen: ReadonlyMap<string, number>, bar: number) =>
          names
            .filter((name) => (seen.get(name) ?? 0) < atLeast(bar, orders))
            .map((name) => `${name}: ${seen.get(name) ?? 0}`)
        expect(rare(SIMULATED, fired, 100)).toEqual([])
        expect(rare(BRANCHES, taken, 50)).toEqual([])
        // 144 s of shop for each order: 80,000 hours for two million.
        expect(hours).toBeGreaterThanOrEqual(Math.floor(orders * 0.04))
      }
      const least = (names: readonly string[], seen: ReadonlyMap<string, number>) =>
        Math.min(...names.map((name) => seen.get(name) ?? 0))
      const seconds = (performance.now() - began) / 1_000
      await runRow({ row: 'T-07', part: 'liveness' }, null, () => ({
        'seeds that came to rest': results.length - broken.length,
        'of seeds': results.length,
      }))
      return {
        seeds: results.length,
        orders,
        'store hours': hours,
        violations: broken.length,
        lives: results.reduce((all, one) => all + one.lives, 0),
        'least often fired (100 in 2 M orders)': least(SIMULATED, fired),
        'least often taken (50 in 2 M orders)': least(BRANCHES, taken),
        'ms per order': Math.round((seconds * 10_000) / orders) / 10,
      }
    })
  },
  ROW_MS,
)

it('the same seed twice is the same history', async () => {
  const asked = [7919, 15_838, 23_757, 71_271]
  const [first, second] = [await runSeeds(asked, 60, 1), await runSeeds(asked, 60, 1)]
  expect(first.seeds.map((one) => one.history)).toEqual(second.seeds.map((one) => one.history))
  expect(new Set(first.seeds.map((one) => one.history)).size).toBe(asked.length)
}, 120_000)
