/**
 * Reads ESC/POS as a printer does: byte by byte, keeping what is not whole yet. Written from the
 * command reference and not from the program's own encoder, so that each checks the other.
 *
 * A command is a lead byte (DLE 10, ESC 1B, FS 1C, GS 1D), a second byte, and as many more as the command
 * says, some of them a length. Everything else is a character (20–7E, 80–FF), LF (0A) or a control byte
 * without meaning here.
 */

/** What the printer is told to do, one at a time. */
export type PrinterOrder =
  | { readonly type: 'character'; readonly byte: number }
  | { readonly type: 'line-feed' }
  | { readonly type: 'control'; readonly byte: number }
  | { readonly type: 'command'; readonly name: string; readonly bytes: readonly number[] }
  | { readonly type: 'unknown'; readonly bytes: readonly number[] }

/** The end of a command whose length is not known yet. */
const NOT_KNOWN = null

/** A parser with its unfinished command. */
export class EscPosParser {
  #pending: number[] = []

  /** Takes one byte; answers an order when one is whole. */
  push(byte: number): PrinterOrder | null {
    if (this.#pending.length === 0 && !LEADS.has(byte)) return single(byte)
    this.#pending.push(byte)
    const command = commandOf(this.#pending)
    if (command === NOT_KNOWN) return null
    if (command.length !== 0 && this.#pending.length < command.length) return null
    const bytes = this.#pending
    this.#pending = []
    return command.name === ''
      ? { type: 'unknown', bytes }
      : { type: 'command', name: command.name, bytes }
  }

  /** True when a command has begun and not ended. */
  get inside(): boolean {
    return this.#pending.length > 0
  }

  /** Forgets the unfinished command, as a power cut does. */
  reset(): void {
    this.#pending = []
  }
}

/** Reads whole bytes at once; an unfinished command at the end is left out. */
export function parseEscPos(bytes: Uint8Array): readonly PrinterOrder[] {
  const parser = new EscPosParser()
  const orders: PrinterOrder[] = []
  for (const byte of bytes) {
    const order = parser.push(byte)
    if (order) orders.push(order)
  }
  return orders
}

const LEADS: ReadonlySet<number> = new Set([0x10, 0x1b, 0x1c, 0x1d])

function single(byte: number): PrinterOrder {
  if (byte === 0x0a) return { type: 'line-feed' }
  const control = byte < 0x20 || byte === 0x7f
  return control ? { type: 'control', byte } : { type: 'character', byte }
}

/** The command that begins so, with its whole length; an empty name is one nobody knows. */
function commandOf(
  bytes: readonly number[],
): { readonly name: string; readonly length: number } | null {
  const [lead = 0, second] = bytes
  if (second === undefined) return NOT_KNOWN
  const key = (lead << 8) | second
  const fixed = FIXED.get(key)
  if (fixed) return { name: fixed[0], length: fixed[1] }
  const sized = SIZED.get(key)
  if (!sized) return { name: '', length: 2 }
  const length = sized[1](bytes)
  return length === null ? NOT_KNOWN : { name: sized[0], length }
}

/** Commands of one length: name and all its bytes. */
const FIXED: ReadonlyMap<number, readonly [string, number]> = new Map([
  [0x1004, ['DLE EOT', 3]],
  [0x1005, ['DLE ENQ', 3]],
  [0x1b20, ['ESC SP', 3]],
  [0x1b21, ['ESC !', 3]],
  [0x1b2d, ['ESC -', 3]],
  [0x1b32, ['ESC 2', 2]],
  [0x1b33, ['ESC 3', 3]],
  [0x1b3d, ['ESC =', 3]],
  [0x1b40, ['ESC @', 2]],
  [0x1b45, ['ESC E', 3]],
  [0x1b47, ['ESC G', 3]],
  [0x1b4a, ['ESC J', 3]],
  [0x1b4d, ['ESC M', 3]],
  [0x1b52, ['ESC R', 3]],
  [0x1b61, ['ESC a', 3]],
  [0x1b64, ['ESC d', 3]],
  [0x1b70, ['ESC p', 5]],
  [0x1b74, ['ESC t', 3]],
  [0x1b7b, ['ESC {', 3]],
  [0x1c26, ['FS &', 2]],
  [0x1c2e, ['FS .', 2]],
  [0x1d21, ['GS !', 3]],
  [0x1d42, ['GS B', 3]],
  [0x1d48, ['GS H', 3]],
  [0x1d49, ['GS I', 3]],
  [0x1d4c, ['GS L', 4]],
  [0x1d57, ['GS W', 4]],
  [0x1d61, ['GS a', 3]],
  [0x1d66, ['GS f', 3]],
  [0x1d68, ['GS h', 3]],
  [0x1d72, ['GS r', 3]],
  [0x1d77, ['GS w', 3]],
])

type LengthOf = (bytes: readonly number[]) => number | null

/** Commands that say their own length; `null` while the bytes that say it are not here. */
const SIZED: ReadonlyMap<number, readonly [string, LengthOf]> = new Map<
  number,
  readonly [string, LengthOf]
>([
  [0x1014, ['DLE DC4', realTimeLength]],
  [0x1d28, ['GS (', ([, , , low, high]) => (high === undefined ? null : 5 + word(low, high))]],
  [0x1d56, ['GS V', ([, , m]) => (m === undefined ? null : m === 0x41 || m === 0x42 ? 4 : 3)]],
  [0x1d6b, ['GS k', barcodeLength]],
  [
    0x1d76,
    ['GS v', ([, , , , a, b, c, d]) => (d === undefined ? null : 8 + word(a, b) * word(c, d))],
  ],
])

function realTimeLength([, , fn]: readonly number[]): number | null {
  if (fn === undefined) return null
  return fn === 8 ? 10 : 5
}

/** GS k m: up to 06 the data ends in NUL; from 41 a byte says how much there is. */
function barcodeLength(bytes: readonly number[]): number | null {
  const [, , m, n] = bytes
  if (m === undefined) return null
  if (m >= 0x41) return n === undefined ? null : 4 + n
  return bytes.length > 3 && bytes.at(-1) === 0 ? bytes.length : null
}

function word(low = 0, high = 0): number {
  return low | (high << 8)
}
