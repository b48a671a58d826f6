import { expect, it } from 'vitest'
import { isPastUseBy, isStale } from './past-its-day'

const NOW = new Date(2025, 2, 20, 17, 40).getTime()

it.each([
  ['250319', true],
  ['250320', false],
  ['250321', false],
  ['250200', true],
  ['250300', false],
  ['760101', true],
  ['750101', false],
  ['2503201739', true],
  ['2503201740', false],
  ['25032018', false],
  ['2503190000', true],
  ['251301', false],
])('a use-by date of %s is past on 20 March 2025 at 17:40: %s', (useBy, isPast) => {
  expect(isPastUseBy({ useBy }, NOW)).toBe(isPast)
  expect(isStale({ useBy }, NOW)).toBe(isPast)
})

it('a best-before date makes it stale and may still be sold', () => {
  expect(isPastUseBy({ bestBefore: '250319' }, NOW)).toBe(false)
  expect(isStale({ bestBefore: '250319' }, NOW)).toBe(true)
  expect(isStale({ bestBefore: '250320' }, NOW)).toBe(false)
  expect(isStale({}, NOW)).toBe(false)
})
