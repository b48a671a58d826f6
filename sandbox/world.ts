/*
 * The whole outside world of one terminal: the promotions provider, the coupon service, a scanner and a
 * receipt printer at the ends of serial cables, the catalog, and the settings file that leads to them. The
 * terminal runs unchanged against it; only its settings differ from a shop's.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { Cable } from './cable'
import {
  startCouponsSandbox,
  type CouponsSandbox,
  type CouponsSandboxOptions,
} from './coupons/server'
import { startHidBus, type VirtualHidBus } from './hid/bus'
import { HID_SCANNERS, VirtualHidScanner } from './hid/virtual-hid-scanner'
import { VirtualPrinter } from './printer/virtual-printer'
import {
  startPromotionsSandbox,
  type PromotionsSandbox,
  type PromotionsSandboxOptions,
} from './promotions/server'
import { PRINTER_WORDS, SCANNER_WORDS, SerialPorts } from './serial-ports'
import { VirtualScanner } from './scanner/virtual-scanner'
import { sampleCatalog, SANDBOX_KEYS, worldSettings, type SettingsChange } from './world-settings'

/** Which world to start. Every part is there unless it is said not to be. */
export type WorldOptions = {
  /** Settings file, cable ends and receipts are put here; made when missing. */
  readonly folder: string
  /** Nothing takes longer than it must: no latency, no slow print head. For tests and measurements. */
  readonly fast?: boolean
  readonly promotions?: boolean | Partial<PromotionsSandboxOptions>
  readonly coupons?: boolean | Partial<CouponsSandboxOptions>
  readonly scanner?: boolean
  readonly printer?: boolean
  /** A virtual USB bus with a HID scanner on it; only there when asked for. */
  readonly hid?: boolean
  /** A catalog file; the sample catalog when absent, none when null. */
  readonly catalog?: string | null
  /** What is to be different in the settings. */
  readonly settings?: SettingsChange
  /** Ports of the services; free ones when absent or taken. */
  readonly ports?: { readonly promotions: number; readonly coupons: number }
}

/** About what a print head at 200 mm a second needs for a line of 30 dots. */
const PRINT_LINE_MS = 19

/** A world that is running; whoever started it closes it. */
export class World {
  readonly folder: string
  readonly settingsPath: string
  /** Printed papers, as receipt-0001.png and .txt. */
  readonly receipts: string
  /** The scanner's cable, to be pulled and plugged in; null where there is no scanner. */
  readonly scannerCable: Cable<VirtualScanner> | null
  /** The printer's cable; null where there is no printer. */
  readonly printerCable: Cable | null
  /** The virtual USB bus; null where there is none. */
  readonly hidBus: VirtualHidBus | null
  readonly #serialPorts: SerialPorts
  readonly #hid: VirtualHidScanner | null
  readonly #promotions: PromotionsSandbox | null
  readonly #coupons: CouponsSandbox | null
  readonly #printer: VirtualPrinter | null

  constructor(parts: {
    readonly folder: string
    readonly promotions: PromotionsSandbox | null
    readonly coupons: CouponsSandbox | null
    readonly scannerCable: Cable<VirtualScanner> | null
    readonly printer: { readonly cable: Cable; readonly device: VirtualPrinter } | null
    readonly hidBus: VirtualHidBus | null
    readonly serialPorts: SerialPorts
  }) {
    this.folder = parts.folder
    this.settingsPath = settingsPathIn(parts.folder)
    this.receipts = receiptsIn(parts.folder)
    this.scannerCable = parts.scannerCable
    this.printerCable = parts.printer?.cable ?? null
    this.#serialPorts = parts.serialPorts
    this.hidBus = parts.hidBus
    this.#hid = parts.hidBus === null ? null : pluggedInto(parts.hidBus)
    this.#promotions = parts.promotions
    this.#coupons = parts.coupons
    this.#printer = parts.printer?.device ?? null
  }

  get promotions(): PromotionsSandbox {
    return present(this.#promotions, 'promotions provider')
  }

  get coupons(): CouponsSandbox {
    return present(this.#coupons, 'coupon service')
  }

  get scanner(): VirtualScanner {
    return present(this.scannerCable, 'scanner').device
  }

  get printer(): VirtualPrinter {
    return present(this.#printer, 'printer')
  }

  /** The scanner on the virtual USB bus. */
  get hid(): VirtualHidScanner {
    return present(this.#hid, 'HID scanner')
  }

  /** What a terminal of this world must find in its environment. */
  get environment(): Readonly<Record<string, string>> {
    return {
      CASHIER_SERIAL_PORTS: this.#serialPorts.file,
      ...(this.hidBus === null ? {} : { CASHIER_HID_BUS: this.hidBus.address }),
    }
  }

  /** Whether a part is in this world at all. */
  has(part: 'promotions' | 'coupons' | 'scanner' | 'printer' | 'hid'): boolean {
    switch (part) {
      case 'hid':
        return this.#hid !== null
      case 'promotions':
        return this.#promotions !== null
      case 'coupons':
        return this.#coupons !== null
      case 'scanner':
        return this.scannerCable !== null
      case 'printer':
        return this.#printer !== null
    }
  }

  /** Turns a knob of a service: `POST <control address>/<knob>`. Throws when it is not one. */
  async turn(service: 'promotions' | 'coupons', knob: string, value: unknown): Promise<void> {
    const response = await fetch(`${controlUrlOf(this, service)}/${knob}`, {
      method: 'POST',
      body: JSON.stringify(value),
    })
    if (!response.ok) throw new Error(`${service} ${knob}: ${await response.text()}`)
  }

  /** Ends everything in reverse. Papers already printed are on disk. */
  async close(): Promise<void> {
    await this.hidBus?.close()
    await this.#printer?.close()
    await this.printerCable?.pull()
    await this.scannerCable?.pull()
    await this.#coupons?.close()
    await this.#promotions?.close()
  }
}

/** The address of a service's control interface, without a slash at the end. */
export function controlUrlOf(world: World, service: 'promotions' | 'coupons'): string {
  return service === 'promotions'
    ? world.promotions.controlUrl
    : `${world.coupons.baseUrl}/_sandbox`
}

/** Starts a world and writes the settings that lead to it. */
export async function startWorld(options: WorldOptions): Promise<World> {
  const folder = resolve(options.folder)
  await mkdir(folder, { recursive: true })
  const started: { close(): Promise<void> }[] = []
  const keep = <Part extends { close(): Promise<void> }>(part: Part): Part => {
    started.push(part)
    return part
  }
  try {
    const promotions = options.promotions === false ? null : keep(await promotionsOf(options))
    const coupons = options.coupons === false ? null : keep(await couponsOf(options))
    const serialPorts = new SerialPorts(join(folder, 'serial-ports.json'))
    const scannerCable = options.scanner === false ? null : scannerCableIn(folder)
    scannerCable?.listIn(serialPorts, SCANNER_WORDS)
    if (scannerCable) await plugged(scannerCable, keep)
    const printer = options.printer === false ? null : printerIn(folder, options.fast ?? false)
    printer?.cable.listIn(serialPorts, PRINTER_WORDS)
    if (printer) await plugged(printer.cable, keep)
    const hidBus = options.hid === true ? keep(await startHidBus()) : null
    const world = new World({
      folder,
      promotions,
      coupons,
      scannerCable,
      printer,
      hidBus,
      serialPorts,
    })
    await writeSettings(world, options)
    return world
  } catch (error) {
    for (const part of started.reverse()) await part.close()
    throw error
  }
}

function promotionsOf({ promotions, ports }: WorldOptions): Promise<PromotionsSandbox> {
  const chosen = typeof promotions === 'object' ? promotions : {}
  const own = { key: SANDBOX_KEYS.promotions, restaurantId: SANDBOX_KEYS.restaurant }
  return onPort(ports?.promotions, (port) => startPromotionsSandbox({ ...own, ...chosen, port }))
}

function couponsOf({ coupons, ports, fast }: WorldOptions): Promise<CouponsSandbox> {
  const chosen = typeof coupons === 'object' ? coupons : {}
  const own = { accountKey: SANDBOX_KEYS.coupons, ...(fast ? { latencyMs: 0 } : {}) }
  return onPort(ports?.coupons, (port) => startCouponsSandbox({ ...own, ...chosen, port }))
}

/** Starts a server on the wished port, or on a free one when that is taken. */
export async function onPort<Server>(
  port: number | undefined,
  start: (port: number) => Promise<Server>,
): Promise<Server> {
  if (port === undefined) return start(0)
  try {
    return await start(port)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EADDRINUSE') return start(0)
    throw error
  }
}

/** A Honeywell, switched over from typing. */
function pluggedInto(bus: VirtualHidBus): VirtualHidScanner {
  const scanner = new VirtualHidScanner(bus)
  scanner.plug(HID_SCANNERS.honeywell, 'honeywell')
  return scanner
}

function scannerCableIn(folder: string): Cable<VirtualScanner> {
  return new Cable(folder, 'scanner', (path) => Promise.resolve(new VirtualScanner(path)))
}

/** The printer keeps its papers while its cable is out. */
function printerIn(folder: string, fast: boolean) {
  const device = new VirtualPrinter({
    path: join(folder, 'printer.device'),
    folder: receiptsIn(folder),
  })
  if (!fast) device.mechanism.setSlow(PRINT_LINE_MS)
  const cable = new Cable(folder, 'printer', async (path) => {
    await device.open(path)
    return { close: () => device.unplug() }
  })
  return { device, cable }
}

async function plugged(
  cable: Cable,
  keep: (part: { close(): Promise<void> }) => unknown,
): Promise<void> {
  keep({ close: () => cable.pull() })
  await cable.plug()
}

async function writeSettings(world: World, options: WorldOptions): Promise<void> {
  const { catalog = sampleCatalog(), settings = {} } = options
  const parts = {
    promotionsUrl: world.has('promotions') ? world.promotions.url : null,
    couponsUrl: world.has('coupons') ? world.coupons.baseUrl : null,
    scanner: world.scannerCable,
    printer: world.printerCable,
    hid: world.has('hid'),
    catalog,
  }
  const text = JSON.stringify(worldSettings(parts, settings), null, 2)
  await writeFile(world.settingsPath, `${text}\n`)
}

function settingsPathIn(folder: string): string {
  return join(folder, 'settings.json')
}

function receiptsIn(folder: string): string {
  return join(folder, 'receipts')
}

function present<Part>(part: Part | null, name: string): Part {
  if (part === null) throw new Error(`There is no ${name} in this world.`)
  return part
}
