/*
 * T-14: hostile text on every screen of the built terminal, in Chromium. Nothing may run, nothing may be asked of
 * the network, and no element may come of a text. Faults X5 (the half of the screen), X6 and X7.
 */
import type { Locator, Page } from '@playwright/test'
import { expect, test, valueOf, type TillUnderTest } from '../fixtures/till'
import { Chance } from '../../shared/order/testing/chance'
import { hostileCatalog } from './hostile/catalog'
import { fillScreen, restoreView, viewNews, watchPage, type Seen } from './hostile/screens'
import { PAGE_ATTACKS } from './hostile/strings'
import { amount, ROW_MS, rowSeed, runRow } from './rows'

const TURNED = '\u202e99.0 $ ylno\u202c'

test.use({
  worldOptions: async ({}, use) => {
    const catalog = await hostileCatalog([...PAGE_ATTACKS, `Chew ${TURNED}`])
    await use({
      scanner: false,
      catalog: catalog.file,
      settings: {
        display: { window: true },
        terminal: {
          name: 'Till <img src=x onerror=window.hacked=1>',
          store: '<b id=hacked>Shop</b>',
          cashier: '<svg onload=window.hacked=1>',
          footer: ['javascript:window.hacked=1'],
        },
        storePromotions: [
          { name: '<img src=x onerror=window.hacked=1>', scope: 'order', percent: 10 },
          { name: 'javascript:window.hacked=1', scope: 'line', percent: 15 },
        ],
      },
    })
    await catalog.remove()
  },
})

test('no text runs, asks or makes anything, on any screen', async ({ till }) => {
  test.setTimeout(ROW_MS)
  await runRow({ row: 'T-14', part: 'screens' }, rowSeed(), async () => {
    const texts = amount({ short: 100, gate: 500 })
    const chance = new Chance(rowSeed())
    const requests = watchNetwork(till)
    const screens: Record<string, Seen> = {}
    const customer = await customerPage(till)
    for (const page of [till.page, customer]) await watchPage(page)
    const fill = async (name: string, extra: readonly string[] = []) => {
      const news = async (round: number) => [
        await viewNews(till, round),
        ...(await Promise.all(extra.map((channel) => otherNews(till, channel)))),
      ]
      screens[name] = await fillScreen(till, till.page, news, { texts, chance })
      await restoreView(till)
    }
    await throughTheSale(till, fill)
    screens['customer'] = await fillScreen(till, customer, () => customerNews(till), {
      texts,
      chance,
    })
    await throughTheRest(till, fill)

    const harm = Object.entries(screens).flatMap(([name, seen]) =>
      seen.harm.map((one) => `${name}: ${one}`),
    )
    expect(harm).toEqual([])
    expect(Object.keys(screens).length).toBeGreaterThanOrEqual(12)
    for (const [name, seen] of Object.entries(screens)) {
      expect(seen.shown, `texts seen on ${name}`).toBeGreaterThanOrEqual(texts)
    }
    expect(requests).toEqual([])
    expect(await till.page.evaluate(() => window.location.href)).toBe('app://till/')
    const shown = Object.values(screens).reduce((all, one) => all + one.shown, 0)
    const put = Object.values(screens).reduce((all, one) => all + one.put, 0)
    return { screens: Object.keys(screens).length, put, shown, 'scripts run (0)': 0, requests: 0 }
  })
})

test('[X6] markup in names of goods, discounts and the shop is text, all the way from the files', async ({
  till,
}) => {
  const { page } = till
  const customer = await customerPage(till)
  for (const one of [page, customer]) await watchPage(one)
  for (let at = 0; at < 6; at += 1) await till.run({ type: 'AddItem', sku: `hostile-${at}` })
  await expect(nameOf(page, PAGE_ATTACKS[0] ?? '')).toBeVisible()
  await expect(customer.getByText(PAGE_ATTACKS[5] ?? '', { exact: true })).toBeVisible()
  await till.press('Discnt')
  const rule = page.getByRole('button', { name: '<img src=x onerror=window.hacked=1>' }).first()
  await rule.click()
  await till.run({ type: 'Hold', heldFor: '<img src=x onerror=window.hacked=1>' })
  await page.keyboard.press('Control+h')
  await expect(page.getByText('<img src=x onerror=window.hacked=1>').first()).toBeVisible()
  for (const one of [page, customer]) {
    const found = await one.evaluate(() => ({
      hacked: String(Reflect.get(window, 'hacked')),
      made: document.querySelectorAll('img, #hacked, svg[onload], iframe, base').length,
      broken: String(Reflect.get(window, 'broken')),
    }))
    expect(found).toEqual({ hacked: 'undefined', made: 0, broken: '' })
  }
})

test('[X7] an address in a name leads nowhere', async ({ till }) => {
  const { page } = till
  const at = PAGE_ATTACKS.indexOf('javascript:window.hacked=1')
  await till.run({ type: 'AddItem', sku: `hostile-${at}` })
  const line = nameOf(page, 'javascript:window.hacked=1')
  await line.click()
  await line.dblclick()
  expect(await page.locator('a, area, [href]:not(link), [formaction]').count()).toBe(0)
  expect(await page.evaluate(() => String(Reflect.get(window, 'hacked')))).toBe('undefined')
  expect(page.url()).toBe('app://till/')
})

test('[X5] a name that turns the reading order turns nothing beside it', async ({ till }, info) => {
  const { page } = till
  const customer = await customerPage(till)
  const sku = `hostile-${PAGE_ATTACKS.length}`
  await till.run({ type: 'AddItem', sku })
  await expect(page.locator('#said')).toContainText('Chew')
  expect(await page.locator('#said').textContent()).not.toContain('\u202e')
  await till.run({ type: 'EnterCode', code: '400001102312' })
  const name = nameOf(page, `Chew ${TURNED}`)
  await expect(name).toBeVisible()
  for (const one of [page, customer]) {
    const open = await one.evaluate(() => {
      // Every element that holds a turning mark shuts it in: an isolate, or a box of its own.
      const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
      const wrong: string[] = []
      for (let node = walker.nextNode(); node; node = walker.nextNode()) {
        const { parentElement } = node
        if (!parentElement || !/[\u202a-\u202e\u2066-\u2069]/.test(node.textContent ?? '')) continue
        const { unicodeBidi } = getComputedStyle(parentElement)
        if (!unicodeBidi.startsWith('isolate') && unicodeBidi !== 'plaintext') {
          wrong.push(parentElement.outerHTML.slice(0, 120))
        }
      }
      return wrong
    })
    expect(open).toEqual([])
  }
  // What an eye sees: the price stands right of the name, and its digits stand in their order.
  const places = await page
    .getByRole('row')
    .filter({ has: page.getByTitle(`Chew ${TURNED}`, { exact: true }) })
    .evaluate((row) => {
      const price = [...row.querySelectorAll('.line-total')].map((one) => one.firstChild)[0]
      if (!price) return []
      return [0, 1, 2, 3].map((at) => {
        const range = document.createRange()
        range.setStart(price, at)
        range.setEnd(price, at + 1)
        return range.getBoundingClientRect().left
      })
    })
  expect(places.length).toBe(4)
  expect([...places].sort((one, other) => one - other)).toEqual(places)
  await info.attach('turned', { body: await page.screenshot(), contentType: 'image/png' })
})

/** The name on a line of the order. */
function nameOf(page: Page, name: string): Locator {
  return page.getByRole('grid').getByTitle(name, { exact: true })
}

/** Every request of a page that is not for our own files. */
function watchNetwork(till: TillUnderTest): readonly string[] {
  const requests: string[] = []
  till.app.context().on('request', (request) => {
    const own = ['app://till/', 'app://customer/'].some((one) => request.url().startsWith(one))
    if (!own) requests.push(request.url())
  })
  return requests
}

async function customerPage(till: TillUnderTest): Promise<Page> {
  const find = () => till.app.windows().find((one) => one.url().startsWith('app://customer/'))
  await expect.poll(() => find() !== undefined).toBe(true)
  const page = find()
  if (!page) throw new Error('No window for the customer')
  return page
}

type Fill = (name: string, extra?: readonly string[]) => Promise<void>

/** From the first line to Sale complete. */
async function throughTheSale(till: TillUnderTest, fill: Fill): Promise<void> {
  const { page } = till
  await till.run({ type: 'AddItem', sku: 'bw-dog-chk-24' })
  await till.run({ type: 'Hold', heldFor: 'Red jacket' })
  for (const sku of ['bw-dog-chk-24', ...Array<string>(6).fill('bw-cat-sal-3'), 'fw-rope-m']) {
    await till.run({ type: 'AddItem', sku })
  }
  for (let at = 0; at < 12; at += 1) await till.run({ type: 'AddItem', sku: `hostile-${at}` })
  await till.run({ type: 'ApplyCode', code: 'SPRING5' })
  await till.until('granted', ({ order }) =>
    order.promotions.some((one) => one.status === 'pending'),
  )
  await till.run({ type: 'SetCustomer', phone: '2065550142' })
  await till.until('found', ({ order }) => order.customer?.status === 'matched')
  await till.run({ type: 'EnterCode', code: 'NOBODY-KNOWS-IT' })
  await fill('order', ['services:changed', 'terminal:changed'])
  const [scan] = (await till.view()).order.unresolved
  await till.run({ type: 'RemoveUnresolvedScan', scanId: scan?.id ?? '' })
  await till.press('Discnt')
  await fill('discnt', ['terminal:changed'])
  await till.press('Promotions')
  await fill('promotions')
  await page.keyboard.press('Escape')
  await page.keyboard.press('Escape')
  await page.keyboard.press('F4')
  await fill('wallet')
  await page.keyboard.press('Escape')
  await till.run({ type: 'Pay' })
  await till.until('store promotions', ({ order }) => order.payment?.step === 'store-promotions')
  await fill('store promotions')
  await till.run({ type: 'SkipStorePromotion', couponId: '70311' })
  await till.run({ type: 'ContinuePayment' })
  await till.until('coupons', ({ order }) => order.payment?.authorization?.status === 'authorized')
  await fill('payment coupons')
  await till.run({ type: 'ContinuePayment' })
  const { stillToPay } = await till.until('tender', ({ order }) => order.payment?.step === 'tender')
  await fill('tender')
  await till.run({ type: 'TakeCash', received: stillToPay })
  await till.until('paid', ({ order }) => order.status === 'paid' || order.status === 'closed')
  await fill('complete')
}

/** Trays, set-up, questions and the lock. */
async function throughTheRest(till: TillUnderTest, fill: Fill): Promise<void> {
  const { page } = till
  await page.keyboard.press('Control+e')
  await fill('owed')
  await page.keyboard.press('Control+h')
  await fill('held')
  await page.keyboard.press('Control+d')
  await fill('devices', ['devices:changed', 'services:changed'])
  await page.keyboard.press('Control+d')
  await page.getByRole('button', { name: /^Cashier/ }).click()
  await page.getByRole('button', { name: 'Settings', exact: true }).click()
  await fill('settings', ['terminal:changed'])
  await page.keyboard.press('Escape')
  await till.run({ type: 'NewOrder' })
  await fill('dialogs', ['scan:handled'])
  await page.keyboard.press('Escape')
  await page.evaluate(() => window.till.ask('terminal:lock', null))
  await fill('locked', ['terminal:changed'])
}

/** Other news as it is now; for a scan: one that several goods answer to. */
async function otherNews(till: TillUnderTest, channel: string) {
  if (channel === 'scan:handled') return { channel, value: await scanReport(till) }
  if (channel === 'terminal:changed') return { channel, value: await till.describe() }
  const call = channel === 'devices:changed' ? 'devices:list' : 'services:list'
  const reply = await till.page.evaluate(
    (name) => window.till.ask(name, null),
    call as 'devices:list',
  )
  return { channel, value: valueOf(reply) }
}

async function scanReport(till: TillUnderTest) {
  const found = await till.page.evaluate(() => window.till.ask('catalog:search', 'dog'))
  const report = { number: 9_999, outcome: 'attention', result: 'item-choice', lineId: null }
  const rest = { refusal: null, promotion: null, fills: null, leaked: '', symbology: null }
  return { ...report, ...rest, code: 'x', items: valueOf(found).slice(0, 4), at: 0, tookMs: 1 }
}

/** What the customer's window is told: the shop and ten lines with their discounts. */
async function customerNews(_till: TillUnderTest) {
  const lines = Array.from({ length: 10 }, (_, at) => ({
    id: `l${at}`,
    ...{ name: '', quantity: 1000, unit: 'each', unitPrice: 100, price: 100 },
    discounts: [{ name: '', amount: 5 }],
  }))
  const order = { lines, earlier: 0, pieces: 10_000, discounts: [{ name: '', amount: 10 }] }
  const sums = { otherDiscounts: 0, subtotal: 1000, tax: 0, saved: 60, total: 940 }
  const shop = { store: '', locale: 'en-US', currency: 'USD' }
  return [
    { channel: 'display:changed', value: { shop, scene: { status: 'order', ...order, ...sums } } },
  ]
}
