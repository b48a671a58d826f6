import { button, findCustomer, goOn, GOODS, lineOf, moneyRow } from './counter'
import { atTender, goPay, nextOrder, noteSaying, payExact, pick, settled } from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { couponBooks, expectOneNumber } from './records'

test('coupons are held at Pay, shown on their lines, left out and used again, captured once after payment', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, 'bw-dog-chk-24', ...Array<string>(6).fill('bw-cat-sal-3'))
  await findCustomer({ page, scan: (code) => till.scan(code) }, '2065550142')
  await goPay(till)
  await button(page, 'Skip this one').click()
  await goOn({ page, scan: (code) => till.scan(code) })
  await expect(page.getByRole('heading', { name: '2 PETZ coupons apply' })).toBeVisible()
  await expect(page.getByText('Tell the customer: “You save $6.89 with PETZ.”')).toBeVisible()
  await expect(lineOf(page, GOODS.dogFood.name)).toContainText('−5.00')
  await expect(lineOf(page, GOODS.pouch.name)).toContainText('−1.89')
  await button(page, '1 coupon does not apply. Why not?').click()
  await expect(page.getByText(/^Not the product in this offer/)).toBeVisible()

  await button(page, 'Leave out $5.00 off Brambleway Dry 24 lb').click()
  await expect(page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  await expect(lineOf(page, GOODS.dogFood.name)).not.toContainText('−5.00')
  await button(page, 'Use $5.00 off Brambleway Dry 24 lb again').click()
  await expect(page.getByRole('heading', { name: '2 PETZ coupons apply' })).toBeVisible()
  await expect(moneyRow(page, 'PETZ coupons')).toHaveText('−6.89')
  await button(page, 'Leave out Buy 6 pouches, 1 free').click()
  await expect(page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  await button(page, 'Continue').click()
  await payExact(till)
  await expect(page.getByText('PETZ coupons settled')).toBeVisible()
  await settled(till)
  await expectOneNumber(till, { coupons: 500, due: 7096 })
  expect(couponBooks(till)).toEqual({
    held: [],
    captured: [['70455']],
    uses: { '880412/70455': 1 },
  })
  expect(world.coupons.log.filter((one) => one.path.includes('capture'))).toHaveLength(1)
})

/** Customers whose coupon does not apply, and what the cashier reads about it. */
const WHY_NOT: readonly (readonly [phone: string, sentence: string])[] = [
  ['0152', 'Already used with this phone number'],
  ['0153', 'The offer has ended'],
  ['0158', 'Not valid in this store'],
]

test('a coupon that does not apply says why, and the sale goes on at the full price', async ({
  till,
}) => {
  const { page } = till
  for (const [phone, sentence] of WHY_NOT) {
    await pick(till, 'bw-dog-chk-24')
    await lookUp(till, phone)
    await goPay(till)
    await expect(
      page.getByRole('heading', { name: 'No PETZ coupon fits this order' }),
    ).toBeVisible()
    await expect(page.getByText('The sale goes on without coupons.')).toBeVisible()
    await expect(page.getByText(sentence, { exact: true })).toBeVisible()
    await expect(button(page, 'Continue')).toBeFocused()
    await sellInFull(till)
  }

  await pick(till, 'bw-dog-chk-24')
  await lookUp(till, '0151')
  await goPay(till)
  await expect(page.getByText(/^Not the product in this offer/)).toHaveCount(2)
  await button(page, 'Show products').first().click()
  await expect(page.getByText('400001102244')).toBeVisible()
  await sellInFull(till)

  const { held, captured } = couponBooks(till)
  expect([held, captured]).toEqual([[], []])
})

test('a coupon in an unfinished sale elsewhere applies once that sale lets go of it', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, 'bw-dog-chk-24')
  await lookUp(till, '0154')
  await goPay(till)
  await expect(
    page.getByText('In use at another register or in an unfinished sale', { exact: true }),
  ).toBeVisible()
  await world.turn('coupons', 'release', { order: 'pine-01-unfinished' })
  await button(page, 'Check again').first().click()
  await expect(page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  await button(page, 'Continue').click()
  await payExact(till)
  await settled(till)
  await expectOneNumber(till, { coupons: 500, due: 5871 })
  expect(couponBooks(till)).toEqual({
    held: [],
    captured: [['70540']],
    uses: { '880454/70540': 1 },
  })
})

test('a number without an account, a short one and an empty wallet never hold the sale up', async ({
  till,
}) => {
  const { page } = till
  await pick(till, 'bw-dog-chk-24')
  await page.keyboard.press('F3')
  const field = page.getByRole('textbox', { name: 'Customer phone', exact: true })
  await field.fill('206555')
  await field.press('Enter')
  await expect(
    noteSaying(page, 'This phone number is too short. Type all ten digits.'),
  ).toBeVisible()
  expect((await till.view()).order.customer).toBeNull()

  await lookUp(till, '0199')
  await expect(noteSaying(page, 'No PETZ account for this number.')).toContainText(
    'Check the number with the customer. The sale goes on.',
  )
  await expect(
    page.getByRole('button', { name: /No PETZ account. Check the number$/ }),
  ).toBeVisible()
  await goPay(till)
  await sellInFull(till)

  await pick(till, 'bw-dog-chk-24')
  await lookUp(till, '0150')
  await expect(noteSaying(page, 'No saved coupons.')).toBeVisible()
  await goPay(till)
  await sellInFull(till)
  expect(couponBooks(till).captured).toEqual([])
})

async function lookUp(till: TillUnderTest, ending: string): Promise<void> {
  const { page } = till
  await findCustomer({ page, scan: (code) => till.scan(code) }, `206555${ending}`)
  await till.until(`${ending} is answered`, ({ order }) => {
    const { customer } = order
    return customer?.phoneMasked.endsWith(ending) === true && customer.status !== 'looking'
  })
}

/** Goes on from wherever payment stands to a paid bag of dog food at its full price, and the next order. */
async function sellInFull(till: TillUnderTest): Promise<void> {
  const { order } = await till.until(
    'PETZ is not being asked',
    (view) => view.order.payment?.authorization?.status !== 'asking',
  )
  if (order.payment?.step === 'coupons') await button(till.page, 'Continue').click()
  await atTender(till)
  await payExact(till)
  await settled(till)
  await expectOneNumber(till, { coupons: 0, due: 6371 })
  await nextOrder(till)
}
