/*
 * Orders, and customers with their wallets.
 */
import {
  ORDER_STATUS,
  STORE_PROMOTION_TYPE,
  VALUE_TYPE,
} from '../../electron/providers/coupons/wire/enums'
import {
  internationalPhone,
  readId,
  writeMoney,
  writePercent,
  writeTime,
} from '../../electron/providers/coupons/wire/formats'
import { read, write, type WireObject } from '../../electron/providers/coupons/wire/shape'
import { no, registerTrouble, timeZoneOf, yes, type Box, type Outcome } from './box'
import {
  dayIn,
  endHolds,
  holdingOf,
  putHolding,
  type Consumer,
  type Coupon,
  type Holding,
  type SandboxOrder,
} from './state'

/** Creates or updates an order. */
export function setOrder(box: Box, body: WireObject): Outcome {
  const { request, answer } = box.dictionary.order
  const told = read(request, body)
  const orderRef = readId(told.orderRef)
  const deviceRef = readId(told.deviceRef)
  if (orderRef === null || deviceRef === null) {
    return no(box, 400, 'invalid-request', 'order and register are needed')
  }
  const trouble = registerTrouble(box, deviceRef)
  if (trouble) return trouble
  const before = box.state.orders.get(orderRef) ?? newOrder(orderRef, deviceRef)
  const status = told.status === undefined ? before.status : ORDER_STATUS.read(told.status)
  if (status === 'unknown') return no(box, 400, 'invalid-request', 'no such order status')
  const now = box.now()
  if (!mayBecome(before, status, dayIn(timeZoneOf(box, deviceRef), now), box)) {
    return no(box, 409, 'order-closed', `The order is ${before.status}`)
  }
  if (status === 'cancelled') endHolds(box.state, orderRef, 'released')
  const unchanged = status === before.status && status !== 'open'
  const order: SandboxOrder = unchanged
    ? before
    : {
        ...before,
        status,
        customerRef: patched(told.customerRef, before.customerRef),
        consumerId: told.customerRef === null ? null : patched(told.consumerId, before.consumerId),
        closedAt: status === 'open' ? null : (before.closedAt ?? now),
        lines: rowsOf(body[request.lines.name]) ?? before.lines,
        totals: body[request.totals.name] ?? before.totals,
        updatedAt: now,
      }
  box.state.orders.set(orderRef, order)
  const { consumerId, updatedAt } = order
  return yes(
    write(answer, {
      orderRef,
      status: ORDER_STATUS.write(order.status),
      consumerId,
      updatedAt: writeTime(updatedAt),
    }),
  )
}

/** Matches a phone number and gives out the wallet. */
export function setCustomer(box: Box, body: WireObject): Outcome {
  const { request, answer } = box.dictionary.customer
  const told = read(request, body)
  const customerRef = readId(told.customerRef)
  const phone = internationalPhone(readId(told.phone) ?? '')
  if (phone === null) return no(box, 400, 'invalid-phone', 'Not a phone number')
  if (customerRef === null) return no(box, 400, 'invalid-request', 'customer reference missing')
  const asOf = writeTime(box.now())
  const consumer = [...box.state.consumers.values()].find((known) => known.phone === phone)
  if (!consumer) {
    box.state.customers.delete(customerRef)
    if (box.unmatchedAs404) return no(box, 404, 'consumer-not-found', 'Nobody has this number')
    const nobody = { customerRef, consumerId: null, wallet: { coupons: [] }, walletUrl: null, asOf }
    return yes(write(answer, nobody))
  }
  box.state.customers.set(customerRef, consumer.consumerId)
  freshen(box, consumer)
  const wallet = walletOf(box, consumer.consumerId)
  const orderRef = readId(told.orderRef)
  const order = orderRef === null ? undefined : box.state.orders.get(orderRef)
  if (order) {
    const seen = wallet.map(({ coupon }) => coupon.couponId)
    box.state.orders.set(order.orderRef, { ...order, seen })
  }
  const coupons = wallet.map((entry) => wireCoupon(box, entry))
  const walletUrl = openWalletPage(box, consumer.consumerId)
  const match = write(answer, {
    customerRef,
    consumerId: consumer.consumerId,
    asOf,
    walletUrl,
    wallet: { coupons },
  })
  spoil(box, consumer)
  return yes(match)
}

/** The visible coupons of a consumer: not used up, not expired, not withdrawn. */
export function walletOf(
  box: Box,
  consumerId: string,
): readonly { readonly coupon: Coupon; readonly holding: Holding }[] {
  return [...box.state.holdings.values()].flatMap((holding) => {
    const coupon = box.state.coupons.get(holding.couponId)
    if (!coupon || holding.consumerId !== consumerId || holding.usesLeft === 0) return []
    return coupon.withdrawn || isExpired(box, coupon) ? [] : [{ coupon, holding }]
  })
}

/** Whether a coupon's last day is over in the shop. */
export function isExpired(box: Box, coupon: Coupon, deviceRef = ''): boolean {
  return dayIn(timeZoneOf(box, deviceRef), box.now()) > coupon.expiresOn
}

function rowsOf(value: unknown): readonly unknown[] | null {
  return Array.isArray(value) ? value : null
}

function newOrder(orderRef: string, deviceRef: string): SandboxOrder {
  return {
    orderRef,
    deviceRef,
    status: 'open',
    customerRef: null,
    consumerId: null,
    closedAt: null,
    lines: [],
    totals: null,
    seen: [],
    updatedAt: 0,
  }
}

/** Final states stay, but for a return and for a void on the day of the sale. */
function mayBecome(
  order: SandboxOrder,
  status: SandboxOrder['status'],
  today: string,
  box: Box,
): boolean {
  if (order.status === 'open' || order.status === status) return true
  if (order.status !== 'completed') return false
  if (status === 'returned') return true
  const closedOn = dayIn(timeZoneOf(box, order.deviceRef), order.closedAt ?? 0)
  return status === 'cancelled' && closedOn === today
}

function patched(told: unknown, before: string | null): string | null {
  return told === undefined ? before : readId(told)
}

function wireCoupon(
  box: Box,
  { coupon, holding }: { readonly coupon: Coupon; readonly holding: Holding },
) {
  const { couponId, type, title, details, upcs, value, piecesLeast, startsOn, expiresOn } = coupon
  const limit = value.kind === 'percent' ? value.most : null
  return {
    ...{ couponId, type, title, details, upcs, piecesLeast, startsOn, expiresOn },
    valueType: value.kind === 'unknown' ? value.kind : VALUE_TYPE.write(value.kind),
    value: wireValue(box, coupon),
    valueMost: limit === null ? undefined : writeMoney(limit, box.form),
    uses: holding.usesLeft,
  }
}

function wireValue(box: Box, { value }: Coupon): string | number {
  if (value.kind === 'amount') return writeMoney(value.amount, box.form)
  if (value.kind === 'percent') return writePercent(value.ratePpm)
  return value.kind === 'free-item' ? String(value.pieces) : '0'
}

function openWalletPage(box: Box, consumerId: string): string {
  const token = `w-${box.state.numbers.token}`
  box.state.numbers.token += 1
  const expiresAt = box.now() + box.walletUrlTtlSeconds * 1000
  box.state.walletPages.set(token, { consumerId, expiresAt })
  return `${box.baseUrl()}/wallet/${token}`
}

/** Consumers who lose their coupons after each look have them back before the next. */
function freshen(box: Box, { consumerId, trait }: Consumer): void {
  if (trait !== 'used-after-look' && trait !== 'withdrawn-after-look') return
  for (const [holding, coupon] of networkCoupons(box, consumerId)) {
    putHolding(box.state, { ...holding, usesLeft: 1, usesUsed: 0 })
    box.state.coupons.set(coupon.couponId, { ...coupon, withdrawn: false })
  }
}

function spoil(box: Box, { consumerId, trait }: Consumer): void {
  for (const [holding, coupon] of networkCoupons(box, consumerId)) {
    if (trait === 'used-after-look') {
      putHolding(box.state, { ...holding, usesLeft: 0, usesUsed: 1 })
    }
    if (trait === 'withdrawn-after-look') {
      box.state.coupons.set(coupon.couponId, { ...coupon, withdrawn: true })
    }
  }
}

function networkCoupons(box: Box, consumerId: string): readonly (readonly [Holding, Coupon])[] {
  return [...box.state.coupons.values()].flatMap((coupon) => {
    const holding = holdingOf(box.state, consumerId, coupon.couponId)
    return holding && coupon.type !== STORE_PROMOTION_TYPE ? [[holding, coupon] as const] : []
  })
}
