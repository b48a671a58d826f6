/**
 * The numbers under retail barcodes.
 *
 * A GTIN is 8, 12, 13 or 14 digits, the last of which is a check digit: from the digit next to it
 * leftwards the others weigh 3, 1, 3, 1…, and the check digit fills the sum up to a multiple of ten.
 * The terminal keeps every GTIN as 14 digits with leading zeros, so that one article has one number
 * whether its packet says UPC-A (12) or EAN-13 (13).
 *
 * UPC-E is a UPC-A with five zeros squeezed out: number system 0 or 1, six digits, and the check
 * digit of the UPC-A. Printed as eight digits it looks like an EAN-8. Some scanners are set to leave the
 * check digit out (seven digits are left), or the number system 0 as well (six).
 *
 * Magazines and books may have an add-on of two or five digits (the issue, the price) to the right of the
 * code; it is no part of the number and has no check digit of its own.
 *
 * Source: GS1 General Specifications, 7.9.1 (check digits) and 5.2 (EAN/UPC symbols).
 */

const GTIN_DIGITS = 14
const GTIN_TEXT = /^(?:\d{8}|\d{12,14})$/

/**
 * Gives the one form in which the terminal looks up an article: 14 digits.
 * An eight-digit number that fails as an EAN-8 and fits as a UPC-E is expanded. Answers null when the
 * text is no GTIN or its check digit is wrong.
 */
export function normaliseGtin(text: string): string | null {
  return gtinCandidates(text)[0] ?? null
}

/**
 * Lists every article number a scanned text could mean, most likely first, each as 14 digits.
 * Only eight digits can mean two things: an EAN-8 and, when they start with 0 or 1, a UPC-E.
 */
export function gtinCandidates(text: string): readonly string[] {
  const candidates: string[] = []
  if (hasValidCheckDigit(text)) candidates.push(padGtin(text))
  const expanded = expandUpcE(text)
  if (expanded !== null && !candidates.includes(padGtin(expanded))) {
    candidates.push(padGtin(expanded))
  }
  return candidates
}

/** Tells whether a text of 8, 12, 13 or 14 digits ends in the right check digit. */
export function hasValidCheckDigit(digits: string): boolean {
  return GTIN_TEXT.test(digits) && checkDigit(digits.slice(0, -1)) === Number(digits.slice(-1))
}

/** Tells whether digits of any length end in the check digit that belongs to them: GTIN, SSCC, GLN. */
export function hasRightCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && checkDigit(digits.slice(0, -1)) === Number(digits.slice(-1))
}

/** Whether two texts are the same article number, in whatever lengths they are written. */
export function isSameGtin(one: string, other: string): boolean {
  return hasValidCheckDigit(one) && hasValidCheckDigit(other) && padGtin(one) === padGtin(other)
}

/**
 * Takes the add-on of a magazine or book off its number: 15 or 18 digits are an EAN-13 with two or five.
 * Answers null when the length fits no number with an add-on.
 */
export function splitAddOn(
  digits: string,
): { readonly code: string; readonly addOn: string } | null {
  const [, code, addOn] = /^(\d{8}|\d{12,13})(\d{2}|\d{5})$/.exec(digits) ?? []
  return code === undefined || addOn === undefined ? null : { code, addOn }
}

/**
 * Computes the check digit that belongs behind these digits.
 * @param digitsWithoutCheck  digits only; anything else answers NaN
 */
export function checkDigit(digitsWithoutCheck: string): number {
  let sum = 0
  let weight = 3
  for (let at = digitsWithoutCheck.length - 1; at >= 0; at -= 1) {
    sum += Number(digitsWithoutCheck[at]) * weight
    weight = 4 - weight
  }
  return (10 - (sum % 10)) % 10
}

/**
 * Writes an eight-digit UPC-E out as the twelve digits of its UPC-A.
 * Answers null when the text is no UPC-E: another length, a number system beyond 0 and 1, or a wrong
 * check digit.
 */
export function expandUpcE(digits: string): string | null {
  if (!/^[01]\d{7}$/.test(digits)) return null
  const upcA = digits.slice(0, 1) + expandBody(digits.slice(1, 7)) + digits.slice(7)
  return hasValidCheckDigit(upcA) ? upcA : null
}

/**
 * Writes out a UPC-E that a scanner sent short, as the UPC-A numbers it may be. Only for a symbol that is
 * known to be a UPC-E. Six digits have number system 0; seven have the number system and no check digit, or
 * number system 0 and a right check digit.
 */
export function expandShortUpcE(digits: string): readonly string[] {
  const [, six, seventh] = /^(\d{6})(\d)?$/.exec(digits) ?? []
  if (six === undefined) return []
  if (seventh === undefined) return [withCheckDigit(`0${expandBody(six)}`)]
  const found: string[] = []
  if (/^[01]/.test(digits)) {
    found.push(withCheckDigit(`${digits.slice(0, 1)}${expandBody(digits.slice(1))}`))
  }
  const checked = expandUpcE(`0${digits}`)
  return checked === null || found.includes(checked) ? found : [...found, checked]
}

/** The digits with their check digit behind them. */
export function withCheckDigit(digits: string): string {
  return `${digits}${checkDigit(digits)}`
}

/** The last of the six digits says where the zeros were. */
function expandBody(six: string): string {
  const last = six.slice(5)
  if (last <= '2') return `${six.slice(0, 2)}${last}0000${six.slice(2, 5)}`
  if (last === '3') return `${six.slice(0, 3)}00000${six.slice(3, 5)}`
  if (last === '4') return `${six.slice(0, 4)}00000${six.slice(4, 5)}`
  return `${six.slice(0, 5)}0000${last}`
}

function padGtin(digits: string): string {
  return digits.padStart(GTIN_DIGITS, '0')
}
