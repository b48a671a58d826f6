/*
 * The words that many names are made of, each kept once and known by a number. A word is taken in when it is
 * met a second time before too many others have come between: the words of a language and the brands of a shop
 * are, a running number is not. What is not in the book stands in its name as it is.
 */

/** Words in the book. They cost the heap of the JavaScript engine, so there is an end to them. */
const WORDS_MAX = 32_768

/** Words met once that are remembered, by their hash. */
const REMEMBERED = 2 ** 16

/** Gives numbers to the common words of a catalog. */
export class WordBook {
  readonly #words: string[] = []
  readonly #numbers = new Map<string, number>()
  #met = new Uint32Array(0)

  get size(): number {
    return this.#words.length
  }

  /** The number of a word in the book; null for one that is not. */
  take(word: string): number | null {
    const known = this.#numbers.get(word)
    if (known !== undefined) return known
    if (this.#words.length >= WORDS_MAX || !this.#isMetAgain(word)) return null
    // What was cut out of a piece of the file would keep all of the piece.
    const own = Buffer.from(word).toString()
    this.#words.push(own)
    this.#numbers.set(own, this.#words.length - 1)
    return this.#words.length - 1
  }

  /** The word of a number. */
  word(number: number): string {
    return this.#words[number] ?? ''
  }

  /** Takes no more words. */
  close(): void {
    this.#numbers.clear()
    this.#met = new Uint32Array(0)
  }

  #isMetAgain(word: string): boolean {
    if (this.#met.length === 0) this.#met = new Uint32Array(REMEMBERED)
    const hash = hashOf(word)
    const slot = hash % REMEMBERED
    if (this.#met[slot] === hash) return true
    this.#met[slot] = hash
    return false
  }
}

/** FNV-1a over the characters, 32 bits, with a last stir so that neighbouring numbers lie apart. */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  return (hash ^ (hash >>> 15)) >>> 0
}
