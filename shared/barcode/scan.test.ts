import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import type { BarcodeSettings } from '../device-settings'
import { symbologyOf, type Symbology } from './aim'
import type { Carried } from './carried'
import { withCheckDigit } from './gtin'
import { classify, SCAN_CHARACTERS_MAX, scanRules, type ScanRules } from './scan'
import { VARIABLE_MEASURE_PRESETS } from './variable-measure-presets'

const RULES = rules('^PROMO-')

function rules(pattern: string | null): ScanRules {
  const made = scanRules(pattern)
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}

function shop(cards: Pick<BarcodeSettings, 'customerPattern' | 'badgePattern'>): ScanRules {
  const made = scanRules('^PROMO-', { ...cards, variableMeasure: [] })
  if (!made.ok) throw new Error(made.error.code)
  return made.value
}

function classified(code: string, symbology: Symbology | null = null, by = RULES) {
  return classify({ code, symbology }, by)
}

describe('a product', () => {
  it.each([
    ['4006381333931', 'ean-upc', ['04006381333931']],
    ['036000291452', 'ean-upc', ['00036000291452']],
    ['01234531', 'ean-upc', ['00012300000451']],
    ['01120028', 'ean-upc', ['00011200002008', '00000001120028']],
    ['01120028', 'ean-8', ['00000001120028']],
    ['01120028', null, ['00000001120028', '00011200002008']],
    ['96385074', 'ean-8', ['00000096385074']],
    ['123450', 'ean-upc', ['00012000003455']],
    ['0112312312312333', 'databar', ['12312312312333']],
    ['0112312312312333', null, ['12312312312333']],
    ['https://id.gs1.org/01/09506000134352', 'qr', ['09506000134352']],
    ['https://example.com/about', 'qr', []],
    ['00106141412345678908', 'gs1-128', []],
    ['4006381333931', null, ['04006381333931']],
  ] as const)('%j read as %s is looked up as %j', (code, symbology, candidates) => {
    expect(classified(code, symbology)).toEqual({
      kind: 'product',
      code,
      candidates,
      doubtful: false,
    })
  })

  const SCALE = withCheckDigit('9231231231233')

  it.each<[string, Symbology | null, string, Carried]>([
    ['400638133393105', 'ean-with-add-on', '04006381333931', { addOn: '05' }],
    ['011231231231233310ABC123\x1d99TESTING', 'gs1-128', '12312312312333', { lot: 'ABC123' }],
    ['0112312312312333235XYZ\x1d10ABC', 'databar', '12312312312333', { lot: 'ABC' }],
    [
      '010950600013435217261231\x1d21ABC',
      'gs1-data-matrix',
      '09506000134352',
      { useBy: '261231', serial: 'ABC' },
    ],
    ['010950600013435210LOT1\x1d21ABC', null, '09506000134352', { lot: 'LOT1', serial: 'ABC' }],
    [
      'https://id.gs1.org/01/09506000134352/10/LOT1?17=261231',
      'qr',
      '09506000134352',
      { lot: 'LOT1', useBy: '261231' },
    ],
    [
      `01${SCALE}31030012341526123139220599`,
      'databar',
      SCALE,
      {
        weight: { value: 1234, decimals: 3, unit: 'kg', sells: true },
        price: { value: 599, decimals: 2, currency: null },
        bestBefore: '261231',
      },
    ],
    [
      `01${SCALE}320200050039328401250`,
      'gs1-128',
      SCALE,
      {
        weight: { value: 500, decimals: 2, unit: 'lb', sells: true },
        price: { value: 1250, decimals: 2, currency: '840' },
      },
    ],
    [`01${SCALE}3012`, 'gs1-128', SCALE, { count: 12 }],
    ['011231231231233370032612311200', 'gs1-128', '12312312312333', { useBy: '2612311200' }],
  ])('%j read as %s is %s and carries %j', (code, symbology, candidate, carried) => {
    expect(classified(code, symbology)).toEqual({
      kind: 'product',
      code,
      candidates: [candidate],
      doubtful: false,
      carried,
    })
  })

  it('carries what the shop’s rules say of its own codes', () => {
    const rules = { ...RULES, variableMeasure: VARIABLE_MEASURE_PRESETS['de'] ?? [] }
    expect(classified('2811111068708', 'ean-upc', rules)).toEqual({
      kind: 'product',
      code: '2811111068708',
      candidates: ['02811110000006'],
      doubtful: false,
      carried: { weight: { value: 6870, decimals: 3, unit: null, sells: true } },
    })
    expect(classified('2211114002394', null, rules)).toMatchObject({
      carried: { price: { value: 239, decimals: 2, currency: null } },
    })
    expect(classified('2511119000129', 'ean-upc', rules)).toMatchObject({ carried: { count: 12 } })
    expect(classified('2511118000120', 'ean-upc', rules)).toMatchObject({ kind: 'misread' })
    expect(classified('2511118000120', 'ean-upc')).toMatchObject({
      candidates: ['02511118000120'],
    })
  })

  it('in a composite symbol carries what stands in its second part', () => {
    const code = '2112345678900|]e010LOT1\x1d99COMPOSITE'
    expect(classified(code, 'ean-upc')).toMatchObject({
      kind: 'product',
      candidates: ['02112345678900'],
      carried: { lot: 'LOT1' },
    })
    expect(classified('2112345678900|]e099COMPOSITE\x1d98XYZ', 'ean-upc')).toEqual({
      kind: 'product',
      code: '2112345678900|]e099COMPOSITE\x1d98XYZ',
      candidates: ['02112345678900'],
      doubtful: false,
    })
  })

  it('may be a SKU in a Code 128', () => {
    expect(classified('BW-DOG-12', 'code-128')).toEqual({
      kind: 'product',
      code: 'BW-DOG-12',
      candidates: [],
      doubtful: false,
    })
  })

  it('is doubtful when the check digit is wrong and the scanner does not say what it read', () => {
    expect(classified('4006381333932')).toMatchObject({ kind: 'product', doubtful: true })
  })

  it('keeps markup and commands as mere text', () => {
    const code = `<img onerror=x>'; DROP TABLE--`
    expect(classified(code)).toMatchObject({ kind: 'product', code, candidates: [] })
  })
})

describe('a misread', () => {
  it.each([
    ['4006381333932', 'ean-upc'],
    ['2112345678901', 'ean-upc'],
    ['96385075', 'ean-8'],
    ['01234531', 'ean-8'],
    ['400638133393205', 'ean-with-add-on'],
    ['12AB', 'ean-upc'],
    ['1234ABC890123', 'ean-upc'],
    ['02345674', 'ean-8'],
    ['', 'gs1-128'],
    ['01123123123123^10ABC', 'gs1-128'],
    ['011231231231233370032602302359', 'gs1-128'],
    ['2112345678900|]e05ABC', 'ean-upc'],
    ['0112312312312333375', 'gs1-128'],
    ['8110123', 'databar'],
  ] as const)('is %s read as %s', (code, symbology) => {
    expect(classified(code, symbology)).toEqual({ kind: 'misread', code })
  })

  it('is every EAN-13 with one wrong digit', () => {
    fc.assert(
      fc.property(fc.nat(12), fc.integer({ min: 1, max: 9 }), (at, shift) => {
        const right = '4006381333931'
        const wrong = (Number(right[at]) + shift) % 10
        const code = right.slice(0, at) + wrong + right.slice(at + 1)
        expect(classified(code, 'ean-upc').kind).toBe('misread')
      }),
    )
  })
})

describe('what no barcode holds', () => {
  it.each(['400638\x001333931', 'ABC\x1bp0', 'A\x04', 'A\x7f', 'A\x85B', 'AB\ufffdC', 'A\ud800'])(
    '%j is a misread',
    (code) => {
      const found = classified(code, 'code-128')
      expect(found.kind).toBe('misread')
      expect('code' in found && found.code).not.toMatch(/[\p{Cc}\p{Cs}]/u)
    },
  )

  it('and more than the largest symbol can hold is a misread', () => {
    expect(classified('A'.repeat(SCAN_CHARACTERS_MAX), 'qr').kind).toBe('product')
    expect(classified('A'.repeat(SCAN_CHARACTERS_MAX + 1), 'qr')).toEqual({
      kind: 'misread',
      code: 'A'.repeat(80),
    })
  })
})

describe('a manufacturer’s coupon', () => {
  it.each<[string, Symbology | null, string]>([
    ['514141100906', 'ean-upc', 'upc'],
    ['514141100906', null, 'upc'],
    ['9813765030011', 'ean-upc', 'euro'],
    ['811010614141011111275110111', 'databar', 'north-american'],
    ['811010614141011111275110111', null, 'north-american'],
    ['81120112345679999990666666', 'gs1-128', 'positive-file'],
    ['81120112345679999990666666', 'code-128', 'positive-file'],
    ['81120112345679999990666666', 'qr', 'positive-file'],
    ['8112ABCZT084', 'gs1-128', 'positive-file-opaque'],
  ])('%s read as %s is one: %s', (code, symbology, type) => {
    expect(classified(code, symbology)).toMatchObject({
      kind: 'manufacturer-coupon',
      code,
      coupon: { type },
    })
  })

  it('is only what can be read as one', () => {
    expect(classified('8112ABCZT084', 'code-128')).toMatchObject({ kind: 'product' })
  })

  it('is the shop’s promotion where its pattern says so', () => {
    expect(classified('9813765030011', 'ean-upc', rules('^98'))).toEqual({
      kind: 'promotion',
      code: '13765030011',
    })
  })
})

describe('a card', () => {
  const CARDS = shop({ customerPattern: '^CARD-', badgePattern: '^29\\d{11}$' })

  it('of a customer is known by the shop’s pattern', () => {
    expect(classified('CARD-2065550142', 'qr', CARDS)).toEqual({
      kind: 'customer',
      code: '2065550142',
    })
    expect(classified('CARD-2065550142')).toMatchObject({ kind: 'product' })
  })

  it('of the staff is known by the shop’s pattern, before any rule about its digits', () => {
    const badge = withCheckDigit('290000000012')
    const rules = { ...CARDS, variableMeasure: VARIABLE_MEASURE_PRESETS['de'] ?? [] }
    expect(classified(badge, 'ean-upc', rules)).toEqual({ kind: 'badge', code: badge })
  })

  it('cannot have a pattern that is no pattern', () => {
    const none = { customerPattern: null, badgePattern: null, variableMeasure: [] }
    expect(scanRules(null, { ...none, customerPattern: '(' }).ok).toBe(false)
    expect(scanRules(null, { ...none, badgePattern: '(' }).ok).toBe(false)
  })
})

it('a message of the scanner is never goods', () => {
  for (const code of ['REV', '4006381333931', '', '\x06', 'PROMO-SPRING5']) {
    expect(classified(code, 'scanner-message').kind).toBe('scanner-message')
  }
})

describe('a promotion', () => {
  it.each([
    ['^PROMO-', 'PROMO-SPRING5', 'SPRING5'],
    ['^99', '9912345', '12345'],
    ['^P\\.', 'P.SPRING5', 'SPRING5'],
    ['^PROMO-[A-Z0-9]+$', 'PROMO-SPRING5', 'PROMO-SPRING5'],
    ['^(?:PROMO|OFFER)-(?<code>\\w+)$', 'OFFER-SPRING5', 'SPRING5'],
  ])('by the pattern %s turns %s into the code %s', (pattern, scanned, code) => {
    expect(classified(scanned, 'qr', rules(pattern))).toEqual({ kind: 'promotion', code })
  })

  it('needs something behind its beginning', () => {
    expect(classified('PROMO-')).toMatchObject({ kind: 'product' })
  })

  it('does not exist without a pattern', () => {
    expect(classified('PROMO-SPRING5', null, rules(null))).toMatchObject({ kind: 'product' })
  })

  it('cannot have a pattern that is no pattern', () => {
    expect(scanRules('^(PROMO')).toEqual({
      ok: false,
      error: { kind: 'refusal', code: 'barcode-pattern-wrong' },
    })
  })
})

describe('a receipt', () => {
  it('is known by its reference', () => {
    expect(classified('pine-01-20250320-0042', 'qr')).toEqual({
      kind: 'receipt',
      orderRef: 'pine-01-20250320-0042',
    })
  })

  it.each([
    'pine-01-20251320-0042',
    'pine-01-2025032-0042',
    '20250320-0042',
    'pine-01-20250320-42',
  ])('is not %s', (code) => {
    expect(classified(code)).toMatchObject({ kind: 'product' })
  })
})

it.each([
  ['', null],
  ['   ', null],
  ['05', 'ean-add-on'],
] as const)('%j read as %s is nothing to look up', (code, symbology) => {
  expect(classified(code, symbology).kind).toBe('unknown')
})

it('whatever is scanned, it is classified', () => {
  const symbology = fc
    .option(fc.stringMatching(/^\][A-Za-z][0-9A-Za-z]$/))
    .map((identifier) => (identifier === null ? null : symbologyOf(identifier)))
  fc.assert(
    fc.property(fc.string(), symbology, (code, kind) => {
      const found = classified(code, kind)
      if (found.kind !== 'product') return
      for (const candidate of found.candidates) expect(candidate).toMatch(/^\d{14}$/)
    }),
  )
})
