/**
 * Takes a text apart into the words it is searched by: small letters, accents off, every sign but the
 * decimal point a gap. "Café crème, 3.5 oz" gives cafe, creme, 3.5, oz.
 */
export function wordsOf(text: string): readonly string[] {
  return plainOf(text).match(WORD) ?? []
}

/** Small letters without accents. */
export function plainOf(text: string): string {
  const small = text.toLowerCase()
  return ASCII.test(small) ? small : small.normalize('NFD').replace(/\p{M}/gu, '')
}

const ASCII = /^[ -~]*$/
const WORD = /[\p{L}\p{N}]+(?:\.\p{N}+)*/gu
