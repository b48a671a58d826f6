import type { Locator, Page } from '@playwright/test'
import { bigFigure, button, GOODS, lineOf, moneyRow, scanExample } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'

/** More stops than any screen has. */
const STOPS_MAX = 60

/** Goes on with Tab until the focus is there; a control that cannot be reached so is a failure. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target.first()).toBeVisible()
  const isThere = () => target.first().evaluate((one) => one === document.activeElement)
  for (let stop = 0; stop < STOPS_MAX && !(await isThere()); stop += 1) {
    await page.keyboard.press('Tab')
  }
  await expect(target.first()).toBeFocused()
}

/** Presses the forward key once nothing covers the button and it has had its meaning long enough. */
async function forward(page: Page, name: string): Promise<void> {
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(button(page, name)).toBeEnabled()
  await page.keyboard.press('F9')
}

/** Counts every touch of a pointer from now on. */
async function watchPointer(page: Page): Promise<() => Promise<number>> {
  await page.evaluate(() => {
    document.documentElement.dataset['touches'] = '0'
    window.addEventListener(
      'pointerdown',
      () => {
        const { dataset } = document.documentElement
        dataset['touches'] = String(Number(dataset['touches']) + 1)
      },
      true,
    )
  })
  return () => page.evaluate(() => Number(document.documentElement.dataset['touches']))
}

test('the running example is sold without a pointer, from the first scan to the next order', async ({
  till,
}) => {
  const { page, world } = till
  const { keyboard } = page
  const touches = await watchPointer(page)
  await scanExample({ page, scan: (code) => till.scan(code) })

  await tabTo(page, page.getByRole('grid', { name: 'Lines of the order' }))
  await keyboard.press('Home')
  for (let line = 1; line < 4; line += 1) await keyboard.press('ArrowDown')
  await expect(lineOf(page, GOODS.litter.name)).toHaveAttribute('aria-selected', 'true')
  await keyboard.press('F5')
  await tabTo(page, page.getByRole('button', { name: /^Damaged pack 15%/ }))
  await keyboard.press('Space')
  await expect(lineOf(page, GOODS.litter.name)).toContainText('−1.87')

  await keyboard.press('Control+P')
  await expect(page.getByRole('textbox', { name: 'Promotion code', exact: true })).toBeFocused()
  await keyboard.type('SPRING5')
  await keyboard.press('Enter')
  await expect(page.getByText('Spring $5 off is on the order')).toBeVisible()
  await keyboard.press('Escape')
  await expect(button(page, 'Promotions')).toBeVisible()
  await keyboard.press('Escape')
  await expect(page.getByRole('textbox', { name: 'Search products' })).toBeVisible()

  await keyboard.press('F3')
  await expect(page.getByRole('textbox', { name: 'Customer phone', exact: true })).toBeFocused()
  await keyboard.type('2065550142')
  await keyboard.press('Enter')
  await expect(page.getByRole('button', { name: /4 coupons$/ })).toBeVisible()
  await keyboard.press('Escape')
  await expect(bigFigure(page, '$92.29')).toBeVisible()

  await forward(page, 'Pay')
  await chooseByKeys(page)
  await forward(page, 'Continue')
  await expect(page.getByRole('heading', { name: '2 PETZ coupons apply' })).toBeVisible()
  await forward(page, 'Continue')
  await expect(moneyRow(page, 'PETZ coupons')).toHaveText('−6.89')
  await expect(page.getByRole('textbox', { name: 'Cash received', exact: true })).toBeFocused()
  await keyboard.type('10000')
  await expect(page.getByRole('textbox', { name: 'Cash received', exact: true })).toHaveValue(
    '100.00',
  )
  await forward(page, 'Take cash')
  await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
  await expect(page.getByText('$16.66', { exact: true })).toBeVisible()
  expect((await till.view()).order.sale).toMatchObject({ due: 8334, change: 1666 })

  const [paper] = await world.printer.waitForPapers(1)
  expect(paper?.text).toMatch(/^ *TOTAL +\$83\.34 *$/m)
  await forward(page, 'New order')
  await expect(page.getByRole('heading', { name: 'Order 0002' })).toBeVisible()
  await till.scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toContainText('9.50')
  expect(await touches()).toBe(0)
})

/** Payment, step 1: the arrows go through the items that may be chosen, Space chooses. */
async function chooseByKeys(page: Page): Promise<void> {
  const question = page.getByRole('radiogroup', { name: '20% off one toy: which item?' })
  const rope = question.getByRole('radio', { name: GOODS.rope.name })
  await tabTo(page, question.getByRole('radio').and(page.locator(':enabled')))
  for (let step = 0; step < 4 && !(await isFocused(rope)); step += 1) {
    await page.keyboard.press('ArrowDown')
  }
  await page.keyboard.press('Space')
  await expect(rope).toBeChecked()
  await expect(lineOf(page, GOODS.rope.name)).toContainText('−1.90')
}

function isFocused(one: Locator): Promise<boolean> {
  return one.evaluate((element) => element === document.activeElement)
}

/** Presses F9 in the very moment in which the forward button of this name is in front. */
function pressAtOnce(page: Page, name: string): Promise<void> {
  return page.evaluate((wanted) => {
    const isThere = (): boolean =>
      document.querySelector('[role=dialog]') === null &&
      [...document.querySelectorAll('button')].some((one) => one.textContent.startsWith(wanted))
    const press = (): void => {
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'F9', bubbles: true }))
    }
    return new Promise<void>((done) => {
      const look = (): void => {
        if (!isThere()) return
        watcher.disconnect()
        press()
        done()
      }
      const watcher = new MutationObserver(look)
      watcher.observe(document.body, { childList: true, subtree: true })
    })
  }, name)
}

test.describe('the forward key pressed twice', () => {
  test('on Pay opens payment and takes nothing', async ({ till }) => {
    const { page } = till
    await till.scan(GOODS.rope.code)
    await expect(lineOf(page, GOODS.rope.name)).toContainText('9.50')
    const second = pressAtOnce(page, 'Take cash')
    await Promise.all([page.keyboard.press('F9'), page.keyboard.press('F9')])
    await second
    await staysUnpaid(till, 'Amount due')
    await page.keyboard.press('F9')
    const bar = page.getByRole('toolbar', { name: 'Payment actions' })
    await expect(bar.getByText('Choose or type an amount')).toBeVisible()
    await staysUnpaid(till, 'Amount due')
  })

  test('on Pay does not finish an order that has nothing to pay', async ({ till }) => {
    const { page } = till
    await till.scan(GOODS.pouch.code)
    await expect(lineOf(page, GOODS.pouch.name)).toContainText('1.89')
    await till.scan('PROMO-SPRING5')
    await till.until('the code is granted', ({ totals }) => totals.total === 0)
    await expect(bigFigure(page, '$0.00')).toBeVisible()
    const second = pressAtOnce(page, 'Finish')
    await Promise.all([page.keyboard.press('F9'), page.keyboard.press('F9')])
    await second
    await staysUnpaid(till, 'Nothing to pay')
    await forward(page, 'Finish')
    await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
    expect((await till.view()).order.sale).toMatchObject({ due: 0, tenders: [] })
  })
})

async function staysUnpaid(till: TillUnderTest, heading: string): Promise<void> {
  await expect(till.page.getByRole('heading', { name: heading })).toBeVisible()
  const { order } = await till.view()
  expect(order).toMatchObject({ status: 'paying', sale: null })
  expect(order.payment).toMatchObject({ step: 'tender', tenders: [], card: null })
}
