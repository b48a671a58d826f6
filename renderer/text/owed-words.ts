import { unreachable } from '../../shared/assert'
import { money } from '../../shared/money'
import { isDevice, type Effect } from '../../shared/order/effect'
import type { OwedRow } from '../../shared/order/till-view'
import type { Format } from './format'
import { enOffline } from './en-offline'
import { enOwed, enOwedEndings, enOwedKinds, enOwedReasons, enPaperReasons } from './en-trays'

/** How a row of the Owed list is marked. */
export type OwedMark = {
  readonly tone: 'error' | 'waiting' | 'done'
  readonly text: string
}

/** What is owed, in words: "Redeem Spring $5 off". */
export function owedTitle(row: OwedRow, format: Format): string {
  return enOwedKinds[row.effect.request.kind]({
    subject: row.subject,
    order: format.orderNumber(row.orderNumber),
  })
}

/** How far it is: needs a person, sending now, next try, settled. */
export function owedMark(effect: Effect, now: number, format: Format): OwedMark {
  switch (effect.status) {
    case 'needs-person':
      return { tone: 'error', text: enOwed.needsPerson }
    case 'sending':
      return effect.overdue === true
        ? { tone: 'error', text: enOwed.overdue }
        : { tone: 'waiting', text: enOwed.sendingNow }
    case 'waiting':
      if (effect.overdue === true && effect.dueAt > now) {
        return { tone: 'error', text: enOwed.overdueUntil(format.time(effect.dueAt)) }
      }
      return effect.dueAt > now
        ? { tone: 'waiting', text: enOwed.nextTry(format.time(effect.dueAt)) }
        : { tone: 'waiting', text: enOwed.waiting }
    case 'delivered':
      return { tone: 'done', text: enOwed.settled }
    case 'closed':
      return { tone: 'done', text: isReplaced(effect) ? enOwed.replaced : enOwed.closed }
    default:
      return unreachable(effect.status)
  }
}

/**
 * Why it needs a person: the provider's own sentence, else ours. Where PETZ gives less than before, the
 * journal holds how much less instead of a sentence.
 */
export function owedReason(effect: Effect, format: Format): string {
  if (effect.code === 'coupons-lost') {
    return enOwed.couponsLost(format.amount(money(Number(effect.message ?? 0))))
  }
  if (effect.code === 'unverified-amount-differs') return differenceWords(effect.message, format)
  // A printer has no sentences of its own: its message is a code, and its `offline` is not the line's.
  if (isDevice(effect)) return enPaperReasons[effect.code ?? ''] ?? enOwed.notSent
  const ours = effect.code === null ? undefined : enOwedReasons[effect.code]
  return effect.message ?? ours ?? enOwed.notSent
}

/** How much less or more than was given a provider granted afterwards. */
export function differenceWords(minorUnits: string | null, format: Format): string {
  const difference = Number(minorUnits ?? 0)
  const amount = format.amount(money(Math.abs(difference)))
  return difference < 0 ? enOffline.grantsMore(amount) : enOffline.grantsLess(amount)
}

/** How a closed effect ended: in the manager's words, or by the terminal itself. */
export function closedWords({ note }: Effect): string {
  return enOwedEndings[note ?? ''] ?? enOwed.closedWith(note ?? '')
}

function isReplaced({ note }: Effect): boolean {
  return enOwedEndings[note ?? ''] !== undefined
}

/** Rows that need a person first, then what has had no end for too long, then the oldest first. */
export function owedOrder(rows: readonly OwedRow[]): readonly OwedRow[] {
  const rank = ({ effect }: OwedRow) =>
    effect.status === 'needs-person' ? 0 : effect.overdue === true ? 1 : 2
  return [...rows].sort((a, b) => rank(a) - rank(b) || a.effect.createdAt - b.effect.createdAt)
}
