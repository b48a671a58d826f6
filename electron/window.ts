import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import { START_ADDRESS, STOPPED_ADDRESS } from './origin'

/** What the window needs to know, and whom it tells. */
export type WindowOptions = {
  /** `new BrowserWindow(options)`; passed in, so that this file needs no Electron to be tested. */
  readonly make: (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly preload: string
  readonly title: string
  readonly icon?: string
  /** Developer tools are for development. */
  readonly packaged: boolean
  readonly kiosk?: boolean
  readonly onShown: () => void
  /** The page died or hangs and is loaded again; the order is in the journal. */
  readonly onReload: (reason: string) => void
  /** The page died again and again; a page that only says so stands in its place. */
  readonly onStopped: () => void
}

const SIZE = { width: 1366, height: 768, minWidth: 1280, minHeight: 720 }
/** `--ground` of tokens.css, so that nothing flashes while the page loads. */
const BACKGROUND = '#efeeea'
const RELOADS_MAX = 5
const RELOADS_WITHIN_MS = 60_000
/** How often the page that says so is shown within that time. */
const STOPPED_LOADS_MAX = 3
/** net::ERR_ABORTED: the page stays as it is, as after a navigation that was denied. */
const LOAD_ABORTED = -3

/** Opens the terminal's window. It shows itself once its page is painted, and comes back if the page dies. */
export function createWindow(options: WindowOptions): BrowserWindow {
  const window = options.make(windowSettings(options))
  window.removeMenu()
  window.once('ready-to-show', () => {
    window.show()
    options.onShown()
  })
  reviveWindow(window, options)
  void window.loadURL(START_ADDRESS)
  return window
}

/** Shows the window before all others, wherever somebody has put it. */
export function bringToFront(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** Isolated, sandboxed, without Node.js: what may never be otherwise, said although it is the default. */
function windowSettings(options: WindowOptions): BrowserWindowConstructorOptions {
  return {
    ...SIZE,
    useContentSize: true,
    show: false,
    title: options.title,
    backgroundColor: BACKGROUND,
    autoHideMenuBar: true,
    kiosk: options.kiosk ?? false,
    ...(options.icon === undefined ? {} : { icon: options.icon }),
    webPreferences: {
      preload: options.preload,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: !options.packaged,
      spellcheck: false,
      // The till must hear and show everything also while another window is in front of it.
      backgroundThrottling: false,
      // A scan must be heard before anybody has touched the screen.
      autoplayPolicy: 'no-user-gesture-required',
      navigateOnDragDrop: false,
    },
  }
}

/**
 * A page that dies again and again is not loaded forever: a still page says what to do, and a press on its one
 * button tries once more. Where even that page dies, nothing is left to show.
 */
function reviveWindow(
  window: BrowserWindow,
  { onReload, onStopped }: Pick<WindowOptions, 'onReload' | 'onStopped'>,
): void {
  let reloads: readonly number[] = []
  const again = (reason: string, load: () => void): void => {
    const now = performance.now()
    reloads = [...reloads.filter((at) => now - at < RELOADS_WITHIN_MS), now]
    onReload(reason)
    if (window.isDestroyed()) return
    if (reloads.length <= RELOADS_MAX) load()
    else if (reloads.length <= RELOADS_MAX + STOPPED_LOADS_MAX) {
      onStopped()
      void window.loadURL(STOPPED_ADDRESS)
    }
  }
  window.webContents.on('render-process-gone', (_event, details) => {
    if (details.reason === 'clean-exit') return
    again(details.reason, () => {
      window.webContents.reload()
    })
  })
  // Addresses that only Chromium itself turns down leave its own error page behind.
  window.webContents.on('did-fail-load', (...failure) => {
    const [, code, text, , isMainFrame] = failure
    if (!isMainFrame || code === LOAD_ABORTED) return
    again(text, () => {
      void window.loadURL(START_ADDRESS)
    })
  })
  window.on('unresponsive', () => {
    // Its end is reported as render-process-gone, which loads the page again.
    window.webContents.forcefullyCrashRenderer()
  })
}
