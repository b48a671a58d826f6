import { EventEmitter } from 'node:events'
import type { BrowserWindow, BrowserWindowConstructorOptions } from 'electron'
import { describe, expect, it } from 'vitest'
import { createWindow } from './window'

class FakeWindow extends EventEmitter {
  readonly said: string[] = []
  readonly webContents = Object.assign(new EventEmitter(), {
    reload: () => this.said.push('reload'),
    forcefullyCrashRenderer: () => this.said.push('crash'),
  })
  removeMenu = (): void => void this.said.push('no menu')
  show = (): void => void this.said.push('show')
  isDestroyed = (): boolean => false
  loadURL = (url: string): Promise<void> => {
    this.said.push(url)
    return Promise.resolve()
  }
}

function open(packaged = true) {
  const window = new FakeWindow()
  const reasons: string[] = []
  let settings: BrowserWindowConstructorOptions = {}
  createWindow({
    make: (given) => {
      settings = given
      return window as unknown as BrowserWindow
    },
    preload: '/dist/preload.cjs',
    title: 'Till 1',
    packaged,
    onShown: () => window.said.push('shown'),
    onReload: (reason) => reasons.push(reason),
    onStopped: () => window.said.push('stopped'),
  })
  return { window, reasons, settings }
}

describe('the window', () => {
  it('is isolated, sandboxed and without Node.js', () => {
    expect(open().settings.webPreferences).toMatchObject({
      contextIsolation: true,
      sandbox: true,
      nodeIntegration: false,
      nodeIntegrationInWorker: false,
      nodeIntegrationInSubFrames: false,
      webSecurity: true,
      webviewTag: false,
      devTools: false,
    })
  })

  it('has developer tools in development only', () => {
    expect(open(false).settings.webPreferences?.devTools).toBe(true)
  })

  it('shows itself once its page is painted', () => {
    const { window } = open()
    expect(window.said).toEqual(['no menu', 'app://till/'])
    window.emit('ready-to-show')
    expect(window.said).toEqual(['no menu', 'app://till/', 'show', 'shown'])
  })

  it('loads its page again when the page died, and says why', () => {
    const { window, reasons } = open()
    window.webContents.emit('render-process-gone', {}, { reason: 'crashed' })
    expect(window.said.at(-1)).toBe('reload')
    expect(reasons).toEqual(['crashed'])
  })

  it('loads its page again after an address that cannot be shown, not after one that was denied', () => {
    const { window, reasons } = open()
    const fail = (code: number, text: string, isMainFrame: boolean) =>
      window.webContents.emit('did-fail-load', {}, code, text, 'about:srcdoc', isMainFrame)
    fail(-3, 'ERR_ABORTED', true)
    fail(-300, 'ERR_INVALID_URL', false)
    expect(reasons).toEqual([])
    fail(-300, 'ERR_INVALID_URL', true)
    expect(window.said.slice(-1)).toEqual(['app://till/'])
    expect(reasons).toEqual(['ERR_INVALID_URL'])
  })

  it('ends a page that hangs, so that it is loaded again', () => {
    const { window } = open()
    window.emit('unresponsive')
    expect(window.said.at(-1)).toBe('crash')
  })

  it('shows a still page instead of one that dies again and again, and gives up on that one too', () => {
    const { window } = open()
    for (let time = 0; time < 20; time += 1)
      window.webContents.emit('render-process-gone', {}, { reason: 'oom' })
    expect(window.said.filter((word) => word === 'reload')).toHaveLength(5)
    const stopped = ['stopped', 'app://till/stopped.html']
    expect(window.said.slice(-6)).toEqual([...stopped, ...stopped, ...stopped])
  })
})
