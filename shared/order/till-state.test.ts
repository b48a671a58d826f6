import { expect, it } from 'vitest'
import { effect, end } from './testing/sale'
import { Shop, termsWith } from './testing/shop'

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
