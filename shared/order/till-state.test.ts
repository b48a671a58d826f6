import { expect, it } from 'vitest'
import { centsOff, couponScan, FAMILIES } from './testing/late'
import { effect, end } from './testing/sale'
import { Shop, termsWith } from './testing/shop'
import { giveFromWalletUnasked, offlineRules, payWithoutService } from './testing/unasked'

const DELIVERED = { status: 'delivered' } as const

/** A tea, paid in cash: the drawer and the receipt are owed. */
function paid(): Shop {
  const shop = new Shop({ terms: termsWith({ couponService: false }) })
  shop.add('tea')
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: 300 })
  return shop
}

it('the tray has what has ended, and nothing else of its order', () => {
  const shop = paid()
  expect(shop.state.settled).toEqual([])
  end(shop, 'drawer-open', DELIVERED)
  const { order } = shop
  expect(shop.state.settled).toEqual([
    {
      orderId: order.id,
      orderNumber: order.number,
      orderRef: order.ref,
      cashier: 'Maya R.',
      effect: effect(shop, 'drawer-open'),
    },
  ])
})

it('the tray has the last one first, and each of them once', () => {
  const shop = paid()
  const { id: orderId } = shop.order
  end(shop, 'receipt-print', { status: 'not-done', code: 'paper-out' })
  expect(shop.state.settled).toEqual([])
  end(shop, 'drawer-open', DELIVERED)
  const effectId = effect(shop, 'receipt-print').id
  shop.run({ type: 'CloseEffect', orderId, effectId, note: 'Written by hand' })
  expect(shop.state.settled.map((one) => one.effect.request.kind)).toEqual([
    'receipt-print',
    'drawer-open',
  ])
})

it('the tray keeps twenty of them', () => {
  const shop = paid()
  end(shop, 'receipt-print', { status: 'not-done', code: 'paper-out' })
  end(shop, 'drawer-open', DELIVERED)
  const [first] = shop.state.settled
  for (let copies = 0; copies < 20; copies += 1) {
    expect(shop.state.settled).toHaveLength(copies + 1)
    shop.run({ type: 'OpenDrawer', orderId: shop.order.id })
    end(shop, 'drawer-open', DELIVERED)
  }
  expect(shop.state.settled).toHaveLength(20)
  expect(shop.state.settled).not.toContain(first)
})

it('the tray stays as it is when nothing ends', () => {
  const shop = paid()
  end(shop, 'drawer-open', DELIVERED)
  const { settled } = shop.state
  end(shop, 'receipt-print', { status: 'not-done', code: 'paper-out' })
  shop.run({ type: 'NewOrder' })
  shop.add('tea')
  expect(shop.state.settled).toBe(settled)
})

it('an order that is done stays as long as it is on screen, and leaves with it', () => {
  const shop = paid()
  const { id } = shop.order
  end(shop, 'drawer-open', DELIVERED)
  end(shop, 'receipt-print', DELIVERED)
  expect(shop.order).toMatchObject({ id, status: 'closed' })
  shop.run({ type: 'NewOrder' })
  expect([...shop.state.orders.keys()]).toEqual([shop.order.id])
})

it('an order that owes something stays until that has ended, also off the screen', () => {
  const shop = paid()
  const { id: orderId } = shop.order
  const drawer = effect(shop, 'drawer-open').id
  end(shop, 'receipt-print', DELIVERED)
  shop.run({ type: 'NewOrder' })
  expect([...shop.state.orders.keys()]).toEqual([orderId, shop.order.id])
  shop.run({ type: 'StartEffect', orderId, effectId: drawer })
  shop.run({ type: 'EffectAnswered', orderId, effectId: drawer, outcome: DELIVERED })
  expect([...shop.state.orders.keys()]).toEqual([shop.order.id])
})

it('the serial number of a coupon is remembered from its payment on', () => {
  const shop = new Shop({ couponRules: FAMILIES })
  const sell = (): void => {
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 1_000 })
    shop.run({ type: 'NewOrder' })
  }
  shop.add('bw-cat-sal-3')
  shop.run(couponScan(centsOff(75, '120', '50123456')))
  expect(shop.state.spentSerials.size).toBe(0)
  sell()
  const { spentSerials } = shop.state
  expect(spentSerials.size).toBe(1)
  shop.add('tea')
  sell()
  expect(shop.state.spentSerials).toBe(spentSerials)
})

it('what was given without the provider’s word is remembered from its payment on', () => {
  const shop = new Shop({ couponsDown: true, offline: offlineRules(5) })
  giveFromWalletUnasked(shop)
  expect(shop.state.unverified).toEqual([])
  payWithoutService(shop)
  expect(shop.state.unverified).toHaveLength(1)
})
