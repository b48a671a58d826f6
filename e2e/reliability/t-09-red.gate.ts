/*
 * What protects against each of the 118 faults is taken away in a copy of the sources, and its test has to fail.
 * RED=P1,C13 looks at those alone. The tests themselves are part of `npm test`: the long lane plays this row only
 * when it is named.
 */
import { expect, it } from 'vitest'
import { redsAsked, unnoticed } from './red/unnoticed'
import { ROW_MS, runRow } from './rows'

const REDS = await redsAsked('faults')

it(
  'every one is noticed',
  () =>
    runRow({ row: 'T-09', part: 'seen-red' }, null, async () => {
      const missed = await unnoticed(REDS)
      expect(missed).toEqual([])
      const faults = new Set(REDS.map((red) => red.id)).size
      return { 'taken away': REDS.length, 'of faults': faults, unnoticed: missed.length }
    }),
  ROW_MS,
)
