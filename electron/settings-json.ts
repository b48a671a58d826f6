/*
 * Where a settings file stops being JSON (RFC 8259). The engine's own message differs from version to
 * version, gives no line, and quotes what stands around the mistake, which may be a key of a provider. So
 * the text is walked once more and only the place and what was expected there is told.
 */

/** The first place that is not JSON, counted from 1, and what belongs there. */
export type JsonMistake = {
  readonly line: number
  readonly column: number
  readonly expected: string
}

/** Null when the text is JSON. */
export function jsonMistake(text: string): JsonMistake | null {
  const walk = new Walk(text)
  if (walk.value(0) && walk.end()) return null
  const before = text.slice(0, walk.at).split('\n')
  const column = (before[before.length - 1] ?? '').length + 1
  return { line: before.length, column, expected: walk.expected }
}

const DEPTH_MAX = 32

const NUMBER = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const TEXT = /"(?:[^"\\\u0000-\u001f]|\\(?:["\\/bfnrt]|u[\da-fA-F]{4}))*"/y
const WORD = /true|false|null/y
const GAP = /[ \t\r\n]*/y

/** Each step answers whether the text goes on well; at the first that does not, `at` stays there. */
class Walk {
  at = 0
  expected = ''
  readonly #text: string

  constructor(text: string) {
    this.#text = text
  }

  value(depth: number): boolean {
    this.#skip(GAP)
    if (depth > DEPTH_MAX) return this.#miss('fewer levels of { and [')
    if (this.#sign('{')) return this.#list('}', () => this.#member(depth))
    if (this.#sign('[')) return this.#list(']', () => this.value(depth + 1))
    if (this.#skip(TEXT) || this.#skip(NUMBER) || this.#skip(WORD)) return true
    return this.#miss('a value')
  }

  end(): boolean {
    this.#skip(GAP)
    return this.at === this.#text.length || this.#miss('the end of the file')
  }

  #member(depth: number): boolean {
    if (!this.#skip(TEXT)) return this.#miss('a name in "quotes"')
    this.#skip(GAP)
    return (this.#sign(':') || this.#miss('a colon')) && this.value(depth + 1)
  }

  #list(closing: '}' | ']', element: () => boolean): boolean {
    this.#skip(GAP)
    if (this.#sign(closing)) return true
    for (;;) {
      this.#skip(GAP)
      if (!element()) return false
      this.#skip(GAP)
      if (this.#sign(closing)) return true
      if (!this.#sign(',')) return this.#miss(`a comma or ${closing}`)
    }
  }

  #sign(sign: string): boolean {
    if (this.#text[this.at] !== sign) return false
    this.at += 1
    return true
  }

  #skip(pattern: RegExp): boolean {
    pattern.lastIndex = this.at
    const found = pattern.exec(this.#text)
    if (!found) return false
    this.at += found[0].length
    return true
  }

  #miss(expected: string): boolean {
    this.expected = expected
    return false
  }
}
