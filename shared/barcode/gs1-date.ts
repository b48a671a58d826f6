/**
 * Dates in GS1 element strings: six digits YYMMDD.
 *
 * The century is not written. A year 51 or more ahead of the present one belongs to the century before, one
 * 50 or more behind it to the century after. Where the application identifier allows it, day 00 is the last
 * day of the month.
 *
 * Source: GS1 General Specifications, 7.12 (century) and 3.4 (dates).
 */

/**
 * Reads a date, as a number yyyymmdd.
 * @param digits  YYMMDD; anything behind it, such as an hour, is not looked at
 * @param year    the present year, which decides the century
 * Answers null for a month or day that does not exist.
 */
export function gs1Date(digits: string, year: number): number | null {
  if (!/^\d{6}/.test(digits)) return null
  const full = fullYear(Number(digits.slice(0, 2)), year)
  const month = Number(digits.slice(2, 4))
  const day = Number(digits.slice(4, 6))
  if (month < 1 || month > 12) return null
  const last = lastDayOf(full, month)
  if (day > last) return null
  return full * 10_000 + month * 100 + (day === 0 ? last : day)
}

/** Whether six digits are a day of the calendar in either century; day 00 only where it is allowed. */
export function isGs1Date(digits: string, dayZero: boolean): boolean {
  if (!dayZero && digits.slice(4, 6) === '00') return false
  return gs1Date(digits, 2000 + Number(digits.slice(0, 2))) !== null
}

function fullYear(two: number, present: number): number {
  const year = present - (present % 100) + two
  if (year - present >= 51) return year - 100
  return year - present <= -50 ? year + 100 : year
}

function lastDayOf(year: number, month: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28
  return [4, 6, 9, 11].includes(month) ? 30 : 31
}
