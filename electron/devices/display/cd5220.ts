/*
 * CD5220: what most pole displays of two lines of 20 characters understand. Bytes go one way; the display never
 * answers. Only these commands are used:
 *
 *   0D                       carriage return; ends a line that was cut off in the middle
 *   0C                       clear; also leaves string mode, in which no other command is taken
 *   1B 40                    initialise
 *   1B 66 41                 national characters: U.S.A., so that ASCII is ASCII
 *   1B 63 41                 characters above 7F are those of the code page, not Japanese
 *   1B 2A n                  brightness, n = 01 … 04
 *   1B 51 41 text 0D         upper line; text is 20 characters
 *   1B 51 42 text 0D         lower line
 *
 * Which code page stands above 7F is set on the display itself (cp437 as delivered). Text is always exactly 20
 * bytes, each 20 or higher, so nothing in it can be a command.
 * Source: hardware notes, "Customer displays"; the manuals of the CD5220 family.
 */
import type { PoleText } from '../../../shared/display/pole-text'
import { byteFor, codePage, type CodePage } from '../printer/characters'

/** Code pages a pole display may be set to. */
export type PolePage = 'cp437' | 'cp858'

/** Turns the text of a display into bytes. */
export type PoleCodec = {
  /** Puts a display into a known state, whatever it had been told before; it is blank after it. */
  readonly reset: Uint8Array
  /** Both lines, whole. */
  encode(text: PoleText): Uint8Array
}

const ESC = 0x1b
const CR = 0x0d
const CLEAR = 0x0c
const SPACE = 0x20
const COLUMNS = 20
const UPPER = 0x41
const LOWER = 0x42
const BRIGHTEST = 0x04

/** Makes the codec of a display. */
export function cd5220(page: PolePage): PoleCodec {
  const table = codePage(0, page)
  return {
    reset: Uint8Array.of(
      ...[CR, CLEAR],
      ...[ESC, 0x40],
      ...[ESC, 0x66, 0x41],
      ...[ESC, 0x63, 0x41],
      ...[ESC, 0x2a, BRIGHTEST],
    ),
    encode: ([upper, lower]) =>
      Uint8Array.of(...lineBytes(UPPER, upper, table), ...lineBytes(LOWER, lower, table)),
  }
}

function lineBytes(place: number, text: string, page: CodePage): readonly number[] {
  return [ESC, 0x51, place, ...textBytes(text, page), CR]
}

/** Exactly 20 bytes: longer text is cut, shorter is filled. */
function textBytes(text: string, page: CodePage): readonly number[] {
  const bytes: number[] = []
  for (let at = 0; at < COLUMNS; at++) {
    const code = at < text.length ? text.charCodeAt(at) : SPACE
    bytes.push(byteFor(code, page))
  }
  return bytes
}
