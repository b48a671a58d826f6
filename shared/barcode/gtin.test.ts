import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import {
  checkDigit,
  expandShortUpcE,
  expandUpcE,
  gtinCandidates,
  hasRightCheckDigit,
  hasValidCheckDigit,
  isSameGtin,
  normaliseGtin,
  splitAddOn,
} from './gtin'

const UPC_E_TO_UPC_A = [
  ['01234505', '012000003455'],
  ['01234514', '012100003454'],
  ['01234523', '012200003453'],
  ['01234531', '012300000451'],
  ['01234543', '012340000053'],
  ['01234558', '012345000058'],
  ['01234565', '012345000065'],
  ['01234572', '012345000072'],
  ['01234589', '012345000089'],
  ['01234596', '012345000096'],
] as const

const body = (length: number) =>
  fc.array(fc.integer({ min: 0, max: 9 }), { minLength: length, maxLength: length })
const gtin = fc
  .constantFrom(8, 12, 13, 14)
  .chain((length) => body(length - 1))
  .map((digits) => digits.join(''))
  .map((digits) => `${digits}${checkDigit(digits)}`)

describe('a GTIN', () => {
  it.each(['4006381333931', '5901234123457', '96385074', '036000291452', '012345678905'])(
    'has a right check digit: %s',
    (digits) => {
      expect(hasValidCheckDigit(digits)).toBe(true)
      expect(normaliseGtin(digits)).toBe(digits.padStart(14, '0'))
    },
  )

  it.each(['2112345678901', '123456789013', '1234ABC890123', '402345674', '', '٤٠٠٦٣٨١٣'])(
    'is refused: %j',
    (text) => {
      expect(normaliseGtin(text)).toBeNull()
      expect(gtinCandidates(text)).toEqual([])
    },
  )

  it('is one number whether scanned as UPC-A, as EAN-13 or as GTIN-14', () => {
    expect(normaliseGtin('036000291452')).toBe('00036000291452')
    expect(normaliseGtin('0036000291452')).toBe('00036000291452')
    expect(normaliseGtin('00036000291452')).toBe('00036000291452')
  })

  it('normalises to itself', () => {
    fc.assert(
      fc.property(gtin, (digits) => {
        const normalised = normaliseGtin(digits)
        expect(normalised).toBe(digits.padStart(14, '0'))
        expect(normaliseGtin(normalised ?? '')).toBe(normalised)
      }),
    )
  })

  it('is refused when any single digit was misread', () => {
    fc.assert(
      fc.property(gtin, fc.nat(13), fc.integer({ min: 1, max: 9 }), (digits, place, shift) => {
        const at = place % digits.length
        const wrong = (Number(digits[at]) + shift) % 10
        expect(hasValidCheckDigit(digits.slice(0, at) + wrong + digits.slice(at + 1))).toBe(false)
      }),
    )
  })

  it('never throws and is always 14 digits, whatever was scanned', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        for (const candidate of gtinCandidates(text)) expect(candidate).toMatch(/^\d{14}$/)
      }),
    )
  })
})

describe('two article numbers', () => {
  it.each([
    ['036000291452', '0036000291452', true],
    ['036000291452', '00036000291452', true],
    ['96385074', '00000096385074', true],
    ['036000291452', '012345678905', false],
    ['036000291453', '0036000291453', false],
    ['', '', false],
  ])('%s and %s are one article: %s', (one, other, isSame) => {
    expect(isSameGtin(one, other)).toBe(isSame)
  })
})

it.each([
  ['106141412345678908', true],
  ['106141412345678907', false],
  ['5', false],
  ['12A', false],
])('%s ends in its check digit, whatever its length: %s', (digits, isRight) => {
  expect(hasRightCheckDigit(digits)).toBe(isRight)
})

describe('an add-on', () => {
  it.each([
    ['977147396801203', { code: '9771473968012', addOn: '03' }],
    ['978014300723452495', { code: '9780143007234', addOn: '52495' }],
    ['4006381333931', { code: '40063813', addOn: '33931' }],
    ['977147396801', null],
    ['', null],
  ])('is taken off %s: %j', (digits, parts) => {
    expect(splitAddOn(digits)).toEqual(parts)
  })
})

describe('a UPC-E', () => {
  it.each(UPC_E_TO_UPC_A)('%s without its check digit or its zero is %s too', (short, long) => {
    expect(expandShortUpcE(short.slice(0, 7))).toContain(long)
    expect(expandShortUpcE(short.slice(1, 7))).toEqual([long])
    expect(expandShortUpcE(short.slice(1))).toContain(long)
  })

  it.each(['', '12345', '12345678', '2AB456', '9345678'])('is not %j', (digits) => {
    expect(expandShortUpcE(digits)).toEqual([])
  })

  it.each(UPC_E_TO_UPC_A)('%s is %s written short', (short, long) => {
    expect(expandUpcE(short)).toBe(long)
  })

  it('with a wrong check digit is refused', () => {
    expect(expandUpcE('01234506')).toBeNull()
  })

  it('has number system 0 or 1', () => {
    expect(expandUpcE('21234505')).toBeNull()
  })

  it('is what eight digits mean when they are no EAN-8', () => {
    expect(hasValidCheckDigit('01234531')).toBe(false)
    expect(normaliseGtin('01234531')).toBe('00012300000451')
  })

  it('and an EAN-8 are both offered when eight digits fit both', () => {
    const both = Array.from({ length: 10_000 }, (_, n) => {
      const digits = `01${String(n).padStart(5, '0')}`
      return `${digits}${checkDigit(digits)}`
    }).find((digits) => expandUpcE(digits) !== null)
    expect(both).toBeDefined()
    expect(gtinCandidates(both ?? '')).toEqual([
      (both ?? '').padStart(14, '0'),
      `00${expandUpcE(both ?? '') ?? ''}`,
    ])
  })
})
