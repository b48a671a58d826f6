/*
 * Every code the cashier can come to see has a sentence of its own. Codes that are types are listed here so
 * that the compiler misses the ones that are added; codes of the devices, which this room may not import, are
 * read off the sources.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import type {
  CouponRefusalCode,
  CouponRejection,
  MisconfiguredCode,
  PromotionRefusalCode,
  UnknownCode,
} from '../../shared/order/answers'
import type { CouponException, Effect } from '../../shared/order/effect'
import type { DeviceView } from '../../shared/ipc/contract'
import { REFUSAL_CODES } from '../../shared/order/refusals'
import { deviceWords } from './device-words'
import { enNotPrinted } from './en-complete'
import { enNotes } from './en-notes'
import { enRejectionHelp, enRejections } from './en-payment'
import { enRefusals } from './en-refusals'
import { enOwed, enOwedReasons, enPaperReasons } from './en-trays'
import { makeFormat } from './format'
import { owedReason } from './owed-words'

const FORMAT = makeFormat('en-US', 'USD')
const ROOT = join(import.meta.dirname, '..', '..')

const UNKNOWN: Readonly<Record<UnknownCode, true>> = {
  timeout: true,
  offline: true,
  'connection-lost': true,
  'server-error': true,
  'rate-limited': true,
  malformed: true,
}
const MISCONFIGURED: Readonly<Record<MisconfiguredCode, true>> = {
  'key-refused': true,
  'wrong-address': true,
  'account-inactive': true,
}
const PROMOTION: Readonly<Record<PromotionRefusalCode, true>> = {
  'promotion-not-found': true,
  'promotion-already-used': true,
  'promotion-not-applicable': true,
  'promotion-inactive': true,
  'promotion-request-invalid': true,
  'promotion-refused': true,
}
const COUPON: Readonly<Record<CouponRefusalCode, true>> = {
  'phone-invalid': true,
  'consumer-not-found': true,
  'coupon-not-found': true,
  'coupon-already-redeemed': true,
  'coupon-not-in-wallet': true,
  'authorization-expired': true,
  'authorization-released': true,
  'authorization-captured': true,
  'authorization-mismatch': true,
  'authorization-not-found': true,
  'idempotency-conflict': true,
  'order-closed': true,
  'return-exceeds-redeemed': true,
  'capture-differs': true,
  'request-invalid': true,
  'coupon-request-refused': true,
}
const EXCEPTIONS: Readonly<Record<CouponException, true>> = {
  'answer-unusable': true,
  'answers-differ': true,
  'coupon-cut': true,
  'product-without-upc': true,
}
/** Codes the till itself gives an effect, beside those of its answers. */
const OF_THE_TILL = { 'not-set-up': true, restarted: true, 'coupons-lost': true } as const
const PAPER_OF_THE_TILL = ['outcome-unknown', 'unknown-after-restart', 'too-old', 'no-printer']

const PROVIDER_CODES = Object.keys({
  ...UNKNOWN,
  ...MISCONFIGURED,
  ...PROMOTION,
  ...COUPON,
  ...EXCEPTIONS,
  ...OF_THE_TILL,
})

/** The words of a union or list in a source, up to the blank line that ends it. */
function wordsOf(path: string, beginning: string): readonly string[] {
  const text = readFileSync(join(ROOT, path), 'utf8')
  const from = text.indexOf(beginning)
  expect(from).toBeGreaterThanOrEqual(0)
  const part = text.slice(from, text.indexOf('\n\n', from))
  return [...part.matchAll(/'([a-z-]+)'/g)].map(([, word]) => word ?? '')
}

const PORT = 'electron/devices/printer/port.ts'
const TROUBLE = wordsOf(PORT, 'export type PrinterTrouble')
const PROBLEMS = [...wordsOf(PORT, 'export type PrintProblem'), ...TROUBLE]
const PULSES = wordsOf(PORT, 'export type PulseOutcome').filter((word) => word.includes('drawer'))
const WIRES = wordsOf('electron/devices/wire/wire.ts', 'const WIRE_FAILURES')
const SCANNERS = wordsOf('electron/devices/scanner/hid-facts.ts', "  readonly code: '")
const DEVICE_CODES = [
  ...new Set([...WIRES, ...PROBLEMS, ...PULSES, ...SCANNERS, 'paper-low', 'garbled', 'not-found']),
]

function effect(kind: 'order-message' | 'receipt-print', code: string): Effect {
  const made = { request: { kind }, status: 'needs-person', code, message: null, attempts: 1 }
  return made as unknown as Effect
}

describe('every code has a sentence', () => {
  it('finds the codes of the devices in their sources', () => {
    expect(TROUBLE).toContain('paper-out')
    expect(WIRES).toContain('no-rights')
    expect(PULSES).toContain('drawer-no-answer')
    expect(DEVICE_CODES.length).toBeGreaterThan(25)
  })

  it.each(REFUSAL_CODES)('the refusal %s', (code) => {
    expect(enRefusals[code]).toMatch(/\.$/)
  })

  it.each(PROVIDER_CODES)('what a provider owes us because of %s', (code) => {
    const reason = owedReason(effect('order-message', code), FORMAT)
    expect(reason).toMatch(/\.$/)
    expect(reason).not.toBe(enOwed.notSent)
  })

  it.each([...new Set([...PROBLEMS, ...PULSES, ...PAPER_OF_THE_TILL])])(
    'a paper or a pulse that is owed because of %s',
    (code) => {
      expect(owedReason(effect('receipt-print', code), FORMAT)).toBe(enPaperReasons[code])
      expect(enPaperReasons[code]).toMatch(/\.$/)
    },
  )

  it.each([...new Set([...PROBLEMS, 'too-old', 'no-printer'])])(
    'a receipt that was not printed because of %s',
    (code) => {
      expect(enNotPrinted[code]).toMatch(/[a-z]$/)
    },
  )

  it.each(DEVICE_CODES)('a device with %s: why, and what to do', (code) => {
    const device: DeviceView = {
      id: 'printer',
      kind: 'printer',
      name: 'Receipt printer',
      connection: 'Network',
      status: 'failed',
      code,
      since: 0,
      details: {},
    }
    const words = deviceWords(device, FORMAT)
    expect(words.tag).not.toBe('Not working')
    expect(words.why).toMatch(/\.$/)
    if (code !== 'no-drawer') expect(words.doThis).toMatch(/\.$/)
  })

  it.each(Object.entries(enNotes))('the note %s says what happened and what to do', (_, words) => {
    const gaps = { name: 'A', code: 'B', now: '1', before: '2', amount: '3', reason: 'Because.' }
    expect(words.first(gaps)).not.toBe('')
    expect(words.second(gaps)).toMatch(/\.$/)
  })

  it.each(Object.entries(enRejections))('a coupon that does not fit: %s', (_, words) => {
    const gaps = {
      startsOn: null,
      expiresOn: null,
      needs: null,
      has: null,
      couponFor: null,
      orderHas: null,
      message: '',
    }
    expect(words(gaps)).not.toMatch(/undefined|null/)
    expect(words(gaps).length).toBeGreaterThan(5)
  })

  it.each(Object.entries(enRejectionHelp))('what to do about a coupon: %s', (_, words) => {
    expect(words).toMatch(/^[A-Z].{10,}\.$/)
  })

  it('no two reasons are the same code with another meaning', () => {
    const shared = Object.keys(enOwedReasons).filter((code) => Object.hasOwn(enPaperReasons, code))
    expect(shared).toEqual(['offline'])
  })
})

/** Keeps the compiler looking at the list. */
const _REJECTIONS: Readonly<Record<CouponRejection, unknown>> = enRejections
