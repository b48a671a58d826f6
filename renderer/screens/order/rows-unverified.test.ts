import { expect, test } from 'vitest'
import { end } from '../../../shared/order/testing/sale'
import { Shop } from '../../../shared/order/testing/shop'
import {
  giveCodeUnasked,
  giveFromWalletUnasked,
  offlineRules,
  payWithoutService,
} from '../../../shared/order/testing/unasked'
import { totalsOf } from '../../../shared/order/totals'
import { rowsOf } from './rows'

test('a code given without asking says so in its row', () => {
  const shop = new Shop({ offline: offlineRules(1) })
  giveCodeUnasked(shop)
  expect(rowsOf(shop.order, totalsOf(shop.order)).at(-1)).toMatchObject({
    promotion: { unverified: 'never-asked', status: 'pending' },
  })
})

test('a store promotion of the wallet given without asking says so under its line, until it is redeemed', () => {
  const shop = new Shop({ offline: offlineRules(1), couponsDown: true })
  giveFromWalletUnasked(shop)
  const name = () => {
    const [row] = rowsOf(shop.order, totalsOf(shop.order))
    return row?.kind === 'line' ? row.under[0]?.name : null
  }
  expect(name()).toBe('20% off one toy, not yet confirmed')
  payWithoutService(shop)
  end(shop, 'store-promotion-redeem', { status: 'delivered' })
  expect(name()).toBe('20% off one toy')
})
