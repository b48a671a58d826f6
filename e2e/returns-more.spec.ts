import type { Page } from '@playwright/test'
import { bigFigure, button } from './counter'
import { atTender, goPay, payExact, pick, settled } from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { keepBoth } from './pictures'

const ROPE = 'fw-rope-m'

const look = (page: Page, name: string): Promise<void> => keepBoth(page, 'returns', name)

/** Opens the sale by its receipt. */
async function openByScan(till: TillUnderTest, ref: string): Promise<void> {
  await till.scan(ref)
  await till.press('Open sale')
  await expect(till.page.getByRole('region', { name: 'Return', exact: true })).toContainText(
    'Order ',
  )
}

/** A manager says yes, for a reason of the list. */
async function approve(page: Page, reason: string): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Manager approval' })
  await dialog.getByRole('radio', { name: reason }).check()
  await dialog.getByRole('textbox', { name: 'Manager PIN' }).fill('2468')
  await button(page, 'Approve').click()
  await expect(dialog).toHaveCount(0)
}

test('what was paid by card goes back in cash with a manager, and why is kept', async ({
  till,
}) => {
  const { page } = till
  await pick(till, ROPE)
  await goPay(till)
  await atTender(till)
  await till.press('Card')
  await till.press('Card paid')
  const { ref } = (await settled(till)).order
  await openByScan(till, ref)
  await till.press('Everything')
  await till.press('Pay')
  await expect(page.getByRole('heading', { name: 'To give back', exact: true })).toBeVisible()
  await till.press('Cash instead')
  await approve(page, 'Card is gone')
  await expect(page.getByRole('heading', { name: 'Return complete' })).toBeVisible()
  const { order } = await settled(till)
  expect(order.sale?.back?.refunds).toMatchObject([
    { kind: 'cash', amount: 1026, insteadOfCard: { reason: 'Card is gone' } },
  ])
})

test.describe('a shop that takes nothing back once the customer has left', () => {
  test.use({ worldOptions: { settings: { returns: { days: 0, cashierLimit: null } } } })

  test('a late return waits for a manager, and then is one like any other', async ({ till }) => {
    const { page } = till
    await pick(till, ROPE)
    await goPay(till)
    await payExact(till)
    const { ref } = (await settled(till)).order
    await openByScan(till, ref)
    await till.press('Everything')
    const preview = page.getByRole('group', { name: 'What happens' })
    await expect(preview).toContainText('A manager must approve this return')
    await expect(preview).toContainText('The sale is too old for a cashier alone.')
    await till.press('Pay')
    await expect(page.getByRole('dialog', { name: 'Manager approval' })).toBeVisible()
    await page.keyboard.press('Escape')
    expect((await till.view()).order).toMatchObject({ status: 'open', sale: null })
    await till.press('Ask a manager')
    await approve(page, 'Goodwill')
    await expect(preview).toContainText('A manager has approved this return.')
    await till.press('Pay')
    await expect(bigFigure(page, '$10.26')).toBeVisible()
    await expect(button(page, 'Give back in cash')).toBeEnabled()
    await till.press('Give back in cash')
    await expect(page.getByRole('heading', { name: 'Return complete' })).toBeVisible()
    const { order } = await settled(till)
    expect(order.back?.approvedBy).toBe('Manager')
    expect(order.sale).toMatchObject({ due: -1026 })
  })
})

test('a faulty piece is swapped for the same: no money, and it can still come back', async ({
  till,
}) => {
  const { page } = till
  await pick(till, ROPE, 'bw-cat-sal-3', 'bw-cat-sal-3')
  await goPay(till)
  await payExact(till)
  const { ref } = (await settled(till)).order
  await openByScan(till, ref)
  await page.getByRole('radio', { name: 'Faulty' }).check()
  await page.getByRole('button', { name: 'More back of Fetchwell Rope Toy M' }).click()
  await till.press('Swap for the same')
  const preview = page.getByRole('group', { name: 'What happens' })
  await expect(preview).toContainText('1 Fetchwell Rope Toy M: hand out the same.')
  await expect(preview).not.toContainText('Back in cash')
  await expect(bigFigure(page, '$0.00')).toBeVisible()
  await look(page, 'swap')
  await till.press('Pay')
  await expect(button(page, 'Finish')).toBeEnabled()
  await look(page, 'swap-nothing-to-pay')
  await till.press('Finish')
  await expect(page.getByRole('heading', { name: 'Swap complete' })).toBeVisible()
  await expect(page.getByText('1 Fetchwell Rope Toy M swapped.')).toBeVisible()
  const { order } = await settled(till)
  await look(page, 'swap-complete')
  expect(order.sale).toMatchObject({ due: 0, back: { credit: 0, refunds: [], couponsBack: [] } })
  expect(order.effects.map((one) => one.request.kind)).not.toContain('drawer-open')
  await openByScan(till, ref)
  await till.press('Everything')
  await expect(preview).toContainText('Back in cash14.34')
})

test.describe('a shop with a display for the customer', () => {
  test.use({ worldOptions: { settings: { display: { window: true } } } })

  test('shows what comes back and what the customer gets, and no sums of nothing', async ({
    till,
  }) => {
    const { page, app } = till
    await pick(till, ROPE)
    await goPay(till)
    await payExact(till)
    const { ref } = (await settled(till)).order
    const isCustomer = (one: Page) => one.url().startsWith('app://customer/')
    await expect.poll(() => app.windows().some(isCustomer)).toBe(true)
    const customer = app.windows().find(isCustomer)
    if (customer === undefined) throw new Error('There is no window for the customer')
    await openByScan(till, ref)
    await till.press('Everything')
    await expect(customer.getByText('You get back')).toBeVisible()
    await expect(customer.getByText('$10.26', { exact: true })).toBeVisible()
    await expect(customer.getByText('Subtotal')).toHaveCount(0)
    await expect(customer.getByText('0 items')).toHaveCount(0)
    await look(customer, 'customer')
    await page.getByRole('button', { name: /^Fewer back of/ }).click()
    await till.press('Swap for the same')
    await look(customer, 'customer-swap')
  })
})
