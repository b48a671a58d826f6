import { expect, it } from 'vitest'
import type { EffectKind } from '../../../shared/order/effect'
import { toTender } from '../../../shared/order/testing/sale'
import { Shop } from '../../../shared/order/testing/shop'
import { Books, type OrderBook } from './books'
import type { Hold } from './coupons-world'
import { isPastAsking, isShown } from './invariants-outside'

/** The hold of the running example, as the service has it when nobody captured it or let it go. */
function held(order: OrderBook, about: Partial<Hold> = {}): Hold {
  const base = { id: 'A-1', authRef: 'first question', orderRef: order.ref, consumerId: '880412' }
  return { ...base, coupons: [], expiresAt: Infinity, isLate: false, status: 'held', ...about }
}

/** What the journal says of the one order of a shop, less what is left out. */
function read(shop: Shop, leftOut: EffectKind | null = null): OrderBook {
  const books = new Books()
  for (const { orderId: stream, at, event } of shop.happened) {
    const isLeftOut = event.type === 'EffectOwed' && event.effect.request.kind === leftOut
    const order = books.of({ stream, at, event })
    if (order !== null && !isLeftOut) books.fold(order, event, 0)
  }
  const [order] = books.orders.values()
  if (order === undefined) throw new Error('There is an order')
  return order
}

function last(shop: Shop, kind: EffectKind): string {
  return shop.order.effects.filter((one) => one.request.kind === kind).at(-1)?.id ?? ''
}

/** A paid order whose hold has run out by the till's clock alone. */
function ranOut(): Shop {
  const shop = new Shop()
  toTender(shop)
  shop.run({ type: 'TakeCash', received: 10_000 })
  const { id: orderId } = shop.order
  shop.at += 31_536_000_000
  shop.run({ type: 'StartEffect', orderId, effectId: last(shop, 'coupon-capture') })
  return shop
}

it('a hold whose capture became a question to the service is before a person, open or settled by hand', () => {
  const shop = ranOut()
  const { id: orderId } = shop.order
  const effectId = last(shop, 'coupon-reauthorize')
  shop.run({ type: 'StartEffect', orderId, effectId })
  const answer = { status: 'misconfigured', code: 'wrong-address', detail: '' } as const
  shop.run({
    type: 'EffectAnswered',
    orderId,
    effectId,
    outcome: { status: 'reauthorized', answer },
  })
  expect(isShown(read(shop), held(read(shop)))).toBe(true)
  shop.run({ type: 'CloseEffect', orderId, effectId, note: 'by hand: done' }, { approver: 'M' })
  expect(isShown(read(shop), held(read(shop)))).toBe(true)
})

it('a hold whose capture ended and left no question is forgotten', () => {
  const order = read(ranOut(), 'coupon-reauthorize')
  expect(isShown(order, held(order))).toBe(false)
})

it('a question that the line kept until the order was paid on a later one is past asking, and no other', () => {
  const order = read(ranOut())
  const [answered = ''] = [...order.questions]
  const late = { isLate: true, authRef: 'kept on the line' }
  expect(isPastAsking(order, held(order, late)), 'never asked').toBe(false)
  order.questions.add('kept on the line')
  expect(isPastAsking(order, held(order, late)), 'the last one').toBe(false)
  order.questions.add('asked after it')
  expect(isPastAsking(order, held(order, late))).toBe(true)
  expect(isPastAsking(order, held(order, { ...late, isLate: false })), 'in time').toBe(false)
  expect(isPastAsking(order, held(order, { ...late, authRef: answered })), 'answered').toBe(false)
})
