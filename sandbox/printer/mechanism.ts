/**
 * The inside of the virtual printer: a receive buffer, real-time answers beside it, and the orders
 * carried out one by one as long as nothing is wrong. It knows neither wires nor files.
 */
import type { PrinterCondition } from './condition'
import { isOffline, paperByte, realTimeByte, statusReport, WELL } from './condition'
import type { PrinterFont } from './font'
import { EscPosParser, type PrinterOrder } from './parser'
import { Plans } from './plans'
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

/** What a printer says when it is asked who it is. */
export type PrinterNames = { readonly model: string; readonly serial: string }

/** A receipt printer without its cable. */
export class PrinterMechanism {
  readonly press: Press
  readonly #parser = new EscPosParser()
  readonly #events: MechanismEvents
  #condition = WELL
  #buffer: number[] = []
  #head = 0
  #recent: number[] = []
  #reports = false
  #resting = false
  #silent = false
  #on = true
  #lineMs = 0
  #loseBytes = 0
  #loseAfter = 0
  #bufferMax = Infinity
  #swallows = false
  #identity: PrinterNames = { model: 'VIRTUAL', serial: 'V000001' }
  #lateMs = 0
  #twist: (answer: Uint8Array) => Uint8Array = (answer) => answer
  readonly #plans = new Plans()
  #drawerReports = true
  #jamAtCut = false

  constructor(width: number, font: PrinterFont | null, events: MechanismEvents) {
    this.#events = events
    this.press = new Press(width, font, events.onPaper)
  }

  get condition(): PrinterCondition {
    return this.#condition
  }

  /** Bytes waiting to be carried out. */
  get bufferedBytes(): number {
    return this.#buffer.length - this.#head
  }

  /** Bytes from the computer. */
  receive(bytes: Uint8Array): void {
    for (const byte of bytes) {
      if (!this.#on) return
      if (this.#loseAfter > 0) {
        this.#loseAfter -= 1
      } else if (this.#loseBytes > 0) {
        this.#loseBytes -= 1
        continue
      }
      if (this.bufferedBytes < this.#bufferMax && !this.#swallows) this.#buffer.push(byte)
      this.#hearRealTime(byte)
      this.#work()
    }
  }

  /** Turns a knob: paper, cover, cutter, heat, drawer. */
  set(change: Partial<PrinterCondition>): void {
    this.#condition = { ...this.#condition, ...change }
    this.#report()
    this.#work()
  }

  /** The roll ends after so many more lines. */
  runOutAfter(lines: number): void {
    this.#plans.add('line', lines, () => this.set({ paper: 'out' }))
  }

  /** The roll ends when so many more bytes have been carried out, wherever in a command that is. */
  runOutAtByte(bytes: number): void {
    this.atByte(bytes, () => this.set({ paper: 'out' }))
  }

  /** Something happens when so many more bytes have been carried out. */
  atByte(bytes: number, happen: () => void): void {
    this.#plans.add('byte', bytes, happen)
  }

  /** Something happens after so many more lines. */
  atLine(lines: number, happen: () => void): void {
    this.#plans.add('line', lines, happen)
  }

  /** The power fails after so many more lines, and comes back as soon as such a printer has started again. */
  powerCycleAfter(lines: number): void {
    this.#plans.add('line', lines, () => this.#restart())
  }

  /** The same when so many more bytes have been carried out. */
  powerCycleAtByte(bytes: number): void {
    this.atByte(bytes, () => this.#restart())
  }

  /** It falls silent after so many more lines, and prints on. */
  silenceAfter(lines: number): void {
    this.#plans.add('line', lines, () => this.setSilent(true))
  }

  /** Room for so many bytes; what arrives without room is thrown away, as it is without a handshake. */
  setBuffer(bytes: number): void {
    this.#bufferMax = bytes
  }

  /** It takes everything, says that it is well, and prints nothing. */
  setSwallows(swallows: boolean): void {
    this.#swallows = swallows
  }

  /** The drawer's switch is broken, or its key is turned: a pulse changes nothing that can be seen. */
  setDrawerReports(reports: boolean): void {
    this.#drawerReports = reports
  }

  /** What it says when asked for model and serial number. */
  setIdentity(identity: PrinterNames): void {
    this.#identity = identity
  }

  /** Its answers take so long. */
  setLate(ms: number): void {
    this.#lateMs = ms
  }

  /** Its answers leave changed: garbled, without process ids, or with those of older jobs. */
  twistAnswers(twist: (answer: Uint8Array) => Uint8Array): void {
    this.#twist = twist
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
    this.#forget()
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
    if (!this.#on || this.#silent) return
    const twisted = this.#twist(bytes)
    if (twisted.length === 0) return
    if (this.#lateMs === 0) this.#events.send(twisted)
    else this.#events.after(this.#lateMs, () => this.#events.send(twisted))
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

  #restart(): void {
    this.powerOff()
    this.#events.after(RESTART_MS, () => this.powerOn())
  }

  #clear(): void {
    this.#forget()
    this.#parser.reset()
    this.press.reset()
    this.say(Uint8Array.of(0x37, 0x25, 0))
  }

  #work(): void {
    while (!this.#resting && this.#on && !isOffline(this.#condition)) {
      const byte = this.#nextByte()
      if (byte === undefined) return
      const order = this.#parser.push(byte)
      if (order) this.#carryOut(order)
      this.#plans.pass('byte')
    }
  }

  /** A long queue is not moved up for every byte. */
  #nextByte(): number | undefined {
    const byte = this.#buffer[this.#head]
    this.#head += 1
    if (this.#head < this.#buffer.length) return byte
    this.#forget()
    return byte
  }

  #forget(): void {
    this.#buffer = []
    this.#head = 0
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
    this.#plans.pass('line')
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
        return this.#sayWho(bytes[2] ?? 0)
      case 'GS (':
        // GS ( H, function 48: the process id comes back once everything before it is printed.
        if (bytes[2] === 0x48 && bytes[5] === 0x30) {
          this.say(Uint8Array.of(0x37, 0x22, ...bytes.slice(7, 11), 0))
        }
        return
      default:
    }
  }

  /** GS I: 43 model, 44 serial number; 5F text 00. */
  #sayWho(n: number): void {
    const { model, serial } = this.#identity
    const text = n === 0x44 ? serial : model
    this.say(Uint8Array.from(Buffer.from(`_${text}\0`, 'latin1')))
  }

  #pulse(): void {
    this.press.drawerPulses += 1
    this.#events.onPulse?.()
    if (this.#drawerReports) this.set({ drawerOpen: true })
  }

  #report(): void {
    if (this.#reports) this.say(Uint8Array.from(statusReport(this.#condition)))
  }
}

/** Short for a printer that starts; long enough to lose what arrives meanwhile. */
const RESTART_MS = 100

/** DLE DC4 08 01 03 14 01 06 02 08: clears the buffers. */
const CLEAR_BUFFER = [0x10, 0x14, 8, 1, 3, 20, 1, 6, 2, 8]
