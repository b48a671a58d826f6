/*
 * I1 to I6 and I13: what the journal says of money, judged event by event as each is committed, and against
 * the card machine, the cash in the drawer and the provider's own amounts.
 */
import type { EventOf, OrderEvent } from '../../../shared/order/events'
import type { Books, OrderBook } from './books'
import { hold } from './violation'

/** What may still happen to an order that is paid. */
const AFTER_PAID =
  /^(Effect|Note|OrderClosed|ClockJumped|CouponUsedElsewhere|PromotionGivenBack|DrawerOpened|ReceiptPrinted|Promotions(Applied|Voided)|Code(Verified|Confirmed)|Coupons(Captured|Reauthorized|Released)|StorePromotionRedeemed|CouponReturned|OrderReported)/

/** I2: one paid order per order, never changed again. */
export function paidOnce(order: OrderBook, event: OrderEvent): void {
  if (order.sale === null) return
  hold(event.type !== 'OrderPaid', 'I2', `order ${order.number} is paid twice`)
  hold(AFTER_PAID.test(event.type), 'I2', `${event.type} after order ${order.number} was paid`)
}

/** I1: money goes back to a card after its intent was on the disk, and counts once. */
export function refundHadIntent(order: OrderBook, { refund }: EventOf<'RefundGiven'>): void {
  hold(!order.refunds.has(refund.id), 'I4', `refund ${refund.id} counts twice`)
  if (refund.kind === 'card') {
    hold(order.card === refund.id, 'I1', `card refund ${refund.id} without its intent`)
  }
}

/** I1: a card tender answers an intent that was on the disk before. */
export function tenderHadIntent(order: OrderBook, event: EventOf<'TenderAdded'>): void {
  const { tender } = event
  hold(!order.tenders.has(tender.id), 'I4', `tender ${tender.id} counts twice`)
  if (tender.kind === 'card') {
    hold(order.card === tender.id, 'I1', `card tender ${tender.id} without its intent`)
  }
}

/** I3: the tenders pay what is due, in whole minor units. */
export function tendersPay(order: OrderBook, { sale }: EventOf<'OrderPaid'>): void {
  const journaled = [...order.tenders.values()]
  hold(
    JSON.stringify(journaled) === JSON.stringify(sale.tenders),
    'I3',
    `order ${order.number} is sealed with other tenders than were taken`,
  )
  let received = 0
  let amount = 0
  for (const tender of journaled) {
    hold(Number.isSafeInteger(tender.amount), 'I3', `a tender of ${tender.amount}`)
    hold(Number.isSafeInteger(tender.received), 'I3', `${tender.received} received`)
    received += tender.received
    amount += tender.amount
  }
  const given = [...order.refunds.values()]
  hold(
    JSON.stringify(given) === JSON.stringify(sale.back?.refunds ?? []),
    'I3',
    `order ${order.number} is sealed with other refunds than were given`,
  )
  const refunded = given.reduce((all, one) => all + one.amount, 0)
  hold(
    given.every((one) => one.amount > 0),
    'I3',
    `a refund of order ${order.number} is nothing`,
  )
  hold(amount === 0 || refunded === 0, 'I3', `order ${order.number} takes and gives money`)
  hold(amount - refunded === sale.due, 'I3', `tenders of ${amount} pay ${sale.due}`)
  hold(
    received - sale.change - refunded === sale.due,
    'I3',
    `${received} less ${sale.change} is not ${sale.due}`,
  )
  const credit = sale.back?.credit ?? 0
  const due = sale.totals.total + sale.cashRounding - credit
  hold(due === sale.due, 'I3', 'due is not the total less what came back')
}

/** I5: worked out again from the lines alone, and no discount above what its provider granted. */
export function totalsAreOurs(
  order: OrderBook,
  { sale }: EventOf<'OrderPaid'>,
  terms: { readonly pricesIncludeTax: boolean; readonly amountOf: (guid: string) => number | null },
): void {
  const { totals } = sale
  let gross = 0
  let taken = 0
  for (const line of totals.lines) {
    gross += line.gross
    for (const share of line.shares) taken += share.amount
  }
  hold(gross === totals.subtotal, 'I5', `lines of ${gross} make ${totals.subtotal}`)
  hold(taken === totals.discount + totals.coupons, 'I5', 'the shares are not the discounts')
  const added = terms.pricesIncludeTax ? 0 : totals.tax
  hold(gross - taken + added === totals.total, 'I5', `order ${order.number} does not add up`)
  for (const discount of totals.discounts) {
    if (discount.kind === 'promotion') {
      const granted = terms.amountOf(discount.discountId)
      const most = granted ?? 0
      hold(discount.amountWithoutTax <= most, 'I5', `${discount.name} takes more than ${most}`)
    }
    if (discount.kind !== 'coupon') continue
    const coupon = order.grant?.coupons.find((one) => one.couponId === discount.discountId)
    hold(coupon !== undefined, 'I9', `coupon ${discount.discountId} is on no hold of the order`)
    hold(discount.amount <= coupon.amount, 'I5', `coupon ${coupon.couponId} takes too much`)
  }
}

/** I6: nothing below zero, and no discount above the goods. */
export function nothingBelowZero(order: OrderBook, { sale }: EventOf<'OrderPaid'>): void {
  const { totals } = sale
  hold(totals.total >= 0 && totals.tax >= 0, 'I6', `order ${order.number} is below zero`)
  hold(totals.discount + totals.coupons <= totals.subtotal, 'I6', 'more off than the goods cost')
  for (const line of totals.lines) {
    const least = Math.min(line.gross, line.net, line.coupons, line.tax, line.net - line.coupons)
    hold(least >= 0, 'I6', `a line of order ${order.number} is below zero`)
  }
}

/** I7: what the journal expects in the drawer. */
export function expectCash(books: Books, { sale }: EventOf<'OrderPaid'>): void {
  for (const tender of sale.tenders) if (tender.kind === 'cash') books.cash += tender.received
  books.cash -= sale.change
  for (const one of sale.back?.refunds ?? []) if (one.kind === 'cash') books.cash -= one.amount
}
