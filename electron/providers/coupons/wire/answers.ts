/*
 * What the service says, read into our words. Tolerant: unknown fields are passed over, ids and money come as
 * number or text, a list may be missing. What an answer is worth is judged by its caller.
 */
import { money, type Money } from '../../../../shared/money'
import type {
  AuthorizedCoupon,
  CouponValue,
  CustomerMatch,
  RejectedCoupon,
  WalletCoupon,
} from '../../../../shared/order/answers'
import type { Quantity } from '../../../../shared/quantity'
import { REJECTION, SETTLED_STATUS, STORE_PROMOTION_TYPE, VALUE_TYPE } from './enums'
import {
  productKeys,
  readCount,
  readDay,
  readId,
  readMoney,
  readPercent,
  readQuantity,
  readText,
  readTime,
  type MoneyForm,
} from './formats'
import type { Dictionary } from './dictionary'
import type { Wire } from './requests'
import { read, type Read } from './shape'

/** An authorization as it was told, not yet compared with the order. */
export type ToldAuthorization = {
  /** Whether the answer speaks of an authorization at all. */
  readonly recognised: boolean
  /** Something that matters is there and cannot be read: an amount as a word, an id as a list. */
  readonly broken: boolean
  readonly authorizationId: string | null
  readonly orderRef: string | null
  readonly consumerId: string | null
  /** By the service's own clock. */
  readonly expiresAt: number | null
  /** What all coupons come to, where it says so. */
  readonly totalValue: Money | null
  readonly coupons: readonly ToldCoupon[]
  readonly rejected: readonly RejectedCoupon[]
}

/** A coupon as it was told; null where the answer has nothing readable. */
export type ToldCoupon = {
  readonly couponId: string | null
  readonly title: string
  readonly amount: Money | null
  readonly uses: number
  readonly lines: readonly {
    readonly lineRef: string | null
    readonly amount: Money | null
    readonly quantity: Quantity | null
  }[]
}

/** A look-up as it was told. */
export type ToldCustomer = {
  /** The consumer is there and cannot be read: nobody knows whether there is an account. */
  readonly broken: boolean
  /** The customer it is about; null where it is silent. */
  readonly customerRef: string | null
  readonly match: CustomerMatch | null
  readonly walletUrl: string | null
}

/** Most coupons of one wallet that are kept. */
const WALLET_COUPONS_MAX = 200

/** Reads the answer to a look-up. */
export function readCustomer(wire: Wire, body: unknown): ToldCustomer {
  const told = read(wire.dictionary.customer.answer, body)
  const consumerId = readId(told.consumerId)
  const customerRef = idOrOdd(told.customerRef)
  const broken = isUnreadable(told.consumerId, readId)
  const walletUrl = typeof told.walletUrl === 'string' ? told.walletUrl : null
  if (consumerId === null) return { broken, customerRef, match: null, walletUrl: null }
  const coupons = (told.wallet?.coupons ?? [])
    .slice(0, WALLET_COUPONS_MAX)
    .flatMap((coupon) => walletCoupon(coupon, formOf(wire)) ?? [])
  return { broken, customerRef, match: { consumerId, coupons }, walletUrl }
}

/** Reads the answer to an authorization. */
export function readAuthorization(wire: Wire, body: unknown): ToldAuthorization {
  const told = read(wire.dictionary.authorize.answer, body)
  const form = formOf(wire)
  return {
    recognised: told.authorizationId !== undefined || told.status !== undefined,
    broken: isBroken(told, form),
    authorizationId: readId(told.authorizationId),
    orderRef: readId(told.orderRef),
    consumerId: readId(told.consumerId),
    expiresAt: readTime(told.expiresAt),
    totalValue: readMoney(told.totalValue, form),
    coupons: told.coupons.map((coupon) => ({
      couponId: readId(coupon.couponId),
      title: readText(coupon.title),
      amount: readMoney(coupon.value, form),
      uses: readCount(coupon.uses) ?? 1,
      lines: coupon.lines.map((line) => ({
        lineRef: readId(line.lineRef),
        amount: readMoney(line.value, form),
        quantity: readQuantity(line.quantity),
      })),
    })),
    rejected: told.rejected.flatMap((coupon) => {
      const couponId = readId(coupon.couponId)
      if (couponId === null) return []
      const reason = REJECTION.read(coupon.reason)
      return [
        { couponId, title: readText(coupon.title), reason, message: readText(coupon.message) },
      ]
    }),
  }
}

/** What must be readable where it is given: ids, amounts, numbers and the end of the hold. */
function isBroken(told: Read<Dictionary['authorize']['answer']>, form: MoneyForm): boolean {
  const { authorizationId, orderRef, consumerId, status, expiresAt, totalValue } = told
  return (
    [authorizationId, orderRef, consumerId, status].some((id) => isUnreadable(id, readId)) ||
    isUnreadable(expiresAt, readTime) ||
    isUnreadable(totalValue, (value) => readMoney(value, form)) ||
    told.coupons.some(
      (coupon) =>
        isUnreadable(coupon.value, (value) => readMoney(value, form)) ||
        isUnreadable(coupon.uses, readCount) ||
        coupon.lines.some(
          (line) =>
            isUnreadable(line.value, (value) => readMoney(value, form)) ||
            isUnreadable(line.quantity, readQuantity),
        ),
    )
  )
}

function isUnreadable(value: unknown, reader: (value: unknown) => unknown): boolean {
  return value !== undefined && value !== null && reader(value) === null
}

/** Which id and status an answer to capture or release carries; null where it is silent. */
export function readSettled(
  wire: Wire,
  call: 'capture' | 'cancel',
  body: unknown,
): { readonly authorizationId: string | null; readonly status: string | null } {
  const told = read(wire.dictionary[call].answer, body)
  const status = told.status === undefined ? null : SETTLED_STATUS.read(told.status)
  return { authorizationId: idOrOdd(told.authorizationId), status }
}

/** Whether an answer to capture names no other coupon and no other amount than these. */
export function isCapturedFor(
  wire: Wire,
  body: unknown,
  taken: readonly AuthorizedCoupon[],
): boolean {
  const told = read(wire.dictionary.capture.answer, body)
  return told.coupons.every(({ couponId, value }) => {
    const ours = taken.find((one) => one.couponId === readId(couponId))
    if (!ours) return false
    return value === undefined || value === null || readMoney(value, formOf(wire)) === ours.amount
  })
}

/** Which order an answer to a message about one is about; null where it is silent. */
export function readOrderRef(wire: Wire, body: unknown): string | null {
  return idOrOdd(read(wire.dictionary.order.answer, body).orderRef)
}

/** An id that is there and cannot be read is no id of ours. */
function idOrOdd(value: unknown): string | null {
  return isUnreadable(value, readId) ? '' : readId(value)
}

/** Which coupon and status an answer to redeem or return carries; null where it is silent. */
export function readUse(
  wire: Wire,
  body: unknown,
): { readonly couponId: string | null; readonly status: string | null } {
  const told = read(wire.dictionary.redeem.answer, body)
  const status = told.status === undefined ? null : SETTLED_STATUS.read(told.status)
  return { couponId: idOrOdd(told.couponId), status }
}

/** Whether a coupon that was given back can be used again; so it is unless the service says no. */
export function isAvailableAgain(wire: Wire, body: unknown): boolean {
  return read(wire.dictionary.giveBack.answer, body).availableAgain !== false
}

function walletCoupon(
  told: Read<Dictionary['customer']['answer']['wallet']['fields']['coupons']['fields']>,
  form: MoneyForm,
): WalletCoupon | null {
  const couponId = readId(told.couponId)
  if (couponId === null) return null
  const upcs = Array.isArray(told.upcs) ? told.upcs.slice(0, 1000) : []
  return {
    couponId,
    kind: told.type === STORE_PROMOTION_TYPE ? 'store-promotion' : 'coupon',
    title: readText(told.title),
    details: readText(told.details),
    gtins: upcs.flatMap((upc) => productKeys(upc)[0] ?? []),
    value: couponValue(told.valueType, told.value, told.valueMost, form),
    minPieces: Math.max(1, readCount(told.piecesLeast) ?? 1),
    usesLeft: readCount(told.uses) ?? 1,
    startsOn: readDay(told.startsOn),
    expiresOn: readDay(told.expiresOn),
  }
}

function couponValue(type: unknown, value: unknown, most: unknown, form: MoneyForm): CouponValue {
  return VALUES[VALUE_TYPE.read(type)](value, most, form)
}

const UNKNOWN: CouponValue = { kind: 'unknown' }

/** How the value of a coupon is read, by its kind. */
const VALUES: Readonly<
  Record<CouponValue['kind'], (value: unknown, most: unknown, form: MoneyForm) => CouponValue>
> = {
  amount: (value, _most, form) => {
    const amount = readMoney(value, form)
    return amount === null || amount < 0 ? UNKNOWN : { kind: 'amount', amount }
  },
  percent: (value, most, form) => {
    const ratePpm = readPercent(value)
    if (ratePpm === null) return UNKNOWN
    const limit = readMoney(most, form)
    return { kind: 'percent', ratePpm, most: limit === null ? null : money(Math.max(0, limit)) }
  },
  'free-item': (value) => {
    const pieces = readCount(value)
    return pieces === null ? UNKNOWN : { kind: 'free-item', pieces }
  },
  unknown: () => UNKNOWN,
}

function formOf(wire: Wire): MoneyForm {
  return { as: wire.quirks.moneyAs, exponent: wire.currencyExponent }
}
