import { expect, it } from 'vitest'
import { classify, NO_SCAN_RULES } from '../../shared/barcode/scan'
import { withCheckDigit } from '../../shared/barcode/gtin'
import { assert } from '../../shared/assert'
import { Shop } from '../../shared/order/testing/shop'
import type { SoldOrder } from './day-collect'
import { couponLines } from './day-coupons'

const money = (amount: number) => (amount / 100).toFixed(2)

function sold(...codes: readonly string[]): SoldOrder {
  const shop = new Shop()
  shop.add('bw-dog-chk-24', 'bw-cat-sal-3')
  for (const code of codes) {
    const symbology = code.startsWith('81') ? 'databar' : 'ean-upc'
    const meaning = classify({ code, symbology }, NO_SCAN_RULES)
    assert(meaning.kind === 'manufacturer-coupon', `${code} is a coupon`)
    shop.run({ type: 'TakeScan', meaning, items: [] })
    const waits = shop.order.unresolved[0]
    const approve = { type: 'ApproveManufacturerCoupon', lineId: null } as const
    if (waits) shop.run({ ...approve, couponId: waits.id, amount: 45 }, { approver: 'Manager' })
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
