/**
 * Reads the bytes of a print job back, for ESC/POS and for Star. Written from the command references; it
 * shares nothing with the encoders or with the sandbox's printer, and takes the output of other encoders too.
 * A byte that begins no command it knows is `strange`.
 */
import iconv from 'iconv-lite'

/** What a job says. */
export type PaperRead = {
  /** Text of each line; a move to the right within the line counts as one space. */
  readonly lines: readonly string[]
  /** Bytes of each line as sent. */
  readonly lineBytes: readonly (readonly number[])[]
  /** Commands in order, as hexadecimal, without the data they carry. */
  readonly commands: readonly string[]
  readonly qrs: readonly string[]
  /** "code128 R42", "ean13 400638133393". */
  readonly bars: readonly string[]
  readonly pictures: readonly { readonly width: number; readonly height: number }[]
  /** Code pages chosen, by number. */
  readonly pages: readonly number[]
  readonly cuts: number
  readonly pulses: number
  /** Text bytes that are no character of the page chosen, and bytes of no command. */
  readonly strange: readonly string[]
}

/** The language of a job. */
export type Language = 'esc-pos' | 'star'

/**
 * Reads a job.
 * @param pages  names of the printer's code pages by number
 */
export function readPaper(
  job: Uint8Array,
  language: Language,
  pages: ReadonlyMap<number, string>,
): PaperRead {
  const reader = new Reader(job, language, pages)
  reader.run()
  return reader
}

class Reader implements PaperRead {
  readonly lines: string[] = []
  readonly lineBytes: number[][] = []
  readonly commands: string[] = []
  readonly qrs: string[] = []
  readonly bars: string[] = []
  readonly pictures: { width: number; height: number }[] = []
  readonly pages: number[] = []
  readonly strange: string[] = []
  cuts = 0
  pulses = 0
  readonly #job: Uint8Array
  readonly #star: boolean
  readonly #names: ReadonlyMap<number, string>
  #at = 0
  #line = ''
  #bytes: number[] = []
  #qr = ''
  #page = 'cp437'

  constructor(job: Uint8Array, language: Language, names: ReadonlyMap<number, string>) {
    this.#job = job
    this.#star = language === 'star'
    this.#names = names
  }

  run(): void {
    while (this.#at < this.#job.length) {
      const byte = this.#byte(0)
      if (byte === 0x0a) this.#endLine()
      else if (byte >= 0x20 && byte !== 0x7f) this.#character(byte)
      else if (this.#star) this.#starCommand(byte)
      else this.#escPosCommand(byte)
    }
    if (this.#bytes.length > 0) this.#endLine()
  }

  #character(byte: number): void {
    const character = charactersOf(this.#page)[byte] ?? ''
    const code = character.codePointAt(0) ?? 0
    const control = code < 0x20 || (code >= 0x7f && code <= 0x9f) || code === 0xfffd
    if (control) this.strange.push(`text ${hex([byte])} in ${this.#page}`)
    this.#line += character
    this.#bytes.push(byte)
    this.#at += 1
  }

  #endLine(): void {
    this.lines.push(this.#line)
    this.lineBytes.push(this.#bytes)
    this.#line = ''
    this.#bytes = []
    this.#at += 1
  }

  #escPosCommand(lead: number): void {
    const key = (lead << 8) | this.#byte(1)
    const n = this.#byte(2)
    const fixed = ESC_POS_LENGTHS.get(key)
    if (fixed !== undefined) this.#take(fixed)
    else if (key === 0x1c43) this.#take(3)
    else if (key === 0x1d56) this.#take(n === 0x41 || n === 0x42 ? 4 : 3)
    else if (key === 0x1d28) return this.#parenthesis()
    else if (key === 0x1d38) return this.#graphics(this.#word(3) + this.#word(5) * 65536 + 7, 7)
    else if (key === 0x1d6b) return this.#escPosBars(n)
    else if (key === 0x1d76) return this.#raster()
    else return this.#unknown()
    if (key === 0x1b74) this.#choosePage(n)
    if (key === 0x1d56) this.cuts += 1
    if (key === 0x1b70) this.pulses += 1
    if (key === 0x1b24 || key === 0x1b5c) this.#space()
  }

  /** GS ( x pL pH …: k is a QR code, L a picture, everything else a setting. */
  #parenthesis(): void {
    const length = 5 + this.#word(3)
    const [kind, fn] = [this.#byte(2), this.#byte(6)]
    if (kind !== 0x6b || this.#byte(5) !== 0x31) return void this.#take(length)
    if (fn === 0x50) {
      this.#qr = latin(this.#job.slice(this.#at + 8, this.#at + length))
      return void this.#take(length, 8)
    }
    this.#take(length)
    if (fn === 0x51) this.qrs.push(this.#qr)
  }

  #graphics(length: number, head: number): void {
    const at = this.#at + head
    const [width, height] = [this.#wordAt(at + 6), this.#wordAt(at + 8)]
    if (this.#job[at + 1] === 0x70) this.pictures.push({ width, height })
    this.#take(length, head + 10)
  }

  #raster(): void {
    const [rowBytes, rows] = [this.#word(4), this.#word(6)]
    const data = this.#job.slice(this.#at + 8, this.#at + 8 + rowBytes * rows)
    this.#realTimeIn(data)
    this.pictures.push({ width: rowBytes * 8, height: rows })
    this.#take(8 + rowBytes * rows, 8)
  }

  /** Up to 06 the data ends in NUL, from 41 a byte says how long it is. */
  #escPosBars(m: number): void {
    if (m < 0x41) {
      const end = this.#job.indexOf(0, this.#at + 3)
      this.bars.push(`${BARS.get(m + 0x41) ?? ''} ${latin(this.#job.slice(this.#at + 3, end))}`)
      return void this.#take(end + 1 - this.#at, 3)
    }
    const data = this.#job.slice(this.#at + 4, this.#at + 4 + this.#byte(3))
    const text = m === 0x49 ? code128Text(data) : latin(data)
    this.bars.push(`${BARS.get(m) ?? ''} ${text}`)
    this.#take(4 + data.length, 4)
  }

  #starCommand(lead: number): void {
    if (lead === 0x18 || lead === 0x0d) return void this.#take(1)
    if (lead !== 0x1b) return this.#unknown()
    const [second, third, fourth] = [this.#byte(1), this.#byte(2), this.#byte(3)]
    if (second === 0x1d && third === 0x79) return this.#starQr(fourth)
    if (second === 0x1d && third === 0x74) {
      this.#choosePage(fourth)
      return void this.#take(4)
    }
    if (second === 0x1d && (third === 0x61 || third === 0x50)) return void this.#take(4)
    if (second === 0x1e && third === 0x46) return void this.#take(4)
    if (second === 0x62) return this.#starBars()
    if (second === 0x58) return this.#starPicture()
    if (second === 0x07) {
      this.pulses += 1
      return void this.#take(5)
    }
    const length = STAR_LENGTHS.get(second)
    if (length === undefined) return this.#unknown()
    if (second === 0x64) this.cuts += 1
    this.#take(length)
  }

  #starQr(kind: number): void {
    if (kind === 0x53) return void this.#take(6)
    if (kind === 0x50) {
      this.qrs.push(this.#qr)
      return void this.#take(4)
    }
    const length = this.#word(6)
    this.#qr = latin(this.#job.slice(this.#at + 8, this.#at + 8 + length))
    this.#take(8 + length, 8)
  }

  #starBars(): void {
    const end = this.#job.indexOf(0x1e, this.#at + 6)
    const name = STAR_BARS.get(this.#byte(2)) ?? ''
    this.bars.push(`${name} ${latin(this.#job.slice(this.#at + 6, end))}`)
    this.#take(end + 1 - this.#at, 6)
  }

  #starPicture(): void {
    const width = this.#word(2)
    const data = this.#job.slice(this.#at + 4, this.#at + 4 + width * 3)
    const found = data.find((byte) => STAR_SINGLE.has(byte))
    if (found !== undefined) this.strange.push(`picture ${hex([found])}`)
    this.pictures.push({ width, height: 24 })
    this.#take(4 + width * 3, 4)
    if (this.#byte(0) === 0x0a && this.#byte(1) === 0x0d) this.#at += 2
  }

  #realTimeIn(data: Uint8Array): void {
    data.forEach((byte, i) => {
      const next = data[i + 1] ?? 0
      if (byte === 0x10 && (next === 4 || next === 5 || next === 0x14)) {
        this.strange.push(`picture ${hex([byte, next])}`)
      }
      if (byte === 0x1d && next === 0x72) this.strange.push('picture 1d72')
    })
  }

  #choosePage(number: number): void {
    this.pages.push(number)
    this.#page = this.#names.get(number) ?? 'cp437'
    if (!this.#names.has(number)) this.strange.push(`code page ${number}`)
  }

  #space(): void {
    if (this.#line !== '' && !this.#line.endsWith(' ')) this.#line += ' '
  }

  #unknown(): void {
    this.strange.push(hex(this.#job.slice(this.#at, this.#at + 4)))
    this.#at += 1
  }

  #take(length: number, shown = length): void {
    if (this.#at + length > this.#job.length) this.strange.push('a command without its end')
    this.commands.push(hex(this.#job.slice(this.#at, this.#at + shown)))
    this.#at += length
  }

  #byte(offset: number): number {
    return this.#job[this.#at + offset] ?? 0
  }

  #word(offset: number): number {
    return this.#wordAt(this.#at + offset)
  }

  #wordAt(at: number): number {
    return (this.#job[at] ?? 0) | ((this.#job[at + 1] ?? 0) << 8)
  }
}

/** Code 128 as it is told to a printer: {A {B {C change the set, {{ is a brace, {1 FNC1. */
function code128Text(data: Uint8Array): string {
  let text = ''
  let set = 'B'
  for (let i = 0; i < data.length; i++) {
    const byte = data[i] ?? 0
    const next = String.fromCharCode(data[i + 1] ?? 0)
    if (byte === 0x7b && 'ABC'.includes(next)) {
      set = next
      i += 1
    } else if (byte === 0x7b && next === '{') {
      text += '{'
      i += 1
    } else text += set === 'C' ? String(byte).padStart(2, '0') : String.fromCharCode(byte)
  }
  return text
}

/** What each byte of a code page is, read from it once. */
const PAGES = new Map<string, readonly string[]>()

function charactersOf(page: string): readonly string[] {
  const known = PAGES.get(page)
  if (known) return known
  const characters = Array.from({ length: 256 }, (_, byte) =>
    iconv.decode(Buffer.from([byte]), page),
  )
  PAGES.set(page, characters)
  return characters
}

function latin(bytes: Uint8Array): string {
  return Buffer.from(bytes).toString('latin1')
}

function hex(bytes: Iterable<number>): string {
  return Buffer.from([...bytes]).toString('hex')
}

const BARS: ReadonlyMap<number, string> = new Map([
  [0x43, 'ean13'],
  [0x49, 'code128'],
])

const STAR_BARS: ReadonlyMap<number, string> = new Map([
  [3, 'ean13'],
  [6, 'code128'],
])

/** Bytes that are a command of Star on their own. */
const STAR_SINGLE: ReadonlySet<number> = new Set([4, 5, 6, 7, 0x17, 0x19, 0x1a, 0x1b, 0x1c])

const ESC_POS_LENGTHS: ReadonlyMap<number, number> = new Map([
  [0x1b20, 3],
  [0x1b21, 3],
  [0x1b24, 4],
  [0x1b2d, 3],
  [0x1b32, 2],
  [0x1b33, 3],
  [0x1b40, 2],
  [0x1b45, 3],
  [0x1b4a, 3],
  [0x1b4d, 3],
  [0x1b5c, 4],
  [0x1b61, 3],
  [0x1b64, 3],
  [0x1b70, 5],
  [0x1b74, 3],
  [0x1b7b, 3],
  [0x1c28, 7],
  [0x1c2d, 3],
  [0x1c2e, 2],
  [0x1c53, 4],
  [0x1d21, 3],
  [0x1d42, 3],
  [0x1d48, 3],
  [0x1d4c, 4],
  [0x1d57, 4],
  [0x1d61, 3],
  [0x1d68, 3],
  [0x1d72, 3],
  [0x1d77, 3],
])

const STAR_LENGTHS: ReadonlyMap<number, number> = new Map([
  [0x30, 2],
  [0x40, 2],
  [0x45, 2],
  [0x46, 2],
  [0x64, 3],
  [0x69, 4],
  [0x7a, 3],
])
