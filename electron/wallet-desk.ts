import { session, type BrowserWindow, type Rectangle } from 'electron'
import { handleWalletPage } from './handle-calls'
import type { Ipc } from './ipc'
import type { LetOut } from './security'
import type { Terminal } from './terminal'
import { REAL_TIMERS } from './till/timers'
import { WALLET_PARTITION, WalletPage } from './wallet-page'
import { makeEmbeddedView } from './wallet-view'

/** What the coupon service's page needs of the terminal. */
export type WalletDeskParts = {
  readonly ipc: Ipc
  readonly terminal: Terminal
  /** The window it stands in. */
  readonly till: BrowserWindow
  readonly letOut: LetOut
}

/** The coupon service's own page beside the order; it ends with the page that it stands in. */
export function openWalletPage({ ipc, terminal, till, letOut }: WalletDeskParts): WalletPage {
  const wallet = new WalletPage({
    address: () => terminal.walletPage(),
    tell: (view) => {
      ipc.push('wallet:changed', view)
    },
    make: (preferences) => makeEmbeddedView(till, preferences),
    session: () => session.fromPartition(WALLET_PARTITION),
    letOut,
    room: () => till.getContentBounds(),
    timers: REAL_TIMERS,
    onKey: (input) => {
      terminal.takeKey(input)
    },
    onFocus: () => till.webContents.focus(),
  })
  const hide = (): void => wallet.hide()
  till.webContents.on('dom-ready', hide)
  till.webContents.on('render-process-gone', hide)
  till.on('close', hide)
  handleWalletPage(ipc, terminal, (asked) => {
    if (asked.act === 'hide') wallet.hide()
    else wallet.show(scaled(asked, till.webContents.getZoomFactor()))
  })
  return wallet
}

/** Layout pixels of the page as pixels of the window. */
function scaled({ x, y, width, height }: Rectangle, by: number): Rectangle {
  const [left, top] = [Math.round(x * by), Math.round(y * by)]
  return { x: left, y: top, width: Math.round(width * by), height: Math.round(height * by) }
}
