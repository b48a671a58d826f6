/*
 * Where our page cannot go, what it cannot open, embed, run or ask for, tried in the running terminal.
 */
import { expect, test } from './fixtures/till'
import { ADDRESSES, PERMISSIONS, TRAVERSALS } from './hostile/tables'
import { permissionsOf } from './hostile/windows'

test.use({ worldOptions: { promotions: false, coupons: false, scanner: false, printer: false } })

test('[E13] no page goes anywhere, however its address is written', async ({ till }) => {
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

test('[E14] no page opens a window, however its address is written', async ({ till }) => {
  const { app, page } = till
  const opened = await page.evaluate((all) => {
    const isKept = (url: string, name: string): boolean => {
      try {
        return window.open(url, name, 'popup') === null
      } catch {
        return true
      }
    }
    return all.flatMap((url) => ['_blank', 'elsewhere'].map((name) => isKept(url, name)))
  }, ADDRESSES)
  expect(new Set(opened)).toEqual(new Set([true]))
  const counted = await app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length)
  expect(counted).toBe(1)
  expect(countOf(await till.log(), '"what":"window"')).toBeGreaterThanOrEqual(40)
})

test('[E12] no page is embedded in ours, as a frame or as a webview', async ({ till }) => {
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

test('[E7] every answer carries the policy, and what breaks it is reported and not run', async ({
  till,
}) => {
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

test('[E18] nothing but the files of the window is served', async ({ till }) => {
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

test('[E5] every permission is denied to every page', async ({ till }) => {
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
