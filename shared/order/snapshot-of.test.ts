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
  expect(totals.gross - totals.storeDiscount - totals.promotionDiscount).toBe(totals.net)
  const asked = totals.net + totals.tax - totals.couponDiscount + totals.cashRounding
  expect(asked).toBe(totals.total)
})
