import { expect, test } from 'vitest'
import { ean13Bars, isEan13 } from './ean13'

test('the check digit weighs 1 and 3 from the left', () => {
  expect(isEan13('4006381333931')).toBe(true)
  expect(isEan13('4006381333932')).toBe(false)
  expect(isEan13('400638133393')).toBe(false)
  expect(isEan13('40063813339a1')).toBe(false)
})

test('every symbol is 95 modules wide, with guards at its ends and in its middle', () => {
  for (const code of ['4006381333931', '0012345678905', '9780201379624']) {
    const bars = ean13Bars(code)
    expect(bars.reduce((sum, width) => sum + width, 0)).toBe(95)
    expect(bars.slice(0, 3)).toEqual([1, 1, 1])
    expect(bars.slice(27, 32)).toEqual([1, 1, 1, 1, 1])
    expect(bars.slice(-3)).toEqual([1, 1, 1])
  }
})

test('a leading 0 draws all six left digits from set A, as UPC-A does', () => {
  // 0 36000 29145 2 is the example of the UPC standard.
  const modules = ean13Bars('0036000291452')
    .map((width, i) => (i % 2 === 0 ? '1' : '0').repeat(width))
    .join('')
  expect(modules).toBe(
    '101' +
      ['0001101', '0111101', '0101111', '0001101', '0001101', '0001101'].join('') +
      '01010' +
      ['1101100', '1110100', '1100110', '1011100', '1001110', '1101100'].join('') +
      '101',
  )
})
