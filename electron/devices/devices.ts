import type { DeviceView } from '../../shared/ipc/contract'
import type { ReceiptDocument } from '../../shared/receipt/document'
import type {
  PrinterSettings,
  ScannerSettings,
  Settings,
  SettingsProblem,
} from '../../shared/settings'
import type { Clock } from './clock'
import { DeviceHost, type DevicesStatus, type HostStarter } from './host/device-host'
import type { WireSettings } from './host/messages'
import { EscPosPrinter } from './printer/driver'
import { encodeReceipt } from './printer/escpos'
import {
  PRINTER_MODEL_NAMES,
  printerModel,
  printerModelName,
  type PrinterModel,
} from './printer/model'
import type { PrinterStatus, PrintOutcome, PulseOutcome, ReceiptPrinter } from './printer/port'
import type { Reading } from './scanner/serial-scanner'

/** Whom the devices tell. */
export type DevicesListeners = {
  readonly onScan: (reading: Reading) => void
  readonly onScanRejected: () => void
  readonly onChange: (views: readonly DeviceView[]) => void
}

/** How long a print waits, right after the start, for the printer to be open. */
const FIRST_OPENING_MS_MAX = 3_000

/** Every device of the terminal, from its settings: scanners, printer, drawer. */
export class Devices {
  readonly #host: DeviceHost
  readonly #settings: Settings
  readonly #clock: Clock
  readonly #model: PrinterModel | null
  readonly #printer: ReceiptPrinter | null
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
      onStatus: () => {
        this.#tell()
      },
    })
    const { printer } = settings
    this.#model = printer === null ? null : printerModel(choiceOf(printer))
    this.#printer =
      this.#model === null
        ? null
        : new EscPosPrinter({ link: this.#host.printer, model: this.#model, clock })
    this.#printer?.watch(() => {
      this.#tell()
    })
  }

  /** What is wrong in the settings that only the devices know. */
  get problems(): readonly SettingsProblem[] {
    const name = this.#settings.printer?.model ?? ''
    if (name === '' || printerModelName(name) !== null) return []
    const key = 'printer.model'
    const sentence = `${key} must be one of ${PRINTER_MODEL_NAMES.join(', ')}.`
    return [{ key, sentence, stops: false }]
  }

  /** Opens everything; devices that are away are tried again by themselves. */
  start(): void {
    const scanners = this.#settings.scanners.flatMap(wireOfScanner)
    const { printer } = this.#settings
    this.#host.configure({ scanners, printer: printer === null ? null : wireOfPrinter(printer) })
    this.#clock.after(FIRST_OPENING_MS_MAX, this.#endFirstOpening)
  }

  /** Closes everything. */
  stop(): Promise<void> {
    return this.#host.stop()
  }

  /**
   * Prints a document; never rejects. Null where there is no printer. A receipt still owed from before the
   * start is not told that its printer is away before anyone has tried to open it.
   */
  get paper(): {
    print(jobId: string, document: ReceiptDocument): Promise<PrintOutcome>
    pulse(jobId: string): Promise<PulseOutcome>
  } | null {
    const [printer, model] = [this.#printer, this.#model]
    if (printer === null || model === null) return null
    return {
      print: async (jobId, document) => {
        await this.#firstOpening
        return printer.print(jobId, encodeReceipt(document, model))
      },
      pulse: (jobId) => printer.pulse(jobId),
    }
  }

  /** The devices as the window shows them. */
  views(): readonly DeviceView[] {
    const { scanners, printer } = this.#host.status
    const serial = this.#settings.scanners.filter((one) => one.transport === 'serial')
    const keyboards = this.#settings.scanners.filter((one) => one.transport === 'keyboard')
    return [
      ...serial.map((one, index) => scannerView(one, index, scanners[index])),
      ...keyboards.map((_, index) => this.#keyboardView(index)),
      ...(this.#settings.printer === null
        ? []
        : [this.#printerView(this.#settings.printer, printer)]),
    ]
  }

  #tell(): void {
    const { printer } = this.#host.status
    if (printer?.status === 'ready' || printer?.failure != null) this.#endFirstOpening()
    this.#changed(this.views())
  }

  #keyboardView(index: number): DeviceView {
    return {
      id: `keyboard-${index}`,
      kind: 'scanner',
      name: 'Keyboard scanner',
      connection: 'Types like a keyboard',
      status: 'ready',
      code: null,
      since: this.#startedAt,
      details: {},
    }
  }

  #printerView(settings: PrinterSettings, link: DevicesStatus['printer']): DeviceView {
    const status = this.#printer?.status() ?? null
    const connected = link?.status === 'ready'
    return {
      id: 'printer',
      kind: 'printer',
      name: this.#model?.name ?? 'Printer',
      connection: connectionWords(settings.connection),
      status: link?.status ?? 'closed',
      code: connected ? conditionOf(status) : (link?.failure ?? null),
      since: link?.since ?? this.#clock.now(),
      details: {
        columns: String(settings.columns),
        drawer: settings.drawer ? 'yes' : 'no',
        paper:
          status?.paperLow === true ? 'low' : status?.paperLow === false ? 'enough' : 'unknown',
        was: link?.wasReady === true ? 'ready' : 'never',
      },
    }
  }
}

function conditionOf(status: PrinterStatus | null): string | null {
  if (status === null) return null
  if (status.condition !== 'ready') return status.condition
  return status.paperLow === true ? 'paper-low' : null
}

function choiceOf(printer: PrinterSettings) {
  const { columns, cutter, drawer } = printer
  const model = printerModelName(printer.model)
  return { columns, cutter, drawer, ...(model === null ? {} : { model }) }
}

function wireOfScanner(scanner: ScannerSettings): readonly WireSettings[] {
  return scanner.transport === 'serial' ? [scanner] : []
}

function wireOfPrinter(printer: PrinterSettings): WireSettings {
  return printer.connection
}

function scannerView(
  settings: Extract<ScannerSettings, { transport: 'serial' }>,
  index: number,
  status: DevicesStatus['scanners'][number] | undefined,
): DeviceView {
  const garbled = status?.garbled === true ? 'garbled' : null
  return {
    id: `scanner-${index}`,
    kind: 'scanner',
    name: 'Scanner',
    connection: connectionWords(settings),
    status: status?.status ?? 'closed',
    code: status?.failure ?? garbled,
    since: status?.since ?? 0,
    details: { was: status?.wasReady === true ? 'ready' : 'never' },
  }
}

function connectionWords(
  connection: PrinterSettings['connection'] | Extract<ScannerSettings, { transport: 'serial' }>,
): string {
  switch (connection.transport) {
    case 'serial':
      return `Serial, ${connection.path}, ${connection.baudRate}`
    case 'file':
      return `Device file ${connection.path}`
    case 'tcp':
      return `Network, ${connection.host}:${connection.port}`
  }
}
