import { expect, it } from 'vitest'
import { classify, NO_SCAN_RULES } from '../../shared/barcode/scan'
import { withCheckDigit } from '../../shared/barcode/gtin'
import { assert } from '../../shared/assert'
import { Shop, termsWith } from '../../shared/order/testing/shop'
import { NO_COUPON_RULES } from '../../shared/promotions/manufacturer-coupon'
import { ZERO } from '../../shared/money'
import type { SoldOrder } from './day-collect'
import { couponLines } from './day-coupons'

const GLOBAL = `255${withCheckDigit('950110153001')}000123`

/** Whatever this terminal cannot clear by itself is for a manager. */
const RULES = { ...NO_COUPON_RULES, clearing: 'manager' } as const

const money = (amount: number) => (amount / 100).toFixed(2)

function sold(...codes: readonly string[]): SoldOrder {
  return soldIn('USD', ...codes)
}

function soldIn(currency: string, ...codes: readonly string[]): SoldOrder {
  const shop = new Shop({ terms: termsWith({ currency }), couponRules: RULES })
  shop.add('bw-dog-chk-24', 'bw-cat-sal-3')
  for (const code of codes) {
    const symbology = /^(81|255)/.test(code) ? 'gs1-128' : 'ean-upc'
    const meaning = classify({ code, symbology }, NO_SCAN_RULES)
    assert(meaning.kind === 'manufacturer-coupon', `${code} is a coupon`)
    shop.run({ type: 'TakeScan', meaning, items: [] })
    const waits = shop.order.unresolved[0]
    const why = waits?.coupon?.why
    if (waits && why?.outcome === 'needs-manager') {
      const lineId = why.wantsLine ? (shop.order.lines[0]?.id ?? null) : null
      const approve = { type: 'ApproveManufacturerCoupon', lineId, amount: 45 } as const
      shop.run({ ...approve, couponId: waits.id }, { approver: 'Manager' })
    }
  }
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: 10_000 })
  const { sale } = shop.order
  assert(sale !== null, 'It is paid')
  return { ...shop.order, sale: { ...sale, receiptNumber: 17 } }
}

it('coupons are added up by who is asked for the money, each with its code, serial and approval', () => {
  const own = '811010400001123456275110000'
  const old = withCheckDigit('51414199290')
  const first = sold(own, `${own}50123456`)
  const second = sold(old)
  expect(couponLines([first, second], money)).toEqual([
    'GS1 8110, company 0400001: 2 coupons, 1.50',
    `  Receipt 17: 0.75, code "${own}"`,
    `  Receipt 17: 0.75, code "${own}50123456", serial 123456`,
    'UPC 5, manufacturer 14141: 1 coupon, 0.45',
    `  Receipt 17: 0.45, code "${old}", approved by Manager`,
  ])
  expect(couponLines([sold()], money)).toEqual([])
})

it('each kind of coupon is cleared with whoever its own number names', () => {
  const clearing = sold('81120112345679999990666666', '8112ABCZT084')
  const paper = sold(withCheckDigit('991414199290'))
  const others = soldIn('EUR', '9813765030011', withCheckDigit('983123456789'), GLOBAL)
  expect(couponLines([clearing, paper], money)).toEqual([
    'GS1 8112, clearing service: 1 coupon, 0.45',
    '  Receipt 17: 0.45, code "8112ABCZT084", approved by Manager',
    'GS1 8112, company 1234567: 1 coupon, 0.45',
    '  Receipt 17: 0.45, code "81120112345679999990666666", serial 666666, approved by Manager',
    'UPC 99, manufacturer 14141: 1 coupon, 0.45',
    '  Receipt 17: 0.45, code "9914141992906", approved by Manager',
  ])
  expect(couponLines([others], money)).toEqual([
    'Euro 981, issuer 9813765: 1 coupon, 0.10',
    '  Receipt 17: 0.10, code "9813765030011", approved by Manager',
    'GS1 255, coupon number 9501101530010: 1 coupon, 0.45',
    '  Receipt 17: 0.45, code "2559501101530010000123", serial 000123, approved by Manager',
    'National 983: 1 coupon, 0.45',
    '  Receipt 17: 0.45, code "9831234567899", approved by Manager',
  ])
})

it('a coupon that took nothing off is not there, nor one whose money is another discount’s', () => {
  const order = sold('811010400001123456275110000')
  const { totals } = order.sale
  const [taken] = totals.discounts
  assert(taken !== undefined, 'It took something off')
  const dayOf = (discounts: typeof totals.discounts) =>
    couponLines([{ ...order, sale: { ...order.sale, totals: { ...totals, discounts } } }], money)
  expect(dayOf([taken])).toHaveLength(2)
  expect(dayOf([{ ...taken, amount: ZERO }])).toEqual([])
  expect(dayOf([{ ...taken, kind: 'coupon' }])).toEqual([])
})
