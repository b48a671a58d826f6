import { describe, expect, it } from 'vitest'
import type { NorthAmericanCoupon } from '../barcode/coupon-na'
import { withCheckDigit } from '../barcode/gtin'
import { assert } from '../assert'
import { money } from '../money'
import type { CouponApproval, CouponGoods, CouponMoment } from './manufacturer-coupon'
import { judgeCoupon } from './manufacturer-coupon-judge'
import { termsOf } from './manufacturer-coupon-terms'
import { judgeCoupons } from './manufacturer-coupons'
import {
  approved,
  articleOf,
  goodsOf,
  momentWith,
  paper,
  paperOf,
  presented,
  rulesWith,
} from './testing/manufacturer-coupons'

/** 0.75 off one of family 111. */
const ONE_111 = '10614141011111275110111'

/** The coupon of the guideline with something else in it. */
function changed(
  change: Partial<NorthAmericanCoupon>,
  more: { readonly id?: string; readonly approval?: CouponApproval } = {},
) {
  const { coupon } = paper(ONE_111)
  assert(coupon.type === 'north-american', 'It is one')
  return presented({ ...coupon, ...change }, 'changed', more)
}

/** What is bought is of another maker, in another amount, in another unit. */
function buying(change: Partial<NorthAmericanCoupon['purchases'][number]>) {
  const { coupon } = paper(ONE_111)
  assert(coupon.type === 'north-american', 'It is one')
  const purchases = coupon.purchases.map((one) => ({ ...one, ...change }))
  return changed({ purchases })
}

function judged(
  coupon: Parameters<typeof judgeCoupon>[0],
  goods: readonly CouponGoods[],
  moment: Partial<CouponMoment> = {},
): unknown {
  const judgement = judgeCoupon(coupon, goods, momentWith(moment))
  switch (judgement.outcome) {
    case 'applies':
      return judgement.amount
    case 'blocked':
      return judgement.block.reason
    case 'needs-manager':
      return judgement.doubt
  }
}

describe('whose article it is', () => {
  const bought = (gtin: string, company: string, family = '000') =>
    judged(buying({ company, family }), [goodsOf('111', 500, { gtins: [gtin] })])

  it('is told by a prefix of six digits also behind the zero of a UPC', () => {
    expect(bought(articleOf('061414', 5), '061414')).toBe(75)
    expect(bought(articleOf('0061414', 5), '061414')).toBe(75)
    expect(bought(articleOf('1061414', 5), '061414')).toBe('not-bought')
    expect(bought(articleOf('0061415', 5), '061414')).toBe('not-bought')
  })

  it('is told by a longer prefix as it stands, and never behind another zero', () => {
    expect(bought(articleOf('0614141', 5), '0614141')).toBe(75)
    expect(bought(articleOf('00614141', 5), '0614141')).toBe('not-bought')
  })

  it.each([
    ['0', 100],
    ['1', 100],
    ['2', 'not-bought'],
    ['3', 100],
    ['4', 'not-bought'],
    ['5', 'not-bought'],
    ['6', 100],
    ['7', 100],
    ['8', 100],
    ['9', 100],
  ])('of an old UPC coupon is looked for under number system %s: %s', (system, said) => {
    const upc = paperOf(withCheckDigit('51414100076'))
    const goods = goodsOf('111', 500, { gtins: [articleOf(`0${system}14141`, 5)] })
    expect(judged(upc, [goods])).toBe(said)
  })

  it('is not told by the short number of an EAN-8, nor by what is no article number', () => {
    expect(bought('00000006141416', '000000')).toBe('not-bought')
    expect(bought('0614141000005', '061414')).toBe('not-bought')
  })
})

it('a summary family may mean the one of that number, or all that begin like it: a manager knows', () => {
  const coupon = buying({ family: '120' })
  const of = (family: string) => goodsOf(family, 500)
  expect(judged(coupon, [of('120')])).toBe(75)
  expect(judged(coupon, [of('123')])).toBe('family-unknown')
  expect(judged(coupon, [of('140')])).toBe('not-bought')
  expect(judged(buying({ family: '123' }), [of('120')])).toBe('not-bought')
})

it('goods that cost nothing fill no requirement of money', () => {
  const coupon = buying({ unit: 'money-of-items', requirement: 300 })
  const gift = goodsOf('111', 0, { lineId: 'gift' })
  expect(judged(coupon, [gift])).toBe('not-bought')
  expect(judged(coupon, [gift, goodsOf('111', 299)])).toBe('not-bought')
  expect(judged(coupon, [gift, goodsOf('111', 300)])).toBe(75)
})

describe('a coupon whose code has no value', () => {
  const goods = [goodsOf('111', 500)]

  it.each(['amount', 'amount-off-order'] as const)(
    'off %s is worth what a manager says',
    (saving) => {
      const change = { saving, saveValue: 0 }
      expect(judged(changed(change), goods)).toBe('value-unknown')
      expect(judged(changed(change, approved()), goods)).toBe('value-unknown')
      expect(judged(changed(change, approved({ amount: money(120) })), goods)).toBe(120)
    },
  )

  it('has its own value where there is one, whatever the order comes to', () => {
    expect(judged(changed({ saving: 'amount-off-order', saveValue: 90 }), goods)).toBe(90)
    expect(judged(changed({ saving: 'amount', saveValue: 600 }), goods)).toBe(500)
  })
})

describe('a coupon of one retailer', () => {
  it.each([
    ['named as the shop names itself', '0614141000005', ['0614141000005'], 75],
    ['named by its prefix', '0614141', ['0614141000005'], 75],
    ['named by a place of its own', '0614141000005', ['0614141'], 75],
    ['that is another', '0614142', ['0614141000005'], 'other-retailer'],
    ['the shop does not know of', '0614142', [], 'retailer-unknown'],
  ])('%s', (_, retailer, retailers, wanted) => {
    const rules = rulesWith({ retailers })
    expect(judged(changed({ retailer }), [goodsOf('111', 500)], { rules })).toBe(wanted)
  })

  it('is nothing to a coupon that names none', () => {
    const rules = rulesWith({ retailers: ['0614141000005'] })
    expect(judged(changed({ retailer: null }), [goodsOf('111', 500)], { rules })).toBe(75)
  })
})

describe('a coupon with a number of its own', () => {
  const goods = [goodsOf('111', 500)]
  const worth = { kind: 'amount', value: 50, decimals: 2 } as const
  const global = (serial: string | null, value: object = worth) =>
    presented(
      { type: 'global', number: '9506000134376', serial, worth: { ...worth, ...value } },
      '255',
      approved({ amount: null }),
    )

  it('is used once where it has a serial number, and as often as it is there where it has none', () => {
    const spent: string[] = []
    const isSpent = (serial: string) => spent.push(serial) > 0
    expect(judged(global('000123'), goods, { isSpent })).toBe('serial-used')
    expect(spent).toEqual(['255:9506000134376:000123'])
    expect(judged(global(null), goods, { isSpent })).toBe(50)
  })

  it('is worth what a manager says where its value is no whole number of cents', () => {
    expect(judged(global(null, { value: 505, decimals: 2 }), goods)).toBe(500)
    expect(judged(global(null, { value: 5, decimals: 3 }), goods)).toBe('value-unknown')
  })

  it('of the clearing service that this terminal cannot read is one piece of paper all the same', () => {
    const opaque = presented({ type: 'positive-file-opaque', text: 'ABCZT084' }, '8112ABCZT084')
    const rules = rulesWith({ clearing: 'manager' })
    expect(judged(opaque, goods)).toBe('clearing-service')
    expect(judged(opaque, goods, { rules })).toBe('clearing-service')
    const isSpent = (serial: string) => serial === '8112:ABCZT084'
    expect(judged(opaque, goods, { rules, isSpent })).toBe('serial-used')
  })
})

it('of more coupons than can be tried in every sequence, one that got nothing goes first once', () => {
  // Six coupons of 0.10 and one of 4.00 that needs six pieces: in the first sequence the small ones take them.
  const small = Array.from({ length: 6 }, (_, index) =>
    changed({ saveValue: 10 }, { id: `small-${index}` }),
  ).map((one, index) => ({ ...one, code: `a${index}` }))
  const { coupon } = buying({ requirement: 6 })
  assert(coupon.type === 'north-american', 'It is one')
  const large = { ...presented({ ...coupon, saveValue: 400 }, 'b', { id: 'large' }) }
  const goods = [goodsOf('111', 500, { pieces: 6 })]
  const all = judgeCoupons([...small, large], goods, momentWith())
  const amounts = [...all.values()].map((one) => (one.outcome === 'applies' ? one.amount : 0))
  expect(amounts).toEqual([0, 0, 0, 0, 0, 0, 400])
})

it('a coupon of a national office is told apart by the office', () => {
  const { coupon } = paperOf(withCheckDigit('983123456789'))
  expect(termsOf(coupon, momentWith({ currency: 'EUR' }))).toMatchObject({ issuer: '983' })
})
