/**
 * A receipt printer at the end of a serial line: a pseudo-terminal or a real port. It behaves as a desktop
 * printer does (see `mechanism.ts`), and leaves every paper it cuts in a folder as a picture and as text.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SerialPort } from 'serialport'
import type { PrinterCondition } from './condition'
import { printerFont } from './font'
import { PrinterMechanism } from './mechanism'
import type { PressedPaper } from './press'

/** A paper that came out, with the time it was cut. */
export type PrintedPaper = PressedPaper & {
  /** Counted from 1. */
  readonly number: number
  /** Milliseconds since 1970. */
  readonly at: number
}

/** Where the printer stands and what it does with its papers. */
export type VirtualPrinterSettings = {
  /** Its end of the serial line. */
  readonly path: string
  readonly baudRate?: number
  /** Papers are written here as receipt-0001.png and .txt; without it they are only kept. */
  readonly folder?: string
  /** 576 for 80 mm, 512 for 80 mm at 180 dpi, 384 for 58 mm. */
  readonly widthDots?: number
  readonly onPaper?: (paper: PrintedPaper) => void
}

/** A printer that is switched on; close it when done. */
export class VirtualPrinter {
  readonly mechanism: PrinterMechanism
  readonly #settings: VirtualPrinterSettings
  readonly #papers: PrintedPaper[] = []
  readonly #timers = new Set<NodeJS.Timeout>()
  readonly #arrivals = new Set<() => void>()
  #saved: Promise<void> = Promise.resolve()
  #port: SerialPort | null = null
  #pulses = 0

  constructor(settings: VirtualPrinterSettings) {
    this.#settings = settings
    this.mechanism = new PrinterMechanism(settings.widthDots ?? 576, printerFont(), {
      send: (bytes) => this.#send(bytes),
      onPaper: (paper) => this.#keep(paper),
      onPulse: () => (this.#pulses += 1),
      after: (ms, run) => this.#later(ms, run),
    })
  }

  /** Every paper so far, oldest first. */
  get papers(): readonly PrintedPaper[] {
    return this.#papers
  }

  /** How often the drawer was told to open since the printer was made. */
  get drawerPulses(): number {
    return this.#pulses
  }

  get condition(): PrinterCondition {
    return this.mechanism.condition
  }

  /** True while the cable is in. */
  get isOpen(): boolean {
    return this.#port !== null
  }

  /** Plugs the cable in; again after it came out. */
  async open(): Promise<void> {
    if (this.#settings.folder !== undefined) await mkdir(this.#settings.folder, { recursive: true })
    const { path, baudRate = 19200 } = this.#settings
    const port = new SerialPort({ path, baudRate, autoOpen: false })
    await new Promise<void>((resolve, reject) =>
      port.open((error) => (error ? reject(error) : resolve())),
    )
    port.on('data', (bytes: Uint8Array) => this.mechanism.receive(bytes))
    port.on('error', () => undefined)
    port.on('close', () => {
      if (this.#port === port) this.#port = null
    })
    this.#port = port
  }

  /** Pulls the cable out and waits until every paper is on disk. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    const port = this.#port
    this.#port = null
    if (port?.isOpen) await new Promise<void>((resolve) => port.close(() => resolve()))
    await this.#saved
  }

  /** Waits until so many papers have come out and are on disk. */
  async waitForPapers(count: number): Promise<readonly PrintedPaper[]> {
    while (this.#papers.length < count) {
      await new Promise<void>((resolve) => this.#arrivals.add(resolve))
    }
    await this.#saved
    return this.#papers
  }

  #send(bytes: Uint8Array): void {
    if (this.#port?.isOpen) this.#port.write(Buffer.from(bytes))
  }

  #keep(pressed: PressedPaper): void {
    const paper = { ...pressed, number: this.#papers.length + 1, at: Date.now() }
    this.#papers.push(paper)
    this.#saved = this.#saved.then(() => this.#save(paper))
    this.#settings.onPaper?.(paper)
    for (const arrived of [...this.#arrivals]) arrived()
    this.#arrivals.clear()
  }

  async #save(paper: PrintedPaper): Promise<void> {
    if (this.#settings.folder === undefined) return
    const name = join(this.#settings.folder, `receipt-${String(paper.number).padStart(4, '0')}`)
    await writeFile(`${name}.txt`, paper.text + '\n')
    await writeFile(`${name}.png`, paper.png)
  }

  #later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      run()
    }, ms)
    this.#timers.add(timer)
  }
}
