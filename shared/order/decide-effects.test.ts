import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { receiptText } from '../receipt/layout'
import type { AuthorizationGrant } from './answers'
import type { EffectOutcome } from './commands'
import { decide } from './decide'
import type { OrderEvent } from './events'
import { effect, end, exampleGrant, find, paid, start } from './testing/sale'
import { Shop, termsWith } from './testing/shop'

const DELIVERED = { status: 'delivered' } as const
const SILENCE = { status: 'unknown', code: 'timeout' } as const
const MAYBE = { status: 'maybe-done', code: 'no-answer' } as const
const NOT_DONE = { status: 'not-done', code: 'paper-out' } as const
const EXPIRED = { status: 'refused', code: 'authorization-expired', message: null } as const

function types(events: readonly OrderEvent[]): readonly string[] {
  return events.map((event) => event.type)
}

describe('an attempt', () => {
  it('is begun once, when its time has come', () => {
    const shop = paid()
    const { id: orderId } = shop.order
    const effectId = start(shop, 'coupon-capture')
    const again = { type: 'StartEffect', orderId, effectId } as const
    expect(shop.refusal(again)).toBe('effect-not-waiting')
    expect(shop.refusal({ ...again, effectId: 'x' })).toBe('effect-unknown')
    shop.run({ type: 'EffectAnswered', orderId, effectId, outcome: SILENCE })
    expect(shop.refusal(again)).toBe('effect-not-waiting')
    shop.at = effect(shop, 'coupon-capture').dueAt
    expect(shop.refusal(again)).toBeNull()
  })

  it('keeps its id and its request through every repeat', () => {
    const shop = paid()
    const before = effect(shop, 'promotion-apply')
    end(shop, 'promotion-apply', SILENCE)
    shop.at += 60_000
    end(shop, 'promotion-apply', SILENCE)
    const after = effect(shop, 'promotion-apply')
    expect(after.id).toBe(before.id)
    expect(after.request).toEqual(before.request)
    expect(after.attempts).toBe(2)
  })

  it('that is answered twice or late changes nothing', () => {
    const shop = paid()
    const { id: orderId } = shop.order
    const effectId = effect(shop, 'coupon-capture').id
    const late = { type: 'EffectAnswered', orderId, effectId, outcome: DELIVERED } as const
    expect(shop.run(late)).toEqual([])
    end(shop, 'coupon-capture', DELIVERED)
    for (const outcome of [DELIVERED, SILENCE, EXPIRED, MAYBE]) {
      expect(shop.run({ ...late, outcome })).toEqual([])
    }
    expect(shop.run({ ...late, orderId: 'x' })).toEqual([])
  })

  it.each([
    ['drawer-open', 'DrawerOpened'],
    ['receipt-print', 'ReceiptPrinted'],
    ['coupon-capture', 'CouponsCaptured'],
    ['store-promotion-redeem', 'StorePromotionRedeemed'],
    ['promotion-apply', 'PromotionsApplied'],
  ] as const)('of %s that worked is in the journal as %s', (kind, type) => {
    expect(types(end(paid(), kind, DELIVERED))).toEqual([type])
  })

  it('that ends the last thing owed closes the order', () => {
    const terms = termsWith({ couponService: false })
    const shop = new Shop({ terms, drawer: false })
    shop.add('tea')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 300 })
    expect(types(end(shop, 'receipt-print', DELIVERED))).toEqual(['ReceiptPrinted', 'OrderClosed'])
  })
})

describe('after silence', () => {
  it('waits within a fifth of the time, by the effect’s own id', () => {
    const shop = paid()
    const event = find(end(shop, 'coupon-capture', SILENCE), 'EffectPostponed')
    const wait = event.dueAt - shop.at
    expect(wait).toBeGreaterThanOrEqual(4_000)
    expect(wait).toBeLessThanOrEqual(6_000)
  })

  it('paper and drawer need a person', () => {
    for (const kind of ['receipt-print', 'drawer-open'] as const) {
      expect(types(end(paid(), kind, SILENCE))).toEqual(['EffectNeedsPerson'])
    }
  })
})

describe('messages about the order', () => {
  it('wait for capture and redemption, a minute at most', () => {
    const shop = paid()
    const message = { type: 'StartEffect', orderId: shop.order.id } as const
    const effectId = effect(shop, 'order-message').id
    expect(shop.refusal({ ...message, effectId })).toBe('effect-not-waiting')
    end(shop, 'coupon-capture', DELIVERED)
    expect(shop.refusal({ ...message, effectId })).toBe('effect-not-waiting')
    end(shop, 'store-promotion-redeem', DELIVERED)
    expect(shop.refusal({ ...message, effectId })).toBeNull()
    const late = paid()
    late.at += 60_000
    const lateId = effect(late, 'order-message').id
    const lateMessage = { ...message, orderId: late.order.id, effectId: lateId }
    expect(late.refusal(lateMessage)).toBeNull()
  })

  it('go on when what they wait for needs a person', () => {
    const shop = paid()
    const no = { status: 'refused', code: 'coupon-not-in-wallet', message: null } as const
    end(shop, 'coupon-capture', no)
    end(shop, 'store-promotion-redeem', no)
    const effectId = effect(shop, 'order-message').id
    expect(shop.refusal({ type: 'StartEffect', orderId: shop.order.id, effectId })).toBeNull()
  })

  it('take the place of those that still wait', () => {
    const shop = paid()
    const messages = shop.order.effects.filter((one) => one.request.kind === 'order-message')
    expect(messages.map((one) => one.status)).toEqual(['closed', 'closed', 'waiting'])
  })

  it('wait for the one that is being sent, which is never sent again after them', () => {
    const shop = new Shop()
    shop.add('tea')
    const { id: orderId } = shop.order
    const first = start(shop, 'order-message')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 300 })
    expect(effect(shop, 'order-message').after).toEqual([first])
    const answered = { type: 'EffectAnswered', orderId, effectId: first, outcome: SILENCE } as const
    const events = shop.run(answered)
    expect(events).toEqual([{ type: 'EffectClosed', effectId: first, note: 'replaced' }])
    expect(shop.refusal({ type: 'RetryEffect', orderId, effectId: first })).toBe(
      'effect-not-waiting',
    )
    const effectId = effect(shop, 'order-message').id
    expect(shop.refusal({ type: 'StartEffect', orderId, effectId })).toBeNull()
  })
})

describe('a capture whose hold ran out', () => {
  it('is not sent at the end of the hold, and is just before', () => {
    const shop = paid()
    const { id: effectId, goodUntil } = effect(shop, 'coupon-capture')
    const begin = { type: 'StartEffect', orderId: shop.order.id, effectId } as const
    shop.at = (goodUntil ?? 0) - 1
    const before = decide(shop.state, begin, shop.context())
    expect(before.ok && before.value.map((one) => one.event.type)).toEqual(['EffectStarted'])
    shop.at += 1
    expect(types(shop.run(begin))).toEqual(['EffectOwed', 'EffectClosed'])
  })

  function askedAgain(): Shop {
    const shop = paid()
    end(shop, 'coupon-capture', EXPIRED)
    return shop
  }

  function reauthorized(change: Partial<AuthorizationGrant>): EffectOutcome {
    const value = { ...exampleGrant(), authorizationId: 'A-2', ...change }
    return { status: 'reauthorized', answer: { status: 'ok', value } }
  }

  it('is asked for again under a new key, for the coupons that were given', () => {
    const shop = askedAgain()
    const { request } = effect(shop, 'coupon-reauthorize')
    const first = shop.order.payment?.authorization?.authRef
    if (request.kind !== 'coupon-reauthorize') throw new Error('Asked again')
    expect(request.reauthorize.authRef).not.toBe(first)
    expect(request.reauthorize.couponIds).toEqual(['70455', '70460'])
  })

  it('is captured when the same comes back', () => {
    const shop = askedAgain()
    end(shop, 'coupon-reauthorize', reauthorized({}))
    expect(effect(shop, 'coupon-capture').request).toMatchObject({ authorizationId: 'A-2' })
    expect(shop.order.sale?.totals.coupons).toBe(689)
  })

  it('is captured when the same comes back in another order', () => {
    const shop = askedAgain()
    const coupons = [...exampleGrant().coupons].reverse()
    const events = end(shop, 'coupon-reauthorize', reauthorized({ coupons }))
    expect(types(events)).not.toContain('EffectNeedsPerson')
    expect(effect(shop, 'coupon-capture').request).toMatchObject({ authorizationId: 'A-2' })
  })

  it('needs a person for what comes back, when it is more than was given', () => {
    const shop = askedAgain()
    const more = <One extends { readonly amount: number }>(one: One) => {
      return { ...one, amount: money(one.amount + 1) }
    }
    const coupons = exampleGrant().coupons.map((one) => {
      return { ...more(one), lines: one.lines.map(more) }
    })
    const events = end(shop, 'coupon-reauthorize', reauthorized({ coupons }))
    expect(find(events, 'EffectNeedsPerson')).toMatchObject({ message: '689' })
  })

  it('needs a person for what does not come back; what does is captured', () => {
    const shop = askedAgain()
    const coupons = exampleGrant().coupons.slice(0, 1)
    const events = end(shop, 'coupon-reauthorize', reauthorized({ coupons }))
    expect(find(events, 'EffectNeedsPerson')).toMatchObject({
      code: 'coupons-lost',
      message: '189',
    })
    const captured = effect(shop, 'coupon-capture')
    expect(captured.request).toMatchObject({ authorizationId: 'A-2', reauthorize: { coupons } })
    expect(shop.order.sale?.totals.coupons).toBe(689)
  })

  it('needs a person for everything when something else comes back; it is let go', () => {
    const shop = askedAgain()
    const [first] = exampleGrant().coupons
    const coupons = first ? [{ ...first, couponId: '70999' }] : []
    const events = end(shop, 'coupon-reauthorize', reauthorized({ coupons }))
    expect(find(events, 'EffectNeedsPerson')).toMatchObject({
      code: 'coupons-lost',
      message: '689',
    })
    expect(effect(shop, 'coupon-release').request).toMatchObject({ authorizationId: 'A-2' })
  })

  it('needs a person when nothing comes back', () => {
    const shop = askedAgain()
    const events = end(
      shop,
      'coupon-reauthorize',
      reauthorized({ authorizationId: null, coupons: [] }),
    )
    expect(types(events)).toEqual(['EffectNeedsPerson'])
  })

  it.each([
    [{ status: 'unknown', code: 'timeout', detail: '' }, 'EffectPostponed'],
    [{ status: 'misconfigured', code: 'key-refused', detail: '' }, 'EffectNeedsPerson'],
    [{ status: 'refused', refused: { code: 'order-closed', detail: '' } }, 'EffectNeedsPerson'],
  ] as const)('ends %j as %s', (answer, type) => {
    const shop = askedAgain()
    expect(types(end(shop, 'coupon-reauthorize', { status: 'reauthorized', answer }))).toEqual([
      type,
    ])
  })

  it('is not asked for again without end', () => {
    const shop = askedAgain()
    for (let times = 2; times <= 3; times += 1) {
      end(shop, 'coupon-reauthorize', reauthorized({ authorizationId: `A-${times}` }))
      end(shop, 'coupon-capture', EXPIRED)
    }
    end(shop, 'coupon-reauthorize', reauthorized({ authorizationId: 'A-9' }))
    expect(types(end(shop, 'coupon-capture', EXPIRED))).toEqual(['EffectNeedsPerson'])
  })
})

describe('a person', () => {
  it('sends a provider’s effect again under its own key', () => {
    const shop = paid()
    const no = { status: 'refused', code: 'promotion-refused', message: 'No.' } as const
    end(shop, 'promotion-apply', no)
    const { id: effectId } = effect(shop, 'promotion-apply')
    const retry = { type: 'RetryEffect', orderId: shop.order.id, effectId } as const
    expect(shop.order.promotions[0]?.status).toBe('redeem-failed')
    shop.run(retry)
    expect(shop.order.promotions[0]?.status).toBe('applying')
    end(shop, 'promotion-apply', DELIVERED)
    expect(shop.order.promotions[0]?.status).toBe('redeemed')
    expect(shop.refusal(retry)).toBe('effect-not-waiting')
    expect(shop.refusal({ ...retry, effectId: 'x' })).toBe('effect-unknown')
  })

  it('never sends paper or pulse again that may have come out', () => {
    for (const kind of ['receipt-print', 'drawer-open'] as const) {
      const shop = paid()
      const { id: effectId } = effect(shop, kind)
      const retry = { type: 'RetryEffect', orderId: shop.order.id, effectId } as const
      expect(shop.refusal(retry)).toBe('effect-not-waiting')
      end(shop, kind, MAYBE)
      expect(shop.refusal(retry)).toBe('effect-not-waiting')
      const other = paid()
      end(other, kind, NOT_DONE)
      const again = { ...retry, orderId: other.order.id, effectId: effect(other, kind).id }
      expect(other.refusal(again)).toBeNull()
    }
  })

  it('closes what will not be delivered, with a note and a manager', () => {
    const shop = paid()
    const { id: orderId } = shop.order
    const { id: effectId } = effect(shop, 'coupon-capture')
    const close = { type: 'CloseEffect', orderId, effectId, note: '  store bears it ' } as const
    const manager = { approver: 'Manager' }
    expect(shop.refusal({ ...close, effectId: 'x' }, manager)).toBe('effect-unknown')
    expect(shop.refusal(close, manager)).toBe('effect-not-waiting')
    end(shop, 'coupon-capture', {
      status: 'refused',
      code: 'coupon-not-in-wallet',
      message: null,
    })
    expect(shop.refusal({ ...close, note: '  ' }, manager)).toBe('note-missing')
    expect(shop.refusal(close)).toBe('approval-needed')
    const event = find(shop.run(close, manager), 'EffectClosed')
    expect(event.note).toBe('store bears it (Manager)')
  })

  it('opens the drawer for a reason that is in the journal', () => {
    const shop = new Shop()
    const event = find(shop.run({ type: 'OpenDrawer', orderId: shop.order.id }), 'EffectOwed')
    expect(event.effect.request).toEqual({ kind: 'drawer-open', reason: 'cashier' })
    expect(shop.refusal({ type: 'OpenDrawer', orderId: 'x' })).toBe('order-unknown')
  })
})

describe('printing again', () => {
  function print(shop: Shop): readonly OrderEvent[] {
    return shop.run({ type: 'PrintReceipt', orderId: shop.order.id })
  }

  it('is for paid orders', () => {
    const shop = new Shop()
    const print = { type: 'PrintReceipt', orderId: shop.order.id } as const
    expect(shop.refusal(print)).toBe('order-not-paid')
  })

  it('gives copies, each with its number', () => {
    const shop = paid()
    for (const copy of [1, 2, 3]) {
      const { request } = find(print(shop), 'EffectOwed').effect
      expect(request).toMatchObject({ kind: 'receipt-print', copy })
      const paper = request.kind === 'receipt-print' ? receiptText(request.document) : ''
      expect(paper.split('\n')[0]).toContain(`COPY ${copy}`)
    }
  })

  it('sends the original where it certainly never came out', () => {
    const shop = paid()
    end(shop, 'receipt-print', NOT_DONE)
    expect(types(print(shop))).toEqual(['EffectRetried'])
  })

  it('gives a copy where the original may have come out, and asks about it no more', () => {
    const shop = paid()
    end(shop, 'receipt-print', MAYBE)
    const events = print(shop)
    expect(find(events, 'EffectOwed').effect.request).toMatchObject({ copy: 1 })
    expect(find(events, 'EffectClosed').note).toBe('copy-printed')
  })

  it('of an order that has left the screen does not lose the order', () => {
    const terms = termsWith({ couponService: false })
    const shop = new Shop({ terms, drawer: false })
    shop.add('tea')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 300 })
    end(shop, 'receipt-print', DELIVERED)
    print(shop)
    end(shop, 'receipt-print', MAYBE)
    const orderId = shop.order.id
    expect(shop.order.status).toBe('closed')
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'PrintReceipt', orderId })
    expect(shop.state.orders.get(orderId)?.effects.at(-1)).toMatchObject({
      status: 'waiting',
      request: { copy: 2 },
    })
  })

  it('gives the original where none was printed when the order was paid', () => {
    const shop = new Shop({ printer: false })
    shop.add('tea')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 300 })
    expect(find(print(shop), 'EffectOwed').effect.request).toMatchObject({ copy: 0 })
  })
})
