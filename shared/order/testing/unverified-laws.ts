import { assert } from '../../assert'
import { businessDateOf } from '../dates'
import type { OrderEvent, OrderHappening } from '../events'
import type { Shop } from './shop'

type Given = {
  readonly orderId: string
  readonly kind: 'promotionCodes' | 'walletPromotions'
  readonly amount: number
  /** A code stays on the order after Back; what was given at Pay does not. */
  readonly forPayment: boolean
  day: number | null
}

/**
 * What was given without the provider's word keeps to the shop's rule: nothing without one, each within its limit,
 * no more a day than its count, and no code twice that is for one customer. Read off the events alone.
 */
export function unverifiedKeepsToRule(shop: Shop): void {
  const { offline, at } = shop.context()
  const given = new Map<string, Given>()
  const amounts = new Map<string, number>()
  for (const happening of shop.happened) {
    noteAmount(happening.event, amounts)
    fold(given, happening, amounts)
  }
  if (given.size === 0) return
  assert(offline !== undefined, 'Something is given unverified, and no rule lets anybody')
  for (const kind of ['promotionCodes', 'walletPromotions'] as const) {
    const rule = offline[kind]
    const uses = [...given.values()].filter((one) => one.kind === kind)
    const most = rule?.limit ?? 0
    assert(
      uses.every((one) => one.amount <= most),
      `A discount of the ${kind} is above the limit`,
    )
    const today = businessDateOf(at)
    for (const day of new Set(uses.map((one) => one.day ?? today))) {
      const count = uses.filter((one) => (one.day ?? today) === day).length
      assert(count <= (rule?.count ?? 0), `${count} of the ${kind} are given in one day`)
    }
  }
  for (const one of offline.promotionCodes?.known ?? []) {
    const live = [...given.keys()].filter((id) => id.endsWith(`=${one.code}`))
    assert(one.reusable || live.length <= 1, `${one.code} is given to two customers`)
  }
}

/** A paid order asks once about each code it gave unasked, and redeems it only after a yes. */
export function unverifiedIsOwed(stream: readonly OrderHappening[]): void {
  const events = stream.map((each) => each.event)
  const isPaid = events.some((event) => event.type === 'OrderPaid')
  const gone = events.flatMap((event) =>
    event.type === 'PromotionRemoved' ? [event.promotionId] : [],
  )
  for (const event of events) {
    if (event.type !== 'UnverifiedCodeGiven' || gone.includes(event.promotionId)) continue
    const { promotionId } = event
    const asked = placesOf(events, promotionId, 'promotion-verify')
    assert(asked.length === (isPaid ? 1 : 0), `${promotionId} is asked about ${asked.length} times`)
    const redeemed = placesOf(events, promotionId, 'promotion-apply')
    const said = events.findIndex(
      (one) => one.type === 'CodeConfirmed' && one.promotionId === promotionId,
    )
    assert(redeemed.length <= 1, `${promotionId} is redeemed twice`)
    assert(
      redeemed.every((place) => said >= 0 && place > said),
      `${promotionId} is redeemed before the provider said yes`,
    )
  }
}

function placesOf(
  events: readonly OrderEvent[],
  promotionId: string,
  kind: 'promotion-verify' | 'promotion-apply',
): readonly number[] {
  return events.flatMap((event, place) => {
    if (event.type !== 'EffectOwed') return []
    const { request } = event.effect
    if (request.kind === 'promotion-verify') {
      return kind === request.kind && request.promotion.id === promotionId ? [place] : []
    }
    const isAbout =
      request.kind === 'promotion-apply' && request.promotions.some((one) => one.id === promotionId)
    return kind === request.kind && isAbout ? [place] : []
  })
}

function noteAmount(event: OrderEvent, amounts: Map<string, number>): void {
  if (event.type === 'PromotionVerified') amounts.set(event.promotionId, event.grant.amount)
  if (event.type === 'PromotionAmountChanged') amounts.set(event.promotionId, event.amount)
}

function fold(
  given: Map<string, Given>,
  { orderId, event }: OrderHappening,
  amounts: ReadonlyMap<string, number>,
): void {
  const drop = (isGone: (one: Given, id: string) => boolean) => {
    for (const [id, one] of given) if (one.orderId === orderId && isGone(one, id)) given.delete(id)
  }
  switch (event.type) {
    case 'UnverifiedCodeGiven': {
      const { promotionId, code, amount } = event
      const kind = 'promotionCodes'
      given.set(`${promotionId}=${code}`, { orderId, kind, amount, forPayment: false, day: null })
      return
    }
    case 'UncheckedCodesGiven':
      for (const id of event.promotionIds) {
        const amount = amounts.get(id) ?? 0
        const kind = 'promotionCodes'
        given.set(`${id}=`, { orderId, kind, amount, forPayment: true, day: null })
      }
      return
    case 'StorePromotionChosen': {
      const { couponId, amount, unverified } = event.use
      drop((_, id) => id === `${orderId}:${couponId}`)
      const kind = 'walletPromotions'
      const one: Given = { orderId, kind, amount, forPayment: true, day: null }
      if (unverified === true) given.set(`${orderId}:${couponId}`, one)
      return
    }
    case 'StorePromotionSkipped':
      drop((_, id) => id === `${orderId}:${event.couponId}`)
      return
    case 'PromotionRemoved':
      drop((_, id) => id.startsWith(`${event.promotionId}=`))
      return
    case 'PaymentAbandoned':
      drop((one) => one.forPayment)
      return
    case 'OrderCancelled':
      drop(() => true)
      return
    case 'OrderPaid':
      for (const one of given.values()) {
        if (one.orderId === orderId) one.day = event.sale.businessDate
      }
      return
    default:
      return
  }
}
