import { assert } from '../../assert'
import { sum } from '../../money'
import { apply } from '../apply'
import { decide } from '../decide'
import { isDone, serialsOn } from '../till-state'
import type { Effect } from '../effect'
import type { EventOf, OrderEvent, OrderHappening } from '../events'
import type { Order } from '../order'
import { PARTED } from '../part-redemption'
import { evolve } from '../till-state'
import { viewOf } from '../view-of'
import type { Shop } from './shop'
import { unverifiedIsOwed, unverifiedKeepsToRule } from './unverified-laws'

/**
 * Everything that must hold after every step, whatever cashier, customers and providers did.
 * @param latest  what the step came to; only its orders are read back
 */
export function holdLaws(shop: Shop, latest: readonly OrderHappening[]): void {
  const { state, happened } = shop
  const touched = new Set(latest.map((each) => each.orderId))
  const streams = byOrder(happened.filter((each) => touched.has(each.orderId)))
  oneOrderOnScreen(shop)
  receiptNumbersCount(happened)
  for (const [orderId, events] of streams) {
    holdOrderLaws(events, state.orders.get(orderId) ?? null)
  }
  for (const order of state.orders.values()) {
    balances(order)
    paperCoupons(order)
  }
  serialsCountOnce(shop)
  unverifiedKeepsToRule(shop)
  journalIsMemory(shop, streams)
  recoversOnce(shop)
  assert(viewOf(state, 1, shop.context(), null) !== null, 'There is a view')
}

/**
 * What must hold of everything that happened to one order.
 * @param order  null when it is done with
 */
export function holdOrderLaws(events: readonly OrderHappening[], order: Order | null): void {
  paidForGood(events)
  ownsUpToPromotions(events)
  ownsUpToHolds(events, order)
  papersAndDrawer(events)
  nothingUsedUnpaid(events)
  unverifiedIsOwed(events)
}

/** The numbers of orders and receipts rise by one, with nothing left out and nothing twice. */
export function holdNumberLaws(happened: readonly OrderHappening[]): void {
  receiptNumbersCount(happened)
}

type Stream = readonly OrderHappening[]

function byOrder(happened: Stream): ReadonlyMap<string, Stream> {
  const streams = new Map<string, OrderHappening[]>()
  for (const each of happened) {
    const stream = streams.get(each.orderId)
    if (stream) stream.push(each)
    else streams.set(each.orderId, [each])
  }
  return streams
}

function oneOrderOnScreen({ state, order }: Shop): void {
  const active = [...state.orders.values()].filter(
    (one) => one.status === 'open' || one.status === 'paying',
  )
  assert(active.length <= 1, 'Two orders are being worked on')
  assert(
    active.every((one) => one.id === order.id),
    'An open order is not on the screen',
  )
  assert(order.status !== 'held' && order.status !== 'cancelled', 'The screen shows a parked order')
}

function receiptNumbersCount(happened: Stream): void {
  const numbers = ofType(happened, 'OrderPaid').map((event) => event.sale.receiptNumber)
  numbers.forEach((number, index) => {
    assert(number === index + 1, `Receipt ${number} comes at place ${index + 1}`)
  })
  const orders = ofType(happened, 'OrderOpened').map((event) => event.number)
  orders.forEach((number, index) => {
    assert(number === index + 1, `Order ${number} comes at place ${index + 1}`)
  })
}

/** After OrderPaid nothing of the order changes but what is owed, its notes and its end. */
function paidForGood(stream: Stream): void {
  const at = stream.findIndex(({ event }) => event.type === 'OrderPaid')
  if (at < 0) return
  const allowed =
    /^(Effect|Note|ClockJumped|OrderClosed|PromotionGivenBack|DrawerOpened|ReceiptPrinted|Promotions(Applied|Voided)|Code(Verified|Confirmed)|Coupons(Captured|Reauthorized|Released)|StorePromotionRedeemed|CouponReturned|OrderReported)/
  for (const { event } of stream.slice(at + 1)) {
    assert(allowed.test(event.type), `${event.type} after the order was paid`)
  }
}

/** Every code that was asked for and left the order is given back, refused, or redeemed. */
function ownsUpToPromotions(stream: Stream): void {
  const voided = effectsOf(stream, 'promotion-void').flatMap(({ request }) =>
    request.kind === 'promotion-void'
      ? [...request.promotions, ...request.lost].map((one) => one.id)
      : [],
  )
  const parted = ofType(stream, 'EffectClosed')
    .filter((event) => event.note === PARTED)
    .map((event) => event.effectId)
  const applied = effectsOf(stream, 'promotion-apply').flatMap(({ id, request }) =>
    request.kind === 'promotion-apply' && !parted.includes(id)
      ? request.promotions.map((one) => one.id)
      : [],
  )
  const onOrder = new Set<string>()
  const verified = new Set<string>()
  const answeredNo = new Set<string>()
  for (const { event } of stream) {
    if (event.type === 'PromotionVerified') verified.add(event.promotionId)
    if (event.type === 'PromotionRequested') onOrder.add(event.promotionId)
    if (event.type === 'PromotionRemoved') onOrder.delete(event.promotionId)
    if (event.type === 'PromotionRefused') {
      onOrder.delete(event.promotionId)
      answeredNo.add(event.promotionId)
    }
  }
  for (const { promotionId } of ofType(stream, 'PromotionVerified')) {
    if (onOrder.has(promotionId)) continue
    assert(
      voided.filter((id) => id === promotionId).length === 1,
      `${promotionId} is not given back`,
    )
  }
  const paid = stream.some(({ event }) => event.type === 'OrderPaid')
  if (!paid) assert(applied.length === 0, 'A code is redeemed before payment')
  if (paid) {
    for (const id of onOrder) {
      assert(applied.filter((one) => one === id).length === 1, `${id} is not redeemed once`)
    }
  }
  for (const id of answeredNo) assert(!verified.has(id), `${id} was granted and refused`)
}

/** Every hold is on the order being paid, replaced by another, let go, or captured. */
function ownsUpToHolds(stream: Stream, order: Order | null): void {
  const now = order?.status === 'paying' ? order.payment?.authorization : null
  const ended = new Set<string>()
  for (const { request } of effectsOf(stream)) {
    if (request.kind === 'coupon-capture') ended.add(request.authorizationId)
    if (request.kind !== 'coupon-release') continue
    ended.add(request.authorizationId ?? request.authorize.authRef)
  }
  const grants = ofType(stream, 'CouponsAuthorized')
  grants.forEach(({ grant }, index) => {
    const id = grant.authorizationId
    if (id === null || index < grants.length - 1) return
    assert(now?.authorizationId === id || ended.has(id), `The hold ${id} is forgotten`)
  })
  const answered = new Set([
    ...grants.map((event) => event.authRef),
    ...ofType(stream, 'CouponAuthorizationFailed').map((event) => event.authRef),
  ])
  const asked = ofType(stream, 'CouponAuthorizationRequested')
  asked.forEach(({ authRef }, index) => {
    if (answered.has(authRef) || index < asked.length - 1) return
    const open = now?.authRef === authRef || now?.renewing === authRef
    assert(open || ended.has(authRef), `The question ${authRef} is forgotten`)
  })
}

function papersAndDrawer(stream: Stream): void {
  const papers = effectsOf(stream, 'receipt-print').map(({ request }) =>
    request.kind === 'receipt-print' ? request.copy : 0,
  )
  papers.forEach((copy, index) => {
    assert(copy === index, `Paper ${index} is marked ${copy}`)
  })
  const drawers = effectsOf(stream, 'drawer-open').filter(
    ({ request }) => request.kind === 'drawer-open' && request.reason === 'sale',
  )
  assert(drawers.length <= 1, 'The drawer opens twice for one sale')
}

function nothingUsedUnpaid(stream: Stream): void {
  const paid = stream.findIndex(({ event }) => event.type === 'OrderPaid')
  stream.forEach(({ event }, index) => {
    if (event.type !== 'EffectOwed') return
    const { kind } = event.effect.request
    const uses = kind === 'coupon-capture' || kind === 'store-promotion-redeem'
    assert(!uses || (paid >= 0 && index > paid), `${kind} before payment`)
  })
}

function balances(order: Order): void {
  if (!order.sale) {
    assert(order.status !== 'paid' && order.status !== 'closed', 'Paid without a sale')
    return
  }
  const { tenders, due, change, totals, cashRounding } = order.sale
  assert(change >= 0, 'Change is below zero')
  assert(sum(tenders.map((one) => one.amount)) === due, 'Tenders are not what was due')
  assert(
    sum(tenders.map((one) => one.received)) - change === due,
    'Received less change is not due',
  )
  assert(due === totals.total + cashRounding, 'Due is not the total')
  assert(
    tenders.every((one) => one.amount >= 0 && one.received >= one.amount),
    'A bad tender',
  )
  const card = sum(tenders.filter((one) => one.kind === 'card').map((one) => one.received))
  assert(card <= due, 'A card pays more than was due')
}

/** A manufacturer coupon gives what its parts say, and while the order is open no piece is used twice. */
function paperCoupons({ manufacturerCoupons: taken, lines, status }: Order): void {
  for (const { id, amount, parts } of taken) {
    assert(sum(parts.map((part) => part.amount)) === amount, `Coupon ${id} is not its parts`)
    assert(amount > 0, `Coupon ${id} takes nothing off`)
  }
  if (status !== 'open') return
  const uses = taken.flatMap((one) => one.uses)
  for (const line of lines) {
    const used = uses.filter((use) => use.lineId === line.id)
    const quantity = used.reduce((all, use) => all + use.quantity, 0)
    assert(quantity <= (line.voided ? 0 : line.quantity), `Line ${line.ref} meets two coupons`)
  }
}

/** A serial number is on one order at most among those that are paid or under way. */
function serialsCountOnce({ state }: Shop): void {
  const orders = [...state.orders.values()].filter((one) => one.status !== 'cancelled')
  const serials = orders.flatMap(serialsOn)
  assert(new Set(serials).size === serials.length, 'A serial number counts twice')
  for (const order of orders) {
    const isPaid = order.sale !== null
    for (const serial of serialsOn(order)) {
      assert(state.spentSerials.has(serial) === isPaid, `${serial} is not used up once`)
    }
  }
}

/** What a start would read is what is in memory, order by order. */
function journalIsMemory({ state }: Shop, streams: ReadonlyMap<string, Stream>): void {
  for (const [orderId, stream] of streams) {
    let read: Order | null = null
    for (const each of stream) read = apply(read, copied(each))
    const live = read && (!isDone(read) || orderId === state.currentId)
    const order = state.orders.get(orderId)
    assert(live === (order !== undefined), 'The journal holds other orders than memory')
    const same = !live || JSON.stringify(read) === JSON.stringify(order)
    assert(same, `Order ${read?.number ?? 0} reads otherwise`)
  }
}

/** A start settles everything at once; starting again finds nothing more to do. */
function recoversOnce(shop: Shop): void {
  const recover = (state: Shop['state']) => {
    const decided = decide(state, { type: 'Recover' }, shop.context())
    assert(decided.ok, 'A start is refused')
    return decided.value
  }
  const first = recover(shop.state)
  for (const { event } of first) {
    const pulses = event.type === 'EffectOwed' && event.effect.request.kind === 'drawer-open'
    assert(!pulses, 'A start opens the drawer')
  }
  const again = recover(first.reduce(evolve, shop.state))
  assert(again.length === 0, `A second start adds ${again.map((one) => one.event.type).join(', ')}`)
}

function effectsOf(stream: Stream, kind?: Effect['request']['kind']): readonly Effect[] {
  return ofType(stream, 'EffectOwed')
    .map((event) => event.effect)
    .filter((effect) => kind === undefined || effect.request.kind === kind)
}

function ofType<Type extends OrderEvent['type']>(
  stream: Stream,
  type: Type,
): readonly EventOf<Type>[] {
  return stream
    .map((each) => each.event)
    .filter((event): event is EventOf<Type> => event.type === type)
}

function copied<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
