/*
 * What no page may do, tried in the running terminal. The tables are in `hostile/`; what only the source can
 * show is in `security-source.spec.ts`. Source: Electron's own security checklist.
 */
import { spawn } from 'node:child_process'
import { GOODS, lineOf } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { ADDRESSES, PERMISSIONS, STRANGERS, TRAVERSALS } from './hostile/tables'
import { askAsStranger, permissionsOf } from './hostile/windows'
import { electronPath, electronSwitches, projectRoot } from './launch'

/** What Electron answers and its newest types no longer name. */
type Preferring = {
  getLastWebPreferences(): {
    readonly allowRunningInsecureContent?: boolean
    readonly experimentalFeatures?: boolean
    readonly enableBlinkFeatures?: string
  }
}

test.use({ worldOptions: { promotions: false, coupons: false, scanner: false, printer: false } })

test('the page is isolated and sandboxed, and has nothing of Node.js', async ({ till }) => {
  const preferences = await till.app.evaluate(({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows()
    const contents: unknown = window?.webContents
    return (contents as Preferring).getLastWebPreferences()
  })
  expect(preferences).toMatchObject({
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    webviewTag: false,
  })
  expect(preferences.allowRunningInsecureContent ?? false).toBe(false)
  expect(preferences.experimentalFeatures ?? false).toBe(false)
  expect(preferences.enableBlinkFeatures ?? '').toBe('')
  const names = ['require', 'process', 'Buffer', 'module', 'global', '__dirname', 'ipcRenderer']
  const kinds = await till.page.evaluate(
    (all) => all.map((name) => typeof Reflect.get(window, name)),
    names,
  )
  expect(new Set(kinds)).toEqual(new Set(['undefined']))
  const switches = await till.app.evaluate(({ app }) => app.commandLine.hasSwitch('no-sandbox'))
  expect(switches).toBe(process.getuid?.() === 0)
  if (switches) console.log('skipped: Chromium does not start for root with its sandbox')
})

test('the bridge is two functions that hold nothing of Electron', async ({ till }) => {
  const found = await till.page.evaluate(async () => {
    const heard: string[] = []
    const stop = window.till.listen('till:changed', (...given: unknown[]) => {
      heard.push(`${given.length} ${Object.keys(given[0] ?? {}).includes('sender')}`)
    })
    const names = Object.entries(window.till).map(([name, value]) => `${name} ${typeof value}`)
    const inside = Object.values(window.till).flatMap((value) => Object.keys(value))
    await window.till.ask('till:run', { type: 'EnterCode', code: '4006381333931' })
    stop()
    const unknown = await window.till.ask(
      'till:view'.replace('view', 'nothing') as never,
      null as never,
    )
    const never = window.till.listen('ipc-message' as never, () => undefined)
    return { heard, names, inside, unknown, never: typeof never }
  })
  expect(found.names).toEqual(['ask function', 'listen function'])
  expect(found.inside).toEqual([])
  expect(found.heard).toEqual(['1 false'])
  expect(found.unknown).toMatchObject({ ok: false, error: { code: 'call-unknown' } })
  expect(found.never).toBe('function')
})

test('a page that bends the language does not bend the bridge', async ({ till }) => {
  const { view, taken } = await till.page.evaluate(async () => {
    const kept = { has: Set.prototype.has, map: Array.prototype.map, parse: JSON.parse }
    let taken = 0
    const bent = () => {
      taken += 1
      return true
    }
    Object.assign(Set.prototype, { has: bent })
    Object.assign(Array.prototype, { map: bent })
    Object.assign(JSON, { parse: bent })
    const asked = window.till.ask('till:view', null)
    const view = await asked
    Object.assign(Set.prototype, { has: kept.has })
    Object.assign(Array.prototype, { map: kept.map })
    Object.assign(JSON, { parse: kept.parse })
    return { view, taken }
  })
  expect(view.ok).toBe(true)
  expect(taken).toBe(0)
})

test('no page goes anywhere or opens anything', async ({ till }) => {
  const { app, page } = till
  expect(ADDRESSES.length).toBeGreaterThanOrEqual(40)
  await app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    const seen: string[] = []
    Reflect.set(globalThis, 'seen', seen)
    contents?.on('did-navigate', (_event, url) => seen.push(url))
    contents?.on('did-create-window', (_window, { url }) => seen.push(url))
  })
  for (const address of ADDRESSES) await page.evaluate(tryAddress, address)
  await expect.poll(async () => countOf(await till.log(), '"Denied"')).toBeGreaterThan(60)
  expect(await page.evaluate(() => window.location.href)).toBe('app://till/')
  const left = await app.evaluate(({ BrowserWindow, webContents }) => ({
    seen: Reflect.get(globalThis, 'seen'),
    windows: BrowserWindow.getAllWindows().length,
    contents: webContents.getAllWebContents().map((one) => one.getType()),
  }))
  expect(left).toEqual({ seen: [], windows: 1, contents: ['window'] })
  expect(await page.evaluate(() => document.body.innerText)).toContain('Pay')
})

test('no page is embedded in ours, as a frame or as a webview', async ({ till }) => {
  const blocked = await till.page.evaluate(async () => {
    const violations: string[] = []
    document.addEventListener('securitypolicyviolation', (one) =>
      violations.push(one.effectiveDirective),
    )
    const told = new Promise<void>((resolve) => {
      document.addEventListener('securitypolicyviolation', () => {
        if (violations.length === 3) resolve()
      })
    })
    for (const src of ['https://example.test/', 'data:text/html,x', 'app://till/']) {
      const frame = document.createElement('iframe')
      frame.src = src
      document.body.append(frame)
    }
    await told
    const view = document.createElement('webview')
    return { violations, isPlain: !('loadURL' in view) }
  })
  expect(blocked.violations).toEqual(['frame-src', 'frame-src', 'frame-src'])
  expect(blocked.isPlain).toBe(true)
  const attached = await till.app.evaluate(async ({ BrowserWindow, webContents }) => {
    const window = new BrowserWindow({ show: false, webPreferences: { webviewTag: true } })
    await window.loadURL('about:blank')
    const made = `const view = document.createElement('webview'); view.src = 'about:blank'
      document.body.append(view); new Promise((go) => requestIdleCallback(() => go(null)))`
    await window.webContents.executeJavaScript(made)
    const kinds = webContents.getAllWebContents().map((one) => one.getType())
    window.destroy()
    return kinds
  })
  expect(attached).not.toContain('webview')
})

test('every answer carries the policy, and the policy is kept', async ({ till }) => {
  const policies = await till.page.evaluate(async () => {
    const paths = ['/', '/index.html', '/main.js', '/main.css', '/nothing', '/main.js?x']
    const answers = await Promise.all(paths.map((path) => fetch(path)))
    return answers.map((one) => one.headers.get('Content-Security-Policy') ?? 'none')
  })
  for (const policy of policies) {
    for (const directive of DIRECTIVES) expect(policy.split('; ')).toContain(directive)
  }
  const { violations, ran } = await till.page.evaluate(tryPolicy)
  expect(ran).toEqual([])
  const kinds = [...new Set(violations)].sort()
  expect(kinds).toEqual(['form-action', 'img-src', 'require-trusted-types-for'])
  expect(violations.filter((one) => one === 'require-trusted-types-for')).toHaveLength(4)
})

test('nothing but the files of the window is served', async ({ till }) => {
  expect(TRAVERSALS.length).toBeGreaterThanOrEqual(60)
  const answers = await till.page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (url) => {
          const answer = await fetch(url).catch(() => null)
          return answer === null ? [url, 0, ''] : [url, answer.status, await answer.text()]
        }),
      ),
    TRAVERSALS,
  )
  expect(
    answers.filter(([, status, text]) => ![0, 403, 404].includes(Number(status)) || text !== ''),
  ).toEqual([])
})

test('every permission is denied to every page', async ({ till }) => {
  for (const address of ['app://till/', 'https://example.test/', 'data:text/html,x']) {
    const states = await permissionsOf(till.app, address, PERMISSIONS)
    expect(Object.keys(states)).toHaveLength(PERMISSIONS.length)
    expect(Object.entries(states).filter(([, state]) => state === 'granted')).toEqual([])
  }
  const asked = await till.page.evaluate(async () => {
    const no = () => 'denied'
    const got = () => 'granted'
    return Promise.all([
      navigator.mediaDevices.getUserMedia({ audio: true }).then(got, no),
      navigator.mediaDevices.getDisplayMedia().then(got, no),
      Notification.requestPermission(),
      new Promise((go) =>
        navigator.geolocation.getCurrentPosition(
          () => go('granted'),
          () => go('denied'),
        ),
      ),
      navigator.requestMIDIAccess().then(got, no),
      navigator.clipboard.readText().then(got, no),
      navigator.storage.persist().then((yes) => (yes ? 'granted' : 'denied')),
    ])
  })
  expect(new Set(asked)).toEqual(new Set(['denied']))
})

test('only the window of the terminal is answered', async ({ till }) => {
  expect(STRANGERS).toHaveLength(8)
  for (const address of STRANGERS) {
    const told = await askAsStranger(till.app, address)
    expect(new Set(Object.values(told)), address).toEqual(new Set(['sender-refused']))
  }
  const told = await askAsStranger(till.app, 'app://till/frame', true)
  expect(new Set(Object.values(told))).toEqual(new Set(['sender-refused']))
})

test('a second start hands over to the first', async ({ till }) => {
  await till.app.evaluate(({ BrowserWindow }) => {
    for (const window of BrowserWindow.getAllWindows()) window.hide()
  })
  const second = spawn(
    electronPath(),
    [...electronSwitches(), projectRoot(), `--data=${till.data}`],
    { cwd: projectRoot(), stdio: 'ignore' },
  )
  const code = await new Promise((resolve) => second.once('exit', resolve))
  expect(code).toBe(0)
  const isVisible = () =>
    till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.isVisible())
  await expect.poll(isVisible).toBe(true)
  expect((await till.view()).order.status).toBe('open')
})

test('a page that dies comes back with the same order', async ({ till }) => {
  const { app, page } = till
  await till.run({ type: 'EnterCode', code: GOODS.dogFood.code })
  await expect(lineOf(page, GOODS.dogFood.name)).toBeVisible()
  await app.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer()
  })
  await expect.poll(() => till.log()).toContain('The window is loaded again')
  await expect.poll(() => textOf(till)).toContain(GOODS.dogFood.name)
})

test('a page that gets lost on an address Chromium itself refuses comes back', async ({ till }) => {
  await till.page.evaluate(() => void setTimeout(() => window.location.assign('about:srcdoc')))
  await expect.poll(() => till.log()).toContain('The window is loaded again')
  await expect.poll(() => textOf(till)).toContain('Pay')
})

/** What stands in the window; asked of the main process, for the debugger has lost a page that died. */
function textOf({ app }: TillUnderTest): Promise<string> {
  return app.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    if (!contents || contents.isCrashed() || contents.isLoading()) return ''
    const text: string = await contents.executeJavaScript('document.body.innerText')
    return text
  })
}

/**
 * In the page: opens the address, goes there, and follows links to it. Later, on its own: what a debugger asks
 * for runs without the policy.
 */
function tryAddress(url: string): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(() => {
      window.open(url)
      const link = document.createElement('a')
      link.href = url
      document.body.append(link)
      link.click()
      link.target = '_blank'
      link.click()
      link.remove()
      resolve()
    })
  })
}

const DIRECTIVES = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "frame-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
  "object-src 'none'",
  "require-trusted-types-for 'script'",
]

/** In the page: an inline script, eval, a picture from elsewhere, a form, markup from text. */
async function tryPolicy() {
  const violations: string[] = []
  const ran: string[] = []
  document.addEventListener('securitypolicyviolation', (one) =>
    violations.push(one.effectiveDirective),
  )
  Reflect.set(window, 'ran', (what: string) => ran.push(what))
  // Later, on its own: what a debugger asks for runs without the policy.
  await new Promise<void>((resolve) => {
    setTimeout(() => {
      const attempts = [
        () => void window.eval('window.ran("eval")'),
        () =>
          void document.body.insertAdjacentHTML(
            'beforeend',
            '<img src=x onerror=window.ran("html")>',
          ),
        () => {
          const script = document.createElement('script')
          script.append('window.ran("inline")')
          document.body.append(script)
        },
        () => {
          const element = document.createElement('b')
          element.setAttribute('onclick', 'window.ran("attribute")')
          document.body.append(element)
          element.click()
        },
        () => {
          const form = document.createElement('form')
          form.action = 'https://example.test/'
          form.method = 'post'
          document.body.append(form)
          form.submit()
        },
      ]
      for (const attempt of attempts) {
        try {
          attempt()
        } catch {
          // A refusal may be thrown as well as reported.
        }
      }
      const picture = new Image()
      picture.onload = () => ran.push('picture')
      picture.src = 'https://example.test/x.png'
      document.addEventListener('securitypolicyviolation', () => {
        if (violations.includes('form-action') && violations.includes('img-src')) resolve()
      })
    })
  })
  return { violations, ran }
}

function countOf(text: string, part: string): number {
  return text.split(part).length - 1
}
