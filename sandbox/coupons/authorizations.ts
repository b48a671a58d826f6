/*
 * Holding coupons for an order, making them used, letting them go.
 */
import {
  REJECTION,
  SETTLED_STATUS,
  STORE_PROMOTION_TYPE,
} from '../../electron/providers/coupons/wire/enums'
import {
  productKeys,
  readId,
  readIds,
  readMoney,
  readQuantity,
  writeMoney,
  writeQuantity,
  writeTime,
} from '../../electron/providers/coupons/wire/formats'
import {
  read,
  write,
  type Read,
  type WireObject,
} from '../../electron/providers/coupons/wire/shape'
import { sum } from '../../shared/money'
import type { CouponRejection } from '../../shared/order/answers'
import { quantity } from '../../shared/quantity'
import type { Dictionary } from '../../electron/providers/coupons/wire/dictionary'
import { no, registerTrouble, timeZoneOf, yes, type Box, type Outcome } from './box'
import { matchCoupons, type BasketLine, type Match, type Rejected } from './matching'
import { isExpired, walletOf } from './orders'
import {
  dayIn,
  endHolds,
  holdingOf,
  isHolding,
  putHolding,
  type Authorization,
  type Coupon,
  type GrantedCoupon,
  type SandboxOrder,
} from './state'

type Asked = Read<Dictionary['authorize']['request']>

/** How long a hold lives for the consumer whose holds are short. */
const SHORT_HOLD_MS = 5000

/** Finds the coupons that apply and holds them; an earlier hold of the same order ends. */
export function createAuthorization(box: Box, body: WireObject): Outcome {
  const asked = read(box.dictionary.authorize.request, body)
  const orderRef = readId(asked.orderRef)
  const deviceRef = readId(asked.deviceRef)
  const consumerId = readId(asked.consumerId)
  if (orderRef === null || consumerId === null || readId(asked.authRef) === null) {
    return no(box, 400, 'invalid-request', 'order, consumer and attempt are needed')
  }
  const trouble = registerTrouble(box, deviceRef)
  if (trouble || deviceRef === null) return trouble ?? no(box, 400, 'invalid-request', 'register')
  const consumer = box.state.consumers.get(consumerId)
  if (!consumer) return no(box, 404, 'consumer-not-found', 'No such consumer')
  const order = box.state.orders.get(orderRef)
  if (!order) return no(box, 404, 'order-not-found', 'No such order')
  if (order.status === 'cancelled' || order.status === 'returned') {
    return no(box, 409, 'order-closed', `The order is ${order.status}`)
  }
  const lines = basketOf(box, asked, order)
  if (lines === null) return no(box, 400, 'invalid-request', 'lines are missing or unreadable')
  endHolds(box.state, orderRef, 'replaced')
  const { usable, rejected } = sort(box, asked, order, consumerId)
  const match = matchCoupons(usable, lines, (coupon) => coupon.upcs.flatMap(productKeys))
  const now = box.now()
  const lifeMs = consumer.trait === 'short-hold' ? SHORT_HOLD_MS : box.authTtlSeconds * 1000
  const base = { orderRef, deviceRef, consumerId, capturedAt: null }
  const authorization =
    match.granted.length === 0
      ? null
      : hold(box, { ...base, expiresAt: now + lifeMs, coupons: match.granted })
  const all = [...rejected, ...match.rejected]
  return yes(answerOf(box, { orderRef, consumerId, authorization, rejected: all }))
}

/** Makes the coupons of a hold used. */
export function captureAuthorization(box: Box, body: WireObject): Outcome {
  const { request, answer } = box.dictionary.capture
  const asked = read(request, body)
  const trouble = registerTrouble(box, readId(asked.deviceRef))
  if (trouble) return trouble
  const found = find(box, asked)
  if ('body' in found) return found
  const { authorizationId, coupons, consumerId } = found
  const again = found.status === 'captured'
  if (found.status === 'released' || found.status === 'replaced') {
    return no(box, 409, 'auth-released', 'The authorization was let go')
  }
  if (!again && !isHolding(found, box.now())) {
    return no(box, 409, 'auth-expired', 'The authorization is no longer held')
  }
  const capturedAt = found.capturedAt ?? box.now()
  if (!again) {
    for (const { couponId } of coupons) useUp(box, consumerId, couponId)
    box.state.authorizations.set(authorizationId, { ...found, status: 'captured', capturedAt })
  }
  return yes(
    write(answer, {
      authorizationId,
      status: SETTLED_STATUS.write('captured'),
      capturedAt: writeTime(capturedAt),
      alreadyCaptured: again,
      coupons: coupons.map(({ couponId, amount }) => ({
        couponId,
        value: writeMoney(amount, box.form),
        uses: 1,
      })),
    }),
  )
}

/** Lets a hold go; one that is gone already is let go again. */
export function cancelAuthorization(box: Box, body: WireObject): Outcome {
  const { request, answer } = box.dictionary.cancel
  const found = find(box, read(request, body))
  if ('body' in found) return found
  if (found.status === 'captured') return no(box, 409, 'auth-captured', 'Captured already')
  const { authorizationId } = found
  if (found.status === 'authorized') {
    box.state.authorizations.set(authorizationId, { ...found, status: 'released' })
  }
  return yes(write(answer, { authorizationId, status: SETTLED_STATUS.write('released') }))
}

function find(box: Box, asked: Read<Dictionary['cancel']['request']>): Authorization | Outcome {
  const found = box.state.authorizations.get(readId(asked.authorizationId) ?? '')
  if (!found) return no(box, 404, 'auth-not-found', 'No such authorization')
  if (found.orderRef === readId(asked.orderRef) && found.deviceRef === readId(asked.deviceRef)) {
    return found
  }
  return no(box, 409, 'auth-mismatch', 'Another order or register')
}

function useUp(box: Box, consumerId: string, couponId: string): void {
  const holding = holdingOf(box.state, consumerId, couponId)
  if (!holding) return
  const usesLeft = Math.max(0, holding.usesLeft - 1)
  putHolding(box.state, { ...holding, usesLeft, usesUsed: holding.usesUsed + 1 })
}

/** The lines of the request, or of the order where they travel with it. */
function basketOf(box: Box, asked: Asked, order: SandboxOrder): readonly BasketLine[] | null {
  const { lines } =
    asked.lines.length > 0
      ? asked
      : read(box.dictionary.order.request, {
          [box.dictionary.order.request.lines.name]: order.lines,
        })
  const basket = lines.flatMap((line): BasketLine[] => {
    const lineRef = readId(line.lineRef)
    const units = readQuantity(line.quantity)
    const net = readMoney(line.net, box.form)
    const unitPrice = readMoney(line.unitPrice, box.form) ?? net
    if (lineRef === null || units === null || net === null || net < 0) return []
    if (unitPrice === null) return []
    const synced = box.state.products.get(readId(line.productRef) ?? '') ?? []
    const keys = [...synced, ...productKeys(line.upc)]
    const excluded = line.excluded === true
    return [{ lineRef, keys, quantity: units, unitPrice, net, excluded }]
  })
  return basket.length === lines.length && lines.length > 0 ? basket : null
}

/** Parts the coupons in question into those that may be used now and those that may not. */
function sort(
  box: Box,
  asked: Asked,
  order: SandboxOrder,
  consumerId: string,
): { readonly usable: readonly Coupon[]; readonly rejected: readonly Rejected[] } {
  const named = asked.couponIds === undefined ? null : readIds(asked.couponIds)
  const visible = walletOf(box, consumerId).map(({ coupon }) => coupon.couponId)
  const candidates = new Set(named ?? [...visible, ...order.seen])
  const usable: Coupon[] = []
  const rejected: Rejected[] = []
  for (const couponId of candidates) {
    const coupon = box.state.coupons.get(couponId) ?? nameless(couponId)
    if (named === null && coupon.type === STORE_PROMOTION_TYPE) continue
    const why = obstacle(box, coupon, consumerId, readId(asked.deviceRef) ?? '')
    if (why === null) usable.push(coupon)
    else rejected.push({ coupon, reason: why[0], message: why[1], lineRefs: [] })
  }
  return { usable, rejected }
}

function obstacle(
  box: Box,
  coupon: Coupon,
  consumerId: string,
  deviceRef: string,
): readonly [CouponRejection, string] | null {
  const holding = holdingOf(box.state, consumerId, coupon.couponId)
  if (!holding) return ['not-in-wallet', 'Not in this wallet']
  if (coupon.type === STORE_PROMOTION_TYPE) return ['store-promotion', 'Redeemed by the store']
  if (coupon.withdrawn) return ['withdrawn', 'The offer has ended']
  if (holding.usesLeft === 0) return ['already-redeemed', 'Already used with this phone number']
  if (isExpired(box, coupon, deviceRef)) return ['expired', `Expired on ${coupon.expiresOn}`]
  if (dayIn(timeZoneOf(box, deviceRef), box.now()) < coupon.startsOn) {
    return ['not-started', `Valid from ${coupon.startsOn}`]
  }
  if (!coupon.validHere) return ['retailer-not-eligible', 'Not valid in this store']
  const held = [...box.state.authorizations.values()].filter(
    (authorization) =>
      authorization.consumerId === consumerId &&
      isHolding(authorization, box.now()) &&
      authorization.coupons.some(({ couponId }) => couponId === coupon.couponId),
  )
  return held.length >= holding.usesLeft ? ['held-elsewhere', 'In use at another register'] : null
}

function nameless(couponId: string): Coupon {
  return {
    couponId,
    type: '',
    title: '',
    details: '',
    upcs: [],
    value: { kind: 'unknown' },
    piecesLeast: 1,
    startsOn: '',
    expiresOn: '',
    validHere: true,
    withdrawn: false,
  }
}

function hold(box: Box, content: Omit<Authorization, 'authorizationId' | 'status'>): Authorization {
  const authorizationId = `A-${box.state.numbers.authorization}`
  box.state.numbers.authorization += 1
  const authorization: Authorization = { ...content, authorizationId, status: 'authorized' }
  box.state.authorizations.set(authorizationId, authorization)
  return authorization
}

function answerOf(
  box: Box,
  told: {
    readonly orderRef: string
    readonly consumerId: string
    readonly authorization: Authorization | null
    readonly rejected: Match['rejected']
  },
): WireObject {
  const { orderRef, consumerId, authorization } = told
  const coupons = authorization?.coupons ?? []
  return write(box.dictionary.authorize.answer, {
    authorizationId: authorization?.authorizationId ?? null,
    status: SETTLED_STATUS.write(authorization ? 'authorized' : 'none'),
    orderRef,
    consumerId,
    createdAt: writeTime(box.now()),
    expiresAt: authorization ? writeTime(authorization.expiresAt) : undefined,
    totalValue: writeMoney(sum(coupons.map(({ amount }) => amount)), box.form),
    coupons: coupons.map((coupon) => wireGrant(box, coupon)),
    rejected: told.rejected.map(({ coupon, reason, message, lineRefs }) => ({
      couponId: coupon.couponId,
      title: coupon.title,
      reason: reason === 'unknown' ? reason : REJECTION.write(reason),
      message,
      lineRefs,
    })),
  })
}

function wireGrant(box: Box, { couponId, title, amount, lines }: GrantedCoupon) {
  return {
    couponId,
    title,
    value: writeMoney(amount, box.form),
    uses: 1,
    lines: lines.map((line) => ({
      lineRef: line.lineRef,
      value: writeMoney(line.amount, box.form),
      quantity: writeQuantity(quantity(line.quantity)),
    })),
  }
}
