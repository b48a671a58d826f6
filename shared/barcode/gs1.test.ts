import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { conflictsIn, decimalOf, parseGs1, type Gs1Element } from './gs1'
import { gs1Date } from './gs1-date'

const GS = '\x1d'

function elementsOf(message: string): readonly (readonly [string, string])[] {
  const parsed = parseGs1(message)
  if (!parsed.ok) throw new Error(`${parsed.error.kind} at ${parsed.error.at}`)
  return parsed.value.map(({ ai, value }) => [ai, value] as const)
}

function faultOf(message: string): string {
  const parsed = parseGs1(message)
  return parsed.ok ? 'none' : parsed.error.kind
}

describe('a GS1 message', () => {
  it.each([
    [
      `011231231231233310ABC123${GS}99TESTING`,
      [
        ['01', '12312312312333'],
        ['10', 'ABC123'],
        ['99', 'TESTING'],
      ],
    ],
    [
      `0112312312312333235XYZ${GS}10ABC`,
      [
        ['01', '12312312312333'],
        ['235', 'XYZ'],
        ['10', 'ABC'],
      ],
    ],
    [
      `010950600013435217261231${GS}21ABC`,
      [
        ['01', '09506000134352'],
        ['17', '261231'],
        ['21', 'ABC'],
      ],
    ],
    [
      `010950600013435210LOT1${GS}21ABC`,
      [
        ['01', '09506000134352'],
        ['10', 'LOT1'],
        ['21', 'ABC'],
      ],
    ],
    [
      `99COMPOSITE${GS}98XYZ`,
      [
        ['99', 'COMPOSITE'],
        ['98', 'XYZ'],
      ],
    ],
    [
      '0192312312312339310300123439220599',
      [
        ['01', '92312312312339'],
        ['3103', '001234'],
        ['3922', '0599'],
      ],
    ],
  ])('%j is taken apart', (message, expected) => {
    expect(elementsOf(message)).toEqual(expected)
  })

  it('may have a separator at the end, behind a predefined length and at the beginning', () => {
    expect(elementsOf(`${GS}0112312312312333${GS}10ABC${GS}`)).toEqual([
      ['01', '12312312312333'],
      ['10', 'ABC'],
    ])
  })

  it('needs a separator behind a fixed length that is not predefined', () => {
    expect(elementsOf(`70032612312359${GS}10ABC`)).toEqual([
      ['7003', '2612312359'],
      ['10', 'ABC'],
    ])
    expect(faultOf('7003261231235910ABC')).toBe('value-wrong')
  })

  it.each([
    ['', 'empty'],
    [GS, 'empty'],
    ['01123123123133^10ABC', 'value-wrong'],
    [`01123123123133${GS}10ABC`, 'value-wrong'],
    ['0112312312312334', 'value-wrong'],
    ['011231231231233314260101', 'identifier-unknown'],
    ['5ABC', 'identifier-unknown'],
    ['10', 'value-wrong'],
    [`10${'A'.repeat(21)}`, 'value-wrong'],
    ['10AB C', 'value-wrong'],
    ['10é', 'value-wrong'],
    ['17261301', 'value-wrong'],
    ['17260230', 'value-wrong'],
    ['70032612002359', 'value-wrong'],
    ['70032612012459', 'value-wrong'],
    ['00123456789012345678', 'value-wrong'],
    ['3103ABCDEF', 'value-wrong'],
    [`10A${GS}10B`, 'identifier-repeated'],
  ])('%j is wrong: %s', (message, kind) => {
    expect(faultOf(message)).toBe(kind)
  })

  it('says where it is wrong', () => {
    expect(parseGs1('011231231231233317261301')).toEqual({
      ok: false,
      error: { kind: 'value-wrong', at: 18, ai: '17' },
    })
  })

  it('may say the same twice', () => {
    expect(elementsOf(`10A${GS}10A`)).toEqual([['10', 'A']])
  })

  it('reads the decimals from the identifier', () => {
    const parsed = parseGs1('3103001234')
    expect(parsed.ok && decimalOf(parsed.value, '310')).toEqual({ digits: '001234', decimals: 3 })
    expect(parsed.ok && decimalOf(parsed.value, '392')).toBeNull()
  })

  it('written from elements is read back as they were', () => {
    const text = fc.stringMatching(/^[!"%-?A-Z_a-z]{1,20}$/)
    const lot = text.map((value) => ({ ai: '10', value }))
    const serial = text.map((value) => ({ ai: '21', value }))
    const weight = fc.nat(999_999).map((grams) => ({
      ai: '3103',
      value: String(grams).padStart(6, '0'),
    }))
    fc.assert(
      fc.property(fc.shuffledSubarray([0, 1, 2]), lot, serial, weight, (order, ...elements) => {
        const chosen = order.flatMap((at) => elements[at] ?? [])
        if (chosen.length === 0) return
        const message = chosen.map((one) => one.ai + one.value).join(GS)
        const parsed = parseGs1(message)
        expect(parsed.ok && parsed.value).toEqual(chosen)
      }),
    )
  })
})

describe('elements that do not go together', () => {
  const made = (...identifiers: readonly string[]): readonly Gs1Element[] =>
    identifiers.map((ai) => ({ ai, value: '1' }))

  it.each([
    [
      ['01', '02', '37'],
      ['article-and-content', 'article-and-count'],
    ],
    [['01', '37'], ['article-and-count']],
    [['02'], ['content-without-count']],
    [['37'], ['count-without-content']],
    [['02', '37'], []],
    [['01', '3922'], ['price-without-measure']],
    [['01', '3922', '3103'], []],
    [['01', '3932', '30'], []],
    [['01', '3103', '3922', '15'], []],
  ])('%j: %j', (identifiers, conflicts) => {
    expect(conflictsIn(made(...identifiers))).toEqual(conflicts)
  })
})

describe('a date', () => {
  it.each([
    ['261231', 2025, 20261231],
    ['260200', 2025, 20260228],
    ['240200', 2025, 20240229],
    ['261200', 2025, 20261231],
    ['750101', 2025, 20750101],
    ['760101', 2025, 19760101],
    ['000101', 2050, 21000101],
    ['990101', 2000, 19990101],
    ['261301', 2025, null],
    ['260132', 2025, null],
    ['2601', 2025, null],
    ['26AB01', 2025, null],
  ])('%s read in %d is %s', (digits, year, date) => {
    expect(gs1Date(digits, year)).toBe(date)
  })
})
