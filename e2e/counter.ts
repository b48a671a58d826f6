/*
 * What a cashier does at the counter, as steps: the hands of the journeys, the tour and the measurements. The
 * running example is order 0042 of the screens: four products, a damaged pack, the code SPRING5, and the
 * customer whose number ends 0142.
 */
import { expect, type Locator, type Page } from '@playwright/test'

/** Where a cashier stands: the window, and a scanner in the hand. */
export type Counter = { readonly page: Page; readonly scan: (code: string) => Promise<void> }

/** The goods of the running example. */
export const GOODS = {
  dogFood: { code: '400001102312', name: 'Brambleway Chicken Dry Dog Food 24 lb' },
  pouch: { code: '400001102459', name: 'Brambleway Salmon Cat Pouch 3 oz' },
  rope: { code: '400001203019', name: 'Fetchwell Rope Toy M' },
  litter: { code: '400001304037', name: 'Pinecrest Clumping Litter 14 lb' },
} as const

/** A button by its exact name. */
export function button(page: Page, name: string): Locator {
  return page.getByRole('button', { name, exact: true })
}

/** The line of a product on the order. */
export function lineOf(page: Page, name: string): Locator {
  return page
    .getByRole('region', { name: 'Order', exact: true })
    .getByRole('row')
    .filter({
      has: page.getByTitle(name, { exact: true }),
    })
}

/** The order's rows of money, such as `Subtotal` or `Tax 8%`. */
export function moneyRow(page: Page, label: string): Locator {
  return page
    .getByRole('region', { name: 'Order', exact: true })
    .getByRole('term')
    .filter({ hasText: label })
    .locator('xpath=following-sibling::dd')
}

/** The one big figure of the order, as it stands there. */
export function bigFigure(page: Page, amount: string): Locator {
  return page.getByRole('region', { name: 'Order', exact: true }).getByText(amount, { exact: true })
}

/** Scans the running example's goods, one after the other, each seen before the next: nine pieces. */
export async function scanExample({ page, scan }: Counter): Promise<void> {
  await scan(GOODS.dogFood.code)
  await expect(lineOf(page, GOODS.dogFood.name)).toContainText('58.99')
  for (let pieces = 1; pieces <= 6; pieces += 1) {
    await scan(GOODS.pouch.code)
    const total = ((189 * pieces) / 100).toFixed(2)
    await expect(lineOf(page, GOODS.pouch.name)).toContainText(total)
  }
  await scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toContainText('9.50')
  await scan(GOODS.litter.code)
  await expect(lineOf(page, GOODS.litter.name)).toContainText('12.49')
}

/** Gives the damaged pack its discount: the line, Discnt, the store's own rule. */
export async function discountDamagedPack({ page }: Counter): Promise<void> {
  await lineOf(page, GOODS.litter.name).click()
  await button(page, 'Discnt').click()
  await page
    .getByRole('button', { name: /^Damaged pack 15%/ })
    .first()
    .click()
  await expect(lineOf(page, GOODS.litter.name)).toContainText('−1.87')
}

/** Types a promotion code the long way: Discnt, Promotions, the field, Apply Code. */
export async function applyCode({ page }: Counter, code: string): Promise<void> {
  const promotions = button(page, 'Promotions')
  if (!(await promotions.isVisible())) await button(page, 'Discnt').click()
  await promotions.click()
  await page.getByRole('textbox', { name: 'Promotion code', exact: true }).fill(code)
  await button(page, 'Apply Code').click()
}

/** Asks PETZ for the customer's account, and waits for the answer. */
export async function findCustomer({ page }: Counter, phone: string): Promise<void> {
  await page.keyboard.press('F3')
  const field = page.getByRole('textbox', { name: 'Customer phone', exact: true })
  await field.fill(phone)
  await field.press('Enter')
  await expect(page.getByRole('button', { name: /^Customer, number ending/ })).not.toContainText(
    'Looking up',
  )
}

/** Presses Pay and waits until the first step of payment is open. */
export async function pay({ page }: Counter): Promise<void> {
  await button(page, 'Pay').click()
  await expect(page.getByRole('list', { name: 'Payment steps' })).toBeVisible()
}

/** Payment, step 1: names the item a store promotion is for. */
export async function chooseItem({ page }: Counter, title: string, name: string): Promise<void> {
  const question = page.getByRole('radiogroup', { name: `${title}: which item?` })
  await question.getByRole('radio', { name }).check()
}

/** The forward button of a payment step; it ignores presses for a moment after it changed. */
export async function goOn({ page }: Counter): Promise<void> {
  const forward = button(page, 'Continue')
  await expect(forward).toBeEnabled()
  await forward.click()
}

/** Takes one of the sums people hand over. */
export async function takeCash({ page }: Counter, amount: string): Promise<void> {
  await page.getByRole('radio', { name: `Cash ${amount}`, exact: true }).click()
  await button(page, 'Take cash').click()
  await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
}
