import { describe, expect, it } from 'vitest'
import { globalCouponIn } from '../barcode/coupon-gcn'
import { parseGs1 } from '../barcode/gs1'
import { withCheckDigit } from '../barcode/gtin'
import { money } from '../money'
import type { CouponGoods, CouponJudgement } from './manufacturer-coupon'
import { judgeCoupon } from './manufacturer-coupon-judge'
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

/** What a coupon takes off, line by line; or its reason. */
function told(judgement: CouponJudgement): unknown {
  switch (judgement.outcome) {
    case 'applies':
      return judgement.amount
    case 'blocked':
      return judgement.block
    case 'needs-manager':
      return judgement.doubt
  }
}

function judge(digits: string, ...goods: readonly CouponGoods[]): unknown {
  return told(judgeCoupon(paper(digits), goods, momentWith()))
}

const THREE = '106141410222223100110222111101231023456721104561045678991201'
const FIRST_AND_ANOTHER = '1061414165432131501101201211014092110256100126663101231'
const ANY = '106141410012342501106501013085093101231'
const ALL_FREE = '106141410012471011076011110850921108609310123191000'
const FREE_LIMITED = '106141411234562891101201212085010048000214025610048000310123191000'
const OFF_ORDER = '106141416543213500110000310123196000'
const OFF_ONE = '1061414165432132501101203140131'

describe('the examples of the guideline', () => {
  it('0.75 off one of family 111', () => {
    expect(judge('10614141011111275110111', goodsOf('111', 499, { pieces: 3 }))).toBe(75)
    expect(judge('10614141011111275110111', goodsOf('120', 499))).toEqual({
      reason: 'not-bought',
      missing: 1,
      unit: 'pieces',
      maker: '0614141',
      family: '111',
    })
  })

  it('one of each of three companies, the third free up to 1.00', () => {
    const bought = [
      goodsOf('222', 500),
      goodsOf('123', 400, { company: '0234567' }),
      goodsOf('456', 85, { company: '0456789' }),
    ] as const
    const judged = judgeCoupon(paper(THREE), bought, momentWith())
    expect(judged).toMatchObject({
      outcome: 'applies',
      amount: 85,
      parts: [{ lineId: bought[2].lineId, amount: 85 }],
    })
    expect(told(judged)).toBe(85)
    const dear = [bought[0], bought[1], goodsOf('456', 300, { company: '0456789' })]
    expect(judge(THREE, ...dear)).toBe(100)
    expect(judge(THREE, bought[0], bought[1])).toMatchObject({ maker: '0456789', family: '456' })
    expect(judge(THREE, bought[0], bought[2])).toMatchObject({ maker: '0234567', family: '123' })
  })

  it('1.50 off the first of them with one of two others', () => {
    const [first, second, third] = [
      goodsOf('120', 500, { pieces: 2 }),
      goodsOf('140', 300),
      goodsOf('256', 300, { company: '0012666' }),
    ]
    expect(judge(FIRST_AND_ANOTHER, first, second)).toBe(150)
    expect(judge(FIRST_AND_ANOTHER, first, third)).toBe(150)
    expect(judge(FIRST_AND_ANOTHER, second, third)).toMatchObject({ family: '120' })
    expect(judge(FIRST_AND_ANOTHER, first)).toMatchObject({ family: '140', missing: 1 })
  })

  it('0.50 off one of one family or three of another', () => {
    expect(judge(ANY, goodsOf('650', 200))).toBe(50)
    expect(judge(ANY, goodsOf('850', 200, { pieces: 3 }))).toBe(50)
    expect(judge(ANY, goodsOf('850', 200, { pieces: 2 }))).toMatchObject({
      reason: 'not-bought',
      family: '850',
      missing: 1,
    })
  })

  it('the first of three free, without a limit', () => {
    const bought = [goodsOf('760', 1299), goodsOf('850', 200), goodsOf('860', 100)]
    expect(judge(ALL_FREE, ...bought)).toBe(1299)
    expect(judge(ALL_FREE, ...bought.slice(1))).toMatchObject({ family: '760' })
  })

  it('one free up to 0.89 with two or four of another company', () => {
    const free = goodsOf('120', 150)
    const two = goodsOf('850', 100, { company: '0048000', pieces: 2 })
    const four = goodsOf('256', 100, { company: '0048000', pieces: 4 })
    expect(judge(FREE_LIMITED, free, two)).toBe(89)
    expect(judge(FREE_LIMITED, free, four)).toBe(89)
    expect(judge(FREE_LIMITED, goodsOf('120', 60), two)).toBe(60)
    expect(judge(FREE_LIMITED, free, { ...two, free: 1000 })).toMatchObject({ missing: 1 })
  })

  it('5.00 off the transaction, whatever it is on', () => {
    const bought = [goodsOf('111', 300), goodsOf('120', 100, { company: '0999999' })]
    const judged = judgeCoupon(paper(OFF_ORDER), bought, momentWith())
    expect(judged).toMatchObject({ outcome: 'applies', amount: 400 })
    expect(judge(OFF_ORDER, ...bought, goodsOf('999', 800, { company: '0999999' }))).toBe(500)
  })

  it('2.50 off one, never more than it costs', () => {
    const later = momentWith({ businessDate: 20140131 })
    expect(told(judgeCoupon(paper(OFF_ONE), [goodsOf('120', 800)], later))).toBe(250)
    expect(told(judgeCoupon(paper(OFF_ONE), [goodsOf('120', 199)], later))).toBe(199)
  })
})

describe('a save value', () => {
  it('of percent is on the pieces that were required', () => {
    const percent = '10614141011111225110111' + '95000'
    expect(judge(percent, goodsOf('111', 999, { pieces: 2 }))).toBe(250)
  })

  it('of pieces frees the cheapest of the pieces that were required', () => {
    const digits = '1061414101111112130111' + '92000'
    const bought = [goodsOf('111', 500), goodsOf('111', 300), goodsOf('111', 400)]
    expect(judge(digits, ...bought)).toBe(700)
  })

  it('is the same whether the coupon may be multiplied or not', () => {
    const goods = goodsOf('111', 999, { pieces: 4 })
    expect(judge('1061414101111127511011190000', goods)).toBe(75)
    expect(judge('1061414101111127511011190001', goods)).toBe(75)
  })

  it('counts other discounts: what is left of the goods is the most it can be', () => {
    const goods = goodsOf('111', 999)
    expect(judge('10614141011111275110111', { ...goods, worth: money(40), left: money(40) })).toBe(
      40,
    )
    expect(judge('10614141011111275110111', { ...goods, worth: money(0), left: money(0) })).toEqual(
      {
        reason: 'nothing-left',
      },
    )
  })
})

describe('a requirement', () => {
  /** 1.00 off so much of family 111, by a requirement code. */
  const off = (requirement: string, code: string) =>
    `106141410111113100${requirement.length}${requirement}${code}111`

  it('of money counts what the goods cost before discounts', () => {
    const goods = goodsOf('111', 500, { pieces: 2 })
    expect(judge(off('1000', '1'), { ...goods, worth: money(600), left: money(600) })).toBe(100)
    expect(judge(off('1001', '1'), goods)).toMatchObject({ missing: 1, unit: 'money' })
  })

  it('of money on the whole order counts all goods', () => {
    const goods = [goodsOf('999', 700, { company: '0999999' }), goodsOf('111', 300)]
    expect(judge(off('1000', '2'), ...goods)).toBe(100)
    expect(judge(off('1500', '2'), ...goods)).toMatchObject({
      reason: 'not-bought',
      unit: 'money-of-order',
      missing: 500,
      maker: null,
    })
  })

  it.each([
    ['kg', '4', '1500', 1500, 100],
    ['lb', '3', '150', 1500, 100],
    ['kg', '3', '331', 1500, { unit: 'pounds', missing: 1 }],
    ['kg', '3', '330', 1500, 100],
    ['lb', '4', '681', 1500, { unit: 'kilograms', missing: 1 }],
  ] as const)(
    'of weight in %s with code %s, %s of %s',
    (...[unit, code, requirement, quantity, said]) => {
      const judged = judge(off(requirement, code), goodsOf('111', 400, { unit, quantity }))
      if (typeof said === 'number') expect(judged).toBe(said)
      else expect(judged).toMatchObject(said)
    },
  )

  it('of weight on packed goods is for a manager', () => {
    expect(judge(off('1500', '4'), goodsOf('111', 400))).toBe('weight-unknown')
  })

  it('the cashier decides is for a manager', () => {
    expect(judge(off('1', '9'), goodsOf('111', 400))).toBe('requirement-by-hand')
    expect(judge(off('1', '9'), goodsOf('120', 400))).toMatchObject({ reason: 'not-bought' })
    const judged = judgeCoupon(
      paper(off('1', '9'), approved()),
      [goodsOf('111', 400)],
      momentWith(),
    )
    expect(told(judged)).toBe(100)
  })

  it('of two families together is filled from both', () => {
    const together = '106141410111113100130111' + '13' + '1301209'
    const goods = [goodsOf('111', 200, { pieces: 2 }), goodsOf('120', 200)]
    expect(judge(together, ...goods)).toBe(100)
    expect(judge(together, ...goods.slice(0, 1))).toMatchObject({ missing: 1, family: '111' })
  })

  it('on a family nobody has told the till of is for a manager, and then counts', () => {
    const moment = momentWith({ rules: rulesWith({ families: {} }) })
    const one = paper('10614141011111275110111')
    const goods = [goodsOf('111', 499)]
    expect(told(judgeCoupon(one, goods, moment))).toBe('family-unknown')
    expect(told(judgeCoupon({ ...one, ...approved() }, goods, moment))).toBe(75)
    const others = [goodsOf('111', 499, { company: '0614142' })]
    expect(told(judgeCoupon({ ...one, ...approved() }, others, moment))).toMatchObject({
      reason: 'not-bought',
    })
  })
})

describe('a coupon is not taken', () => {
  const BASE = '10614141011111275110111'
  const goods = [goodsOf('111', 499)]

  it.each([
    ['3101031', {}, { reason: 'expired', day: 20101031 }],
    ['3101101', {}, 75],
    ['3101231', { businessDate: 20101231 }, 75],
    ['31012314101102', {}, { reason: 'not-yet', day: 20101102 }],
    ['31012314101101', {}, 75],
    ['50123456', { isSpent: () => true }, { reason: 'serial-used' }],
    ['50123456', {}, 75],
    ['611234567', {}, 'retailer-unknown'],
    ['611234567', { rules: rulesWith({ retailers: ['7654321'] }) }, { reason: 'other-retailer' }],
    ['611234567', { rules: rulesWith({ retailers: ['1234567'] }) }, 75],
    ['611234567', { rules: rulesWith({ retailers: ['1234567890123'] }) }, 75],
    ['671234567890123', { rules: rulesWith({ retailers: ['1234567'] }) }, 75],
    ['90010', {}, 'store-coupon'],
    ['', { currency: 'EUR' }, { reason: 'other-currency', currency: 'USD' }],
    ['', { currency: 'CAD' }, 75],
  ] as const)('with %j: case %#', (fields, moment, said) => {
    const judged = judgeCoupon(paper(BASE + fields), goods, momentWith(moment))
    expect(told(judged)).toEqual(said)
  })

  it('whose value and conditions are with the clearing service', () => {
    const one = paperOf('81120112345679999990666666')
    expect(told(judgeCoupon(one, goods, momentWith()))).toEqual({ reason: 'clearing-service' })
    const moment = momentWith({ rules: rulesWith({ clearing: 'manager' }) })
    expect(judgeCoupon(one, goods, moment)).toEqual({
      outcome: 'needs-manager',
      doubt: 'clearing-service',
      wantsAmount: true,
      wantsLine: false,
    })
    const { approval } = approved({ amount: money(120) })
    expect(told(judgeCoupon({ ...one, approval }, goods, moment))).toBe(120)
    const spent = momentWith({
      rules: rulesWith({ clearing: 'manager' }),
      isSpent: (serial) => serial === '8112:1234567:999999:666666',
    })
    expect(told(judgeCoupon({ ...one, approval }, goods, spent))).toEqual({ reason: 'serial-used' })
  })
})

describe('an old UPC coupon', () => {
  const maker = articleOf('0614141', 457)
  const goods = [goodsOf('457', 499, { gtins: [maker] })]
  const upc = (family: string, value: string) => paperOf(withCheckDigit(`514141${family}${value}`))
  const moment = momentWith({ rules: rulesWith({ families: { [maker]: '457' } }) })

  it.each([
    ['000', '76', 100],
    ['450', '76', 100],
    ['457', '76', 100],
    ['992', '76', 100],
    [
      '460',
      '76',
      { reason: 'not-bought', missing: 1, unit: 'pieces', maker: '14141', family: '460' },
    ],
    ['457', '01', 499],
    ['457', '00', 'value-unknown'],
    ['457', '33', 'value-unknown'],
    ['992', '01', 'goods-unknown'],
  ])('of family %s with value %s: %j', (family, value, said) => {
    expect(told(judgeCoupon(upc(family, value), goods, moment))).toEqual(said)
  })

  it('has the value of the shop’s own table, for so many pieces', () => {
    const upcValues = { '33': { amount: money(60), pieces: 2 } }
    const known = momentWith({ rules: rulesWith({ upcValues, families: { [maker]: '457' } }) })
    expect(told(judgeCoupon(upc('457', '33'), goods, known))).toMatchObject({ missing: 1 })
    const two = [goodsOf('457', 499, { gtins: [maker], pieces: 2 })]
    expect(told(judgeCoupon(upc('457', '33'), two, known))).toBe(60)
  })

  it('without a known value takes what the manager says', () => {
    const { approval } = approved({ amount: money(45) })
    expect(told(judgeCoupon({ ...upc('457', '00'), approval }, goods, moment))).toBe(45)
  })

  it('is of another maker', () => {
    const other = [goodsOf('457', 499, { gtins: [articleOf('0614142', 457)] })]
    expect(told(judgeCoupon(upc('000', '76'), other, moment))).toMatchObject({
      reason: 'not-bought',
    })
  })

  it('behind 99 is the national office’s where no dollars are paid', () => {
    const one = paperOf(withCheckDigit('991414110076'))
    const euros = momentWith({ currency: 'EUR' })
    expect(told(judgeCoupon(one, goods, euros))).toBe('layout-unknown')
    const { approval } = approved({ amount: money(50) })
    expect(told(judgeCoupon({ ...one, approval }, goods, euros))).toBe(50)
  })
})

describe('a coupon whose goods the code does not name', () => {
  const euros = momentWith({ currency: 'EUR' })
  const goods = [goodsOf('111', 499), goodsOf('120', 300)] as const

  it('is a euro coupon: a manager says yes, on the order or on a line', () => {
    const one = paperOf('9828508010106')
    expect(judgeCoupon(one, goods, euros)).toEqual({
      outcome: 'needs-manager',
      doubt: 'goods-unknown',
      wantsAmount: false,
      wantsLine: false,
    })
    expect(told(judgeCoupon({ ...one, ...approved() }, goods, euros))).toBe(10)
    const { lineId } = goods[1]
    const on = judgeCoupon({ ...one, ...approved({ lineId }) }, goods, euros)
    expect(on).toMatchObject({
      parts: [{ lineId, amount: 10 }],
      uses: [{ lineId, quantity: 1000 }],
    })
    expect(told(judgeCoupon(one, goods, momentWith()))).toEqual({
      reason: 'other-currency',
      currency: 'EUR',
    })
    expect(told(judgeCoupon({ ...one, ...approved() }, [], euros))).toMatchObject({
      reason: 'not-bought',
      maker: null,
    })
  })

  it('that makes goods free needs their line', () => {
    const one = paperOf(withCheckDigit('982850801000'))
    expect(judgeCoupon({ ...one, ...approved() }, goods, euros)).toMatchObject({ wantsLine: true })
    const { lineId } = goods[0]
    const free = { ...one, ...approved({ lineId }) }
    expect(told(judgeCoupon(free, goods, euros))).toBe(499)
    expect(told(judgeCoupon(free, goods.slice(1), euros))).toEqual({ reason: 'goods-gone' })
    const used = [{ ...goods[0], free: 0 }, goods[1]]
    expect(told(judgeCoupon(free, used, euros))).toMatchObject({ reason: 'goods-used' })
  })

  it('that is a percentage needs their line, one that is money does not', () => {
    const worth = (text: string) => {
      const parsed = parseGs1(`255${withCheckDigit('950600013437')}000123\x1d${text}`)
      const coupon = parsed.ok ? globalCouponIn(parsed.value) : null
      return coupon && judgeCoupon(presented(coupon, text, approved()), goods, euros)
    }
    expect(worth('39410155')).toMatchObject({ doubt: 'goods-unknown', wantsLine: true })
    expect(worth('3902050')).toMatchObject({ outcome: 'applies', amount: 50 })
  })

  it.each([
    ['3902050', 50],
    ['39410155', 47],
    ['3900000', 300],
    ['81110500', { reason: 'points' }],
    ['', 'value-unknown'],
  ])('is a Global Coupon Number with %j: %j', (worth, said) => {
    const code = `255${withCheckDigit('950600013437')}000123${worth === '' ? '' : `\x1d${worth}`}`
    const parsed = parseGs1(code)
    const coupon = parsed.ok ? globalCouponIn(parsed.value) : null
    if (coupon === null) throw new Error('No coupon')
    const { lineId } = goods[1]
    const one = presented(coupon, code, approved({ lineId }))
    expect(told(judgeCoupon(one, goods, euros))).toEqual(said)
  })

  it('is of a national office', () => {
    const one = paperOf(withCheckDigit('983123456789'))
    expect(judgeCoupon(one, goods, euros)).toMatchObject({
      doubt: 'layout-unknown',
      wantsAmount: true,
    })
  })
})
