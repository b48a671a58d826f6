/*
 * The promotions wire (Toast promotions API, draft), requests. All four operations are a POST of JSON to one
 * address; the header `Toast-Transaction-Type` tells them apart and `Toast-Transaction-GUID` names the
 * request. The GUID of a VERIFY is the promotion's name for life and comes back as `externalId`.
 *
 * A body holds the whole order as a `check` (the only place where that word is used), every promotion on it
 * in `appliedPromotions`, and what the request is about: `newPromotion` for VERIFY, `promotionsToActOn` for
 * the others. Amounts, moments and UUIDs are written by wire-values.ts; answers are read by wire-answers.ts.
 *
 * Nothing here reads a clock or draws a number: the same request values give the same bytes.
 */
import { assert } from '../../../shared/assert'
import type {
  OrderSnapshot,
  SnapshotDiscount,
  SnapshotLine,
  SnapshotPayment,
  SnapshotPromotion,
} from '../../../shared/order/snapshot'
import { ZERO, add, type Money } from '../../../shared/money'
import type { LostVerify, PromotionsRequest, VerifyRequest, VoidRequest } from './port'
import { toAmount, toDateTime, toQuantity, toRate, uuidOf } from './wire-values'

/** What a request wants. */
export type TransactionType =
  'PROMOTION_VERIFY' | 'PROMOTION_REVALIDATE' | 'PROMOTION_APPLY' | 'PROMOTION_VOID'

/** Who sends a request. */
export type Sender = { readonly apiKey: string; readonly restaurantExternalId: string }

/** The headers of a request. The key travels bare, without a scheme word. */
export function headersFor(
  sender: Sender,
  type: TransactionType,
  guid: string,
): Readonly<Record<string, string>> {
  return {
    'Toast-Transaction-Type': type,
    'Toast-Transaction-GUID': guid,
    'Toast-Restaurant-External-ID': sender.restaurantExternalId,
    Authorization: sender.apiKey,
    'Content-Type': 'application/json',
    Accept: 'application/json',
  }
}

/** Body of a PROMOTION_VERIFY. */
export function verifyBody(request: VerifyRequest, exponent: number): string {
  const { order, at, code } = request
  return JSON.stringify({
    ...whatIsThere(order, exponent),
    newPromotion: {
      appliedDate: toDateTime(at),
      appliedBusinessDate: order.businessDate,
      promoCode: code,
    },
    ...whenAndWho(order, at),
  })
}

/** Body of a PROMOTION_REVALIDATE or a PROMOTION_APPLY. */
export function promotionsBody(request: PromotionsRequest, exponent: number): string {
  return actingBody(request, [], exponent)
}

/** Body of a PROMOTION_VOID: promotions taken off, and codes whose VERIFY was never answered. */
export function voidBody(request: VoidRequest, exponent: number): string {
  return actingBody(request, request.lost, exponent)
}

function actingBody(
  request: PromotionsRequest,
  lost: readonly LostVerify[],
  exponent: number,
): string {
  const { order, at, promotions } = request
  assert(
    promotions.length + lost.length > 0,
    'A promotions request is about at least one promotion',
  )
  return JSON.stringify({
    ...whatIsThere(order, exponent),
    promotionsToActOn: [
      ...promotions.map((promotion) => appliedPromotionOf(promotion, exponent)),
      ...lost.map(lostPromotionOf),
    ],
    ...whenAndWho(order, at),
  })
}

function whatIsThere(order: OrderSnapshot, exponent: number) {
  return {
    check: checkOf(order, exponent),
    checkGuid: order.orderId,
    appliedPromotions: order.promotions.map((promotion) => appliedPromotionOf(promotion, exponent)),
  }
}

function whenAndWho(order: OrderSnapshot, at: number) {
  return {
    requestDateTime: toDateTime(at),
    requestBusinessDate: order.businessDate,
    requestUser: reference('RestaurantUser', uuidOf('user', order.cashier)),
    orderOpenedDate: toDateTime(order.openedAt),
    orderOpenedBusinessDate: order.openedBusinessDate,
  }
}

/** `amount` is before tax and before coupons: a third party pays those, so they stand among the payments. */
function checkOf(order: OrderSnapshot, exponent: number) {
  const { totals } = order
  const paid = order.paidAt === null ? {} : paidTimes(order.paidAt)
  return {
    ...reference('Check', order.orderId),
    displayNumber: String(order.number),
    openedDate: toDateTime(order.openedAt),
    modifiedDate: toDateTime(order.changedAt),
    deleted: false,
    createdDevice: { id: order.registerRef },
    lastModifiedDevice: { id: order.registerRef },
    selections: order.lines.map((line) => selectionOf(line, order.pricesIncludeTax, exponent)),
    appliedDiscounts: order.discounts.map((discount) => appliedDiscountOf(discount, exponent)),
    appliedServiceCharges: [],
    customer: null,
    appliedLoyaltyInfo: null,
    tabName: null,
    taxExempt: false,
    ...paid,
    payments: paymentsOf(order, exponent),
    paymentStatus: order.paidAt === null ? 'OPEN' : 'CLOSED',
    amount: toAmount(totals.net, exponent),
    taxAmount: toAmount(totals.tax, exponent),
    totalAmount: toAmount(add(totals.net, totals.tax), exponent),
    voided: false,
  }
}

function paidTimes(paidAt: number) {
  return { closedDate: toDateTime(paidAt), paidDate: toDateTime(paidAt) }
}

function selectionOf(line: SnapshotLine, taxIncluded: boolean, exponent: number) {
  const group = line.category === '' ? null : reference('MenuGroup', uuidOf('group', line.category))
  return {
    ...reference('MenuItemSelection', line.id),
    // A provider cannot turn the worked-out UUID back into the sku, so the sku travels beside it.
    item: { ...reference('MenuItem', uuidOf('item', line.sku)), externalId: `sku:${line.sku}` },
    itemGroup: group,
    displayName: line.name,
    quantity: toQuantity(line.quantity),
    unitOfMeasure: UNITS[line.unit],
    selectionType: 'NONE',
    preDiscountPrice: toAmount(line.gross, exponent),
    price: toAmount(line.net, exponent),
    tax: toAmount(line.tax, exponent),
    taxInclusion: taxIncluded ? 'INCLUDED' : 'NOT_INCLUDED',
    deferred: false,
    voided: false,
    fulfillmentStatus: 'NEW',
    appliedDiscounts: line.discounts.map((discount) =>
      appliedDiscountOf({ ...discount, id: guidOn(line, discount) }, exponent),
    ),
    appliedTaxes: [appliedTaxOf(line.taxRate, line.tax, exponent)],
    modifiers: [],
  }
}

const UNITS: Readonly<Record<SnapshotLine['unit'], string>> = { each: 'NONE', lb: 'LB', kg: 'KG' }

function appliedTaxOf(rate: number, tax: Money, exponent: number) {
  return {
    guid: null,
    entityType: 'AppliedTaxRate',
    taxRate: { guid: uuidOf('tax-rate', String(rate)), entityType: 'TaxRate' },
    name: 'Sales Tax',
    rate: toRate(rate),
    taxAmount: toAmount(tax, exponent),
    type: 'PERCENT',
  }
}

function appliedDiscountOf(discount: SnapshotDiscount, exponent: number) {
  return {
    guid: discount.id,
    entityType: 'AppliedDiscount',
    name: discount.name,
    discountAmount: toAmount(discount.amount, exponent),
    nonTaxDiscountAmount: toAmount(discount.amountWithoutTax, exponent),
    discount: null,
    triggers: [],
    approver: null,
    processingState: null,
    comboItems: [],
    appliedPromoCode: discount.promotionCode,
  }
}

/** A wallet's store promotion goes by the number of its coupon, which is no UUID and comes on many orders. */
function guidOn(line: SnapshotLine, { id }: SnapshotDiscount): string {
  return UUID.test(id) ? id : uuidOf('discount', `${line.id}:${id}`)
}

const UUID = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i

function paymentsOf(order: OrderSnapshot, exponent: number) {
  const taken = order.payments.map((payment) => paymentOf(payment, order, exponent))
  const { couponDiscount, manufacturerDiscount = ZERO } = order.totals
  const byOthers = add(couponDiscount, manufacturerDiscount)
  if (order.paidAt === null || byOthers === ZERO) return taken
  const coupons = {
    ...reference('OrderPayment', uuidOf('payment', `${order.orderId}:coupons`)),
    type: 'OTHER',
    amount: toAmount(byOthers, exponent),
    tipAmount: 0,
    paidDate: toDateTime(order.paidAt),
    paidBusinessDate: order.businessDate,
    refundStatus: 'NONE',
  }
  return [...taken, coupons]
}

function paymentOf(payment: SnapshotPayment, order: OrderSnapshot, exponent: number) {
  return {
    ...reference('OrderPayment', payment.id),
    type: payment.kind === 'cash' ? 'CASH' : 'CREDIT',
    amount: toAmount(payment.amount, exponent),
    tipAmount: 0,
    amountTendered: toAmount(payment.received, exponent),
    paidDate: toDateTime(payment.at),
    paidBusinessDate: order.businessDate,
    refundStatus: 'NONE',
  }
}

function appliedPromotionOf(promotion: SnapshotPromotion, exponent: number) {
  return {
    appliedDate: toDateTime(promotion.appliedAt),
    appliedBusinessDate: promotion.appliedBusinessDate,
    promoCode: promotion.code,
    name: promotion.name,
    discountAmount: toAmount(promotion.amount, exponent),
    ...(promotion.referenceId === null ? {} : { referenceId: promotion.referenceId }),
    externalId: promotion.id,
    appliedDiscountGuid: promotion.discountId,
  }
}

function lostPromotionOf(lost: LostVerify) {
  return {
    appliedDate: toDateTime(lost.appliedAt),
    appliedBusinessDate: lost.appliedBusinessDate,
    promoCode: lost.code,
    externalId: lost.id,
  }
}

function reference(entityType: string, guid: string) {
  return { guid, entityType, externalId: null }
}
