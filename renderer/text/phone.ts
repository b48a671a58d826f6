/** Digits as a phone number while it is typed: (206) 555-0142; longer ones stay plain. */
export function phoneText(digits: string): string {
  if (digits.length > 10) return digits
  if (digits.length <= 3) return digits
  const area = `(${digits.slice(0, 3)}) ${digits.slice(3, 6)}`
  return digits.length <= 6 ? area : `${area}-${digits.slice(6)}`
}
