/** The digits of a phone number as typed; null when it is too short or too long to be one. */
export function phoneDigits(typed: string): string | null {
  const digits = typed.replace(/\D/g, '')
  return digits.length >= 10 && digits.length <= 15 ? digits : null
}

/** A phone number as it may be shown and kept: (206) •••-0142. */
export function maskPhone(typed: string): string {
  const digits = (phoneDigits(typed) ?? '').slice(-10)
  return `(${digits.slice(0, 3)}) •••-${digits.slice(6)}`
}
