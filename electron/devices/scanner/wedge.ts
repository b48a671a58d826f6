/**
 * Tells a scanner that types like a keyboard from a person.
 *
 * With a prefix key (F13, F14 or F15, set in the scanner) there is no doubt: everything from that key to
 * Enter or Tab is a scan and none of it reaches the page.
 *
 * Without one only speed tells: at least 6 keys, at most 35 ms apart on average and 100 ms at worst, ended
 * by Enter or Tab. Whether that holds is known only at the end, and each key must be let through or kept
 * back at once. So the first keys of a burst pass; from the fourth on, or at a space, which would press a
 * button, they are held. A burst that goes quiet for 40 ms gives what is held to the page as typing. At
 * the end of a scan its Enter is swallowed, and the letters that did reach the page are named (`leaked`),
 * so that the window takes them out of the field again.
 *
 * Keys are read by their place on a US keyboard, because the scanner is set to one whatever the computer
 * is set to. Ctrl+] is GS, the separator of GS1 codes.
 */

import { parseAim, type Symbology } from '../../../shared/barcode/aim'
import { SCAN_BYTES_MAX, SCAN_GAP_MS } from './framing'

/** A key going down or up, as the window's process reports it. */
export type KeyStroke = {
  readonly type: 'keyDown' | 'keyUp'
  /** The key's place, such as `KeyA`. */
  readonly code: string
  /** What it types with the computer's keyboard layout. */
  readonly key: string
  readonly shift: boolean
  readonly ctrl: boolean
  /** Alt or a system key is down: never part of a scan. */
  readonly other?: boolean
  /** The key is held down and repeats itself. */
  readonly repeat?: boolean
  /** Milliseconds of any steady clock. */
  readonly at: number
}

/** What a burst of keys was. `unfinished`: it began as a scan and broke off, or was too long. */
export type WedgeHeard =
  | {
      readonly kind: 'scan'
      readonly code: string
      readonly symbology: Symbology | null
      /** Letters that reached the focused field before it was known to be a scan. */
      readonly leaked: string
    }
  | { readonly kind: 'unfinished' }

/** What to do with one key. */
export type WedgeAnswer = {
  /** `hold` and `swallow` keep the key from the page; a held one may come back in `release`. */
  readonly verdict: 'pass' | 'hold' | 'swallow'
  readonly heard: WedgeHeard | null
  /** Text held until now that was typing after all: to be typed into the page before anything else. */
  readonly release: string
}

/** Silence after which held keys are given to the page. */
export const HOLD_MS_MAX = 40

const KEYS_MIN = 6
const KEYS_HELD_FROM = 4
const GAP_MS_MEAN_MAX = 35
const GAP_MS_MAX = 100

/** Watches every key, in order. It reads no clock of its own: call `flush` HOLD_MS_MAX after a held key. */
export class Wedge {
  #burst: Burst | null = null
  #prefixed = false

  /** @param prefixKey  `F13`, `F14` or `F15`; null tells scans by their speed */
  constructor(private readonly prefixKey: string | null) {}

  /** Decides about one key. */
  take(stroke: KeyStroke): WedgeAnswer {
    if (stroke.type === 'keyUp' || MODIFIERS.test(stroke.code)) return PASS
    return this.prefixKey === null ? this.#byTime(stroke) : this.#byPrefix(stroke, this.prefixKey)
  }

  /** Gives back what has been held for long enough; the page gets it as typing. */
  flush(now: number): string {
    const burst = this.#burst
    if (burst === null || this.#prefixed || now - burst.lastAt < HOLD_MS_MAX) return ''
    const release = burst.held
    this.#burst = { ...burst, held: '', leaked: burst.leaked + release }
    return release
  }

  #byPrefix(stroke: KeyStroke, prefixKey: string): WedgeAnswer {
    const burst = this.#prefixed ? this.#burst : null
    const broken = burst !== null && stroke.at - burst.lastAt > SCAN_GAP_MS
    if (stroke.code === prefixKey) {
      this.#prefixed = true
      this.#burst = { ...NOTHING_YET, firstAt: stroke.at, lastAt: stroke.at }
      return burst === null ? SWALLOW : { ...SWALLOW, heard: { kind: 'unfinished' } }
    }
    if (burst === null) return PASS
    const letter = letterOf(stroke)
    if (!broken && letter !== null) {
      this.#burst = grown(burst, letter, stroke.at)
      return SWALLOW
    }
    this.#prefixed = false
    this.#burst = null
    if (!broken && isEnd(stroke)) return { ...SWALLOW, heard: heard(burst) }
    return { ...(broken ? PASS : SWALLOW), heard: { kind: 'unfinished' } }
  }

  #byTime(stroke: KeyStroke): WedgeAnswer {
    const before = this.#burst
    const going = before !== null && stroke.at - before.lastAt <= GAP_MS_MAX ? before : null
    const letter = stroke.repeat === true ? null : letterOf(stroke)
    if (letter === null) {
      this.#burst = null
      if (going === null || !isEnd(stroke)) return { ...PASS, release: before?.held ?? '' }
      if (going.keys >= KEYS_MIN && isQuick(going, stroke.at, going.keys)) {
        return { ...SWALLOW, heard: heard(going) }
      }
      return { ...PASS, release: going.held }
    }
    if (going === null) {
      this.#burst = typed({ ...NOTHING_YET, firstAt: stroke.at }, letter, stroke, false)
      return { ...PASS, release: before?.held ?? '' }
    }
    const quick = isQuick(going, stroke.at, going.keys)
    const hold = quick && (going.keys + 1 >= KEYS_HELD_FROM || letter === ' ')
    const release = hold ? '' : going.held
    const settled = hold ? going : { ...going, held: '', leaked: going.leaked + release }
    this.#burst = typed(settled, letter, stroke, hold)
    return { verdict: hold ? 'hold' : 'pass', heard: null, release }
  }
}

/** A run of quick keys. `held` has not reached the page, `leaked` has. */
type Burst = {
  readonly text: string
  readonly keys: number
  readonly held: string
  readonly leaked: string
  readonly firstAt: number
  readonly lastAt: number
}

const NOTHING_YET: Burst = { text: '', keys: 0, held: '', leaked: '', firstAt: 0, lastAt: 0 }
const PASS: WedgeAnswer = { verdict: 'pass', heard: null, release: '' }
const SWALLOW: WedgeAnswer = { verdict: 'swallow', heard: null, release: '' }
const MODIFIERS = /^(?:Shift|Control|Alt|Meta|CapsLock|NumLock)/

function isQuick(burst: Burst, at: number, gaps: number): boolean {
  return at - burst.firstAt <= gaps * GAP_MS_MEAN_MAX
}

function grown(burst: Burst, letter: string, at: number): Burst {
  const text = burst.text.length > SCAN_BYTES_MAX ? burst.text : burst.text + letter
  return { ...burst, text, keys: burst.keys + 1, lastAt: at }
}

/** The page gets what the computer's layout makes of the key, which need not be the letter scanned. */
function typed(burst: Burst, letter: string, stroke: KeyStroke, hold: boolean): Burst {
  const onPage = !stroke.ctrl && stroke.key.length === 1 ? stroke.key : ''
  const next = grown(burst, letter, stroke.at)
  if (hold) return { ...next, held: next.held + onPage }
  return { ...next, leaked: (next.leaked + onPage).slice(-SCAN_BYTES_MAX) }
}

function heard(burst: Burst): WedgeHeard {
  const { symbology, code } = parseAim(burst.text)
  if (burst.text.length > SCAN_BYTES_MAX || code === '') return { kind: 'unfinished' }
  return { kind: 'scan', code, symbology, leaked: burst.leaked }
}

function isEnd(stroke: KeyStroke): boolean {
  return stroke.code === 'Enter' || stroke.code === 'NumpadEnter' || stroke.code === 'Tab'
}

/** The character at the key's place on a US keyboard; null for keys that type none. */
function letterOf(stroke: KeyStroke): string | null {
  if (stroke.other === true) return null
  if (stroke.ctrl) return stroke.code === 'BracketRight' ? '\x1d' : null
  const letter = /^Key([A-Z])$/.exec(stroke.code)?.[1]
  if (letter !== undefined) return stroke.shift ? letter : letter.toLowerCase()
  const pair = US_KEYS[stroke.code]
  return pair === undefined ? null : stroke.shift ? pair.slice(-1) : pair.slice(0, 1)
}

/** Each key plain and, where it differs, with Shift. */
const US_KEYS: Readonly<Record<string, string>> = {
  Digit1: '1!',
  Digit2: '2@',
  Digit3: '3#',
  Digit4: '4$',
  Digit5: '5%',
  Digit6: '6^',
  Digit7: '7&',
  Digit8: '8*',
  Digit9: '9(',
  Digit0: '0)',
  Minus: '-_',
  Equal: '=+',
  BracketLeft: '[{',
  BracketRight: ']}',
  Backslash: '\\|',
  Semicolon: ';:',
  Quote: `'"`,
  Backquote: '`~',
  Comma: ',<',
  Period: '.>',
  Slash: '/?',
  Space: ' ',
  Numpad0: '0',
  Numpad1: '1',
  Numpad2: '2',
  Numpad3: '3',
  Numpad4: '4',
  Numpad5: '5',
  Numpad6: '6',
  Numpad7: '7',
  Numpad8: '8',
  Numpad9: '9',
  NumpadAdd: '+',
  NumpadSubtract: '-',
  NumpadMultiply: '*',
  NumpadDivide: '/',
  NumpadDecimal: '.',
}
