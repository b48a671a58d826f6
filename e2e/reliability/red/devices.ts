import type { Red } from './red'

const SCANNING = 'electron/scanner-faults.pty.test.ts'
const PRINTING = 'electron/devices/printer/printer-faults.pty.test.ts'
const FRAMING = 'electron/devices/scanner/framing.ts'
const SCANNER = 'electron/devices/scanner/serial-scanner.ts'
const ROUTER = 'electron/till/scan-router.ts'
const DRIVER = 'electron/devices/printer/driver.ts'
const STATUS = 'electron/devices/printer/status.ts'

/** What keeps scanners and printers honest, B1 to B16 and H1 to H16. */
export const REDS: readonly Red[] = [
  scan('B1', 'half a code is dropped with its cable', SCANNER, {
    from: 'this.#framer = new Framer(this.framing)',
    to: 'void 0',
    and: [{ file: SCANNER, from: 'else this.#hear(this.#framer.silence())', to: 'else void 0' }],
  }),
  scan('B2', 'a device is known by its own name', 'electron/devices/wire/whereabouts.ts', {
    from: '=== target) this.#ownName = ownName',
    to: '=== target) void 0',
  }),
  scan('B3', 'silence ends a code', SCANNER, {
    from: 'else this.#hear(this.#framer.silence())',
    to: 'else void 0',
  }),
  scan('B4', 'an end character ends a code', FRAMING, {
    from: '(byte === CR || byte === LF)',
    to: 'byte === LF',
  }),
  scan('B5', 'half a code is given up', FRAMING, {
    from: "this.#end(isWhole ? null : 'unfinished')",
    to: 'null',
  }),
  scan('B6', 'a code has a longest length', FRAMING, {
    from: "else this.#flaw = 'too-long'",
    to: 'else void 0',
  }),
  scan('B7', 'a code has a longest length', FRAMING, {
    from: "else this.#flaw = 'too-long'",
    to: 'else void 0',
  }),
  scan('B8', 'control characters spoil a code', FRAMING, {
    from: "if (isControl(byte)) this.#flaw ??= 'control-character'",
    to: '',
  }),
  scan('B9', 'the separator of GS1 is kept', FRAMING, { from: ' && byte !== GS)', to: ')' }),
  scan('B10', 'bytes must be UTF-8', FRAMING, { from: 'fatal: true', to: 'fatal: false' }),
  scan('B11', 'its Enter is swallowed', 'electron/devices/scanner/wedge.ts', {
    from: 'return { ...SWALLOW, heard: meaningOf(burst, start) }',
    to: 'return { ...PASS, heard: meaningOf(burst, start) }',
  }),
  scan('B12', 'one reading counts once', 'electron/till/same-reading.ts', {
    from: 'gap > this.withinMs',
    to: 'gap >= 0',
  }),
  scan('B13', 'a bounded queue', ROUTER, {
    from: 'this.#waiting.length >= QUEUE_MAX',
    to: 'this.#waiting.length < 0',
  }),
  scan('B14', 'no scan where none is used', ROUTER, {
    from: "case 'dialog':\n        return NOT_USED_HERE",
    to: "case 'dialog':",
  }),
  scan('B15', 'no command inside a code', FRAMING, {
    from: 'return (byte < 0x20 && byte !== GS) || byte === 0x7f',
    to: 'return byte === 0x7f',
    and: [{ file: FRAMING, from: 'fatal: true', to: 'fatal: false' }],
  }),
  scan('B16', 'bad frames are counted', SCANNER, {
    from: 'export const BAD_FRAMES_MAX = 20',
    to: 'export const BAD_FRAMES_MAX = 20_000',
  }),

  print('H1', 'the printer is asked first', DRIVER, {
    from: "if (before && !isOneWay) return { outcome: 'not-printed', code: before }",
    to: '',
  }),
  print('H2', 'only its own word is printed', DRIVER, {
    from: 'if (problem === null) return',
    to: "if (problem !== 'no-answer') return",
  }),
  print('H3', 'the near-end sensor is read', STATUS, {
    from: 'paperLow: has(paper, 0x0c)',
    to: 'paperLow: has(paper, 0x60)',
  }),
  print('H4', 'an open cover stops the job', STATUS, {
    from: "if (bits.coverOpen) return 'cover-open'",
    to: '',
  }),
  print('H5', 'what is left behind is ended first', DRIVER, {
    from: 'if (this.#leftoverMs !== null || this.#marks.unsettled) {',
    to: 'if (this.#marks.hopeless) {',
  }),
  print('H6', 'what is left behind is ended first', DRIVER, {
    from: 'if (this.#leftoverMs !== null || this.#marks.unsettled) {',
    to: 'if (this.#marks.hopeless) {',
  }),
  print('H7', 'a jam is trouble', STATUS, {
    from: "if (bits.cutter) return 'cutter-stuck'",
    to: '',
  }),
  print('H8', 'a hot head is trouble', STATUS, {
    from: "if (bits.healing) return 'too-hot'",
    to: '',
  }),
  print('H9', 'noise spoils the answers', DRIVER, {
    from: "if (mark.garbled()) return 'garbled-answers'",
    to: '',
  }),
  print('H10', 'the name of the job', 'electron/devices/printer/marks.ts', {
    from: 'this.#ids.has(id) && ',
    to: '',
  }),
  print('H11', 'the name of the job', 'electron/devices/printer/marks.ts', {
    from: 'this.#ids.has(id) && ',
    to: 'this.#ids.size > 0 && ',
  }),
  print('H12', 'silence is not yes', DRIVER, {
    from: "return passed() ? null : (problem ?? 'no-answer')",
    to: 'return null',
  }),
  print('H13', 'a write waits for the device', 'electron/devices/wire/serial.ts', {
    from: 'port.write(Buffer.from(bytes), (error) => {',
    to: 'port.write(Buffer.from(bytes).subarray(0, 60), (error) => {',
  }),
  print('H14', 'one pulse for one reason', DRIVER, {
    from: 'encodePulse(this.#model))',
    to: 'joined(encodePulse(this.#model), encodePulse(this.#model)))',
  }),
  print('H15', 'silence of the drawer is not open', DRIVER, {
    from: "return { outcome: 'unknown', code: 'drawer-no-answer' }",
    to: "return { outcome: 'pulsed' }",
  }),
  print('H16', 'a printer is known by its number', 'electron/devices/printer/status-asker.ts', {
    from: "if (!isSwapped || status.condition !== 'ready')",
    to: 'if (!isSwapped || status.drawerLevel)',
  }),
]

type Change = Pick<Red, 'from' | 'to' | 'and'>

function scan(id: string, without: string, file: string, change: Change): Red {
  return { id, without, file, ...change, test: SCANNING, title: `[${id}]` }
}

function print(id: string, without: string, file: string, change: Change): Red {
  return { id, without, file, ...change, test: PRINTING, title: `[${id}]` }
}
