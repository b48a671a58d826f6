import { expect, it } from 'vitest'
import { isolated } from './isolated'

it.each([
  ['Chew toy', 'Chew toy'],
  ['Chew\u202e toy\u2066', 'Chew toy'],
  ['\u200fלחם 5', '\u2068לחם 5\u2069'],
])('%j stands in a sentence as %j', (name, written) => {
  expect(isolated(name)).toBe(written)
})
