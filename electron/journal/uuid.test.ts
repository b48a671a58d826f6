import { expect, it } from 'vitest'
import { uuidv7 } from './uuid'

it('says version 7, variant 2 and its milliseconds', () => {
  const id = uuidv7(0x0195_b7f2_1234)
  expect(id).toMatch(/^0195b7f2-1234-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
})

it.each([0, 1, 2 ** 48 - 1])('holds the time %i', (at) => {
  expect(Number.parseInt(uuidv7(at).replace(/-/g, '').slice(0, 12), 16)).toBe(at)
})

it('sorts by time', () => {
  const times = [1_742_492_400_000, 1_742_492_400_001, 1_842_492_400_000]
  const ids = times.map(uuidv7)
  expect([...ids].sort()).toEqual(ids)
})

it('never comes twice', () => {
  const ids = new Set(Array.from({ length: 10_000 }, () => uuidv7(1)))
  expect(ids.size).toBe(10_000)
})
