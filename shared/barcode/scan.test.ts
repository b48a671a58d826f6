import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { symbologyOf, type Symbology } from './aim'
import { classify, scanRules, type ScanRules } from './scan'

const RULES = rules('^PROMO-')

function rules(pattern: string | null): ScanRules {
  const made = scanRules(pattern)
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
    ['400638133393105', 'ean-with-add-on', ['04006381333931']],
    ['011231231231233310ABC123\x1d99TESTING', 'gs1-128', ['12312312312333']],
    ['0112312312312333', 'databar', ['12312312312333']],
    ['0112312312312333', null, ['12312312312333']],
    ['https://id.gs1.org/01/09506000134352/10/LOT1?17=261231', 'qr', ['09506000134352']],
    ['4006381333931', null, ['04006381333931']],
  ] as const)('%j read as %s is looked up as %j', (code, symbology, candidates) => {
    expect(classified(code, symbology)).toEqual({
      kind: 'product',
      code,
      candidates,
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
  ['REV', 'scanner-message'],
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
