/*
 * Each of 25 protections is taken away in a copy of the sources, and its test has to fail. RED=S2,S7 looks at
 * those alone.
 */
import { expect, it } from 'vitest'
import { redsAsked, unnoticed } from './red/unnoticed'
import { ROW_MS, runRow } from './rows'

const REDS = await redsAsked('sabotages')

it(
  'every one is noticed',
  () =>
    runRow({ row: 'T-08', part: 'sabotages' }, null, async () => {
      const missed = await unnoticed(REDS)
      expect(missed).toEqual([])
      return { 'taken away': REDS.length, unnoticed: missed.length }
    }),
  ROW_MS,
)
