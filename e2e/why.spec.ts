/*
 * Why a discount is on the order, nearly on it, or not: every kind of reason is brought on the screen as it comes
 * about at a counter, and read there as a cashier would. The pictures of them are in out/pictures/why.
 */
import type { Locator } from '@playwright/test'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { button, findCustomer, GOODS } from './counter'
import { atTender, goPay, noteSaying, payExact, pick, tryCode } from './discount-steps'
import { sampleCatalog } from '../sandbox/world-settings'
import { expect, test as base } from './fixtures/till'
import {
  applied,
  bothPictures,
  customerPage,
  known,
  nearly,
  not,
  paper,
  pathOf,
  pickAll,
  picture,
  promotions,
} from './why-steps'

const FAMILIES = { [GOODS.dogFood.code]: '111', [GOODS.pouch.code]: '120' }

const test = base.extend<{ rules: string; hasDisplay: boolean }>({
  hasDisplay: [false, { option: true }],

  rules: async ({}, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'why-'))
    const file = join(folder, 'promotions.yaml')
    await writeFile(file, promotions())
    await use(file)
    await rm(folder, { recursive: true, force: true })
  },

  worldOptions: async ({ rules, hasDisplay }, use) => {
    const display = hasDisplay ? { display: { window: true } } : {}
    const settings = { promotionFile: rules, manufacturerCoupons: { families: FAMILIES } }
    await use({ settings: { ...settings, ...display } })
  },
})

test('a promotion is nearly there with what it would save, then on the order, then as often as may be', async ({
  till,
}) => {
  const { page } = till
  await pickAll(till, 'ch-pig-ear', 'lv-cricket-12', 'sv-waste-bag', 'sv-waste-bag')
  await expect(button(page, 'Why?')).toContainText('4 are near')
  await picture(till, '01-order')
  await button(page, 'Why?').click()
  const ear = nearly(page, 'Second pig ear half price')
  await expect(ear).toContainText('Needs 1 more Pig ear.')
  await expect(ear).toContainText('Offer it to the customer, and scan it.')
  await expect(ear).toContainText('saves 1.25')
  await expect(nearly(page, 'Crickets and mealworms')).toContainText('Needs 1 more Mealworms, 50.')
  await expect(nearly(page, 'Waste bags from 3')).toContainText('Needs 1 more Waste bags, roll.')
  await expect(nearly(page, '3.00 off from 12.00')).toContainText(
    'Needs 4.74 more of the goods it is for.',
  )
  const saved = page.getByRole('list', { name: 'Nearly' }).locator('.why-sum')
  expect(await saved.allTextContents()).toEqual(['3.00', '1.25', '0.78', '0.45'])
  await bothPictures(till, '02-nearly')

  await pick(till, 'ch-pig-ear', 'sv-waste-bag')
  await expect(applied(page, 'Second pig ear half price')).toContainText('On Pig ear')
  await expect(applied(page, 'Second pig ear half price')).toContainText('−1.25')
  await expect(applied(page, 'Waste bags from 3')).toContainText('−0.45')
  await expect(page.getByText('The customer saves $1.70')).toBeVisible()
  await expect(nearly(page, 'Waste bags from 3')).toContainText(
    'Takes off more with 3 more Waste bags, roll.',
  )
  await picture(till, '03-applied')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('region', { name: 'Products' })).toBeVisible()
  await page.keyboard.press('Control+w')
  await expect(page.getByRole('heading', { name: 'Why, and why not' })).toBeFocused()
})

test('each thing that keeps a promotion off is one reason and one next act', async ({ till }) => {
  const { page } = till
  await pickAll(till, 'pl-catnip', 'fz-mice', 'pl-wheat-grass', 'ch-antler-m')
  await pick(till, 'sv-ice-melt', 'sv-ice-melt', 'sv-ice-melt')
  await button(page, 'Why?').click()
  await expect(nearly(page, 'Catnip for members')).toContainText(
    'Only for a customer with a PETZ account.',
  )
  await expect(nearly(page, 'Catnip for members')).toContainText('saves 0.55')
  await expect(not(page, 'Wheat grass week')).toContainText('It starts on')
  await expect(not(page, 'Wheat grass week')).toContainText('Goods scanned from then on count.')
  await expect(not(page, 'Antler 5%')).toContainText(
    'Antler 20% saves more, and the two do not go together.',
  )
  await expect(not(page, 'Ice melt once')).toContainText('It counts once on an order.')
  await expect(not(page, 'Mice for staff')).toContainText('Only for these customers: staff.')
  await expect(not(page, 'PETZ coupons')).toContainText('No customer is on this order.')
  await bothPictures(till, '04-not')

  await button(page, 'Add customer: Catnip for members').click()
  await page.getByRole('textbox', { name: 'Customer phone', exact: true }).fill('2065550150')
  await page.keyboard.press('Enter')
  await till.until('the account is found', ({ order }) => order.customer?.status === 'matched')
  await page.keyboard.press('Control+w')
  await expect(applied(page, 'Catnip for members')).toContainText('−0.55')
  await expect(not(page, 'Mice for staff')).toContainText('This customer is not one of them.')
})

test('a code that was refused stays explained after its note was read', async ({ till }) => {
  const { page } = till
  await pickAll(till, 'sv-nail-trim')
  for (const code of ['NOPE', 'USEDUP', 'PLATE3', 'OLDONE', 'ODDONE']) {
    await tryCode(till, code)
  }
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await button(page, 'Got it').first().click()
  await expect(page.locator('.order-notes .note')).toHaveCount(0)
  await page.keyboard.press('Control+w')
  const reasons: readonly (readonly [string, string])[] = [
    ['NOPE', 'Check the letters and try again.'],
    ['USEDUP', 'Ask the customer for another code.'],
    ['PLATE3', 'It may need other items or no other discount.'],
    ['OLDONE', 'Nothing to do. It has not started, or it has ended.'],
    ['ODDONE', 'Go on without it, or try once more.'],
  ]
  for (const [code, second] of reasons) await expect(not(page, code)).toContainText(second)
  await bothPictures(till, '05-codes')
  await pick(till, 'sv-dog-wash')
  await button(page, 'Try again: PLATE3').click()
  await till.until('it was asked again', ({ order }) =>
    order.promotions.every((one) => one.status !== 'verifying'),
  )
  await expect(not(page, 'PLATE3')).toBeVisible()
})

test('a paper coupon says how far it is, or what a manager must look at', async ({ till }) => {
  const { page } = till
  await pickAll(till, 'bw-dog-chk-24')
  await till.scan(paper(75, 2, '120'))
  await till.scan(paper(75, 1, '111', '3101231'))
  await till.scan(']C181120112345679999990666666')
  await till.until('all of them wait', ({ order }) => order.unresolved.length === 3)
  await button(page, 'Why?').click()
  await expect(nearly(page, 'Manufacturer coupon 120120')).toContainText(
    'This coupon needs 2 more of the goods printed on it.',
  )
  await expect(not(page, 'This coupon ended on Dec 31, 2010.')).toContainText('Remove this row')
  await expect(not(page, 'This coupon must be checked online.')).toBeVisible()
  await bothPictures(till, '06-paper')
  await pick(till, 'bw-cat-sal-3', 'bw-cat-sal-3')
  await expect(applied(page, 'Manufacturer coupon 120120')).toContainText('−0.75')
})

test('a wallet coupon is told before Pay: it fits, wants more, or is for something else', async ({
  till,
}) => {
  const { page } = till
  await pickAll(till, 'bw-dog-chk-24', 'bw-cat-sal-3', 'bw-cat-sal-3')
  await known(till, '0142')
  await page.keyboard.press('Control+w')
  await expect(nearly(page, '$5.00 off Brambleway Dry 24 lb')).toContainText(
    'It fits this order.PETZ takes it off at Pay.',
  )
  await expect(nearly(page, 'Buy 6 pouches, 1 free')).toContainText(
    'Needs 6, the order has 2.Offer 4 more to the customer.',
  )
  await expect(nearly(page, '20% off one toy')).toContainText('Choose its item at Pay.')
  await expect(not(page, '$3.00 off Brambleway Chicken 12 lb')).toContainText(
    'The coupon is for 12 lb; the order has 24 lb.',
  )
  await bothPictures(till, '07-wallet')
})

test('no account, and a service that does not answer, are said with the way on', async ({
  till,
}) => {
  const { page, world } = till
  await pickAll(till, 'bw-dog-chk-24')
  await findCustomer({ page, scan: (code) => till.scan(code) }, '2065550199')
  await page.keyboard.press('Control+w')
  await expect(not(page, 'PETZ coupons')).toContainText('No PETZ account for this phone number.')
  await picture(till, '08-no-account')
  await button(page, 'Change number: PETZ coupons').click()
  await world.turn('coupons', 'fault', { endpoint: 'customer/set', kind: 'down', count: 2 })
  await findCustomer({ page, scan: (code) => till.scan(code) }, '2065550142')
  await page.keyboard.press('Control+w')
  await expect(not(page, 'PETZ coupons')).toContainText('PETZ does not answer.')
  await button(page, 'Refresh: PETZ coupons').click()
  await expect(nearly(page, '$5.00 off Brambleway Dry 24 lb')).toBeVisible()
})

/** What PETZ says at Pay, how the screen says it, and what to do; by the customer to whom it happens. */
const AT_PAY: readonly (readonly [
  ending: string,
  first: string,
  second: string,
  lasts: boolean,
])[] = [
  ['0152', 'Already used with this phone number', 'It counts once for each phone number.', true],
  ['0153', 'The offer has ended', 'It was used up or withdrawn.', true],
  ['0154', 'In use at another register', 'Finish or cancel that sale, then check again.', true],
  ['0158', 'Not valid in this store', 'Another store takes it.', true],
  ['0151', 'Not the product in this offer.', 'Offer the right product', false],
]

for (const [ending, first, second, lasts] of AT_PAY) {
  test(`at Pay and after it the screen says: ${first}`, async ({ till }) => {
    const { page } = till
    await pickAll(till, 'bw-dog-chk-24')
    await known(till, ending)
    await goPay(till)
    const reason = page.locator('.pay-reason').first()
    await expect(reason).toContainText(first)
    await expect(reason).toContainText(second)
    await picture(till, `09-at-pay-${ending}`)
    await till.press('Back to order')
    await expect(button(page, 'Why?')).toBeVisible()
    await page.keyboard.press('Control+w')
    const rows = page.getByRole('list', { name: 'Not on this order' }).getByRole('listitem')
    await expect(rows.filter({ hasText: first }).first()).toContainText(second)
    const fits = page.getByText('It fits this order.')
    await expect(fits).toHaveCount(0)
    if (lasts) await picture(till, `10-after-pay-${ending}`)
  })
}

test('pieces that are missing, a line that is taken, goods without a UPC: each at Pay', async ({
  till,
}) => {
  const { page, world } = till
  await pickAll(till, 'bw-cat-sal-3', 'bf-hay-bale', 'bw-dog-chk-24')
  await world.turn('coupons', 'coupon', {
    action: 'add',
    phone: '+12065550142',
    coupon: {
      ...{ coupon_id: '70700', type: 'NW', title: '$2.00 off Timothy hay bale' },
      ...{ details: 'One bale', upcs: ['400001999995'], value_type: 'amount', value: '2.00' },
      ...{ min_qty: 1, uses_left: 1, start_date: '2020-01-01', end_date: '2099-12-31' },
    },
  })
  await known(till, '0142')
  await goPay(till)
  await page.getByRole('radio', { name: GOODS.dogFood.name }).check()
  await till.press('Continue')
  await expect(page.getByRole('heading', { name: 'No PETZ coupon fits this order' })).toBeVisible()
  const reason = (title: string): Locator =>
    page.locator('.pay-reason').filter({ has: page.getByText(title, { exact: true }) })
  await expect(reason('Buy 6 pouches, 1 free')).toContainText('Needs 6, the order has 1')
  await expect(reason('$5.00 off Brambleway Dry 24 lb')).toContainText(
    'This item already has a store promotion',
  )
  await expect(reason('$2.00 off Timothy hay bale')).toContainText(
    'Timothy hay bale has no UPC in our catalog, so PETZ cannot recognise it',
  )
  await bothPictures(till, '11-at-pay-three')
  await button(page, 'Report product: Timothy hay bale').click()
  await expect(reason('$2.00 off Timothy hay bale')).toContainText('A manager sees it in Owed.')
  await expect(button(page, 'Owed, 1, 1 needs a person')).toBeVisible()
  await till.press('Remove it and check again')
  await expect(page.getByRole('radiogroup')).toBeVisible()
})

test.describe('where the customer has a display', () => {
  test.use({ hasDisplay: true })

  test('the customer reads what would save more, and what each promotion saved', async ({
    till,
  }) => {
    const { page } = till
    const customer = await customerPage(till)
    await pickAll(till, 'ch-pig-ear', 'pl-catnip', 'fz-mice')
    const hints = customer.getByRole('list', { name: 'You can save more' })
    await expect(hints).toContainText('1 more Pig ear: save $4.25')
    // Money that only counts for some goods is no promise to a customer.
    await expect(hints.getByRole('listitem')).toHaveCount(1)
    // What only the cashier knows of this customer stays with the cashier.
    await expect(customer.getByText(/account|staff|members/i)).toHaveCount(0)
    await customer.screenshot({ path: pathOf('12-customer-hints') })
    await pick(till, 'ch-pig-ear', 'sv-nail-trim')
    await expect(hints).toHaveCount(0)
    const sums = customer.getByRole('region', { name: 'What it comes to' })
    await expect(sums).toContainText('Second pig ear half price−1.25')
    await expect(sums).toContainText('3.00 off from 12.00−3.00')
    await expect(customer.getByText('You save $4.25')).toBeVisible()
    await customer.screenshot({ path: pathOf('13-customer-savings') })
    await button(page, 'Pay').click()
    await atTender(till)
    await payExact(till)
    await expect(customer.getByText('You saved $4.25')).toBeVisible()
    await expect(customer.getByText('Second pig ear half price')).toBeVisible()
    await customer.screenshot({ path: pathOf('14-customer-thanks') })
  })
})

test('an order with nothing near says so, and the way on', async ({ till }) => {
  const { page } = till
  await pickAll(till, 'sv-donation')
  await page.keyboard.press('Control+w')
  await expect(not(page, 'PETZ coupons')).toContainText('Ask for the phone number.')
  await findCustomer({ page, scan: (code) => till.scan(code) }, '2065550150')
  await page.keyboard.press('Control+w')
  await expect(noteSaying(page, 'No discount is near this order.')).toBeVisible()
  await picture(till, '15-nothing')
})

test('a large order says that a better combination may exist', async ({ till }) => {
  const { page } = till
  const rows = (await readFile(sampleCatalog(), 'utf8')).split('\n')
  const skus = rows
    .filter((row) => row.endsWith(',Fish,each,no'))
    .map((row) => row.split(',')[0] ?? '')
  await pickAll(till, ...skus, ...skus)
  await page.keyboard.press('Control+w')
  const first =
    'This order is too large to try every combination of promotions: a better one may exist.'
  await expect(noteSaying(page, first)).toContainText('the best of those that were tried')
  await picture(till, '16-bounded')
})
