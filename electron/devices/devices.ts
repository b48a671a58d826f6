import type { PrinterSettings, ScannerSettings } from '../../shared/device-settings'
import type { DeviceView, FoundPort } from '../../shared/ipc/contract'
import type { ReceiptDocument } from '../../shared/receipt/document'
import type { Settings, SettingsProblem } from '../../shared/settings'
import type { Clock } from './clock'
import { keyboardView, poleView, printerView, scannerView } from './device-views'
import { cd5220 } from './display/cd5220'
import { PoleDisplay } from './display/pole-display'
import { DeviceHost } from './host/device-host'
import type { DeviceSetup, LineSetup, ScannerSetup } from './host/messages'
import type { HostStarter, RestartReason } from './host/process-keeper'
import type { PrintOutcome, PulseOutcome } from './printer/port'
import type { Reading } from './scanner/serial-scanner'
import { printerProblems, ShopPrinter } from './shop-printer'

/** Whom the devices tell. */
export type DevicesListeners = {
  /** `scanner`: its place among the scanners on wires. */
  readonly onScan: (reading: Reading, scanner: number) => void
  readonly onScanRejected: () => void
  readonly onChange: (views: readonly DeviceView[]) => void
  /** The device process was replaced; a receipt that was under way is unknown. */
  readonly onRestart: (reason: RestartReason) => void
}

/** A printer and the drawer behind it: a document in, how it ended out. No call rejects. */
export type PaperDevice = {
  print(jobId: string, document: ReceiptDocument): Promise<PrintOutcome>
  pulse(jobId: string): Promise<PulseOutcome>
}

/** How long a print waits, right after the start, for the printers to be open. */
const FIRST_OPENING_MS_MAX = 3_000

/** Every device of the terminal, from its settings: scanners, printers with their drawers, displays. */
export class Devices {
  /** What is wrong in the settings that only the devices know. */
  readonly problems: readonly SettingsProblem[]
  readonly #host: DeviceHost
  readonly #settings: Settings
  readonly #clock: Clock
  readonly #printer: ShopPrinter | null
  readonly #spare: ShopPrinter | null
  readonly #pole: PoleDisplay | null
  readonly #changed: DevicesListeners['onChange']
  readonly #startedAt: number
  readonly #firstOpening: Promise<void>
  #endFirstOpening: () => void = () => undefined

  constructor(
    settings: Settings,
    clock: Clock,
    startProcess: HostStarter,
    listeners: DevicesListeners,
  ) {
    this.#settings = settings
    this.problems = [
      ...printerProblems('printer', settings.printer),
      ...printerProblems('sparePrinter', settings.sparePrinter),
    ]
    this.#clock = clock
    this.#changed = listeners.onChange
    this.#startedAt = clock.now()
    this.#firstOpening = new Promise((resolve) => {
      this.#endFirstOpening = resolve
    })
    this.#host = new DeviceHost({
      startProcess,
      clock,
      onScan: listeners.onScan,
      onScanRejected: listeners.onScanRejected,
      onRestart: listeners.onRestart,
      onStatus: () => {
        this.#tell()
      },
    })
    this.#printer = this.#printerOn('printer', settings.printer)
    this.#spare = this.#printerOn('spare-printer', settings.sparePrinter)
    this.#pole = this.#poleOn(settings)
  }

  /** Opens everything; devices that are away are tried again by themselves. */
  start(): void {
    this.#host.configure(setupOf(this.#settings))
    this.#clock.after(FIRST_OPENING_MS_MAX, this.#endFirstOpening)
  }

  /** Looks again for what is away, and opens the scanners anew. A printer that is there is left alone. */
  find(): void {
    this.#host.reopen()
  }

  /** Every port of this computer. */
  ports(): Promise<readonly FoundPort[]> {
    return this.#host.ports()
  }

  /** The computer goes to sleep: everything is closed until it wakes. */
  sleep(): void {
    this.#host.sleep()
  }

  /** The computer is back: everything is opened again. */
  wake(): void {
    this.#host.wake()
  }

  /** Closes everything. */
  async stop(): Promise<void> {
    await this.#pole?.stop()
    await this.#host.stop()
  }

  /** Takes the printer that is there now for the right one; `id` as in its view. */
  acceptPrinter(id: string): void {
    const printer = id === 'spare-printer' ? this.#spare : this.#printer
    printer?.accept()
  }

  /** The receipt printer; null where there is none. */
  get paper(): PaperDevice | null {
    return this.#paperOf(this.#printer)
  }

  /** The printer that takes over when the first one cannot print; null where there is none. */
  get sparePaper(): PaperDevice | null {
    return this.#paperOf(this.#spare)
  }

  /** The pole display; null where there is none. */
  get pole(): PoleDisplay | null {
    return this.#pole
  }

  /** The devices as the window shows them. */
  views(): readonly DeviceView[] {
    const { scanners, lines } = this.#host.status
    const { display } = this.#settings
    const keyboards = this.#settings.scanners.filter((one) => one.transport === 'keyboard')
    return [
      ...roomScanners(this.#settings.scanners).map((one, place) =>
        scannerView(one, place, scanners[place]),
      ),
      ...keyboards.map((_, place) => keyboardView(place, this.#startedAt)),
      ...this.#printerViews('printer', this.#printer),
      ...this.#printerViews('spare-printer', this.#spare),
      ...(display.pole === null ? [] : [poleView(display.pole, lines.pole)]),
    ]
  }

  #printerOn(line: PrinterLineName, settings: PrinterSettings | null): ShopPrinter | null {
    if (settings === null) return null
    return new ShopPrinter(settings, this.#host.line(line), this.#clock, () => {
      this.#tell()
    })
  }

  #poleOn({ display }: Settings): PoleDisplay | null {
    if (display.pole === null) return null
    const codec = cd5220(display.pole.codePage)
    return new PoleDisplay({ link: this.#host.line('pole'), codec, clock: this.#clock })
  }

  /** A receipt still owed from before the start is not told that its printer is away before it was tried. */
  #paperOf(printer: ShopPrinter | null): PaperDevice | null {
    if (printer === null) return null
    return {
      print: async (jobId, document) => {
        await this.#firstOpening
        return printer.print(jobId, document)
      },
      pulse: (jobId) => printer.pulse(jobId),
    }
  }

  #printerViews(line: PrinterLineName, printer: ShopPrinter | null): readonly DeviceView[] {
    if (printer === null) return []
    const { name, settings } = printer
    const link = this.#host.status.lines[line]
    return [printerView({ id: line, name, settings, link, status: printer.status() })]
  }

  #tell(): void {
    const { printer } = this.#host.status.lines
    if (printer?.status === 'ready' || printer?.failure != null) this.#endFirstOpening()
    this.#printer?.follow(printer?.status === 'ready')
    this.#spare?.follow(this.#host.status.lines['spare-printer']?.status === 'ready')
    this.#pole?.follow(this.#host.line('pole').status)
    this.#changed(this.views())
  }
}

type PrinterLineName = 'printer' | 'spare-printer'

function setupOf({ scanners, printer, sparePrinter, display }: Settings): DeviceSetup {
  const lines: LineSetup[] = []
  if (printer !== null) lines.push({ name: 'printer', wire: printer.connection })
  if (sparePrinter !== null) lines.push({ name: 'spare-printer', wire: sparePrinter.connection })
  if (display.pole !== null) lines.push({ name: 'pole', wire: display.pole.connection })
  return { scanners: roomScanners(scanners), lines }
}

function roomScanners(scanners: readonly ScannerSettings[]): readonly ScannerSetup[] {
  return scanners.flatMap((one) => (one.transport === 'keyboard' ? [] : [one]))
}
