import { expect, it } from 'vitest'
import { soldSaleOf } from './sold-of'
import { authorize, exampleGrant, match, WALLET } from './testing/sale'
import { Shop } from './testing/shop'

it('a sale that comes back knows how often each of its coupons was used', () => {
  const shop = new Shop()
  shop.add('bw-dog-chk-24', ...Array<string>(6).fill('bw-cat-sal-3'))
  shop.run({ type: 'AddStoreDiscount', ruleId: 'senior', lineId: null })
  match(shop, WALLET.slice(1))
  shop.run({ type: 'Pay' })
  const given = exampleGrant()
  const coupons = given.coupons.map((one, index) => ({ ...one, uses: index + 2 }))
  authorize(shop, { ...given, coupons })
  shop.run({ type: 'ContinuePayment' })
  shop.run({ type: 'TakeCash', received: 10_000 })
  const { discounts } = soldSaleOf(shop.order, [])
  expect(discounts.map(({ kind, name, uses }) => [kind, name, uses])).toEqual([
    ['order-discount', 'Senior 10%', 1],
    ['coupon', '$5.00 off Brambleway Dry 24 lb', 2],
    ['coupon', 'Buy 6 pouches, 1 free', 3],
  ])
})
