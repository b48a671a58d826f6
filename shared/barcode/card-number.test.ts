import { describe, expect, it } from 'vitest'
import { holdsCardNumber, isCardNumber, maskCardNumbers } from './card-number'

describe('a card number', () => {
  // Published test numbers of the networks; none belongs to anybody.
  it.each([
    '4111111111111111',
    '5555555555554444',
    '2223003122003222',
    '378282246310005',
    '30569309025904',
    '6011111111111117',
    '3530111333300000',
    '6200000000000005',
    '6759649826438453',
  ])('is known: %s', (digits) => {
    expect(isCardNumber(digits)).toBe(true)
    expect(holdsCardNumber(`;${digits}=25121010000012345678?`)).toBe(true)
    expect(maskCardNumbers(`paid ${digits}.`)).toBe(`paid •••• ${digits.slice(-4)}.`)
  })

  it.each([
    ['an EAN-13', '4006381333931'],
    ['a misread EAN-13', '4006381333932'],
    ['a UPC-A', '400001102312'],
    ['a GTIN-14', '04006381333931'],
    ['a wrong last digit', '4111111111111112'],
    ['twelve digits', '411111111111'],
    ['a longer run', '411111111111111100'],
    ['a GS1 element string', '0104006381333931'],
    ['a number of no network', '9111111111111111'],
    ['an order', 'pine-01-20250320-0042'],
    ['a telephone number', '2065550142'],
  ])('is not %s', (_what, text) => {
    expect(holdsCardNumber(text)).toBe(false)
    expect(maskCardNumbers(text)).toBe(text)
  })

  it('is known in groups', () => {
    expect(maskCardNumbers('4111 1111 1111 1111')).toBe('•••• 1111')
    expect(maskCardNumbers('3782-822463-10005 and 4111-1111-1111-1111')).toBe(
      '•••• 0005 and •••• 1111',
    )
  })
})
