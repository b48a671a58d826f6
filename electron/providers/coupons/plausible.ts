/*
 * What the service grants is compared with the order before anyone sees it: every line is ours, a coupon's
 * value is the sum of its lines, and all of them come to the total that is told (echo.ts: what it is about). Amounts beyond what a line has left
 * are cut to it; anything else wrong makes the whole answer unusable.
 */
import { assert } from '../../../shared/assert'
import { fail, ok, type Result } from '../../../shared/result'
import { add, least, share, subtract, sum, ZERO, type Money } from '../../../shared/money'
import type { AuthorizationGrant, AuthorizedCoupon } from '../../../shared/order/answers'
import type { OrderSnapshot, SnapshotLine } from '../../../shared/order/snapshot'
import type { ToldAuthorization, ToldCoupon } from './wire/answers'

/** How long a hold is taken to live when the service does not say. */
export const HOLD_MS_ASSUMED = 900_000

type Line = AuthorizedCoupon['lines'][number]

/**
 * Turns what was told into what the till may show, or says in a few words why it cannot be used.
 * @param now  milliseconds since 1970, for a hold without an end
 */
export function plausibleGrant(
  told: ToldAuthorization,
  order: OrderSnapshot,
  now: number,
): Result<AuthorizationGrant, string> {
  if (!told.recognised) return fail('no authorization in the answer')
  if (told.broken) return fail('something in the answer cannot be read')
  if (told.authorizationId === null && told.coupons.length > 0) return fail('coupons without an id')
  const left = new Map(order.lines.map((line) => [line.ref, line.net]))
  const coupons: AuthorizedCoupon[] = []
  const cut: string[] = []
  // What they come to before anything is cut: the total that is told is that one.
  let before = 0
  for (const coupon of told.coupons) {
    const granted = plausibleCoupon(coupon, order)
    if (!granted.ok) return granted
    const { couponId, amount } = granted.value
    before += amount
    if (coupons.some((earlier) => earlier.couponId === couponId)) return fail('a coupon twice')
    const capped = withinLines(granted.value, left)
    if (capped.amount !== amount) cut.push(couponId)
    coupons.push(capped)
  }
  if (told.totalValue !== null && told.totalValue !== before) return fail('a wrong total')
  const { authorizationId, rejected } = told
  const expiresAt = authorizationId === null ? null : (told.expiresAt ?? now + HOLD_MS_ASSUMED)
  return ok({ authorizationId, expiresAt, coupons, rejected, cut })
}

function plausibleCoupon(told: ToldCoupon, order: OrderSnapshot): Result<AuthorizedCoupon, string> {
  const { couponId, title, uses } = told
  if (couponId === null) return fail('a coupon without an id')
  const found: SnapshotLine[] = []
  for (const { lineRef } of told.lines) {
    const line = order.lines.find((ours) => ours.ref === lineRef)
    if (!line) return fail(`coupon ${couponId} on a line that is not ours`)
    if (found.includes(line)) return fail(`coupon ${couponId} twice on ${line.ref}`)
    found.push(line)
  }
  const amounts = amountsOf(told, found)
  if (!amounts.ok) return fail(`coupon ${couponId} ${amounts.error}`)
  const lines = found.map((line, index): Line => {
    const quantity = told.lines[index]?.quantity ?? line.quantity
    const amount = amounts.value[index]
    assert(amount !== undefined, 'An amount for each line of a coupon')
    return {
      ...{ lineRef: line.ref, amount },
      quantity: quantity < line.quantity ? quantity : line.quantity,
    }
  })
  return ok({ couponId, title, amount: sum(amounts.value), uses, lines })
}

/** The amount per line: as told, or spread over the lines by what they cost when any is missing. */
function amountsOf(
  told: ToldCoupon,
  lines: readonly SnapshotLine[],
): Result<readonly Money[], string> {
  const amounts = told.lines.flatMap(({ amount }) => amount ?? [])
  if (amounts.length === told.lines.length) {
    if (amounts.some((amount) => amount < 0)) return fail('with a negative amount')
    if (told.amount !== null && told.amount !== sum(amounts)) {
      return fail('is not the sum of its lines')
    }
    return ok(amounts)
  }
  if (told.amount === null || told.amount < 0) return fail('without an amount')
  return ok(
    share(
      told.amount,
      lines.map((line) => Math.max(0, line.net)),
    ),
  )
}

/** Cuts a coupon to what its lines have left, and takes that from them. */
function withinLines(coupon: AuthorizedCoupon, left: Map<string, Money>): AuthorizedCoupon {
  const lines = coupon.lines.map((line) => {
    const had = left.get(line.lineRef)
    assert(had !== undefined, 'A coupon is on lines of the order')
    const amount = least(line.amount, had)
    left.set(line.lineRef, subtract(had, amount))
    return { ...line, amount }
  })
  return { ...coupon, lines, amount: lines.reduce((all, line) => add(all, line.amount), ZERO) }
}
