/*
 * The whole life of the terminal without a pointer. Only keys are pressed here; what has the focus is found with
 * Tab and the arrows, as a person does.
 */
import type { Page } from '@playwright/test'
import { bigFigure, button, GOODS, lineOf, moneyRow } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'

const STOPS_MAX = 80

test('the running example is sold by keys alone', async ({ till }) => {
  const { page } = till
  const press = (key: string) => page.keyboard.press(key)
  for (const { code } of [GOODS.dogFood, GOODS.pouch, GOODS.rope, GOODS.litter])
    await till.scan(code)
  await expect(lineOf(page, GOODS.litter.name)).toContainText('12.49')

  await tabTo(page, 'Lines of the order')
  await chooseLine(till, GOODS.pouch.name)
  for (let pieces = 2; pieces <= 6; pieces += 1) {
    await press('+')
    await expect(lineOf(page, GOODS.pouch.name)).toContainText(((189 * pieces) / 100).toFixed(2))
  }
  await chooseLine(till, GOODS.litter.name)
  await press('F5')
  await tabTo(page, /^Damaged pack 15%/)
  await press('Space')
  await expect(lineOf(page, GOODS.litter.name)).toContainText('−1.87')

  await press('Control+p')
  await page.keyboard.type('SPRING5', { delay: 50 })
  await press('Enter')
  await expect(page.getByText('Spring $5 off is on the order').first()).toBeVisible()
  await press('F3')
  await page.keyboard.type('2065550142', { delay: 50 })
  await press('Enter')
  await expect(page.getByRole('button', { name: /4 coupons$/ })).toBeVisible()
  await press('Escape')
  await expect(bigFigure(page, '$92.29')).toBeVisible()

  await press('F9')
  const question = page.getByRole('radiogroup', { name: '20% off one toy: which item?' })
  await expect(question).toBeVisible()
  await tabInto(page, '20% off one toy: which item?')
  await arrowTo(page, /^Fetchwell Rope Toy M/)
  await press('Space')
  await expect(lineOf(page, GOODS.rope.name)).toContainText('−1.90')
  await goOn(till)
  await expect(page.getByRole('heading', { name: '2 PETZ coupons apply' })).toBeVisible()
  await goOn(till)
  await expect(bigFigure(page, '$83.34')).toBeVisible()
  await page.keyboard.type('10000', { delay: 50 })
  await expect(page.getByRole('textbox', { name: 'Cash received' })).toHaveValue('100.00')
  await goOn(till)
  await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
  await expect(page.getByText('$16.66', { exact: true })).toBeVisible()
  await goOn(till)
  await expect(page.getByText('Order 0002')).toBeVisible()
})

test.describe('at a plain counter', () => {
  test.use({ worldOptions: { promotions: false, coupons: false, printer: false } })

  test.beforeEach(async ({ till }) => {
    await till.scan(GOODS.rope.code)
    await expect(lineOf(till.page, GOODS.rope.name)).toContainText('9.50')
  })

  test('a double press on Pay takes no money', async ({ till }) => {
    const { page } = till
    for (let press = 0; press < 3; press += 1) await page.keyboard.press('F9')
    await expect(page.getByRole('textbox', { name: 'Cash received' })).toBeVisible()
    const { order } = await till.view()
    expect([order.status, order.payment?.tenders]).toEqual(['paying', []])
    await button(page, 'Take cash').dispatchEvent('click')
    expect((await till.view()).order.sale).toBeNull()
  })

  test('a key that is held down presses once', async ({ till }) => {
    const { page } = till
    await tabTo(page, 'Lines of the order')
    await chooseLine(till, GOODS.rope.name)
    for (let repeat = 0; repeat < 5; repeat += 1) await page.keyboard.down('+')
    await page.keyboard.up('+')
    await till.until('two pieces', ({ order }) => order.lines[0]?.quantity === 2000)
  })

  test('an order is held, resumed, held again and cancelled', async ({ till }) => {
    const { page } = till
    const { id } = (await till.view()).order
    await hold(till, 'back with the leash')
    await expect(page.getByText('Scan the first item')).toBeVisible()
    await page.keyboard.press('Control+h')
    await expect(page.getByText('back with the leash').first()).toBeVisible()
    await goOn(till)
    await expect(lineOf(page, GOODS.rope.name)).toBeVisible()
    expect((await till.view()).order.id).toBe(id)

    await hold(till, '')
    await page.keyboard.press('Control+h')
    await page.keyboard.press('F7')
    await expect(page.getByRole('dialog')).toBeVisible()
    await page.keyboard.press('Escape')
    expect((await till.view()).held).toHaveLength(1)
    await page.keyboard.press('F7')
    await goOn(till)
    await till.until('it is cancelled', ({ held }) => held.length === 0)
    await expect(page.getByText('No held orders').first()).toBeVisible()
  })

  test('a payment is split between card and cash', async ({ till }) => {
    const { page } = till
    await atTender(till)
    await page.keyboard.press('F7')
    await page.keyboard.type('600', { delay: 50 })
    await page.keyboard.press('F6')
    await expect(page.getByText('Charge 6.00 on the card machine')).toBeVisible()
    await goOn(till)
    await expect(page.getByRole('heading', { name: 'Still to pay' })).toBeVisible()
    await page.keyboard.type('426', { delay: 50 })
    await goOn(till)
    await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
    const { sale } = (await till.view()).order
    expect(sale?.tenders.map((one) => [one.kind, one.amount])).toEqual([
      ['card', 600],
      ['cash', 426],
    ])
  })

  test('a payment that was taken is undone', async ({ till }) => {
    const { page } = till
    await atTender(till)
    await page.keyboard.press('F7')
    await page.keyboard.type('500', { delay: 50 })
    await goOn(till)
    await expect(page.getByRole('heading', { name: 'Still to pay' })).toBeVisible()
    await tabTo(page, 'Undo Cash, 5.00')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Amount due' })).toBeVisible()
    expect((await till.view()).order.payment?.tenders).toEqual([])
    await page.keyboard.press('Escape')
    await till.until('the order is open', ({ order }) => order.status === 'open')
  })

  test('a card that is declined charges nothing, and cash goes on', async ({ till }) => {
    const { page } = till
    await atTender(till)
    await page.keyboard.press('F6')
    await expect(page.getByText('Charge 10.26 on the card machine')).toBeVisible()
    await page.keyboard.press('F7')
    await expect(page.getByText('Card declined.').first()).toBeVisible()
    expect((await till.view()).order.payment?.tenders).toEqual([])
    await tabInto(page, 'Cash')
    await page.keyboard.press('Space')
    await goOn(till)
    await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
  })
})

test.describe('where there are no coins below five', () => {
  const settings = { terminal: { cashRounding: 5 } }
  test.use({ worldOptions: { promotions: false, coupons: false, settings } })

  test('cash is rounded on a row of its own, a card is not', async ({ till }) => {
    const { page, world } = till
    await till.scan(GOODS.rope.code)
    await atTender(till)
    await expect(page.getByText('Cash rounding −0.01')).toBeVisible()
    await page.keyboard.press('F6')
    await expect(page.getByText('Charge 10.26 on the card machine')).toBeVisible()
    await page.keyboard.press('Escape')
    await expect(page.getByRole('heading', { name: 'Amount due' })).toBeVisible()
    await page.keyboard.type('1025', { delay: 50 })
    await goOn(till)
    await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
    const { sale } = (await till.view()).order
    expect(sale).toMatchObject({ due: 1025, cashRounding: -1, change: 0 })
    const [paper] = await world.printer.waitForPapers(1)
    expect(paper?.text).toMatch(/Cash rounding +-0\.01/)
    expect(await moneyRow(page, 'Total').count()).toBe(0)
  })
})

/** Tab until what has the focus goes by this name. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  await tabUntil(page, `${name}`, async () => matches(await nameOf(page), name))
}

/** Tab until the focus is within a group of this name. */
async function tabInto(page: Page, name: string): Promise<void> {
  const group = page.getByRole('radiogroup', { name, exact: true })
  await tabUntil(page, name, () =>
    group.evaluate((element) => element.contains(document.activeElement)),
  )
}

async function tabUntil(page: Page, what: string, isThere: () => Promise<boolean>): Promise<void> {
  for (let stop = 0; stop < STOPS_MAX; stop += 1) {
    if (await isThere()) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Tab does not reach ${what}`)
}

async function arrowTo(page: Page, name: RegExp): Promise<void> {
  for (let step = 0; step < STOPS_MAX; step += 1) {
    if (name.test(await nameOf(page))) return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`The arrows do not reach ${name}`)
}

/** The accessible name of what has the focus, as far as our own parts give it. */
function nameOf(page: Page): Promise<string> {
  return page.evaluate(() => {
    const focused = document.activeElement
    const label = focused instanceof HTMLInputElement ? focused.labels?.[0]?.textContent : null
    return focused?.getAttribute('aria-label') ?? label ?? focused?.textContent ?? ''
  })
}

function matches(text: string, name: string | RegExp): boolean {
  return typeof name === 'string' ? text === name : name.test(text)
}

/** In the list of lines: the arrows, until this line is the chosen one. */
async function chooseLine({ page }: TillUnderTest, name: string): Promise<void> {
  const isChosen = () => lineOf(page, name).getAttribute('aria-selected')
  await page.keyboard.press('Home')
  for (let step = 0; step < STOPS_MAX; step += 1) {
    if ((await isChosen()) === 'true') return
    await page.keyboard.press('ArrowDown')
  }
  throw new Error(`The arrows do not reach ${name}`)
}

/** The forward key, once it takes presses. */
async function goOn({ page }: TillUnderTest): Promise<void> {
  const forward = page.locator('[aria-keyshortcuts="F9"]:not([inert] *)').last()
  await expect(forward).toBeEnabled()
  await page.keyboard.press('F9')
}

async function atTender(till: TillUnderTest): Promise<void> {
  await goOn(till)
  await expect(till.page.getByRole('textbox', { name: 'Cash received' })).toBeFocused()
}

async function hold(till: TillUnderTest, note: string): Promise<void> {
  await till.page.keyboard.press('F8')
  await expect(till.page.getByRole('textbox', { name: 'Held for' })).toBeFocused()
  await till.page.keyboard.type(note, { delay: 50 })
  await goOn(till)
  await till.until('it is held', ({ held }) => held.length === 1)
}
