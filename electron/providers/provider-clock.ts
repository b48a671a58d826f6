/*
 * A provider's moments are told by the provider's clock, which may be days away from ours. Every answer carries
 * that clock (the Date header, whole seconds), so a moment is a distance from the answer. How much of the end
 * of a hold is not trusted is the domain's business (shared/order/authorization.ts).
 */

/**
 * A provider's moment by this terminal's clock.
 * @param moment  by the provider's clock
 * @param date    the provider's clock in the answer; null: taken to be as ours
 * @param now     our clock when the answer came
 */
export function inOurTime(moment: number, date: number | null, now: number): number {
  return moment - (date ?? now) + now
}
