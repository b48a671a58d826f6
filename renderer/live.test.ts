import { expect, test } from 'vitest'
import { withoutLeaked } from './live'

test.each([
  ['cat40063', '40063', 'cat'],
  ['40063cat40063', '40063', '40063cat'],
  ['cat', '40063', 'cat'],
])('%s without the leaked %s is %s', (text, leaked, left) => {
  expect(withoutLeaked(text, leaked)).toBe(left)
})
