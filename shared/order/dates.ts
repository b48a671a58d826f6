/** A day as the providers write it, yyyymmdd, in the time zone of the terminal. */
export function businessDateOf(at: number): number {
  const day = new Date(at)
  return day.getFullYear() * 10_000 + (day.getMonth() + 1) * 100 + day.getDate()
}

/** A plain date yyyy-mm-dd as a number yyyymmdd, for comparing with a business date. */
export function plainDate(text: string): number {
  return Number(text.replaceAll('-', ''))
}
