/*
 * The wallet beside the order: what each coupon says of this order and which lines it marks, near misses in words,
 * the other numbers of the customer, looking once more, and the coupon service's own page.
 */
import type { Locator, Page } from '@playwright/test'
import { button, discountDamagedPack, findCustomer, goOn, GOODS, lineOf } from './counter'
import { goPay, pick } from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { keepBoth } from './pictures'
import { couponBooks } from './records'

test.use({ worldOptions: { promotions: false, printer: false } })

const POUCHES = Array<string>(5).fill('bw-cat-sal-3')
const DRY = '$5.00 off Brambleway Dry 24 lb'
const TWELVE = '$3.00 off Brambleway Chicken 12 lb'

const look = (page: Page, name: string): Promise<void> => keepBoth(page, 'wallet', name)

/** The row of a saved coupon. */
function saved(page: Page, title: string): Locator {
  return page
    .getByRole('list', { name: 'Saved coupons' })
    .getByRole('button')
    .filter({ has: page.getByTitle(title, { exact: true }) })
}

/** The lines that are marked as those of the chosen coupon. */
function wanted(page: Page): Locator {
  return page.locator('.line-coupon[data-wanted]')
}

async function lookUp(till: TillUnderTest, ending: string): Promise<void> {
  await findCustomer({ page: till.page, scan: (code) => till.scan(code) }, `206555${ending}`)
  await till.until(`${ending} is answered`, ({ order }) => {
    const { customer } = order
    return customer?.phoneMasked.endsWith(ending) === true && customer.status !== 'looking'
  })
}

test('each coupon says how it stands, and marks its lines on the order', async ({ till }) => {
  const { page } = till
  await pick(till, 'bw-dog-chk-24', ...POUCHES, 'fw-rope-m')
  await lookUp(till, '0142')
  await expect(saved(page, '20% off one toy')).toContainText('Store promotion, choose at Pay')
  await expect(saved(page, DRY)).toContainText('Fits this order, −5.00')
  await expect(saved(page, DRY)).toContainText(/Until \w+ \d+/)
  await expect(saved(page, 'Buy 6 pouches, 1 free')).toContainText('1 free from 6 pieces')
  await expect(saved(page, 'Buy 6 pouches, 1 free')).toContainText(
    'Needs 6, the order has 5. Scan 1 more.',
  )
  await expect(saved(page, TWELVE)).toContainText('Other size: order has 24 lb')
  await expect(saved(page, TWELVE)).toContainText(
    'This coupon is for Brambleway Chicken Dry Dog Food 12 lb; on the order is Brambleway Chicken Dry Dog Food 24 lb.',
  )

  await expect(lineOf(page, GOODS.dogFood.name)).toContainText(`Coupon: ${DRY}`)
  await expect(lineOf(page, GOODS.pouch.name)).toContainText('1 more needed: Buy 6 pouches, 1 free')
  await expect(lineOf(page, GOODS.rope.name)).not.toContainText('Coupon')
  await look(page, '1-coupons')
  await page.getByRole('heading', { name: 'PETZ Wallet' }).hover()
  await expect(wanted(page)).toHaveCount(0)

  await saved(page, DRY).click()
  await expect(saved(page, DRY)).toHaveAttribute('aria-pressed', 'true')
  await expect(wanted(page)).toHaveText([`Coupon: ${DRY}`])
  await saved(page, TWELVE).hover()
  await expect(wanted(page)).toHaveText([`Other size: ${TWELVE}`])
  await look(page, '2-marked')
  await page.getByRole('heading', { name: 'PETZ Wallet' }).hover()
  await expect(wanted(page)).toHaveText([`Coupon: ${DRY}`])

  await saved(page, DRY).focus()
  await page.keyboard.press('ArrowDown')
  await expect(saved(page, 'Buy 6 pouches, 1 free')).toBeFocused()
  await expect(wanted(page)).toHaveText(['1 more needed: Buy 6 pouches, 1 free'])
  await till.scan(GOODS.pouch.code)
  await expect(saved(page, 'Buy 6 pouches, 1 free')).toContainText('Fits this order, −1.89')
  await expect(wanted(page)).toHaveText(['Coupon: Buy 6 pouches, 1 free'])
  await look(page, '3-enough')

  await page.keyboard.press('Escape')
  await expect(lineOf(page, GOODS.dogFood.name)).not.toContainText('Coupon')
})

test('the wrong size and flavour are said by name, and what Pay then says stands in the wallet', async ({
  till,
}) => {
  const { page } = till
  await pick(till, 'bw-dog-chk-24')
  await lookUp(till, '0151')
  await expect(saved(page, '$3.00 off Brambleway Turkey 12 lb')).toContainText(
    'Other size and kind',
  )
  await expect(saved(page, '$3.00 off Brambleway Turkey 12 lb')).toContainText(
    'This coupon is for Brambleway Turkey Dry Dog Food 12 lb; on the order is Brambleway Chicken Dry Dog Food 24 lb. Swap it on the order to use the coupon.',
  )
  await pick(till, 'bw-dog-chk-12')
  await expect(saved(page, TWELVE)).toContainText('Fits this order, −3.00')
  await expect(saved(page, '$3.00 off Brambleway Turkey 12 lb')).toContainText('Other kind')
  await expect(saved(page, '$3.00 off Brambleway Turkey 12 lb')).toContainText(
    'on the order is Brambleway Chicken Dry Dog Food 12 lb',
  )
  await look(page, '4-near-miss')

  await goPay(till)
  await expect(page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  await page.keyboard.press('F4')
  await expect(saved(page, TWELVE)).toContainText('On the order, −3.00')
  await look(page, '5-at-pay')
})

test('two coupons for one piece say that only one may be given', async ({ till }) => {
  const { page } = till
  await pick(till, 'bw-dog-chk-24')
  await lookUp(till, '0157')
  await expect(saved(page, DRY)).toContainText(
    '“10% off Brambleway Dry 24 lb” is for the same pieces. PETZ may give only one.',
  )
  await expect(lineOf(page, GOODS.dogFood.name)).toContainText('and 1 more')
  await look(page, '6-two-for-one')
  await goPay(till)
  await expect(page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  await page.keyboard.press('F4')
  await expect(saved(page, '10% off Brambleway Dry 24 lb')).toContainText('On the order, −5.90')
  await expect(saved(page, DRY)).toContainText('Does not apply')
  await expect(button(page, 'Check again')).toBeVisible()
  await look(page, '7-one-given')
})

test('another number of the customer takes nothing off the order but the coupons of the first', async ({
  till,
}) => {
  const { page } = till
  await pick(till, 'bw-dog-chk-24', 'pc-litter-14')
  await discountDamagedPack({ page, scan: (code) => till.scan(code) })
  await lookUp(till, '0142')
  await goPay(till)
  await button(page, 'Skip this one').click()
  await goOn({ page, scan: (code) => till.scan(code) })
  await expect(page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  expect(couponBooks(till).held).toHaveLength(1)

  await lookUp(till, '0143')
  await expect(saved(page, TWELVE)).toBeVisible()
  await expect(saved(page, DRY)).toHaveCount(0)
  await expect.poll(() => couponBooks(till).held).toEqual([])
  const { order } = await till.view()
  expect([order.status, order.customer?.consumerId]).toEqual(['open', '880413'])
  await expect(lineOf(page, GOODS.litter.name)).toContainText('−1.87')

  const others = page.getByRole('group', { name: 'Other numbers for this order' })
  await expect(others.getByRole('button')).toHaveCount(1)
  await look(page, '8-other-number')
  await button(page, 'Use the number ending 0142').click()
  await expect(saved(page, DRY)).toContainText('Fits this order, −5.00')
  await expect(button(page, 'Use the number ending 0143')).toBeVisible()
  await goPay(till)
  await button(page, 'Skip this one').click()
  await goOn({ page, scan: (code) => till.scan(code) })
  await expect(page.getByRole('heading', { name: '1 PETZ coupon applies' })).toBeVisible()
  await expect.poll(() => couponBooks(till).held).toHaveLength(1)
})

test('looking once more keeps the list until there is an answer, and after silence too', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, 'bw-dog-chk-24')
  await lookUp(till, '0142')
  await expect(saved(page, DRY)).toContainText('Fits this order')

  await world.turn('coupons', 'coupon', { action: 'withdraw', coupon: '70455' })
  await world.turn('coupons', 'fault', { endpoint: 'customer/set', kind: 'delay:1500' })
  await button(page, 'Refresh').click()
  await expect(page.getByText(/^Asking PETZ\. The list is as of \d\d:\d\d\.$/)).toBeVisible()
  await expect(saved(page, DRY)).toBeVisible()
  await page.keyboard.press('Control+R')
  await expect(page.getByText('PETZ is being asked already.').first()).toBeVisible()
  await expect(saved(page, DRY)).toHaveCount(0)
  await expect(page.getByText('3 saved coupons')).toBeVisible()

  await world.turn('coupons', 'fault', { endpoint: 'customer/set', kind: 'down', count: 2 })
  await page.keyboard.press('Control+R')
  await expect(page.getByText('PETZ does not answer.')).toBeVisible()
  await expect(
    page.getByText(/^The list is as of \d\d:\d\d\. PETZ has the last word/),
  ).toBeVisible()
  await expect(saved(page, TWELVE)).toBeVisible()
  await expect(page.locator('.wallet-foot > svg')).toHaveCount(0)
  await look(page, '10-no-answer')
  await button(page, 'Try again').click()
  await expect(page.getByText('PETZ does not answer.')).toBeHidden()
  expect((await till.view()).order.customer).toMatchObject({ status: 'matched', code: null })
  await page.keyboard.press('Control+w')
  const gone = page.getByRole('list', { name: 'Not on this order' }).getByRole('listitem')
  await expect(gone.filter({ hasText: DRY })).toContainText('The offer has ended.')
  await look(page, '11-offer-ended')
})

test('an answer that comes after another number was asked for changes nothing', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, 'bw-dog-chk-24')
  await world.turn('coupons', 'fault', { endpoint: 'customer/set', kind: 'delay:2000' })
  await page.keyboard.press('F3')
  const field = page.getByRole('textbox', { name: 'Customer phone', exact: true })
  await field.fill('2065550142')
  await field.press('Enter')
  await till.until('0142 is asked about', ({ order }) => order.customer?.status === 'looking')
  await field.fill('2065550143')
  await field.press('Enter')
  await expect(page.getByText('1 saved coupon', { exact: true })).toBeVisible()
  const looks = () => world.coupons.log.filter((one) => one.path.includes('customer')).length
  await expect.poll(looks).toBe(2)
  expect((await till.view()).order.customer?.consumerId).toBe('880413')
  await expect(page.getByText('1 saved coupon', { exact: true })).toBeVisible()
})

test('the page of PETZ is framed, keeps scans for the order, and goes with Esc', async ({
  till,
}) => {
  const { page } = till
  await pick(till, 'bw-dog-chk-24')
  await lookUp(till, '0142')
  const list = page.getByRole('list', { name: 'Saved coupons' })
  const framed = page.getByText('The page of PETZ. Nothing on it changes the order.')

  await button(page, 'PETZ page').click()
  await expect(framed).toBeVisible()
  await inPage(till, `location.href = 'https://example.test/'`)
  await till.scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toBeVisible()
  expect(await pages(till)).toHaveLength(1)
  await page.keyboard.press('Escape')
  await expect.poll(() => pages(till)).toEqual([])
  await expect(framed).toBeHidden()
  await expect(list).toBeVisible()

  // Whoever has touched the page has the keyboard there for a moment.
  await button(page, 'PETZ page').click()
  await expect(framed).toBeVisible()
  await till.app.evaluate(({ webContents }) => {
    const found = webContents.getAllWebContents().find((one) => /^https?:/.test(one.getURL()))
    found?.sendInputEvent({ type: 'keyDown', keyCode: 'Escape' })
  })
  await expect.poll(() => pages(till)).toEqual([])
  await expect(list).toBeVisible()

  // What is looked at once more is not the page of before.
  await button(page, 'PETZ page').click()
  await expect(framed).toBeVisible()
  await page.keyboard.press('Control+R')
  await expect.poll(() => pages(till)).toEqual([])
  await expect(list).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(list).toBeHidden()
})

/** The addresses' titles of every page but our own windows'. */
function pages(till: TillUnderTest): Promise<readonly string[]> {
  return till.app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .filter((one) => !one.isDestroyed() && /^https?:/.test(one.getURL()))
      .map((one) => one.getTitle()),
  )
}

function inPage(till: TillUnderTest, script: string): Promise<unknown> {
  return till.app.evaluate(async ({ webContents }, given) => {
    const found = webContents.getAllWebContents().find((one) => /^https?:/.test(one.getURL()))
    const said: unknown = found ? await found.executeJavaScript(given) : 'no page'
    return said
  }, script)
}
