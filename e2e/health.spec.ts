/*
 * The Health screen: two touches or one key away, every part in words, and one file for the support in which
 * nothing is that must not leave the shop.
 */
import { execFileSync } from 'node:child_process'
import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { button, GOODS, lineOf, pay, takeCash } from './counter'
import { keepBoth } from './pictures'
import { expect, test, valueOf, type TillUnderTest } from './fixtures/till'

const PIN = '4711'

const rowOf = ({ page }: TillUnderTest, name: string) =>
  page
    .getByRole('grid', { name: 'Health' })
    .getByRole('row')
    .filter({ has: page.getByText(name, { exact: true }) })

async function sellOne(till: TillUnderTest): Promise<void> {
  const counter = { page: till.page, scan: (code: string) => till.scan(code) }
  await till.scan(GOODS.rope.code)
  await expect(lineOf(till.page, GOODS.rope.name)).toBeVisible()
  await pay(counter)
  await takeCash(counter, '20.00')
  await till.world.printer.waitForPapers(1)
  await till.until('the sale is closed', (view) => view.order.status === 'closed')
  await till.press('New order')
}

test.use({ worldOptions: { coupons: false } })

test('is two touches away from the order, and Esc goes back', async ({ till }) => {
  const { page } = till
  await till.scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toBeVisible()
  const cashier = (await till.view()).order.cashier
  await page.getByRole('banner').getByRole('button', { name: cashier }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Health', exact: true }).click()
  await expect(rowOf(till, 'Sales')).toContainText('Every sale is saved')
  await page.keyboard.press('Escape')
  await expect(lineOf(page, GOODS.rope.name)).toBeVisible()
})

test('says for each part how it is, what is certain and what to do', async ({ till }) => {
  const { page } = till
  await sellOne(till)
  await page.keyboard.press('Control+t')
  await expect(rowOf(till, 'Sales')).toContainText('The last receipt is 1.')
  await expect(rowOf(till, 'Sales')).toContainText('Fine')
  await expect(rowOf(till, 'Owed')).toContainText('Nothing is owed')
  await expect(rowOf(till, 'Disk')).toContainText('are free')
  await expect(rowOf(till, 'Devices')).toContainText('Every device is ready')
  await expect(rowOf(till, 'Keys')).toContainText(/readable (on this disk|in the settings)/i)
  await expect(rowOf(till, 'PETZ')).toContainText('Not set up on this terminal')

  till.world.printer.mechanism.set({ paper: 'out' })
  await expect(rowOf(till, 'Devices')).toContainText('Act now', { timeout: 20_000 })
  await expect(rowOf(till, 'Devices')).toContainText('Open Devices: it says which')

  // Nothing is added to an order behind it, and the keys alone reach every row.
  await till.scan(GOODS.dogFood.code)
  await expect(page.getByText('Scan not used here', { exact: false }).first()).toBeVisible()
  expect((await till.view()).order.lines).toEqual([])
  await rowOf(till, 'Sales').click()
  await rowOf(till, 'Keys').click()
  await expect(page.getByText('Key of the day’s files')).toBeVisible()
  await keepBoth(page, 'health', 'keys')
  await page.keyboard.press('End')
  await expect(page.getByRole('heading', { name: 'Program' })).toBeVisible()
  await expect(page.getByText('Journal format')).toBeVisible()
  const noSideways = () =>
    page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
  expect(await noSideways()).toBe(true)
})

test('what this version cannot do has no button', async ({ till }) => {
  await till.page.keyboard.press('Control+t')
  await expect(button(till.page, 'Make a support file')).toBeVisible()
  const { can } = await health(till)
  const shown = (name: string) => till.page.getByRole('button', { name, exact: true }).count()
  expect(await shown('Check everything')).toBe(can.check ? 1 : 0)
  expect(await shown('Back up now')).toBe(can.backUp ? 1 : 0)
  expect(await shown('Export day')).toBe(can.exportDay ? 1 : 0)
})

test('one key writes the support file, and a canary pushed through the till is not in it', async ({
  till,
}) => {
  const { page } = till
  const canaries = [PIN, '2065550142', 'CANARY77', 'canary-note', '4111111111111111']
  await sellOne(till)
  await till.run({ type: 'SetCustomer', phone: '2065550142' })
  await till.run({ type: 'ApplyCode', code: 'CANARY77' })
  await till.run({ type: 'EnterCode', code: '4111111111111111' })
  await till.run({ type: 'Hold', heldFor: 'canary-note' })
  await page.evaluate((pin) => window.till.ask('terminal:unlock', pin), PIN)
  await page.keyboard.press('Control+t')
  await page.keyboard.press('F8')
  await expect(page.getByText(/^The support file is ready, [\d.]+ KB\.$/)).toBeVisible()
  const folder = join(till.data, 'support')
  const [name = ''] = readdirSync(folder).filter((one) => one.endsWith('.tar.gz'))
  await expect(page.getByText(name, { exact: false })).toBeVisible()
  const text = execFileSync('tar', ['-xzOf', join(folder, name)], { encoding: 'utf8' })
  expect(text).toContain('OrderPaid')
  expect(text).toContain('"Started"')
  for (const canary of canaries) expect(text).not.toContain(canary)
  const settings = JSON.stringify(till.world.environment) + (await settingsOf(till))
  const keys = [...settings.matchAll(/"(?:apiKey|accountKey|managerPin)":"([^"]+)"/g)]
  for (const [, key] of keys) expect(text).not.toContain(key)
  const { order } = await till.view()
  for (const word of [order.cashier, 'Pine Street', order.ref]) expect(text).not.toContain(word)
})

test('a locked terminal answers nothing of it', async ({ till }) => {
  await till.page.evaluate(() => window.till.ask('terminal:lock', null))
  for (const name of ['support:health', 'support:bundle', 'support:check-journal'] as const) {
    const reply = await till.page.evaluate((call) => window.till.ask(call, null), name)
    expect(reply).toEqual({ ok: false, error: { kind: 'refusal', code: 'terminal-locked' } })
  }
})

test('calls that are not what they should be are turned away', async ({ till }) => {
  const replies = await till.page.evaluate(() =>
    Promise.all(
      [20250230, 20251301, '20250101', 20250101.5, null, {}, 1e9].map((day) =>
        window.till.ask('support:export-day', day as number),
      ),
    ),
  )
  for (const reply of replies) expect(reply).toMatchObject({ error: { code: 'call-malformed' } })
})

async function health({ page }: TillUnderTest) {
  return valueOf(await page.evaluate(() => window.till.ask('support:health', null)))
}

async function settingsOf({ world }: TillUnderTest): Promise<string> {
  const { readFile } = await import('node:fs/promises')
  return JSON.stringify(JSON.parse(await readFile(world.settingsPath, 'utf8')))
}
