import { expect, test } from 'vitest'
import { inSight, topsOf } from './virtual-list'

const rows = Array.from({ length: 500 }, (_, index) => index)
const tops = topsOf(rows, (row) => (row % 2 === 0 ? 53 : 79))

test('every row begins where the one before it ends', () => {
  expect(tops.slice(0, 4)).toEqual([0, 53, 132, 185])
  expect(tops).toHaveLength(501)
})

test('only rows in sight are drawn, with a few to spare', () => {
  const [first, last] = inSight(tops, { top: 10_000, height: 424 })
  expect(last - first).toBeLessThan(20)
  expect(tops[first]).toBeLessThanOrEqual(10_000)
  expect(tops[last]).toBeGreaterThanOrEqual(10_424)
})

test('the ends of the list are reached', () => {
  expect(inSight(tops, { top: 0, height: 424 })[0]).toBe(0)
  expect(inSight(tops, { top: (tops.at(-1) ?? 0) - 424, height: 424 })[1]).toBe(500)
})
