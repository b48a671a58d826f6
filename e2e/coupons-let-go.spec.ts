import { button, findCustomer } from './counter'
import { atTender, goPay, noteSaying, pick } from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { couponBooks } from './records'

const NOTHING_USED = { held: [], captured: [], uses: {} }

test('coupons held for an order are let go by Back, Hold and another customer', async ({
  till,
}) => {
  const { page } = till
  await begin(till)
  await till.press('Back to order')
  await expect(noteSaying(page, 'PETZ coupons will be checked again')).toBeVisible()
  await letGo(till)
  await till.press('Hold')
  await till.press('Hold order')
  await expect(page.getByRole('heading', { name: 'Order 0002' })).toBeVisible()
  expect(couponBooks(till)).toEqual(NOTHING_USED)

  await button(page, 'Held orders, 1').click()
  await till.press('Resume order')
  await hold(till)
  await till.press('Continue')
  await atTender(till)
  await till.press('Back to coupons')
  await expect(page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  await till.press('Back to order')
  await letGo(till)
  await hold(till)
  await findCustomer({ page, scan: (code) => till.scan(code) }, '2065550143')
  await till.until('the account is found', ({ order }) => order.customer?.status === 'matched')
  await letGo(till)
  expect((await till.view()).order).toMatchObject({ status: 'open', payment: null })
})

test('coupons held for an order are let go when it is cancelled', async ({ till }) => {
  const { page } = till
  await begin(till)
  const { order } = await till.view()
  expect((await till.run({ type: 'CancelOrder', orderId: order.id })).ok).toBe(true)
  await letGo(till)
  await expect(page.getByRole('heading', { name: 'Order 0002' })).toBeVisible()
  await expect
    .poll(() => till.world.coupons.state.orders)
    .toMatchObject([{ orderRef: order.ref, status: 'cancelled' }])
})

test('coupons held for an order are let go when the terminal is closed, and after a power cut', async ({
  till,
}) => {
  await begin(till)
  await till.close()
  expect(couponBooks(till)).toEqual(NOTHING_USED)

  await till.relaunch()
  await expect(till.page.getByRole('heading', { name: 'Order 0001' })).toBeVisible()
  expect((await till.view()).order).toMatchObject({ status: 'open', payment: null })
  await hold(till)
  await till.press('Continue')
  await atTender(till)
  await till.kill()
  expect(couponBooks(till).held).toEqual([['70550']])
  await till.relaunch()
  await letGo(till)
  await hold(till)
})

/** A bag of dog food for a customer with a coupon for it, at Pay, the coupon held. */
async function begin(till: TillUnderTest): Promise<void> {
  const { page } = till
  await pick(till, 'bw-dog-chk-24')
  await findCustomer({ page, scan: (code) => till.scan(code) }, '2065550155')
  await till.until('the account is found', ({ order }) => order.customer?.status === 'matched')
  await hold(till)
}

async function hold(till: TillUnderTest): Promise<void> {
  await goPay(till)
  await expect(till.page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  expect(couponBooks(till).held).toEqual([['70550']])
}

/** The service has heard that nothing is held any more, and nothing was used. */
async function letGo(till: TillUnderTest): Promise<void> {
  await expect.poll(() => couponBooks(till), { message: 'let go' }).toEqual(NOTHING_USED)
  const last = till.world.coupons.state.authorizations.at(-1)
  expect(last?.status).toBe('released')
}
