/*
 * What no page may do, whatever it holds: leave our origin, open windows, embed other pages, ask for a
 * permission or a device, download, or speak to the network. Devices and providers are the main process's.
 */
import type { App, Session, WebContents } from 'electron'
import { isOurs } from './origin'

/** Told of everything that was denied; the address is cut, for it goes to the log. */
export type DenialListener = (what: string, address: string) => void

const ADDRESS_LENGTH_MAX = 120
const OUTSIDE = ['http://*/*', 'https://*/*', 'ws://*/*', 'wss://*/*', 'ftp://*/*', 'file:///*']

/**
 * Closes every door of every page and session, now and later. To be called before the app is ready.
 * @param isRoot  `process.getuid?.() === 0`; only then may a script switch Chromium's sandbox off
 */
export function secureApp(app: App, isRoot: boolean, onDenied: DenialListener): void {
  const denied: DenialListener = (what, address) => {
    onDenied(what, address.slice(0, ADDRESS_LENGTH_MAX))
  }
  // Chromium does not start for root with its sandbox; enableSandbox would take the switch back.
  const rootWithout = isRoot && app.commandLine.hasSwitch('no-sandbox')
  if (!rootWithout) app.enableSandbox()
  app.on('session-created', (session) => {
    secureSession(session, denied)
  })
  app.on('web-contents-created', (_event, contents) => {
    secureContents(contents, denied)
  })
}

/** Denies permissions, devices, downloads and the network to the pages of one session. */
export function secureSession(session: Session, denied: DenialListener): void {
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
    denied('request', request.url)
    answer({ cancel: true })
  })
}

/** Keeps one page where it is. */
export function secureContents(contents: WebContents, denied: DenialListener): void {
  contents.on('will-attach-webview', (event) => {
    event.preventDefault()
    denied('webview', '')
  })
  contents.on('will-navigate', (event) => {
    if (isOurs(event.url)) return
    event.preventDefault()
    denied('navigation', event.url)
  })
  contents.on('will-frame-navigate', (event) => {
    if (isOurs(event.url)) return
    event.preventDefault()
    denied('frame-navigation', event.url)
  })
  contents.on('will-redirect', (event) => {
    if (isOurs(event.url)) return
    event.preventDefault()
    denied('redirect', event.url)
  })
  contents.setWindowOpenHandler(({ url }) => {
    denied('window', url)
    return { action: 'deny' }
  })
}
