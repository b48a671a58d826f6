import type { DeviceView, Place } from '../shared/ipc/contract'
import type { TillView } from '../shared/order/till-view'
import { ask, listen } from './bridge'
import { hearScan } from './hear-scan'
import type { Sounds } from './sounds'
import { blankDraft, goTo, useDraftStore, type Screen } from './stores/draft'
import { placeOf } from './stores/place'
import {
  acceptChange,
  acceptCheck,
  acceptDevices,
  acceptServices,
  acceptTerminal,
  acceptView,
  acceptWalletPage,
  noticeRestart,
  noticeWake,
  useViewStore,
} from './stores/view'

/** Starts to hear the main process, and tells it where the cashier is. */
export function startListening(sounds: Pick<Sounds, 'play'>): void {
  const followed = followChanges()
  listen('terminal:changed', acceptTerminal)
  listen('services:changed', acceptServices)
  listen('wallet:changed', acceptWalletPage)
  listen('devices:changed', (devices) => {
    if (isLost(useViewStore.getState().devices, devices)) sounds.play('device-lost')
    acceptDevices(devices)
  })
  listen('devices:restarted', ({ at }) => noticeRestart(at))
  listen('terminal:woke', ({ at }) => noticeWake(at))
  listen('support:checked', acceptCheck)
  listen('scan:handled', (report) => hearScan(report, sounds))
  followView(sounds)
  tellPlace()
  followed.askWhole()
  void ask('terminal:describe', null).then((reply) => reply.ok && acceptTerminal(reply.value))
  void ask('devices:list', null).then((reply) => reply.ok && acceptDevices(reply.value))
  void ask('services:list', null).then((reply) => reply.ok && acceptServices(reply.value))
}

/** Whether a device that was ready is so no more. */
function isLost(before: readonly DeviceView[], after: readonly DeviceView[]): boolean {
  return after.some((device) => {
    const was = before.find((one) => one.id === device.id)
    return was?.status === 'ready' && device.status !== 'ready'
  })
}

/** Takes every change in its turn; where one does not follow on what is here, the whole view is asked for. */
function followChanges(): { readonly askWhole: () => void } {
  let isAsked = false
  let missed = 0
  const askWhole = (): void => {
    if (isAsked) return
    isAsked = true
    void ask('till:view', null).then((reply) => {
      isAsked = false
      if (!reply.ok) return
      acceptView(reply.value)
      if (reply.value.revision < missed) askWhole()
    })
  }
  listen('till:changed', (change) => {
    if (acceptChange(change)) return
    missed = change.revision
    askWhole()
  })
  return { askWhole }
}

/** A new order begins with a blank sheet; payment begins with no panel open; a promotion has its sound. */
function followView(sounds: Pick<Sounds, 'play'>): void {
  useViewStore.subscribe(({ view }, before) => {
    if (view === null || before.view === null || view === before.view) return
    const [order, old] = [view.order, before.view.order]
    if (order.id !== old.id) blankDraft()
    else if (order.status !== old.status && !staysOpen(order.status)) goTo('order')
    if (order.id === old.id && grantedCount(view) > grantedCount(before.view)) {
      sounds.play('promotion')
    }
  })
}

function grantedCount(view: TillView): number {
  return view.order.promotions.filter((one) => one.status !== 'verifying').length
}

/** Trays stay; so does the wallet where another number has opened the order again: its coupons are there. */
function staysOpen(status: TillView['order']['status']): boolean {
  const { screen } = useDraftStore.getState()
  return TRAYS.has(screen) || (screen === 'wallet' && status === 'open')
}

/** Screens that stay open whatever the order does. */
const TRAYS: ReadonlySet<Screen> = new Set(['held', 'owed', 'devices', 'settings', 'health'])

/** Tells the main process the cashier's place, each time it is another one. */
function tellPlace(): void {
  let told: Place | null = null
  const tell = (): void => {
    const { view, terminal, isCrashed } = useViewStore.getState()
    if (view === null) return
    // Where no order is seen, no scan may change one.
    const place = isCrashed ? 'dialog' : placeOf(view, useDraftStore.getState(), terminal?.locked)
    if (place === told) return
    told = place
    void ask('window:place', place)
  }
  useViewStore.subscribe(tell)
  useDraftStore.subscribe(tell)
}
