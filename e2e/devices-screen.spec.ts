/*
 * The Devices screen: what is there, how it is, and the five-minute check in plain words.
 */
import type { Page } from '@playwright/test'
import { expect, test } from './fixtures/till'

test.use({ worldOptions: { promotions: false, coupons: false } })

test.beforeEach(async ({ till }) => {
  await till.page.keyboard.press('Control+d')
  await expect(till.page.getByRole('tab', { name: 'Check everything' })).toBeVisible()
})

test('the check goes from device to device and says that everything works', async ({ till }) => {
  const { page, world } = till
  await page.getByRole('tab', { name: 'Check everything' }).click()
  await till.press('Begin')
  await expect(page.getByText('Scan this with the')).toBeVisible()
  await world.scanner.scan('2999999999991', { aim: ']E0' })
  await expect(page.getByText('read 2999999999991')).toBeVisible()
  // The scanner that types has a step of its own.
  await till.press('Leave this out')
  await till.press('Print the test')
  await expect(page.getByText('Did a page come out, readable and cut?')).toBeVisible()
  const [paper] = await world.printer.waitForPapers(1)
  expect(paper?.text).toContain('PRINTER TEST')
  await till.press('Yes')
  const pulses = world.printer.drawerPulses
  await till.press('Open the drawer')
  await expect(page.getByText('Did it open?')).toBeVisible()
  await expect.poll(() => world.printer.drawerPulses).toBe(pulses + 1)
  await till.press('Yes')
  await expect(page.getByText('Everything works.')).toBeVisible()
  expect((await till.view()).order.lines).toEqual([])
})

test('a step that fails says why and what to do', async ({ till }) => {
  const { page, world } = till
  world.printer.mechanism.set({ paper: 'out' })
  await expect(page.getByText('Paper out').first()).toBeVisible({ timeout: 20_000 })
  await page.getByRole('tab', { name: 'Check everything' }).click()
  await till.press('Begin')
  await till.press('Nothing happened')
  await expect(page.getByText('nothing was read.', { exact: false })).toBeVisible()
  await till.press('Leave this out')
  await till.press('Print the test')
  const failed = page.getByText('the roll is empty.', { exact: false })
  await expect(failed).toBeVisible()
  await till.press('Leave this out')
  await expect(page.getByText('Needing a hand: 2.', { exact: false })).toBeVisible()
})

test('set-up shows the codes, what is connected, and the text for the computer', async ({
  till,
}) => {
  const { page } = till
  await page.getByRole('tab', { name: 'Set up' }).click()
  await expect(page.getByRole('img', { name: 'TERMID131.' })).toBeVisible()
  await expect(page.getByRole('heading', { name: 'What is connected now' })).toBeVisible()
  await expect(page.getByText('/etc/udev/rules.d/70-cashier-terminal.rules')).toBeVisible()
  await expect(noSidewaysScroll(page)).resolves.toBe(true)
})

function noSidewaysScroll(page: Page): Promise<boolean> {
  return page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)
}
