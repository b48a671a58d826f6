import type { WalletPageAct } from '../../shared/ipc/contract'
import { ask } from '../bridge'
import { useViewStore } from '../stores/view'
import { en } from '../text/en'
import type { Action } from './action'

/** The part of the wallet that the coupon service's page covers: our own list, which stays beneath. */
const COVERED = '[data-wallet-list]'

/** Opens the coupon service's own page in front of our list. */
export const openPetzPage: Action = pageAction('open-petz-page', en.petzPage, showPage)

/** The same, after it was refused or too slow. */
export const tryPetzPage: Action = pageAction('try-petz-page', en.tryPetzPage, showPage)

/** Back to our own list; the page is destroyed. */
export const closePetzPage: Action = pageAction('close-petz-page', en.plainList, () => {
  tell({ act: 'hide' })
})

/** The one of the three that can be done now: one button, one key. */
export const petzPageKey: Action = {
  ...openPetzPage,
  name: 'petz-page',
  run: (situation) => {
    if (!leavePetzPage()) openPetzPage.run(situation)
  },
}

/** Goes back from the page to our own list; false where it is not open. */
export function leavePetzPage(): boolean {
  const { walletPage } = useViewStore.getState()
  const isOpen = walletPage === 'shown' || walletPage === 'loading'
  if (isOpen) tell({ act: 'hide' })
  return isOpen
}

/** Tells where the page belongs now; nothing where there is no list to cover. */
export function showPage(): void {
  const list = document.querySelector(COVERED)
  if (list === null) return
  const { x, y, width, height } = list.getBoundingClientRect()
  const [left, top] = [Math.max(0, Math.round(x)), Math.max(0, Math.round(y))]
  tell({
    act: 'show',
    x: left,
    y: top,
    width: Math.max(1, Math.round(width)),
    height: Math.max(1, Math.round(height)),
  })
}

/** What becomes of it is told as news; a "no" leaves our own list where it is. */
function tell(act: WalletPageAct): void {
  void ask('wallet:page', act)
}

function pageAction(name: string, label: string, run: () => void): Action {
  return {
    name,
    label,
    key: 'Ctrl+G',
    refusal: ({ view }) => (view.order.customer?.status === 'matched' ? null : en.noAccountFirst),
    run,
  }
}
