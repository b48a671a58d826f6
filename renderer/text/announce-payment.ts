import { negate, sum } from '../../shared/money'
import { mayGiveBack } from '../../shared/order/decide-tender'
import type { SaleBack } from '../../shared/order/sold'
import type { TillView } from '../../shared/order/till-view'
import { isSwap } from '../../shared/receipt/returned'
import { enComplete } from './en-complete'
import { enPayment } from './en-payment'
import { enReturn } from './en-return'
import type { Format } from './format'

/**
 * What is said of a step in payment: the coupons PETZ gives, the amount due, and at the end the change,
 * which is said at once. Null where nothing of payment has changed.
 */
export function announcePayment(
  before: TillView,
  after: TillView,
  format: Format,
): { readonly polite: string | null; readonly alert: string | null } {
  const { order } = after
  if (order.sale !== null && before.order.sale === null) {
    const { change, back, due } = order.sale
    if (back && isSwap(back) && due === 0) return { polite: null, alert: enReturn.announceSwap }
    if (back && due < 0) return { polite: null, alert: givenBackSaid(back, format) }
    const alert =
      change > 0 ? enComplete.announceChange(format.spoken(change)) : enComplete.announcePaid
    return { polite: null, alert }
  }
  return { polite: stepSaid(before, after, format), alert: null }
}

function givenBackSaid({ refunds, late }: SaleBack, format: Format): string {
  const words = late === undefined ? enReturn : enReturn.late
  const cash = sum(refunds.filter((one) => one.kind === 'cash').map((one) => one.amount))
  const all = sum(refunds.map((one) => one.amount))
  return cash > 0
    ? words.announceGiveBack(format.spoken(cash))
    : words.announceToCard(format.spoken(all))
}

function stepSaid(before: TillView, after: TillView, format: Format): string | null {
  const [old, now] = [before.order.payment, after.order.payment]
  if (now === null) return null
  if (now.step === 'tender' && (old?.step !== 'tender' || isPaidOnAccount(before, after))) {
    if (mayGiveBack(after.order, after.stillToPay)) {
      return enReturn.saidToGiveBack(format.amount(negate(after.stillToPay)))
    }
    const label = now.tenders.length > 0 ? enPayment.stillToPay : enPayment.amountDue
    return enPayment.dueSpoken(label, format.amount(after.stillToPay))
  }
  const [asked, answered] = [old?.authorization?.status, now.authorization?.status]
  if (asked === answered || now.step !== 'coupons') return null
  if (answered === 'asking') return enPayment.checking
  return answered === 'authorized' || answered === 'none'
    ? enPayment.couponsApply(now.authorization?.coupons.length ?? 0)
    : null
}

function isPaidOnAccount(before: TillView, after: TillView): boolean {
  const [old, now] = [before.order.payment, after.order.payment]
  const isTaken = old?.tenders.length !== now?.tenders.length
  return isTaken || old?.refunds.length !== now?.refunds.length
}
