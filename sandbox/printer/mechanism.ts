/**
 * The inside of the virtual printer: a receive buffer, real-time answers beside it, and the orders
 * carried out one by one as long as nothing is wrong. It knows neither wires nor files.
 */
import type { PrinterCondition } from './condition'
import { isOffline, paperByte, realTimeByte, statusReport, WELL } from './condition'
import type { PrinterFont } from './font'
import { EscPosParser, type PrinterOrder } from './parser'
import { Press, type PressedPaper } from './press'

/** What the mechanism tells the outside. */
export type MechanismEvents = {
  /** Bytes for the computer. */
  readonly send: (bytes: Uint8Array) => void
  /** A piece of paper was cut off. */
  readonly onPaper: (paper: PressedPaper) => void
  /** The drawer was told to open. */
  readonly onPulse?: () => void
  /** Runs something after a wait; for the printer's slowness. */
  readonly after: (ms: number, run: () => void) => void
}

/** A receipt printer without its cable. */
export class PrinterMechanism {
  readonly press: Press
  readonly #parser = new EscPosParser()
  readonly #events: MechanismEvents
  #condition = WELL
  #buffer: number[] = []
  #recent: number[] = []
  #reports = false
  #resting = false
  #silent = false
  #on = true
  #lineMs = 0
  #loseBytes = 0
  #loseAfter = 0
  #linesUntilOut = Infinity
  #linesUntilPowerCycle = Infinity
  #linesUntilSilent = Infinity
  #jamAtCut = false

  constructor(width: number, font: PrinterFont, events: MechanismEvents) {
    this.#events = events
    this.press = new Press(width, font, events.onPaper)
  }

  get condition(): PrinterCondition {
    return this.#condition
  }

  /** Bytes waiting to be carried out. */
  get bufferedBytes(): number {
    return this.#buffer.length
  }

  /** Bytes from the computer. */
  receive(bytes: Uint8Array): void {
    if (!this.#on) return
    for (const byte of bytes) {
      if (this.#loseAfter > 0) {
        this.#loseAfter -= 1
      } else if (this.#loseBytes > 0) {
        this.#loseBytes -= 1
        continue
      }
      this.#buffer.push(byte)
      this.#hearRealTime(byte)
    }
    this.#work()
  }

  /** Turns a knob: paper, cover, cutter, heat, drawer. */
  set(change: Partial<PrinterCondition>): void {
    this.#condition = { ...this.#condition, ...change }
    this.#report()
    this.#work()
  }

  /** The roll ends after so many more lines. */
  runOutAfter(lines: number): void {
    this.#linesUntilOut = lines
  }

  /** The power fails after so many more lines, and comes back at once. */
  powerCycleAfter(lines: number): void {
    this.#linesUntilPowerCycle = lines
  }

  /** It falls silent after so many more lines, and prints on. */
  silenceAfter(lines: number): void {
    this.#linesUntilSilent = lines
  }

  /** The next cut jams the cutter. */
  jamAtCut(): void {
    this.#jamAtCut = true
  }

  /** A printer that prints and never answers, as over a one-way cable. */
  setSilent(silent: boolean): void {
    this.#silent = silent
  }

  /** How long each line takes; 0 is at once. */
  setSlow(lineMs: number): void {
    this.#lineMs = lineMs
  }

  /** So many bytes vanish on the way, as on a cable without handshake; after so many that arrive. */
  loseBytes(count: number, after = 0): void {
    this.#loseBytes = count
    this.#loseAfter = after
  }

  /** Off and on again: everything not yet on paper is gone, and so are all settings. */
  powerCycle(): void {
    this.powerOff()
    this.powerOn()
  }

  /** Off: nothing is heard, nothing answered. */
  powerOff(): void {
    this.#on = false
    this.#buffer = []
    this.#recent = []
    this.#reports = false
    this.#parser.reset()
    this.press.reset()
  }

  powerOn(): void {
    this.#on = true
  }

  /** Says bytes nobody asked for: noise, or the answer to an older job. */
  say(bytes: Uint8Array): void {
    if (this.#on && !this.#silent) this.#events.send(bytes)
  }

  /** DLE commands are obeyed the moment they arrive, even when offline. */
  #hearRealTime(byte: number): void {
    this.#recent.push(byte)
    if (this.#recent.length > 10) this.#recent.shift()
    const [a, b, n] = this.#recent.slice(-3)
    if (a === 0x10 && b === 0x04 && n !== undefined && n >= 1 && n <= 4) {
      this.say(Uint8Array.of(realTimeByte(n, this.#condition)))
    }
    const [dle, dc4, fn, pin, time] = this.#recent.slice(-5)
    if (dle === 0x10 && dc4 === 0x14 && fn === 1 && (pin === 0 || pin === 1) && time) this.#pulse()
    if (CLEAR_BUFFER.every((value, i) => this.#recent[i] === value)) this.#clear()
  }

  #clear(): void {
    this.#buffer = []
    this.#parser.reset()
    this.press.reset()
    this.say(Uint8Array.of(0x37, 0x25, 0))
  }

  #work(): void {
    while (!this.#resting && this.#on && !isOffline(this.#condition)) {
      const byte = this.#buffer.shift()
      if (byte === undefined) return
      const order = this.#parser.push(byte)
      if (order) this.#carryOut(order)
    }
  }

  #carryOut(order: PrinterOrder): void {
    if (order.type === 'command' && order.name === 'GS V' && this.#jamAtCut) {
      this.#jamAtCut = false
      return this.set({ cutterStuck: true })
    }
    if (order.type === 'command') this.#answer(order.name, order.bytes)
    if (this.press.take(order) === 'line') this.#lineDone()
  }

  #lineDone(): void {
    this.#linesUntilSilent -= 1
    if (this.#linesUntilSilent === 0) this.setSilent(true)
    this.#linesUntilPowerCycle -= 1
    if (this.#linesUntilPowerCycle === 0) this.powerCycle()
    this.#linesUntilOut -= 1
    if (this.#linesUntilOut <= 0) {
      this.#linesUntilOut = Infinity
      this.set({ paper: 'out' })
    }
    if (this.#lineMs === 0) return
    this.#resting = true
    this.#events.after(this.#lineMs, () => {
      this.#resting = false
      this.#work()
    })
  }

  /** Commands that the printer answers, or that act on more than the paper. */
  #answer(name: string, bytes: readonly number[]): void {
    switch (name) {
      case 'ESC @':
        this.#reports = false
        return
      case 'ESC p':
        return this.#pulse()
      case 'GS a':
        this.#reports = bytes[2] !== 0
        return this.#report()
      case 'GS r': {
        const drawer = bytes[2] === 2 || bytes[2] === 0x32
        const open = this.#condition.drawerOpen ? 1 : 0
        return this.say(Uint8Array.of(drawer ? open : paperByte(this.#condition)))
      }
      case 'GS I':
        return this.say(Uint8Array.from(Buffer.from('_VIRTUAL\0', 'latin1')))
      case 'GS (':
        // GS ( H, function 48: the process id comes back once everything before it is printed.
        if (bytes[2] === 0x48 && bytes[5] === 0x30) {
          this.say(Uint8Array.of(0x37, 0x22, ...bytes.slice(7, 11), 0))
        }
        return
      default:
    }
  }

  #pulse(): void {
    this.press.drawerPulses += 1
    this.#events.onPulse?.()
    this.set({ drawerOpen: true })
  }

  #report(): void {
    if (this.#reports) this.say(Uint8Array.from(statusReport(this.#condition)))
  }
}

/** DLE DC4 08 01 03 14 01 06 02 08: clears the buffers. */
const CLEAR_BUFFER = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8]
