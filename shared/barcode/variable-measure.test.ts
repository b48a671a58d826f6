import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { hasValidCheckDigit, withCheckDigit } from './gtin'
import {
  decodeVariableMeasure,
  isLayout,
  verifierOf,
  type VariableMeasure,
} from './variable-measure'
import { VARIABLE_MEASURE_PRESETS } from './variable-measure-presets'

const preset = (country: string) => VARIABLE_MEASURE_PRESETS[country] ?? []

const COUNTRIES = ['de', 'gb', 'dk', 'se', 'no', 'fi', 'ee', 'lv', 'lt', 'us'] as const

describe('the verifier', () => {
  it.each([
    ['2875', 9],
    ['1234', 9],
    ['0099', 4],
    ['9999', 6],
    ['14685', 6],
    ['00012', 9],
    ['00239', 4],
    ['06870', 1],
    ['0000', 0],
    ['00000', 0],
  ])('over %s is %d', (value, verifier) => {
    expect(verifierOf(value)).toBe(verifier)
  })

  it.each(['', '123', '123456', '12a4'])('does not exist over %j', (value) => {
    expect(verifierOf(value)).toBeNaN()
  })

  it('changes with every single digit of five misread', () => {
    fc.assert(
      fc.property(
        fc.nat(99_999),
        fc.nat(4),
        fc.integer({ min: 1, max: 9 }),
        (amount, at, shift) => {
          const value = String(amount).padStart(5, '0')
          const other = (Number(value[at]) + shift) % 10
          const misread = value.slice(0, at) + other + value.slice(at + 1)
          expect(verifierOf(misread)).not.toBe(verifierOf(value))
        },
      ),
    )
  })
})

describe('a code with a value', () => {
  it.each<[string, string, VariableMeasure]>([
    ['de', '2211114002394', measure('02211110000004', 'price', 239, 2)],
    ['de', '2511119000129', measure('02511110000005', 'count', 12, 0)],
    ['de', '2811111068708', measure('02811110000006', 'weight', 6870, 3)],
    ['gb', '2011122912346', measure('02011122000005', 'price', 1234, 2)],
    ['dk', '2135040039753', measure('02135040000005', 'price', 3975, 2)],
    ['dk', '2623570001505', measure('02623570000003', 'weight', 150, 3)],
    ['fi', '2388060112344', measure('02388060100006', 'weight', 1234, 3)],
    ['us', '212345105993', measure('00212345000007', 'price', 599, 2)],
  ])('of %s, %s, is %j', (country, code, expected) => {
    expect(hasValidCheckDigit(expected.itemGtin)).toBe(true)
    expect(decodeVariableMeasure(code, preset(country))).toEqual(expected)
  })

  it('is a misread when its verifier denies its value', () => {
    expect(hasValidCheckDigit('2511118000120')).toBe(true)
    expect(decodeVariableMeasure('2511118000120', preset('de'))).toBe('wrong')
  })

  it.each(['2211114002395', '4006381333931', '96385074', 'ABC', ''])('is not %j', (code) => {
    expect(decodeVariableMeasure(code, preset('de'))).toBeNull()
  })

  it('goes by the first rule that fits', () => {
    const first = { prefix: '2', layout: 'PPPPPPPPVVVV', kind: 'weight', decimals: 3 } as const
    expect(decodeVariableMeasure('2211114002394', [first, ...preset('de')])).toMatchObject({
      kind: 'weight',
      value: 239,
    })
  })

  it('is one article whatever it weighs', () => {
    fc.assert(
      fc.property(fc.nat(99_999), fc.nat(9999), (item, grams) => {
        const codeOf = (value: number) =>
          withCheckDigit(`23${String(item).padStart(6, '0')}${String(value).padStart(4, '0')}`)
        const rules = preset('fi')
        const [one, none] = [codeOf(grams), codeOf(0)]
        expect(decodeVariableMeasure(one, rules)).toEqual({
          itemGtin: none.padStart(14, '0'),
          kind: 'weight',
          value: grams,
          decimals: 3,
        })
      }),
    )
  })
})

describe('the rules of a country', () => {
  it.each(COUNTRIES)('of %s can be read', (country) => {
    expect(preset(country)).not.toEqual([])
    for (const rule of preset(country)) {
      expect(isLayout(rule.layout)).toBe(true)
      expect(rule.prefix).toMatch(/^(?:02|2\d)$/)
    }
  })

  it.each(['', 'PPPPPPCVVVVVV', 'VVVVVPPPPPPC', 'PPPPPPPPCVVV', 'PPPPPPPPPPPP', 'PPPPPPCCVVVV'])(
    'cannot have the layout %j',
    (layout) => {
      expect(isLayout(layout)).toBe(false)
      const rule = { prefix: '22', layout, kind: 'price', decimals: 2 } as const
      expect(decodeVariableMeasure('2211114002394', [rule])).toBeNull()
    },
  )
})

function measure(
  itemGtin: string,
  kind: VariableMeasure['kind'],
  value: number,
  decimals: number,
): VariableMeasure {
  return { itemGtin, kind, value, decimals }
}
