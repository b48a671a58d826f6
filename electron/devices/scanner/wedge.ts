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
 * A person who was typing when the scan began stands in the same burst. So each pause in it may be where the
 * scan began: where a whole article number follows, else behind keys of which each had a pause after it.
 *
 * A control key in the middle, other than GS, spoils the scan: it neither counts nor opens a panel.
 */

import { hasValidCheckDigit } from '../../../shared/barcode/gtin'
import { parseAim, type Symbology } from '../../../shared/barcode/aim'
import { SCAN_BYTES_MAX } from './framing'
import { altCharacter, isEndKey, keypadDigit, usLetter } from './us-keyboard'

/** A key going down or up, as the window's process reports it. */
export type KeyStroke = {
  readonly type: 'keyDown' | 'keyUp'
  /** The key's place, such as `KeyA`. */
  readonly code: string
  /** What it types with the computer's keyboard layout. */
  readonly key: string
  readonly shift: boolean
  readonly ctrl: boolean
  readonly alt: boolean
  /** A system key is down: never part of a scan. */
  readonly meta: boolean
  /** The key is held down and repeats itself. */
  readonly repeat: boolean
  /** Milliseconds of any steady clock. */
  readonly at: number
}

/** What a burst of keys was. `unfinished`: it began as a scan and was spoilt, broke off, or was too long. */
export type WedgeHeard =
  | {
      readonly kind: 'scan'
      readonly code: string
      readonly symbology: Symbology | null
      /** Letters that reached the focused field before it was known to be a scan. */
      readonly leaked: string
    }
  | { readonly kind: 'unfinished'; readonly leaked: string }

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
/** Behind a prefix key nothing else can be meant, so even a long stall is waited for. */
const PREFIXED_GAP_MS_MAX = 500
const PAUSES_MAX = 8

/** Watches every key, in order. It reads no clock of its own: call `flush` HOLD_MS_MAX after a held key. */
export class Wedge {
  #burst: Burst | null = null
  #prefixed = false
  #altDigits = ''

  /** @param prefixKey  the key the scanner types first, as `KeyStroke.code`; null tells scans by their speed */
  constructor(private readonly prefixKey: string | null) {}

  /** Decides about one key. */
  take(stroke: KeyStroke): WedgeAnswer {
    if (stroke.type === 'keyUp') return this.#letGo(stroke)
    if (MODIFIERS.test(stroke.code)) return PASS
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
    const broken = burst !== null && stroke.at - burst.lastAt > PREFIXED_GAP_MS_MAX
    if (stroke.code === prefixKey) {
      if (stroke.repeat) return SWALLOW
      this.#prefixed = true
      this.#altDigits = ''
      this.#burst = begun(stroke.at)
      return burst === null ? SWALLOW : { ...SWALLOW, heard: UNFINISHED }
    }
    if (burst === null) return PASS
    if (broken || isEndKey(stroke)) {
      this.#prefixed = false
      this.#burst = null
      return broken ? { ...PASS, heard: UNFINISHED } : { ...SWALLOW, heard: meaningOf(burst, null) }
    }
    const letter = this.#letterOf(stroke)
    this.#burst = grown(burst, letter, stroke.at)
    return SWALLOW
  }

  #byTime(stroke: KeyStroke): WedgeAnswer {
    const before = this.#burst
    const going = before !== null && stroke.at - before.lastAt <= GAP_MS_MAX ? before : null
    const late = going === null ? (before?.held ?? '') : ''
    if (going !== null && isEndKey(stroke)) return this.#end(going, stroke)
    const letter = stroke.repeat ? null : this.#letterOf(stroke)
    const quick = going !== null && (isQuick(going, stroke.at) || isQuick(lastOf(going), stroke.at))
    if (letter === null && !(quick && going.keys >= KEYS_HELD_FROM)) {
      this.#burst = null
      return { ...PASS, release: going?.held ?? late }
    }
    if (going === null) {
      this.#burst = typed(begun(stroke.at), letter, stroke, false)
      return { ...PASS, release: late }
    }
    const hold = quick && (going.keys + 1 >= KEYS_HELD_FROM || letter === ' ')
    const release = hold ? '' : going.held
    const settled = hold ? going : { ...going, held: '', leaked: going.leaked + release }
    this.#burst = typed(withPause(settled, stroke.at), letter, stroke, hold)
    return { verdict: hold ? 'hold' : 'pass', heard: null, release }
  }

  #end(burst: Burst, stroke: KeyStroke): WedgeAnswer {
    this.#burst = null
    const starts = [fromStart(burst), ...burst.pauses].filter(
      (start) => burst.keys - start.keys >= KEYS_MIN && isQuick(sinceOf(burst, start), stroke.at),
    )
    const sure = starts.find((start) => isSure(burst.text.slice(start.text)))
    const start = sure ?? starts.filter((one) => one.afterTyping).at(-1) ?? starts[0]
    if (start === undefined) return { ...PASS, release: burst.held }
    return { ...SWALLOW, heard: meaningOf(burst, start) }
  }

  /** A number typed with Alt is complete when Alt is let go. */
  #letGo(stroke: KeyStroke): WedgeAnswer {
    const digits = this.#altDigits
    if (!stroke.code.startsWith('Alt') || digits === '') return PASS
    this.#altDigits = ''
    const character = altCharacter(digits)
    const burst = this.#burst
    if (burst === null) return PASS
    const text = burst.text + (character ?? '')
    const spoilt = burst.spoilt || character === null
    this.#burst = { ...burst, text, spoilt, lastAt: stroke.at }
    return PASS
  }

  /** What a key adds to the code; nothing yet for a digit typed with Alt, null for a key that is no letter. */
  #letterOf(stroke: KeyStroke): string | null {
    if (stroke.meta) return null
    const digit = stroke.alt && !stroke.ctrl ? keypadDigit(stroke.code) : null
    if (digit === null) return usLetter(stroke)
    this.#altDigits = (this.#altDigits + digit).slice(0, ALT_DIGITS_MAX)
    return ''
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
  /** Where it went on after a gap too long for a scanner: the scan may begin there. */
  readonly pauses: readonly Pause[]
  readonly spoilt: boolean
}

/** How much stood before a pause, and when it was over. */
type Pause = {
  readonly text: number
  readonly keys: number
  readonly leaked: number
  readonly at: number
  /** Two keys or more stood before it, each with a pause behind it: a scanner stalls once, a person always. */
  readonly afterTyping: boolean
}

const UNFINISHED: WedgeHeard = { kind: 'unfinished', leaked: '' }
const PASS: WedgeAnswer = { verdict: 'pass', heard: null, release: '' }
const SWALLOW: WedgeAnswer = { verdict: 'swallow', heard: null, release: '' }
const MODIFIERS = /^(?:Shift|Control|Alt|Meta|CapsLock|NumLock)/
const ALT_DIGITS_MAX = 5

function begun(at: number): Burst {
  const counts = { text: '', keys: 0, held: '', leaked: '' }
  return { ...counts, firstAt: at, lastAt: at, pauses: [], spoilt: false }
}

function withPause(burst: Burst, at: number): Burst {
  if (at - burst.lastAt <= GAP_MS_MEAN_MAX) return burst
  const { text, keys, leaked, held, pauses } = burst
  const last = pauses.at(-1)
  const afterTyping = last?.keys === keys - 1 && (keys === 2 || last.afterTyping)
  const pause = { text: text.length, keys, leaked: leaked.length + held.length, at, afterTyping }
  return { ...burst, pauses: [...pauses, pause].slice(-PAUSES_MAX) }
}

type Run = Pick<Burst, 'keys' | 'firstAt'>

function fromStart(burst: Burst): Pause {
  return { text: 0, keys: 0, leaked: 0, at: burst.firstAt, afterTyping: false }
}

function sinceOf(burst: Burst, start: Pause): Run {
  return { keys: burst.keys - start.keys, firstAt: start.at }
}

function lastOf(burst: Burst): Run {
  return sinceOf(burst, burst.pauses.at(-1) ?? fromStart(burst))
}

function isQuick({ keys, firstAt }: Run, at: number): boolean {
  return at - firstAt <= keys * GAP_MS_MEAN_MAX
}

function grown(burst: Burst, letter: string | null, at: number): Burst {
  const text = burst.text.length > SCAN_BYTES_MAX ? burst.text : burst.text + (letter ?? '')
  const spoilt = burst.spoilt || letter === null
  return { ...burst, text, spoilt, keys: burst.keys + 1, lastAt: at }
}

/** The page gets what the computer's layout makes of the key, which need not be the letter scanned. */
function typed(burst: Burst, letter: string | null, stroke: KeyStroke, hold: boolean): Burst {
  const types = letter !== null && !stroke.ctrl && !stroke.alt && stroke.key.length === 1
  const onPage = types ? stroke.key : ''
  const next = grown(burst, letter, stroke.at)
  if (hold) return { ...next, held: next.held + onPage }
  return { ...next, leaked: (next.leaked + onPage).slice(-SCAN_BYTES_MAX) }
}

/** Whether the text says of itself that it is a whole code. */
function isSure(text: string): boolean {
  const { identifier, code } = parseAim(text)
  return identifier !== null || hasValidCheckDigit(code)
}

function meaningOf(burst: Burst, start: Pause | null): WedgeHeard {
  const leaked = burst.leaked.slice(start?.leaked ?? 0)
  const { symbology, code } = parseAim(burst.text.slice(start?.text ?? 0))
  if (burst.spoilt || burst.text.length > SCAN_BYTES_MAX || code === '') {
    return { kind: 'unfinished', leaked }
  }
  return { kind: 'scan', code, symbology, leaked }
}
