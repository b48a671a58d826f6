/*
 * Numbers of payment cards. They come to a till by mistake: a card held under the scanner, a number typed into
 * the field for codes, a stripe reader that types. Nothing here charges a card, so nothing here may keep one.
 *
 * A card number is 14 to 19 digits whose beginning says the network and whose last digit is right by Luhn:
 * from the right, every second digit is doubled, the digits of all of them add up to a multiple of ten. Those of 13
 * digits are no longer issued, and one in ten misread article numbers would look like one.
 * Source: ISO/IEC 7812-1; the issuers' published ranges.
 */
import { hasValidCheckDigit } from './gtin'

/** Beginnings of the networks, and how long their numbers are. */
const NETWORKS: readonly { readonly begins: RegExp; readonly lengths: readonly number[] }[] = [
  { begins: /^4/, lengths: [16, 19] },
  { begins: /^(?:5[1-5]|222[1-9]|22[3-9]|2[3-6]|27[01]|2720)/, lengths: [16] },
  { begins: /^3[47]/, lengths: [15] },
  { begins: /^(?:30[0-5]|3[689])/, lengths: [14, 16, 19] },
  { begins: /^35(?:2[89]|[3-8])/, lengths: [16, 17, 18, 19] },
  { begins: /^220[0-4]/, lengths: [16, 17, 18, 19] },
  { begins: /^(?:6|81)/, lengths: [16, 17, 18, 19] },
  { begins: /^(?:5[0678]|6[0378])/, lengths: [14, 15, 16, 17, 18, 19] },
]

/** A run of digits, in groups or not, that is no part of a longer one. */
const RUN = /(?<!\d)\d(?:[ .\u00a0-]?\d){13,18}(?!\d)/g

/** Digits alone: is this the number of a card? A right article number is an article. */
export function isCardNumber(digits: string): boolean {
  if (!/^\d{14,19}$/.test(digits) || hasValidCheckDigit(digits)) return false
  const { length } = digits
  const known = NETWORKS.some((one) => one.begins.test(digits) && one.lengths.includes(length))
  return known && luhn(digits) === 0
}

/** Whether a card number stands anywhere in a text, also as a stripe reader writes it: `;4111…=2512…?`. */
export function holdsCardNumber(text: string): boolean {
  return text.length >= 14 && maskCardNumbers(text) !== text
}

/** The text with its card numbers cut to the last four digits: `•••• 1111`. */
export function maskCardNumbers(text: string): string {
  return text.replace(RUN, (run) => {
    const digits = run.replace(/\D/g, '')
    return isCardNumber(digits) ? `•••• ${digits.slice(-4)}` : run
  })
}

function luhn(digits: string): number {
  let sum = 0
  for (let at = digits.length - 1, twice = false; at >= 0; at -= 1, twice = !twice) {
    const digit = Number(digits[at]) * (twice ? 2 : 1)
    sum += digit > 9 ? digit - 9 : digit
  }
  return sum % 10
}
