/*
 * What happens at a counter beside the plain sale, by keys alone: holding, splitting, undoing, a card declined.
 * What has the focus is found with Tab and the arrows, as a person does.
 */
import type { Page } from '@playwright/test'
import { GOODS, lineOf } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'

const STOPS_MAX = 80

test.describe('at a plain counter', () => {
  test.use({ worldOptions: { promotions: false, coupons: false, printer: false } })

  test.beforeEach(async ({ till }) => {
    await till.scan(GOODS.rope.code)
    await expect(lineOf(till.page, GOODS.rope.name)).toContainText('9.50')
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
