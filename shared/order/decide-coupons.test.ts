import { describe, expect, it } from 'vitest'
import { money } from '../money'
import type { AuthorizationAnswer, AuthorizationGrant, CustomerAnswer } from './answers'
import { RENEWALS_MAX } from './decide-coupons'
import type { EffectRequest } from './effect'
import type { OrderEvent } from './events'
import { exampleGrant, find, grant, match, toTender, WALLET } from './testing/sale'
import { Shop, termsWith } from './testing/shop'
import { stillToPay } from './decide-tender'

const SILENCE = { status: 'unknown', code: 'timeout', detail: '' } as const
const MALFORMED = { ...SILENCE, code: 'malformed' } as const
const NO_KEY = { status: 'misconfigured', code: 'key-refused', detail: '' } as const
const REFUSED = {
  status: 'refused',
  refused: { code: 'coupon-request-refused', detail: '' },
} as const

function owed(events: readonly OrderEvent[]): readonly EffectRequest[] {
  return events.flatMap((event) => (event.type === 'EffectOwed' ? [event.effect.request] : []))
}

function releases(events: readonly OrderEvent[]): readonly (string | null)[] {
  return owed(events).flatMap((request) =>
    request.kind === 'coupon-release' ? [request.authorizationId ?? request.authorize.authRef] : [],
  )
}

/** An order in the coupons step, with the question under way. */
function asking(): { shop: Shop; authRef: string } {
  const shop = new Shop()
  shop.add('bw-dog-chk-24', ...Array<string>(6).fill('bw-cat-sal-3'))
  match(shop, WALLET.slice(1))
  const { authRef } = find(shop.run({ type: 'Pay' }), 'CouponAuthorizationRequested')
  return { shop, authRef }
}

function answer(shop: Shop, authRef: string, value: AuthorizationAnswer): readonly OrderEvent[] {
  return shop.run({
    type: 'AuthorizationAnswered',
    orderId: shop.order.id,
    authRef,
    answer: value,
  })
}

function granted(change: Partial<AuthorizationGrant> = {}): AuthorizationAnswer {
  return { status: 'ok', value: { ...exampleGrant(), ...change } }
}

const NOTHING = granted({ authorizationId: null, expiresAt: null, coupons: [] })

describe('setting the customer', () => {
  it('asks with a masked number; the number itself is not in the event', () => {
    const shop = new Shop()
    const event = find(
      shop.run({ type: 'SetCustomer', phone: '(206) 555-0142' }),
      'CustomerLookupRequested',
    )
    expect(event.phoneMasked).toBe('(206) •••-0142')
    expect(JSON.stringify(shop.happened)).not.toContain('555')
  })

  it.each(['', '555-0142', '1'.repeat(16)])('refuses %j as a number', (phone) => {
    expect(new Shop().refusal({ type: 'SetCustomer', phone })).toBe('phone-invalid')
  })

  it('refuses the number of a payment card, which is kept nowhere', () => {
    const shop = new Shop()
    const set = { type: 'SetCustomer', phone: '3782 822463 10005' } as const
    expect(shop.refusal(set)).toBe('card-number')
    // The shortest that is still in use has fourteen digits.
    expect(shop.refusal({ ...set, phone: '3056 930902 5904' })).toBe('card-number')
    expect(shop.refusal({ ...set, phone: '+86 10 1234 5678 90' })).toBeNull()
  })

  it('refuses where no coupon service is set up', () => {
    const shop = new Shop({ terms: termsWith({ couponService: false }) })
    expect(shop.refusal({ type: 'SetCustomer', phone: '2065550142' })).toBe('customer-none')
  })

  it('refuses once money was taken, or may have been', () => {
    const set = { type: 'SetCustomer', phone: '2065550143' } as const
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'BeginCard', amount: 100 })
    expect(shop.refusal(set)).toBe('card-under-way')
    shop.run({ type: 'EndCard', paid: true })
    expect(shop.refusal(set)).toBe('order-has-tenders')
    shop.run({ type: 'TakeCash', received: 10_000 })
    expect(shop.refusal(set)).toBe('order-not-open')
  })

  it('in payment lets go of the coupons and opens the order', () => {
    const shop = new Shop()
    toTender(shop)
    const events = shop.run({ type: 'SetCustomer', phone: '2065550143' })
    expect(releases(events)).toEqual(['A-1'])
    expect(shop.order).toMatchObject({ status: 'open', payment: null })
  })

  it('ends with the wallet, no account, a refusal or silence', () => {
    const no = (code: 'phone-invalid' | 'order-closed') =>
      ({ status: 'refused', refused: { code, detail: '' } }) as const
    const answers: readonly (readonly [CustomerAnswer, string, string | null])[] = [
      [{ status: 'ok', value: { consumerId: '1', coupons: [] } }, 'matched', null],
      [{ status: 'ok', value: null }, 'not-matched', null],
      [no('phone-invalid'), 'refused', 'phone-invalid'],
      [no('order-closed'), 'refused', 'consumer-not-found'],
      [SILENCE, 'not-answering', 'timeout'],
      [NO_KEY, 'not-answering', 'key-refused'],
    ]
    for (const [given, status, code] of answers) {
      const shop = new Shop()
      const event = find(
        shop.run({ type: 'SetCustomer', phone: '2065550142' }),
        'CustomerLookupRequested',
      )
      const command = {
        type: 'CustomerAnswered',
        orderId: shop.order.id,
        lookUpId: event.lookUpId,
        answer: given,
      } as const
      shop.run(command)
      expect(shop.order.customer).toMatchObject({ status, code })
      expect(shop.run(command)).toEqual([])
    }
  })

  it('ignores the answer about an earlier number', () => {
    const shop = new Shop()
    const set = { type: 'SetCustomer', phone: '2065550142' } as const
    const { lookUpId } = find(shop.run(set), 'CustomerLookupRequested')
    shop.run({ type: 'SetCustomer', phone: '2065550143' })
    const value = { consumerId: '1', coupons: [] }
    const answered = { status: 'ok', value } as const
    const orderId = shop.order.id
    expect(shop.run({ type: 'CustomerAnswered', orderId, lookUpId, answer: answered })).toEqual([])
    expect(shop.order.customer?.phoneMasked).toBe('(206) •••-0143')
  })

  it('ignores an answer after payment: the order stays told as completed', () => {
    const shop = new Shop()
    shop.add('tea')
    const set = { type: 'SetCustomer', phone: '2065550142' } as const
    const { lookUpId } = find(shop.run(set), 'CustomerLookupRequested')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 300 })
    const value = { consumerId: '1', coupons: [] }
    const orderId = shop.order.id
    const answered = { status: 'ok', value } as const
    expect(shop.run({ type: 'CustomerAnswered', orderId, lookUpId, answer: answered })).toEqual([])
    const last = shop.order.effects.at(-1)
    expect(last).toMatchObject({ status: 'waiting', request: { status: 'completed' } })
  })

  it('is undone by removing the customer, and told', () => {
    const shop = new Shop()
    expect(shop.refusal({ type: 'RemoveCustomer' })).toBe('customer-none')
    match(shop)
    expect(owed(shop.run({ type: 'RemoveCustomer' }))).toMatchObject([
      { kind: 'order-message', status: 'open', order: { customerRef: null } },
    ])
  })
})

describe('the coupons of an order', () => {
  it('are held and shown when the service grants them', () => {
    const { shop, authRef } = asking()
    answer(shop, authRef, granted())
    expect(shop.order.payment).toMatchObject({
      step: 'coupons',
      authorization: { status: 'authorized', authorizationId: 'A-1' },
    })
    expect(stillToPay(shop.order)).toBe(7033 + 563 - 689)
  })

  it('are passed over in silence when there is nothing to say', () => {
    const { shop, authRef } = asking()
    answer(shop, authRef, NOTHING)
    expect(shop.order.payment?.step).toBe('tender')
  })

  it.each([
    ['no-answer', SILENCE],
    ['unusable', MALFORMED],
    ['unusable', REFUSED],
    ['misconfigured', NO_KEY],
  ] as const)('end as %s; the sale goes on without them', (status, value) => {
    const { shop, authRef } = asking()
    answer(shop, authRef, value)
    expect(shop.order.payment?.authorization?.status).toBe(status)
    const events = shop.run({ type: 'ContinuePayment' })
    expect(shop.order.payment?.step).toBe('tender')
    // What may be held under the key is let go; a refused key can hold nothing.
    expect(releases(events)).toEqual(status === 'misconfigured' ? [] : [authRef])
  })

  it('that answer late or twice change nothing', () => {
    const { shop, authRef } = asking()
    const events = shop.run({ type: 'ContinueWithoutCoupons' })
    expect(releases(events)).toEqual([authRef])
    expect(answer(shop, authRef, granted())).toEqual([])
    const other = asking()
    answer(other.shop, other.authRef, granted())
    expect(answer(other.shop, other.authRef, NOTHING)).toEqual([])
  })

  it('are asked for one question at a time', () => {
    const { shop } = asking()
    expect(shop.refusal({ type: 'ContinuePayment' })).toBe('coupons-being-checked')
    expect(shop.refusal({ type: 'CheckCouponsAgain' })).toBe('coupons-being-checked')
  })

  it('are left out and used again one by one', () => {
    const { shop, authRef } = asking()
    answer(shop, authRef, granted())
    expect(shop.refusal({ type: 'LeaveOutCoupon', couponId: 'x' })).toBe('coupon-unknown')
    expect(shop.refusal({ type: 'UseCouponAgain', couponId: '70455' })).toBe('coupon-unknown')
    const left = find(
      shop.run({ type: 'LeaveOutCoupon', couponId: '70455' }),
      'CouponAuthorizationRequested',
    )
    expect(left.couponIds).toEqual(['70460'])
    expect(shop.order.payment?.authorization?.leftOut).toMatchObject([{ couponId: '70455' }])
    const coupons = exampleGrant().coupons.slice(1)
    answer(shop, left.authRef, granted({ authorizationId: 'A-2', coupons }))
    const again = find(
      shop.run({ type: 'UseCouponAgain', couponId: '70455' }),
      'CouponAuthorizationRequested',
    )
    expect(again.couponIds).toBeNull()
  })

  it('are used again beside those that are given, while others stay left out', () => {
    const { shop, authRef } = asking()
    answer(shop, authRef, granted())
    for (const couponId of ['70455', '70460']) {
      const left = find(
        shop.run({ type: 'LeaveOutCoupon', couponId }),
        'CouponAuthorizationRequested',
      )
      const coupons = exampleGrant().coupons.filter((one) => left.couponIds?.includes(one.couponId))
      answer(shop, left.authRef, granted({ authorizationId: null, coupons }))
    }
    const use = { type: 'UseCouponAgain', couponId: '70460' } as const
    const again = find(shop.run(use), 'CouponAuthorizationRequested')
    expect(again.couponIds).toEqual(['70460'])
  })

  it('keep an earlier hold in mind until another replaces it', () => {
    const { shop, authRef } = asking()
    answer(shop, authRef, granted())
    const ask = { type: 'CheckCouponsAgain' } as const
    const first = find(shop.run(ask), 'CouponAuthorizationRequested')
    answer(shop, first.authRef, REFUSED)
    const events = shop.run({ type: 'ContinuePayment' })
    expect(releases(events)).toEqual(['A-1', first.authRef])
  })

  it('are let go with the payment', () => {
    const { shop, authRef } = asking()
    answer(shop, authRef, granted())
    const events = shop.run({ type: 'BackFromPayment', to: 'order' })
    expect(releases(events)).toEqual(['A-1'])
    expect(shop.order.notes).toMatchObject([{ code: 'coupons-to-check-again' }])
  })

  it('cannot be changed outside their step or after money', () => {
    const commands = [
      { type: 'LeaveOutCoupon', couponId: '70455' },
      { type: 'CheckCouponsAgain' },
      { type: 'ContinueWithoutCoupons' },
    ] as const
    const shop = new Shop()
    for (const command of commands) expect(shop.refusal(command)).toBe('order-not-paying')
    toTender(shop)
    for (const command of commands) expect(shop.refusal(command)).toBe('step-not-reached')
  })
})

describe('a hold close to its end', () => {
  function renewed(): { shop: Shop; authRef: string; renewal: string } {
    const { shop, authRef } = asking()
    answer(shop, authRef, granted())
    shop.run({ type: 'ContinuePayment' })
    const renew = { type: 'RenewAuthorization', orderId: shop.order.id } as const
    const event = find(shop.run(renew), 'CouponAuthorizationRequested')
    return { shop, authRef, renewal: event.authRef }
  }

  it('is asked for again under a new key; the coupons stay meanwhile', () => {
    const { shop, authRef, renewal } = renewed()
    expect(renewal).not.toBe(authRef)
    expect(stillToPay(shop.order)).toBe(6907)
    const renew = { type: 'RenewAuthorization', orderId: shop.order.id } as const
    expect(shop.run(renew)).toEqual([])
  })

  it('goes on silently with the same coupons', () => {
    const { shop, renewal } = renewed()
    const events = answer(shop, renewal, granted({ authorizationId: 'A-2' }))
    expect(events.map((event) => event.type)).toEqual(['CouponsAuthorized'])
    expect(shop.order.payment).toMatchObject({
      step: 'tender',
      authorization: { authorizationId: 'A-2', authRef: renewal },
    })
  })

  it('goes on silently with the same coupons in another order', () => {
    const { shop, renewal } = renewed()
    const coupons = [...exampleGrant().coupons].reverse()
    const events = answer(shop, renewal, granted({ authorizationId: 'A-2', coupons }))
    expect(events.map((event) => event.type)).toEqual(['CouponsAuthorized'])
  })

  it('stops and shows what is different', () => {
    const { shop, renewal } = renewed()
    const coupons = exampleGrant().coupons.slice(1)
    answer(shop, renewal, granted({ authorizationId: 'A-2', coupons }))
    expect(shop.order.payment?.step).toBe('coupons')
    expect(shop.order.notes).toMatchObject([{ code: 'coupons-changed' }])
  })

  it('keeps the hold when nobody answers', () => {
    const { shop, renewal } = renewed()
    answer(shop, renewal, SILENCE)
    expect(shop.order.payment?.authorization).toMatchObject({
      status: 'authorized',
      authorizationId: 'A-1',
      renewing: null,
    })
  })

  it('is asked for again three times at most', () => {
    const { shop, renewal } = renewed()
    answer(shop, renewal, granted({ authorizationId: 'A-2' }))
    const renew = { type: 'RenewAuthorization', orderId: shop.order.id } as const
    for (let times = 1; times < RENEWALS_MAX; times += 1) {
      const { authRef } = find(shop.run(renew), 'CouponAuthorizationRequested')
      answer(shop, authRef, granted({ authorizationId: `A-${times + 2}` }))
    }
    expect(shop.run(renew)).toEqual([])
  })

  it('is let go in both forms when payment is left before the answer', () => {
    const { shop, renewal } = renewed()
    const events = shop.run({ type: 'BackFromPayment', to: 'order' })
    expect(releases(events)).toEqual(['A-1', renewal])
    expect(answer(shop, renewal, granted({ authorizationId: 'A-2' }))).toEqual([])
  })

  it('is captured as it stands when money comes first; the renewal is let go after that', () => {
    const { shop, renewal } = renewed()
    const events = shop.run({ type: 'TakeCash', received: 6907 })
    const effects = events.flatMap((event) => (event.type === 'EffectOwed' ? [event.effect] : []))
    const capture = effects.find((effect) => effect.request.kind === 'coupon-capture')
    const release = effects.find((effect) => effect.request.kind === 'coupon-release')
    expect(capture?.request).toMatchObject({ authorizationId: 'A-1' })
    expect(release?.request).toMatchObject({ authorize: { authRef: renewal } })
    expect(release?.after).toEqual([capture?.id])
    expect(answer(shop, renewal, granted({ authorizationId: 'A-2' }))).toEqual([])
  })

  it('that brings more than before, after money was taken, gives no cash out of a card', () => {
    const { shop, renewal } = renewed()
    shop.run({ type: 'BeginCard', amount: 6900 })
    shop.run({ type: 'EndCard', paid: true })
    const [coupon] = exampleGrant().coupons
    if (!coupon) throw new Error('The example has coupons')
    const amount = money(2000)
    const lines = coupon.lines.map((line) => ({ ...line, amount }))
    const coupons = [{ ...coupon, amount, lines }]
    answer(shop, renewal, granted({ authorizationId: 'A-2', coupons }))
    expect(stillToPay(shop.order)).toBeLessThan(0)
    expect(shop.refusal({ type: 'TakeCash', received: 0 })).toBe('nothing-to-pay')
    expect(shop.refusal({ type: 'BeginCard', amount: 1 })).toBe('nothing-to-pay')
    expect(shop.refusal({ type: 'GiveBackCash' })).toBe('nothing-to-give-back')
    expect(shop.refusal({ type: 'FinishOrder' })).toBe('amount-still-due')
    const tenderId = shop.order.payment?.tenders[0]?.id ?? ''
    shop.run({ type: 'UndoTender', tenderId })
    expect(stillToPay(shop.order)).toBe(7033 + 563 - 2000)
  })
})

it('the customer stays on the order while its promotions are checked again', () => {
  const shop = new Shop()
  shop.add('bw-dog-chk-24')
  grant(shop)
  match(shop)
  shop.run({ type: 'Pay' })
  expect(shop.order).toMatchObject({ status: 'open', validation: { status: 'checking' } })
  expect(shop.refusal({ type: 'RemoveCustomer' })).toBe('validation-under-way')
})
