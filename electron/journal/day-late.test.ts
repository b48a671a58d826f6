import { expect, it } from 'vitest'
import { centsOff, couponScan, FAMILIES, payCash } from '../../shared/order/testing/late'
import { Shop, termsWith } from '../../shared/order/testing/shop'
import type { SoldOrder } from './day-collect'
import { couponLines } from './day-coupons'
import { cashGivenBack, returnExceptions, returnLines, returnTotals } from './day-returns'
import { decimals } from './day-words'

const cents = decimals(2)
const CODE = centsOff(500, '111')

/** Dog food sold for cash, and its forgotten coupon brought afterwards. */
function paidOut(couponsReduceTaxBase = false) {
  const shop = new Shop({ couponRules: FAMILIES, terms: termsWith({ couponsReduceTaxBase }) })
  shop.add('bw-dog-chk-24')
  const { ref } = payCash(shop)
  shop.run({ type: 'OpenReturn', ref })
  shop.run(couponScan(CODE))
  shop.run({ type: 'ApproveReturn', pin: '2468' }, { approver: 'Manager' })
  shop.run({ type: 'Pay' })
  shop.run({ type: 'GiveBackCash' })
  const { order } = shop
  if (!order.sale) throw new Error('Nothing was paid out')
  const sold: SoldOrder = { ...order, sale: { ...order.sale, receiptNumber: 17 } }
  return { sold, ref }
}

it('a late coupon stands under its receipt and on a line of its own in the totals', () => {
  const { sold, ref } = paidOut()
  expect(returnLines(sold.sale, cents)).toEqual([
    `  Late coupon on ${ref}  -5.00`,
    `    code "${CODE}": -5.00`,
    '  Given back cash 5.00',
  ])
  expect(returnTotals([sold.sale], cents)).toEqual([
    'Late coupons: -5.00 in 1',
    'Given back cash: 5.00 in 1',
    'Given back card: 0.00 in 0',
  ])
  expect(cashGivenBack([sold.sale])).toBe(500)
  expect(returnExceptions(sold)).toEqual(['late coupon approved by Manager'])
})

it('its maker is asked for what it took off, and not for the tax', () => {
  const { sold, ref } = paidOut(true)
  expect(returnLines(sold.sale, cents)[1]).toBe(`    code "${CODE}": -5.00, tax -0.40`)
  expect(returnTotals([sold.sale], cents).slice(0, 2)).toEqual([
    'Late coupons: -5.40 in 1',
    'Tax of late coupons: -0.40',
  ])
  expect(couponLines([sold], cents)).toEqual([
    'GS1 8110, company 0400001: 1 coupon, 5.00',
    `  Receipt 17: 5.00, code "${CODE}", late on ${ref}`,
  ])
})
