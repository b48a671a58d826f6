import type { ScanReport } from '../../shared/ipc/contract'
import { money } from '../../shared/money'
import type { CatalogItem } from '../../shared/catalog'
import { askCashier, typeInto, type Question } from '../stores/draft'
import { en } from '../text/en'
import { always, type Action, type Situation } from './action'
import { CENTS_MAX, readCents } from './cents'
import { askApproval } from './coupons'
import { addItem, scannedItem } from './items'
import { sendUnsold } from './returns'
import { runCommand } from './run'
import { ask } from '../bridge'

/** Leaves a question unanswered: nothing happens. */
export const closeQuestion: Action = {
  name: 'close-question',
  label: en.cancel,
  key: 'Escape',
  refusal: always,
  run: () => askCashier(null),
}

/** The same, where there was nothing to cancel. */
export const closeCard: Action = { ...closeQuestion, name: 'close-card', label: en.close }

/** Takes the amount that was typed: a price, an open price, or a weight. */
export const takeAmount: Action = {
  name: 'take-amount',
  label: en.putOn,
  key: 'F9',
  refusal: ({ draft }) => (typedAmount(draft.fields.amount) === null ? en.typeAmountFirst : null),
  run: ({ draft }) => {
    const amount = typedAmount(draft.fields.amount)
    if (amount === null || draft.question === null) return
    typeInto('amount', '')
    askCashier(null)
    take(draft.question, amount)
  },
}

/** Goes back from payment and puts the scanned item, or the code, on the order. */
export const goBackAndAdd: Action = {
  name: 'go-back-and-add',
  label: en.goBack,
  key: 'F9',
  refusal: always,
  run: ({ draft }) => {
    const { question } = draft
    if (question?.kind !== 'payment-scan') return
    askCashier(null)
    void backAndEnter(question.scan)
  },
}

/** Stays in payment; nothing was added. */
export const stayInPayment: Action = {
  ...closeQuestion,
  name: 'stay-in-payment',
  label: en.stayInPayment,
}

/** Asks a service again at once. */
export const tryService: Action = {
  name: 'try-service',
  label: en.tryNow,
  key: 'F9',
  refusal: always,
  run: ({ draft }) => {
    if (draft.question?.kind === 'service') void ask('services:try', draft.question.service)
  },
}

/** Puts one of several products with the same barcode on the order. */
export function chooseScanned(item: CatalogItem, situation: Situation): void {
  const { question } = situation.draft
  if (question?.kind !== 'item-choice') return
  const { code } = question.scan
  const scan = situation.view.order.unresolved.findLast((one) => one.code === code)
  askCashier(null)
  scannedItem(item, scan?.id ?? null)
}

/** The amount that was typed, in the least digits shown; null when there is none. */
export function typedAmount(typed: string | undefined): number | null {
  const cents = readCents(typed ?? '')
  return cents === null || cents === 0 || cents > CENTS_MAX ? null : cents
}

function take(question: Question, amount: number): void {
  switch (question.kind) {
    case 'price':
      void runCommand({ type: 'ChangePrice', lineId: question.lineId, price: money(amount) })
      break
    case 'open-price':
      void addItem(question.item, { scanId: question.scanId, price: amount })
      break
    case 'coupon-amount':
      askApproval(question.couponId, question.lineId, amount)
      break
    case 'weight':
      void addItem(question.item, { scanId: question.scanId, quantity: amount })
      break
    case 'unsold-price':
      void sendUnsold(question.item, { price: amount })
      break
    case 'unsold-weight':
      void sendUnsold(question.item, { quantity: amount })
      break
    default:
      break
  }
}

async function backAndEnter({ code, symbology }: ScanReport): Promise<void> {
  if (await runCommand({ type: 'BackFromPayment', to: 'order' })) {
    await runCommand({ type: 'EnterCode', code, symbology })
  }
}
