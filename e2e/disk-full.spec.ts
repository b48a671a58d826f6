/*
 * A disk that fills up while the shop is open, in the built terminal: the counter hears of it before, no money is
 * taken that could not be written down, and once there is room the same order goes on without a new start.
 */
import type { Page } from '@playwright/test'
import { join } from 'node:path'
import { button, GOODS, lineOf, pay, takeCash } from './counter'
import { expect, test, valueOf, type TillUnderTest } from './fixtures/till'
import { keepBoth } from './pictures'
import { noSmallDisk, SmallDisk } from './reliability/journal/small-disk'

/** Less than what the terminal calls nearly full, and enough for Chromium's own files. */
const MEGABYTES = 90

const reason = noSmallDisk()

test.use({ worldOptions: { promotions: false, coupons: false } })
test.skip(reason !== null, reason ?? '')

let disk: SmallDisk

test.beforeEach(async ({ till }) => {
  disk = new SmallDisk(MEGABYTES)
  await till.restart({ data: join(disk.folder, 'till') })
  await expect(button(till.page, 'Pay')).toBeVisible()
  await till.devicesReady()
})

test.afterEach(async ({ till }) => {
  await till.close()
  disk.remove()
})

function stopped(page: Page) {
  return page.getByRole('dialog').filter({ hasText: 'The disk is full. No sale can be saved.' })
}

/** How many entries the journal has. */
async function entries({ page }: TillUnderTest): Promise<number> {
  const health = await page.evaluate(() => window.till.ask('support:health', null))
  return valueOf(health).journal.entries
}

async function sellRope(till: TillUnderTest): Promise<void> {
  await till.scan(GOODS.rope.code)
  await expect(lineOf(till.page, GOODS.rope.name)).toContainText('9.50')
}

test('is told before it is full, and by then nothing is refused', async ({ till }) => {
  const { page } = till
  await sellRope(till)
  const note = page.getByText('The disk is nearly full: soon no sale can be saved.')
  await expect(note).toBeVisible()
  await expect(page.getByText('Call a manager to make room now.')).toBeVisible()
  await keepBoth(page, 'disk-full', 'nearly')
  await pay({ page, scan: (code) => till.scan(code) })
  await takeCash({ page, scan: (code) => till.scan(code) }, 'exact 10.26')
  await till.until('the sale is closed', (view) => view.order.status === 'closed')
})

test('[C9] lets nobody pay, and goes on by itself once there is room', async ({ till }) => {
  const { page } = till
  await sellRope(till)
  const before = await entries(till)
  disk.fill(0)
  await button(page, 'Pay').click()
  await expect(stopped(page)).toBeVisible()
  await expect(stopped(page)).toContainText('What was saved is safe. Take no money')
  await keepBoth(page, 'disk-full', 'full')
  await till.scan(GOODS.dogFood.code)
  expect((await till.view()).order).toMatchObject({ status: 'open', lines: [{ quantity: 1000 }] })
  expect(await entries(till)).toBe(before)

  disk.free()
  await expect(stopped(page)).toBeHidden()
  await sellRopeToTheEnd(till)
})

test('[C9] takes no cash that could not be written down', async ({ till }) => {
  const { page } = till
  const counter = { page, scan: (code: string) => till.scan(code) }
  await sellRope(till)
  await pay(counter)
  await page.getByRole('radio', { name: 'Cash exact 10.26', exact: true }).click()
  await expect(button(page, 'Take cash')).toBeEnabled()
  disk.fill(0)
  await button(page, 'Take cash').click()
  await expect(stopped(page)).toBeVisible()
  expect((await till.view()).order).toMatchObject({ status: 'paying', sale: null })
  expect(till.world.printer.papers).toEqual([])

  disk.free()
  await expect(stopped(page)).toBeHidden()
  await takeCash(counter, 'exact 10.26')
  await expectOneReceipt(till)
})

async function sellRopeToTheEnd(till: TillUnderTest): Promise<void> {
  const counter = { page: till.page, scan: (code: string) => till.scan(code) }
  await pay(counter)
  await takeCash(counter, 'exact 10.26')
  await expectOneReceipt(till)
}

async function expectOneReceipt(till: TillUnderTest): Promise<void> {
  await till.world.printer.waitForPapers(1)
  await till.until('the sale is closed', (view) => view.order.status === 'closed')
  const { order } = await till.view()
  expect(order.sale).toMatchObject({ due: 1026, receiptNumber: 1 })
}
