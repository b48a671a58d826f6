/*
 * The window and its bridge against everything that is not ours, tried in the running terminal. What our own
 * page cannot do is in `security-pages.spec.ts`, what only the source can show in `security-source.spec.ts`, the
 * tables are in `hostile/`. Source: Electron's own security checklist.
 */
import { spawn } from 'node:child_process'
import { GOODS, lineOf } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { STRANGERS } from './hostile/tables'
import { CALL_NAMES } from '../shared/ipc/contract'
import { askAndVanish, askAsStranger } from './hostile/windows'
import { electronPath, electronSwitches, projectRoot } from './launch'

test.use({ worldOptions: { promotions: false, coupons: false, scanner: false, printer: false } })

test('[E2] every page is isolated and sandboxed, and has nothing of Node.js', async ({ till }) => {
  const preferences = await till.app.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents
    // Electron has it; its newest types no longer name it.
    const read: unknown = contents && Reflect.get(contents, 'getLastWebPreferences')
    if (typeof read !== 'function') return {}
    const found: Readonly<Record<string, unknown>> = Reflect.apply(read, contents, [])
    return found
  })
  expect(preferences).toMatchObject({
    nodeIntegration: false,
    nodeIntegrationInSubFrames: false,
    contextIsolation: true,
    sandbox: true,
    webSecurity: true,
    webviewTag: false,
  })
  expect(preferences['allowRunningInsecureContent'] ?? false).toBe(false)
  expect(preferences['experimentalFeatures'] ?? false).toBe(false)
  expect(preferences['enableBlinkFeatures'] ?? '').toBe('')
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

test('[E20] the bridge is two functions that hold nothing of Electron, to the last value', async ({
  till,
}) => {
  const found = await till.page.evaluate(async () => {
    const heard: string[] = []
    const stop = window.till.listen('till:changed', (...given: unknown[]) => {
      heard.push(`${given.length} ${Object.keys(given[0] ?? {}).includes('sender')}`)
    })
    const names = Object.entries(window.till).map(([name, value]) => `${name} ${typeof value}`)
    const inside = Object.values(window.till).flatMap((value) => Object.keys(value))
    const strange: string[] = []
    const plain = new Set<unknown>([Object.prototype, Function.prototype, Array.prototype])
    const walk = (value: unknown, path: string, depth: number): void => {
      if ((typeof value !== 'object' && typeof value !== 'function') || value === null) return
      const above: unknown = Object.getPrototypeOf(value)
      if (above !== null && !plain.has(above)) strange.push(`${path} is of another kind`)
      if (depth === 0) return
      for (const key of Reflect.ownKeys(value)) {
        const name = String(key)
        if (/ipc|sender|channel|event|electron|require|process/i.test(name)) strange.push(name)
        if (name === 'prototype') continue
        walk(Reflect.get(value, key), `${path}.${name}`, depth - 1)
      }
    }
    walk(window.till, 'till', 6)
    walk(await window.till.ask('till:view', null), 'answer', 3)
    await window.till.ask('till:run', { type: 'EnterCode', code: '4006381333931' })
    stop()
    const unknown = await window.till.ask(
      'till:view'.replace('view', 'nothing') as never,
      null as never,
    )
    const never = window.till.listen('ipc-message' as never, () => undefined)
    return { heard, names, inside, strange, unknown, never: typeof never }
  })
  expect(found.names).toEqual(['ask function', 'listen function'])
  expect(found.inside).toEqual([])
  expect(found.strange).toEqual([])
  expect(found.heard).toEqual(['1 false'])
  expect(found.unknown).toMatchObject({ ok: false, error: { code: 'call-unknown' } })
  expect(found.never).toBe('function')
})

test('[E3] a page that bends the language does not bend the bridge', async ({ till }) => {
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

test('[E17] only the window of the terminal is answered, whatever is asked', async ({ till }) => {
  expect(STRANGERS).toHaveLength(8)
  for (const address of STRANGERS) {
    const told = await askAsStranger(till.app, address)
    expect(new Set(Object.values(told)), address).toEqual(new Set(['sender-refused']))
  }
})

test('[R1] a frame in our own page, at our own address, is not answered', async ({ till }) => {
  const told = await askAsStranger(till.app, 'app://till/frame', true)
  expect(Object.keys(told)).toHaveLength(CALL_NAMES.length)
  expect(new Set(Object.values(told))).toEqual(new Set(['sender-refused']))
  expect(await till.log()).toContain('"reason":"sender-refused"')
})

test('[R3] a frame that asks and is gone changes nothing and harms nothing', async ({ till }) => {
  const before = await till.view()
  await askAndVanish(till.app)
  await expect.poll(() => till.log()).toContain('"reason":"sender-refused"')
  expect((await till.view()).revision).toBe(before.revision)
  expect(await till.log()).not.toContain('"Bug"')
})

test('[R4] what is no call is refused and written down, whatever it is called', async ({
  till,
}) => {
  const names = [
    'till:nothing',
    '__proto__',
    'constructor',
    'till:run ',
    'ipc-message',
    '',
    'TILL:RUN',
  ]
  const codes = await till.page.evaluate(
    (all) =>
      Promise.all(
        all.map(async (name) => {
          const reply = await window.till.ask(name as 'till:view', null)
          return reply.ok ? 'accepted' : reply.error.code
        }),
      ),
    names,
  )
  expect(new Set(codes)).toEqual(new Set(['call-unknown']))
  // One line a second tells of all that were turned away for one reason.
  expect(await till.log()).toContain('"reason":"call-unknown"')
})

test('[E23] [C22] a second start hands over to the first', async ({ till }) => {
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

test('[E26] a page that dies comes back with the same order', async ({ till }) => {
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
