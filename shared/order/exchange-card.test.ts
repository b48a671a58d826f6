import { describe, expect, it } from 'vitest'
import { owedToCard } from './decide-tender'
import type { Order } from './order'
import { payCard, payCash } from './testing/late'
import { Shop } from './testing/shop'

function bringBack(shop: Shop, sale: Order, line: number): void {
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  const lineId = sale.lines[line]?.id ?? ''
  shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'changed-mind' })
}

describe('goods that were exchanged for goods a card had paid', () => {
  it('go back to a card, as those would have', () => {
    const shop = new Shop()
    shop.add('fw-rope-m')
    // 9.50, and 8 % of it is 0.76.
    const first = payCard(shop, 1026)
    bringBack(shop, first, 0)
    shop.add('fw-rope-m')
    const second = payCash(shop)
    expect(second.sale).toMatchObject({ due: 0 })
    bringBack(shop, second, 0)
    expect(shop.order.back?.sold).toMatchObject({ byCard: 1026, onCard: 1026 })
    expect(owedToCard(shop.order)).toBe(1026)
  })

  it('leave less of it for the other goods of the first sale', () => {
    const shop = new Shop()
    shop.add('fw-rope-m', 'bw-cat-sal-3')
    // 11.39 and tax 0.91 are 12.30: 10.00 by card, 2.30 in coins.
    const first = payCard(shop, 1000)
    bringBack(shop, first, 0)
    shop.add('fw-rope-m')
    const second = payCash(shop)
    shop.run({ type: 'OpenReturn', ref: first.ref })
    expect(shop.order.back?.sold).toMatchObject({ byCard: 1000, onCard: 0 })
    shop.run({ type: 'DropReturn' })
    bringBack(shop, second, 0)
    expect(shop.order.back?.sold).toMatchObject({ byCard: 1000, onCard: 1000 })
    expect(owedToCard(shop.order)).toBe(1000)
  })

  it('carry over no more than they cost, and what went back to the card at once stays there', () => {
    const shop = new Shop()
    shop.add('fw-rope-m')
    const first = payCard(shop, 1026)
    bringBack(shop, first, 0)
    shop.add('bw-cat-sal-3')
    // 1.89 and tax 0.15 are 2.04: the rest goes to the card.
    const second = payCard(shop, 822)
    bringBack(shop, second, 0)
    expect(shop.order.back?.sold).toMatchObject({ byCard: 204, onCard: 204 })
  })
})
