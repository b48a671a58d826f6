import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { Bug } from '../assert'
import { money, proportion, sum, type Money } from '../money'
import { quantity } from '../quantity'
import { goodsOf } from './goods'
import type { TaxedTotals } from './sale'
import { randomOrder } from './testing/random-order'
import { authorize, exampleGrant, grant, match, toTender } from './testing/sale'
import { Shop, termsWith } from './testing/shop'
import {
  assertTotals,
  leftOfLine,
  roundedForCash,
  taxedTotalsOf,
  totalsOf,
  type Priced,
} from './totals'

const runs = { numRuns: 400 }

function each(check: (order: Priced, totals: TaxedTotals) => void): void {
  fc.assert(
    fc.property(randomOrder, (order) => {
      check(order, taxedTotalsOf(order))
    }),
    runs,
  )
}

describe('for every order', () => {
  it('the parts add up to the total, line by line and in sum', () => {
    each((order, totals) => {
      assertTotals(totals, order.terms.pricesIncludeTax)
    })
  })

  it('nothing is below zero', () => {
    each((_, totals) => {
      const { subtotal, discount, coupons, tax, total } = totals
      const amounts = [subtotal, discount, coupons, tax, total, subtotal - discount - coupons]
      for (const line of totals.lines) {
        amounts.push(line.gross, line.net, line.coupons, line.tax, line.net - line.coupons)
        amounts.push(...line.shares.map((one) => one.amount))
      }
      for (const one of totals.discounts) amounts.push(one.amount, one.amountWithoutTax)
      for (const one of totals.taxes) amounts.push(one.base, one.amount)
      expect(Math.min(...amounts)).toBeGreaterThanOrEqual(0)
    })
  })

  it('a discount is the sum of its shares', () => {
    each((_, totals) => {
      for (const discount of totals.discounts) {
        const shares = totals.lines
          .flatMap((line) => line.shares)
          .filter((one) => one.discountId === discount.discountId && one.kind === discount.kind)
        expect(sum(shares.map((one) => one.amount))).toBe(discount.amount)
      }
    })
  })

  it('every discount is named once, and none takes more than it was given for', () => {
    each((order, totals) => {
      const keys = totals.discounts.map((one) => `${one.kind} ${one.discountId}`)
      expect(new Set(keys).size).toBe(keys.length)
      for (const promotion of order.promotions) {
        const taken = totals.discounts.find((one) => one.discountId === promotion.id)
        expect(taken?.amountWithoutTax ?? 0).toBeLessThanOrEqual(promotion.amount)
        if (taken) expect(taken.capped).toBe(taken.amountWithoutTax < promotion.amount)
        if (promotion.status === 'verifying') expect(taken).toBeUndefined()
      }
      for (const coupon of order.payment?.authorization?.coupons ?? []) {
        const taken = totals.discounts.find((one) => one.discountId === coupon.couponId)
        expect(taken?.amount ?? 0).toBeLessThanOrEqual(coupon.amount)
      }
      for (const use of order.payment?.storePromotions ?? []) {
        const taken = totals.discounts.find((one) => one.discountId === use.couponId)
        expect(taken?.amount ?? 0).toBeLessThanOrEqual(use.amount)
      }
    })
  })

  it('tax is worked out once per rate, on the lines of that rate', () => {
    each((order, totals) => {
      const { pricesIncludeTax, couponsReduceTaxBase } = order.terms
      const rates = totals.taxes.map((one) => one.rate)
      expect(new Set(rates).size).toBe(rates.length)
      for (const tax of totals.taxes) {
        const members = order.lines.filter((line) => !line.voided && line.taxRate === tax.rate)
        const ids = members.map((line) => line.id)
        const lines = totals.lines.filter((line) => ids.includes(line.lineId))
        const bases = lines.map((line) => line.net - (couponsReduceTaxBase ? line.coupons : 0))
        expect(tax.base).toBe(bases.reduce((a, b) => a + b, 0))
        expect(sum(lines.map((line) => line.tax))).toBe(tax.amount)
        const whole = pricesIncludeTax ? 1_000_000 + tax.rate : 1_000_000
        expect(tax.amount).toBe(proportion(tax.base, tax.rate, whole))
      }
    })
  })

  it('a line that was taken off costs nothing', () => {
    each((order, totals) => {
      const gone = order.lines.filter((line) => line.voided).map((line) => line.id)
      expect(totals.lines.some((line) => gone.includes(line.lineId))).toBe(false)
    })
  })

  it('a line has left what item discounts and store promotions leave of it', () => {
    each((order, totals) => {
      for (const line of totals.lines) {
        const early = line.shares.filter(
          (one) => one.kind === 'store-discount' || one.kind === 'store-promotion',
        )
        const taken = sum(early.map((one) => one.amount))
        expect(leftOfLine(order, line.lineId)).toBe(line.gross - taken)
      }
      expect(leftOfLine(order, 'nobody')).toBe(0)
    })
  })

  it('working it out again gives the same', () => {
    each((order, totals) => {
      expect(taxedTotalsOf(order)).toEqual(totals)
    })
  })
})

describe('rounding for cash', () => {
  it.each([
    [1002, 5, 1000],
    [1003, 5, 1005],
    [1005, 10, 1010],
    [1004, 10, 1000],
    [2, 5, 0],
    [3, 5, 5],
    [1003, 1, 1003],
    [1003, 0, 1003],
  ])('%d to a coin of %d is %d', (amount, coin, expected) => {
    expect(roundedForCash(money(amount), coin)).toBe(expected)
  })

  it('moves an amount by half a coin at most', () => {
    fc.assert(
      fc.property(fc.nat(1_000_000_000), fc.constantFrom(5, 10, 100), (amount, coin) => {
        const rounded = roundedForCash(money(amount), coin)
        expect(rounded % coin).toBe(0)
        expect(Math.abs(rounded - amount) * 2).toBeLessThanOrEqual(coin)
      }),
    )
  })
})

describe('the running example', () => {
  it('shares the whole-order promotion over the lines by what is left of them', () => {
    const shop = new Shop()
    toTender(shop)
    const { lines } = taxedTotalsOf(shop.order)
    const shares = lines.map((line) => line.shares.find((one) => one.kind === 'promotion')?.amount)
    expect(shares).toEqual([333, 64, 43, 60])
    expect(lines.map((line) => line.net)).toEqual([5566, 1070, 717, 1002])
    expect(lines.map((line) => line.tax)).toEqual([445, 86, 57, 80])
  })

  it.each([
    [false, 668, 8334],
    [true, 613, 8279],
  ])('with coupons that lower the taxable price: %s', (couponsReduceTaxBase, tax, total) => {
    const shop = new Shop({ terms: termsWith({ couponsReduceTaxBase }) })
    toTender(shop)
    const totals = totalsOf(shop.order)
    expect([totals.tax, totals.total]).toEqual([tax, total])
  })

  it('counts pieces, and what is weighed as one', () => {
    const shop = new Shop()
    shop.add('tea', 'tea', 'cake')
    shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 1234 })
    expect(totalsOf(shop.order).pieces).toBe(4000)
    expect(totalsOf(new Shop().order).pieces).toBe(0)
  })
})

describe('prices that include tax', () => {
  const inclusive = { terms: termsWith({ pricesIncludeTax: true }) }

  it('say how much tax is in them and are what is paid', () => {
    const shop = new Shop(inclusive)
    shop.add('bw-dog-chk-24', 'tea')
    const totals = totalsOf(shop.order)
    expect(totals.total).toBe(6199)
    expect(totals.taxes).toEqual([{ rate: 80_000, base: 5899, amount: 437 }])
  })

  it('are lowered by a promotion and the tax that was on it', () => {
    const shop = new Shop(inclusive)
    shop.add('bw-dog-chk-24')
    grant(shop)
    const totals = totalsOf(shop.order)
    expect(totals.discounts).toMatchObject([{ amount: 540, amountWithoutTax: 500, capped: false }])
    expect(totals.total).toBe(5359)
    expect(totals.tax).toBe(397)
  })

  it('are lowered to nothing, not below, by a promotion that is worth more', () => {
    const shop = new Shop(inclusive)
    shop.add('tea', 'cake', 'fw-rope-m')
    grant(shop, 'BIG', { name: 'Big', amount: money(5000), referenceId: null })
    const totals = totalsOf(shop.order)
    expect(totals.total).toBe(0)
    expect(totals.discounts[0]?.capped).toBe(true)
  })
})

describe('discounts one after the other', () => {
  it('go by kind, whatever was put on first', () => {
    const shop = new Shop()
    shop.add('fw-rope-m', 'pc-litter-14')
    grant(shop)
    shop.run({ type: 'AddStoreDiscount', ruleId: 'senior', lineId: null })
    const line = shop.order.lines[0]?.id ?? ''
    shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId: line })
    const totals = totalsOf(shop.order)
    // 9.50 − 15 % = 8.07; (8.07 + 12.49) − 10 % = 18.50; − 5.00 = 13.50
    expect(totals.discounts.map((one) => [one.kind, one.amount])).toEqual([
      ['store-discount', 143],
      ['order-discount', 206],
      ['promotion', 500],
    ])
    expect(totals.total).toBe(1350 + 108)
  })

  it('leave a promotion what is left, and say that it was cut', () => {
    const shop = new Shop()
    shop.add('tea')
    grant(shop)
    grant(shop, 'MORE', { name: 'More', amount: money(100), referenceId: null })
    const [first, second] = totalsOf(shop.order).discounts
    expect(first).toMatchObject({ amount: 300, capped: true })
    expect(second).toMatchObject({ amount: 0, capped: true })
  })

  it('cut a coupon to what its line has left', () => {
    const shop = new Shop()
    shop.add('fw-rope-m')
    match(shop, [])
    shop.run({ type: 'Pay' })
    const [coupon] = exampleGrant().coupons
    if (!coupon) throw new Error('The example has a coupon')
    const amount = money(2000)
    const line = { lineRef: 'L1', amount, quantity: quantity(1000) }
    authorize(shop, { ...exampleGrant(), coupons: [{ ...coupon, amount, lines: [line] }] })
    const totals = totalsOf(shop.order)
    expect(totals.coupons).toBe(950)
    expect(totals.total).toBe(76)
  })
})

describe('totals that do not add up', () => {
  const shop = new Shop()
  toTender(shop)
  const good = taxedTotalsOf(shop.order)
  const [first, ...rest] = good.lines
  if (!first) throw new Error('The example has lines')
  const more = (amount: Money) => money(amount + 1)

  it.each<[string, TaxedTotals]>([
    ['subtotal', { ...good, subtotal: more(good.subtotal) }],
    ['discount', { ...good, discount: more(good.discount) }],
    ['coupons', { ...good, coupons: more(good.coupons) }],
    ['tax', { ...good, tax: more(good.tax) }],
    ['total', { ...good, total: more(good.total) }],
    ['a line’s net', { ...good, lines: [{ ...first, net: more(first.net) }, ...rest] }],
    ['a line’s tax', { ...good, lines: [{ ...first, tax: more(first.tax) }, ...rest] }],
    ['a line’s shares', { ...good, lines: [{ ...first, shares: [] }, ...rest] }],
  ])('stop the till: %s', (_, wrong) => {
    expect(() => {
      assertTotals(wrong, false)
    }).toThrow(Bug)
  })

  it('stop the till when a line is paid back', () => {
    const coupons = money(first.net + 1)
    const taken = { discountId: 'c', kind: 'coupon', amount: coupons } as const
    const line = { ...first, coupons, shares: [taken] }
    const wrong = { ...good, lines: [line] }
    expect(() => {
      assertTotals(wrong, false)
    }).toThrow('below zero')
  })
})

it('a discount of the store counts for what it took off, and never as cut', () => {
  const shop = new Shop()
  shop.add('tea')
  shop.run({ type: 'AddStoreDiscount', ruleId: 'senior', lineId: null })
  const lineId = shop.order.lines[0]?.id ?? ''
  shop.run({ type: 'AddStoreDiscount', ruleId: 'damaged', lineId })
  expect(totalsOf(shop.order).discounts).toMatchObject([
    { kind: 'store-discount', amount: 45, capped: false },
    { kind: 'order-discount', amount: 26, capped: false },
  ])
})

it('the lines of an order without a discount are its goods as they stand, not worked out again', () => {
  const shop = new Shop()
  shop.add('tea', 'cake')
  const { order } = shop
  expect(totalsOf(order).lines).toBe(goodsOf(order.lines, order.terms).lines)
})
