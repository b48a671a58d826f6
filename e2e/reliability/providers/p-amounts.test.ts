/*
 * Amounts in every form but the right one, wrong totals, another currency, and a part of what was asked for.
 * The promotions wire writes money as a JSON number in whole currency units, the coupon wire as text or a
 * number (their documents decide that): the digits count as they were printed, and nothing but whole minor
 * units goes on from there.
 */
import { expect, it } from 'vitest'
import { fromAmount } from '../../../electron/providers/promotions/wire-values'
import { readMoney } from '../../../electron/providers/coupons/wire/formats'
import type { Counter } from './counter'
import { afterMoneyCoupon, atCounter, beforeMoneyCoupon, beforeMoneyPromotion } from './courses'
import { content, entries, text, told } from './troubles'

/** Every number that is in the journal is whole. */
function expectWholeNumbers(counter: Counter): void {
  const broken: number[] = []
  JSON.stringify([...counter.disk.read()], (_key, value: unknown) => {
    if (typeof value === 'number' && !Number.isSafeInteger(value)) broken.push(value)
    return value
  })
  expect(broken).toEqual([])
}

const NO_AMOUNTS = [
  '"NaN"',
  '-0',
  '"-0.00"',
  '1e308',
  '"1e308"',
  '5.004',
  '"5.004"',
  '"0x10"',
  '"5,00"',
  'true',
  '-5',
  '[5]',
]

it('[P14 coupon] an amount as a fraction, a huge number, minus nothing or a word is no amount', async () => {
  for (const amount of NO_AMOUNTS) {
    const inTheCoupon = () => text((given) => given.replace('"value":"5.00"', `"value":${amount}`))
    await beforeMoneyCoupon(inTheCoupon, 'unusable')
  }
  for (const amount of ['"NaN"', '1e308', '-0', '{}']) {
    const inTheLine = () =>
      text((given) =>
        given.replace(/("qty":1,"lines":\[\{"line_ref":"L1","value":)"5.00"/, `$1${amount}`),
      )
    await beforeMoneyCoupon(inTheLine, 'unusable')
    const asTotal = () =>
      text((given) => given.replace(/"total_value":"[\d.]+"/, `"total_value":${amount}`))
    await beforeMoneyCoupon(asTotal, 'unusable')
  }
  await atCounter(async (counter) => {
    counter.line.spoilAll(
      'authorize',
      text((given) => given.replaceAll('"5.00"', '5')),
    )
    await counter.sellUntil((order) => order.sale !== null)
    expect(counter.order.sale?.totals.coupons).toBe(689)
    expectWholeNumbers(counter)
  })
  expect(
    [0.1 + 0.2, Infinity, NaN].map((value) => readMoney(value, { as: 'number', exponent: 2 })),
  ).toEqual([null, null, null])
})

it('[P14 promotion] an amount as text, a huge number, minus nothing or a word is no amount', async () => {
  for (const amount of ['"5.00"', '"NaN"', '-0', '1e308', '"1e308"', '-5', 'true', 'null', '[5]']) {
    await beforeMoneyPromotion(() =>
      text((given) => given.replace('"discountAmount":5', `"discountAmount":${amount}`)),
    )
  }
  for (const [printed, cents] of [
    ['5.005', 500],
    ['4.999999999999999', 500],
    ['0.30000000000000004', 30],
  ] as const) {
    await atCounter(async (counter) => {
      counter.line.spoil(
        'verify',
        text((given) => given.replace('"discountAmount":5', `"discountAmount":${printed}`)),
      )
      await counter.goods()
      await counter.code()
      expect(counter.order.promotions).toMatchObject([{ amount: cents }])
      expectWholeNumbers(counter)
    })
  }
  expect([Infinity, NaN, -0, 1e21].map((value) => fromAmount(value, 2))).toEqual([
    null,
    null,
    null,
    null,
  ])
})

it('[P15 coupon] a wrong total is not used before the money; after it the sale stands and a person knows', async () => {
  await beforeMoneyCoupon(() => content((body) => ({ ...body, total_value: '6.90' })), 'unusable')
  await beforeMoneyCoupon(
    () => text((given) => given.replace('"value":"5.00"', '"value":"5.01"')),
    'unusable',
  )
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    await counter.toTender()
    counter.line.spoil(
      'capture',
      text((given) => given.replace('"value":"5.00"', '"value":"4.99"')),
    )
    await counter.payCash()
    const sealed = counter.order.sale
    await counter.pass(120_000)
    expect(sealed?.totals.coupons).toBe(689)
    expect(counter.order.sale).toEqual(sealed)
    expect(counter.owed).toMatchObject([
      { effect: { status: 'needs-person', code: 'capture-differs' } },
    ])
    expect(counter.holds('captured')).toHaveLength(1)
  })
})

it('[P15 coupon] more than a line costs is cut to it, and a manager is told', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    counter.line.spoil(
      'authorize',
      text((given) =>
        given
          .replaceAll('"5.00"', '"900.00"')
          .replace(/"total_value":"[\d.]+"/, '"total_value":"901.89"'),
      ),
    )
    await counter.toTender()
    expect(counter.order.payment?.authorization?.coupons).toMatchObject([
      { amount: 5899 },
      { amount: 189 },
    ])
    await counter.payCash()
    expect(counter.order.sale?.totals.total).toBeGreaterThanOrEqual(0)
    expect(counter.owed).toMatchObject([{ effect: { code: 'coupon-cut' } }])
  })
})

it('[P15 promotion] a wrong amount is not adopted: cut to the goods before the money, a person after it', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    counter.line.spoil(
      'verify',
      text((given) => given.replace('"discountAmount":5', '"discountAmount":5000')),
    )
    await counter.code()
    const { totals } = counter.till.view() ?? {}
    expect(totals?.total).toBe(0)
    expect(totals?.discount).toBe(totals?.subtotal)
  })
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.code()
    await counter.toTender()
    counter.line.spoil(
      'apply',
      text((given) => given.replace('"discountAmount":5', '"discountAmount":4.99')),
    )
    await counter.payCash()
    const sealed = counter.order.sale
    await counter.pass(120_000)
    expect(sealed?.totals.discount).toBe(500)
    expect(counter.order.sale).toEqual(sealed)
    expect(counter.owed).toMatchObject([
      { effect: { status: 'needs-person', code: 'promotion-amount-differs', attempts: 1 } },
    ])
    expect(counter.booked()).toEqual(['redeemed'])
  })
})

const euros = () => entries((one) => ({ ...one, currency: 'EUR' }))

it('[P16 coupon] an answer in another currency is not used', async () => {
  await beforeMoneyCoupon(euros, 'unusable')
  await beforeMoneyCoupon(
    () => content((body) => ({ ...body, total: { currency_code: 'eur' } })),
    'unusable',
  )
  await afterMoneyCoupon(euros, 'malformed')
  await atCounter(async (counter) => {
    counter.line.spoilAll(
      'authorize',
      content((body) => ({ ...body, currency: 'usd' })),
    )
    await counter.sellUntil((order) => order.sale !== null)
    expect(counter.order.sale?.totals.coupons).toBe(689)
  })
})

it('[P16 promotion] an answer in another currency is not used', async () => {
  await beforeMoneyPromotion(euros)
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.code()
    await counter.toTender()
    counter.line.spoil('apply', euros())
    await counter.payCash()
    expect(counter.owed).toMatchObject([{ effect: { status: 'waiting', code: 'malformed' } }])
    await counter.pass(60_000)
    expect(counter.booked()).toEqual(['redeemed'])
    expect(counter.owed).toEqual([])
  })
})

it('[P27 coupon] of three coupons two are given: they stay, the third is named, the total is shown before the money', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    await counter.customer()
    const before = counter.till.view()?.totals.total ?? 0
    await counter.toCoupons()
    const { authorization, step } = counter.order.payment ?? {}
    expect(step).toBe('coupons')
    expect(authorization?.coupons.map((one) => one.couponId)).toEqual(['70455', '70460'])
    expect(authorization?.rejected).toMatchObject([
      { couponId: '70502', reason: 'product-mismatch' },
    ])
    expect(counter.till.view()?.stillToPay).toBe(before - 689)
    expect(counter.order.payment?.tenders).toEqual([])
    await counter.run({ type: 'ContinuePayment' })
    await counter.payCash()
    await counter.pass(1_000)
    expect([counter.uses('70455'), counter.uses('70460'), counter.uses('70502')]).toEqual([1, 1, 0])
    expect(counter.order.sale?.totals.coupons).toBe(689)
  })
})

it('[P27 promotion] of three codes one is refused at Pay: it goes with its sentence, the total is shown before the money', async () => {
  await atCounter(async (counter) => {
    await counter.goods()
    for (const code of ['SPRING5', 'ADOPT10', 'MIN50']) await counter.code(code)
    expect(counter.order.promotions).toHaveLength(3)
    const second = counter.order.promotions.find((one) => one.code === 'ADOPT10')
    const refusal = {
      errors: [
        {
          externalId: second?.id,
          errorType: 'CODE_INACTIVE',
          userErrorMessage: 'Adopt 10% has ended.',
        },
      ],
    }
    counter.line.spoil(
      'revalidate',
      told((one) => ({ ...one, status: 400, text: JSON.stringify(refusal) })),
    )
    await counter.run({ type: 'Pay' })
    expect(counter.order.status).toBe('open')
    expect(counter.order.promotions.map((one) => one.code)).toEqual(['SPRING5', 'MIN50'])
    expect(counter.order.notes).toMatchObject([
      {
        code: 'promotion-taken-off',
        message: 'Adopt 10% has ended.',
        values: { reason: 'promotion-inactive' },
      },
    ])
    expect(counter.till.view()?.totals.discount).toBe(1500)
    await counter.pass(1_000)
    expect(counter.booked('ADOPT10')).toEqual(['voided'])
    await counter.toTender()
    await counter.payCash()
    await counter.pass(1_000)
    expect(counter.order.sale?.totals.discount).toBe(1500)
    expect([counter.booked('SPRING5'), counter.booked('MIN50')]).toEqual([
      ['redeemed'],
      ['redeemed'],
    ])
    expect(counter.owed).toEqual([])
  })
})
