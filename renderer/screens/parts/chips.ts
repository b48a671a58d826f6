import type { DeviceView, ServiceView } from '../../../shared/ipc/contract'
import type { ChipState } from '../../components/chip'
import { enStrip } from '../../text/en-strip'

/** What a chip of the strip says. */
export type ChipWords = {
  readonly state: ChipState
  /** On the chip. */
  readonly label: string
  /** The whole state in words. */
  readonly name: string
}

/**
 * The scanners as one chip: one that is ready is enough. One that types like a keyboard cannot be seen to
 * be away, so it counts only where it is the only one.
 */
export function scannerChip(devices: readonly DeviceView[]): ChipWords {
  const all = devices.filter((device) => device.kind === 'scanner')
  const wired = all.filter((device) => !device.id.startsWith('keyboard-'))
  const scanners = wired.length > 0 ? wired : all
  if (scanners.length === 0) {
    return plain(enStrip.scannerNone, enStrip.notSetUp(enStrip.scanner))
  }
  const open = scanners.filter((one) => one.status === 'ready')
  if (open.some((one) => !NEEDS_SET_UP.has(one.code))) return ready(enStrip.scanner)
  if (open.length > 0) return { state: 'attention', ...same(enStrip.scannerSetUp) }
  return scanners.some((one) => one.status === 'opening')
    ? { state: 'attention', ...same(enStrip.scannerReconnecting) }
    : { state: 'failed', ...same(enStrip.scannerMissing) }
}

/** A scanner that is there, and what it sends cannot be read. */
const NEEDS_SET_UP: ReadonlySet<string | null> = new Set([
  'garbled',
  'unknown-layout',
  'wrong-mode',
])

/** The printer: ready, wanting a hand, or failed. */
export function printerChip(devices: readonly DeviceView[]): ChipWords {
  const printer = devices.find((device) => device.kind === 'printer')
  if (!printer) return plain(enStrip.printerNone, enStrip.notSetUp(enStrip.printer))
  const condition = printer.code === null ? undefined : PRINTER_CONDITIONS[printer.code]
  if (condition) return { state: condition.state, ...same(condition.label) }
  if (printer.status === 'ready') return ready(enStrip.printer)
  return printer.status === 'opening'
    ? { state: 'attention', ...same(enStrip.printerReconnecting) }
    : { state: 'failed', ...same(enStrip.printerNotAnswering) }
}

/** The promotions service. */
export function promotionsChip(services: readonly ServiceView[]): ChipWords {
  const service = serviceOf(services, 'promotions')
  const name = enStrip.promotionsService
  if (!service || service.status === 'unused') {
    return plain(enStrip.promotionsUnused, enStrip.notSetUp(name))
  }
  if (isOffline(services)) {
    return { state: 'offline', label: enStrip.promotions, name: enStrip.offlineName(name) }
  }
  if (service.status === 'ready') return ready(enStrip.promotions, name)
  return service.status === 'misconfigured'
    ? { state: 'failed', ...same(enStrip.promotionsRefusedKey) }
    : { state: 'attention', ...same(enStrip.promotionsNotAnswering) }
}

/** The coupon service. */
export function petzChip(services: readonly ServiceView[]): ChipWords {
  const service = serviceOf(services, 'coupons')
  if (!service || service.status === 'unused') {
    return plain(enStrip.petzUnused, enStrip.notSetUp(enStrip.petz))
  }
  if (isOffline(services)) {
    return { state: 'offline', label: enStrip.petz, name: enStrip.offlineName(enStrip.petz) }
  }
  if (service.status === 'ready') return ready(enStrip.petz)
  return service.status === 'misconfigured'
    ? { state: 'failed', ...same(enStrip.petzNotConnected) }
    : { state: 'attention', ...same(enStrip.petzNotAnswering) }
}

/** The line to the world. */
export function networkChip(services: readonly ServiceView[]): ChipWords {
  return isOffline(services)
    ? { state: 'offline', label: enStrip.offline, name: enStrip.networkOffline }
    : { state: 'ready', label: enStrip.online, name: enStrip.networkOnline }
}

/** Since when the line is down, in milliseconds since 1970; null while it is up. */
export function offlineSince(services: readonly ServiceView[]): number | null {
  const network = serviceOf(services, 'network')
  return network?.status === 'not-answering' ? network.since : null
}

const PRINTER_CONDITIONS: Readonly<
  Record<string, { readonly state: ChipState; readonly label: string }>
> = {
  'paper-low': { state: 'attention', label: enStrip.paperLow },
  'paper-out': { state: 'failed', label: enStrip.paperOut },
  'cover-open': { state: 'attention', label: enStrip.coverOpen },
  'cutter-stuck': { state: 'failed', label: enStrip.cutterStuck },
  'cutter-error': { state: 'failed', label: enStrip.cutterStuck },
  'swapped-printer': { state: 'attention', label: enStrip.otherPrinter },
  overheated: { state: 'attention', label: enStrip.coolingDown },
  'too-hot': { state: 'attention', label: enStrip.coolingDown },
}

function serviceOf(
  services: readonly ServiceView[],
  service: ServiceView['service'],
): ServiceView | undefined {
  return services.find((one) => one.service === service)
}

function isOffline(services: readonly ServiceView[]): boolean {
  return offlineSince(services) !== null
}

function ready(label: string, name: string = label): ChipWords {
  return { state: 'ready', label, name: enStrip.ready(name) }
}

function plain(label: string, name: string): ChipWords {
  return { state: 'plain', label, name }
}

function same(label: string): { readonly label: string; readonly name: string } {
  return { label, name: label }
}
