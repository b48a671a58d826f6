import { describe, expect, it } from 'vitest'
import { classify, NO_SCAN_RULES } from '../barcode/scan'
import { withCheckDigit } from '../barcode/gtin'
import { assert } from '../assert'
import { money } from '../money'
import { NO_COUPON_RULES, type CouponRules } from '../promotions/manufacturer-coupon'
import { receiptOf } from '../receipt/sale'
import type { Context } from './context'
import { hasManufacturerCoupons } from './decide-manufacturer-coupons'
import type { Order } from './order'
import { snapshotOf } from './snapshot-of'
import { grant, revalidate } from './testing/sale'
import { Shop, SHOP, termsWith } from './testing/shop'
import { holdLaws } from './testing/laws'
import { totalsOf } from './totals'
import { viewOf } from './view-of'

/** Dog food 58.99, cat pouch 1.89, rope toy 9.50 and litter 12.49 are all of this company, one family each. */
const COMPANY = '0400001'
const RULES: CouponRules = {
  ...NO_COUPON_RULES,
  families: {
    '00400001102312': '111',
    '00400001102459': '120',
    '00400001203019': '140',
    '00400001302200': '650',
  },
}

/** So much off one of a family; what stands behind are further fields. */
function off(cents: number, family: string, more = ''): string {
  return `81101${COMPANY}0${String(cents).padStart(5, '0')}${String(cents).length}${cents}110${family}${more}`
}

function shopWith(over: Partial<Context> = {}): Shop {
  return new Shop({ couponRules: RULES, ...over })
}

function scan(shop: Shop, code: string): void {
  const isGs1 = code.startsWith('81')
  const meaning = classify({ code, symbology: isGs1 ? 'databar' : 'ean-upc' }, NO_SCAN_RULES)
  assert(meaning.kind === 'manufacturer-coupon', `${code} is ${meaning.kind}`)
  shop.run({ type: 'TakeScan', meaning, items: [] })
}

function taken(shop: Shop): unknown {
  return shop.order.manufacturerCoupons.map((one) => one.amount)
}

function waiting({ order }: { readonly order: Order }): unknown {
  return order.unresolved.map(({ coupon }) =>
    coupon?.why?.outcome === 'blocked' ? coupon.why.block.reason : coupon?.why?.doubt,
  )
}

const BY_MANAGER = { approver: 'Manager' }

describe('a manufacturer coupon on the order', () => {
  it('is taken at once when its goods are there, and stands in the totals after everything else', () => {
    const shop = shopWith()
    shop.add('bw-dog-chk-24', 'bw-cat-sal-3')
    scan(shop, off(75, '120'))
    expect(taken(shop)).toEqual([75])
    expect(shop.order.unresolved).toEqual([])
    const totals = totalsOf(shop.order)
    expect(totals).toMatchObject({ discount: 0, coupons: 75, subtotal: 6088 })
    expect(totals.discounts).toMatchObject([
      { kind: 'manufacturer-coupon', name: 'Manufacturer coupon 110120', amount: 75 },
    ])
  })

  it('waits with its reason, and is taken by one event when the goods come', () => {
    const shop = shopWith()
    shop.add('bw-dog-chk-24')
    scan(shop, off(75, '120'))
    expect(waiting(shop)).toEqual(['not-bought'])
    expect(shop.refusal({ type: 'Pay' })).toBe('scans-unresolved')
    expect(viewOf(shop.state, 1, shop.context(), null)?.blocked).toEqual([
      { code: 'coupons-waiting', count: 1 },
    ])
    const events = shop.run({ type: 'AddItem', sku: 'bw-cat-sal-3' })
    const ours = events.filter((event) => event.type.startsWith('ManufacturerCoupon'))
    expect(ours.map((event) => event.type)).toEqual(['ManufacturerCouponTaken'])
    expect(taken(shop)).toEqual([75])
  })

  it('whose goods are removed waits again, says so, and comes back with them', () => {
    const shop = shopWith()
    shop.add('bw-dog-chk-24', 'bw-cat-sal-3')
    scan(shop, off(75, '120'))
    const lineId = shop.order.lines[1]?.id ?? ''
    shop.run({ type: 'VoidLine', lineId })
    expect([taken(shop), waiting(shop)]).toEqual([[], ['not-bought']])
    expect(shop.order.notes).toMatchObject([{ code: 'manufacturer-coupon-back' }])
    expect(totalsOf(shop.order).coupons).toBe(0)
    shop.run({ type: 'PutBackLine', lineId })
    expect([taken(shop), waiting(shop)]).toEqual([[75], []])
  })

  it('never gives more than other discounts have left', () => {
    const shop = shopWith()
    shop.add('bw-cat-sal-3')
    scan(shop, off(180, '120'))
    expect(taken(shop)).toEqual([180])
    const lineId = shop.order.lines[0]?.id ?? ''
    shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId })
    expect(taken(shop)).toEqual([161])
    expect(totalsOf(shop.order).lines[0]).toMatchObject({ net: 161, coupons: 161 })
    const [discount] = shop.order.storeDiscounts
    shop.run({ type: 'RemoveStoreDiscount', discountId: discount?.id ?? '' })
    expect(taken(shop)).toEqual([180])
  })

  it('can be taken off, and its row as well', () => {
    const shop = shopWith()
    shop.add('bw-cat-sal-3')
    scan(shop, off(75, '120'))
    const [coupon] = shop.order.manufacturerCoupons
    shop.run({ type: 'RemoveManufacturerCoupon', couponId: coupon?.id ?? '' })
    expect([taken(shop), shop.order.unresolved]).toEqual([[], []])
    expect(shop.refusal({ type: 'RemoveManufacturerCoupon', couponId: 'x' })).toBe('coupon-unknown')
    scan(shop, off(75, '650'))
    shop.run({ type: 'RemoveUnresolvedScan', scanId: shop.order.unresolved[0]?.id ?? '' })
    expect(shop.order.unresolved).toEqual([])
  })

  it('gives the same in whatever order it is scanned', () => {
    const codes = [off(75, '120'), off(100, '000'), off(500, '111')]
    const orders = [codes, [...codes].reverse()].map((all) => {
      const shop = shopWith()
      scan(shop, all[0] ?? '')
      shop.add('bw-cat-sal-3')
      scan(shop, all[1] ?? '')
      shop.add('bw-dog-chk-24', 'fw-rope-m')
      scan(shop, all[2] ?? '')
      return totalsOf(shop.order).coupons
    })
    expect(orders).toEqual([675, 675])
  })
})

describe('a manager', () => {
  it('approves what the till cannot check, by PIN, and it is written who', () => {
    const shop = shopWith({ couponRules: NO_COUPON_RULES })
    shop.add('bw-cat-sal-3')
    scan(shop, off(75, '120'))
    expect(waiting(shop)).toEqual(['family-unknown'])
    const couponId = shop.order.unresolved[0]?.id ?? ''
    const command = { type: 'ApproveManufacturerCoupon', couponId, lineId: null } as const
    expect(shop.refusal(command)).toBe('approval-needed')
    expect(shop.refusal(command, { approvals: false })).toBe('approval-unavailable')
    const events = shop.run({ ...command, reason: 'Saw the goods' }, BY_MANAGER)
    expect(events[0]).toMatchObject({
      type: 'ManufacturerCouponApproved',
      approval: { by: 'Manager', lineId: null, amount: null },
      reason: 'Saw the goods',
    })
    expect(taken(shop)).toEqual([75])
  })

  it('says the amount and the goods where the code does not', () => {
    const euros = { terms: termsWith({ currency: 'EUR', pricesIncludeTax: true }) }
    const shop = shopWith(euros)
    shop.add('bw-cat-sal-3', 'fw-rope-m')
    scan(shop, withCheckDigit('982850801000'))
    const couponId = shop.order.unresolved[0]?.id ?? ''
    const command = { type: 'ApproveManufacturerCoupon', couponId, lineId: null } as const
    expect(shop.refusal(command, BY_MANAGER)).toBe('discount-needs-line')
    expect(shop.refusal({ ...command, lineId: 'x' }, BY_MANAGER)).toBe('line-unknown')
    const lineId = shop.order.lines[0]?.id ?? ''
    const rope = shop.order.lines[1]?.id ?? ''
    shop.run({ type: 'VoidLine', lineId: rope })
    expect(shop.refusal({ ...command, lineId: rope }, BY_MANAGER)).toBe('line-already-voided')
    shop.run({ ...command, lineId }, BY_MANAGER)
    expect(taken(shop)).toEqual([189])

    const other = shopWith(euros)
    other.add('fw-rope-m')
    scan(other, withCheckDigit('983123456789'))
    const id = other.order.unresolved[0]?.id ?? ''
    const amountless = { ...command, couponId: id }
    for (const amount of [undefined, 0, -1, 1.5, 100_001]) {
      const asked = amount === undefined ? amountless : { ...amountless, amount }
      expect(other.refusal(asked, BY_MANAGER)).toBe('amount-invalid')
    }
    expect(other.refusal({ ...amountless, amount: 100_000 }, BY_MANAGER)).toBeNull()
    other.run({ ...amountless, amount: 120 }, BY_MANAGER)
    expect(taken(other)).toEqual([120])
  })

  it('is not asked for what is simply not met', () => {
    const shop = shopWith()
    shop.add('bw-cat-sal-3')
    scan(shop, off(75, '650', '3100101'))
    expect(waiting(shop)).toEqual(['expired'])
    const couponId = shop.order.unresolved[0]?.id ?? ''
    const command = { type: 'ApproveManufacturerCoupon', couponId, lineId: null } as const
    expect(shop.refusal(command, BY_MANAGER)).toBe('coupon-unknown')
  })
})

describe('a serial number', () => {
  const SERIAL = off(75, '120', '50123456')

  function pay(shop: Shop): void {
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 100_000 })
  }

  it('is used up by a paid order, and not by one that was cancelled', () => {
    const shop = shopWith()
    shop.add('bw-cat-sal-3')
    scan(shop, SERIAL)
    shop.run({ type: 'CancelOrder', orderId: shop.order.id })
    shop.add('bw-cat-sal-3')
    scan(shop, SERIAL)
    expect(taken(shop)).toEqual([75])
    pay(shop)
    shop.run({ type: 'NewOrder' })
    shop.add('bw-cat-sal-3')
    scan(shop, SERIAL)
    expect([taken(shop), waiting(shop)]).toEqual([[], ['serial-used']])
  })

  it('on a held order is kept for it', () => {
    const shop = shopWith()
    shop.add('bw-cat-sal-3')
    scan(shop, SERIAL)
    const held = shop.order.id
    shop.run({ type: 'Hold', heldFor: 'Ann' })
    shop.add('bw-cat-sal-3')
    scan(shop, SERIAL)
    expect(waiting(shop)).toEqual(['serial-used'])
    shop.run({ type: 'ResumeOrder', orderId: held })
    expect(taken(shop)).toEqual([75])
  })

  it('twice on one order counts once', () => {
    const shop = shopWith()
    shop.add('bw-cat-sal-3', 'bw-cat-sal-3')
    scan(shop, SERIAL)
    scan(shop, SERIAL)
    expect([taken(shop), waiting(shop)]).toEqual([[75], ['serial-used']])
  })
})

describe('the life of the order', () => {
  it('keeps coupons over a hold, and judges them by the day it goes on', () => {
    const shop = shopWith()
    shop.add('bw-cat-sal-3')
    scan(shop, off(75, '120', '3250320'))
    const held = shop.order.id
    shop.run({ type: 'Hold', heldFor: 'Ann' })
    shop.run({ type: 'ResumeOrder', orderId: held })
    expect(taken(shop)).toEqual([75])
    shop.run({ type: 'Hold', heldFor: 'Ann' })
    shop.at += 24 * 3_600_000
    shop.run({ type: 'ResumeOrder', orderId: held })
    expect([taken(shop), waiting(shop)]).toEqual([[], ['expired']])
  })

  it('judges them anew when it changes itself, and not by what no coupon depends on', () => {
    const shop = shopWith()
    shop.add('bw-cat-sal-3')
    scan(shop, off(75, '120', '3250320'))
    shop.run({ type: 'ClockJumped', byMs: 3_600_000 })
    shop.at += 24 * 3_600_000
    const noteId = shop.order.notes[0]?.id ?? ''
    const events = shop.run({ type: 'DismissNote', noteId })
    expect(events).toEqual([{ type: 'NoteDismissed', noteId }])
    expect(taken(shop)).toEqual([75])
    shop.add('tea')
    expect([taken(shop), waiting(shop)]).toEqual([[], ['expired']])
  })

  it('freezes them when it is paid: receipt, tax and what providers are told are one number', () => {
    const shop = shopWith({ terms: termsWith({ couponService: false }) })
    shop.add('bw-dog-chk-24', 'bw-cat-sal-3')
    scan(shop, off(75, '120'))
    shop.run({ type: 'Pay' })
    expect(shop.refusal({ type: 'RemoveManufacturerCoupon', couponId: 'x' })).toBe('order-not-open')
    shop.run({ type: 'TakeCash', received: 7_000 })
    const { sale } = shop.order
    assert(sale !== null, 'Paid')
    expect(sale).toMatchObject({ saved: 75, due: sale.totals.total })
    expect(sale.totals.taxes.map((tax) => tax.base)).toEqual([6088])
    const { totals } = snapshotOf(shop.order, shop.at)
    expect(totals).toMatchObject({ couponDiscount: 0, manufacturerDiscount: 75, storeDiscount: 0 })
    expect(totals.gross - 75 + totals.tax).toBe(totals.total)
    const paper = JSON.stringify(receiptOf(shop.order, SHOP))
    expect(paper).toContain('"left":"Manufacturer coupon 110120","right":"-0.75"')
    expect(paper).toContain('"left":"Manufacturer coupons","right":"-0.75"')
    expect(paper).not.toContain('PETZ coupons')
    holdLaws(shop, shop.happened)
  })

  it('lowers the taxable price where the shop says so', () => {
    const shop = shopWith({ terms: termsWith({ couponsReduceTaxBase: true }) })
    shop.add('bw-cat-sal-3')
    scan(shop, off(75, '120'))
    expect(totalsOf(shop.order).taxes.map((tax) => tax.base)).toEqual([114])
  })

  it('reads back from the journal as it is in memory', () => {
    const shop = shopWith()
    scan(shop, off(500, '111'))
    shop.add('bw-dog-chk-24', 'bw-cat-sal-3')
    scan(shop, off(75, '120'))
    shop.run({ type: 'VoidLine', lineId: shop.order.lines[0]?.id ?? '' })
    holdLaws(shop, shop.happened)
    expect(money(75)).toBe(totalsOf(shop.order).coupons)
  })
})

describe('whose goods a manager names', () => {
  it('are those of the order, where the coupon is for the order and not for the sale that comes back', () => {
    const shop = shopWith({ terms: termsWith({ currency: 'EUR', pricesIncludeTax: true }) })
    shop.add('bw-cat-sal-3')
    const sold = shop.order
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 189 })
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'OpenReturn', ref: sold.ref })
    shop.add('fw-rope-m')
    scan(shop, withCheckDigit('982850801000'))
    const [row] = shop.order.unresolved
    expect(row?.coupon?.late).toBeUndefined()
    const command = { type: 'ApproveManufacturerCoupon', couponId: row?.id ?? '' } as const
    const ofSale = shop.order.back?.sold?.lines[0]?.lineId ?? ''
    expect(shop.refusal({ ...command, lineId: ofSale }, BY_MANAGER)).toBe('line-unknown')
    const lineId = shop.order.lines[0]?.id ?? ''
    expect(shop.refusal({ ...command, lineId }, BY_MANAGER)).toBeNull()
  })
})

it('an order knows whether a manufacturer coupon was presented for it, taken or waiting', () => {
  const shop = shopWith()
  shop.add('bw-cat-sal-3')
  shop.run({ type: 'TakeScan', meaning: { kind: 'misread', code: '400' }, items: [] })
  expect(hasManufacturerCoupons(shop.order)).toBe(false)
  scan(shop, off(75, '650'))
  expect(hasManufacturerCoupons(shop.order)).toBe(true)
  const taking = shopWith()
  taking.add('bw-cat-sal-3')
  scan(taking, off(75, '120'))
  expect(hasManufacturerCoupons(taking.order)).toBe(true)
})

it('nothing is said about coupons on paper while codes are re-checked, or once the order is being paid', () => {
  const shop = shopWith()
  shop.add('tea')
  grant(shop)
  shop.run({ type: 'Hold', heldFor: 'Ann' })
  const couponId = 'nothing'
  const approve = { type: 'ApproveManufacturerCoupon', couponId, lineId: null } as const
  const remove = { type: 'RemoveManufacturerCoupon', couponId } as const
  const said = () => [shop.refusal(approve), shop.refusal(remove)]
  expect(said()).toEqual(['validation-under-way', 'validation-under-way'])
  revalidate(shop)
  shop.add('tea')
  expect(said()).toEqual(['coupon-unknown', 'coupon-unknown'])
  shop.run({ type: 'Pay' })
  expect(said()).toEqual(['order-not-open', 'order-not-open'])
})
