import { isNothingToGiveBack } from '../../shared/order/coupon-uses'
import type { HeldRow, OwedRow, TillView } from '../../shared/order/till-view'
import { askCashier, goTo, typeInto, type Draft } from '../stores/draft'
import { enHeld, enOwed } from '../text/en-trays'
import { findHeld } from '../text/held-words'
import { owedOrder } from '../text/owed-words'
import { always, type Action } from './action'
import { focusField } from './focus'
import { runCommand } from './run'

/** Puts the cursor in the search field of held orders. */
export const searchHeld: Action = {
  name: 'search-held',
  label: enHeld.searchName,
  key: 'F2',
  refusal: always,
  run: () => focusField('held-search'),
}

/** Takes a held order up again; the present one is held first. */
export const resumeHeld: Action = {
  name: 'resume-held',
  label: enHeld.resumeOrder,
  key: 'F9',
  refusal: ({ view, draft }) => {
    if (chosenHeld(view, draft) === null) return enHeld.chooseFirst
    return view.order.status === 'paying' ? enHeld.presentIsPaying : null
  },
  run: ({ view, draft }) => {
    const row = chosenHeld(view, draft)
    if (row !== null) void resume(row.orderId)
  },
}

/** Asks whether a held order is really to be cancelled. */
export const cancelHeld: Action = {
  name: 'cancel-held',
  label: enHeld.cancelOrder,
  key: 'F7',
  refusal: ({ view, draft }) => (chosenHeld(view, draft) === null ? enHeld.chooseFirst : null),
  run: ({ view, draft }) => {
    const row = chosenHeld(view, draft)
    if (row !== null) askCashier({ kind: 'cancel-order', orderId: row.orderId })
  },
}

/** Cancels the order that was asked about; its codes are released. */
export const confirmCancel: Action = {
  name: 'confirm-cancel',
  label: enHeld.cancelOrder,
  key: 'F9',
  refusal: always,
  run: ({ draft }) => {
    const { question } = draft
    if (question?.kind !== 'cancel-order') return
    askCashier(null)
    void runCommand({ type: 'CancelOrder', orderId: question.orderId })
  },
}

/** Keeps the order that was asked about. */
export const keepOrder: Action = {
  name: 'keep-order',
  label: enHeld.keepIt,
  key: 'Escape',
  refusal: always,
  run: () => askCashier(null),
}

/** Sends what is owed once more, under the same key. */
export const retryOwed: Action = {
  name: 'retry-owed',
  label: enOwed.tryAgain,
  key: 'F6',
  refusal: ({ view, draft }) => {
    const row = chosenOwed(view, draft)
    if (row === null) return enOwed.chooseFirst
    if (row.effect.status === 'sending') return enOwed.isSending
    if (isNothingToGiveBack(row.effect)) return enOwed.neverUsed
    return isOver(row) ? enOwed.alreadySettled : null
  },
  run: ({ view, draft }) => {
    const row = chosenOwed(view, draft)
    if (row === null) return
    const { orderId, effect } = row
    // What may be on paper already is never sent again as it is; the till makes it a copy.
    if (effect.request.kind === 'receipt-print') void runCommand({ type: 'PrintReceipt', orderId })
    else void runCommand({ type: 'RetryEffect', orderId, effectId: effect.id })
  },
}

/** Ends what will not be delivered; a manager says why. */
export const closeOwed: Action = {
  name: 'close-owed',
  label: enOwed.closeWithNote,
  key: 'F9',
  refusal: ({ view, draft }) => {
    const row = chosenOwed(view, draft)
    if (row === null) return enOwed.chooseFirst
    if (isOver(row)) return enOwed.alreadySettled
    return row.effect.status === 'needs-person' ? null : enOwed.onlyNeedingPerson
  },
  run: ({ view, draft }) => {
    const row = chosenOwed(view, draft)
    if (row === null) return
    typeInto('note', '')
    const { orderId, effect } = row
    askCashier({
      kind: 'approval',
      approval: { act: 'close-effect', orderId, effectId: effect.id, note: '' },
    })
  },
}

/** The held orders the search finds. */
export function foundHeld(view: TillView, draft: Draft): readonly HeldRow[] {
  return findHeld(view.held, draft.fields['held-search'] ?? '')
}

/** The held order chosen in the list; the first one when none is. */
export function chosenHeld(view: TillView, draft: Draft): HeldRow | null {
  const rows = foundHeld(view, draft)
  return rows.find((row) => row.orderId === draft.chosen.held) ?? rows[0] ?? null
}

/** Which of the two lists of Owed is shown. */
export function owedTab(draft: Draft): 'open' | 'settled' {
  return draft.chosen.tab === 'settled' ? 'settled' : 'open'
}

/** The rows of the list of Owed that is shown. */
export function owedRows(view: TillView, draft: Draft): readonly OwedRow[] {
  return owedTab(draft) === 'open' ? owedOrder(view.owed) : view.owedToday
}

/** The owed effect chosen in the list; the first one when none is. */
export function chosenOwed(view: TillView, draft: Draft): OwedRow | null {
  const rows = owedRows(view, draft)
  return rows.find((row) => row.effect.id === draft.chosen.owed) ?? rows[0] ?? null
}

function isOver(row: OwedRow): boolean {
  return row.effect.status === 'delivered' || row.effect.status === 'closed'
}

async function resume(orderId: string): Promise<void> {
  if (await runCommand({ type: 'ResumeOrder', orderId })) goTo('order')
}
