import { assert } from '../../../shared/assert'
import { isDevice } from '../../../shared/order/effect'
import type { EventOf, OrderEvent, OrderHappening } from '../../../shared/order/events'
import { hasEnded } from '../../../shared/order/till-state'
import { holdNumberLaws, holdOrderLaws } from '../../../shared/order/testing/laws'
import type { Counter } from './counter'

/**
 * The invariants that a till and its world can be judged by when everything that waits has had its time: the
 * numbers in the sentences are those of docs/reliability.md.
 */
export function judge(counter: Counter): void {
  const happened = counter.happened()
  journalIsWhole(counter)
  holdNumberLaws(happened)
  for (const [id, events] of byOrder(happened)) {
    holdOrderLaws(events, counter.station.till.state.orders.get(id) ?? null)
    assert(ofType(events, 'OrderPaid').length <= 1, 'I2: paid twice')
  }
  moneyAgrees(counter, happened)
  couponsAgree(counter, happened)
  codesAgree(counter, happened)
  paperAgrees(counter, happened)
  nothingIsLeft(counter)
  nobodyIsFlooded(counter)
}

const HOUR_MS = 3_600_000

/** No request is sent more than eight times within an hour, whatever starts, clocks and lines do. */
function nobodyIsFlooded({ sent }: Counter): void {
  for (const [key, times] of sent) {
    times.forEach((time, index) => {
      const ninth = times[index + 8]
      assert(ninth === undefined || ninth - time >= HOUR_MS, `${key} is sent too often`)
    })
  }
}

/** I16, and the fold of the disk is the memory. */
function journalIsWhole({ disk }: Counter): void {
  let seq = 0
  for (const entry of disk.read()) {
    seq += 1
    assert(entry.seq === seq, `I16: ${entry.seq} stands at ${seq}`)
  }
}

/** I1, I3, I4, I13: the card machine, the tenders and the sale say the same. */
function moneyAgrees({ cashier }: Counter, happened: readonly OrderHappening[]): void {
  const intents = new Set(ofType(happened, 'CardPaymentRequested').map((event) => event.tenderId))
  const tenders = ofType(happened, 'TenderAdded').map((event) => event.tender)
  for (const [tenderId, amount] of cashier.machine.charged) {
    assert(intents.has(tenderId), 'I1: a card was charged without an intent')
    const taken = tenders.filter((one) => one.id === tenderId)
    assert(taken.length === 1, `I1: a charged card is taken ${taken.length} times`)
    assert(taken[0]?.amount === amount, 'I4: charged and taken differ')
  }
  const refunds = ofType(happened, 'RefundGiven').map((event) => event.refund)
  for (const [refundId, amount] of cashier.machine.givenBack) {
    assert(intents.has(refundId), 'I1: money went to a card without an intent')
    const given = refunds.filter((one) => one.id === refundId)
    assert(given.length === 1, `I1: money to a card is given ${given.length} times`)
    assert(given[0]?.amount === amount, 'I4: given back on the machine and in the journal differ')
  }
  for (const { orderId, event } of happened) {
    if (event.type !== 'OrderPaid') continue
    const { due, tenders: paidWith, change, totals, back } = event.sale
    const received = paidWith.reduce((all, one) => all + one.received, 0)
    const given = (back?.refunds ?? []).reduce((all, one) => all + one.amount, 0)
    assert(received - change - given === due, 'I3: money moved is not money due')
    assert(cashier.shownDue.get(orderId) === due, 'I13: paid something else than was shown')
    assert(
      totals.lines.every((line) => line.net >= 0 && line.tax >= 0),
      'I6: a line below zero',
    )
    const cards = paidWith.filter((one) => one.kind === 'card')
    assert(
      cards.every((one) => cashier.machine.charged.get(one.id) === one.amount),
      'I1: a tender without a charge',
    )
  }
}

/** I8, I9, I10, I11, I12. */
function couponsAgree({ world, blind }: Counter, happened: readonly OrderHappening[]): void {
  const paid = new Map(
    happened.flatMap(({ orderId, event }) =>
      event.type === 'OrderPaid' ? [[orderId, event]] : [],
    ),
  )
  const refOf = new Map(
    happened.flatMap(({ orderId, event }) =>
      event.type === 'OrderOpened' ? [[event.ref, orderId]] : [],
    ),
  )
  const used: string[] = []
  const held = world.heldStill
  for (const [id, hold] of world.holds) {
    assert(!held.includes(id), `I8: the hold ${id} is neither used nor let go`)
    if (hold.status !== 'captured') continue
    used.push(...hold.couponIds)
    assert(paid.has(refOf.get(hold.orderRef) ?? ''), `I9: ${id} is used without a paid order`)
  }
  assert(new Set(used).size === used.length, 'I10: one coupon was used twice')
  assert(blind.length === 0, 'I12: a hold past its end was captured blindly')
  for (const [, { sale }] of paid) {
    if (sale.totals.coupons > 0) assert(used.length > 0, 'I8: a paid coupon was never used')
  }
  const back = [...world.returned.values()]
  assert(new Set(back).size === back.length, 'I10: one coupon was given back twice')
  assert(
    back.every((id) => used.includes(id)),
    'I9: a coupon was given back that was never used',
  )
  for (const [, { sale }] of paid) {
    const owedBack = (sale.back?.couponsBack ?? []).map((one) => one.id)
    assert(
      owedBack.every((id) => back.includes(id)),
      'I8: a coupon was not given back',
    )
  }
  for (const times of world.redeemed.values()) assert(times >= 1, 'I8: not redeemed')
  const redeemed = [...world.redeemed.keys()].map((ref) => ref.split(':')[1])
  assert(new Set(redeemed).size === redeemed.length, 'I10: a store promotion was used twice')
}

/** Codes at the promotions provider: redeemed where they were paid with, free everywhere else. */
function codesAgree({ world }: Counter, happened: readonly OrderHappening[]): void {
  const applied = new Set<string>()
  for (const { effect } of ofType(happened, 'EffectOwed')) {
    if (effect.request.kind !== 'promotion-apply') continue
    for (const one of effect.request.promotions) applied.add(one.id)
  }
  for (const [guid, status] of world.codes) {
    assert(status !== 'reserved', `I8: the code of ${guid} is reserved for ever`)
    if (status === 'redeemed') assert(applied.has(guid), 'I9: a code is used without a paid order')
  }
  const back = ofType(happened, 'OrderPaid').flatMap(({ sale }) => sale.back?.codesBack ?? [])
  const free = new Set(back.map((one) => one.id))
  for (const guid of applied) {
    const wanted = free.has(guid) ? 'free' : 'redeemed'
    assert(world.codes.get(guid) === wanted, `I8: a code is not ${wanted}`)
  }
}

/** I24, I26, I27, I28. */
function paperAgrees({ world }: Counter, happened: readonly OrderHappening[]): void {
  const owed = ofType(happened, 'EffectOwed').map((event) => event.effect)
  const documents = owed.flatMap(({ request }) =>
    request.kind === 'receipt-print' ? [JSON.stringify(request.document)] : [],
  )
  const originals = new Map<string, number>()
  for (const paper of world.papers) {
    assert(documents.includes(JSON.stringify(paper)), 'I24: paper that is not in the journal')
    if (paper.blocks[0]?.type === 'flag') continue
    const text = JSON.stringify(paper)
    originals.set(text, (originals.get(text) ?? 0) + 1)
  }
  for (const times of originals.values()) assert(times === 1, 'I26: two originals of one receipt')
  const reasons = owed.filter(({ request }) => request.kind === 'drawer-open').length
  assert(world.count('pulse') <= reasons, 'I28: more pulses than reasons')
}

/** I35: everything has a definite end, or stands before a person; I27: paper keeps no order from its end. */
function nothingIsLeft({ station }: Counter): void {
  for (const order of station.till.state.orders.values()) {
    const isOwed = order.effects.some((effect) => !hasEnded(effect))
    assert(order.status !== 'paid' || isOwed, 'I27: a paid order that owes nothing is not closed')
    for (const effect of order.effects) {
      const isSeen = effect.status === 'needs-person' || effect.overdue === true
      assert(hasEnded(effect) || isSeen, `I35: ${effect.request.kind} is ${effect.status}`)
      assert(hasEnded(effect) || !isDevice(effect) || isSeen, 'I27: paper is left')
    }
  }
}

/** The events of each order, in their sequence. */
export function byOrder(
  happened: readonly OrderHappening[],
): ReadonlyMap<string, readonly OrderHappening[]> {
  const streams = new Map<string, OrderHappening[]>()
  for (const each of happened) {
    const stream = streams.get(each.orderId)
    if (stream) stream.push(each)
    else streams.set(each.orderId, [each])
  }
  return streams
}

/** The events of one type. */
export function ofType<Type extends OrderEvent['type']>(
  happened: readonly OrderHappening[],
  type: Type,
): readonly EventOf<Type>[] {
  return happened
    .map((each) => each.event)
    .filter((event): event is EventOf<Type> => event.type === type)
}
