/** Writes an amount of minor units as the file of a day has it. */
export type MoneyText = (amount: number) => string

/** Text from outside, on one line: control characters and line breaks of any kind become spaces. */
export function quoted(text: string): string {
  return `"${text.replace(/[\p{Cc}\p{Zl}\p{Zp}\p{Bidi_C}]/gu, ' ').replace(/"/g, "'")}"`
}

/** Writes an amount of so many decimals, with a dot. */
export function decimals(exponent: number): MoneyText {
  return (amount) => {
    const digits = String(Math.abs(amount)).padStart(exponent + 1, '0')
    const text =
      exponent === 0 ? digits : `${digits.slice(0, -exponent)}.${digits.slice(-exponent)}`
    return amount < 0 ? `-${text}` : text
  }
}

/** A quantity in thousandths as a plain number: 1.5. */
export function thousandths(quantity: number): string {
  return decimals(3)(quantity).replace(/\.?0+$/, '')
}

/** A rate in parts per million: 8.5 %. */
export function percent(ppm: number): string {
  return `${decimals(4)(ppm).replace(/\.?0+$/, '')} %`
}
