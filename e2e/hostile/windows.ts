/*
 * Windows that the terminal would never open: a session of their own that answers every address with a bare
 * page, and the terminal's preload in it. Made from within the main process, as nothing else could make them.
 */
import type { ElectronApplication } from '@playwright/test'
import { CALL_NAMES } from '../../shared/ipc/contract'

/** What a page was told: how each question of the bridge was answered. */
export type Told = Readonly<Record<string, string>>

/** Opens a page at an address, with the terminal's preload, and answers what the bridge says to each call. */
export async function askAsStranger(
  app: ElectronApplication,
  address: string,
  inFrame = false,
): Promise<Told> {
  const told: Told = JSON.parse(await inStrangeWindow(app, address, ASK_ALL(CALL_NAMES), inFrame))
  return told
}

/** A page of ours asks out of a frame and takes the frame away before anybody can look at it. */
export async function askAndVanish(app: ElectronApplication): Promise<void> {
  const script = `new Promise((resolve) => {
    const frame = document.createElement('iframe')
    frame.onload = () => {
      const { till } = frame.contentWindow
      for (let turn = 0; turn < 20; turn += 1) till.ask('till:run', { type: 'NewOrder' })
      frame.remove()
      resolve('gone')
    }
    frame.src = 'app://till/frame'
    document.body.append(frame)
  })`
  await inStrangeWindow(app, 'app://till/', script, false)
}

/** What each permission of the table is, seen from a page. */
export async function permissionsOf(
  app: ElectronApplication,
  address: string,
  names: readonly string[],
): Promise<Told> {
  const script = PERMISSION_STATES(names)
  const told: Told = JSON.parse(await inStrangeWindow(app, address, script, false))
  return told
}

/** Runs a script in a page of a stranger; it answers a text. */
function inStrangeWindow(
  app: ElectronApplication,
  address: string,
  script: string,
  inFrame: boolean,
): Promise<string> {
  const given = { address, script, inFrame }
  return app.evaluate(async ({ app, BrowserWindow, session }, { address, script, inFrame }) => {
    const strange = session.fromPartition(`strange-${Date.now()}`)
    strange.webRequest.onBeforeRequest(null)
    const page = () =>
      new Response('<!doctype html><h1>till</h1>', { headers: { 'Content-Type': 'text/html' } })
    for (const scheme of ['http', 'https', 'app']) strange.protocol.handle(scheme, page)
    const window = new BrowserWindow({
      show: false,
      webPreferences: {
        preload: `${app.getAppPath()}/dist/electron/preload.cjs`,
        session: strange,
        nodeIntegrationInSubFrames: true,
      },
    })
    try {
      await window.loadURL(inFrame ? 'app://till/' : address)
      if (!inFrame) {
        const said: string = await window.webContents.executeJavaScript(script)
        return said
      }
      await window.webContents.executeJavaScript(`new Promise((resolve) => {
        const frame = document.createElement('iframe')
        frame.onload = resolve
        frame.src = ${JSON.stringify(address)}
        document.body.append(frame)
      }).then(() => undefined)`)
      const [frame] = window.webContents.mainFrame.frames
      return String(await frame?.executeJavaScript(script))
    } finally {
      window.destroy()
    }
  }, given)
}

const ASK_ALL = (names: readonly string[]): string => `
  Promise.all(${JSON.stringify(names)}.map(async (name) => {
    const reply = await window.till.ask(name, null)
    return [name, reply.ok ? 'accepted' : reply.error.code]
  })).then((all) => JSON.stringify(Object.fromEntries(all)))`

const PERMISSION_STATES = (names: readonly string[]): string => `
  Promise.all(${JSON.stringify(names)}.map(async (name) => {
    const asked = { name, userVisibleOnly: true, sysex: true }
    const state = await navigator.permissions?.query(asked).then((one) => one.state, () => 'none')
    return [name, state ?? 'none']
  })).then((all) => JSON.stringify(Object.fromEntries(all)))`
