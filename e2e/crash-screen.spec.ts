/*
 * Staying up: a mistake in drawing the screen, a screen that dies, one that dies again and again, and a mistake
 * of the main process. The order is there each time, and the cashier reads that it is.
 */
import type { Page } from '@playwright/test'
import { existsSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { button, GOODS, lineOf, pay } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'

test.use({ worldOptions: { promotions: false, coupons: false } })

/** News that no part of the window can draw. */
function breakScreen({ app }: TillUnderTest): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.webContents.send('services:changed', 'not a list')
  })
}

/** The page's process is gone between two instructions. */
function killScreen({ app }: TillUnderTest): Promise<void> {
  return app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    window?.webContents.forcefullyCrashRenderer()
  })
}

/** What stands in the window; asked of the main process, for the debugger has lost a page that died. */
function textOf({ app }: TillUnderTest): Promise<string> {
  return app
    .evaluate(async ({ BrowserWindow }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents
      if (!contents || contents.isCrashed() || contents.isLoading()) return ''
      // A question to a page that dies meanwhile is never answered.
      const late = new Promise<string>((resolve) => setTimeout(() => resolve(''), 1000))
      const asked: Promise<string> = contents.executeJavaScript('document.body.innerText')
      return Promise.race([asked, late])
    })
    .catch(() => '')
}

/** How often the window was loaded again. */
async function reloads(till: TillUnderTest): Promise<number> {
  return (await till.log()).split('The window is loaded again').length - 1
}

async function scanned(till: TillUnderTest): Promise<void> {
  await till.scan(GOODS.rope.code)
  await expect(lineOf(till.page, GOODS.rope.name)).toBeVisible()
}

/** The forward key, once it has had this meaning long enough. */
async function showOrder(page: Page): Promise<void> {
  await expect(button(page, 'Show the order again')).toBeEnabled()
  await page.keyboard.press('F9')
}

const crashed = (page: Page) => page.getByRole('alertdialog', { name: 'The screen stopped' })

test('a mistake in drawing the screen says that the order is safe, and shows it again', async ({
  till,
}) => {
  const { page } = till
  await scanned(till)
  await breakScreen(till)
  await expect(crashed(page)).toContainText('The order is safe on this terminal.')
  await expect(crashed(page)).not.toContainText(/TypeError|undefined|\.js:\d/)
  // A scan that nobody can see changes no order.
  await till.scan(GOODS.dogFood.code)
  await page.keyboard.press('F8')
  await expect(crashed(page)).toContainText(/The support file is ready, [\d.]+ KB\./)
  const files = readdirSync(join(till.data, 'support')).filter((one) => one.endsWith('.tar.gz'))
  expect(files).toHaveLength(1)
  await showOrder(page)
  await expect(lineOf(page, GOODS.rope.name)).toBeVisible()
  expect((await till.view()).order.lines).toHaveLength(1)
  const note = page.getByText('The screen was started again. The order is safe.')
  await expect(note).toBeVisible()
  await button(page, 'Got it').click()
  await expect(note).toBeHidden()
  expect(await till.log()).toContain('The screen could not be drawn')
  await till.scan(GOODS.dogFood.code)
  await expect(lineOf(page, GOODS.dogFood.name)).toBeVisible()
})

test('a mistake that comes back after each press sends to the support', async ({ till }) => {
  for (let time = 0; time < 3; time += 1) {
    await breakScreen(till)
    await expect(crashed(till.page)).toBeVisible()
    if (time === 2) break
    await showOrder(till.page)
    await expect(button(till.page, 'Pay')).toBeVisible()
  }
  await expect(crashed(till.page)).toContainText('It has happened again and again.')
})

test('a screen that dies during payment comes back with the payment, and says so quietly', async ({
  till,
}) => {
  await scanned(till)
  await pay({ page: till.page, scan: (code: string) => till.scan(code) })
  await killScreen(till)
  await expect.poll(() => textOf(till)).toContain('The screen was started again.')
  expect(await textOf(till)).toContain('Take cash')
})

test('a screen that dies again and again gives way to a page that says how to go on', async ({
  till,
}) => {
  await scanned(till)
  for (let time = 0; time < 6; time += 1) {
    await expect.poll(() => textOf(till)).toContain(GOODS.rope.name)
    await killScreen(till)
    await expect.poll(() => reloads(till)).toBe(time + 1)
  }
  await expect.poll(() => textOf(till)).toContain('The screen stopped again and again')
  expect(await textOf(till)).toContain('The order is safe on this terminal.')
  await till.scan(GOODS.dogFood.code)
  await till.app.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    await window?.webContents.executeJavaScript("document.querySelector('a').click()", true)
  })
  await expect.poll(() => textOf(till)).toContain(GOODS.rope.name)
  expect(await textOf(till)).not.toContain(GOODS.dogFood.name)
})

test('a mistake of the program itself is told once at the next start, with nothing lost', async ({
  till,
}) => {
  await scanned(till)
  const ended = new Promise((resolve) => till.app.process().once('exit', resolve))
  await till.app
    .evaluate(() => {
      setTimeout(() => {
        throw new Error('a law of the house is broken')
      }, 0)
    })
    .catch(() => undefined)
  expect(await ended).toBe(70)
  expect(existsSync(join(till.data, 'support', 'stops.json'))).toBe(true)
  await till.relaunch()
  const note = () => till.page.getByText(/^The program was started again at \d\d:\d\d\.$/)
  await expect(note()).toBeVisible()
  await expect(
    till.page.getByText('Nothing that was saved is lost.', { exact: false }),
  ).toBeVisible()
  await expect(lineOf(till.page, GOODS.rope.name)).toBeVisible()
  await till.restart()
  await expect(lineOf(till.page, GOODS.rope.name)).toBeVisible()
  await expect(note()).toBeHidden()
})

test('after the computer has slept the window looks again, and the order is there', async ({
  till,
}) => {
  await scanned(till)
  const heard = till.page.evaluate(
    () =>
      new Promise<number>((resolve) => {
        window.till.listen('terminal:woke', ({ at }) => resolve(at))
      }),
  )
  await till.app.evaluate(({ powerMonitor }) => {
    powerMonitor.emit('suspend')
    powerMonitor.emit('resume')
  })
  expect(await heard).toBeGreaterThan(0)
  await till.devicesReady()
  await till.scan(GOODS.dogFood.code)
  await expect(lineOf(till.page, GOODS.dogFood.name)).toBeVisible()
  expect((await till.view()).order.lines).toHaveLength(2)
})
