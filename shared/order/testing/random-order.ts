import fc from 'fast-check'
import { money } from '../../money'
import { pieces, quantity } from '../../quantity'
import type { AuthorizedCoupon } from '../answers'
import type { Authorization, Line, Payment, Promotion, StoreDiscount, TakenCoupon } from '../order'
import type { Priced } from '../totals'
import { termsWith } from './shop'

const MILLION = 1_000_000

const rate = fc.constantFrom(0, 1, 50_000, 80_000, 102_500, 190_000, MILLION)
const amount = fc.oneof(fc.integer({ min: 0, max: 30 }), fc.integer({ min: 0, max: 20_000 }))
const share = fc.constantFrom(0, 1, 100_000, 150_000, 333_333, 500_000, 999_999, MILLION, 1_200_000)

const value: fc.Arbitrary<StoreDiscount['value']> = fc.oneof(
  share.map((ratePpm) => ({ kind: 'percent', ratePpm }) as const),
  amount.map((minor) => ({ kind: 'amount', amount: money(minor) }) as const),
)

/** Lines of every sort: pieces and weight, dear and free, taxed in several ways, some taken off again. */
const lines: fc.Arbitrary<readonly Line[]> = fc
  .array(
    fc.record({
      price: amount,
      each: fc.boolean(),
      count: fc.integer({ min: 1, max: 12 }),
      thousandths: fc.integer({ min: 1, max: 12_000 }),
      taxRate: rate,
      voided: fc.boolean(),
      carried: fc.constantFrom('weight', 'price', 'count', null),
    }),
    { maxLength: 9 },
  )
  .map((rows) => rows.map((row, index) => lineOf(row, index)))

function lineOf(
  row: {
    price: number
    each: boolean
    count: number
    thousandths: number
    carried: 'weight' | 'price' | 'count' | null
  } & Pick<Line, 'taxRate' | 'voided'>,
  index: number,
): Line {
  const piece = pieceOf(row)
  return {
    id: `line-${index}`,
    ref: `L${index + 1}`,
    sku: `sku-${index}`,
    name: `Item ${index}`,
    category: '',
    unitPrice: money(row.price),
    taxRate: row.taxRate,
    barcodes: [],
    ...piece,
    voided: row.voided && index % 3 === 0,
    sent: false,
  }
}

/** Bought by pieces or weight, or as one piece whose code said its weight, its price or its count. */
function pieceOf(row: {
  readonly each: boolean
  readonly count: number
  readonly thousandths: number
  readonly carried: 'weight' | 'price' | 'count' | null
}): Pick<Line, 'unit' | 'quantity' | 'carried'> {
  switch (row.carried) {
    case 'weight':
      return { unit: 'kg', quantity: quantity(row.thousandths), carried: 'weight' }
    case 'price':
      return { unit: 'each', quantity: pieces(1), carried: 'price' }
    case 'count':
      return { unit: 'each', quantity: pieces(row.count), carried: 'count' }
    case null:
      return row.each
        ? { unit: 'each', quantity: pieces(row.count) }
        : { unit: 'lb', quantity: quantity(row.thousandths) }
  }
}

function discountsOn(count: number): fc.Arbitrary<readonly StoreDiscount[]> {
  const one = fc.record({ on: fc.integer({ min: -2, max: count }), value })
  return fc.array(one, { maxLength: 5 }).map((rows) =>
    rows.map((row, index) => ({
      id: `discount-${index}`,
      ruleId: `rule-${index}`,
      name: `Discount ${index}`,
      lineId: row.on < 0 ? null : `line-${row.on}`,
      value: row.value,
      approvedBy: null,
    })),
  )
}

const promotions: fc.Arbitrary<readonly Promotion[]> = fc
  .array(fc.record({ amount, waiting: fc.boolean() }), { maxLength: 5 })
  .map((rows) =>
    rows.map((row, index) => ({
      id: `promotion-${index}`,
      discountId: `applied-${index}`,
      code: `CODE${index}`,
      name: `Promotion ${index}`,
      amount: money(row.amount),
      referenceId: null,
      appliedAt: 0,
      appliedBusinessDate: 20250320,
      status: row.waiting && index === 4 ? 'verifying' : 'pending',
      notRechecked: false,
      acceptedBy: null,
    })),
  )

function couponsOn(count: number): fc.Arbitrary<readonly AuthorizedCoupon[]> {
  const on = fc.record({ line: fc.integer({ min: 1, max: count + 1 }), amount })
  const coupon = fc.uniqueArray(on, { maxLength: 4, selector: (each) => each.line })
  return fc.array(coupon, { maxLength: 4 }).map((rows) =>
    rows.map((row, index) => ({
      couponId: `coupon-${index}`,
      title: `Coupon ${index}`,
      amount: money(row.reduce((all, each) => all + each.amount, 0)),
      uses: 1,
      lines: row.map((each) => ({
        lineRef: `L${each.line}`,
        amount: money(each.amount),
        quantity: pieces(1),
      })),
    })),
  )
}

function paymentOn(count: number): fc.Arbitrary<Payment | null> {
  const use = fc.record({ line: fc.integer({ min: 0, max: count }), amount })
  const uses = fc.uniqueArray(use, { maxLength: 3, selector: (each) => each.line })
  const paying = fc.record({ uses, coupons: couponsOn(count) }).map((row): Payment => ({
    startedAt: 0,
    step: 'tender',
    storePromotions: row.uses.map((each, index) => ({
      couponId: `st-${index}`,
      title: `Store promotion ${index}`,
      lineId: `line-${each.line}`,
      amount: money(each.amount),
    })),
    skipped: [],
    authorization: authorizationOf(row.coupons),
    tenders: [],
    card: null,
    refunds: [],
  }))
  return fc.option(paying, { freq: 4 })
}

/** Manufacturer coupons as they were taken once; the lines may have changed since. */
function paperOn(count: number): fc.Arbitrary<readonly TakenCoupon[]> {
  const on = fc.record({ line: fc.integer({ min: 0, max: count }), amount })
  const parts = fc.uniqueArray(on, { minLength: 1, maxLength: 3, selector: (each) => each.line })
  const coupon = { type: 'national', digits: '9831234567894' } as const
  return fc.array(parts, { maxLength: 3 }).map((rows) =>
    rows.map((row, index) => ({
      id: `paper-${index}`,
      code: coupon.digits,
      coupon,
      approval: null,
      amount: money(row.reduce((all, each) => all + each.amount, 0)),
      parts: row.map((each) => ({ lineId: `line-${each.line}`, amount: money(each.amount) })),
      uses: [],
    })),
  )
}

function authorizationOf(coupons: readonly AuthorizedCoupon[]): Authorization {
  return {
    authRef: 'auth-1',
    status: coupons.length > 0 ? 'authorized' : 'none',
    renewing: null,
    authorizationId: coupons.length > 0 ? 'A-1' : null,
    expiresAt: null,
    couponIds: null,
    coupons,
    rejected: [],
    leftOut: [],
    renewals: 0,
  }
}

const terms = fc
  .record({
    pricesIncludeTax: fc.boolean(),
    couponsReduceTaxBase: fc.boolean(),
    cashRounding: fc.constantFrom(1, 5, 10),
  })
  .map(termsWith)

/** Orders with every sort of discount at once, more than they cost included. */
export const randomOrder: fc.Arbitrary<Priced> = lines.chain((made) =>
  fc.record({
    lines: fc.constant(made),
    storeDiscounts: discountsOn(made.length),
    promotions,
    manufacturerCoupons: paperOn(made.length),
    payment: paymentOn(made.length),
    terms,
  }),
)
