import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { symbologyOf, type Symbology } from './aim'
import { decodeNorthAmericanCoupon } from './coupon-na'
import { decodePositiveFileCoupon } from './coupon-positive-file'
import { parseDigitalLink } from './digital-link'
import { parseGs1 } from './gs1'
import { couponInDigits } from './paper-coupon'
import { classify, scanRules } from './scan'
import { VARIABLE_MEASURE_PRESETS } from './variable-measure-presets'

const ALL = Object.values(VARIABLE_MEASURE_PRESETS).flat()
const made = scanRules('^PROMO-', {
  customerPattern: '^CARD-',
  badgePattern: '^STAFF-',
  variableMeasure: ALL,
})
const RULES = made.ok ? made.value : null

const SYMBOLOGIES: readonly (Symbology | null)[] = [
  null,
  ...[']E0', ']E3', ']E4', ']C0', ']C1', ']e0', ']d2', ']Q1', ']Q3', ']I1'].map(symbologyOf),
]

const BEGINNINGS = [
  '',
  '01',
  '0112312312312333',
  '8110',
  '8112',
  '255',
  '3103',
  'https://example.com/01/',
  'https://example.com/01/09506000134352?',
  '2112345678900|]e0',
]

/** Cheap pseudo-random bytes; the same every time. */
function* bytes(count: number): Generator<number> {
  let state = 0x2545f491
  for (let made = 0; made < count; made += 1) {
    state ^= state << 13
    state ^= state >>> 17
    state ^= state << 5
    yield state & 0xff
  }
}

/** Texts of many lengths made of so many bytes: one third digits, one third letters and GS, one third anything. */
function* texts(count: number): Generator<string> {
  let text = ''
  let length = 0
  let number = 0
  for (const byte of bytes(count)) {
    const digit = String.fromCharCode(0x30 + (byte % 10))
    const letter = byte % 16 === 0 ? '\x1d' : String.fromCharCode(0x21 + (byte % 94))
    text += number % 3 === 0 ? digit : number % 3 === 1 ? letter : String.fromCharCode(byte)
    if (text.length <= length) continue
    yield `${BEGINNINGS[number % BEGINNINGS.length] ?? ''}${text}`
    number += 1
    length = number % 97 === 0 ? 4_000 : byte % 60
    text = ''
  }
}

function readAll(text: string): void {
  parseGs1(text)
  parseDigitalLink(text)
  decodeNorthAmericanCoupon(text)
  decodePositiveFileCoupon(text)
  couponInDigits(text)
  for (const symbology of SYMBOLOGIES) {
    if (RULES) classify({ code: text, symbology }, RULES)
  }
}

/** Texts between two looks at the heap; a look costs little. */
const SAMPLE = 50

describe('a million bytes of anything', () => {
  it('are read without a throw and leave nothing behind', () => {
    expect(RULES).not.toBeNull()
    const heap: number[] = []
    let number = 0
    for (const text of texts(1_000_000)) {
      readAll(text)
      number += 1
      if (number % SAMPLE === 0) heap.push(process.memoryUsage().heapUsed)
    }
    const third = Math.floor(heap.length / 3)
    // The lowest of many looks is what stays after the garbage has been collected.
    const early = Math.min(...heap.slice(0, third))
    const late = Math.min(...heap.slice(-third))
    expect(third).toBeGreaterThan(50)
    expect(late - early).toBeLessThan(4 * 1024 * 1024)
  })
})

describe('whatever is read', () => {
  const text = fc.oneof(
    fc.string(),
    fc.string({ unit: 'binary' }),
    fc.stringMatching(/^[0-9]{0,80}$/),
    fc
      .tuple(fc.constantFrom(...BEGINNINGS), fc.stringMatching(/^[0-9A-Z%/?=&\x1d]{0,60}$/))
      .map((parts) => parts.join('')),
  )

  it('a message is its elements, written one behind the other', () => {
    fc.assert(
      fc.property(text, (message) => {
        const parsed = parseGs1(message)
        if (!parsed.ok) return
        const written = parsed.value.map(({ ai, value }) => ai + value)
        expect(message.replaceAll('\x1d', '').startsWith(written[0] ?? 'nothing')).toBe(true)
        expect(parseGs1(written.join('\x1d'))).toEqual(parsed)
      }),
    )
  })

  it('a product has article numbers of 14 digits and a misread can be shown', () => {
    fc.assert(
      fc.property(text, fc.constantFrom(...SYMBOLOGIES), (code, symbology) => {
        if (!RULES) return
        const found = classify({ code, symbology }, RULES)
        if (found.kind === 'product') {
          for (const candidate of found.candidates) expect(candidate).toMatch(/^\d{14}$/)
        }
        if (found.kind === 'misread') expect(found.code.length).toBeLessThanOrEqual(80)
      }),
    )
  })
})
