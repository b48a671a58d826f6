import { describe, expect, it } from 'vitest'
import { money } from '../money'
import type { PromotionsAnswer } from './answers'
import type { Command } from './commands'
import type { OrderEvent } from './events'
import { find, grant, match, revalidate, toTender } from './testing/sale'
import { Shop } from './testing/shop'

const SILENCE = { status: 'unknown', code: 'timeout', detail: '' } as const
const OFFLINE = { ...SILENCE, code: 'offline' } as const

function withCode(): Shop {
  const shop = new Shop()
  shop.add('bw-dog-chk-24')
  grant(shop)
  return shop
}

function types(events: readonly OrderEvent[]): readonly string[] {
  return events.map((event) => event.type)
}

function press(shop: Shop, command: Command, answer: PromotionsAnswer): readonly OrderEvent[] {
  const { guid } = find(shop.run(command), 'RevalidationRequested')
  return shop.run({ type: 'RevalidationAnswered', orderId: shop.order.id, guid, answer })
}

const BUTTONS: readonly Command[] = [
  { type: 'Send' },
  { type: 'Stay' },
  { type: 'Hold', heldFor: 'Ann' },
  { type: 'Pay' },
]

describe('a button', () => {
  it.each(BUTTONS.map((button) => [button.type, button] as const))(
    '%s re-checks a promotion before it does anything',
    (_, button) => {
      const shop = withCode()
      expect(types(shop.run(button)).filter((type) => !type.startsWith('Note'))).toEqual([
        'RevalidationRequested',
      ])
      expect(shop.refusal(button)).toBe('validation-under-way')
    },
  )

  it('goes on at once without a promotion', () => {
    for (const [button, status] of [
      ['Send', 'held'],
      ['Stay', 'open'],
      ['Hold', 'held'],
      ['Pay', 'paying'],
    ] as const) {
      const shop = new Shop()
      shop.add('tea')
      const { id } = shop.order
      shop.run(button === 'Hold' ? { type: button, heldFor: 'Ann' } : { type: button })
      expect(shop.state.orders.get(id)?.status).toBe(status)
    }
  })

  it('is refused on an empty order, but Hold keeps an unknown barcode', () => {
    const shop = new Shop()
    const refusals = BUTTONS.map((button) => shop.refusal(button))
    expect(refusals).toEqual(['order-empty', 'order-empty', 'order-empty', 'nothing-to-pay'])
    const meaning = { kind: 'unknown', code: '1' } as const
    shop.run({ type: 'TakeScan', meaning, items: [] })
    shop.run({ type: 'Hold', heldFor: '' })
    expect([...shop.state.orders.values()].map((order) => order.status)).toEqual(['held', 'open'])
  })

  it('is refused in payment', () => {
    const shop = new Shop()
    toTender(shop)
    for (const button of BUTTONS) expect(shop.refusal(button)).toBe('order-not-open')
  })

  it('Hold keeps what it is held for, at most 80 letters', () => {
    const shop = new Shop()
    shop.add('tea')
    const events = shop.run({ type: 'Hold', heldFor: `  ${'x'.repeat(90)}  ` })
    expect(find(events, 'OrderHeld').heldFor).toBe('x'.repeat(80))
  })

  it('Stay hands each line to preparation once', () => {
    const shop = new Shop()
    shop.add('tea')
    expect(find(shop.run({ type: 'Stay' }), 'LinesSent').lineIds).toHaveLength(1)
    expect(types(shop.run({ type: 'Stay' }))).not.toContain('LinesSent')
  })
})

describe('a re-check', () => {
  it('that is fine lets the button go on', () => {
    const shop = withCode()
    shop.run({ type: 'Pay' })
    const events = revalidate(shop)
    expect(find(events, 'RevalidationEnded').outcome).toBe('fine')
    expect(shop.order.status).toBe('paying')
  })

  it('that takes a promotion off stops the button and owes its release', () => {
    const shop = withCode()
    const [promotion] = shop.order.promotions
    const refused = [
      { promotionId: promotion?.id ?? '', code: 'promotion-not-applicable', message: 'No.' },
    ] as const
    const events = press(shop, { type: 'Pay' }, { status: 'refused', refused })
    expect(types(events)).toEqual([
      'PromotionRemoved',
      'EffectOwed',
      'NoteAdded',
      'RevalidationEnded',
    ])
    expect(shop.order.status).toBe('open')
    expect(shop.order.notes).toMatchObject([{ code: 'promotion-taken-off', message: 'No.' }])
  })

  it('that is refused without a name removes nothing', () => {
    const shop = withCode()
    const refused = [{ promotionId: null, code: 'promotion-refused', message: 'No.' }] as const
    press(shop, { type: 'Pay' }, { status: 'refused', refused })
    expect(shop.order.promotions).toHaveLength(1)
    expect(shop.order.status).toBe('open')
    expect(shop.order.notes).toMatchObject([{ code: 'revalidation-refused', message: 'No.' }])
  })

  it('that is refused without a word removes nothing, and the cashier reads that', () => {
    const shop = withCode()
    press(shop, { type: 'Pay' }, { status: 'refused', refused: [] })
    expect(shop.order.promotions).toHaveLength(1)
    expect(shop.order.notes).toMatchObject([{ code: 'revalidation-refused', message: null }])
  })

  it.each([
    ['held', { type: 'Send' }],
    ['open', { type: 'Stay' }],
    ['held', { type: 'Hold', heldFor: '' }],
  ] as const)('without an answer leaves the order %s after %j', (status, button) => {
    const shop = withCode()
    const { id } = shop.order
    press(shop, button, SILENCE)
    const order = shop.state.orders.get(id)
    expect(order?.status).toBe(status)
    expect(order?.promotions).toMatchObject([{ notRechecked: true }])
    if (status === 'open') {
      expect(order?.notes.map((note) => note.code)).toContain('promotion-not-rechecked')
    }
  })

  it.each([
    [SILENCE, false],
    [OFFLINE, true],
    [{ status: 'misconfigured', code: 'key-refused', detail: '' } as const, false],
  ])('without an answer at Pay waits for the cashier: %j', (answer, offline) => {
    const shop = withCode()
    press(shop, { type: 'Pay' }, answer)
    expect(shop.order.validation).toMatchObject({ status: 'no-answer', offline })
    expect(shop.order.status).toBe('open')
    shop.run({ type: 'GiveUpValidation' })
    expect(shop.order.validation).toBeNull()
  })

  it('is tried again under a new GUID', () => {
    const shop = withCode()
    expect(shop.refusal({ type: 'RetryValidation' })).toBe('validation-not-waiting')
    press(shop, { type: 'Pay' }, SILENCE)
    const before = shop.order.validation?.guid
    const again = find(shop.run({ type: 'RetryValidation' }), 'RevalidationRequested')
    expect(again.guid).not.toBe(before)
    revalidate(shop)
    expect(shop.order.status).toBe('paying')
  })

  it('that was given up ignores its answer', () => {
    const shop = withCode()
    const { guid } = find(shop.run({ type: 'Pay' }), 'RevalidationRequested')
    shop.run({ type: 'GiveUpValidation' })
    expect(shop.refusal({ type: 'GiveUpValidation' })).toBe('validation-not-waiting')
    const answer = { status: 'ok', value: [] } as const
    const late = { type: 'RevalidationAnswered', orderId: shop.order.id, guid, answer } as const
    expect(shop.run(late)).toEqual([])
    expect(shop.order.status).toBe('open')
  })

  it('of a cancelled order ignores its answer', () => {
    const shop = withCode()
    const { id: orderId } = shop.order
    const { guid } = find(shop.run({ type: 'Pay' }), 'RevalidationRequested')
    shop.run({ type: 'CancelOrder', orderId })
    const answer = { status: 'ok', value: [] } as const
    expect(shop.run({ type: 'RevalidationAnswered', orderId, guid, answer })).toEqual([])
    expect(shop.state.orders.get(orderId)?.status).toBe('cancelled')
  })
})

describe('a manager who accepts a promotion unchecked', () => {
  it('is asked for, by a PIN of this terminal', () => {
    const shop = withCode()
    const accept = { type: 'AcceptPromotions', pin: '' } as const
    expect(shop.refusal(accept, { approver: 'Manager' })).toBe('validation-not-waiting')
    press(shop, { type: 'Pay' }, SILENCE)
    expect(shop.refusal(accept)).toBe('approval-needed')
    expect(shop.refusal(accept, { approvals: false })).toBe('approval-unavailable')
    shop.run(accept, { approver: 'Manager' })
    expect(shop.order.status).toBe('paying')
    expect(shop.order.promotions).toMatchObject([{ acceptedBy: 'Manager', amount: 500 }])
  })

  it('covers this one payment: afterwards it is checked again', () => {
    const shop = withCode()
    press(shop, { type: 'Pay' }, SILENCE)
    shop.run({ type: 'AcceptPromotions', pin: '' }, { approver: 'Manager' })
    shop.run({ type: 'BackFromPayment', to: 'order' })
    expect(shop.order.promotions).toMatchObject([{ acceptedBy: null }])
    expect(types(shop.run({ type: 'Pay' }))).toContain('RevalidationRequested')
  })

  it('is not asked again between store promotions and coupons', () => {
    const shop = withCode()
    match(shop)
    press(shop, { type: 'Pay' }, SILENCE)
    shop.run({ type: 'AcceptPromotions', pin: '' }, { approver: 'Manager' })
    const lineId = shop.order.lines[0]?.id ?? ''
    shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId })
    const events = shop.run({ type: 'ContinuePayment' })
    expect(types(events)).toContain('CouponAuthorizationRequested')
  })
})

describe('a re-check between store promotions and coupons', () => {
  function atStorePromotions(): Shop {
    const shop = withCode()
    match(shop)
    shop.run({ type: 'Pay' })
    revalidate(shop)
    const lineId = shop.order.lines[0]?.id ?? ''
    shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId })
    return shop
  }

  it('opens the order again when a promotion is taken off', () => {
    const shop = atStorePromotions()
    const promotionId = shop.order.promotions[0]?.id ?? ''
    const refused = [{ promotionId, code: 'promotion-inactive', message: null }] as const
    press(shop, { type: 'ContinuePayment' }, { status: 'refused', refused })
    expect(shop.order).toMatchObject({ status: 'open', payment: null, promotions: [] })
  })

  it('holds the step until it ends', () => {
    const shop = atStorePromotions()
    const lineId = shop.order.lines[0]?.id ?? ''
    const { guid } = find(shop.run({ type: 'ContinuePayment' }), 'RevalidationRequested')
    const couponId = '70311'
    const steps: readonly Command[] = [
      { type: 'ContinuePayment' },
      { type: 'ChooseStorePromotion', couponId, lineId },
      { type: 'SkipStorePromotion', couponId },
      { type: 'SetCustomer', phone: '2065550142' },
    ]
    for (const step of steps) expect(shop.refusal(step)).toBe('validation-under-way')
    shop.run({ type: 'BackFromPayment', to: 'order' })
    const value = shop.order.promotions.map((one) => ({ promotionId: one.id, amount: money(1) }))
    const answer = { status: 'ok', value } as const
    const late = { type: 'RevalidationAnswered', orderId: shop.order.id, guid, answer } as const
    expect(shop.run(late)).toEqual([])
    expect(shop.order).toMatchObject({ status: 'open', validation: null })
  })
})

it('a promotion that missed a check is marked until the next one goes well', () => {
  const shop = withCode()
  press(shop, { type: 'Stay' }, SILENCE)
  expect(shop.order.promotions).toMatchObject([{ notRechecked: true }])
  shop.run({ type: 'Pay' })
  revalidate(shop)
  expect(shop.order.promotions).toMatchObject([{ notRechecked: false }])
})
