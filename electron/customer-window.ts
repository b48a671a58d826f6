import type { BrowserWindow, BrowserWindowConstructorOptions, Input, Rectangle } from 'electron'
import { CUSTOMER_ADDRESS } from './origin'
import type { CustomerView } from '../shared/display/customer-view'
import { CUSTOMER_NEWS } from '../shared/ipc/customer'
import type { Timers } from './till/timers'

/** What the customer's window needs to know, and whom it tells. */
export type CustomerWindowOptions = {
  /** `new BrowserWindow(options)`; passed in, so that this file needs no Electron to be tested. */
  readonly make: (options: BrowserWindowConstructorOptions) => BrowserWindow
  readonly preload: string
  /** Developer tools are for development. */
  readonly packaged: boolean
  /** A screen that is not the till's; null when there is none. */
  readonly secondScreen: () => Rectangle | null
  readonly timers: Timers
  /** A key that was meant for the till: a scanner types into whichever window is in front. */
  readonly onKey: (input: Input) => void
  /** The window is gone and will be opened again. */
  readonly onLost: (reason: string) => void
}

/** The customer's pages keep nothing on the disk and share nothing with the till's. */
export const CUSTOMER_PARTITION = 'customer'

const SIZE = { width: 1024, height: 600, minWidth: 640, minHeight: 400 }
/** `--ground` of tokens.css, so that nothing flashes while the page loads. */
const BACKGROUND = '#efeeea'
/** Waits before it is opened again; one that dies at once, every time, does not keep the computer busy. */
const REOPEN_MS: readonly number[] = [500, 1_000, 5_000, 15_000, 60_000]
const STEADY_MS = 60_000
/** net::ERR_ABORTED: the page stays as it is. */
const LOAD_ABORTED = -3

/**
 * The window turned to the customer. It fills a second screen, or stands beside the till where there is none.
 * Whatever happens to it, crash, hang or somebody closing it, it is opened again and shows the newest view;
 * the till waits for none of it.
 */
export class CustomerWindow {
  readonly #options: CustomerWindowOptions
  #window: BrowserWindow | null = null
  /** The one that was lost, until the next one has come. */
  #lost: BrowserWindow | null = null
  #screen: Rectangle | null = null
  #newest: CustomerView | null = null
  #isLoaded = false
  #isClosed = false
  #openedAt = 0
  #losses = 0
  #cancelReopening: () => void = () => undefined

  constructor(options: CustomerWindowOptions) {
    this.#options = options
  }

  /** Opens it. */
  open(): void {
    if (this.#isClosed) return
    const { make, secondScreen, timers } = this.#options
    this.#screen = secondScreen()
    this.#openedAt = timers.now()
    this.#isLoaded = false
    const window = make(windowSettings(this.#options, this.#screen))
    this.#window = window
    window.removeMenu()
    // The till keeps the keyboard.
    window.once('ready-to-show', () => window.showInactive())
    this.#guard(window)
    this.#watch(window)
    void window.loadURL(CUSTOMER_ADDRESS).catch(() => undefined)
  }

  /** Shows a view: now, and again after every loss. */
  show(view: CustomerView): void {
    this.#newest = view
    this.#send()
  }

  /** Screens came or went: it moves to where it belongs. */
  place(): void {
    const window = this.#window
    if (window === null || sameScreen(this.#screen, this.#options.secondScreen())) return
    this.#window = null
    window.destroy()
    this.open()
  }

  /** Closes it for good. */
  close(): void {
    this.#isClosed = true
    this.#cancelReopening()
    const windows = [this.#window, this.#lost]
    this.#window = null
    for (const one of windows) if (one !== null && !one.isDestroyed()) one.destroy()
  }

  /** It shows one page for ever, and has no use for keys. */
  #guard({ webContents }: BrowserWindow): void {
    webContents.on('will-navigate', (event) => event.preventDefault())
    webContents.on('will-frame-navigate', (event) => event.preventDefault())
    webContents.on('will-redirect', (event) => event.preventDefault())
    webContents.on('before-input-event', (event, input) => {
      event.preventDefault()
      this.#options.onKey(input)
    })
  }

  #watch(window: BrowserWindow): void {
    const lose = (reason: string): void => {
      if (this.#window === window) this.#lose(window, reason)
    }
    const { webContents } = window
    webContents.on('did-finish-load', () => {
      if (this.#window !== window) return
      this.#isLoaded = true
      this.#send()
    })
    webContents.on('render-process-gone', (_event, { reason }) => lose(reason))
    webContents.on('did-fail-load', (...failure) => {
      const [, code, text, , isMainFrame] = failure
      if (isMainFrame && code !== LOAD_ABORTED) lose(text)
    })
    // A few addresses are entered without anybody being asked, such as about:blank.
    webContents.on('did-navigate', (_event, url) => {
      if (url !== CUSTOMER_ADDRESS) lose('strayed')
    })
    window.on('unresponsive', () => lose('unresponsive'))
    window.on('closed', () => lose('closed'))
  }

  #lose(window: BrowserWindow, reason: string): void {
    const { timers, onLost } = this.#options
    this.#window = null
    this.#lost = window
    this.#isLoaded = false
    if (timers.now() - this.#openedAt >= STEADY_MS) this.#losses = 0
    const waitMs = REOPEN_MS[Math.min(this.#losses, REOPEN_MS.length - 1)] ?? STEADY_MS
    this.#losses += 1
    onLost(reason)
    this.#cancelReopening = timers.after(waitMs, () => {
      // The dead window goes with the new one's coming, so that a program is never without a window by it.
      if (!window.isDestroyed()) window.destroy()
      this.open()
    })
  }

  #send(): void {
    const window = this.#window
    if (window === null || !this.#isLoaded || this.#newest === null || window.isDestroyed()) return
    window.webContents.send(CUSTOMER_NEWS, this.#newest)
  }
}

/** Isolated, sandboxed, without Node.js, as the till's own window, and in a session of its own. */
function windowSettings(
  { preload, packaged }: CustomerWindowOptions,
  screen: Rectangle | null,
): BrowserWindowConstructorOptions {
  return {
    ...(screen === null
      ? { ...SIZE, useContentSize: true }
      : { ...screen, frame: false, fullscreen: true, focusable: false, skipTaskbar: true }),
    show: false,
    title: 'Customer display',
    backgroundColor: BACKGROUND,
    autoHideMenuBar: true,
    webPreferences: {
      preload,
      partition: CUSTOMER_PARTITION,
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: !packaged,
      spellcheck: false,
      // It is never in front, and must still be up to date.
      backgroundThrottling: false,
      navigateOnDragDrop: false,
    },
  }
}

function sameScreen(one: Rectangle | null, other: Rectangle | null): boolean {
  if (one === null || other === null) return one === other
  return (
    one.x === other.x &&
    one.y === other.y &&
    one.width === other.width &&
    one.height === other.height
  )
}
