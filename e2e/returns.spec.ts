import type { Page } from '@playwright/test'
import { applyCode, bigFigure, button, findCustomer, GOODS, scanExample } from './counter'
import { asked, atTender, goPay, nextOrder, payExact, pick, rowOf, settled } from './discount-steps'
import { couponBooks } from './records'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { keepBoth } from './pictures'

const DOG_FOOD = 'bw-dog-chk-24'
const ROPE = 'fw-rope-m'

const look = (page: Page, name: string): Promise<void> => keepBoth(page, 'returns', name)

/** Coupons that the service was told to put back, each request once. */
function givenBack({ world }: TillUnderTest): readonly string[] {
  return world.coupons.log
    .filter((one) => one.path.includes('coupon/return'))
    .map((one) => /"coupon_id":"?(\d+)/.exec(JSON.stringify(one))?.[1] ?? JSON.stringify(one))
    .sort()
}

const panel = (page: Page) => page.getByRole('region', { name: 'Return', exact: true })
const preview = (page: Page) => page.getByRole('group', { name: 'What happens' })
const figureOf = (page: Page) => page.getByRole('region', { name: 'Payment', exact: true })

/** Sells goods for exact cash; answers the reference on the receipt. */
async function sell(till: TillUnderTest, ...skus: readonly string[]): Promise<string> {
  await pick(till, ...skus)
  await goPay(till)
  await payExact(till)
  const { order } = await settled(till)
  return order.ref
}

/** Scans the receipt and says yes to the question. */
async function openByScan(till: TillUnderTest, ref: string): Promise<void> {
  await till.scan(ref)
  await expect(till.page.getByRole('dialog')).toContainText('Open this sale for a return?')
  await till.press('Open sale')
  await expect(panel(till.page)).toContainText('Order ')
}

/** Presses Pay; where nothing is sold there are no steps before the money. */
async function toGiveBack(till: TillUnderTest): Promise<void> {
  await till.press('Pay')
  await expect(till.page.getByRole('heading', { name: 'To give back', exact: true })).toBeVisible()
  await expect(till.page.getByRole('list', { name: 'Payment steps' })).toHaveCount(0)
}

/** Goes to the step where money goes back. */
async function goGiveBack(till: TillUnderTest, amount: string): Promise<void> {
  await toGiveBack(till)
  await expect(figureOf(till.page).getByText(amount, { exact: true }).first()).toBeVisible()
}

async function giveCash(till: TillUnderTest): Promise<void> {
  await till.press('Give back in cash')
  await expect(till.page.getByRole('heading', { name: 'Return complete' })).toBeVisible()
}

async function more(page: Page, name: string, times = 1): Promise<void> {
  for (let turn = 0; turn < times; turn += 1) {
    await page.getByRole('button', { name: `More back of ${name}`, exact: true }).click()
  }
}

/** A manager says yes, with the PIN of the sandbox and the first reason. */
async function approve(till: TillUnderTest): Promise<void> {
  const { page } = till
  const dialog = page.getByRole('dialog', { name: 'Manager approval' })
  await expect(dialog).toBeVisible()
  await look(page, 'approval')
  await dialog.getByRole('radio').first().check()
  await dialog.getByRole('textbox', { name: 'Manager PIN' }).fill('2468')
  await button(page, 'Approve').click()
  await expect(dialog).toHaveCount(0)
}

test('a discounted line comes back by its receipt, and its coupon is given back once', async ({
  till,
}) => {
  const { page } = till
  const counter = { page, scan: (code: string) => till.scan(code) }
  await findCustomer(counter, '2065550142')
  await scanExample(counter)
  await applyCode(counter, 'SPRING5')
  await till.until('the code is granted', ({ order }) =>
    order.promotions.some((one) => one.status === 'pending'),
  )
  await page.keyboard.press('Escape')
  await goPay(till)
  for (let turn = 0; turn < 3; turn += 1) {
    const view = await till.view()
    if (view.order.payment?.step === 'tender') break
    await expect(button(page, 'Continue')).toBeEnabled()
    await button(page, 'Continue').click()
    await till.until(
      'the step is over',
      ({ order }) => order.payment?.step !== view.order.payment?.step,
    )
  }
  await payExact(till)
  const sold = await settled(till)
  const { ref } = sold.order
  await look(page, 'sold')

  await till.scan(ref)
  await expect(page.getByRole('dialog')).toContainText('Open this sale for a return?')
  await look(page, 'question')
  await page.keyboard.press('Escape')
  await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
  await openByScan(till, ref)
  await look(page, 'opened')
  await more(page, GOODS.pouch.name, 2)
  await expect(preview(page)).toContainText('goes back when the other 4')
  await look(page, 'two-pouches')
  await more(page, GOODS.dogFood.name)
  await expect(preview(page)).toContainText('the customer can use it again')
  await look(page, 'discounted-line')
  await expect(rowOf(page, GOODS.dogFood.name)).toContainText('Return')
  const view = await till.view()
  const owed = (-view.stillToPay / 100).toFixed(2)
  await goGiveBack(till, `$${owed}`)
  await look(page, 'give-back')
  await giveCash(till)
  await look(page, 'return-complete')
  const done = await settled(till)
  expect(done.order.sale?.due).toBe(view.stillToPay)
  expect(Object.keys(couponBooks(till).uses)).not.toContain('880412/70455')
  expect(givenBack(till)).toEqual(['70455'])
  await expect(page.getByText('$5.00 off Brambleway Dry 24 lb given back')).toBeVisible()

  await openByScan(till, ref)
  await expect(panel(page)).toContainText('2 came back before')
  await till.press('Everything')
  await look(page, 'the-rest')
  await expect(preview(page)).toContainText('SPRING5')
  const code = page.getByRole('switch', { name: 'Give code back: Spring $5 off' })
  await code.click()
  await expect(code).not.toBeChecked()
  await expect(preview(page)).toContainText('stays used')
  await look(page, 'code-kept')
  await code.click()
  await expect(code).toBeChecked()
  const rest = (await till.view()).stillToPay
  await toGiveBack(till)
  await giveCash(till)
  await settled(till)
  const paid = sold.order.sale?.due ?? 0
  expect(-view.stillToPay - rest).toBe(paid)
  expect(asked(till, 'VOID')).toHaveLength(1)
  expect(givenBack(till)).toEqual(['70455', '70460'])
  expect(couponBooks(till).uses).toEqual({})
  await till.scan(ref)
  await expect(
    page.getByText('Everything of this sale has come back already.').first(),
  ).toBeVisible()
  await look(page, 'came-back-already')
})

test('six pouches come back in steps, by keyboard alone', async ({ till }) => {
  const { page } = till
  const ref = await sell(till, ...Array<string>(6).fill('bw-cat-sal-3'))
  await nextOrder(till)
  let all = 0
  for (const count of [1, 2, 3]) {
    await page.keyboard.press('Control+B')
    await expect(page.getByRole('textbox', { name: 'Receipt number or code' })).toBeFocused()
    await page.keyboard.type(ref)
    await page.keyboard.press('Enter')
    await expect(page.getByRole('grid', { name: 'Lines of the sale' })).toBeFocused()
    for (let turn = 0; turn < count; turn += 1) {
      await page.keyboard.press('+')
      await till.until(
        'one more is back',
        ({ order }) => order.back?.goods[0]?.quantity === (turn + 1) * 1000,
      )
    }
    await expect(button(page, 'Pay')).toBeEnabled()
    await page.keyboard.press('F9')
    await expect(page.getByRole('heading', { name: 'To give back', exact: true })).toBeVisible()
    await expect(button(page, 'Give back in cash')).toBeEnabled()
    await page.keyboard.press('F9')
    await expect(page.getByRole('heading', { name: 'Return complete' })).toBeVisible()
    all -= (await till.view()).order.sale?.due ?? 0
    await expect(button(page, 'New order')).toBeEnabled()
    await page.keyboard.press('F9')
    await expect(page.getByText('Scan the first item')).toBeVisible()
  }
  // 6 × 1.89 = 11.34, and 8 % of it
  expect(all).toBe(1134 + 91)
})

test('an exchange: goods come back, others go, and the difference is paid', async ({ till }) => {
  const { page } = till
  const ref = await sell(till, ROPE)
  await openByScan(till, ref)
  await more(page, GOODS.rope.name)
  await till.scan(GOODS.dogFood.code)
  await expect(rowOf(page, GOODS.dogFood.name)).toContainText('58.99')
  // 63.71 less 10.26
  await expect(bigFigure(page, '$53.45')).toBeVisible()
  await look(page, 'exchange')
  await goPay(till)
  await payExact(till)
  expect((await till.view()).order.sale).toMatchObject({ due: 5345 })
  await look(page, 'exchange-complete')
})

test('money goes back to the card it came from; cash instead asks a manager', async ({ till }) => {
  const { page } = till
  await pick(till, DOG_FOOD)
  await goPay(till)
  await atTender(till)
  await till.press('Split')
  await page.keyboard.type('4000')
  await till.press('Card')
  await till.press('Card paid')
  await page.getByRole('radio', { name: /^Cash exact/ }).click()
  await till.press('Take cash')
  const { ref } = (await settled(till)).order
  await nextOrder(till)
  await openByScan(till, ref)
  await expect(panel(page)).toContainText('40.00 of it by card')
  await till.press('Everything')
  await expect(preview(page)).toContainText('Back to card40.00')
  await expect(preview(page)).toContainText('Back in cash23.71')
  await look(page, 'card-preview')
  await goGiveBack(till, '$63.71')
  await look(page, 'card-give-back')
  await till.press('Cash instead')
  await expect(page.getByRole('dialog', { name: 'Manager approval' })).toBeVisible()
  await look(page, 'cash-instead')
  await page.keyboard.press('Escape')
  await till.press('Back to card')
  await expect(
    page.getByRole('heading', { name: 'Give 40.00 back on the card machine' }),
  ).toBeVisible()
  await look(page, 'card-machine')
  await till.press('Given back')
  await expect(figureOf(page).getByText('$23.71', { exact: true }).first()).toBeVisible()
  await expect(button(page, 'Back to order')).toBeDisabled()
  await look(page, 'rest-in-cash')
  await giveCash(till)
  await look(page, 'card-complete')
  expect((await till.view()).order.sale?.back?.refunds).toMatchObject([
    { kind: 'card', amount: 4000 },
    { kind: 'cash', amount: 2371 },
  ])
})

test('a sale of today is voided with a manager', async ({ till }) => {
  const { page } = till
  const ref = await sell(till, ROPE)
  await openByScan(till, ref)
  await till.press('Void this sale')
  await expect(preview(page)).toContainText('A manager must approve this return')
  await look(page, 'void')
  await till.press('Pay')
  await approve(till)
  await expect(preview(page)).toContainText('A manager has approved this return.')
  await look(page, 'void-approved')
  await goGiveBack(till, '$10.26')
  await giveCash(till)
  expect((await till.view()).order.sale?.back).toMatchObject({ voids: true, isWhole: true })
})

test('goods without a receipt come back with a manager, by scan and by search', async ({
  till,
}) => {
  const { page } = till
  await till.press('Return')
  await look(page, 'find-sale')
  await page.getByRole('textbox', { name: 'Receipt number or code' }).fill('4711')
  await expect(panel(page)).toContainText('No paid sale 4711 on this terminal.')
  await look(page, 'no-match')
  await till.press('Without a receipt')
  await till.scan(GOODS.rope.code)
  await expect(rowOf(page, GOODS.rope.name)).toContainText('−10.26')
  await page.getByRole('textbox', { name: 'Search goods that come back' }).fill('litter')
  await page.getByRole('button', { name: /^Pinecrest Clumping Litter 14 lb/ }).click()
  await expect(rowOf(page, GOODS.litter.name)).toContainText('−13.49')
  await look(page, 'without-receipt')
  await till.press(`Keep ${GOODS.litter.name} with the customer`)
  await till.press('Ask a manager')
  await approve(till)
  await goGiveBack(till, '$10.26')
  await giveCash(till)
})

test('a sale is found by its number; a strange receipt is refused aloud', async ({ till }) => {
  const { page } = till
  const ref = await sell(till, ROPE)
  await nextOrder(till)
  await till.scan(ref.replace(/\d{4}$/, '9876'))
  await expect(page.getByText('This terminal has no sale with this code.').first()).toBeVisible()
  await look(page, 'sale-unknown')
  await till.press('Return')
  await page.getByRole('textbox', { name: 'Receipt number or code' }).fill('1')
  await expect(page.getByRole('list', { name: 'Sales with this number' })).toContainText('10.26')
  await look(page, 'matches')
  await page.getByRole('button', { name: /^Order 0001/ }).click()
  await expect(panel(page)).toContainText('Order 0001')
  await till.press('Close this sale')
  await expect(page.getByRole('textbox', { name: 'Receipt number or code' })).toBeVisible()
})

test.describe('a shop that lets a cashier give back 5.00', () => {
  test.use({ worldOptions: { settings: { returns: { days: 30, cashierLimit: 5 } } } })

  test('asks a manager above it, and again after each change', async ({ till }) => {
    const { page } = till
    const ref = await sell(till, ROPE, 'bw-cat-sal-3')
    await openByScan(till, ref)
    await more(page, GOODS.pouch.name)
    await expect(preview(page)).toContainText('Back in cash2.04')
    await expect(preview(page)).not.toContainText('manager')
    await more(page, GOODS.rope.name)
    await expect(preview(page)).toContainText('above what a cashier may give back')
    await look(page, 'above-limit')
    await button(page, 'Ask a manager').click()
    await approve(till)
    await expect(preview(page)).toContainText('A manager has approved this return.')
    await page.getByRole('button', { name: `Fewer back of ${GOODS.pouch.name}` }).click()
    await expect(preview(page)).toContainText('A manager must approve this return')
    await page.getByRole('radio', { name: 'Faulty' }).check()
    await till.until('the reason', ({ order }) => order.back?.goods[0]?.reason === 'faulty')
    await button(page, 'Back to order').click()
    await expect(page.getByText('A manager must approve this return')).toBeVisible()
    await look(page, 'order-with-return')
  })
})

test('a power cut while money goes back to a card is asked about, never repeated', async ({
  till,
}) => {
  const { page } = till
  await pick(till, DOG_FOOD)
  await goPay(till)
  await atTender(till)
  await till.press('Card')
  await till.press('Card paid')
  const { ref } = (await settled(till)).order
  await openByScan(till, ref)
  await till.press('Everything')
  await goGiveBack(till, '$63.71')
  await till.press('Back to card')
  await expect(page.getByRole('heading', { name: /on the card machine$/ })).toBeVisible()
  await till.kill()
  await till.relaunch()
  await expect(
    till.page.getByText('We do not know yet whether the card got its money.'),
  ).toBeVisible()
  await look(till.page, 'card-unknown')
  await till.press('It shows as given back')
  await expect(till.page.getByRole('heading', { name: 'Return complete' })).toBeVisible()
  await expect(till.page.getByText('Back on the card', { exact: true })).toBeVisible()
  await look(till.page, 'card-only-complete')
  const { order } = await settled(till)
  expect(order.sale?.back?.refunds).toMatchObject([{ kind: 'card', amount: 6371 }])
})
