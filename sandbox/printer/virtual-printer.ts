/**
 * A receipt printer at the end of a serial line (a pseudo-terminal or a real port), or on the network. It behaves as a desktop
 * printer does (see `mechanism.ts`), and leaves every paper it cuts in a folder as a picture and as text.
 */
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { PrinterCondition } from './condition'
import { openSerialEnd, openTcpEnd, type PrinterEnd } from './ends'
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
  /** Its end of the serial line; the word `tcp` puts it on a free port of the loopback network instead. */
  readonly path: string
  readonly baudRate?: number
  /** Papers are written here as receipt-0001.png and .txt; without it they are only kept. */
  readonly folder?: string
  /** 576 for 80 mm, 512 for 80 mm at 180 dpi, 384 for 58 mm. */
  readonly widthDots?: number
  /** False keeps the papers as text alone, which is much faster. */
  readonly pictures?: boolean
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
  #end: PrinterEnd | null = null
  #pulses = 0

  constructor(settings: VirtualPrinterSettings) {
    this.#settings = settings
    const font = settings.pictures === false ? null : printerFont()
    this.mechanism = new PrinterMechanism(settings.widthDots ?? 576, font, {
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
    return this.#end !== null
  }

  /** The port it listens on; 0 on a serial line. */
  get tcpPort(): number {
    return this.#end?.tcpPort ?? 0
  }

  /** Takes no bytes from the cable until `resume`, as a printer that holds its busy line. */
  pause(): void {
    this.#end?.pause()
  }

  resume(): void {
    this.#end?.resume()
  }

  /**
   * Plugs the cable in; again after it came out.
   * @param at  where, when it is another place than before
   */
  async open(at: string = this.#settings.path): Promise<void> {
    if (this.#settings.folder !== undefined) await mkdir(this.#settings.folder, { recursive: true })
    const { baudRate = 19200 } = this.#settings
    const listeners = {
      onBytes: (bytes: Uint8Array) => this.mechanism.receive(bytes),
      onClosed: () => {
        if (this.#end === end) this.#end = null
      },
    }
    const end =
      at === 'tcp' ? await openTcpEnd(listeners) : await openSerialEnd(at, baudRate, listeners)
    this.#end = end
  }

  /** Pulls the cable out; what has arrived is printed all the same. */
  async unplug(): Promise<void> {
    const end = this.#end
    this.#end = null
    await end?.close()
    await this.#saved
  }

  /** Takes it away: the cable comes out, nothing more is printed, and every paper is on disk. */
  async close(): Promise<void> {
    for (const timer of this.#timers) clearTimeout(timer)
    this.#timers.clear()
    await this.unplug()
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
    this.#end?.write(bytes)
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
    if (paper.png.length > 0) await writeFile(`${name}.png`, paper.png)
  }

  #later(ms: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer)
      run()
    }, ms)
    this.#timers.add(timer)
  }
}
