/** Largest amount that can be typed: 999,999.99 where a currency has cents. */
export const CENTS_MAX = 99_999_999

/** A key of the amount keypad. */
export type CentsKey =
  '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '00' | 'Backspace'

/** The digits of the keypad in reading order; Backspace stands last. */
export const CENTS_KEYS: readonly CentsKey[] = [
  '1',
  '2',
  '3',
  '4',
  '5',
  '6',
  '7',
  '8',
  '9',
  '00',
  '0',
  'Backspace',
]

/**
 * Types one key into an amount, in cents from the right: 1, 0, 0, 00 makes 100.00.
 * A digit that would make the amount too large is not taken.
 * @param cents  what is typed so far, whole minor units; null when nothing is
 */
export function typeCents(cents: number | null, key: CentsKey): number | null {
  if (key === 'Backspace') {
    const shorter = Math.floor((cents ?? 0) / 10)
    return shorter === 0 ? null : shorter
  }
  const longer = (cents ?? 0) * 10 ** key.length + Number(key)
  return longer > CENTS_MAX ? cents : longer
}

/** Which key of the amount keypad a keyboard key stands for, or null. */
export function centsKeyOf(key: string): CentsKey | null {
  return CENTS_KEYS.find((one) => one === key && one !== '00') ?? null
}

/**
 * Reads an amount that arrived whole (pasted, or set by an assistive tool): its digits are cents.
 * @returns null when there is no digit
 */
export function readCents(text: string): number | null {
  const digits = text.replace(/\D/g, '').slice(0, 12)
  if (digits === '') return null
  return Math.min(Number(digits), CENTS_MAX)
}
