import { expect, it } from 'vitest'
import { Chance } from '../../shared/order/testing/chance'
import { amount, ROW_MS, rowSeed, runRow } from './rows'
import { drawClockCase, playClockCase } from './till/clock-case'

/*
 * Clocks: set by a second or by ten years, forward and back, in the middle of every step of a sale; the hour that
 * is left out and the one that comes twice; leap days; computers that sleep from a second to three days; and
 * processes that end meanwhile. Numbers rise, no hold is captured blindly, and the journal goes by its sequence.
 */
it(
  'a sale goes by its sequence and by the time that has passed, whatever the clock does',
  async () => {
    const seed = rowSeed()
    await runRow({ row: 'T-20', part: 'clock' }, seed, async () => {
      const cases = amount({ short: 60, gate: 600 })
      const broken: string[] = []
      let told = 0
      let asked = 0
      for (let index = 0; index < cases; index += 1) {
        const one = drawClockCase(new Chance(seed + index * 7919))
        try {
          const found = await playClockCase(one)
          told += found.told ? 1 : 0
          asked += found.asked ? 1 : 0
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error)
          broken.push(`${index}: ${JSON.stringify({ ...one, shape: one.shape.name })}: ${why}`)
        }
      }
      expect(broken).toEqual([])
      return { cases, 'clock jumps told': told, 'coupons asked for anew before money': asked }
    })
  },
  ROW_MS,
)
