import { SerialPort } from 'serialport'

/** What a scanner puts around a code. */
export type ScanDress = {
  /** AIM identifier in front, such as `]E0`. */
  readonly aim?: string
  /** Set to STX … ETX: nothing follows the ETX unless a suffix is given. */
  readonly stx?: boolean
  /** End characters; CR when absent, as scanners are delivered. */
  readonly suffix?: string
}

/** Every way in which scanners are commonly set to send a code, by name. */
export const DRESSES: Readonly<Record<string, ScanDress>> = {
  CR: {},
  LF: { suffix: '\n' },
  'CR LF': { suffix: '\r\n' },
  ETX: { suffix: '\x03' },
  'STX ETX': { stx: true },
  'STX ETX CR LF': { stx: true, suffix: '\r\n' },
  'AIM, CR': { aim: ']E0' },
  'AIM, STX ETX': { aim: ']E0', stx: true },
  nothing: { suffix: '' },
  'AIM alone': { aim: ']E0', suffix: '' },
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

  /** Reads a barcode and loses the connection to its base half-way: no end comes. */
  half(code: string, dress: ScanDress = {}): Promise<void> {
    const whole = Buffer.from(dressed(code, { ...dress, suffix: '' }))
    return this.raw(whole.subarray(0, Math.ceil(whole.length / 2)))
  }

  /** Sends a code byte by byte, so many milliseconds apart. */
  async drip(code: string, gapMs: number, dress: ScanDress = {}): Promise<void> {
    for (const byte of Buffer.from(dressed(code, dress))) {
      await this.raw(Uint8Array.of(byte))
      await new Promise((resolve) => setTimeout(resolve, gapMs))
    }
  }

  /** What arrives when the port's speed is not the scanner's: the same bytes for the same seed. */
  noise(bytes: number, seed = 1): Promise<void> {
    let state = seed
    return this.raw(
      Uint8Array.from({ length: bytes }, () => {
        state = (Math.imul(state, 1_103_515_245) + 12_345) >>> 0
        // Framing errors at a wrong speed come out with the high bit set far more often than not.
        return (state >>> 24) | 0x80
      }),
    )
  }

  /** Reads the same barcode over and over, as a scanner that looks at a wall of packets. */
  flood(code: string, times: number, dress: ScanDress = {}): Promise<void> {
    return this.burst(Array<string>(times).fill(code), dress)
  }

  /** Sends bytes as they are: a scanner set up wrongly. */
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

function dressed(code: string, { aim = '', stx = false, suffix }: ScanDress): string {
  if (stx) return `\x02${aim}${code}\x03${suffix ?? ''}`
  return `${aim}${code}${suffix ?? '\r'}`
}
