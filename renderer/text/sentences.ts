import { money } from '../../shared/money'
import type { NoteCode, Note } from '../../shared/order/order'
import { REFUSAL_CODES, type RefusalCode } from '../../shared/order/refusals'
import type { BlockedReason } from '../../shared/order/till-view'
import type { FaultReport, Refusal } from '../../shared/result'
import { enSupportFaults } from './en-health'
import { enNotes } from './en-notes'
import { enBlocked, enFault, enJournalFaults, enRefusals } from './en-refusals'
import type { Format } from './format'
import { isolated } from './isolated'

/** What went wrong, as a sentence: the reason of a refusal, or that the outside world failed. */
export function failureSentence(failure: Refusal | FaultReport): string {
  if (failure.kind === 'refusal') return refusalSentence(failure.code)
  return FAULTS.get(failure.code) ?? enFault
}

const FAULTS: ReadonlyMap<string, string> = new Map(
  Object.entries({ ...enSupportFaults, ...enJournalFaults }),
)

/** The sentence of a refusal's code. */
export function refusalSentence(code: string): string {
  return isRefusalCode(code) ? enRefusals[code] : enFault
}

/** Why Pay waits: the most urgent reason, as a sentence. */
export function blockedSentence(reason: BlockedReason): string {
  return enBlocked[reason.code](reason.count)
}

/** A note in two sentences. The provider's own sentence comes first where it gave one. */
export function noteSentences(
  note: Pick<Note, 'code' | 'values' | 'message'>,
  format: Format,
): { readonly first: string; readonly second: string } {
  const gaps = { ...note.values }
  for (const name of AMOUNT_GAPS) {
    const minorUnits = gaps[name]
    if (minorUnits !== undefined && /^-?\d+$/.test(minorUnits)) {
      gaps[name] = format.amount(money(Number(minorUnits)))
    }
  }
  for (const name of TEXT_GAPS) {
    const text = gaps[name]
    if (text !== undefined) gaps[name] = isolated(text)
  }
  const words = enNotes[note.code]
  if (note.code === 'promotion-taken-off') {
    gaps['reason'] = note.message ?? reasonSentence(gaps['reason'])
    return { first: words.first(gaps), second: words.second(gaps).trim() }
  }
  return { first: note.message ?? words.first(gaps), second: words.second(gaps) }
}

/** Gaps that hold an amount in minor units. */
const AMOUNT_GAPS = ['now', 'before', 'amount']

/** Gaps that hold a text from outside. */
const TEXT_GAPS = ['name', 'code']

function reasonSentence(code: string | undefined): string {
  return code !== undefined && isNoteCode(code) ? enNotes[code].first({}) : ''
}

function isNoteCode(code: string): code is NoteCode {
  return Object.hasOwn(enNotes, code)
}

function isRefusalCode(code: string): code is RefusalCode {
  return REFUSAL_CODES.some((one) => one === code)
}
