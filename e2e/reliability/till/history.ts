import { assert } from '../../../shared/assert'
import type { Command } from '../../../shared/order/commands'
import { stillToPay } from '../../../shared/order/decide-tender'
import type { Order } from '../../../shared/order/order'
import type { Chance } from '../../../shared/order/testing/chance'
import { Counter } from './counter'
import { judge, ofType } from './judge'
import type { Shape } from './shapes'

/** Everybody has the same wallet and the same code: each use is there once and wanted twice. */
const WANTED: Shape = {
  name: 'the same coupons and the same code',
  skus: ['fw-rope-m', 'bw-cat-sal-3'],
  codes: ['SPRING5'],
  takenOff: null,
  coupons: ['70455', '70460'],
  storePromotion: true,
  back: false,
  comesBack: false,
  tender: 'cash',
}

/** Orders that are on their way at once; each has up to five operations under way. */
const AT_ONCE = 2
const TURNS = 26

/** How the operations of a history ended at the till, and what was unknown became. */
export type Endings = {
  readonly ok: number
  readonly fail: number
  readonly info: number
  readonly done: number
  readonly undone: number
  readonly crashes: number
}

/** Plays two orders at once against a world that loses and delays, then compares till and ledger. */
export async function playHistory(chance: Chance): Promise<Endings> {
  const counter = new Counter(WANTED)
  const { world } = counter
  world.lag = () =>
    chance.once(4) ? { there: chance.below(9_000), back: chance.below(4_000) } : null
  let crashes = 0
  await counter.station.start()
  const tried = new Set<string>()
  for (let turn = 0; turn < TURNS; turn += 1) {
    if (chance.once(25)) {
      crashes += 1
      await counter.restart(null, chance.below(6_000))
      // What was on its way when the process died arrives all the same, or never.
      for (const arrive of [...world.underWay]) if (chance.once(2)) arrive()
    }
    const { station } = counter
    const order = station.till.current
    const step = order === null ? null : nextTurn(counter, order, tried, chance)
    if (step !== null) station.till.run(step)
    await station.timers.pass(chance.once(3) ? chance.below(6_000) : 0)
  }
  world.lag = () => null
  for (let turn = 0; turn < 400 && !isOver(counter); turn += 1) {
    const { station } = counter
    const order = station.till.current
    const step = order === null ? null : lastTurn(counter, order, tried)
    if (step !== null) station.till.run(step)
    await station.timers.pass(step === null ? 10_000 : 0)
  }
  await counter.station.timers.pass(900_000)
  assert(isOver(counter), 'I35: an order is not at its end')
  judge(counter)
  return { ...endingsOf(counter), crashes }
}

function nextTurn(
  counter: Counter,
  order: Order,
  tried: Set<string>,
  chance: Chance,
): Command | null {
  const { state } = counter.station.till
  const held = [...state.orders.values()].filter((one) => one.status === 'held')
  const isFree = order.status === 'paid' || order.status === 'closed'
  if (isFree || (order.status === 'open' && chance.once(6))) {
    const other = chance.among(held, undefined)
    if (other !== undefined && chance.once(2)) return { type: 'ResumeOrder', orderId: other.id }
    if (isFree) return state.lastNumber < AT_ONCE ? { type: 'NewOrder' } : null
    return state.lastNumber < AT_ONCE ? { type: 'Hold', heldFor: '' } : null
  }
  return sellStep(counter, order, tried)
}

/** Faults are over: one order after the other is sold. */
function lastTurn(counter: Counter, order: Order, tried: Set<string>): Command | null {
  if (order.status === 'open' || order.status === 'paying') return sellStep(counter, order, tried)
  const held = [...counter.station.till.state.orders.values()].find((one) => one.status === 'held')
  return held === undefined ? null : { type: 'ResumeOrder', orderId: held.id }
}

function sellStep(counter: Counter, order: Order, tried: Set<string>): Command | null {
  const { validation, payment } = order
  if (validation !== null)
    return validation.status === 'no-answer' ? { type: 'RetryValidation' } : null
  if (order.status === 'open') return openStep(order, tried)
  if (order.status !== 'paying' || payment === null) return null
  if (payment.step === 'coupons') {
    return payment.authorization?.status === 'asking' ? null : { type: 'ContinuePayment' }
  }
  if (payment.step === 'tender') {
    const due = stillToPay(order)
    counter.cashier.shownDue.set(order.id, due)
    return { type: 'TakeCash', received: due }
  }
  const toy = order.lines.find((line) => line.sku === 'fw-rope-m')
  const isTried = tried.has(`${order.id} toy ${payment.startedAt}`)
  tried.add(`${order.id} toy ${payment.startedAt}`)
  return isTried || toy === undefined
    ? { type: 'ContinuePayment' }
    : { type: 'ChooseStorePromotion', couponId: '70311', lineId: toy.id }
}

function openStep(order: Order, tried: Set<string>): Command | null {
  const sku = WANTED.skus[order.lines.length]
  if (sku !== undefined) return { type: 'AddItem', sku }
  if (order.customer === null) return { type: 'SetCustomer', phone: '2065550142' }
  if (!tried.has(order.id)) {
    tried.add(order.id)
    return { type: 'ApplyCode', code: 'SPRING5' }
  }
  const isBusy =
    order.customer.status === 'looking' ||
    order.promotions.some((one) => one.status === 'verifying')
  return isBusy ? null : { type: 'Pay' }
}

function isOver({ station }: Counter): boolean {
  return [...station.till.state.orders.values()].every(
    ({ status }) => status === 'paid' || status === 'closed' || status === 'cancelled',
  )
}

/** Every operation by its key: yes, no or unknown at the till; what was unknown is one of two in the ledger. */
function endingsOf(counter: Counter): Omit<Endings, 'crashes'> {
  const happened = counter.happened()
  const { world } = counter
  const verified = new Set(ofType(happened, 'PromotionVerified').map((event) => event.promotionId))
  const lost = new Set<string>()
  const ends = { ok: 0, fail: 0, info: 0, done: 0, undone: 0 }
  for (const { effect } of ofType(happened, 'EffectOwed')) {
    if (effect.request.kind === 'promotion-void') {
      for (const one of effect.request.lost) lost.add(one.id)
    }
  }
  for (const { promotionId } of ofType(happened, 'PromotionRequested')) {
    const status = world.codes.get(promotionId)
    if (verified.has(promotionId)) ends.ok += 1
    else if (lost.has(promotionId)) {
      ends.info += 1
      ends.undone += 1
      assert(
        status === undefined || status === 'free',
        'An unknown code is neither given back nor unheard',
      )
    } else {
      ends.fail += 1
      assert(status === undefined || status === 'free', 'A refused code is reserved')
    }
  }
  return settledEndings(counter, ends)
}

function settledEndings(
  counter: Counter,
  ends: { ok: number; fail: number; info: number; done: number; undone: number },
): Omit<Endings, 'crashes'> {
  const happened = counter.happened()
  const { world } = counter
  const unsure = new Set(ofType(happened, 'EffectPostponed').map((event) => event.effectId))
  const delivered = new Set(
    happened.flatMap(({ event }) =>
      event.type === 'CouponsCaptured' ||
      event.type === 'PromotionsApplied' ||
      event.type === 'StorePromotionRedeemed'
        ? [event.effectId]
        : [],
    ),
  )
  for (const { effect } of ofType(happened, 'EffectOwed')) {
    const { request, id } = effect
    let isDone: boolean
    if (request.kind === 'coupon-capture') {
      isDone = world.holds.get(request.authorizationId)?.status === 'captured'
    } else if (request.kind === 'promotion-apply') {
      isDone = request.promotions.every((one) => world.codes.get(one.id) === 'redeemed')
    } else if (request.kind === 'store-promotion-redeem') {
      isDone = world.redeemed.has(request.redemptionRef)
    } else continue
    assert(isDone === delivered.has(id), `${request.kind}: till and ledger disagree`)
    if (!unsure.has(id)) ends[isDone ? 'ok' : 'fail'] += 1
    else {
      ends.info += 1
      ends[isDone ? 'done' : 'undone'] += 1
    }
  }
  return ends
}
