import { describe, expect, it } from 'vitest'
import type { NorthAmericanCoupon } from '../barcode/coupon-na'
import { withCheckDigit } from '../barcode/gtin'
import { assert } from '../assert'
import { at as nth } from '../lists'
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

it('takes as many pieces as it needs for its money, the last one whole', () => {
  const coupon = buying({ unit: 'money-of-items', requirement: 500 })
  const used = (...goods: readonly CouponGoods[]) => judgeCoupon(coupon, goods, momentWith())
  const four = goodsOf('111', 200, { pieces: 4 })
  expect(used(four)).toMatchObject({ uses: [{ quantity: 3000 }] })
  expect(used(goodsOf('111', 250, { pieces: 4 }))).toMatchObject({ uses: [{ quantity: 2000 }] })
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

describe('the days of a coupon', () => {
  const goods = [goodsOf('111', 500)]

  it('count on the day of the sale as well, for one that comes late', () => {
    const coupon = changed({ starts: '101101' })
    expect(judged(coupon, goods, { since: 20101101 })).toBe(75)
    expect(judged(coupon, goods, { since: 20101031 })).toBe('after-sale')
    expect(judged(coupon, goods, { businessDate: 20101031, since: 20101030 })).toBe('not-yet')
  })
})

describe('a coupon on more than one purchase', () => {
  const purchaseOf = (family: string) => {
    const { coupon } = buying({ family })
    assert(coupon.type === 'north-american', 'It is one')
    return nth(coupon.purchases, 0)
  }
  const [of111, of120, anything] = [purchaseOf('111'), purchaseOf('120'), purchaseOf('000')]
  const half = { saving: 'percent', saveValue: 50 } as const
  const effect = (coupon: ReturnType<typeof changed>, goods: readonly CouponGoods[]) =>
    judgeCoupon(coupon, goods, momentWith())

  it('is not met by the first of them twice', () => {
    const coupon = changed({ rule: 'first-and-another', purchases: [of111, of120] })
    expect(effect(coupon, [goodsOf('111', 500, { pieces: 3 })])).toMatchObject({
      block: { reason: 'not-bought', family: '120', missing: 1 },
    })
  })

  it('uses the dear one it is for, and the cheap one of the others', () => {
    const coupon = changed({ rule: 'all', purchases: [of111, of120] })
    const goods = [goodsOf('111', 300), goodsOf('111', 500), goodsOf('120', 400)]
    const cheap = goodsOf('120', 200)
    expect(effect(coupon, [...goods, cheap])).toMatchObject({
      parts: [{ lineId: goods[1]?.lineId, amount: 75 }],
      uses: [
        { lineId: goods[1]?.lineId, quantity: 1000 },
        { lineId: cheap.lineId, quantity: 1000 },
      ],
    })
  })

  it('makes the cheapest free, and takes money off the dearest', () => {
    const goods = [goodsOf('111', 500), goodsOf('111', 300), goodsOf('111', 700)]
    const free = { saving: 'one-free', saveValue: 0 } as const
    expect(effect(changed(free), goods)).toMatchObject({ amount: 300 })
    expect(effect(changed({}), goods)).toMatchObject({ uses: [{ lineId: goods[2]?.lineId }] })
  })

  it('fills first what has the fewest goods, and no piece fills two', () => {
    const coupon = changed({ rule: 'all', purchases: [anything, of111] })
    expect(judged(coupon, [goodsOf('111', 500), goodsOf('120', 300)])).toBe(75)
    expect(judged(coupon, [goodsOf('111', 500, { pieces: 2 })])).toBe(75)
    expect(judged(coupon, [goodsOf('111', 500)])).toBe('not-bought')
  })

  it('where one is enough is worth what the better one is, the first of equals', () => {
    const coupon = changed({ ...half, rule: 'any', purchases: [of111, of120] })
    const bought = (first: number, second: number) => [
      goodsOf('111', first),
      goodsOf('120', second),
    ]
    expect(judged(coupon, bought(200, 500))).toBe(250)
    expect(judged(coupon, bought(500, 200))).toBe(250)
    const same = bought(400, 400)
    expect(effect(coupon, same)).toMatchObject({ uses: [{ lineId: same[0]?.lineId }] })
  })

  it('where one is enough says what is nearest, the first of equals', () => {
    const purchases = [
      { ...of111, requirement: 4 },
      { ...of120, requirement: 2 },
    ]
    const coupon = changed({ rule: 'any', purchases })
    const missing = (goods: readonly CouponGoods[]) => effect(coupon, goods)
    const one = [goodsOf('111', 500), goodsOf('120', 500)]
    expect(missing(one)).toMatchObject({ block: { family: '120', missing: 1 } })
    expect(missing([goodsOf('140', 500)])).toMatchObject({ block: { family: '111', missing: 4 } })
  })

  it('where one is enough takes the sure one, and the doubtful one when a manager says so', () => {
    const change = { ...half, rule: 'any', purchases: [of111, of120] } as const
    const rules = rulesWith({ families: { [articleOf('0614141', 120)]: '120' } })
    const goods = [goodsOf('111', 800), goodsOf('120', 200)]
    expect(judged(changed(change), goods, { rules })).toBe(100)
    expect(judged(changed(change, approved()), goods, { rules })).toBe(400)
    expect(judged(changed(change), goods.slice(0, 1), { rules })).toBe('family-unknown')
  })

  it('of the whole order is on all goods of it, and uses none', () => {
    const purchase = { ...of111, unit: 'money-of-order', requirement: 700 } as const
    const coupon = changed({ ...half, purchases: [purchase] })
    const goods = [goodsOf('111', 500), goodsOf('120', 200, { company: '0999999' })]
    expect(effect(coupon, goods)).toMatchObject({
      parts: [
        { lineId: goods[0]?.lineId, amount: 250 },
        { lineId: goods[1]?.lineId, amount: 100 },
      ],
      uses: [],
    })
  })
})

it('a coupon of a national office is told apart by the office', () => {
  const { coupon } = paperOf(withCheckDigit('983123456789'))
  expect(termsOf(coupon, momentWith({ currency: 'EUR' }))).toMatchObject({ issuer: '983' })
})
