import { describe, expect, it } from 'vitest'
import { receiptText } from '../receipt/layout'
import { receiptOf } from '../receipt/sale'
import { withCheckDigit } from '../barcode/gtin'
import type { Context } from './context'
import { stillToPay } from './decide-tender'
import type { Order } from './order'
import { centsOff, couponScan, FAMILIES, payCash } from './testing/late'
import { grant } from './testing/sale'
import { Shop, termsWith } from './testing/shop'
import { viewOf } from './view-of'

const DAY = 24 * 3_600_000
const DOG = 'bw-dog-chk-24'
const POUCH = 'bw-cat-sal-3'
const ROPE = 'fw-rope-m'
const BY_MANAGER = { approver: 'Manager' }

function shopWith(over: Partial<Context> = {}): Shop {
  return new Shop({ couponRules: FAMILIES, ...over })
}

/** A shop that has sold some goods for cash, and has the sale open for a return. */
function openedSale(skus: readonly string[], over: Partial<Context> = {}) {
  const shop = shopWith(over)
  shop.add(...skus)
  const sale = payCash(shop)
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  return { shop, sale }
}

function scan(shop: Shop, code: string): void {
  shop.run(couponScan(code))
}

function lateOn({ order }: Shop): readonly number[] {
  return (order.back?.late ?? []).map((one) => one.late.refund)
}

function waiting({ order }: Shop): unknown {
  return order.unresolved.map(({ coupon }) =>
    coupon?.why?.outcome === 'blocked' ? coupon.why.block.reason : coupon?.why?.doubt,
  )
}

/** Pays out what is due in cash; answers the paid order. */
function payOut(shop: Shop): Order {
  shop.run({ type: 'ApproveReturn', pin: '2468' }, BY_MANAGER)
  shop.run({ type: 'Pay' })
  shop.run({ type: 'GiveBackCash' })
  const { order } = shop
  shop.run({ type: 'NewOrder' })
  return order
}

/** What comes back for all that is still out of a sale, in cash. */
function takeAll(shop: Shop, sale: Order): number {
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  shop.run({ type: 'TakeBackAll', reason: 'faulty' })
  return -(payOut(shop).sale?.due ?? 0)
}

function codes(shop: Shop, ...all: readonly string[]): readonly (string | null)[] {
  return all.map((code) => shop.refusal(couponScan(code)))
}

describe('a coupon that was forgotten', () => {
  it('gives back what it would have taken off, once, and no goods move', () => {
    const { shop, sale } = openedSale([DOG, POUCH, POUCH])
    scan(shop, centsOff(75, '120'))
    expect(lateOn(shop)).toEqual([75])
    const view = viewOf(shop.state, 1, shop.context(), null)
    expect(view).toMatchObject({ blocked: [], stillToPay: -75 })
    expect(view?.comesBack).toMatchObject({ credit: 75, toCard: 0, toCash: 75, reasons: [] })
    const paid = payOut(shop)
    expect(paid.sale).toMatchObject({ due: -75, totals: { total: 0, lines: [] } })
    expect(paid.sale?.back).toMatchObject({
      goods: [],
      credit: 75,
      creditOfSale: 75,
      refunds: [{ kind: 'cash', amount: 75 }],
      soldRef: sale.ref,
      couponsBack: [],
      isWhole: false,
    })
    expect(paid.sale?.back?.late).toMatchObject([{ amount: 75, late: { soldOrderId: sale.id } }])
  })

  it('may be scanned before the receipt', () => {
    const shop = shopWith()
    shop.add(POUCH)
    const sale = payCash(shop)
    scan(shop, centsOff(75, '120'))
    expect(waiting(shop)).toEqual(['not-bought'])
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    expect([lateOn(shop), shop.order.unresolved]).toEqual([[75], []])
    const other = shopWith()
    other.add(POUCH)
    const { ref } = payCash(other)
    scan(other, centsOff(75, '140'))
    other.add(DOG)
    other.run({ type: 'OpenReturn', ref })
    expect([waiting(other), lateOn(other)]).toEqual([['not-bought'], []])
    expect(other.order.unresolved[0]?.coupon?.late).toBeUndefined()
  })

  it('is refused the second time on the same sale, also when many have its code', () => {
    const { shop, sale } = openedSale([POUCH, POUCH, POUCH])
    scan(shop, centsOff(75, '120'))
    scan(shop, centsOff(75, '120'))
    expect([lateOn(shop), waiting(shop)]).toEqual([[75], ['used-on-sale']])
    expect(shop.refusal({ type: 'Pay' })).toBe('scans-unresolved')
    shop.run({ type: 'RemoveUnresolvedScan', scanId: shop.order.unresolved[0]?.id ?? '' })
    payOut(shop)
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    scan(shop, centsOff(75, '120'))
    expect([lateOn(shop), waiting(shop)]).toEqual([[], ['used-on-sale']])
    expect(shop.refusal({ type: 'Pay' })).toBe('scans-unresolved')
  })

  it('leaves so much less for the goods when they come back, in any steps', () => {
    const { shop, sale } = openedSale([POUCH, POUCH, POUCH])
    const paid = sale.sale?.due ?? 0
    scan(shop, centsOff(100, '120'))
    payOut(shop)
    const lineId = sale.lines[0]?.id ?? ''
    const steps = [1, 2, 3].map(() => {
      shop.run({ type: 'OpenReturn', ref: sale.ref })
      shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'faulty' })
      const [goods] = shop.order.back?.goods ?? []
      expect(goods?.shares).toMatchObject([{ kind: 'manufacturer-coupon' }])
      return -(payOut(shop).sale?.due ?? 0)
    })
    // 1.89 and 0.15 of tax, less 34, 33 and 33 cents of the coupon
    expect(steps).toEqual([189 + 15 - 34, 189 + 15 - 33, 189 + 15 - 33])
    expect(steps.reduce((a, b) => a + b, 100)).toBe(paid)
  })

  it('counts only for what is still with the customer, and takes nothing off what came back', () => {
    const { shop, sale } = openedSale([POUCH, POUCH])
    const lineId = sale.lines[0]?.id ?? ''
    shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'faulty' })
    const first = -(payOut(shop).sale?.due ?? 0)
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    scan(shop, centsOff(500, '120'))
    expect(lateOn(shop)).toEqual([189])
    const late = -(payOut(shop).sale?.due ?? 0)
    expect(first + late + takeAll(shop, sale)).toBe(sale.sale?.due)
  })

  it('is not taken for pieces that met another coupon then', () => {
    const shop = shopWith()
    shop.add(POUCH, ROPE)
    scan(shop, centsOff(50, '120'))
    const sale = payCash(shop)
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    scan(shop, centsOff(75, '120'))
    expect([lateOn(shop), waiting(shop)]).toEqual([[], ['goods-used']])
    scan(shop, centsOff(75, '650'))
    expect(waiting(shop)).toEqual(['not-bought', 'goods-used'])
    scan(shop, centsOff(75, '140'))
    expect(lateOn(shop)).toEqual([75])
  })

  it('is taken though one of the same code counted at the sale itself', () => {
    const shop = shopWith()
    shop.add(POUCH, POUCH)
    scan(shop, centsOff(50, '120'))
    const sale = payCash(shop)
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    scan(shop, centsOff(50, '120'))
    expect([lateOn(shop), waiting(shop)]).toEqual([[50], []])
  })

  it('never takes off more than the other discounts had left', () => {
    const shop = shopWith()
    shop.add(POUCH)
    const lineId = shop.order.lines[0]?.id ?? ''
    shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId })
    const sale = payCash(shop)
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    scan(shop, centsOff(189, '120'))
    expect(lateOn(shop)).toEqual([161])
    payOut(shop)
    expect(takeAll(shop, sale)).toBe((sale.sale?.due ?? 0) - 161)
  })

  it('must have been good at the sale, and must be good today', () => {
    const { shop } = openedSale([POUCH, DOG])
    const starts = centsOff(75, '120', '4250321')
    const expires = centsOff(75, '111', '3250320')
    shop.at += DAY
    scan(shop, starts)
    scan(shop, expires)
    expect([lateOn(shop), waiting(shop)]).toEqual([[], ['expired', 'after-sale']])
  })

  it('is taken within the days of the shop, and not where the shop takes none', () => {
    const { shop } = openedSale([POUCH])
    const code = centsOff(75, '120')
    shop.at += 7 * DAY
    expect(codes(shop, code)).toEqual([null])
    shop.at += 1
    expect(codes(shop, code)).toEqual(['late-coupon-too-late'])
    const { returns } = shop.context()
    const { days, cashierLimit } = returns
    const off = { returns: { days, cashierLimit } }
    expect(shop.refusal(couponScan(code), off)).toBe('late-coupon-off')
    const never = { returns: { ...off.returns, late: { days: 0, cashierLimit } } }
    expect(shop.refusal(couponScan(code), never)).toBe('late-coupon-off')
  })

  it('is taken off again, and the return is as it was', () => {
    const { shop } = openedSale([DOG, POUCH])
    scan(shop, centsOff(75, '111'))
    expect(lateOn(shop)).toEqual([75])
    shop.run({ type: 'RemoveManufacturerCoupon', couponId: shop.order.back?.late?.[0]?.id ?? '' })
    expect(lateOn(shop)).toEqual([])
  })

  it('above the limit needs a manager, and anew for other money', () => {
    const { shop } = openedSale([DOG, POUCH])
    scan(shop, centsOff(501, '111'))
    expect(viewOf(shop.state, 1, shop.context(), null)?.comesBack?.reasons).toEqual([
      'late-coupon-above-limit',
    ])
    expect(shop.refusal({ type: 'Pay' })).toBe('return-needs-manager')
    expect(shop.refusal({ type: 'Pay' }, { approvals: false })).toBe('approval-unavailable')
    shop.run({ type: 'ApproveReturn', pin: '2468' }, BY_MANAGER)
    scan(shop, centsOff(75, '120'))
    expect(shop.refusal({ type: 'Pay' })).toBe('return-needs-manager')
    const couponId = shop.order.back?.late?.[1]?.id ?? ''
    shop.run({ type: 'RemoveManufacturerCoupon', couponId })
    expect(lateOn(shop)).toEqual([501])
    shop.run({ type: 'ApproveReturn', pin: '2468' }, BY_MANAGER)
    expect(payOut(shop).sale?.due).toBe(-501)
  })

  it('that only a manager can judge waits for one, and for the line of the sale', () => {
    const euros = termsWith({ currency: 'EUR', pricesIncludeTax: true })
    const { shop, sale } = openedSale([POUCH, ROPE], { terms: euros })
    scan(shop, withCheckDigit('982850801000'))
    expect(waiting(shop)).toEqual(['goods-unknown'])
    const couponId = shop.order.unresolved[0]?.id ?? ''
    const command = { type: 'ApproveManufacturerCoupon', couponId, lineId: null } as const
    expect(shop.refusal(command, BY_MANAGER)).toBe('discount-needs-line')
    expect(shop.refusal({ ...command, lineId: 'x' }, BY_MANAGER)).toBe('line-unknown')
    shop.run({ ...command, lineId: sale.lines[0]?.id ?? '' }, BY_MANAGER)
    expect(lateOn(shop)).toEqual([189])
    expect(shop.order.back?.late).toMatchObject([{ approval: { by: 'Manager' } }])
  })

  it('stands alone: goods come back on another order, and it goes with the sale that is closed', () => {
    const { shop, sale } = openedSale([POUCH])
    scan(shop, centsOff(75, '120'))
    scan(shop, centsOff(75, '650'))
    const lineId = sale.lines[0]?.id ?? ''
    const back = { type: 'TakeBack', lineId, quantity: 1000, reason: 'faulty' } as const
    const unsold = { ...back, type: 'TakeBackUnsold', sku: ROPE } as const
    const all = { type: 'TakeBackAll', reason: 'faulty' } as const
    for (const one of [back, unsold, all]) expect(shop.refusal(one)).toBe('late-coupon-on-order')
    shop.run({ type: 'DropReturn' })
    expect([shop.order.back, shop.order.unresolved]).toEqual([null, []])
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    shop.run(all)
    expect(codes(shop, centsOff(75, '120'))).toEqual(['late-coupon-alone'])
  })

  it('is set against new goods; a coupon scanned then is for those', () => {
    const { shop } = openedSale([POUCH])
    scan(shop, centsOff(75, '120'))
    shop.add(ROPE)
    scan(shop, centsOff(100, '140'))
    expect(shop.order.manufacturerCoupons).toMatchObject([{ amount: 100 }])
    expect(stillToPay(shop.order)).toBe(950 + 76 - 100 - 75)
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 851 })
    expect(shop.order.sale).toMatchObject({ due: 851, saved: 100 })
    expect(shop.order.sale?.back?.late).toHaveLength(1)
    const text = receiptText(receiptOf(shop.order, shop.context().shop))
    expect(text).toContain('Returns within 30 days')
  })

  it('goes back to the card it was paid with', () => {
    const shop = shopWith()
    shop.add(DOG)
    shop.run({ type: 'Pay' })
    shop.run({ type: 'BeginCard', amount: stillToPay(shop.order) })
    shop.run({ type: 'EndCard', paid: true })
    const { ref } = shop.order
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'OpenReturn', ref })
    scan(shop, centsOff(250, '111'))
    shop.run({ type: 'Pay' })
    expect(shop.refusal({ type: 'GiveBackCash' })).toBe('refund-to-card-first')
    shop.run({ type: 'BeginCard', amount: 250 })
    shop.run({ type: 'EndCard', paid: true })
    expect(shop.order.sale?.back?.refunds).toMatchObject([{ kind: 'card', amount: 250 }])
  })

  it('prints a receipt of its own that names the sale', () => {
    const { shop, sale } = openedSale([DOG, POUCH])
    scan(shop, centsOff(75, '120'))
    const text = receiptText(receiptOf(payOut(shop), shop.context().shop))
    expect(text).toContain('LATE COUPON')
    expect(text).toContain(`For sale ${sale.ref}`)
    expect(text).toMatch(/Manufacturer coupon 110120 +-0\.75/)
    expect(text).toContain('Brambleway Salmon Cat Pouch 3 oz')
    expect(text).toMatch(/Late coupon +-0\.75/)
    expect(text).toMatch(/REFUND +\$0\.75/)
    expect(text).toMatch(/Cash given back +0\.75/)
    expect(text).not.toContain('Returns within 30 days')
  })

  it('is no matter for codes: a closed sale gets none', () => {
    const { shop, sale } = openedSale([POUCH])
    expect(shop.refusal({ type: 'ApplyCode', code: 'SPRING5' })).toBe('late-code')
    const promotion = { kind: 'promotion', code: 'SPRING5' } as const
    const scanned = { type: 'TakeScan', meaning: promotion, items: [] } as const
    expect(shop.refusal(scanned)).toBe('late-code')
    shop.run({ type: 'TakeBackAll', reason: 'other' })
    shop.add(POUCH)
    grant(shop)
    expect(shop.order.promotions).toHaveLength(1)
    expect(sale.promotions).toEqual([])
  })
})

describe('the serial number of a coupon that came late', () => {
  const SERIAL = centsOff(75, '120', '50123456')

  it('is kept while the order is open, and used up by it', () => {
    const { shop, sale } = openedSale([POUCH])
    scan(shop, SERIAL)
    shop.run({ type: 'Hold', heldFor: 'x' })
    shop.add(POUCH)
    scan(shop, SERIAL)
    expect(waiting(shop)).toEqual(['serial-used'])
    const now = shop.order.id
    const held = [...shop.state.orders.values()].find((one) => one.status === 'held')
    shop.run({ type: 'ResumeOrder', orderId: held?.id ?? '' })
    expect(lateOn(shop)).toEqual([75])
    payOut(shop)
    shop.run({ type: 'ResumeOrder', orderId: now })
    expect(waiting(shop)).toEqual(['serial-used'])
    expect(shop.state.spentSerials.size).toBe(1)
    expect(sale.ref).not.toBe('')
  })

  it('counts on one half of an order', () => {
    const { shop } = openedSale([POUCH])
    scan(shop, SERIAL)
    shop.add(POUCH)
    scan(shop, SERIAL)
    expect([lateOn(shop), waiting(shop)]).toEqual([[75], ['serial-used']])
  })
})

describe('the tax of a coupon that came late', () => {
  it('falls away with it where coupons lower the taxable price, as it would have at the sale', () => {
    const terms = termsWith({ couponsReduceTaxBase: true })
    const { shop, sale } = openedSale([DOG, POUCH, POUCH], { terms })
    const other = shopWith({ terms })
    other.add(DOG, POUCH, POUCH)
    scan(other, centsOff(500, '111'))
    const asItWere = payCash(other)
    scan(shop, centsOff(500, '111'))
    const late = -(payOut(shop).sale?.due ?? 0)
    expect((sale.sale?.due ?? 0) - late).toBe(asItWere.sale?.due)
    expect(late).toBe(540)
    expect(late + takeAll(shop, sale)).toBe(sale.sale?.due)
    const goods = shop.happened.flatMap(({ event }) =>
      event.type === 'GoodsTakenBack' ? [event.goods] : [],
    )
    // 58.99 − 5.00 with the tax on 53.99, and two pouches with theirs
    expect(goods.map((one) => one.refund)).toEqual([5399 + 432, 378 + 30])
  })

  it('stays where it is otherwise, also where prices include it', () => {
    const terms = termsWith({ pricesIncludeTax: true })
    const { shop, sale } = openedSale([DOG], { terms })
    scan(shop, centsOff(500, '111'))
    expect(shop.order.back?.late?.[0]?.late).toMatchObject({ taxes: [], refund: 500 })
    payOut(shop)
    expect(500 + takeAll(shop, sale)).toBe(sale.sale?.due)
  })

  it('is rounded for cash with all that comes back of the sale', () => {
    const terms = termsWith({ cashRounding: 5 })
    const { shop, sale } = openedSale([POUCH, POUCH], { terms })
    expect(sale.sale).toMatchObject({ due: 410, cashRounding: 2 })
    scan(shop, centsOff(33, '120'))
    const late = -(payOut(shop).sale?.due ?? 0)
    expect(late).toBe(35)
    expect(late + takeAll(shop, sale)).toBe(410)
  })
})
