import { assert } from '../assert'
import { at as nth, under } from '../lists'
import { least, money, proportion, share, sum, ZERO, type Money } from '../money'
import type { CouponEffect, CouponGoods, CouponPart, CouponUseOf } from './manufacturer-coupon'
import { freePieces, quantityOf } from './manufacturer-coupon-fill'
import type { CouponSaving } from './manufacturer-coupon-terms'

const MILLION = 1_000_000

/**
 * What a saving takes off goods: never more than is left of them.
 * @param over   the goods it is on
 * @param whole  every line of the order, for what is off the whole of it
 * @param named  a manager's amount, where the code has none
 */
export function effectOf(
  saving: CouponSaving,
  over: readonly CouponUseOf[],
  whole: readonly CouponGoods[],
  named: Money | null,
): Pick<CouponEffect, 'amount' | 'parts'> {
  const aimed = joined(over)
  const ids = new Set(aimed.map((one) => one.lineId))
  const goodsOver = whole.filter((one) => ids.has(one.lineId))
  const byId = new Map(goodsOver.map((one) => [one.lineId, one]))
  const rooms = aimed.map(({ lineId, quantity }): CouponPart => ({
    lineId,
    amount: worthOf(under(byId, lineId), quantity),
  }))
  switch (saving.kind) {
    case 'amount':
      return spread(valueOf(saving.amount, named), rooms)
    case 'off-order':
      return spread(
        valueOf(saving.amount, named),
        whole.map(({ lineId, left }) => ({ lineId, amount: left })),
      )
    case 'percent': {
      const base = sum(rooms.map((one) => one.amount))
      return spread(proportion(base, saving.ratePpm, MILLION), rooms)
    }
    case 'free': {
      const free = cheapest(aimed, byId, saving.pieces)
      const cost = sum(free.map((one) => one.amount))
      return spread(least(saving.most ?? cost, cost), free)
    }
  }
}

/** What a manager named stands above what the code says. */
function valueOf(amount: Money | null, named: Money | null): Money {
  const value = named ?? amount
  assert(value !== null, 'Nobody has said what the coupon is worth')
  return value
}

/** What is still to pay for so much of a line. */
function worthOf({ worth, left, quantity }: CouponGoods, part: number): Money {
  const full = part >= quantity ? worth : money(floorOf(worth, part, quantity))
  return least(full, left)
}

function floorOf(amount: Money, numerator: number, denominator: number): number {
  return Number((BigInt(amount) * BigInt(numerator)) / BigInt(denominator))
}

/** Splits an amount over lines by what each has room for; what no line has room for is not given. */
function spread(
  wanted: Money,
  rooms: readonly CouponPart[],
): Pick<CouponEffect, 'amount' | 'parts'> {
  const weights = rooms.map((one) => one.amount)
  const amount = least(wanted, sum(weights))
  if (amount <= 0) return { amount: ZERO, parts: [] }
  const parts = share(amount, weights)
    .map((part, index): CouponPart => ({ lineId: nth(rooms, index).lineId, amount: part }))
    .filter((part) => part.amount > 0)
  return { amount, parts }
}

/** The cheapest pieces of what is used, line by line. */
function cheapest(
  over: readonly CouponUseOf[],
  byId: ReadonlyMap<string, CouponGoods>,
  count: number,
): readonly CouponPart[] {
  const lines = over
    .map((use) => {
      const goods = under(byId, use.lineId)
      const pieces = freePieces({ ...goods, free: use.quantity })
      return { goods, pieces, each: worthOf(goods, quantityOf(goods, 1)) }
    })
    .sort((a, b) => a.each - b.each || (a.goods.sku < b.goods.sku ? -1 : 1))
  const parts: CouponPart[] = []
  let missing = count
  for (const { goods, pieces } of lines) {
    const taken = Math.min(pieces, missing)
    if (taken <= 0) continue
    missing -= taken
    parts.push({ lineId: goods.lineId, amount: worthOf(goods, quantityOf(goods, taken)) })
  }
  return parts
}

/** Uses of the same line as one. */
function joined(uses: readonly CouponUseOf[]): readonly CouponUseOf[] {
  const all = new Map<string, number>()
  for (const { lineId, quantity } of uses) all.set(lineId, (all.get(lineId) ?? 0) + quantity)
  return [...all].map(([lineId, quantity]) => ({ lineId, quantity }))
}
