import { describe, expect, it } from 'vitest'
import { assert } from '../assert'
import { promotionBook } from '../promotions/book'
import { SHOP_PROMOTIONS } from '../promotions/testing/rules'
import { pieces } from '../quantity'
import { figureOf } from './comes-back'
import { stillToPay } from './decide-tender'
import type { Order } from './order'
import { centsOff, couponScan, FAMILIES, payCash } from './testing/late'
import { toTender } from './testing/sale'
import { Shop } from './testing/shop'
import type { TillView } from './till-view'
import { viewOf } from './view-of'

const DAY_MS = 24 * 3_600_000

function viewNow(shop: Shop, later = 0): TillView {
  const context = shop.context()
  const view = viewOf(shop.state, 1, { ...context, at: context.at + later }, null)
  assert(view !== null, 'A till has an order')
  return view
}

/** Sells the running example for cash and opens it for a return on the next order. */
function opened(): { readonly shop: Shop; readonly sale: Order } {
  const shop = new Shop()
  toTender(shop)
  shop.run({ type: 'TakeCash', received: 10_000 })
  const { order: sale } = shop
  shop.run({ type: 'NewOrder' })
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  return { shop, sale }
}

function takeBack(shop: Shop, sale: Order, ref: string, count: number): void {
  const lineId = sale.lines.find((line) => line.ref === ref)?.id ?? ''
  shop.run({ type: 'TakeBack', lineId, quantity: pieces(count), reason: 'faulty' })
}

describe('the view of an order that takes goods back', () => {
  it('says nothing of it where nothing comes back', () => {
    expect(viewNow(new Shop()).comesBack).toBeNull()
  })

  it('says what goes back, which coupon is free again, and which waits for what', () => {
    const { shop, sale } = opened()
    takeBack(shop, sale, 'L1', 1)
    takeBack(shop, sale, 'L2', 2)
    const view = viewNow(shop)
    const back = view.comesBack
    expect(back?.toGiveBack).toBe(-stillToPay(shop.order))
    expect(back).toMatchObject({ toCard: 0, toCash: back?.credit, reasons: [], isWhole: false })
    expect(back?.coupons.map((one) => one.id)).toEqual(['70455'])
    expect(back?.waiting.find((one) => one.id === '70460')?.missing).toMatchObject([
      { quantity: 4000, unit: 'each' },
    ])
    expect(figureOf(view)).toBe(view.stillToPay)
    expect(view.blocked).toEqual([])
  })

  it('lists a code with its switch once all its goods are back', () => {
    const { shop } = opened()
    shop.run({ type: 'TakeBackAll', reason: 'other' })
    const [code] = viewNow(shop).comesBack?.codes ?? []
    expect(code).toMatchObject({ code: 'SPRING5', back: true })
    shop.run({ type: 'ChooseCodeBack', promotionId: code?.id ?? '', back: false })
    expect(viewNow(shop).comesBack?.codes).toMatchObject([{ code: 'SPRING5', back: false }])
  })

  it('waits for a manager where the sale is too old for a cashier', () => {
    const { shop, sale } = opened()
    takeBack(shop, sale, 'L1', 1)
    const late = viewNow(shop, 400 * DAY_MS)
    expect(late.comesBack?.reasons).toEqual(['return-late'])
    expect(late.blocked).toEqual([{ code: 'manager-needed', count: 1 }])
  })

  it('has nothing to pay as long as none of the opened sale comes back', () => {
    const { shop } = opened()
    expect(viewNow(shop).blocked).toEqual([{ code: 'nothing-to-pay', count: 0 }])
    expect(viewNow(shop).comesBack).toMatchObject({ credit: 0, toGiveBack: 0 })
  })

  it('sets goods that come back against new ones, and gives back only what is left', () => {
    const { shop, sale } = opened()
    takeBack(shop, sale, 'L3', 1)
    shop.add('bw-dog-chk-24')
    const view = viewNow(shop)
    expect(view.comesBack).toMatchObject({ toGiveBack: 0, toCash: 0, toCard: 0 })
    expect(view.stillToPay).toBe(figureOf(view))
    expect(figureOf(view)).toBeGreaterThan(0)
  })

  it('says no more of it once it is sealed', () => {
    const { shop, sale } = opened()
    takeBack(shop, sale, 'L1', 1)
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash' })
    expect(viewNow(shop).comesBack).toBeNull()
  })
})

describe('a sale that is voided', () => {
  it('is a return again as soon as a piece of it stays with the customer', () => {
    const { shop, sale } = opened()
    shop.run({ type: 'DropReturn' })
    shop.run({ type: 'VoidSale', ref: sale.ref })
    expect(shop.order.back?.voids).toBe(true)
    takeBack(shop, sale, 'L2', 5)
    expect(shop.order.back?.voids).toBe(false)
  })

  it('of goods without a receipt alone waits for nothing and gives no coupon back', () => {
    const shop = new Shop()
    shop.run({ type: 'TakeBackUnsold', sku: 'tea', quantity: 1000, reason: 'other' })
    expect(viewNow(shop).comesBack).toMatchObject({
      ...{ credit: 300, toGiveBack: 300, toCard: 0, toCash: 300, reasons: ['no-receipt'] },
      ...{ coupons: [], codes: [], waiting: [], kept: [], isWhole: false },
    })
  })
})

describe('what is taken off goods that come back and not given back', () => {
  it('is a paper that the store keeps', () => {
    const shop = new Shop({ couponRules: FAMILIES })
    shop.add('bw-cat-sal-3', 'tea')
    shop.run(couponScan(centsOff(75, '120')))
    const sale = payCash(shop)
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    takeBack(shop, sale, 'L2', 1)
    expect(viewNow(shop).comesBack?.kept).toEqual([])
    takeBack(shop, sale, 'L1', 1)
    expect(viewNow(shop).comesBack?.kept).toMatchObject([{ why: 'paper' }])
  })

  it('is a paper that came late', () => {
    const shop = new Shop({ couponRules: FAMILIES })
    shop.add('bw-cat-sal-3')
    const sale = payCash(shop)
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    shop.run(couponScan(centsOff(75, '120')))
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash' })
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    shop.run({ type: 'TakeBackAll', reason: 'other' })
    expect(viewNow(shop).comesBack?.kept).toMatchObject([{ why: 'paper' }])
  })

  it('is a coupon that goes back and whose last day is over: nobody can use it again', () => {
    const { shop, sale } = opened()
    takeBack(shop, sale, 'L1', 1)
    // Its last day is 2025-03-31, and the sale was on the 20th.
    const last = viewNow(shop, 11 * DAY_MS).comesBack
    expect([last?.coupons.map((one) => one.id), last?.kept]).toEqual([['70455'], []])
    const over = viewNow(shop, 12 * DAY_MS).comesBack
    expect(over?.coupons).toEqual([])
    expect(over?.kept).toMatchObject([{ id: '70455', why: 'expired', day: '2025-03-31' }])
  })

  it('is the part of a threshold that breaks, and nothing any more once all its goods are back', () => {
    const rules = SHOP_PROMOTIONS.filter((one) => one.id === 'spend')
    const shop = new Shop({ storePromotions: promotionBook(rules) })
    shop.add('bw-dog-chk-24', 'fw-rope-m')
    const sale = payCash(shop)
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    expect(viewNow(shop).comesBack?.kept).toEqual([])
    takeBack(shop, sale, 'L2', 1)
    // 5.00 off 58.99 + 9.50, of it 0.69 on the rope.
    expect(viewNow(shop).comesBack?.kept).toMatchObject([{ id: 'spend', why: 'broken', off: 69 }])
    takeBack(shop, sale, 'L1', 1)
    expect(viewNow(shop).comesBack?.kept).toEqual([])
  })
})
