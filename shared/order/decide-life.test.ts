import { describe, expect, it } from 'vitest'
import { assert } from '../assert'
import type { Command } from './commands'
import { decide } from './decide'
import type { EffectKind } from './effect'
import type { OrderEvent } from './events'
import type { Order } from './order'
import { authorize, find, grant, match, revalidate, toTender } from './testing/sale'
import { ITEMS, Shop } from './testing/shop'

function owed(events: readonly OrderEvent[]): readonly EffectKind[] {
  return events.flatMap((event) => (event.type === 'EffectOwed' ? [event.effect.request.kind] : []))
}

function types(events: readonly OrderEvent[]): readonly string[] {
  return events.map((event) => event.type)
}

function ordered(shop: Shop): readonly Order[] {
  return [...shop.state.orders.values()]
}

function held(shop: Shop): string {
  shop.add('tea')
  const { id } = shop.order
  shop.run({ type: 'Hold', heldFor: 'Ann' })
  return id
}

describe('an order', () => {
  it('is named by register, day and number', () => {
    const shop = new Shop()
    expect(shop.order).toMatchObject({ ref: 'pine-01-20250320-0001', number: 1, status: 'open' })
  })

  it('is followed by the next one only when it is paid, held or cancelled', () => {
    const shop = new Shop()
    const next = { type: 'NewOrder' } as const
    expect(shop.refusal(next)).toBe('order-not-paid')
    toTender(shop)
    expect(shop.refusal(next)).toBe('order-not-paid')
    shop.run({ type: 'TakeCash', received: 10_000 })
    shop.run(next)
    expect(shop.order).toMatchObject({ number: 2, status: 'open' })
    expect(ordered(shop)[0]?.status).toBe('paid')
  })

  it('is started by the first scan or item after a sale', () => {
    const meaning = { kind: 'unknown', code: '1' } as const
    const firsts: readonly Command[] = [
      { type: 'AddItem', sku: 'tea' },
      { type: 'TakeScan', meaning, items: ITEMS.slice(0, 1) },
      { type: 'TakeScan', meaning, items: [] },
      { type: 'TakeScan', meaning: { kind: 'promotion', code: 'A' }, items: [] },
    ]
    for (const first of firsts) {
      const shop = new Shop()
      toTender(shop)
      shop.run({ type: 'TakeCash', received: 10_000 })
      shop.run(first)
      expect(shop.order.number).toBe(2)
    }
  })

  it('is not started by an item that is refused', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 10_000 })
    expect(shop.refusal({ type: 'AddItem', sku: 'nothing' })).toBe('item-unknown')
  })

  it('a code typed by hand never comes here: it takes the way of a scan', () => {
    expect(new Shop().refusal({ type: 'EnterCode', code: '1' })).toBe('code-invalid')
  })

  it('nobody knows is answered by nothing, and refused to a cashier', () => {
    const shop = new Shop()
    const orderId = 'x'
    const answer = { status: 'unknown', code: 'timeout', detail: '' } as const
    expect(shop.run({ type: 'VerifyAnswered', orderId, promotionId: 'p', answer })).toEqual([])
    expect(shop.refusal({ type: 'CancelOrder', orderId })).toBe('order-unknown')
    expect(shop.refusal({ type: 'ResumeOrder', orderId })).toBe('order-unknown')
    const nothing = { ...shop.state, currentId: null }
    const decided = decide(nothing, { type: 'Pay' }, shop.context())
    expect(decided.ok ? null : decided.error.code).toBe('order-unknown')
  })
})

describe('cancelling', () => {
  it('gives codes back, lets coupons go and tells the service; a new order opens', () => {
    const shop = new Shop()
    toTender(shop)
    const events = shop.run({ type: 'CancelOrder', orderId: shop.order.id })
    expect(owed(events)).toEqual(['coupon-release', 'promotion-void', 'order-message'])
    expect(types(events).slice(-2)).toEqual(['OrderCancelled', 'OrderOpened'])
    expect(shop.order.number).toBe(2)
  })

  it('of a held order owes the message too, whether the first one went out or not', () => {
    const shop = new Shop()
    const orderId = held(shop)
    expect(owed(shop.run({ type: 'CancelOrder', orderId }))).toEqual(['order-message'])
    const other = held(shop)
    const message = shop.state.orders.get(other)?.effects[0]
    assert(message !== undefined, 'A message is owed')
    const effectId = message.id
    shop.run({ type: 'StartEffect', orderId: other, effectId })
    const outcome = { status: 'delivered' } as const
    shop.run({ type: 'EffectAnswered', orderId: other, effectId, outcome })
    expect(owed(shop.run({ type: 'CancelOrder', orderId: other }))).toEqual(['order-message'])
  })

  it('of an order nobody heard of tells nobody', () => {
    const shop = new Shop()
    expect(owed(shop.run({ type: 'CancelOrder', orderId: shop.order.id }))).toEqual([])
    expect(ordered(shop)).toHaveLength(1)
  })

  it('gives a code back whose answer has not come yet', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'ApplyCode', code: 'A' })
    const events = shop.run({ type: 'CancelOrder', orderId: shop.order.id })
    expect(owed(events)).toContain('promotion-void')
  })

  it('is refused after money', () => {
    const shop = new Shop()
    toTender(shop)
    const cancel = { type: 'CancelOrder', orderId: shop.order.id } as const
    shop.run({ type: 'TakeCash', received: 100 })
    expect(shop.refusal(cancel)).toBe('order-has-tenders')
    shop.run({ type: 'TakeCash', received: 10_000 })
    expect(shop.refusal(cancel)).toBe('order-not-open')
  })
})

describe('resuming', () => {
  it('parks the present order, or gives it up when it is empty', () => {
    const shop = new Shop()
    const first = held(shop)
    shop.run({ type: 'ResumeOrder', orderId: first })
    expect(ordered(shop).map((order) => order.status)).toEqual(['open'])
    const second = held(shop)
    shop.add('cake')
    const third = shop.order.id
    shop.run({ type: 'ResumeOrder', orderId: second })
    expect(shop.state.orders.get(third)?.status).toBe('held')
    expect(shop.order.id).toBe(second)
    expect(shop.refusal({ type: 'ResumeOrder', orderId: second })).toBe('order-not-held')
  })

  it('gives the codes of an empty order back', () => {
    const shop = new Shop()
    const orderId = held(shop)
    grant(shop)
    expect(owed(shop.run({ type: 'ResumeOrder', orderId }))).toContain('promotion-void')
  })

  it('waits for payment, a re-check and an answer', () => {
    const shop = new Shop()
    const orderId = held(shop)
    const resume = { type: 'ResumeOrder', orderId } as const
    shop.add('tea')
    shop.run({ type: 'ApplyCode', code: 'A' })
    expect(shop.refusal(resume)).toBe('promotion-being-checked')
    const promotionId = shop.order.promotions[0]?.id ?? ''
    const value = { name: 'A', amount: ITEMS[0]?.price ?? null, referenceId: null }
    assert(value.amount !== null, 'There is an amount')
    const answer = { status: 'ok', value: { ...value, amount: value.amount } } as const
    shop.run({ type: 'VerifyAnswered', orderId: shop.order.id, promotionId, answer })
    shop.run({ type: 'Pay' })
    expect(shop.refusal(resume)).toBe('validation-under-way')
    revalidate(shop)
    expect(shop.refusal(resume)).toBe('validation-under-way')
    shop.run({ type: 'FinishOrder' })
    expect(shop.refusal(resume)).toBeNull()
  })
})

describe('an order that is parked', () => {
  it('does not come to the screen with what happens to it', () => {
    const shop = new Shop()
    shop.add('tea')
    match(shop)
    const orderId = shop.order.id
    shop.run({ type: 'Hold', heldFor: 'Ann' })
    const onScreen = shop.order.id
    const message = shop.state.orders
      .get(orderId)
      ?.effects.find(({ status }) => status === 'waiting')
    const effectId = message?.id ?? ''
    shop.at += 60_000
    expect(types(shop.run({ type: 'StartEffect', orderId, effectId }))).toEqual(['EffectStarted'])
    expect(shop.order.id).toBe(onScreen)
    shop.run({ type: 'ResumeOrder', orderId })
    expect(shop.order.id).toBe(orderId)
  })
})

describe('a note', () => {
  it('stays until it is read', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'Stay' })
    const noteId = shop.order.notes[0]?.id ?? ''
    shop.run({ type: 'DismissNote', noteId })
    expect(shop.refusal({ type: 'DismissNote', noteId })).toBe('note-unknown')
  })
})

describe('a start', () => {
  const recover = { type: 'Recover' } as const

  it('opens the first order', () => {
    const shop = new Shop()
    const empty = { ...shop.state, orders: new Map(), currentId: null }
    const decided = decide(empty, recover, shop.context())
    expect(decided.ok && decided.value.map((each) => each.event.type)).toEqual(['OrderOpened'])
  })

  it('gives back a code nobody answered for', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'ApplyCode', code: 'A' })
    expect(owed(shop.run(recover))).toEqual(['promotion-void'])
    expect(shop.order.promotions).toEqual([])
  })

  it('gives up a re-check and a look-up under way', () => {
    const shop = new Shop()
    shop.add('tea')
    grant(shop)
    shop.run({ type: 'SetCustomer', phone: '2065550142' })
    shop.run({ type: 'Pay' })
    const events = shop.run(recover)
    expect(find(events, 'RevalidationEnded').outcome).toBe('given-up')
    expect(find(events, 'CustomerLookupFailed').code).toBe('connection-lost')
    expect(shop.order).toMatchObject({ validation: null, customer: { status: 'not-answering' } })
  })

  it('has no answer to a renewal under way: the line is lost with it', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 100 })
    shop.run({ type: 'RenewAuthorization', orderId: shop.order.id })
    expect(find(shop.run(recover), 'CouponAuthorizationFailed')).toMatchObject({
      status: 'no-answer',
      code: 'connection-lost',
    })
  })

  it('leaves a payment without money, and lets the coupons go', () => {
    const shop = new Shop()
    toTender(shop)
    expect(owed(shop.run(recover))).toContain('coupon-release')
    expect(shop.order).toMatchObject({ status: 'open', payment: null })
  })

  it.each<[string, readonly Command[]]>([
    ['money was taken', [{ type: 'TakeCash', received: 100 }]],
    ['a card may have been charged', [{ type: 'BeginCard', amount: 100 }]],
  ])('stays in payment where %s', (_, commands) => {
    const shop = new Shop()
    toTender(shop)
    for (const command of commands) shop.run(command)
    shop.run({ type: 'RenewAuthorization', orderId: shop.order.id })
    expect(owed(shop.run(recover))).toEqual([])
    expect(shop.order).toMatchObject({
      status: 'paying',
      payment: { authorization: { status: 'authorized', renewing: null } },
    })
  })

  it('sends what was being sent again, never paper or drawer', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 10_000 })
    const { id: orderId } = shop.order
    const first = shop.order.effects.map((effect) => effect.id)
    for (const effectId of first) {
      const start = { type: 'StartEffect', orderId, effectId } as const
      if (shop.refusal(start) === null) shop.run(start)
    }
    shop.run(recover)
    const now = shop.order.effects.filter((effect) => first.includes(effect.id))
    const status = (kind: EffectKind) =>
      now.filter((effect) => effect.request.kind === kind).map((effect) => effect.status)
    expect(status('drawer-open')).toEqual(['closed'])
    expect(status('receipt-print')).toEqual(['needs-person'])
    expect(status('coupon-capture')).toEqual(['waiting'])
    expect(status('promotion-apply')).toEqual(['waiting'])
    const code = (kind: EffectKind) => now.find((effect) => effect.request.kind === kind)?.code
    expect(code('receipt-print')).toBe('unknown-after-restart')
    expect(code('coupon-capture')).toBe('restarted')
    expect(shop.run(recover)).toEqual([])
  })

  it('prints a receipt that never began, while it is young', () => {
    const print = (shop: Shop) =>
      shop.order.effects.find((effect) => effect.request.kind === 'receipt-print')
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 10_000 })
    shop.at += 5 * 60_000
    shop.run(recover)
    expect(print(shop)?.status).toBe('waiting')
    shop.at += 1
    shop.run(recover)
    expect(print(shop)).toMatchObject({ status: 'needs-person', code: 'too-old' })
    expect(types(shop.run({ type: 'PrintReceipt', orderId: shop.order.id }))).toEqual([
      'EffectRetried',
    ])
  })

  it('says once that it goes on where it left off', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run(recover)
    expect(shop.order.notes).toMatchObject([{ code: 'picked-up-after-restart' }])
    expect(shop.run(recover)).toEqual([])
  })

  it('says so of an order with nothing but a scan nobody knows, and not of an empty one', () => {
    const shop = new Shop()
    expect(shop.run(recover)).toEqual([])
    shop.run({ type: 'TakeScan', meaning: { kind: 'unknown', code: '12' }, items: [] })
    shop.run(recover)
    expect(shop.order.notes).toMatchObject([{ code: 'picked-up-after-restart' }])
  })

  it('says so of the order on screen alone', () => {
    const shop = new Shop()
    held(shop)
    expect(shop.run(recover)).toEqual([])
  })
})

describe('closing the terminal', () => {
  it('lets go of what is held for an unpaid order', () => {
    const shop = new Shop()
    toTender(shop)
    expect(owed(shop.run({ type: 'PrepareToQuit' }))).toEqual(['coupon-release'])
    expect(shop.run({ type: 'PrepareToQuit' })).toEqual([])
  })

  it('lets go by its key of what was asked and not answered', () => {
    const shop = new Shop()
    shop.add('tea')
    match(shop, [])
    const { authRef } = find(shop.run({ type: 'Pay' }), 'CouponAuthorizationRequested')
    const { request } = find(shop.run({ type: 'PrepareToQuit' }), 'EffectOwed').effect
    expect(request).toMatchObject({ authorizationId: null, authorize: { authRef } })
    expect(() => authorize(shop)).toThrow()
  })

  it('leaves an order with money in it as it is', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 100 })
    expect(shop.run({ type: 'PrepareToQuit' })).toEqual([])
  })
})
