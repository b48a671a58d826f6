/*
 * The coupon service's own page beside the order: a stranger's page in our window. What it looks like to the
 * cashier, and what it cannot do, tried in the running terminal.
 */
import { button, findCustomer, GOODS, lineOf } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'

test.use({ worldOptions: { promotions: false, printer: false } })

const PHONE = '2065550142'
const list = (till: TillUnderTest) => till.page.getByRole('list', { name: 'Saved coupons' })

/** With a customer whose coupons are listed. */
async function atWallet(till: TillUnderTest): Promise<void> {
  await till.scan(GOODS.dogFood.code)
  await expect(lineOf(till.page, GOODS.dogFood.name)).toBeVisible()
  await findCustomer({ page: till.page, scan: (code) => till.scan(code) }, PHONE)
  await button(till.page, 'PETZ Wallet').or(till.page.getByText('PETZ Wallet')).first().waitFor()
  if (!(await list(till).isVisible())) await till.page.keyboard.press('F4')
  await expect(list(till)).toBeVisible()
}

async function openPage(till: TillUnderTest): Promise<void> {
  await till.page.keyboard.press('Control+G')
  await expect(button(till.page, 'Plain list')).toBeVisible()
  await expect.poll(() => pagesOf(till)).toHaveLength(1)
  await expect.poll(() => inPage(till, 'document.readyState')).toBe('complete')
}

/** The wallet pages that are alive: every page but our own windows'. */
function pagesOf(till: TillUnderTest): Promise<readonly string[]> {
  return till.app.evaluate(({ webContents }) =>
    webContents
      .getAllWebContents()
      .filter((one) => !one.isDestroyed() && /^https?:/.test(one.getURL()))
      .map((one) => one.getTitle()),
  )
}

/** Runs a script in the wallet page. */
function inPage(till: TillUnderTest, script: string): Promise<unknown> {
  return till.app.evaluate(async ({ webContents }, given) => {
    const page = webContents.getAllWebContents().find((one) => /^https?:/.test(one.getURL()))
    const said: unknown = page ? await page.executeJavaScript(given) : 'no page'
    return said
  }, script)
}

test('[E21] the PETZ page is shown over the list on demand, and nothing of it stays', async ({
  till,
}) => {
  await atWallet(till)
  await openPage(till)
  expect(await inPage(till, 'document.body.innerText')).toContain('Brambleway')
  // The keyboard and the scanner stay with the till, also once the page was touched.
  await inPage(till, 'window.focus()')
  await till.scan(GOODS.rope.code)
  await expect(lineOf(till.page, GOODS.rope.name)).toBeVisible()
  await till.page.keyboard.press('Control+G')
  await expect(button(till.page, 'PETZ page')).toBeVisible()
  expect(await pagesOf(till)).toEqual([])

  await openPage(till)
  await till.press('Close')
  await expect.poll(() => pagesOf(till)).toEqual([])
  await till.page.keyboard.press('F4')
  await openPage(till)
  await till.page.keyboard.press('F1')
  await expect.poll(() => pagesOf(till)).toEqual([])
  await till.page.keyboard.press('Escape')
  const kept = await till.app.evaluate(async ({ session }) => {
    const wallet = session.fromPartition('wallet')
    return [wallet.isPersistent(), (await wallet.cookies.get({})).length, wallet.storagePath]
  })
  expect(kept).toEqual([false, 0, null])
  expect(await till.log()).not.toContain('/wallet/')
})

test('[E21] our own list stays where the page is refused, slow or run out, and the page can be tried again', async ({
  till,
}) => {
  await atWallet(till)
  for (const kind of ['wallet_frame_denied', 'delay:6000', 'status:410']) {
    await till.world.turn('coupons', 'fault', { endpoint: 'wallet', kind })
    await till.page.keyboard.press('Control+G')
    await expect(till.page.getByText('Showing our own list.'), kind).toBeVisible()
    await expect(list(till)).toBeVisible()
    expect(await pagesOf(till)).toEqual([])
    await till.press('Close')
    await till.page.keyboard.press('F4')
    await expect(button(till.page, 'PETZ page')).toBeVisible()
  }
  await till.world.turn('coupons', 'fault', { endpoint: 'wallet', kind: 'status:503' })
  await till.page.keyboard.press('Control+G')
  await button(till.page, 'Try the PETZ page again').click()
  await expect(button(till.page, 'Plain list')).toBeVisible()
  await expect(till.page.getByText('Showing our own list.')).toBeHidden()
  expect(await till.log()).not.toContain('/wallet/')
})

test('[E21] the page has one origin, no bridge, no permission and no way out', async ({ till }) => {
  await atWallet(till)
  await openPage(till)
  const settings = await till.app.evaluate(({ webContents }) => {
    const page = webContents.getAllWebContents().find((one) => /^https?:/.test(one.getURL()))
    const read: unknown = page && Reflect.get(page, 'getLastWebPreferences')
    if (typeof read !== 'function') return {}
    const found: Readonly<Record<string, unknown>> = Reflect.apply(read, page, [])
    return found
  })
  expect(settings).toMatchObject({ sandbox: true, contextIsolation: true, nodeIntegration: false })
  expect(settings['preload'] ?? '').toBe('')
  const found = await inPage(till, TRY_EVERYTHING)
  expect(found).toEqual({
    names: 'undefined',
    opened: null,
    otherHost: 'failed',
    otherPort: 'failed',
    ownApp: 'failed',
    socket: 'failed',
    sameOrigin: 'answered',
    location: 'denied',
    notifications: 'denied',
    microphone: 'denied',
    opener: null,
    top: true,
  })
  for (const address of ['https://example.test/', 'app://till/', 'file:///etc/passwd', 'data:,x'])
    await inPage(till, `setTimeout(() => { location.href = ${JSON.stringify(address)} }), 0`)
  await inPage(till, DOWNLOAD)
  await expect.poll(async () => count(await till.log(), '"Denied"')).toBeGreaterThan(8)
  expect(await pagesOf(till)).toHaveLength(1)
  expect(await till.page.evaluate(() => window.location.href)).toBe('app://till/')
  const told = (await till.log()).split('\n').filter((line) => line.includes('"Denied"'))
  expect(told.filter((line) => !line.includes('"address":""'))).toEqual([])
})

test('[R2] a wallet page that gets hold of our bridge is not answered', async ({ till }) => {
  await atWallet(till)
  const told = await till.app.evaluate(async ({ app, session, BrowserWindow }, base) => {
    // Our view never has a preload; this one has it all the same, in the wallet's own session.
    const wallet = session.fromPartition('wallet')
    wallet.webRequest.onBeforeRequest(null)
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: `${app.getAppPath()}/dist/electron/preload.cjs`,
        session: wallet,
      },
    })
    await window.loadURL(`${base}/wallet/none`).catch(() => undefined)
    const said: string = await window.webContents.executeJavaScript(
      `window.till.ask('till:view', null).then((reply) => reply.ok ? 'accepted' : reply.error.code)`,
    )
    window.destroy()
    return said
  }, till.world.coupons.baseUrl)
  expect(told).toBe('sender-refused')
  expect(await till.log()).toContain('A call was turned away')
})

const TRY_EVERYTHING = `(async () => {
  const no = () => 'failed'
  const asked = (url) => fetch(url, { mode: 'no-cors' }).then(() => 'answered', no)
  const socket = () => new Promise((tell) => {
    const one = new WebSocket(location.origin.replace('http', 'ws') + '/socket')
    one.onopen = () => tell('opened')
    one.onerror = () => tell('failed')
  })
  return {
    names: [...new Set(['require', 'process', 'Buffer', 'till', 'ipcRenderer'].map((name) => typeof window[name]))].join(),
    opened: window.open('about:blank'),
    otherHost: await asked('https://example.test/'),
    otherPort: await asked('http://127.0.0.1:9/'),
    ownApp: await asked('app://till/main.js'),
    socket: await socket(),
    sameOrigin: await asked(location.href),
    location: await new Promise((tell) =>
      navigator.geolocation.getCurrentPosition(() => tell('granted'), () => tell('denied'))),
    notifications: await Notification.requestPermission(),
    microphone: await navigator.mediaDevices.getUserMedia({ audio: true }).then(() => 'granted', () => 'denied'),
    opener: window.opener,
    top: window.top === window,
  }
})()`

const DOWNLOAD = `(() => {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob(['x']))
  link.download = 'x.txt'
  document.body.append(link)
  link.click()
})()`

function count(text: string, part: string): number {
  return text.split(part).length - 1
}
