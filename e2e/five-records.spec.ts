import type { Page } from '@playwright/test'
import { chooseItem, findCustomer, goOn, moneyRow, scanExample } from './counter'
import {
  asked,
  atTender,
  goPay,
  grantCode,
  orderRegion,
  payExact,
  pick,
  settled,
} from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { salesOnDisk, eventsOnDisk } from './journal-file'
import { amountOn, centsOf, couponBooks, paperOf } from './records'

test.use({ worldOptions: { settings: { terminal: { cashRounding: 5 } } } })

/** One sale in minor units, as one of the five tells it. Discounts and coupons are what they take off. */
type Told = {
  readonly subtotal: number
  readonly discounts: number
  readonly coupons: number
  readonly tax: number
  readonly total: number
  /** Paid in cash, rounded to the smallest coin. */
  readonly cash: number
}

test('screen, paper, journal and both providers tell one sale to the cent', async ({ till }) => {
  const { page, world } = till
  const counter = { page, scan: (code: string) => till.scan(code) }
  await scanExample(counter)
  await pick(till, '3003')
  await grantCode(till, 'SPRING5')
  await grantCode(till, 'ADOPT10')
  await findCustomer(counter, '2065550142')
  await goPay(till)
  await chooseItem(counter, '20% off one toy', 'Fetchwell Rope Toy M')
  await expect(orderRegion(page).getByText('20% off one toy')).toBeVisible()
  await goOn(counter)
  await expect(page.getByRole('heading', { name: '2 PETZ coupons apply' })).toBeVisible()
  await goOn(counter)
  await atTender(till)
  await expect(page.getByText('Cash rounding −0.01')).toBeVisible()
  const screen = await onScreen(page)
  await payExact(till)
  await expect(page.getByText('Cash 84.25 for 84.25.')).toBeVisible()
  const view = await settled(till)
  const paper = onPaper(await paperOf(till, view))
  await till.close()

  const sale = { subtotal: 10127, discounts: 1703, coupons: 689, tax: 691, total: 8426, cash: 8425 }
  expect({ screen, paper, journal: onDisk(till) }).toEqual({
    screen: sale,
    paper: sale,
    journal: sale,
  })
  expect({ promotions: atPromotions(till), coupons: atCoupons(till) }).toEqual({
    promotions: sale,
    coupons: { ...sale, total: sale.cash },
  })

  expect(eventsOnDisk(till.data)).toMatchObject({
    OrderPaid: 1,
    PromotionsApplied: 1,
    CouponsCaptured: 1,
    StorePromotionRedeemed: 1,
    CashRounded: 1,
  })
  const { promotions, violations } = world.promotions.state()
  expect(promotions.map((one) => [one.code, one.status, one.applied])).toEqual([
    ['SPRING5', 'redeemed', 1],
    ['ADOPT10', 'redeemed', 1],
  ])
  expect(violations).toEqual([])
  expect(couponBooks(till)).toEqual({
    held: [],
    captured: [['70455', '70460']],
    uses: { '880412/70311': 1, '880412/70455': 1, '880412/70460': 1 },
  })
})

async function onScreen(page: Page): Promise<Told> {
  const row = async (label: string) => centsOf(await moneyRow(page, label).innerText())
  const rounded = await page.getByText(/^In cash /).innerText()
  const figure = await orderRegion(page)
    .getByText(/^\$[\d,]+\.\d\d$/)
    .innerText()
  return {
    subtotal: await row('Subtotal'),
    discounts: -(await row('Discounts')),
    coupons: -(await row('PETZ coupons')),
    tax: await row('Tax'),
    total: centsOf(figure),
    cash: centsOf(rounded.replace('In cash ', '')),
  }
}

function onPaper(paper: string): Told {
  const amount = (words: string) => amountOn(paper, words) ?? Number.NaN
  return {
    subtotal: amount('Subtotal'),
    discounts: -amount('Discounts'),
    coupons: -amount('PETZ coupons'),
    tax: amount('Tax 8.00%') + amount('Tax 10.25%'),
    total: amount('TOTAL') - amount('Cash rounding'),
    cash: amount('Cash  '),
  }
}

function onDisk({ data }: TillUnderTest): Told {
  const [sale] = salesOnDisk(data)
  if (!sale) throw new Error('The journal has no sale.')
  const { subtotal, discount, coupons, tax, total } = sale.totals
  const cash = sale.tenders.reduce((all, tender) => all + tender.amount, 0)
  return { subtotal, discounts: discount, coupons, tax, total, cash }
}

/** What the promotions provider was told with the redemption; its dollars become cents. */
function atPromotions(till: TillUnderTest): Told {
  const { check } = JSON.parse(asked(till, 'APPLY')[0]?.body ?? '{}') as { check: WireCheck }
  const cents = (dollars: number) => Math.round(dollars * 100)
  const paid = (type: string) =>
    cents(check.payments.find((payment) => payment.type === type)?.amount ?? 0)
  const subtotal = check.selections.reduce((all, one) => all + cents(one.preDiscountPrice), 0)
  const ofChecks = check.appliedDiscounts.reduce((all, one) => all + cents(one.discountAmount), 0)
  const ofLines = check.selections
    .flatMap((one) => one.appliedDiscounts)
    .reduce((all, one) => all + cents(one.discountAmount), 0)
  expect(subtotal - cents(check.amount)).toBe(ofChecks + ofLines)
  return {
    subtotal,
    discounts: subtotal - cents(check.amount),
    coupons: paid('OTHER'),
    tax: cents(check.taxAmount),
    total: cents(check.totalAmount) - paid('OTHER'),
    cash: paid('CASH'),
  }
}

type WireCheck = {
  readonly amount: number
  readonly taxAmount: number
  readonly totalAmount: number
  readonly appliedDiscounts: readonly { readonly discountAmount: number }[]
  readonly selections: readonly {
    readonly preDiscountPrice: number
    readonly appliedDiscounts: readonly { readonly discountAmount: number }[]
  }[]
  readonly payments: readonly { readonly type: string; readonly amount: number }[]
}

/**
 * What the coupon service was told when the order was complete, and what it was asked to settle. It has no word
 * for cash rounding: its total is what was paid, as on the paper.
 */
function atCoupons({ world }: TillUnderTest): Told {
  const [order] = world.coupons.state.orders
  const totals = order?.totals as Readonly<Record<string, string>>
  const of = (name: string) => centsOf(totals[name] ?? '')
  const [captured] = world.coupons.state.authorizations.filter((one) => one.status === 'captured')
  const settledSum = captured?.coupons.reduce((all, coupon) => all + coupon.amount, 0)
  expect(settledSum).toBe(of('petz_discount'))
  return {
    subtotal: of('gross'),
    discounts: of('store_discount'),
    coupons: of('petz_discount'),
    tax: of('tax'),
    total: of('total'),
    cash: of('total'),
  }
}
