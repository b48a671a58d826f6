import { describe, expect, it } from 'vitest'
import type { Order } from './order'
import { lateRefusal } from './decide-late-coupons'
import { centsOff, couponScan, FAMILIES, payCash } from './testing/late'
import { RETURNS, Shop, termsWith } from './testing/shop'

const DOG = 'bw-dog-chk-24'
const POUCH = 'bw-cat-sal-3'
const ROPE = 'fw-rope-m'

/** What coupons are for: each of the three, or whatever the company makes. */
const [FOR_DOG, FOR_POUCH, FOR_ROPE, FOR_ANY] = ['111', '120', '140', '000']

/** A shop that has sold some goods for cash, and has the sale open. */
function openedSale(...skus: readonly string[]): Shop {
  const shop = new Shop({ couponRules: FAMILIES })
  shop.add(...skus)
  const { ref } = payCash(shop)
  shop.run({ type: 'OpenReturn', ref })
  return shop
}

function taken({ order }: Shop): readonly (readonly [number, string | undefined])[] {
  return (order.back?.late ?? []).map((one) => [one.amount, skuOf(order, one.parts[0]?.lineId)])
}

function skuOf({ back }: Order, lineId: string | undefined): string | undefined {
  return back?.sold?.lines.find((line) => line.lineId === lineId)?.sku
}

describe('a coupon that came late', () => {
  it('makes room for the next one, keeps its place, and needs the manager’s word anew', () => {
    const shop = openedSale(DOG, POUCH, ROPE)
    shop.run(couponScan(centsOff(75, FOR_ANY)))
    shop.run(couponScan(centsOff(60, FOR_ROPE)))
    expect(taken(shop)).toEqual([
      [75, DOG],
      [60, ROPE],
    ])
    shop.run({ type: 'ApproveReturn', pin: '2468' }, { approver: 'Manager' })
    shop.run(couponScan(centsOff(80, FOR_DOG)))
    expect(taken(shop)).toEqual([
      [75, POUCH],
      [60, ROPE],
      [80, DOG],
    ])
    expect(shop.order.back?.approvedBy).toBeNull()
  })

  it('counts for what is still with the customer, and its tax for goods of the same rate', () => {
    const terms = termsWith({ couponsReduceTaxBase: true })
    const shop = new Shop({ couponRules: FAMILIES, terms })
    shop.add('cake', POUCH, ROPE)
    const sale = payCash(shop)
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    const lineId = sale.lines.find((line) => line.sku === ROPE)?.id ?? ''
    shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'other' })
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash' })
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    shop.run(couponScan(centsOff(75, FOR_ANY)))
    expect(taken(shop)).toEqual([[75, POUCH]])
    // 8 % of 0.75, of the pouch alone: the cake has another rate, and is of nobody's company.
    expect(shop.order.back?.late?.[0]?.late.taxes.map((one) => one.amount)).toEqual([6])
  })

  it('gives its goods up to one that takes off more, and says so', () => {
    const shop = openedSale(POUCH)
    shop.run(couponScan(centsOff(75, FOR_POUCH)))
    shop.run(couponScan(centsOff(90, FOR_POUCH)))
    expect(taken(shop)).toEqual([[90, POUCH]])
    expect(shop.order.unresolved).toMatchObject([
      { coupon: { late: true, why: { block: { reason: 'goods-used' } } } },
    ])
    shop.run({ type: 'RemoveManufacturerCoupon', couponId: shop.order.back?.late?.[0]?.id ?? '' })
    expect(taken(shop)).toEqual([[75, POUCH]])
    expect(shop.order.unresolved).toEqual([])
  })

  it('is taken up with the receipt, and nothing else that nobody could read before it', () => {
    const shop = new Shop({ couponRules: FAMILIES })
    shop.add(POUCH)
    const { ref } = payCash(shop)
    shop.run({ type: 'TakeScan', meaning: { kind: 'unknown', code: 'X-1' }, items: [] })
    shop.run(couponScan(centsOff(75, FOR_POUCH)))
    shop.run({ type: 'OpenReturn', ref })
    expect(taken(shop)).toEqual([[75, POUCH]])
    expect(shop.order.unresolved).toMatchObject([{ code: 'X-1' }])
  })

  it('is for a sale that is open', () => {
    const { order, at } = new Shop()
    expect(lateRefusal(order, RETURNS.late, at)).toBe('return-not-open')
  })
})
