import { expect, it } from 'vitest'
import { snapshotOf } from './snapshot-of'
import { paid } from './testing/sale'

it('what a provider is told of an order names each sort of discount by itself, and adds up', () => {
  const shop = paid()
  const { totals } = snapshotOf(shop.order, shop.at)
  expect(totals).toMatchObject({
    storeDiscount: 377,
    promotionDiscount: 500,
    couponDiscount: 689,
  })
  const off = totals.storeDiscount + totals.promotionDiscount + totals.couponDiscount
  expect(totals.gross - off).toBe(totals.net)
  expect(totals.net + totals.tax + totals.cashRounding).toBe(totals.total)
})
