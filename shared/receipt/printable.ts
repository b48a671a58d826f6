/** Characters looked at; a name is cut long before that. */
const TEXT_MAX = 4096

/**
 * Text from outside (names, coupon titles) as characters that may stand on a receipt: after this every
 * character fills exactly one cell, so the paper, the window and the tests count the same columns.
 *
 * - white space of any kind becomes one space; other control characters (C0, DEL, C1) become `?`, so a
 *   hidden printer command is seen as what it is;
 * - bidirectional marks, zero-width characters and combining marks left after NFC disappear;
 * - typographic quotes, dashes and ligatures become what every printer has;
 * - writing systems without single-cell characters (Chinese, Arabic, emoji …) become `?`.
 *
 * Which of the remaining characters a printer has is the codec's business; it replaces one by one.
 */
export function printable(text: string): string {
  if (isPlain(text)) return text
  let out = ''
  for (const character of text.slice(0, TEXT_MAX).normalize('NFC')) out += cellsOf(character)
  return out
}

/** True for printable ASCII alone, the ordinary case and the only text a code may hold. */
export function isPlain(text: string): boolean {
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i)
    if (code < 0x20 || code > 0x7e) return false
  }
  return true
}

/** What one character becomes: nothing, itself, or a few plainer ones. */
function cellsOf(character: string): string {
  const code = character.codePointAt(0) ?? 0
  if (code >= 0x20 && code <= 0x7e) return character
  const plainer = PLAINER.get(code)
  if (plainer !== undefined) return plainer
  if (within(code, SPACES)) return ' '
  if (within(code, DROPPED)) return ''
  return within(code, SINGLE_CELL) ? character : '?'
}

function within(code: number, ranges: readonly (readonly [number, number])[]): boolean {
  return ranges.some(([first, last]) => code >= first && code <= last)
}

/** Spaces of several widths. */
const SPACES: readonly (readonly [number, number])[] = [[0x2000, 0x200a]]

const PLAINER: ReadonlyMap<number, string> = new Map([
  ...['\t', '\n', '\v', '\f', '\r', '\u0085', '\u00a0', '\u1680', '\u2028', '\u2029'].map(
    pair(' '),
  ),
  ...['\u202f', '\u205f', '\u3000'].map(pair(' ')),
  ...['‘', '’', '‚', '‛', '′', 'ʼ'].map(pair("'")),
  ...['“', '”', '„', '‟', '″'].map(pair('"')),
  ...['‐', '‑', '‒', '–', '—', '―', '−'].map(pair('-')),
  ...Object.entries({ '…': '...', '™': 'TM', '№': 'No', œ: 'oe', Œ: 'OE', ﬁ: 'fi', ﬂ: 'fl' }).map(
    ([from, to]): [number, string] => [from.codePointAt(0) ?? 0, to],
  ),
])

function pair(to: string): (from: string) => [number, string] {
  return (from) => [from.codePointAt(0) ?? 0, to]
}

/** Characters that take no cell: soft hyphen, combining marks, bidi and zero-width marks, variation. */
const DROPPED: readonly (readonly [number, number])[] = [
  [0xad, 0xad],
  [0x300, 0x36f],
  [0x483, 0x489],
  [0x61c, 0x61c],
  [0x180e, 0x180e],
  [0x1ab0, 0x1aff],
  [0x1dc0, 0x1dff],
  [0x200b, 0x200f],
  [0x202a, 0x202e],
  [0x2060, 0x206f],
  [0x20d0, 0x20ff],
  [0xfe00, 0xfe0f],
  [0xfe20, 0xfe2f],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0x1f3fb, 0x1f3ff],
  [0xe0000, 0xe0fff],
]

/** Latin, Greek, Cyrillic, currency signs, letter-like signs, arrows, mathematics, box drawing. */
const SINGLE_CELL: readonly (readonly [number, number])[] = [
  [0xa1, 0x52f],
  [0x1e00, 0x1fff],
  [0x2010, 0x2027],
  [0x2030, 0x205e],
  [0x2070, 0x209c],
  [0x20a0, 0x20bf],
  [0x2100, 0x23ff],
  [0x2500, 0x25ff],
]
