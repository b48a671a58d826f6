import { expect, test } from 'vitest'
import { code128Bars } from './code128'

test('a symbol is start B, its characters, the check symbol and the stop', () => {
  // A is 33; the check value is (104 + 33 · 1) modulo 103 = 34, which is B.
  const bars = code128Bars('A')
  expect(bars.join('')).toBe('211214' + '111323' + '131123' + '2331112')
})

test('every symbol is eleven modules wide and the stop thirteen', () => {
  const ascii = Array.from({ length: 95 }, (_, i) => String.fromCharCode(32 + i))
  for (const character of ascii) {
    const sum = code128Bars(character).reduce((total, width) => total + width, 0)
    expect(sum).toBe(11 * 3 + 13)
  }
})
