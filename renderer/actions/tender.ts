import { money, subtract, type Money } from '../../shared/money'
import { CHANGE_MAX } from '../../shared/order/decide-tender'
import { choose, sayRefused, typeInto, type Draft } from '../stores/draft'
import { enPayment } from '../text/en-payment'
import { amountText } from '../text/format'
import { always, type Action, type Situation } from './action'
import { readCents } from './cents'
import { runCommand } from './run'

/** What the tender step is doing: the first of several amounts, or a card has just been declined. */
export type TenderMode = 'split' | 'declined'

/** The tender step's mode, or null in the ordinary case. */
export function tenderMode(draft: Draft): TenderMode | null {
  const mode = draft.chosen.cash
  return mode === 'split' || mode === 'declined' ? mode : null
}

/** The amount typed or chosen so far, or null. */
export function typedAmount(draft: Draft): Money | null {
  const field = tenderMode(draft) === 'split' ? 'split-amount' : 'cash-received'
  const cents = readCents(draft.fields[field] ?? '')
  return cents === null || cents === 0 ? null : money(cents)
}

/** Takes cash: what was received, or the cash part of a split payment. */
export const takeCash: Action = {
  name: 'take-cash',
  label: enPayment.takeCash,
  key: 'F9',
  refusal: takeCashRefusal,
  run: ({ draft }) => void takeTyped(typedAmount(draft)),
}

/** Ends an order whose discounts leave nothing to pay. */
export const finishOrder: Action = {
  name: 'finish-order',
  label: enPayment.finish,
  key: 'F9',
  refusal: always,
  run: () => void runCommand({ type: 'FinishOrder' }),
}

/** Puts what is still to pay, or the first amount of a split payment, on the card machine. */
export const payByCard: Action = {
  name: 'pay-by-card',
  label: enPayment.card,
  key: 'F6',
  refusal: (situation) =>
    tenderMode(situation.draft) === 'split' ? splitRefusal(situation) : null,
  run: ({ view, draft }) => {
    const amount = tenderMode(draft) === 'split' ? typedAmount(draft) : view.stillToPay
    if (amount !== null) void beginCard(amount)
  },
}

/** Asks for the first of several amounts. */
export const splitPayment: Action = {
  name: 'split-payment',
  label: enPayment.split,
  key: 'F7',
  refusal: always,
  run: () => {
    typeInto('split-amount', '')
    choose('cash', 'split')
  },
}

/** Leaves the split again; nothing has been taken by it. */
export const notSplit: Action = {
  name: 'not-split',
  label: enPayment.notSplit,
  key: 'F7',
  refusal: always,
  run: () => choose('cash', null),
}

/** The card machine shows the payment as made. */
export const cardPaid: Action = {
  name: 'card-paid',
  label: enPayment.cardPaid,
  key: 'F9',
  refusal: always,
  run: () => void endCard(true, null),
}

/** The card machine shows it as declined. */
export const cardDeclined: Action = {
  name: 'card-declined',
  label: enPayment.cardDeclined,
  key: 'F7',
  refusal: always,
  run: () => void endCard(false, 'declined'),
}

/** The customer pays another way; the card machine was stopped before it charged. */
export const cancelCard: Action = {
  name: 'cancel-card',
  label: enPayment.cardCancel,
  key: 'Escape',
  refusal: always,
  run: () => void endCard(false, null),
}

/** After a restart: the card machine's journal shows the payment. */
export const cardShowsPaid: Action = {
  ...cardPaid,
  name: 'card-shows-paid',
  label: enPayment.itShowsPaid,
}

/** After a restart: the card machine's journal does not show the payment. */
export const cardShowsNotPaid: Action = {
  ...cardDeclined,
  name: 'card-shows-not-paid',
  label: enPayment.itShowsNotPaid,
  run: () => void endCard(false, null),
}

/** Reverses a taken part. */
export function undoTender(tenderId: string): void {
  void runCommand({ type: 'UndoTender', tenderId })
}

/** Keeps an amount as it is typed; what was refused before it is no longer so. */
export function typeAmount(field: 'cash-received' | 'split-amount', cents: number | null): void {
  sayRefused(null)
  typeInto(field, cents === null ? '' : String(cents))
}

/** Sets what was received in cash, as if it were typed. */
export function receiveCash(amount: Money): void {
  choose('cash', null)
  typeAmount('cash-received', amount)
}

function takeCashRefusal(situation: Situation): string | null {
  const { view, draft, terminal } = situation
  if (tenderMode(draft) === 'split') return splitRefusal(situation)
  const received = typedAmount(draft)
  if (received === null) return enPayment.chooseAmount
  const missing = subtract(view.cashToPay, received)
  if (missing > 0) return enPayment.moreNeeded(amountText(missing, terminal))
  return -missing > CHANGE_MAX ? enPayment.tooMuch : null
}

function splitRefusal({ view, draft, terminal }: Situation): string | null {
  const first = typedAmount(draft)
  if (first === null) return enPayment.splitAmountNeeded
  if (first >= Math.min(view.stillToPay, view.cashToPay)) {
    return enPayment.splitTooLarge(amountText(view.stillToPay, terminal))
  }
  return null
}

async function takeTyped(received: Money | null): Promise<void> {
  if (received === null) return
  if (await runCommand({ type: 'TakeCash', received })) forgetTyped()
}

async function beginCard(amount: Money): Promise<void> {
  if (await runCommand({ type: 'BeginCard', amount })) forgetTyped()
}

async function endCard(paid: boolean, mode: TenderMode | null): Promise<void> {
  if (await runCommand({ type: 'EndCard', paid })) choose('cash', mode)
}

function forgetTyped(): void {
  choose('cash', null)
  typeInto('cash-received', '')
  typeInto('split-amount', '')
}
