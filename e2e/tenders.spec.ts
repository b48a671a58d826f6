import type { Locator, Page } from '@playwright/test'
import { bigFigure, button, GOODS, lineOf, moneyRow } from './counter'
import { asked, atTender, goPay, nextOrder, pick, rowOf, settled } from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'

const DOG_FOOD = 'bw-dog-chk-24'
const ROPE = 'fw-rope-m'
const POUCH = 'bw-cat-sal-3'

/** Puts goods on the order and goes to the step with the money. */
async function payFor(till: TillUnderTest, ...skus: readonly string[]): Promise<void> {
  await pick(till, ...skus)
  await goPay(till)
  await atTender(till)
}

/** The one figure at the top of the step with the money, under its heading. */
async function expectDue(page: Page, heading: string, amount: string): Promise<void> {
  await expect(page.getByRole('heading', { name: heading, exact: true })).toBeVisible()
  await expect(
    page.getByRole('region', { name: 'Payment', exact: true }).getByText(amount, { exact: true }),
  ).toBeVisible()
}

/** Pays the first amount of several by card: Split, the amount in cents, Card, Card paid. */
async function firstByCard(till: TillUnderTest, cents: string, amount: string): Promise<void> {
  const { page } = till
  await till.press('Split')
  await expect(page.getByRole('textbox', { name: 'First amount', exact: true })).toBeFocused()
  await page.keyboard.type(cents)
  await till.press('Card')
  await chargedOnMachine(page, amount)
  await till.press('Card paid')
}

async function chargedOnMachine(page: Page, amount: string): Promise<void> {
  const words = `Charge ${amount} on the card machine`
  await expect(page.getByRole('heading', { name: words, exact: true })).toBeVisible()
}

/** Types what was received and takes it. */
async function takeTyped(till: TillUnderTest, cents: string): Promise<void> {
  await till.page.getByRole('textbox', { name: 'Cash received', exact: true }).focus()
  await till.page.keyboard.type(cents)
  await till.press('Take cash')
  await expect(till.page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
}

/** The text of the paper of the order on Sale complete. */
async function paperOf(till: TillUnderTest): Promise<string> {
  const { order } = await settled(till)
  const papers = await till.world.printer.waitForPapers(order.number)
  return papers[order.number - 1]?.text ?? ''
}

/** A line of the paper: words at the left, an amount at the right. */
function row(words: string, amount: string): RegExp {
  return new RegExp(`^ *${words} +${amount.replace(/[.$]/g, '\\$&')} *$`, 'm')
}

test('a payment has several parts, each of which can be undone, and a declined card costs nothing', async ({
  till,
}) => {
  const { page, world } = till
  await payFor(till, DOG_FOOD)
  await firstByCard(till, '4000', '40.00')
  await expectDue(page, 'Still to pay', '$23.71')
  const taken = page.getByRole('list', { name: 'Payments taken' }).getByRole('listitem')
  await expect(taken).toHaveCount(1)
  await expect(taken).toContainText('Approved')
  await expect(button(page, 'Back to order')).toBeDisabled()
  await till.press('Undo Card, 40.00')
  await expectDue(page, 'Amount due', '$63.71')
  await expect(taken).toHaveCount(0)
  await expect(button(page, 'Back to order')).toBeEnabled()

  await firstByCard(till, '4000', '40.00')
  await expectDue(page, 'Still to pay', '$23.71')
  expect(world.printer.drawerPulses).toBe(0)
  await takeTyped(till, '2500')
  await expect(page.getByText('$1.29', { exact: true })).toBeVisible()
  expect((await till.view()).order.sale).toMatchObject({
    due: 6371,
    change: 129,
    tenders: [
      { kind: 'card', amount: 4000, received: 4000 },
      { kind: 'cash', amount: 2371, received: 2500 },
    ],
  })
  const mixed = await paperOf(till)
  for (const [words, amount] of [
    ['TOTAL', '$63.71'],
    ['Card', '40.00'],
    ['Cash', '25.00'],
    ['Change', '1.29'],
  ] as const) {
    expect(mixed).toMatch(row(words, amount))
  }
  expect(world.printer.drawerPulses).toBe(1)

  await nextOrder(till)
  await payFor(till, ROPE)
  await till.press('Card')
  await chargedOnMachine(page, '10.26')
  await till.press('Card declined')
  await expect(page.getByText('Card declined.', { exact: true }).first()).toBeVisible()
  await expectDue(page, 'Amount due', '$10.26')
  expect((await till.view()).order.payment).toMatchObject({ tenders: [], card: null })
  await takeTyped(till, '1100')
  expect((await till.view()).order.sale).toMatchObject({
    change: 74,
    tenders: [{ kind: 'cash', amount: 1026 }],
  })
  expect(await paperOf(till)).not.toContain('Card')
})

test('a card payment that a restart interrupts is asked about, never assumed and never repeated', async ({
  till,
}) => {
  await payFor(till, ROPE)
  await till.press('Card')
  await chargedOnMachine(till.page, '10.26')
  await till.kill()
  await till.relaunch()
  await isAskedAboutCard(till)
  await till.press('It shows as not paid')
  await expectDue(till.page, 'Amount due', '$10.26')

  await till.press('Card')
  await chargedOnMachine(till.page, '10.26')
  await till.restart()
  await isAskedAboutCard(till)
  await till.press('It shows as paid')
  await expect(till.page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
  await expect(till.page.getByText('Paid by card', { exact: true })).toBeVisible()
  expect((await till.view()).order.sale).toMatchObject({
    due: 1026,
    change: 0,
    tenders: [{ kind: 'card', amount: 1026 }],
  })
  expect(await paperOf(till)).toMatch(row('Card', '10.26'))
  expect(till.world.printer.papers).toHaveLength(1)
  expect(till.world.printer.drawerPulses).toBe(0)
})

async function isAskedAboutCard({ page }: TillUnderTest): Promise<void> {
  const question = 'We do not know yet whether the card was charged.'
  await expect(page.getByText(question, { exact: true }).first()).toBeVisible()
  for (const name of ['Take cash', 'Card', 'Back to order', 'Cancel']) {
    await expect(button(page, name)).toHaveCount(0)
  }
}

test.describe('where the smallest coin is 5', () => {
  test.use({ worldOptions: { settings: { terminal: { cashRounding: 5 } } } })

  test('cash is rounded in a row of its own on screen and paper, and a card is not', async ({
    till,
  }) => {
    const { page } = till
    await payFor(till, ROPE)
    await expectDue(page, 'Amount due', '$10.26')
    await expect(page.getByText('Cash rounding −0.01', { exact: true })).toBeVisible()
    await expect(page.getByText('In cash 10.25', { exact: true })).toBeVisible()
    await page.getByRole('radio', { name: 'Cash exact 10.25', exact: true }).click()
    await till.press('Take cash')
    await expect(page.getByText('Cash 10.25 for 10.25.')).toBeVisible()
    expect((await till.view()).order.sale).toMatchObject({
      cashRounding: -1,
      due: 1025,
      change: 0,
      totals: { total: 1026 },
    })
    const cash = await paperOf(till)
    expect(cash).toMatch(row('Cash rounding', '-0.01'))
    expect(cash).toMatch(row('TOTAL', '$10.25'))

    await nextOrder(till)
    await payFor(till, ROPE)
    await till.press('Card')
    await chargedOnMachine(page, '10.26')
    await till.press('Card paid')
    await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
    const card = await paperOf(till)
    expect(card).not.toContain('Cash rounding')
    expect(card).toMatch(row('TOTAL', '$10.26'))
  })
})

test('an order whose discounts leave nothing to pay is finished without money', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, POUCH)
  await till.scan('PROMO-SPRING5')
  await expect(bigFigure(page, '$0.00')).toBeVisible()
  await goPay(till)
  await atTender(till)
  await expectDue(page, 'Nothing to pay', '$0.00')
  await expect(page.getByText('Drawer opens and the receipt prints')).toHaveCount(0)
  for (const name of ['Take cash', 'Card', 'Split']) await expect(button(page, name)).toHaveCount(0)
  await till.press('Finish')
  await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
  expect((await till.view()).order.sale).toMatchObject({ due: 0, tenders: [], change: 0 })
  const paper = await paperOf(till)
  expect(paper).toMatch(row('TOTAL', '$0.00'))
  expect(world.printer.drawerPulses).toBe(0)
  expect(asked(till, 'APPLY')).toHaveLength(1)
})

/** Answers an amount dialog: its field is in focus, what is typed comes from the right. */
async function answer(
  till: TillUnderTest,
  dialog: { readonly title: string; readonly field: string; readonly forward: string },
  typed: { readonly digits: string; readonly shown: string },
): Promise<void> {
  const box = till.page.getByRole('dialog', { name: dialog.title, exact: true })
  const field = box.getByRole('textbox', { name: dialog.field, exact: true })
  await expect(field).toBeFocused()
  await till.page.keyboard.type(typed.digits)
  await expect(field).toHaveValue(typed.shown)
  await box.getByRole('button', { name: dialog.forward, exact: true }).click()
  await expect(box).toHaveCount(0)
}

test('a line is raised, lowered, taken off and put back, weighed, and priced by hand', async ({
  till,
}) => {
  const { page } = till
  const rope = lineOf(page, GOODS.rope.name)
  await pick(till, ROPE)
  await rope.click()
  await till.press('More')
  await till.press('More')
  await expect(rope).toContainText('28.50')
  await till.press('Fewer')
  await expect(rope).toContainText('19.00')
  await till.press('Fewer')
  await expect(moneyRow(page, 'Subtotal')).toHaveText('9.50')
  await expect(button(page, 'Fewer')).toBeDisabled()

  await till.press('Remove line')
  await expect(rope).toContainText('removed')
  await expect(bigFigure(page, '$0.00')).toBeVisible()
  await expect(button(page, 'Pay')).toBeDisabled()
  await till.press('Put back')
  await expect(bigFigure(page, '$10.26')).toBeVisible()
  await expect(button(page, 'Pay')).toBeEnabled()

  const biscuits = lineOf(page, 'Bulk dog biscuits')
  await button(page, 'Bulk dog biscuits, 4.50 / lb').click()
  const weight = { title: 'Weight of Bulk dog biscuits', field: 'Weight in lb', forward: 'Add' }
  await answer(till, weight, { digits: '1250', shown: '1.250 lb' })
  await expect(biscuits).toContainText('5.63')
  await biscuits.click()
  await expect(button(page, 'More')).toBeDisabled()

  await button(page, 'Open price item, Any amount').click()
  const amount = { title: 'Amount for Open price item', field: 'Amount', forward: 'Add' }
  await answer(till, amount, { digits: '1234', shown: '12.34' })
  await expect(lineOf(page, 'Open price item')).toContainText('12.34')

  await rope.click()
  await till.press('Change price')
  const price = {
    title: `Price of ${GOODS.rope.name}`,
    field: 'New price',
    forward: 'Change price',
  }
  await answer(till, price, { digits: '750', shown: '7.50' })
  await expect(rope).toContainText('7.50')
  await expect(moneyRow(page, 'Subtotal')).toHaveText('25.47')
  await expect(bigFigure(page, '$27.51')).toBeVisible()
})

/** The row of a held order. */
function heldRow(page: Page, number: string): Locator {
  return page
    .getByRole('grid', { name: 'Held orders' })
    .getByRole('row')
    .filter({ has: page.getByText(number, { exact: true }) })
}

test('an order is held under a note, taken up again, and cancelled after a question', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, ROPE)
  await till.scan('PROMO-SPRING5')
  await expect(rowOf(page, 'Spring $5 off')).toContainText('−5.00')
  await hold(till, 'Woman with the grey terrier')
  await expect(page.getByRole('heading', { name: 'Order 0002' })).toBeVisible()
  await pick(till, POUCH)

  await button(page, 'Held orders, 1').click()
  await expect(heldRow(page, '0001')).toContainText('Woman with the grey terrier')
  await expect(page.getByText('Order 0002 is held first.')).toBeVisible()
  await till.press('Resume order')
  await expect(page.getByRole('heading', { name: 'Order 0001' })).toBeVisible()
  await expect(lineOf(page, GOODS.rope.name)).toContainText('9.50')
  await expect(rowOf(page, 'Spring $5 off')).toContainText('−5.00')

  await hold(till, '')
  await button(page, 'Held orders, 2').click()
  await heldRow(page, '0001').click()
  await till.press('Cancel order')
  const question = page.getByRole('dialog', { name: 'Cancel order 0001?' })
  await expect(question).toContainText('Its promotion codes are released.')
  await till.press('Keep it')
  await expect(heldRow(page, '0001')).toBeVisible()
  await till.press('Cancel order')
  await question.getByRole('button', { name: 'Cancel order', exact: true }).click()
  await expect(heldRow(page, '0001')).toHaveCount(0)
  await expect(heldRow(page, '0002')).toBeVisible()
  await expect
    .poll(() => world.promotions.state().promotions)
    .toMatchObject([{ code: 'SPRING5', status: 'voided', applied: 0, voided: 1 }])
  expect(world.promotions.state().violations).toEqual([])
})

/** Holds the order on screen under a note. */
async function hold(till: TillUnderTest, note: string): Promise<void> {
  await till.press('Hold')
  const box = till.page.getByRole('dialog', { name: 'Hold this order' })
  await box.getByRole('textbox', { name: 'Held for', exact: true }).fill(note)
  await till.press('Hold order')
  await expect(till.page.getByText('Scan the first item')).toBeVisible()
}
