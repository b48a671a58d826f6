import { expect, it } from 'vitest'
import type { Carried } from '../barcode/carried'
import { pastDayOf } from './past-its-day'

const NOW = new Date(2025, 2, 20, 17, 40).getTime()

it.each<[Carried, string | null]>([
  [{}, null],
  [{ useBy: '250319' }, 'past-use-by'],
  [{ useBy: '250320' }, null],
  [{ useBy: '250321' }, null],
  [{ useBy: '250200' }, 'past-use-by'],
  [{ useBy: '250300' }, null],
  [{ useBy: '2503201739' }, 'past-use-by'],
  [{ useBy: '2503201740' }, null],
  [{ useBy: '2503191800' }, 'past-use-by'],
  [{ useBy: '991231' }, 'past-use-by'],
  [{ bestBefore: '250319' }, 'past-best-before'],
  [{ bestBefore: '250320' }, null],
  [{ bestBefore: '250319', useBy: '250318' }, 'past-use-by'],
  [{ bestBefore: '250319', useBy: '250401' }, 'past-best-before'],
  [{ useBy: 'nonsense' }, null],
])('%j on 20 March 2025 at 17:40 is %s', (carried, past) => {
  expect(pastDayOf(carried, NOW)).toBe(past)
})
