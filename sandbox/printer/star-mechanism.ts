/**
 * The inside of a virtual printer that speaks Star Line: text, QR codes, cuts, pulses, the status and the
 * counter of printed ETBs. Papers are text alone. Written from the command specification, not from the
 * program's own encoder.
 */
import type { PrinterCondition } from './condition'
import { isOffline, WELL } from './condition'
import { Plans } from './plans'

/** What it tells the outside. */
export type StarEvents = {
  readonly send: (bytes: Uint8Array) => void
  readonly onPaper: (text: string) => void
  readonly onPulse: () => void
  readonly after: (ms: number, run: () => void) => void
}

const RESTART_MS = 100

/** A Star printer without its cable. */
export class StarMechanism {
  readonly #events: StarEvents
  readonly #plans = new Plans()
  #condition = WELL
  #buffer: number[] = []
  #pending: number[] = []
  #recent: number[] = []
  #text: string[] = []
  #line = ''
  #qr = ''
  #afterCode = false
  #counter = 0
  #on = true
  #silent = false
  #loseBytes = 0
  #loseAfter = 0
  #jamAtCut = false

  constructor(events: StarEvents) {
    this.#events = events
  }

  get bufferedBytes(): number {
    return this.#buffer.length
  }

  /** Bytes from the computer. */
  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (!this.#on) return
      if (this.#loseAfter > 0) this.#loseAfter -= 1
      else if (this.#loseBytes > 0) {
        this.#loseBytes -= 1
        continue
      }
      this.#buffer.push(byte)
      this.#recent = [...this.#recent.slice(-2), byte]
      if (sameBytes(this.#recent, [0x1b, 0x06, 0x01])) this.#report()
      this.#work()
    }
  }

  set(change: Partial<PrinterCondition>): void {
    this.#condition = { ...this.#condition, ...change }
    this.#work()
  }

  runOutAfter(lines: number): void {
    this.#plans.add('line', lines, () => this.set({ paper: 'out' }))
  }

  /** The power fails after so many more lines: buffer and counter are gone. */
  powerCycleAfter(lines: number): void {
    this.#plans.add('line', lines, () => {
      this.powerCycle()
      this.#on = false
      this.#events.after(RESTART_MS, () => (this.#on = true))
    })
  }

  /** Something happens after so many more lines. */
  atLine(lines: number, happen: () => void): void {
    this.#plans.add('line', lines, happen)
  }

  /** Off and on again in no time: what arrives then is printed. */
  powerCycle(): void {
    this.#buffer = []
    this.#pending = []
    this.#line = ''
    this.#counter = 0
  }

  jamAtCut(): void {
    this.#jamAtCut = true
  }

  loseBytes(count: number, after = 0): void {
    this.#loseBytes = count
    this.#loseAfter = after
  }

  setSilent(silent: boolean): void {
    this.#silent = silent
  }

  /** Nine bytes: 23 06, then printer, error, buffer, paper, 00, the counter, 00. Star, automatic status. */
  #report(): void {
    if (this.#silent) return
    const { paper, coverOpen, cutterStuck, tooHot, drawerOpen } = this.#condition
    const printer = bit(drawerOpen, 4) | bit(isOffline(this.#condition), 8) | bit(coverOpen, 0x20)
    const error = bit(cutterStuck, 8) | bit(tooHot, 0x40)
    const roll = bit(paper !== 'ok', 4) | bit(paper === 'out', 8)
    const counter = ((this.#counter & 7) << 1) | ((this.#counter & 0x18) << 2)
    this.#events.send(Uint8Array.of(0x23, 0x06, printer, error, 0, roll, 0, counter, 0))
  }

  #work(): void {
    while (this.#on && !isOffline(this.#condition)) {
      const byte = this.#buffer.shift()
      if (byte === undefined) return
      this.#pending.push(byte)
      const length = lengthOf(this.#pending)
      if (length === null || this.#pending.length < length) continue
      const order = this.#pending
      this.#pending = []
      this.#carryOut(order)
    }
  }

  #carryOut(order: readonly number[]): void {
    const [first = 0, second = 0, third = 0] = order
    if (first === 0x0a) return this.#feed()
    if (first === 0x17) this.#counter = (this.#counter + 1) % 32
    if (first === 0x18) this.#line = ''
    if (first === 0x07 || first === 0x1a) this.#pulse()
    if (first >= 0x20 && first !== 0x7f) this.#line += String.fromCharCode(first)
    if (first !== 0x1b) return
    if (second === 0x40) this.#line = ''
    if (second === 0x64) this.#cut()
    if (second === 0x1e && third === 0x45) this.#counter = 0
    if (second !== 0x1d || third !== 0x79) return
    if (order[3] === 0x44) this.#qr = String.fromCharCode(...order.slice(8))
    if (order[3] !== 0x50) return
    this.#endLine(`[QR code: ${this.#qr}]`)
    this.#afterCode = true
  }

  /** A code stands on a line of its own, which the next line feed ends. */
  #feed(): void {
    if (this.#afterCode && this.#line === '') this.#afterCode = false
    else this.#endLine(this.#line)
  }

  #endLine(text: string): void {
    this.#text.push(text.trimEnd())
    this.#line = ''
    this.#afterCode = false
    this.#plans.pass('line')
  }

  #cut(): void {
    if (this.#jamAtCut) {
      this.#jamAtCut = false
      return this.set({ cutterStuck: true })
    }
    if (this.#line !== '') this.#endLine(this.#line)
    const text = this.#text.join('\n')
    this.#text = []
    if (text !== '') this.#events.onPaper(text)
  }

  #pulse(): void {
    this.#events.onPulse()
    this.set({ drawerOpen: true })
  }
}

/** How long the order is that begins so; null while that is not known. */
function lengthOf(order: readonly number[]): number | null {
  const [first, second, third, fourth] = order
  if (first !== 0x1b) return 1
  if (second === undefined) return null
  if (second === 0x1d || second === 0x1e) {
    if (third !== 0x79) return 4
    if (fourth === undefined) return null
    if (fourth === 0x53) return 6
    if (fourth !== 0x44) return 4
    return order.length < 8 ? null : 8 + (order[6] ?? 0) + (order[7] ?? 0) * 256
  }
  return LENGTHS.get(second) ?? 2
}

/** ESC with the second byte: all its bytes. */
const LENGTHS: ReadonlyMap<number, number> = new Map([
  [0x06, 3],
  [0x07, 4],
  [0x61, 3],
  [0x64, 3],
  [0x69, 4],
  [0x7a, 3],
])

function sameBytes(bytes: readonly number[], others: readonly number[]): boolean {
  return others.every((byte, i) => bytes[i] === byte)
}

function bit(on: boolean, mask: number): number {
  return on ? mask : 0
}
