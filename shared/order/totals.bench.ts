import { bench, describe } from 'vitest'
import { money } from '../money'
import { pieces } from '../quantity'
import { Shop } from './testing/shop'
import type { Line, Order, StoreDiscount } from './order'
import { totalsOf } from './totals'

const LINES = 50
const DISCOUNTS = 100

const lines = Array.from({ length: LINES }, (_, index) => line(index + 1))
const discounts = Array.from({ length: DISCOUNTS }, (_, index) => discount(index + 1))
const base = new Shop().order

/** Half of the discounts on one line each, half on the whole order; no two the same. */
const order: Order = { ...base, lines, storeDiscounts: discounts }
const long: Order = { ...base, lines: Array.from({ length: 500 }, (_, index) => line(index + 1)) }

describe('totals', () => {
  bench('50 lines under 100 store discounts', () => {
    totalsOf(order)
  })
  bench('500 lines without discounts', () => {
    totalsOf(long)
  })
})

function line(number: number): Line {
  return {
    id: `line-${number}`,
    ref: `L${number}`,
    sku: `item-${number}`,
    name: `Item number ${number}`,
    category: 'Dog',
    unit: 'each',
    unitPrice: money(399 + number * 7),
    taxRate: number % 3 === 0 ? 102_500 : 80_000,
    barcodes: [],
    quantity: pieces((number % 4) + 1),
    voided: false,
    sent: false,
  }
}

function discount(number: number): StoreDiscount {
  const onLine = number <= LINES
  return {
    id: `discount-${number}`,
    ruleId: `rule-${number}`,
    name: `Discount ${number}`,
    lineId: onLine ? `line-${number}` : null,
    value:
      number % 2 === 0
        ? { kind: 'percent', ratePpm: 10_000 + number * 100 }
        : { kind: 'amount', amount: money(25 + number) },
    approvedBy: null,
  }
}
