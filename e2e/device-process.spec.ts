import type { Page } from '@playwright/test'
import { button, GOODS, lineOf, pay, takeCash } from './counter'
import { expect, test, valueOf, type TillUnderTest } from './fixtures/till'

/** The process the devices live in. */
async function devicePid(till: TillUnderTest): Promise<number> {
  const pids = await till.app.evaluate(({ app }) =>
    app.getAppMetrics().flatMap(({ pid, name }) => (name === 'devices' ? [pid] : [])),
  )
  const [pid] = pids
  if (pid === undefined) throw new Error('The devices have no process.')
  return pid
}

/** The devices' process is gone between two instructions, and another one has taken its place. */
async function killDevices(till: TillUnderTest): Promise<void> {
  const before = await devicePid(till)
  process.kill(before, 'SIGKILL')
  await expect.poll(() => devicePid(till).catch(() => before), { intervals: [50] }).not.toBe(before)
}

const restarted = (page: Page) => page.getByText(/^The devices were restarted at \d\d:\d\d\.$/)
const mayNotHavePrinted = (page: Page) => page.getByText('Receipt may not have printed.')

/** Sells one thing; the printer is slow enough to be met in the middle of the receipt. */
async function sellSlowly(till: TillUnderTest): Promise<void> {
  const { mechanism } = till.world.printer
  mechanism.setSlow(300)
  await scanned(till, GOODS.rope)
  await pay(counterOf(till))
  await takeCash(counterOf(till), '20.00')
  await expect.poll(() => till.world.printer.drawerPulses).toBe(1)
  await expect.poll(() => mechanism.bufferedBytes).toBeGreaterThan(300)
}

function counterOf(till: TillUnderTest) {
  return { page: till.page, scan: (code: string) => till.scan(code) }
}

async function scanned(till: TillUnderTest, goods: (typeof GOODS)[keyof typeof GOODS]) {
  await till.scan(goods.code)
  await expect(lineOf(till.page, goods.name)).toBeVisible()
}

/** The cable comes out and goes in again elsewhere; the terminal is the same one all the time. */
async function replug(till: TillUnderTest, device: 'scanner' | 'printer'): Promise<void> {
  const { scannerCable, printerCable } = till.world
  const cable = device === 'scanner' ? scannerCable : printerCable
  const before = await devicePid(till)
  await cable?.pull()
  await expect.poll(() => statusOf(till, device)).toBe('failed')
  await expect(till.page.getByRole('alert')).toContainText(SAID[device])
  await cable?.plug(`${device}-elsewhere`)
  await till.devicesReady()
  expect(await devicePid(till)).toBe(before)
}

const SAID = { scanner: /scanner/i, printer: /printer/i }

async function statusOf(till: TillUnderTest, kind: string): Promise<string | undefined> {
  const reply = await till.page.evaluate(() => window.till.ask('devices:list', null))
  return valueOf(reply).find((one) => one.kind === kind)?.status
}

test.use({ worldOptions: { promotions: false, coupons: false } })

test('the devices are restarted during a sale: nothing is lost, and the screen says so', async ({
  till,
}) => {
  await scanned(till, GOODS.dogFood)
  await killDevices(till)
  await expect(restarted(till.page)).toBeVisible()
  await expect(till.page.getByText('Look whether the last receipt came out.')).toBeVisible()
  await till.devicesReady()
  await scanned(till, GOODS.rope)
  expect((await till.view()).order.lines.length).toBe(2)
  await button(till.page, 'Got it').click()
  await expect(restarted(till.page)).toBeHidden()
})

test('the devices are restarted during a print: the cashier is asked, and nothing comes twice', async ({
  till,
}) => {
  await sellSlowly(till)
  await killDevices(till)
  await expect(mayNotHavePrinted(till.page)).toBeVisible()
  await till.devicesReady()
  till.world.printer.mechanism.setSlow(0)
  await till.world.printer.waitForPapers(1)
  await button(till.page, 'Yes, it is on paper').click()
  await expect(till.page.getByText('Receipt printed', { exact: true })).toBeVisible()
  await button(till.page, 'New order').click()
  await expect(restarted(till.page)).toBeVisible()
  expect(till.world.printer.papers.length).toBe(1)
  expect(till.world.printer.drawerPulses).toBeLessThanOrEqual(1)
})

test('the devices are restarted in the middle of a scan: half a code is none', async ({ till }) => {
  await till.world.scanner.half(GOODS.dogFood.code)
  await killDevices(till)
  await till.devicesReady()
  await scanned(till, GOODS.rope)
  expect((await till.view()).order.lines.length).toBe(1)
})

test('devices that hang are restarted', async ({ till }) => {
  const hung = await devicePid(till)
  process.kill(hung, 'SIGSTOP')
  await expect(restarted(till.page)).toBeVisible()
  expect(await devicePid(till)).not.toBe(hung)
  await till.devicesReady()
  await scanned(till, GOODS.rope)
})

test('a scanner that is plugged in elsewhere during a sale goes on', async ({ till }) => {
  await scanned(till, GOODS.dogFood)
  await replug(till, 'scanner')
  await scanned(till, GOODS.rope)
  expect((await till.view()).order.lines.length).toBe(2)
})

test('a scanner pulled out in the middle of a code loses that code and nothing else', async ({
  till,
}) => {
  await till.world.scanner.half(GOODS.dogFood.code)
  await replug(till, 'scanner')
  await scanned(till, GOODS.rope)
  expect((await till.view()).order.lines.length).toBe(1)
})

test('a printer that is plugged in elsewhere during a sale prints its receipt', async ({
  till,
}) => {
  await scanned(till, GOODS.rope)
  await replug(till, 'printer')
  await pay(counterOf(till))
  await takeCash(counterOf(till), '20.00')
  const [paper] = await till.world.printer.waitForPapers(1)
  expect(paper?.text).not.toContain('COPY')
})

test('a printer pulled out in the middle of a receipt: the next paper says that it is a copy', async ({
  till,
}) => {
  await sellSlowly(till)
  const cut = replug(till, 'printer')
  await expect(mayNotHavePrinted(till.page)).toBeVisible()
  await cut
  till.world.printer.mechanism.setSlow(0)
  await till.world.printer.waitForPapers(1)
  await button(till.page, 'Print a copy').click()
  const [, copy] = await till.world.printer.waitForPapers(2)
  expect(copy?.text).toContain('COPY')
})

test('a port list names the scanner and the printer of the counter', async ({ till }) => {
  const reply = await till.page.evaluate(() => window.till.ask('devices:ports', null))
  const named = valueOf(reply).filter((port) => port.serialNumber?.startsWith('SANDBOX'))
  expect(named.map((port) => port.whatItIs).sort()).toEqual(['printer', 'scanner'])
})
