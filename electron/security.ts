/*
 * What no page may do, whatever it holds: leave our origin, open windows, embed other pages, ask for a
 * permission or a device, download, or speak to the network. Devices and providers are the main process's.
 * One session may be let out to one foreign origin (the coupon service's wallet page): its pages reach that
 * origin and nothing else, not even ours, and no address of theirs is told to anybody.
 */
import type { App, Session, WebContents } from 'electron'
import { isOurs, originOf } from './origin'

/** Told of everything that was denied; the address is cut, for it goes to the log. */
export type DenialListener = (what: string, address: string) => void

/** Lets the pages of one session out to one origin, and takes that back with null. */
export type LetOut = (session: Session, origin: string | null) => void

/** What the guards of sessions and pages go by. */
export type Guard = {
  readonly denied: DenialListener
  /** Whether a page of this session may be at an address. */
  readonly mayBeAt: (session: Session, address: string) => boolean
  /** Whether a session may ask the network for an address. */
  readonly mayAsk: (session: Session, address: string) => boolean
  /** What may be told of an address of this session: nothing, where it may hold a secret. */
  readonly tellable: (session: Session, address: string) => string
}

const ADDRESS_LENGTH_MAX = 120
const OUTSIDE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*']

/**
 * Closes every door of every page and session, now and later. To be called before the app is ready.
 * @param isRoot  `process.getuid?.() === 0`; only then may a script switch Chromium's sandbox off
 */
export function secureApp(app: App, isRoot: boolean, onDenied: DenialListener): LetOut {
  const { guard, letOut } = makeGuard(onDenied)
  // Chromium does not start for root with its sandbox; enableSandbox would take the switch back.
  const rootWithout = isRoot && app.commandLine.hasSwitch('no-sandbox')
  if (!rootWithout) app.enableSandbox()
  app.on('session-created', (session) => {
    secureSession(session, guard)
  })
  app.on('web-contents-created', (_event, contents) => {
    secureContents(contents, guard)
  })
  return letOut
}

/** Makes the one guard of the app, and what opens its one narrow door. */
export function makeGuard(onDenied: DenialListener): {
  readonly guard: Guard
  readonly letOut: LetOut
} {
  /** Sessions that are not for our own pages, each with the origin it may reach now. */
  const foreign = new WeakMap<Session, { readonly origin: string | null }>()
  const isHome = (session: Session, address: string): boolean => {
    const home = foreign.get(session)?.origin ?? null
    return home !== null && originOf(address) === home
  }
  const guard: Guard = {
    denied: (what, address) => {
      onDenied(what, address.slice(0, ADDRESS_LENGTH_MAX))
    },
    mayBeAt: (session, address) =>
      foreign.has(session) ? isHome(session, address) : isOurs(address),
    mayAsk: isHome,
    tellable: (session, address) => (foreign.has(session) ? '' : address),
  }
  const letOut: LetOut = (session, origin) => {
    foreign.set(session, { origin })
  }
  return { guard, letOut }
}

/** Denies permissions, devices, downloads and the network to the pages of one session. */
export function secureSession(session: Session, guard: Guard): void {
  const denied: DenialListener = (what, address) => {
    guard.denied(what, guard.tellable(session, address))
  }
  session.setPermissionRequestHandler((_contents, permission, answer, details) => {
    denied(`permission-${permission}`, details.requestingUrl)
    answer(false)
  })
  session.setPermissionCheckHandler(() => false)
  session.setDevicePermissionHandler(() => false)
  session.on('select-hid-device', (event, _details, choose) => {
    event.preventDefault()
    choose('')
  })
  session.on('select-serial-port', (event, _ports, _contents, choose) => {
    event.preventDefault()
    choose('')
  })
  session.on('select-usb-device', (event, _details, choose) => {
    event.preventDefault()
    choose()
  })
  session.on('will-download', (event, item) => {
    event.preventDefault()
    denied('download', item.getURL())
  })
  // Dictionaries would be downloaded.
  session.setSpellCheckerEnabled(false)
  session.webRequest.onBeforeRequest({ urls: OUTSIDE }, (request, answer) => {
    if (guard.mayAsk(session, request.url)) {
      answer({})
      return
    }
    denied('request', request.url)
    answer({ cancel: true })
  })
}

/** Keeps one page where it is. */
export function secureContents(contents: WebContents, guard: Guard): void {
  const denied: DenialListener = (what, address) => {
    guard.denied(what, guard.tellable(contents.session, address))
  }
  const mayBeAt = (url: string): boolean => guard.mayBeAt(contents.session, url)
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    denied('webview', '')
  })
  contents.on('will-navigate', (event) => {
    if (mayBeAt(event.url)) return
    event.preventDefault()
    denied('navigation', event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    if (mayBeAt(event.url)) return
    event.preventDefault()
    denied('frame-navigation', event.url)
  })
  contents.on('will-redirect', (event) => {
    if (mayBeAt(event.url)) return
    event.preventDefault()
    denied('redirect', event.url)
  })
  contents.setWindowOpenHandler(({ url }) => {
    denied('window', url)
    return { action: 'deny' }
  })
}
