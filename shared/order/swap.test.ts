import { describe, expect, it } from 'vitest'
import { pieces } from '../quantity'
import { receiptText } from '../receipt/layout'
import { receiptOf } from '../receipt/sale'
import { stillToPay } from './decide-tender'
import type { Order } from './order'
import { toTender } from './testing/sale'
import { Shop } from './testing/shop'
import { viewOf } from './view-of'

/** Sells the running example, with its coupons and its code, for cash. */
function soldExample(shop: Shop): Order {
  toTender(shop)
  shop.run({ type: 'TakeCash', received: 10_000 })
  const { order } = shop
  shop.run({ type: 'NewOrder' })
  return order
}

type Pieces = { readonly ref: string; readonly count: number; readonly swap: boolean }

function take(shop: Shop, sale: Order, { ref, count, swap }: Pieces): void {
  if (!shop.order.back) shop.run({ type: 'OpenReturn', ref: sale.ref })
  const lineId = sale.lines.find((line) => line.ref === ref)?.id ?? ''
  shop.run({ type: 'TakeBack', lineId, quantity: pieces(count), reason: 'faulty', swap })
}

/** Swaps pieces of a line for the same, on an order of their own; answers that order. */
function swapped(shop: Shop, sale: Order, ref: string, count: number): Order {
  take(shop, sale, { ref, count, swap: true })
  shop.run({ type: 'Pay' })
  shop.run({ type: 'FinishOrder' })
  const { order } = shop
  shop.run({ type: 'NewOrder' })
  return order
}

describe('a faulty piece swapped for the same', () => {
  it('moves no money, opens no drawer and gives no coupon back', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    const { sale: seal, effects } = swapped(shop, sale, 'L1', 1)
    expect(seal).toMatchObject({ due: 0, tenders: [], change: 0 })
    expect(seal?.back).toMatchObject({
      credit: 0,
      creditOfSale: 0,
      refunds: [],
      couponsBack: [],
      codesBack: [],
      isWhole: false,
      goods: [{ name: 'Brambleway Chicken Dry Dog Food 24 lb', refund: 0, swapped: true }],
    })
    expect(effects.map((one) => one.request.kind)).toEqual(['receipt-print'])
  })

  it('can be swapped again, and comes back later for all its money, once', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    swapped(shop, sale, 'L1', 1)
    swapped(shop, sale, 'L1', 1)
    take(shop, sale, { ref: 'L1', count: 1, swap: false })
    // As without any swap: 58.99 − 3.33 of Spring $5 off − 5.00 with PETZ + 4.45 tax.
    expect(shop.order.back?.goods[0]?.refund).toBe(5511)
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash' })
    expect(shop.order.sale?.back?.couponsBack.map((one) => one.id)).toEqual(['70455'])
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    const lineId = sale.lines[0]?.id ?? ''
    const again = { type: 'TakeBack', lineId, quantity: 1000, reason: 'faulty' } as const
    expect(shop.refusal(again)).toBe('more-than-sold')
    expect(shop.refusal({ ...again, swap: true })).toBe('more-than-sold')
  })

  it('takes the larger share of nobody: what comes back later bears what it would have borne', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    swapped(shop, sale, 'L2', 4)
    take(shop, sale, { ref: 'L2', count: 6, swap: false })
    const line = sale.sale?.totals.lines.find((one) => one.lineId === sale.lines[1]?.id)
    expect(shop.order.back?.goods[0]?.refund).toBe(
      (line?.net ?? 0) - (line?.coupons ?? 0) + (line?.tax ?? 0),
    )
  })

  it('is no part of everything: the code waits, and the sale is not said to be back', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    take(shop, sale, { ref: 'L1', count: 1, swap: true })
    const back = viewOf(shop.state, 1, shop.context(), null)?.comesBack
    expect(back).toMatchObject({ isWhole: false, codes: [] })
    expect(back?.coupons.map((one) => one.id)).not.toContain('70455')
    expect(back?.waiting.flatMap((one) => one.missing.map((goods) => goods.name))).toEqual([
      'Brambleway Chicken Dry Dog Food 24 lb',
    ])
  })

  it('comes back for money after all where the cashier says so, and the other way round', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    take(shop, sale, { ref: 'L1', count: 1, swap: true })
    expect(stillToPay(shop.order)).toBe(0)
    take(shop, sale, { ref: 'L1', count: 1, swap: false })
    expect(shop.order.back?.goods).toHaveLength(1)
    expect(stillToPay(shop.order)).toBe(-5511)
  })

  it('is late like any other return, and ends a void', () => {
    const shop = new Shop()
    const sale = soldExample(shop)
    shop.run({ type: 'VoidSale', ref: sale.ref })
    take(shop, sale, { ref: 'L1', count: 1, swap: true })
    expect(shop.order.back?.voids).toBe(false)
    shop.run({ type: 'DropReturn' })
    shop.at += 31 * 24 * 3_600_000
    take(shop, sale, { ref: 'L1', count: 1, swap: true })
    expect(shop.refusal({ type: 'Pay' })).toBe('return-needs-manager')
  })

  it('stands on a paper of its own', () => {
    const shop = new Shop()
    const order = swapped(shop, soldExample(shop), 'L2', 2)
    expect(receiptText(receiptOf(order, shop.context().shop))).toMatchSnapshot()
  })
})
