import type { DeviceView, Place, ScanReport } from '../shared/ipc/contract'
import type { TillView } from '../shared/order/till-view'
import { ask, listen } from './bridge'
import type { Sounds } from './sounds'
import {
  askCashier,
  blankDraft,
  goTo,
  rememberScan,
  rememberTried,
  sayRefused,
  typeInto,
  useDraftStore,
  type Field,
} from './stores/draft'
import { placeOf } from './stores/place'
import {
  acceptChange,
  acceptDevices,
  acceptServices,
  acceptTerminal,
  acceptView,
  useViewStore,
} from './stores/view'
import { en } from './text/en'
import { refusalSentence } from './text/sentences'

/** Starts to hear the main process, and tells it where the cashier is. */
export function startListening(sounds: Pick<Sounds, 'play'>): void {
  const followed = followChanges()
  listen('terminal:changed', acceptTerminal)
  listen('services:changed', acceptServices)
  listen('devices:changed', (devices) => {
    if (isLost(useViewStore.getState().devices, devices)) sounds.play('device-lost')
    acceptDevices(devices)
  })
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

/** What a handled scan does in the window: its sound, its sentence, its place. */
function hearScan(report: ScanReport, sounds: Pick<Sounds, 'play'>): void {
  sounds.play(report.outcome)
  takeOutLeaked(report.leaked)
  rememberScan(report)
  switch (report.result) {
    case 'promotion-field': {
      const code = codeOf(report.code, useViewStore.getState().view)
      typeInto('promotion-code', code)
      rememberTried(code)
      sayRefused(null)
      break
    }
    case 'item-choice':
      askCashier({ kind: 'item-choice', scan: report })
      break
    case 'payment-begun':
      sayRefused(en.paymentBegun)
      if (report.items.length > 0 || report.promotion !== null)
        askCashier({ kind: 'payment-scan', scan: report })
      break
    case 'not-used-here':
      sayRefused(
        report.refusal === null ? en.notUsedHere(report.code) : refusalSentence(report.refusal),
      )
      break
    default:
      sayRefused(null)
      break
  }
}

/** The code within a scan as it is being verified: the barcode's own prefix is not part of it. */
export function codeOf(scanned: string, view: TillView | null): string {
  const verifying = view?.order.promotions.filter((one) => one.status === 'verifying') ?? []
  return verifying.find((one) => scanned.includes(one.code))?.code ?? scanned
}

/** How often, and how far apart, a field is looked at for letters that are still on their way to it. */
const LOOKS_FOR_LEAKED = 20
const LOOK_MS = 25

/** Letters of a scan that reached the focused field before it was known as one come out again. */
function takeOutLeaked(leaked: string, looksLeft = LOOKS_FOR_LEAKED): void {
  if (leaked === '') return
  const focused = document.activeElement
  if (!(focused instanceof HTMLInputElement)) return
  const field = focused.dataset['field']
  if (field === undefined || !isField(field)) return
  const text = useDraftStore.getState().fields[field] ?? ''
  // On a busy machine the word of the scan can be here before its first letters are in the field.
  if (text.includes(leaked)) typeInto(field, withoutLeaked(text, leaked))
  else if (looksLeft > 0) window.setTimeout(() => takeOutLeaked(leaked, looksLeft - 1), LOOK_MS)
}

/** A text without the last place where the leaked letters stand. */
export function withoutLeaked(text: string, leaked: string): string {
  const at = text.lastIndexOf(leaked)
  return at < 0 ? text : text.slice(0, at) + text.slice(at + leaked.length)
}

const FIELDS: Readonly<Record<Field, true>> = {
  search: true,
  amount: true,
  'promotion-code': true,
  'customer-phone': true,
  'hold-note': true,
  'cash-received': true,
  'split-amount': true,
  'held-search': true,
  'owed-search': true,
  note: true,
  pin: true,
}

function isField(name: string): name is Field {
  return Object.hasOwn(FIELDS, name)
}

/** A new order begins with a blank sheet; payment begins with no panel open; a promotion has its sound. */
function followView(sounds: Pick<Sounds, 'play'>): void {
  useViewStore.subscribe(({ view }, before) => {
    if (view === null || before.view === null || view === before.view) return
    const [order, old] = [view.order, before.view.order]
    if (order.id !== old.id) blankDraft()
    else if (order.status !== old.status && !isTray()) goTo('order')
    if (order.id === old.id && grantedCount(view) > grantedCount(before.view)) {
      sounds.play('promotion')
    }
  })
}

function grantedCount(view: TillView): number {
  return view.order.promotions.filter((one) => one.status !== 'verifying').length
}

function isTray(): boolean {
  const { screen } = useDraftStore.getState()
  return screen === 'held' || screen === 'owed' || screen === 'devices' || screen === 'settings'
}

/** Tells the main process the cashier's place, each time it is another one. */
function tellPlace(): void {
  let told: Place | null = null
  const tell = (): void => {
    const { view } = useViewStore.getState()
    if (view === null) return
    const place = placeOf(view, useDraftStore.getState())
    if (place === told) return
    told = place
    void ask('window:place', place)
  }
  useViewStore.subscribe(tell)
  useDraftStore.subscribe(tell)
}
