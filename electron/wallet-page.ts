/*
 * The coupon service's own wallet page, shown beside the order. It is a stranger's page in our window, so it
 * lives in a view and a session of its own: no preload, nothing of Node.js, the network of one origin (that of
 * the address the service gave us), and no pop-ups, permissions, downloads or ways elsewhere. It cannot tell us
 * anything: what it says or does is at most a hint to the cashier, and what a coupon is worth comes from our
 * own call to the service. Which address is opened is decided here, never by the window; the address is a
 * secret and is told to nobody. After use the view is destroyed and its session emptied.
 */
import type { Input, Rectangle, Session, WebPreferences } from 'electron'
import type { Place, WalletPageView } from '../shared/ipc/contract'
import { walletOrigin } from './origin'
import type { LetOut } from './security'
import type { Timers } from './till/timers'
import type { EmbeddedView } from './wallet-view'

/** What the wallet page needs to know, and whom it tells. */
export type WalletPageOptions = {
  /** Makes an unseen view in the till's window. */
  readonly make: (preferences: WebPreferences) => EmbeddedView
  /** The in-memory session of `WALLET_PARTITION`; asked for once, when the first page is opened. */
  readonly session: () => Session
  readonly letOut: LetOut
  /** The address for the customer on the order, asked for again when it is old; null when there is none. */
  readonly address: () => Promise<string | null>
  /** What the window may show of its own page: bounds beyond it are cut. In the window's own pixels. */
  readonly room: () => Rectangle
  readonly timers: Timers
  readonly tell: (view: WalletPageView) => void
  /** A key meant for the till: a scanner types into whatever was touched last. */
  readonly onKey: (input: Input) => void
  /** The page was touched: the keyboard goes back to the till. */
  readonly onFocus: () => void
}

/** Without `persist:`, so that nothing of it is ever on the disk. */
export const WALLET_PARTITION = 'wallet'

/** How long the page may take before our own list has to do. */
export const WALLET_LOAD_MS_MAX = 4_000

/** Opens, moves and destroys the wallet page. */
export class WalletPage {
  readonly #options: WalletPageOptions
  #session: Session | null = null
  #view: EmbeddedView | null = null
  #status: WalletPageView['status'] = 'closed'
  #bounds: Rectangle = { x: 0, y: 0, width: 1, height: 1 }
  #consumerId: string | null = null
  /** Counts the openings: what belongs to an earlier one is no longer heard. */
  #opening = 0
  #cancelDeadline: () => void = () => undefined

  constructor(options: WalletPageOptions) {
    this.#options = options
  }

  /** Opens the page at a place of the window, or moves it there. */
  show(bounds: Rectangle): void {
    this.#bounds = bounds
    if (this.#status === 'shown') this.#place()
    if (this.#status === 'shown' || this.#status === 'loading') return
    this.#opening += 1
    this.#say('loading')
    const opening = this.#opening
    this.#cancelDeadline = this.#options.timers.after(WALLET_LOAD_MS_MAX, () => {
      if (opening === this.#opening) this.#end('own-list')
    })
    void this.#load(opening)
  }

  /** Destroys the page; nothing of it stays. */
  hide(): void {
    if (this.#status !== 'closed') this.#end('closed')
  }

  /** Tells where the cashier is, and with whom: the page goes with its customer and its place. */
  follow(place: Place, consumerId: string | null): void {
    if (place !== 'wallet' || consumerId !== this.#consumerId) this.hide()
    this.#consumerId = consumerId
  }

  async #load(opening: number): Promise<void> {
    const address = await this.#options.address().catch(() => null)
    if (opening !== this.#opening) return
    const origin = address === null ? null : walletOrigin(address)
    if (address === null || origin === null) {
      this.#end('own-list')
      return
    }
    const { letOut, make } = this.#options
    const session = this.#openSession()
    letOut(session, origin)
    const view = make(preferencesOf(session))
    this.#view = view
    // Only in its own session is it sealed.
    if (view.contents.session !== session) {
      this.#end('own-list')
      return
    }
    this.#watch(view, opening)
    // How it ends is told by the events; the text of a failure holds the address.
    await view.contents.loadURL(address).catch(() => undefined)
  }

  #watch({ contents }: EmbeddedView, opening: number): void {
    const ifStill = (then: () => void) => (): void => {
      if (opening === this.#opening) then()
    }
    const lose = ifStill(() => this.#end('own-list'))
    let isRefused = false
    contents.setAudioMuted(true)
    contents.on('did-navigate', (_event, _url, code) => {
      isRefused = code >= 400
    })
    contents.on(
      'did-finish-load',
      ifStill(() => {
        if (isRefused) this.#end('own-list')
        else if (this.#status === 'loading') this.#arrive()
      }),
    )
    contents.on('did-fail-load', (...failure) => {
      const [, , , , isMainFrame] = failure
      if (isMainFrame) lose()
    })
    contents.on('render-process-gone', lose)
    contents.on('unresponsive', lose)
    contents.on('focus', ifStill(this.#options.onFocus))
    contents.on('before-input-event', (event, input) => {
      event.preventDefault()
      // Whoever touched the page last still gets out of it.
      if (opening === this.#opening && input.type === 'keyDown' && input.key === 'Escape') {
        this.hide()
        return
      }
      this.#options.onKey(input)
    })
  }

  #arrive(): void {
    this.#cancelDeadline()
    this.#place()
    this.#say('shown')
  }

  #place(): void {
    this.#view?.place(within(this.#bounds, this.#options.room()))
  }

  #end(status: 'closed' | 'own-list'): void {
    this.#opening += 1
    this.#cancelDeadline()
    this.#view?.destroy()
    this.#view = null
    const session = this.#session
    if (session !== null) {
      this.#options.letOut(session, null)
      void session.clearStorageData().catch(() => undefined)
      void session.clearCache().catch(() => undefined)
    }
    this.#say(status)
  }

  #openSession(): Session {
    this.#session ??= sealed(this.#options)
    return this.#session
  }

  #say(status: WalletPageView['status']): void {
    this.#status = status
    this.#options.tell({ status })
  }
}

/** Its session, which reaches nothing until it is let out. */
function sealed({ session, letOut }: WalletPageOptions): Session {
  const own = session()
  letOut(own, null)
  refuseFraming(own)
  return own
}

/** Everything a page can be denied, said although most of it is the default. */
function preferencesOf(session: Session): WebPreferences {
  return {
    session,
    sandbox: true,
    contextIsolation: true,
    nodeIntegration: false,
    nodeIntegrationInWorker: false,
    nodeIntegrationInSubFrames: false,
    webSecurity: true,
    webviewTag: false,
    devTools: false,
    spellcheck: false,
    disableDialogs: true,
    navigateOnDragDrop: false,
  }
}

/** A service that does not want its page inside another program's window is heard. */
function refuseFraming(session: Session): void {
  const urls = ['http://*/*', 'https://*/*']
  session.webRequest.onHeadersReceived({ urls }, ({ resourceType, responseHeaders }, answer) => {
    const isPage = resourceType === 'mainFrame' || resourceType === 'subFrame'
    answer(isPage && forbidsFraming(responseHeaders ?? {}) ? { cancel: true } : {})
  })
}

function forbidsFraming(headers: Readonly<Record<string, readonly string[]>>): boolean {
  return Object.entries(headers).some(([name, values]) => {
    const text = values.join(' ').toLowerCase()
    switch (name.toLowerCase()) {
      case 'x-frame-options':
        return text.trim() !== ''
      case 'content-security-policy':
        return /frame-ancestors\s+'(?:none|self)'/.test(text)
      default:
        return false
    }
  })
}

function within(bounds: Rectangle, room: Rectangle): Rectangle {
  const x = Math.min(bounds.x, room.width)
  const y = Math.min(bounds.y, room.height)
  return {
    x,
    y,
    width: Math.min(bounds.width, room.width - x),
    height: Math.min(bounds.height, room.height - y),
  }
}
