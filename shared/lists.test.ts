import { expect, it } from 'vitest'
import { Bug } from './assert'
import { at, under } from './lists'

it('a place of a list is what stands there, if it is nothing at all', () => {
  expect(at(['a', 'b'], 1)).toBe('b')
  expect(at([0, null], 0)).toBe(0)
  expect(at([0, null], 1)).toBeNull()
})

it.each([-1, 2, 0.5])('a place that the list does not have is a mistake: %d', (place) => {
  expect(() => at(['a', 'b'], place)).toThrow(Bug)
})

it('what stands under a key is what was put there, and a key nobody put there is a mistake', () => {
  const map = new Map<string, number | null>([
    ['none', 0],
    ['null', null],
  ])
  expect(under(map, 'none')).toBe(0)
  expect(under(map, 'null')).toBeNull()
  expect(() => under(map, 'else')).toThrow('Nothing stands under else')
})
