import { SerialPort } from 'serialport'

/** What a scanner puts around a code. */
export type ScanDress = {
  /** AIM identifier in front, such as `]E0`. */
  readonly aim?: string
  /** End characters; CR when absent, as scanners are delivered. */
  readonly suffix?: string
}

/** A barcode scanner without a trigger: plays the device at the far end of a serial cable. */
export class VirtualScanner {
  readonly #port: SerialPort
  readonly #opened: Promise<void>

  /** @param path  the device's end, `PtyPair.devicePath` */
  constructor(path: string) {
    this.#port = new SerialPort({ path, baudRate: 115_200, autoOpen: false, hupcl: false })
    this.#port.on('error', () => undefined)
    this.#port.on('data', () => undefined)
    this.#opened = new Promise((resolve, reject) => {
      this.#port.open((error) => (error ? reject(error) : resolve()))
    })
    this.#opened.catch(() => undefined)
  }

  /** Reads one barcode. Answers when its bytes are on the cable. */
  scan(code: string, dress: ScanDress = {}): Promise<void> {
    return this.raw(Buffer.from(dressed(code, dress)))
  }

  /** Reads many barcodes faster than a hand can, in one piece. */
  burst(codes: readonly string[], dress: ScanDress = {}): Promise<void> {
    return this.raw(Buffer.from(codes.map((code) => dressed(code, dress)).join('')))
  }

  /** Sends bytes as they are: noise, half a code, a scanner set up wrongly. */
  async raw(bytes: Uint8Array): Promise<void> {
    await this.#opened
    await new Promise<void>((resolve, reject) => {
      this.#port.write(Buffer.from(bytes), (error) => {
        if (error) reject(error)
        else this.#port.drain((error) => (error ? reject(error) : resolve()))
      })
    })
  }

  /** Leaves the cable. */
  async close(): Promise<void> {
    await this.#opened.catch(() => undefined)
    if (!this.#port.isOpen) return
    await new Promise<void>((resolve) => this.#port.close(() => resolve()))
  }
}

function dressed(code: string, dress: ScanDress): string {
  return `${dress.aim ?? ''}${code}${dress.suffix ?? '\r'}`
}
