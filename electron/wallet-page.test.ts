import { EventEmitter } from 'node:events'
import type { Rectangle, Session, WebPreferences } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import { walletOrigin } from './origin'
import { WALLET_LOAD_MS_MAX, WalletPage } from './wallet-page'
import type { EmbeddedView } from './wallet-view'

const ADDRESS = 'https://wallet.test/w/secret-1'
const ROOM = { x: 0, y: 0, width: 1366, height: 768 }
const PLACE = { x: 644, y: 264, width: 702, height: 316 }

class FakeContents extends EventEmitter {
  loaded: string[] = []
  session: unknown
  setAudioMuted = (): void => undefined
  loadURL = (url: string): Promise<void> => {
    this.loaded.push(url)
    return Promise.reject(new Error(`ERR_ABORTED loading ${url}`))
  }
}

let contents: FakeContents
let world: ReturnType<typeof open>

function open() {
  const said: string[] = []
  const out: (string | null)[] = []
  const placed: Rectangle[] = []
  const given: WebPreferences[] = []
  const asked: {
    address: string | null
    isSealed: boolean
    due: () => void
    destroyed: number
    cleared: number
  } = {
    address: ADDRESS,
    isSealed: true,
    due: (): void => undefined,
    destroyed: 0,
    cleared: 0,
  }
  let headers: (details: unknown, answer: (given: unknown) => void) => void = () => undefined
  const cleared = () => Promise.resolve().then(() => void (asked.cleared += 1))
  const session = {
    webRequest: { onHeadersReceived: (_filter: unknown, on: typeof headers) => (headers = on) },
    clearStorageData: cleared,
    clearCache: cleared,
  }
  const page = new WalletPage({
    make: (preferences) => {
      given.push(preferences)
      contents = new FakeContents()
      contents.session = asked.isSealed ? session : null
      const view = {
        contents,
        place: (bounds: Rectangle) => placed.push(bounds),
        destroy: () => (asked.destroyed += 1),
      }
      return view as unknown as EmbeddedView
    },
    session: () => session as unknown as Session,
    letOut: (_session, origin) => out.push(origin),
    address: () => Promise.resolve(asked.address),
    room: () => ROOM,
    timers: {
      now: () => 0,
      after: (ms, due) => {
        expect(ms).toBe(WALLET_LOAD_MS_MAX)
        asked.due = due
        return () => (asked.due = () => undefined)
      },
    },
    tell: ({ status }) => said.push(status),
    onKey: () => undefined,
    onFocus: () => undefined,
  })
  return { page, said, out, placed, given, asked, headers: () => headers }
}

/** Lets the address come. */
const settle = async (): Promise<void> => {
  for (let turn = 0; turn < 5; turn += 1) await Promise.resolve()
}

async function shown(): Promise<void> {
  world.page.show(PLACE)
  await settle()
  contents.emit('did-navigate', {}, ADDRESS, 200)
  contents.emit('did-finish-load')
}

beforeEach(() => {
  world = open()
  world.page.follow('wallet', '880412')
})

describe('the wallet page', () => {
  it('is opened at the address of the main process, in a view that may do nothing', async () => {
    await shown()
    expect(contents.loaded).toEqual([ADDRESS])
    expect(world.said).toEqual(['loading', 'shown'])
    expect(world.out).toEqual([null, 'https://wallet.test'])
    expect(world.placed).toEqual([PLACE])
    const [preferences] = world.given
    expect(preferences).toMatchObject({
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      devTools: false,
    })
    expect(preferences).not.toHaveProperty('preload')
  })

  it('moves with its room, and is cut at the edge of the window', async () => {
    await shown()
    world.page.show({ x: 1000, y: 700, width: 5000, height: 5000 })
    expect(world.placed.at(-1)).toEqual({ x: 1000, y: 700, width: 366, height: 68 })
    expect(world.given).toHaveLength(1)
  })

  it('is destroyed and its session emptied when it is left', async () => {
    await shown()
    world.page.hide()
    await settle()
    expect(world.said.at(-1)).toBe('closed')
    expect(world.asked).toMatchObject({ destroyed: 1, cleared: 2 })
    expect(world.out.at(-1)).toBeNull()
  })

  it.each<[string, () => void]>([
    ['the cashier goes elsewhere', () => world.page.follow('order', '880412')],
    ['a question comes up', () => world.page.follow('dialog', '880412')],
    ['the terminal is locked', () => world.page.follow('locked', '880412')],
    ['another customer is on the order', () => world.page.follow('wallet', '880413')],
    ['the customer is taken off', () => world.page.follow('wallet', null)],
  ])('is gone when %s', async (_what, happens) => {
    await shown()
    happens()
    expect(world.said.at(-1)).toBe('closed')
    expect(world.asked.destroyed).toBe(1)
  })

  it.each<[string, () => void]>([
    ['takes longer than four seconds', () => world.asked.due()],
    ['cannot be reached', () => contents.emit('did-fail-load', {}, -102, '', ADDRESS, true)],
    ['dies', () => contents.emit('render-process-gone', {}, {})],
    ['hangs', () => contents.emit('unresponsive')],
    [
      'has run out',
      () => {
        contents.emit('did-navigate', {}, ADDRESS, 410)
        contents.emit('did-finish-load')
      },
    ],
  ])('gives way to our own list when it %s', async (_what, happens) => {
    world.page.show(PLACE)
    await settle()
    happens()
    expect(world.said).toEqual(['loading', 'own-list'])
    expect(world.asked.destroyed).toBe(1)
    expect(world.placed).toEqual([])
  })

  it('gives way to our own list when there is no address, or one that is not safe', async () => {
    for (const address of [null, 'http://wallet.test/', 'https://a:b@wallet.test/', 'file:///x']) {
      world.asked.address = address
      world.page.show(PLACE)
      await settle()
      expect(world.said.at(-1)).toBe('own-list')
    }
    expect(world.given).toEqual([])
  })

  it('goes with Esc, also where the page has the keyboard; no other key is for the page', async () => {
    await shown()
    let kept = 0
    const event = { preventDefault: () => (kept += 1) }
    contents.emit('before-input-event', event, { type: 'keyDown', key: 'a' })
    contents.emit('before-input-event', event, { type: 'keyUp', key: 'Escape' })
    expect(world.said.at(-1)).toBe('shown')
    contents.emit('before-input-event', event, { type: 'keyDown', key: 'Escape' })
    expect([world.said.at(-1), world.asked.destroyed, kept]).toEqual(['closed', 1, 3])
    contents.emit('before-input-event', event, { type: 'keyDown', key: 'Escape' })
    expect(world.said).toHaveLength(3)
  })

  it('is not loaded in a view that is not in its own session', async () => {
    world.asked.isSealed = false
    world.page.show(PLACE)
    await settle()
    expect(world.said.at(-1)).toBe('own-list')
    expect(contents.loaded).toEqual([])
  })

  it('may be tried again, and hears nothing of the try before', async () => {
    world.page.show(PLACE)
    await settle()
    world.asked.due()
    const before = contents
    await shown()
    before.emit('render-process-gone', {}, {})
    before.emit('did-finish-load')
    expect(world.said).toEqual(['loading', 'own-list', 'loading', 'shown'])
  })

  it.each([
    [{ 'X-Frame-Options': ['DENY'] }, true],
    [{ 'content-security-policy': ["frame-ancestors 'none'"] }, true],
    [{ 'content-security-policy': ["default-src 'self'"] }, false],
    [{}, false],
  ])('is not shown against the will of the service: %j', async (responseHeaders, kept) => {
    await shown()
    let answer: unknown
    world.headers()({ resourceType: 'mainFrame', responseHeaders }, (said) => (answer = said))
    expect(answer).toEqual(kept ? { cancel: true } : {})
  })
})

describe('the origin of a wallet page', () => {
  it.each([
    ['https://wallet.test/w?x', 'https://wallet.test'],
    ['http://127.0.0.1:4520/wallet/1', 'http://127.0.0.1:4520'],
    ['http://wallet.test/', null],
    ['https://user@wallet.test/', null],
    ['javascript:alert(1)', null],
    ['data:text/html,x', null],
    ['file:///etc/passwd', null],
    ['app://till/', null],
    ['', null],
  ])('of %s is %s', (address, origin) => {
    expect(walletOrigin(address)).toBe(origin)
  })
})
