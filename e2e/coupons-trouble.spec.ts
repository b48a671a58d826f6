import { button, findCustomer } from './counter'
import { atTender, goPay, nextOrder, noteSaying, payExact, pick, settled } from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { couponBooks, expectOneNumber } from './records'

test('where PETZ does not answer at Pay the cashier tries again or goes on without coupons', async ({
  till,
}) => {
  const { page } = till
  await begin(till, '0159')
  await trouble(till, 'auth/create', 'down', 2)
  await goPay(till)
  const silent = noteSaying(page, 'PETZ does not answer.')
  await expect(silent).toContainText('The sale can go on without coupons.')
  await till.press('Try again')
  await expect(page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  await till.press('Back to order')
  await expect(button(page, 'Pay')).toBeVisible()

  await trouble(till, 'auth/create', 'html500', 2)
  await goPay(till)
  await expect(silent).toBeVisible()
  await till.press('Continue without PETZ coupons')
  await payExact(till)
  await expectOneNumber(till, { coupons: 0, due: 6371 })
  await settled(till)
  expect(couponBooks(till)).toEqual({ held: [], captured: [], uses: {} })
})

test('a slow PETZ is waited for or left behind, and only the coupon given is used', async ({
  till,
}) => {
  const { page } = till
  await begin(till, '0159')
  await trouble(till, 'auth/create', 'delay:6000', 1)
  await goPay(till)
  await expect(page.getByRole('heading', { name: 'Checking PETZ coupons' })).toBeVisible()
  await expect(page.getByText('PETZ is taking longer than usual.')).toBeVisible()
  await till.press('Continue without PETZ coupons')
  await payExact(till)
  await expectOneNumber(till, { coupons: 0, due: 6371 })
  await settled(till)
  await nextOrder(till)
  expect(couponBooks(till)).toEqual({ held: [], captured: [], uses: {} })

  await begin(till, '0142')
  await goPay(till)
  await trouble(till, 'auth/create', 'delay:6000', 1)
  await till.press('Skip this one')
  await till.press('Continue')
  await expect(page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  await till.press('Continue')
  await payExact(till)
  await settled(till)
  await expectOneNumber(till, { coupons: 500, due: 5871 })
  expect(couponBooks(till)).toEqual({
    held: [],
    captured: [['70455']],
    uses: { '880412/70455': 1 },
  })
})

/** Everything is settled but the one thing a manager must see. */
async function onlyManagerLeft(till: TillUnderTest, code: string): Promise<void> {
  await till.until('only a manager is waited for', ({ order, owed }) => {
    const mine = owed.filter((row) => row.orderId === order.id)
    return mine.length === 1 && mine[0]?.effect.code === code
  })
}

/** Answers that cannot be used, and what is on the wire. */
const UNUSABLE = ['bad_json', 'unknown_line'] as const

test('an answer that cannot be used gives no coupon, holds none and never stops the sale', async ({
  till,
}) => {
  const { page } = till
  for (const fault of UNUSABLE) {
    await begin(till, '0155')
    await trouble(till, 'auth/create', fault, 2)
    await goPay(till)
    const unusable = noteSaying(page, 'PETZ answer could not be used.')
    await expect(unusable).toContainText('Going on without PETZ coupons.')
    await till.press('Continue without PETZ coupons')
    await payExact(till)
    await expectOneNumber(till, { coupons: 0, due: 6371 })
    await onlyManagerLeft(till, 'answer-unusable')
    await nextOrder(till)
  }
  expect(couponBooks(till)).toEqual({ held: [], captured: [], uses: {} })
  await page.getByRole('button', { name: /^Owed, 2/ }).click()
  await expect(
    page.getByRole('row').filter({ hasText: 'PETZ answer could not be used' }),
  ).toHaveCount(2)
})

test('a coupon worth more than its line is cut to it, and nothing goes below zero', async ({
  till,
}) => {
  const { page } = till
  await begin(till, '0155')
  await trouble(till, 'auth/create', 'overvalue', 1)
  await goPay(till)
  await expect(page.getByText('Tell the customer: “You save $58.99 with PETZ.”')).toBeVisible()
  await till.press('Continue')
  await payExact(till)
  await onlyManagerLeft(till, 'coupon-cut')
  await expectOneNumber(till, { coupons: 5899, due: 472 })
  expect(couponBooks(till).captured).toEqual([['70550']])
})

test('where PETZ is down only after payment the coupon is settled later, once', async ({
  till,
}) => {
  const { page } = till
  await begin(till, '0155')
  await goPay(till)
  await till.press('Continue')
  await atTender(till)
  await trouble(till, '*', 'down', 100)
  await payExact(till)
  await expect(page.getByText('Sending. No need to wait')).toBeVisible()
  await nextOrder(till)
  await button(page, 'Owed, 1 waiting').click()
  await expect(page.getByRole('row').filter({ hasText: 'Settle 1 PETZ coupon' })).toBeVisible()
  await expect(
    page.getByRole('row').filter({ hasText: 'Tell PETZ about order 0001' }),
  ).toBeVisible()
  await trouble(till, '*', 'none', 1)
  await button(page, 'PETZ not answering').click()
  await till.press('Try now')
  await expect(page.getByText('Nothing owed. Everything is settled.')).toBeVisible()
  await expect(button(page, 'PETZ, ready')).toBeVisible()
  expect(couponBooks(till)).toEqual({
    held: [],
    captured: [['70550']],
    uses: { '880455/70550': 1 },
  })
  const { orders } = till.world.coupons.state
  expect(orders).toMatchObject([{ status: 'completed', totals: { total: '58.71' } }])
})

test('a hold that ran out before payment is asked for again, and what PETZ no longer gives is a case for a manager', async ({
  till,
}) => {
  const { page, world } = till
  await begin(till, '0159')
  await goPay(till)
  await till.press('Continue')
  await atTender(till)
  await world.turn('coupons', 'clock', { advance: 6 })
  expect(world.coupons.state.authorizations.at(-1)?.status).toBe('expired')
  await payExact(till)
  await settled(till)
  await expectOneNumber(till, { coupons: 500, due: 5871 })
  await expect(page.getByText('PETZ coupons settled')).toBeVisible()
  expect(couponBooks(till)).toEqual({
    held: [],
    captured: [['70590']],
    uses: { '880459/70590': 1 },
  })

  await nextOrder(till)
  await pick(till, ...Array<string>(6).fill('bw-cat-sal-3'))
  await begin(till, '0142')
  await goPay(till)
  await till.press('Skip this one')
  await till.press('Continue')
  await till.press('Continue')
  await atTender(till)
  await world.turn('coupons', 'clock', { advance: 1000 })
  await world.turn('coupons', 'coupon', { action: 'withdraw', coupon: '70455' })
  await payExact(till)
  await expectOneNumber(till, { coupons: 689, due: 6907 })
  await till.until('a person is needed', ({ owed }) => owed.length === 1)
  expect(couponBooks(till).captured).toEqual([['70590'], ['70460']])
  await expect(page.getByText('PETZ has not settled the coupons.')).toBeVisible()
  await button(page, 'Owed, 1, 1 needs a person').click()
  await expect(page.getByText('PETZ no longer gives 5.00. The store bears it.')).toBeVisible()
  await expect(page.getByText('the store bears 5.00')).toBeVisible()
  expect(couponBooks(till).uses).toEqual({ '880459/70590': 1, '880412/70460': 1 })
})

/** A bag of dog food for a customer who has a coupon for it. */
async function begin(till: TillUnderTest, ending: string): Promise<void> {
  const { page } = till
  await pick(till, 'bw-dog-chk-24')
  await findCustomer({ page, scan: (code) => till.scan(code) }, `206555${ending}`)
  await till.until('the account is found', ({ order }) => order.customer?.status === 'matched')
}

/** Asks the coupon service for trouble. */
function trouble(
  { world }: TillUnderTest,
  endpoint: string,
  kind: string,
  count: number,
): Promise<void> {
  return world.turn('coupons', 'fault', { endpoint, kind, count })
}
