import { EventEmitter } from 'node:events'
import type { BrowserWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { beforeEach, describe, expect, it } from 'vitest'
import { CustomerWindow } from './customer-window'
import { VirtualTimers } from './till/testing/virtual-timers'
import type { CustomerView } from '../shared/display/customer-view'

class FakeWindow extends EventEmitter {
  readonly said: string[] = []
  #isDestroyed = false
  readonly webContents = Object.assign(new EventEmitter(), {
    send: (name: string, view: CustomerView) => this.said.push(`${name} ${view.scene.status}`),
  })

  constructor(readonly options: BrowserWindowConstructorOptions) {
    super()
  }

  removeMenu = (): void => undefined
  showInactive = (): void => void this.said.push('show, without taking the keyboard')
  loadURL = (url: string): Promise<void> => {
    this.said.push(url)
    return Promise.resolve()
  }
  isDestroyed = (): boolean => this.#isDestroyed
  destroy = (): void => {
    if (this.#isDestroyed) return
    this.#isDestroyed = true
    this.emit('closed')
  }
}

const SCREEN: Rectangle = { x: 1366, y: 0, width: 800, height: 480 }
const WELCOME: CustomerView = {
  shop: { store: 'Paws on Pine', locale: 'en-US', currency: 'USD' },
  scene: { status: 'welcome' },
}

let windows: FakeWindow[]
let timers: VirtualTimers
let second: Rectangle | null
let lost: string[]
let keys: string[]
let customer: CustomerWindow

beforeEach(() => {
  windows = []
  timers = new VirtualTimers(1_742_517_780_000)
  second = null
  lost = []
  keys = []
  customer = new CustomerWindow({
    make: (options) => {
      const window = new FakeWindow(options)
      windows.push(window)
      return window as unknown as BrowserWindow
    },
    preload: '/dist/customer-preload.cjs',
    packaged: true,
    secondScreen: () => second,
    timers,
    onKey: (input) => keys.push(input.key),
    onLost: (reason) => lost.push(reason),
  })
})

function last(): FakeWindow {
  const window = windows.at(-1)
  if (window === undefined) throw new Error('No window was opened')
  return window
}

const load = () => last().webContents.emit('did-finish-load')
const die = () => last().webContents.emit('render-process-gone', {}, { reason: 'crashed' })

describe("the customer's window", () => {
  it('is isolated, sandboxed, without Node.js, and in a session that is not the till’s', () => {
    customer.open()
    expect(last().options.webPreferences).toMatchObject({
      preload: '/dist/customer-preload.cjs',
      partition: 'customer',
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    })
    expect(last().said).toEqual(['app://customer/'])
  })

  it('fills the second screen, without a frame and without taking the keyboard', () => {
    second = SCREEN
    customer.open()
    last().emit('ready-to-show')
    expect(last().options).toMatchObject({
      ...SCREEN,
      ...{ frame: false, fullscreen: true, focusable: false },
    })
    expect(last().said).toContain('show, without taking the keyboard')
  })

  it('is an ordinary window where there is no second screen', () => {
    customer.open()
    expect(last().options).toMatchObject({ width: 1024, height: 600 })
    expect(last().options.frame).toBeUndefined()
  })

  it('moves when a second screen comes or goes, and only then', () => {
    customer.open()
    customer.place()
    expect(windows).toHaveLength(1)
    second = SCREEN
    customer.place()
    expect(windows).toHaveLength(2)
    expect(windows[0]?.isDestroyed()).toBe(true)
    expect(last().options).toMatchObject(SCREEN)
    expect(lost).toEqual([])
  })

  it('is told the newest view once its page is there, and every one after it', () => {
    customer.show(WELCOME)
    customer.open()
    customer.show({ ...WELCOME, scene: { status: 'test' } })
    expect(last().said).toEqual(['app://customer/'])
    load()
    customer.show(WELCOME)
    expect(last().said.slice(1)).toEqual(['display:changed test', 'display:changed welcome'])
  })

  it.each<[string, () => void]>([
    ['crashed', die],
    ['unresponsive', () => last().emit('unresponsive')],
    ['closed', () => last().destroy()],
    ['strayed', () => last().webContents.emit('did-navigate', {}, 'about:blank')],
    ['ERR_FAILED', () => last().webContents.emit('did-fail-load', {}, -2, 'ERR_FAILED', '', true)],
  ])('is opened again when it is lost (%s), and shows the newest view', async (reason, lose) => {
    customer.open()
    load()
    customer.show(WELCOME)
    lose()
    expect(lost).toEqual([reason])
    await timers.pass(500)
    expect(windows).toHaveLength(2)
    expect(windows[0]?.isDestroyed()).toBe(true)
    load()
    expect(last().said).toContain('display:changed welcome')
  })

  it('that dies again and again is opened ever more seldom', async () => {
    customer.open()
    for (let second = 0; second < 600; second++) {
      if (!last().isDestroyed()) die()
      await timers.pass(1000)
    }
    expect(windows.length).toBeLessThan(16)
    expect(windows.length).toBeGreaterThan(8)
  })

  it('goes nowhere, whatever its page asks', () => {
    customer.open()
    for (const name of ['will-navigate', 'will-frame-navigate', 'will-redirect']) {
      let isPrevented = false
      const url = 'app://till/'
      last().webContents.emit(name, { url, preventDefault: () => (isPrevented = true) })
      expect(isPrevented).toBe(true)
    }
  })

  it('hands keys on to the till and keeps none', () => {
    customer.open()
    let isPrevented = false
    const event = { preventDefault: () => (isPrevented = true) }
    last().webContents.emit('before-input-event', event, { key: '4' })
    expect([keys, isPrevented]).toEqual([['4'], true])
  })

  it('that was closed for good stays closed', async () => {
    customer.open()
    customer.close()
    await timers.pass(600_000)
    customer.show(WELCOME)
    customer.place()
    customer.open()
    expect(windows).toHaveLength(1)
    expect(lost).toEqual([])
  })

  it('that was closed for good while it was lost is not opened again', async () => {
    customer.open()
    die()
    customer.close()
    await timers.pass(600_000)
    expect(windows).toHaveLength(1)
  })
})
