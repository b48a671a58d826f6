import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { withCheckDigit } from '../barcode/gtin'
import { money, sum } from '../money'
import { seeds } from '../order/testing/chance'
import type { CouponGoods, PresentedCoupon } from './manufacturer-coupon'
import { judgeCoupons, type CouponJudgements } from './manufacturer-coupons'
import { approved, goodsOf, momentWith, paper, paperOf } from './testing/manufacturer-coupons'

const ONE_111 = '10614141011111275110111'
const ONE_ANY = '10614141011112250110000'

function amounts(judged: CouponJudgements): Record<string, unknown> {
  return Object.fromEntries(
    [...judged].map(([id, one]) => [
      id,
      one.outcome === 'applies'
        ? one.amount
        : one.outcome === 'blocked'
          ? one.block.reason
          : one.doubt,
    ]),
  )
}

describe('coupons of one order', () => {
  it('are never met by the same piece', () => {
    const two = [paper(ONE_111, { id: 'a' }), paper(ONE_111, { id: 'b' })]
    const one = judgeCoupons(two, [goodsOf('111', 499)], momentWith())
    expect(amounts(one)).toEqual({ a: 75, b: 'goods-used' })
    const both = judgeCoupons(two, [goodsOf('111', 499, { pieces: 2 })], momentWith())
    expect(amounts(both)).toEqual({ a: 75, b: 75 })
  })

  it('leave what only another can use to that one', () => {
    const goods = [goodsOf('111', 900), goodsOf('120', 300)]
    const any = paper(ONE_ANY, { id: 'any' })
    const narrow = paper(ONE_111, { id: 'narrow' })
    expect(amounts(judgeCoupons([any, narrow], goods, momentWith()))).toEqual({
      any: 50,
      narrow: 75,
    })
  })

  it('that are in each other’s way give the customer the most', () => {
    const dear = paper('106141410111133200110111', { id: 'dear' })
    const cheap = paper(ONE_111, { id: 'cheap' })
    const goods = [goodsOf('111', 900)]
    for (const all of [
      [dear, cheap],
      [cheap, dear],
    ]) {
      expect(amounts(judgeCoupons(all, goods, momentWith()))).toEqual({
        dear: 200,
        cheap: 'goods-used',
      })
    }
  })

  it('with one serial number are one piece of paper', () => {
    const digits = `${ONE_111}50123456`
    const two = [paper(digits, { id: 'a' }), paper(digits, { id: 'b' })]
    const goods = [goodsOf('111', 499, { pieces: 2 })]
    expect(amounts(judgeCoupons(two, goods, momentWith()))).toEqual({ a: 75, b: 'serial-used' })
  })

  it.each([
    ['c', 'a', 'b'],
    ['b', 'c', 'a'],
    ['a', 'b', 'c'],
  ])('use the same of goods of one price, scanned as %s, %s, %s', (...names) => {
    const used = (goods: readonly CouponGoods[]) =>
      judgeCoupons([paper(ONE_111, { id: 'one' })], goods, momentWith()).get('one')
    const bySku = names.map((sku) => goodsOf('111', 500, { sku, lineId: `line of ${sku}` }))
    const byLine = names.map((name) => goodsOf('111', 500, { lineId: `line of ${name}` }))
    for (const goods of [bySku, byLine])
      expect(used(goods)).toMatchObject({ uses: [{ lineId: 'line of a', quantity: 1000 }] })
  })

  it('wait for a manager without keeping goods from the others', () => {
    const euros = momentWith({ currency: 'EUR' })
    const one = paperOf('9828508010106', { id: 'a' })
    const two = paperOf('9828508010106', { id: 'b', ...approved() })
    const goods = [goodsOf('111', 7)]
    expect(amounts(judgeCoupons([one, two], goods, euros))).toEqual({ a: 'goods-unknown', b: 7 })
  })
})

const FAMILIES = ['111', '120', '140', '650'] as const

const someGoods: fc.Arbitrary<readonly CouponGoods[]> = fc
  .array(
    fc.record({
      family: fc.constantFrom(...FAMILIES),
      price: fc.integer({ min: 0, max: 900 }),
      pieces: fc.integer({ min: 1, max: 4 }),
      off: fc.integer({ min: 0, max: 100 }),
    }),
    { maxLength: 5 },
  )
  .map((all) =>
    all.map(({ family, price, pieces, off }, index) => {
      const goods = goodsOf(family, price, { pieces, lineId: `line-${index}` })
      const worth = money(goods.worth - Math.floor((goods.worth * off) / 100))
      return { ...goods, worth, left: worth }
    }),
  )

const sized = (value: number) => `${String(value).length}${value}`

const someCoupons: fc.Arbitrary<readonly PresentedCoupon[]> = fc
  .array(
    fc.record({
      value: fc.integer({ min: 1, max: 400 }),
      pieces: fc.integer({ min: 1, max: 3 }),
      unit: fc.constantFrom('0', '1', '2', '9'),
      family: fc.constantFrom(...FAMILIES, '000'),
      second: fc.option(
        fc.record({ rule: fc.constantFrom('0', '1', '3'), family: fc.constantFrom(...FAMILIES) }),
        { nil: null },
      ),
      saving: fc.constantFrom('0', '1', '2', '5', '6'),
      serial: fc.constantFrom('', '', '50123456'),
      mayDouble: fc.constantFrom('0', '1'),
      isApproved: fc.boolean(),
    }),
    { maxLength: 4 },
  )
  .map((all) =>
    all.map((one, index) => {
      const value = one.saving === '2' ? 1 : one.value
      const second = one.second === null ? '' : `1${one.second.rule}110${one.second.family}9`
      const digits = `10614141${String(index).padStart(6, '0')}${sized(value)}${sized(one.pieces)}${one.unit}${one.family}${second}${one.serial}9${one.saving}00${one.mayDouble}`
      return paper(digits, { id: `coupon-${index}`, ...(one.isApproved ? approved() : {}) })
    }),
  )

const RUNS = { numRuns: 400, seed: seeds(1)[0] ?? 1 }

/** Judgements by coupon, without the names of lines: equal lines are told apart by nothing else. */
function gist(judged: CouponJudgements): Record<string, unknown> {
  return amounts(judged)
}

describe('whatever is bought and presented', () => {
  it('no line gives more than is left of it, no piece is used twice, and nothing is below zero', () => {
    fc.assert(
      fc.property(someCoupons, someGoods, (coupons, goods) => {
        const effects = [...judgeCoupons(coupons, goods, momentWith()).values()].flatMap((one) =>
          one.outcome === 'applies' ? [one] : [],
        )
        for (const { amount, parts } of effects) {
          expect(amount).toBeGreaterThan(0)
          expect(sum(parts.map((part) => part.amount))).toBe(amount)
          expect(Math.min(...parts.map((part) => part.amount))).toBeGreaterThan(0)
        }
        for (const one of goods) {
          const off = effects.flatMap(({ parts }) =>
            parts.filter((each) => each.lineId === one.lineId),
          )
          const used = effects.flatMap(({ uses }) =>
            uses.filter((each) => each.lineId === one.lineId),
          )
          expect(sum(off.map((part) => part.amount))).toBeLessThanOrEqual(one.worth)
          expect(used.reduce((all, use) => all + use.quantity, 0)).toBeLessThanOrEqual(one.quantity)
        }
      }),
      RUNS,
    )
  })

  it('the order of scanning decides nothing', () => {
    fc.assert(
      fc.property(someCoupons, someGoods, fc.boolean(), (coupons, goods, isTurned) => {
        const distinct = coupons.filter(
          (one, index) => coupons.findIndex((other) => sameSerial(one, other)) === index,
        )
        const first = gist(judgeCoupons(distinct, goods, momentWith()))
        const turned = isTurned
          ? [...distinct].reverse()
          : [...distinct.slice(1), ...distinct.slice(0, 1)]
        const again = judgeCoupons(turned, [...goods].reverse(), momentWith())
        expect(gist(again)).toEqual(first)
      }),
      RUNS,
    )
  })

  it('a coupon is worth no more for being allowed to be doubled', () => {
    fc.assert(
      fc.property(someCoupons, someGoods, (coupons, goods) => {
        const all = (mayMultiply: boolean) =>
          coupons.map((one) =>
            one.coupon.type === 'north-american'
              ? { ...one, coupon: { ...one.coupon, mayMultiply } }
              : one,
          )
        const doubled = judgeCoupons(all(true), goods, momentWith())
        expect(gist(doubled)).toEqual(gist(judgeCoupons(all(false), goods, momentWith())))
      }),
      RUNS,
    )
  })

  it('a coupon alone gives at most its value, and at most what its goods cost', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 999 }), someGoods, (value, goods) => {
        const one = paper(`10614141000001${sized(value)}110111`, { id: 'one' })
        const judged = judgeCoupons([one], goods, momentWith()).get('one')
        const dearest = Math.max(
          0,
          ...goods
            .filter((each) => each.sku.endsWith('-111'))
            .map((each) => Math.floor((each.worth * 1000) / each.quantity)),
        )
        const amount = judged?.outcome === 'applies' ? judged.amount : 0
        expect(amount).toBe(Math.min(value, dearest))
      }),
      RUNS,
    )
  })

  it('the same coupons and goods always give the same', () => {
    const upc = paperOf(withCheckDigit('51414145776'))
    const goods = [goodsOf('111', 500, { pieces: 3 })]
    const all = [paper(ONE_111), paper(ONE_ANY), upc]
    expect(judgeCoupons(all, goods, momentWith())).toEqual(judgeCoupons(all, goods, momentWith()))
  })
})

function sameSerial(one: PresentedCoupon, other: PresentedCoupon): boolean {
  const [a, b] = [one.coupon, other.coupon]
  const isSerial = a.type === 'north-american' && b.type === 'north-american' && a.serial !== null
  return one === other || (isSerial && a.offer === b.offer && a.serial === b.serial)
}
