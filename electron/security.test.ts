import { EventEmitter } from 'node:events'
import type { App, Session, WebContents } from 'electron'
import { describe, expect, it } from 'vitest'
import { makeGuard, secureApp, secureContents, secureSession, type LetOut } from './security'

/** Every name that Electron 25 or the newest one knows for a permission. */
const PERMISSIONS = [
  'accessibility-events',
  'ar',
  'automatic-fullscreen',
  'background-fetch',
  'background-sync',
  'camera',
  'captured-surface-control',
  'clipboard-read',
  'clipboard-sanitized-write',
  'deprecated-sync-clipboard-read',
  'display-capture',
  'fileSystem',
  'fullscreen',
  'geolocation',
  'geolocation-approximate',
  'hand-tracking',
  'hid',
  'idle-detection',
  'keyboardLock',
  'local-fonts',
  'local-network',
  'local-network-access',
  'loopback-network',
  'media',
  'mediaKeySystem',
  'midi',
  'midiSysex',
  'nfc',
  'notifications',
  'openExternal',
  'payment-handler',
  'periodic-background-sync',
  'persistent-storage',
  'pointerLock',
  'screen-wake-lock',
  'sensors',
  'serial',
  'smart-card',
  'speaker-selection',
  'storage-access',
  'system-wake-lock',
  'top-level-storage-access',
  'unknown',
  'usb',
  'vr',
  'web-app-installation',
  'web-printing',
  'window-management',
  'window-placement',
]
const ORIGINS = ['app://till/', 'https://example.test/', 'null']

type Handler = (...given: unknown[]) => unknown

/** Records the handlers a session is given. */
class FakeSession extends EventEmitter {
  readonly handlers: Record<string, Handler> = {}
  readonly webRequest = {
    onBeforeRequest: (filter: unknown, handler: Handler) => {
      this.handlers['filter'] = () => filter
      this.handlers['request'] = handler
    },
  }
  setPermissionRequestHandler = (handler: Handler): void => void (this.handlers['ask'] = handler)
  setPermissionCheckHandler = (handler: Handler): void => void (this.handlers['check'] = handler)
  setDevicePermissionHandler = (handler: Handler): void => void (this.handlers['device'] = handler)
  setSpellCheckerEnabled = (): void => undefined
}

function openSession() {
  const session = new FakeSession()
  const denied: string[] = []
  const { guard, letOut } = makeGuard((what, address) => denied.push(`${what} ${address}`))
  secureSession(session as unknown as Session, guard)
  return { session, denied, guard, letOut }
}

class FakeContents extends EventEmitter {
  open: Handler = () => undefined
  readonly session = new FakeSession()
  setWindowOpenHandler = (handler: Handler): void => void (this.open = handler)
}

function openContents(prepare: (letOut: LetOut, session: Session) => void = () => undefined) {
  const contents = new FakeContents()
  const { guard, letOut } = makeGuard(() => undefined)
  prepare(letOut, contents.session as unknown as Session)
  secureContents(contents as unknown as WebContents, guard)
  return contents
}

/** True if the page was kept from it. */
function prevented(contents: FakeContents, name: string, url: string): boolean {
  let kept = false
  contents.emit(name, { url, preventDefault: () => (kept = true) })
  return kept
}

describe('a session', () => {
  it('[E5] grants no permission to anyone, by request or by check', () => {
    expect(PERMISSIONS.length).toBeGreaterThanOrEqual(45)
    const { session } = openSession()
    for (const permission of PERMISSIONS)
      for (const requestingUrl of ORIGINS) {
        let answer: unknown
        session.handlers['ask']?.({}, permission, (given: unknown) => (answer = given), {
          requestingUrl,
        })
        expect([permission, answer]).toEqual([permission, false])
        expect(session.handlers['check']?.({}, permission, requestingUrl, {})).toBe(false)
      }
  })

  it('[E5] hands out no device', () => {
    const { session } = openSession()
    expect(session.handlers['device']?.({ deviceType: 'hid' })).toBe(false)
    for (const name of ['select-hid-device', 'select-usb-device']) {
      let chosen: unknown = 'nothing yet'
      session.emit(name, { preventDefault: () => undefined }, {}, (id: unknown) => (chosen = id))
      expect(chosen ?? '').toBe('')
    }
  })

  it('downloads nothing and asks no host', () => {
    const { session, denied } = openSession()
    let kept = false
    const item = { getURL: () => 'blob:x' }
    session.emit('will-download', { preventDefault: () => (kept = true) }, item)
    expect(kept).toBe(true)
    let answer: unknown
    session.handlers['request']?.({ url: 'https://example.test/' }, (given: unknown) => {
      answer = given
    })
    expect(answer).toEqual({ cancel: true })
    expect(denied).toEqual(['download blob:x', 'request https://example.test/'])
  })
})

describe('a page', () => {
  const navigations = ['will-navigate', 'will-frame-navigate', 'will-redirect']

  it.each(navigations)('stays with us on %s', (name) => {
    const contents = openContents()
    expect(prevented(contents, name, 'app://till/')).toBe(false)
    for (const url of [
      'https://example.test/',
      'app://till.evil/',
      'file:///etc/passwd',
      'data:,x',
    ])
      expect([url, prevented(contents, name, url)]).toEqual([url, true])
  })

  it('[E12] embeds no other page and opens no window', () => {
    const contents = openContents()
    expect(prevented(contents, 'will-attach-webview', '')).toBe(true)
    for (const url of [
      'app://till/',
      'https://example.test/',
      'javascript:alert(1)',
      'about:blank',
    ])
      expect(contents.open({ url })).toEqual({ action: 'deny' })
  })
})

describe('a session that is let out', () => {
  const home = 'https://wallet.test'
  const asked = (session: FakeSession, url: string): unknown => {
    let answer: unknown
    session.handlers['request']?.({ url }, (given: unknown) => (answer = given))
    return answer
  }

  it('reaches its one origin and nothing else, until that is taken back', () => {
    const { session, denied, letOut } = openSession()
    letOut(session as unknown as Session, home)
    expect(asked(session, 'https://wallet.test/w/1')).toEqual({})
    for (const url of [
      'https://wallet.test:8443/',
      'http://wallet.test/',
      'https://wallet.test.evil/',
      'https://wallet@evil.test/',
      'wss://wallet.test/',
      'file:///etc/passwd',
    ])
      expect([url, asked(session, url)]).toEqual([url, { cancel: true }])
    letOut(session as unknown as Session, null)
    expect(asked(session, 'https://wallet.test/w/1')).toEqual({ cancel: true })
    expect(new Set(denied)).toEqual(new Set(['request ']))
  })

  it('keeps its pages at that origin, not even letting them to ours', () => {
    const contents = openContents((letOut, session) => letOut(session, home))
    expect(prevented(contents, 'will-navigate', 'https://wallet.test/next')).toBe(false)
    for (const url of ['app://till/', 'https://evil.test/', 'data:,x', 'javascript:1', 'https://'])
      expect([url, prevented(contents, 'will-navigate', url)]).toEqual([url, true])
  })
})

describe('the app', () => {
  function start(isRoot: boolean, noSandbox: boolean): boolean {
    let sandboxed = false
    const app = Object.assign(new EventEmitter(), {
      enableSandbox: () => (sandboxed = true),
      commandLine: { hasSwitch: (name: string) => noSandbox && name === 'no-sandbox' },
    })
    secureApp(app as unknown as App, isRoot, () => undefined)
    return sandboxed
  }

  it('runs every page in the sandbox', () => {
    expect(start(false, false)).toBe(true)
    expect(start(true, false)).toBe(true)
  })

  it('is not talked out of it, but for root, who cannot start otherwise', () => {
    expect(start(false, true)).toBe(true)
    expect(start(true, true)).toBe(false)
  })
})
