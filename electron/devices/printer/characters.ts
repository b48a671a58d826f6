/**
 * What a printer can write. A code page gives the bytes 80 to FF a character each; 20 to 7E are ASCII in
 * all of them. A table here answers a character's byte, or 0 where the page has none.
 *
 * Text stays one byte a character. A line with a character that no page of the printer has is printed as a
 * picture where our own letters have it (`line-image.ts`); else the character becomes its plain letter
 * (é → e, Ł → L, by Unicode decomposition and a short list), and if there is none, `?`.
 */
import iconv from 'iconv-lite'

/** One character set of a printer, chosen with ESC t. */
export type CodePage = {
  /** The printer's number for it; makers differ above 5. */
  readonly number: number
  /** Its name in iconv-lite. */
  readonly encoding: string
  /** The byte of each UTF-16 code, 0 for none. */
  readonly byteOf: Uint8Array
}

const QUESTION_MARK = 0x3f

/**
 * Makes the table of a code page.
 * @param encoding  a name `iconv-lite` knows, "cp437"
 */
export function codePage(number: number, encoding: string): CodePage {
  const byteOf = new Uint8Array(0x10000)
  for (let byte = 0x20; byte <= 0x7e; byte++) byteOf[byte] = byte
  for (let byte = 0x80; byte <= 0xff; byte++) {
    const character = iconv.decode(Buffer.from([byte]), encoding)
    const code = character.charCodeAt(0)
    // C1 controls and the replacement character mean that the page leaves this byte empty.
    const empty = character.length !== 1 || code < 0xa1 || code === 0xad || code === 0xfffd
    if (!empty) byteOf[code] = byte
  }
  return { number, encoding, byteOf }
}

/** The first page that has every character of the text, starting with the page already chosen. */
export function pageFor(text: string, chosen: CodePage, pages: readonly CodePage[]): CodePage {
  if (canWrite(text, chosen)) return chosen
  return pages.find((page) => canWrite(text, page)) ?? mostOf(text, pages, chosen)
}

/** The one byte that stands for a character: never a control byte, whatever comes in. */
export function byteFor(code: number, page: CodePage): number {
  const byte = page.byteOf[code] ?? 0
  return byte !== 0 ? byte : plainByte(code, page)
}

/**
 * A text as characters of the page alone, one for one: what the page lacks is replaced as `byteFor` says.
 * For encoders that take text instead of bytes.
 */
export function writableIn(text: string, page: CodePage): string {
  let out = ''
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    const byte = page.byteOf[code] ?? 0
    out +=
      byte !== 0 ? text.charAt(i) : iconv.decode(Buffer.from([byteFor(code, page)]), page.encoding)
  }
  return out
}

/** True when the page has every character of the text. */
export function canWrite(text: string, page: CodePage): boolean {
  for (let i = 0; i < text.length; i++) {
    if (page.byteOf[text.charCodeAt(i)] === 0) return false
  }
  return true
}

/** No page has them all: the one that has most, so that the fewest letters change. */
function mostOf(text: string, pages: readonly CodePage[], chosen: CodePage): CodePage {
  let best = chosen
  let bestCount = countOf(text, chosen)
  for (const page of pages) {
    const count = countOf(text, page)
    if (count > bestCount) [best, bestCount] = [page, count]
  }
  return best
}

function countOf(text: string, page: CodePage): number {
  let count = 0
  for (let i = 0; i < text.length; i++) if (page.byteOf[text.charCodeAt(i)] !== 0) count += 1
  return count
}

function plainByte(code: number, page: CodePage): number {
  const character = String.fromCharCode(code)
  const plain = PLAIN.get(character) ?? character.normalize('NFKD').charAt(0)
  const byte = page.byteOf[plain.charCodeAt(0)] ?? 0
  return byte === 0 ? QUESTION_MARK : byte
}

/** Letters and signs that Unicode does not take apart, and what a reader takes them for. */
const PLAIN: ReadonlyMap<string, string> = new Map(
  Object.entries({
    Ł: 'L',
    ł: 'l',
    Ø: 'O',
    ø: 'o',
    Đ: 'D',
    đ: 'd',
    Ð: 'D',
    ð: 'd',
    Þ: 'T',
    þ: 't',
    Æ: 'A',
    æ: 'a',
    ß: 's',
    ẞ: 'S',
    ı: 'i',
    Ħ: 'H',
    ħ: 'h',
    '€': 'E',
    '£': 'L',
    '¥': 'Y',
    '©': 'C',
    '§': 'S',
    '¶': 'P',
    '®': 'R',
    '×': 'x',
    '÷': '/',
    '•': '*',
    '·': '.',
    '«': '<',
    '»': '>',
    '‹': '<',
    '›': '>',
    '¡': '!',
    '¿': '?',
    '¦': '|',
    '←': '<',
    '→': '>',
    '⁄': '/',
  }),
)
