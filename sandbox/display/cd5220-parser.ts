/*
 * The CD5220 command set as a display understands it, read from its manual and not from the terminal's codec:
 * every command of the list is known here, also those the terminal never sends, so that a command hidden in a
 * text would be seen as one.
 *
 *   08 09 0A 0B 0D 0C 18     cursor left, right, down, home, to the left edge; clear all, clear line
 *   1B 11|12|13              writing modes          1B 40          initialise
 *   1B 51 41|42 … 0D         upper, lower line      1B 51 44 … 0D  scrolling line
 *   1B 5B one byte           cursor                 1B 6C x y      cursor to a place
 *   1B 57 s x1 x2 y          window                 1B 2A n        brightness
 *   1B 26 s n m …            own characters         1B 3F n        without it
 *   1B 25|5F|66|63|3D|73|64 n
 */

/** A command as it was understood. */
export type PoleCommand = { readonly name: string; readonly bytes: readonly number[] }

/** What a display holds: two lines of 20 bytes. */
export type PoleScreen = { readonly lines: readonly [Uint8Array, Uint8Array] }

const COLUMNS = 20
const ESC = 0x1b
const CR = 0x0d
const SPACE = 0x20

/** Single control bytes. */
const CONTROLS: Readonly<Record<number, string>> = {
  0x08: 'left',
  0x09: 'right',
  0x0a: 'down',
  0x0b: 'home',
  0x0d: 'left-edge',
  0x0c: 'clear',
  0x18: 'clear-line',
}

/** Commands behind ESC with the number of their arguments. */
const ESCAPES: Readonly<Record<number, readonly [name: string, count: number]>> = {
  0x11: ['overwrite-mode', 0],
  0x12: ['vertical-mode', 0],
  0x13: ['horizontal-mode', 0],
  0x40: ['initialise', 0],
  0x5b: ['cursor', 1],
  0x6c: ['place', 2],
  0x57: ['window', 4],
  0x2a: ['brightness', 1],
  0x3f: ['forget-character', 1],
  0x25: ['own-characters', 1],
  0x5f: ['cursor-shown', 1],
  0x66: ['national-characters', 1],
  0x63: ['character-table', 1],
  0x3d: ['device', 1],
  0x73: ['store', 1],
  0x64: ['recall', 1],
}

const STRINGS: Readonly<Record<number, string>> = {
  0x41: 'upper',
  0x42: 'lower',
  0x44: 'scroll',
}

/** Reads bytes as they come and keeps what a display would show. */
export class Cd5220Parser {
  readonly #upper = new Uint8Array(COLUMNS).fill(SPACE)
  readonly #lower = new Uint8Array(COLUMNS).fill(SPACE)
  #pending: number[] = []
  #at = 0
  /** Only clearing is understood after a string command. */
  #isString = false
  readonly #heard: (command: PoleCommand) => void

  /** @param heard  told of every command, in order; a printed character is `character` */
  constructor(heard: (command: PoleCommand) => void) {
    this.#heard = heard
  }

  /** What stands on the display now. */
  get screen(): PoleScreen {
    return { lines: [this.#upper.slice(), this.#lower.slice()] }
  }

  /** Takes bytes in any portions. */
  take(bytes: Uint8Array): void {
    for (const byte of bytes) {
      this.#pending.push(byte)
      const name = commandOf(this.#pending)
      if (name === null) continue
      const command = { name, bytes: this.#pending }
      this.#pending = []
      this.#do(command)
    }
  }

  #do(command: PoleCommand): void {
    this.#heard(command)
    const [first = SPACE] = command.bytes
    switch (command.name) {
      case 'initialise':
      case 'clear':
        this.#isString = false
        return this.#blank()
      case 'upper':
        return this.#line(this.#upper, command.bytes)
      case 'lower':
        return this.#line(this.#lower, command.bytes)
      case 'left-edge':
        this.#at -= this.#at % COLUMNS
        return
      case 'character':
        return this.#put(first)
    }
  }

  #blank(): void {
    this.#at = 0
    this.#upper.fill(SPACE)
    this.#lower.fill(SPACE)
  }

  #line(line: Uint8Array, bytes: readonly number[]): void {
    this.#isString = true
    line.fill(SPACE)
    line.set(bytes.slice(3, 3 + COLUMNS).filter((byte) => byte !== CR))
  }

  #put(byte: number): void {
    if (this.#isString) return
    const line = this.#at < COLUMNS ? this.#upper : this.#lower
    line[this.#at % COLUMNS] = byte
    this.#at = (this.#at + 1) % (2 * COLUMNS)
  }
}

/** The name of a whole command; null while bytes are missing. */
function commandOf(bytes: readonly number[]): string | null {
  const [first = 0, second, third] = bytes
  if (first !== ESC) return CONTROLS[first] ?? (first < SPACE ? 'unknown' : 'character')
  if (second === undefined) return null
  if (second === 0x51) return stringCommand(bytes, third)
  if (second === 0x26) return bytes.length < 5 ? null : ownCharacters(bytes)
  const known = ESCAPES[second]
  if (known === undefined) return 'unknown'
  return bytes.length < 2 + known[1] ? null : known[0]
}

function stringCommand(bytes: readonly number[], place: number | undefined): string | null {
  if (place === undefined) return null
  if (bytes.at(-1) !== CR) return null
  return STRINGS[place] ?? 'unknown'
}

function ownCharacters([, , , first = 0, last = 0, ...rest]: readonly number[]): string | null {
  return rest.length < 6 * Math.max(1, last - first + 1) ? null : 'define-characters'
}
