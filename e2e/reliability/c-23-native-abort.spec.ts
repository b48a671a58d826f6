/*
 * The process that writes the journal is the main process, and a native fault ends it. `npm start` keeps it
 * running (scripts/keeper.mjs); here with the real Electron, looked at through its own debugging port.
 */
import { chromium, type Browser, type Page } from '@playwright/test'
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { GOODS, lineOf } from '../counter'
import { expect, test } from '../fixtures/till'
import { projectRoot } from '../launch'
import { runRow } from './rows'

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

/** The window of the terminal that listens there, once it is there. */
async function windowAt(port: number): Promise<{ readonly browser: Browser; readonly page: Page }> {
  const look = async () => {
    const browser = await chromium.connectOverCDP(`http://127.0.0.1:${port}`).catch(() => null)
    const page = browser
      ?.contexts()
      .flatMap((context) => context.pages())
      .find((one) => one.url().startsWith('app://'))
    if (browser && page) return { browser, page }
    await browser?.close()
    return null
  }
  for (;;) {
    const found = await look()
    if (found) return found
    await new Promise((done) => setImmediate(done))
  }
}

async function mainPid(browser: Browser): Promise<number> {
  const session = await browser.newBrowserCDPSession()
  const { processInfo } = await session.send('SystemInfo.getProcessInfo')
  const main = processInfo.find((one) => one.type === 'browser')
  if (!main) throw new Error('There is no main process')
  return main.id
}

async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return
  const gone = once(child, 'exit')
  child.kill('SIGTERM')
  await gone
}

test('[C23] a native fault in the process that writes the journal: it is started again and the order goes on', async ({
  world,
}) => {
  const port = await freePort()
  const start = join(projectRoot(), 'scripts', 'start.mjs')
  const own = [`--data=${join(world.folder, '..', 'till')}`, `--settings=${world.settingsPath}`]
  const keeper = spawn(process.execPath, [start, ...own, `--remote-debugging-port=${port}`], {
    cwd: projectRoot(),
    env: { ...process.env, ...world.environment },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  try {
    await runRow({ row: 'T-09', part: 'native-abort' }, null, async () => {
      const first = await windowAt(port)
      await expect(first.page.getByRole('button', { name: 'Pay', exact: true })).toBeVisible()
      await first.page.evaluate(
        (code) => window.till.ask('till:run', { type: 'EnterCode', code }),
        GOODS.dogFood.code,
      )
      await expect(lineOf(first.page, GOODS.dogFood.name)).toBeVisible()
      const pid = await mainPid(first.browser)
      const gone = once(first.browser, 'disconnected')
      const killedAt = performance.now()
      process.kill(pid, 'SIGABRT')
      await gone
      const second = await windowAt(port)
      await expect(lineOf(second.page, GOODS.dogFood.name)).toBeVisible()
      const ms = Math.round(performance.now() - killedAt)
      expect(await mainPid(second.browser)).not.toBe(pid)
      await expect(second.page.getByText('Picking up where you left off')).toBeVisible()
      await second.page.evaluate(
        (code) => window.till.ask('till:run', { type: 'EnterCode', code }),
        GOODS.rope.code,
      )
      await expect(lineOf(second.page, GOODS.rope.name)).toBeVisible()
      await second.browser.close()
      return { 'fault to the order on screen (bar 2,000), ms': ms }
    })
  } finally {
    await ended(keeper)
  }
})
