import type { Page } from '@playwright/test'
import { bigFigure, button } from './counter'
import { atTender, goPay, payExact, pick, settled } from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'

const ROPE = 'fw-rope-m'

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
