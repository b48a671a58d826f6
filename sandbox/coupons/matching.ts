/*
 * Which coupons apply to which lines, and for how much. At most one coupon per unit; of coupons that compete,
 * the one with the larger discount goes first, then the earlier end, then the smaller id. A weighed line
 * counts as one unit.
 */
import { unreachable } from '../../shared/assert'
import { least, most, proportion, share, subtract, sum, ZERO, type Money } from '../../shared/money'
import type { CouponRejection } from '../../shared/order/answers'
import type { Coupon, GrantedCoupon } from './state'

/** A line as the service was told it. */
export type BasketLine = {
  readonly lineRef: string
  /** 14-digit numbers of the product and of the line's own code. */
  readonly keys: readonly string[]
  /** Thousandths. */
  readonly quantity: number
  readonly unitPrice: Money
  /** After every discount of the store and the promotions: no coupon takes more. */
  readonly net: Money
  readonly excluded: boolean
}

/** A coupon that was not given. */
export type Rejected = {
  readonly coupon: Coupon
  readonly reason: CouponRejection
  readonly message: string
  readonly lineRefs: readonly string[]
}

/** What a basket gets. */
export type Match = {
  readonly granted: readonly GrantedCoupon[]
  readonly rejected: readonly Rejected[]
}

/** A line with what is still free on it. */
type Free = { readonly line: BasketLine; readonly units: number; readonly net: Money }

/** Units of one line that a coupon takes. */
type Taken = { readonly free: Free; readonly units: number; readonly net: Money }

/**
 * Applies usable coupons to a basket.
 * @param keysOf  the 14-digit numbers a coupon is for
 */
export function matchCoupons(
  coupons: readonly Coupon[],
  lines: readonly BasketLine[],
  keysOf: (coupon: Coupon) => readonly string[],
): Match {
  let basket = lines.map((line): Free => ({ line, units: unitsOf(line), net: line.net }))
  const untouched = basket
  const ranked = [...coupons].sort((a, b) => rank(a, b, untouched, keysOf))
  const granted: GrantedCoupon[] = []
  const rejected: Rejected[] = []
  for (const coupon of ranked) {
    const taken = take(coupon, basket, keysOf(coupon))
    if (taken === null) {
      rejected.push(whyNot(coupon, untouched, keysOf(coupon)))
      continue
    }
    const grant = grantOf(coupon, taken)
    granted.push(grant)
    basket = basket.map((free) => without(free, taken, grant))
  }
  granted.sort((a, b) => compareText(a.couponId, b.couponId))
  return { granted, rejected }
}

function unitsOf(line: BasketLine): number {
  return line.quantity % 1000 === 0 ? line.quantity / 1000 : 1
}

function rank(
  a: Coupon,
  b: Coupon,
  basket: readonly Free[],
  keysOf: (coupon: Coupon) => readonly string[],
): number {
  const worth = (coupon: Coupon) => {
    const taken = take(coupon, basket, keysOf(coupon))
    return taken === null ? ZERO : discountOf(coupon, taken)
  }
  return (
    worth(b) - worth(a) ||
    compareText(a.expiresOn, b.expiresOn) ||
    compareText(a.couponId, b.couponId)
  )
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}

/** The units a coupon needs, from the first eligible lines; null when there are not enough. */
function take(
  coupon: Coupon,
  basket: readonly Free[],
  keys: readonly string[],
): readonly Taken[] | null {
  let missing = coupon.piecesLeast
  const taken: Taken[] = []
  for (const free of basket) {
    if (missing === 0) break
    if (free.line.excluded || free.units === 0 || !fits(free.line, keys)) continue
    const units = Math.min(free.units, missing)
    taken.push({ free, units, net: proportion(free.net, units, free.units) })
    missing -= units
  }
  return missing === 0 ? taken : null
}

function fits(line: BasketLine, keys: readonly string[]): boolean {
  return line.keys.some((key) => keys.includes(key))
}

function discountOf(coupon: Coupon, taken: readonly Taken[]): Money {
  const { value } = coupon
  const net = sum(taken.map((part) => part.net))
  switch (value.kind) {
    case 'amount':
      return least(value.amount, sum(taken.map((part) => part.free.net)))
    case 'percent': {
      const discount = proportion(net, value.ratePpm, 1_000_000)
      return value.most === null ? discount : least(discount, value.most)
    }
    case 'free-item': {
      // A free piece is worth its price on the shelf, whatever was taken off the whole order.
      const units = taken.flatMap((part) => ones(part.units).map(() => part.free.line.unitPrice))
      units.sort((a, b) => a - b)
      return least(sum(units.slice(0, value.pieces)), net)
    }
    case 'unknown':
      return ZERO
    default:
      return unreachable(value)
  }
}

function ones(count: number): readonly number[] {
  return Array.from({ length: count }, () => 1)
}

function grantOf(coupon: Coupon, taken: readonly Taken[]): GrantedCoupon {
  const amount = discountOf(coupon, taken)
  const parts = share(
    amount,
    taken.map((part) => (coupon.value.kind === 'amount' ? part.free.net : part.net)),
  )
  const lines = taken.map((part, index) => ({
    lineRef: part.free.line.lineRef,
    amount: parts[index] ?? ZERO,
    quantity: isWeighed(part.free.line) ? part.free.line.quantity : part.units * 1000,
  }))
  return { couponId: coupon.couponId, title: coupon.title, amount, lines }
}

function isWeighed(line: BasketLine): boolean {
  return line.quantity % 1000 !== 0
}

/** The units a coupon took are gone with all they cost; an amount may reach into the rest of the line. */
function without(free: Free, taken: readonly Taken[], grant: GrantedCoupon): Free {
  const index = taken.findIndex((part) => part.free === free)
  const part = taken[index]
  const given = grant.lines[index]
  if (!part || !given) return free
  const net = subtract(free.net, most(part.net, given.amount))
  return { line: free.line, units: free.units - part.units, net }
}

function whyNot(coupon: Coupon, basket: readonly Free[], keys: readonly string[]): Rejected {
  const eligible = basket.filter((free) => fits(free.line, keys))
  const open = eligible.filter((free) => !free.line.excluded)
  const lineRefs = eligible.map((free) => free.line.lineRef)
  const why = (reason: CouponRejection, message: string) => ({ coupon, reason, message, lineRefs })
  if (eligible.length === 0) return why('product-mismatch', 'No eligible product in this order')
  if (open.length === 0) return why('line-excluded', 'The item already has a store promotion')
  const units = open.reduce((all, free) => all + free.units, 0)
  if (units < coupon.piecesLeast) {
    return why('quantity-not-met', `Needs ${coupon.piecesLeast}, order has ${units}`)
  }
  return why('unknown', 'Another coupon already covers this item')
}
