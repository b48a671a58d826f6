/**
 * Bars of EAN-13: guard 101, six digits of seven modules, guard 01010, six more, guard 101; 95 modules. The
 * first digit has no bars: it says which of the left six are drawn from set B instead of A. Right digits
 * are set A with dark and light exchanged.
 * Source: ISO/IEC 15420, tables 2 and 3; hardware.md 2.1 for the check digit.
 */

/** Set A, digits 0 to 9: widths of space, bar, space, bar. Set B is the same read from its end. */
const SET_A = ['3211', '2221', '2122', '1411', '1132', '1231', '1114', '1312', '1213', '3112']

/** Sets of the left six by the first digit. */
const LEFT_SETS = 'AAAAAA AABABB AABBAB AABBBA ABAABB ABBAAB ABBBAA ABABAB ABABBA ABBABA'.split(' ')

/** True for thirteen digits of which the last is the right check digit: weights 1 and 3 from the left. */
export function isEan13(text: string): boolean {
  if (!/^[0-9]{13}$/.test(text)) return false
  const sum = [...text].reduce((all, digit, i) => all + Number(digit) * (i % 2 === 0 ? 1 : 3), 0)
  return sum % 10 === 0
}

/** The bars of an EAN-13: widths in modules, a bar first, then a space. */
export function ean13Bars(text: string): readonly number[] {
  const [first = 0, ...digits] = [...text].map(Number)
  const sets = LEFT_SETS[first] ?? ''
  const left = digits.slice(0, 6).map((digit, i) => patternOf(digit, sets.charAt(i) === 'B'))
  const right = digits.slice(6).map((digit) => patternOf(digit, false))
  const widths = ['111', ...left, '11111', ...right, '111'].join('')
  return [...widths].map(Number)
}

function patternOf(digit: number, reversed: boolean): string {
  const pattern = SET_A[digit] ?? ''
  return reversed ? [...pattern].reverse().join('') : pattern
}
