/** The check digit behind these digits: from the right they weigh 3, 1, 3, 1… (GS1 General Specifications 7.9). */
export function checkDigit(digits) {
  let sum = 0
  for (let at = digits.length - 1, weight = 3; at >= 0; at -= 1, weight = 4 - weight)
    sum += Number(digits[at]) * weight
  return (10 - (sum % 10)) % 10
}

/** The digits with their check digit behind them. */
export function withCheckDigit(digits) {
  return `${digits}${checkDigit(digits)}`
}

/** The columns of a catalog file, in their order. */
export const COLUMNS = ['sku', 'name', 'price', 'tax_rate', 'barcodes', 'category', 'unit', 'quick']

/** One line of a catalog file, quoted where it must be. */
export function csvLine(values) {
  return `${values.map((value) => (/[",\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value)).join(',')}\n`
}
