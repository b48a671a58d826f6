import { describe, expect, it } from 'vitest'
import { receiptText } from '../receipt/layout'
import { receiptOf } from '../receipt/sale'
import { find, toTender } from './testing/sale'
import { Shop } from './testing/shop'
import { stillToPay } from './decide-tender'

describe('the running example', () => {
  it('is 83.34, to the cent of every row', () => {
    const shop = new Shop()
    toTender(shop)
    expect(stillToPay(shop.order)).toBe(8334)
    const paid = find(shop.run({ type: 'TakeCash', received: 10_000 }), 'OrderPaid').sale
    expect(paid.totals.subtotal).toBe(9232)
    expect(paid.totals.discount).toBe(877)
    expect(paid.totals.tax).toBe(668)
    expect(paid.totals.coupons).toBe(689)
    expect(paid.due).toBe(8334)
    expect(paid.change).toBe(1666)
    expect(paid.saved).toBe(1566)
  })

  it('owes drawer, paper, capture, redeem, apply and the message, in that order', () => {
    const shop = new Shop()
    toTender(shop)
    const events = shop.run({ type: 'TakeCash', received: 10_000 })
    const owed = events.flatMap((event) =>
      event.type === 'EffectOwed' ? [event.effect.request.kind] : [],
    )
    expect(owed).toEqual([
      'drawer-open',
      'receipt-print',
      'coupon-capture',
      'store-promotion-redeem',
      'promotion-apply',
      'order-message',
    ])
  })

  it('prints as the picture of the receipt says', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'TakeCash', received: 10_000 })
    const text = receiptText(receiptOf(shop.order, shop.context().shop))
    expect(text).toMatchSnapshot()
  })
})
