/**
 * Bar and space widths of Code 128, value 0 to 106, six digits each (the stop has seven), dark first.
 * Source: ISO/IEC 15417, annex A.
 */
const PATTERNS = [
  '212222 222122 222221 121223 121322 131222 122213 122312 132212 221213 221312 231212 112232 122132',
  '122231 113222 123122 123221 223211 221132 221231 213212 223112 312131 311222 321122 321221 312212',
  '322112 322211 212123 212321 232121 111323 131123 131321 112313 132113 132311 211313 231113 231311',
  '112133 112331 132131 113123 113321 133121 313121 211331 231131 213113 213311 213131 311123 311321',
  '331121 312113 312311 332111 314111 221411 431111 111224 111422 121124 121421 141122 141221 112214',
  '112412 122114 122411 142112 142211 241211 221114 413111 241112 134111 111242 121142 121241 114212',
  '124112 124211 411212 421112 421211 212141 214121 412121 111143 111341 131141 114113 114311 411113',
  '411311 113141 114131 311141 411131 211412 211214 211232 2331112',
]
  .join(' ')
  .split(' ')

const START_B = 104
const STOP = 106

/** Function 3 in sets A and B: the symbol is a command to the reader, not data. */
export const CODE_128_FNC3 = 96

/**
 * The bars of a text in set B with its check symbol: widths in modules, a bar first, then a space.
 * @param text  printable ASCII
 */
export function code128Bars(text: string): readonly number[] {
  return code128BarsOf(code128Values(text))
}

/** The symbol values of a text in set B. */
export function code128Values(text: string): readonly number[] {
  return [...text].map((character) => character.charCodeAt(0) - 32)
}

/** The bars of symbol values in set B, with start, check symbol and stop. */
export function code128BarsOf(values: readonly number[]): readonly number[] {
  const check = values.reduce((sum, value, i) => sum + value * (i + 1), START_B) % 103
  const symbols = [START_B, ...values, check, STOP]
  return symbols.flatMap((value) => [...(PATTERNS[value] ?? '')].map(Number))
}
