import { ask } from '../bridge'
import { askCashier, goTo, useDraftStore, type Screen } from '../stores/draft'
import { en } from '../text/en'
import { enHealth } from '../text/en-health'
import { always, type Action } from './action'
import { focusField } from './focus'
import { lockTerminal } from './lock'

/** The list of keys of the current screen. */
export const openHelp: Action = {
  name: 'help',
  label: en.keyboardHelp,
  key: 'F1',
  refusal: always,
  run: () => askCashier({ kind: 'help' }),
}

/** Held orders; the same key goes back. */
export const openHeld: Action = toggle('held', en.heldOrders, 'Ctrl+H')

/** What the world has not confirmed yet. */
export const openOwed: Action = toggle('owed', en.owedTitle, 'Ctrl+E')

/** Devices and their tests. */
export const openDevices: Action = toggle('devices', en.devices, 'Ctrl+D')

/** How everything is that the terminal stands on. */
export const openHealth: Action = toggle('health', enHealth.health, 'Ctrl+T')

/** Settings of the terminal. */
export const openSettings: Action = {
  name: 'settings',
  label: en.settings,
  key: null,
  refusal: always,
  run: () => {
    askCashier(null)
    goTo('settings')
  },
}

/** The customer's wallet beside the order. */
export const openWallet: Action = {
  name: 'wallet',
  label: en.wallet,
  key: 'F4',
  refusal: always,
  run: () => goTo('wallet'),
}

/** Customer: the wallet with the cursor in the phone field. */
export const openCustomer: Action = {
  name: 'customer',
  label: en.customer,
  key: 'F3',
  refusal: always,
  run: () => {
    goTo('wallet')
    focusField('customer-phone')
  },
}

/** Closes the program and starts it again, for a start alone can tell whether the last step was saved. */
export const startAgain: Action = {
  name: 'start-again',
  label: en.startAgain,
  key: 'F9',
  refusal: always,
  run: () => void ask('window:start-again', null),
}

/** Reachable on every screen, dialogs apart. */
export const WINDOW_ACTIONS: readonly Action[] = [
  openHelp,
  openHeld,
  openOwed,
  openDevices,
  openHealth,
  lockTerminal,
  openWallet,
]

function toggle(screen: Screen, label: string, key: string): Action {
  return {
    name: screen,
    label,
    key,
    refusal: always,
    run: () => goTo(useDraftStore.getState().screen === screen ? 'order' : screen),
  }
}
