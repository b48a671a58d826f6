/*
 * Further steps of the journeys with promotions and coupons: goods picked by their number, rows and notes of the
 * order, cash to the cent, and the counting of what the providers were asked.
 */
import { expect, type Locator, type Page } from '@playwright/test'
import type { LoggedRequest } from '../sandbox/promotions/server'
import type { TillView } from '../shared/order/till-view'
import { button } from './counter'
import type { TillUnderTest } from './fixtures/till'

/** The part of the screen that shows the order. */
export function orderRegion(page: Page): Locator {
  return page.getByRole('region', { name: 'Order', exact: true })
}

/** Rows of the order that hold these words: a line, or a promotion of the whole order. */
export function rowOf(page: Page, words: string): Locator {
  return orderRegion(page).getByRole('row').filter({ hasText: words })
}

/** A note with this first sentence, wherever it stands. */
export function noteSaying(page: Page, first: string): Locator {
  return page.locator('.note').filter({ has: page.getByText(first, { exact: true }) })
}

/** Puts goods on the order as the quick keys do, and waits until they are there. */
export async function pick(till: TillUnderTest, ...skus: readonly string[]): Promise<void> {
  for (const sku of skus) {
    const done = await till.run({ type: 'AddItem', sku })
    expect(done.ok, `${sku} is on the order`).toBe(true)
  }
}

/** Applies a code by hand and waits until the provider has answered. */
export async function tryCode(till: TillUnderTest, code: string): Promise<TillView> {
  const { page } = till
  const field = page.getByRole('textbox', { name: 'Promotion code', exact: true })
  if (!(await field.isVisible())) await page.keyboard.press('Control+P')
  await field.fill(code)
  await button(page, 'Apply Code').click()
  return till.until(`${code} is answered`, ({ order }) => {
    const isKnown =
      order.promotions.some((one) => one.code === code && one.status !== 'verifying') ||
      order.notes.some((one) => one.values['code'] === code)
    return isKnown && order.promotions.every((one) => one.status !== 'verifying')
  })
}

/** Applies a code that the provider grants. */
export async function grantCode(till: TillUnderTest, code: string): Promise<void> {
  const view = await tryCode(till, code)
  expect(view.order.promotions.map((one) => one.code)).toContain(code)
}

/** Presses Pay and waits until a step of payment is open. */
export async function goPay(till: TillUnderTest): Promise<void> {
  await till.press('Pay')
  await expect(till.page.getByRole('list', { name: 'Payment steps' })).toBeVisible()
}

/** Waits for the step with the money; a re-check stands before it long enough to be read. */
export async function atTender({ page }: TillUnderTest): Promise<void> {
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(page.getByRole('heading', { name: /^(Amount due|Nothing to pay)$/ })).toBeVisible()
}

/** Takes exactly what is due in cash. */
export async function payExact(till: TillUnderTest): Promise<void> {
  await atTender(till)
  await till.page.getByRole('radio', { name: /^Cash exact/ }).click()
  await till.press('Take cash')
  await expect(till.page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
}

/** Waits until the world has confirmed everything the order on screen owes. */
export function settled(till: TillUnderTest): Promise<TillView> {
  return till.until('everything is settled', ({ order }) =>
    order.effects.every((one) => one.status === 'delivered' || one.status === 'closed'),
  )
}

/** From Sale complete to an empty order. */
export async function nextOrder(till: TillUnderTest): Promise<void> {
  const { number } = (await till.view()).order
  await till.press('New order')
  await till.until('the next order is open', ({ order }) => order.number > number)
  await expect(till.page.getByText('Scan the first item')).toBeVisible()
}

/** What the promotions provider was asked so far, of one kind. */
export function asked(
  { world }: TillUnderTest,
  kind: 'VERIFY' | 'REVALIDATE' | 'APPLY' | 'VOID',
): readonly LoggedRequest[] {
  return world.promotions.log().filter((one) => one.type === `PROMOTION_${kind}`)
}
