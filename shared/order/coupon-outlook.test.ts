import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { quantity } from '../quantity'
import type { AuthorizationGrant, CouponValue, RejectedCoupon, WalletCoupon } from './answers'
import { couponOutlooks, type ProductsByGtin } from './coupon-outlook'
import { authorize, exampleGrant, match } from './testing/sale'
import { Shop } from './testing/shop'
import { totalsOf } from './totals'

const TODAY = '2025-03-20'
const [DRY, POUCH, ROPE, DRY_12] = [
  '00400001102312',
  '00400001102459',
  '00400001203019',
  '00400001102244',
]
const FIVE_OFF: CouponValue = { kind: 'amount', amount: money(500) }
const PRODUCTS: ProductsByGtin = {
  [DRY_12]: { name: 'Brambleway Chicken Dry Dog Food 12 lb', category: 'Dog' },
}

function coupon(change: Partial<WalletCoupon>): WalletCoupon {
  return {
    couponId: '70455',
    kind: 'coupon',
    title: '$5.00 off',
    details: '',
    gtins: [DRY],
    value: FIVE_OFF,
    minPieces: 1,
    usesLeft: 1,
    startsOn: null,
    expiresOn: null,
    ...change,
  }
}

/** A shop whose customer has saved these coupons. */
function shopWith(coupons: readonly WalletCoupon[], ...skus: readonly string[]): Shop {
  const shop = new Shop()
  shop.add(...skus)
  match(shop, coupons)
  return shop
}

function outlooks({ order }: Shop, products: ProductsByGtin = PRODUCTS) {
  return couponOutlooks({ order, totals: totalsOf(order), products, today: TODAY })
}

function outlook(change: Partial<WalletCoupon>, ...skus: readonly string[]) {
  return outlooks(shopWith([coupon(change)], ...skus))[0]
}

const pouches = (count: number) => Array<string>(count).fill('bw-cat-sal-3')
const lineIds = (shop: Shop) => shop.order.lines.map((line) => line.id)

describe('a saved coupon, before Pay', () => {
  it('names the lines it is for and what it will take off', () => {
    const shop = shopWith([coupon({})], 'fw-rope-m', 'bw-dog-chk-24')
    expect(outlooks(shop)).toEqual([
      { state: 'fits', amount: 500, rivals: [], lineIds: lineIds(shop).slice(1) },
    ])
  })

  it.each<[string, Partial<WalletCoupon>, number | null]>([
    [
      'an amount, at most what the line costs',
      { value: { kind: 'amount', amount: money(99_999) } },
      5899,
    ],
    ['a part of the price', { value: { kind: 'percent', ratePpm: 100_000, most: null } }, 590],
    [
      'a part, at most so much',
      { value: { kind: 'percent', ratePpm: 100_000, most: money(300) } },
      300,
    ],
    ['a piece', { value: { kind: 'free-item', pieces: 1 } }, 5899],
    ['nobody knows how much', { value: { kind: 'unknown' } }, null],
  ])('takes off %s', (_what, change, amount) => {
    expect(outlook(change, 'bw-dog-chk-24')).toMatchObject({ state: 'fits', amount })
  })

  it('takes a part of the pieces it asks for, and the cheapest for free', () => {
    const both = { gtins: [DRY, POUCH], minPieces: 2 }
    const part = { ...both, value: { kind: 'percent', ratePpm: 500_000, most: null } } as const
    // Half of one bag and of one of six pouches: of 58.99 and 1.89.
    expect(outlook(part, 'bw-dog-chk-24', ...pouches(6))).toMatchObject({ amount: 3044 })
    const free = { ...both, value: { kind: 'free-item', pieces: 1 } } as const
    expect(outlook(free, 'bw-dog-chk-24', ...pouches(6))).toMatchObject({ amount: 189 })
  })

  it('is worth what is left after the store’s own discount', () => {
    const shop = shopWith(
      [coupon({ value: { kind: 'amount', amount: money(99_999) } })],
      'bw-dog-chk-24',
    )
    const [lineId = null] = lineIds(shop)
    shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId })
    expect(outlooks(shop)[0]).toMatchObject({ state: 'fits', amount: 5014 })
  })

  it('waits for as many pieces as it needs', () => {
    const six = { gtins: [POUCH], minPieces: 6, value: { kind: 'free-item', pieces: 1 } } as const
    expect(outlook(six, ...pouches(5))).toMatchObject({ state: 'too-few', needs: 6, has: 5 })
    expect(outlook(six, ...pouches(6))).toMatchObject({ state: 'fits', amount: 189 })
  })

  it('has no line once that line was taken off', () => {
    const shop = shopWith([coupon({})], 'bw-dog-chk-24')
    shop.run({ type: 'VoidLine', lineId: lineIds(shop)[0] ?? '' })
    expect(outlooks(shop)).toEqual([{ state: 'other-goods', near: null, lineIds: [] }])
  })

  it('says which size the order has instead, by the name in the catalog', () => {
    const shop = shopWith([coupon({ gtins: [DRY_12] })], 'fw-rope-m')
    expect(outlooks(shop)[0]).toMatchObject({ state: 'other-goods', near: null })
    shop.add('bw-dog-chk-24')
    const { category } = shop.order.lines[1] ?? { category: '' }
    const products = {
      [DRY_12]: { ...PRODUCTS[DRY_12], name: 'Brambleway Chicken Dry Dog Food 12 lb', category },
    }
    expect(outlooks(shop, products)[0]).toMatchObject({
      state: 'other-goods',
      lineIds: [lineIds(shop)[1]],
      near: { differs: 'size', wantedSize: '12 lb', hasSize: '24 lb' },
    })
  })

  it('counts from its first day to its last', () => {
    const days = { startsOn: '2025-03-20', expiresOn: '2025-03-20' }
    expect(outlook(days, 'bw-dog-chk-24')?.state).toBe('fits')
    expect(outlook({ startsOn: '2025-03-21' }, 'bw-dog-chk-24')).toMatchObject({
      state: 'not-started',
      day: '2025-03-21',
    })
    expect(outlook({ expiresOn: '2025-03-19' }, 'bw-dog-chk-24')).toMatchObject({
      state: 'expired',
      day: '2025-03-19',
    })
    expect(outlook({ usesLeft: 0 }, 'bw-dog-chk-24')?.state).toBe('used-up')
  })

  it('says that the wallet names no product, and marks none', () => {
    expect(outlook({ gtins: [] }, 'bw-dog-chk-24')).toEqual({ state: 'not-named', lineIds: [] })
    expect(outlook({ gtins: [], kind: 'store-promotion' }, 'bw-dog-chk-24')).toEqual({
      state: 'choose',
      amount: null,
      isNamed: false,
      lineIds: [],
    })
  })

  it('names its rivals where there are not enough pieces for all', () => {
    const two = [coupon({}), coupon({ couponId: '2', title: '10% off' })]
    const rivals = (shop: Shop) => outlooks(shop).map((one) => one.state === 'fits' && one.rivals)
    expect(rivals(shopWith(two, 'bw-dog-chk-24'))).toEqual([['10% off'], ['$5.00 off']])
    expect(rivals(shopWith(two, 'bw-dog-chk-24', 'bw-dog-chk-24'))).toEqual([[], []])
  })
})

describe('a store promotion of the wallet', () => {
  const promotion = { kind: 'store-promotion', gtins: [ROPE] } as const

  it('names the lines it can be put on, and its amount where that is one', () => {
    const shop = shopWith([coupon(promotion)], 'bw-dog-chk-24', 'fw-rope-m')
    expect(outlooks(shop)).toEqual([
      { state: 'choose', amount: 500, isNamed: true, lineIds: lineIds(shop).slice(1) },
    ])
  })

  it('says why it can be put on none', () => {
    expect(outlook(promotion, 'tea')?.state).toBe('other-goods')
    expect(outlook({ ...promotion, minPieces: 2 }, 'fw-rope-m')).toMatchObject({
      state: 'too-few',
      needs: 2,
      has: 1,
    })
    const shop = shopWith([coupon(promotion)], 'fw-rope-m')
    const [lineId = null] = lineIds(shop)
    shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId })
    expect(outlooks(shop)[0]).toMatchObject({ state: 'line-closed', by: 'store-discount' })
  })
})

describe('a saved coupon, once the service has spoken', () => {
  const rejected = (reason: RejectedCoupon['reason']): readonly RejectedCoupon[] => [
    { couponId: 'x', title: 'X', reason, message: '' },
  ]
  function asked(change: Partial<WalletCoupon>, value: AuthorizationGrant): Shop {
    const x = coupon({ couponId: 'x', ...change })
    const shop = shopWith([coupon({}), x], 'bw-dog-chk-24', ...pouches(6))
    shop.run({ type: 'Pay' })
    authorize(shop, value)
    return shop
  }

  it('is what the service says: given on its lines, or refused', () => {
    const shop = asked({}, { ...exampleGrant(), rejected: rejected('held-elsewhere') })
    const [given, refused] = outlooks(shop)
    expect(given).toEqual({ state: 'given', amount: 500, lineIds: lineIds(shop).slice(0, 1) })
    expect(refused).toMatchObject({ state: 'refused', rejected: { reason: 'held-elsewhere' } })
  })

  it('of another product is said by its name; where our numbers agree, the service is believed', () => {
    const grant = { ...exampleGrant(), rejected: rejected('product-mismatch') }
    expect(outlooks(asked({ gtins: [DRY_12] }, grant))[1]?.state).toBe('other-goods')
    expect(outlooks(asked({}, grant))[1]?.state).toBe('refused')
  })

  it('says that it was left out', () => {
    const shop = asked({}, { ...exampleGrant(), rejected: [] })
    shop.run({ type: 'LeaveOutCoupon', couponId: '70455' })
    const coupons = exampleGrant().coupons.slice(1)
    authorize(shop, { ...exampleGrant(), authorizationId: 'A-2', coupons })
    expect(outlooks(shop)[0]?.state).toBe('left-out')
  })
})

describe('a wallet beside the order', () => {
  const promotion = { couponId: '70311', kind: 'store-promotion', gtins: [ROPE] } as const

  /** At Pay the store promotion is put on the first line. */
  function chosen(others: readonly WalletCoupon[], ...skus: readonly string[]): Shop {
    const shop = shopWith([coupon(promotion), ...others], ...skus)
    shop.run({ type: 'Pay' })
    const lineId = lineIds(shop)[0] ?? ''
    shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId })
    return shop
  }

  it('has nothing to say of a customer nobody knows', () => {
    const shop = new Shop()
    shop.add('fw-rope-m')
    expect(outlooks(shop)).toEqual([])
  })

  it('says on which line a store promotion was put, and that the line is closed to the others', () => {
    const other = coupon({ couponId: '70500', gtins: [ROPE] })
    const more = coupon({ ...promotion, couponId: '70312' })
    const shop = chosen([other, more], 'fw-rope-m')
    const closed = { state: 'line-closed', by: 'store-promotion', lineIds: lineIds(shop) }
    const given = { state: 'given', amount: 500, lineIds: lineIds(shop) }
    expect(outlooks(shop)).toEqual([given, closed, closed])
  })

  it('tells no amount of a store promotion that could go on either of two lines', () => {
    const either = coupon({ ...promotion, gtins: [ROPE, POUCH] })
    const shop = shopWith([either], 'fw-rope-m', ...pouches(1))
    expect(outlooks(shop)).toEqual([
      { state: 'choose', amount: null, isNamed: true, lineIds: lineIds(shop) },
    ])
  })

  it('counts what is weighed as one piece, at what it costs', () => {
    const free = coupon({ value: { kind: 'free-item', pieces: 1 } })
    const { order } = shopWith([free], 'bw-dog-chk-24')
    const lines = order.lines.map((line) => ({
      ...{ ...line, unit: 'lb' as const, unitPrice: money(450), quantity: quantity(2500) },
    }))
    const weighed = { ...order, lines }
    const parts = { order: weighed, totals: totalsOf(weighed), products: {}, today: TODAY }
    expect(couponOutlooks(parts)).toMatchObject([{ state: 'fits', amount: 1125 }])
    const two = {
      ...order,
      lines,
      customer: { ...order.customer, coupons: [coupon({ minPieces: 2 })] },
    }
    expect(couponOutlooks({ ...parts, order: two as typeof order })).toMatchObject([
      { state: 'too-few', needs: 2, has: 1 },
    ])
  })

  it('names no rival that is for other goods', () => {
    const rope = coupon({ couponId: '70500', title: 'Rope', gtins: [ROPE] })
    const shop = shopWith([coupon({}), rope], 'bw-dog-chk-24', 'fw-rope-m')
    expect(outlooks(shop)).toMatchObject([
      { state: 'fits', rivals: [] },
      { state: 'fits', rivals: [] },
    ])
  })
})
