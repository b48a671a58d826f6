/** The digits of a phone number as typed; null when it is too short or too long to be one. */
export function phoneDigits(typed: string): string | null {
  const digits = typed.replace(/\D/g, '')
  return digits.length >= 10 && digits.length <= 15 ? digits : null
}

/** The digits of a phone number as they may be shown and kept: (206) •••-0142. */
export function maskPhone(digits: string): string {
  const last = digits.slice(-10)
  return `(${last.slice(0, 3)}) •••-${last.slice(6)}`
}

/** What tells one customer's number from another's, with or without the code of the country. */
export function phoneKey(digits: string): string {
  return digits.slice(-10)
}
