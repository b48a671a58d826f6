import type { ScanReport } from '../shared/ipc/contract'
import { PIN_DIGITS_MAX } from './actions/approval'
import { takeUnsold } from './actions/returns'
import type { Sounds } from './sounds'
import {
  askCashier,
  choose,
  rememberNumber,
  rememberScan,
  rememberTried,
  sayRefused,
  typeInto,
  useDraftStore,
  type Field,
} from './stores/draft'
import { en } from './text/en'
import { refusalSentence } from './text/sentences'

/**
 * What a handled scan does in the window: one sound, and one place where it is seen. Good ones are seen where
 * they went (line, field, list, customer), the others are a sentence in the bar or a question. A reading that
 * counts once with the one before it makes no sound of its own.
 */
export function hearScan(report: ScanReport, sounds: Pick<Sounds, 'play'>): void {
  if (report.result !== 'duplicate') sounds.play(report.outcome)
  takeOutLeaked(report.leaked)
  rememberScan(report)
  if (report.result === 'duplicate' && report.outcome !== 'good') return
  sayRefused(scanSentence(report))
  fillIn(report)
  if (report.result === 'item-choice') askCashier({ kind: 'item-choice', scan: report })
  if (report.result === 'sale-found' && report.fills !== null) {
    askCashier({ kind: 'open-sale', ref: report.fills })
  }
  const [item] = report.items
  if (report.result === 'goods-back' && item !== undefined) takeUnsold(item)
  const isQuestion = report.items.length > 0 || report.promotion !== null
  if (report.result === 'payment-begun' && isQuestion) {
    askCashier({ kind: 'payment-scan', scan: report })
    sayRefused(en.paymentBegun)
  }
}

/** What is said of a scan; null where it is seen by itself. */
export function scanSentence(report: ScanReport): string | null {
  const { result, outcome, code, items, refusal } = report
  switch (result) {
    case 'payment-begun':
      return en.paymentBegun
    case 'not-used-here':
      return refusal === null ? en.notUsedHere(code) : refusalSentence(refusal)
    case 'misread':
      return code === '' ? en.scanUnreadable : null
    case 'duplicate':
      return en.countedOnce(code)
    case 'past-its-day': {
      const name = items[0]?.name ?? code
      return outcome === 'refused' ? en.pastItsDay(name) : en.pastItsDaySold(name)
    }
    case 'too-many':
      return en.tooManyScans(code)
    default:
      return null
  }
}

/** A scan made for a field or a list. */
function fillIn({ result, fills }: ScanReport): void {
  if (fills === null) return
  if (result === 'promotion-field') {
    typeInto('promotion-code', fills)
    rememberTried(fills)
  }
  if (result === 'customer') rememberNumber(fills)
  if (result === 'badge') typeInto('pin', fills.replace(/\D/g, '').slice(0, PIN_DIGITS_MAX))
  if (result === 'list-filtered') {
    if (useDraftStore.getState().screen === 'held') typeInto('held-search', fills)
    else {
      choose('tab', 'open')
      choose('owed', fills)
    }
  }
}

/** How often, and how far apart, a field is looked at for letters that are still on their way to it. */
const LOOKS_FOR_LEAKED = 20
const LOOK_MS = 25

/** Letters of a scan that reached the focused field before it was known as one come out again. */
function takeOutLeaked(leaked: string, looksLeft = LOOKS_FOR_LEAKED): void {
  if (leaked === '') return
  const focused = document.activeElement
  if (!(focused instanceof HTMLInputElement) && !(focused instanceof HTMLTextAreaElement)) return
  const field = focused.dataset['field']
  const own = field !== undefined && isField(field) ? field : null
  const text = own === null ? focused.value : (useDraftStore.getState().fields[own] ?? '')
  const isDigits = own !== null && FIELDS[own] === 'digits'
  const left = withoutLeaked(text, isDigits ? digitsOf(leaked) : leaked)
  // On a busy machine the word of the scan can be here before its first letters are in the field.
  if (left !== text) {
    if (own === null) retype(focused, left)
    else typeInto(own, left)
  } else if (looksLeft > 0) window.setTimeout(() => takeOutLeaked(leaked, looksLeft - 1), LOOK_MS)
}

/** Writes into a field that keeps its text elsewhere, as if it had been typed. */
function retype(field: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  field.setRangeText(text, 0, field.value.length, 'end')
  field.dispatchEvent(new Event('input', { bubbles: true }))
}

/**
 * A text without the last place where the leaked letters stand. An empty amount swallows the zeros in front, so
 * there the rest of them may be the whole text.
 */
export function withoutLeaked(text: string, leaked: string): string {
  const at = text.lastIndexOf(leaked)
  if (at >= 0) return text.slice(0, at) + text.slice(at + leaked.length)
  return /^0+\d+$/.test(leaked) && text === leaked.replace(/^0+/, '') ? '' : text
}

function digitsOf(text: string): string {
  return text.replace(/\D/g, '')
}

/** What each field keeps of what is typed. */
const FIELDS: Readonly<Record<Field, 'text' | 'digits'>> = {
  search: 'text',
  amount: 'digits',
  'promotion-code': 'text',
  'customer-phone': 'digits',
  'hold-note': 'text',
  'cash-received': 'digits',
  'split-amount': 'digits',
  'held-search': 'text',
  'owed-search': 'text',
  note: 'text',
  pin: 'digits',
  'return-find': 'text',
  'return-item': 'text',
  'promotion-goods': 'text',
}

function isField(name: string): name is Field {
  return Object.hasOwn(FIELDS, name)
}
