/*
 * What can be said of each saved coupon while the order is made: the lines it is for, what it will take off, or
 * the one thing that stands in its way. A forecast by what the wallet tells; the service has the last word at Pay,
 * and from then on its word is what is said. Source: apis/petz-posface.md 6.3, 8.6.
 */
import { at as nth } from '../lists'
import { least, proportion, sum, type Money } from '../money'
import { pieces, price } from '../quantity'
import type { RejectedCoupon, WalletCoupon } from './answers'
import { couponNearMiss, type CouponNearMiss, type NamedProduct } from './coupon-near-miss'
import { storePromotionAmount, storePromotionRefusal } from './decide-payment'
import type { Line, Order } from './order'
import type { LineTotals, Totals } from './sale'

/** How a saved coupon stands, with the lines it is about. */
export type CouponOutlook = { readonly lineIds: readonly string[] } & (
  | { readonly state: 'given'; readonly amount: Money }
  /** `rivals`: titles of coupons for the same pieces; the service may give only one. */
  | { readonly state: 'fits'; readonly amount: Money | null; readonly rivals: readonly string[] }
  /** A store promotion: its item is chosen at Pay. `isNamed`: the wallet says for which products it is. */
  | { readonly state: 'choose'; readonly amount: Money | null; readonly isNamed: boolean }
  | { readonly state: 'too-few'; readonly needs: number; readonly has: number }
  | { readonly state: 'other-goods'; readonly near: CouponNearMiss | null }
  /** The wallet does not say for which products it is. */
  | { readonly state: 'not-named' }
  /** What its line has already closes it to this coupon. */
  | { readonly state: 'line-closed'; readonly by: 'store-promotion' | 'store-discount' }
  | { readonly state: 'left-out' }
  | { readonly state: 'refused'; readonly rejected: RejectedCoupon }
  | { readonly state: 'not-started'; readonly day: string }
  | { readonly state: 'expired'; readonly day: string }
  | { readonly state: 'used-up' }
)

/** What the wallet's numbers are called, as far as the catalog has them: by GTIN-14. */
export type ProductsByGtin = Readonly<Record<string, NamedProduct>>

/** What an outlook is made of. */
export type OutlookParts = {
  readonly order: Order
  readonly totals: Totals
  readonly products: ProductsByGtin
  /** yyyy-mm-dd in the shop's time. */
  readonly today: string
}

/** How each coupon of the wallet stands, in the wallet's order. */
export function couponOutlooks(parts: OutlookParts): readonly CouponOutlook[] {
  const coupons = parts.order.customer?.coupons ?? []
  const goods = goodsOf(parts)
  const seen = coupons.map((coupon) => outlookOf(coupon, goods, parts))
  return seen.map((outlook, at) =>
    outlook.state === 'fits' ? { ...outlook, rivals: rivalsOf(at, coupons, seen, goods) } : outlook,
  )
}

/** A line for sale with what is left of its price. */
type Goods = {
  readonly line: Line
  readonly totals: LineTotals
  /** GTIN-14s of its barcodes. */
  readonly gtins: readonly string[]
  readonly pieces: number
  readonly isClosed: boolean
}

function goodsOf({ order, totals }: OutlookParts): readonly Goods[] {
  const money = new Map(totals.lines.map((one) => [one.lineId, one]))
  const closed = new Set(order.payment?.storePromotions.map((use) => use.lineId))
  return order.lines.flatMap((line) => {
    const of = money.get(line.id)
    if (line.voided || !of) return []
    const gtins = line.barcodes.map((code) => code.padStart(14, '0'))
    return { line, totals: of, gtins, pieces: piecesOf(line), isClosed: closed.has(line.id) }
  })
}

/** Weighed goods count as one piece, however much they weigh. */
function piecesOf(line: Line): number {
  return line.unit === 'each' ? Math.max(1, Math.floor(line.quantity / 1000)) : 1
}

function outlookOf(
  coupon: WalletCoupon,
  goods: readonly Goods[],
  parts: OutlookParts,
): CouponOutlook {
  const { order } = parts
  const told = toldAtPay(coupon, order)
  if (told === null) return forecastOf(coupon, goods, parts)
  if (told.state !== 'refused' || told.rejected.reason !== 'product-mismatch') return told
  // The service says that it is not the product; which product would be, the names may say.
  const ours = forecastOf(coupon, goods, parts)
  return ours.state === 'other-goods' ? ours : told
}

function forecastOf(
  coupon: WalletCoupon,
  goods: readonly Goods[],
  { order, products, today }: OutlookParts,
): CouponOutlook {
  const { startsOn, expiresOn, usesLeft } = coupon
  if (startsOn !== null && startsOn > today) {
    return { state: 'not-started', day: startsOn, lineIds: [] }
  }
  if (expiresOn !== null && expiresOn < today) {
    return { state: 'expired', day: expiresOn, lineIds: [] }
  }
  if (usesLeft <= 0) return { state: 'used-up', lineIds: [] }
  if (coupon.gtins.length === 0) {
    // Which items a store promotion without numbers is for, the cashier knows; so no line is marked.
    return coupon.kind === 'store-promotion'
      ? { state: 'choose', amount: null, isNamed: false, lineIds: [] }
      : { state: 'not-named', lineIds: [] }
  }
  const wanted = new Set(coupon.gtins.map((gtin) => gtin.padStart(14, '0')))
  const eligible = goods.filter((one) => one.gtins.some((gtin) => wanted.has(gtin)))
  if (eligible.length === 0) return otherGoods(coupon, goods, products)
  if (coupon.kind === 'store-promotion') return choiceOf(coupon, eligible, order)
  const open = eligible.filter((one) => !one.isClosed)
  if (open.length === 0) {
    return { state: 'line-closed', by: 'store-promotion', lineIds: idsOf(eligible) }
  }
  const has = open.reduce((all, one) => all + one.pieces, 0)
  const needs = coupon.minPieces
  if (has < needs) return { state: 'too-few', needs, has, lineIds: idsOf(open) }
  return { state: 'fits', amount: amountOf(coupon, open), rivals: [], lineIds: idsOf(open) }
}

function idsOf(goods: readonly Goods[]): readonly string[] {
  return goods.map((one) => one.line.id)
}

/** What the service or the cashier has said of it in this payment; null when nothing has been said. */
function toldAtPay({ couponId }: WalletCoupon, order: Order): CouponOutlook | null {
  const { storePromotions = [], authorization = null } = order.payment ?? {}
  const use = storePromotions.find((one) => one.couponId === couponId)
  if (use) return { state: 'given', amount: use.amount, lineIds: [use.lineId] }
  if (authorization === null || authorization.status === 'asking') return null
  const given = authorization.coupons.find((one) => one.couponId === couponId)
  if (given) {
    const refs = new Set(given.lines.map((one) => one.lineRef))
    const lineIds = order.lines.filter((line) => refs.has(line.ref)).map((line) => line.id)
    return { state: 'given', amount: given.amount, lineIds }
  }
  if (authorization.leftOut.some((one) => one.couponId === couponId)) {
    return { state: 'left-out', lineIds: [] }
  }
  const rejected = authorization.rejected.find((one) => one.couponId === couponId)
  return rejected ? { state: 'refused', rejected, lineIds: [] } : null
}

/** The lines on which a store promotion can be put at Pay; or why on none of those it is for. */
function choiceOf(coupon: WalletCoupon, eligible: readonly Goods[], order: Order): CouponOutlook {
  const open = eligible.filter(({ line }) => storePromotionRefusal(order, coupon, line) === null)
  if (open.length > 0) {
    const [only, ...others] = open
    const amount =
      only && others.length === 0 ? storePromotionAmount(coupon, only.line, only.totals.net) : null
    return { state: 'choose', amount, isNamed: true, lineIds: idsOf(open) }
  }
  const lineIds = idsOf(eligible)
  const has = Math.max(...eligible.map((one) => one.pieces))
  const needs = coupon.minPieces
  if (has < needs) return { state: 'too-few', needs, has, lineIds }
  const by = eligible.some((one) => one.isClosed) ? 'store-promotion' : 'store-discount'
  return { state: 'line-closed', by, lineIds }
}

function otherGoods(
  coupon: WalletCoupon,
  goods: readonly Goods[],
  products: ProductsByGtin,
): CouponOutlook {
  const named = coupon.gtins.flatMap((gtin) => products[gtin.padStart(14, '0')] ?? [])
  const lines = goods.map((one) => one.line)
  const near = couponNearMiss(coupon, named, lines)
  return { state: 'other-goods', near, lineIds: near === null ? [] : [near.lineId] }
}

/** What a coupon will take off, as far as its terms say; null where its worth is not told. */
function amountOf({ value, minPieces }: WalletCoupon, open: readonly Goods[]): Money | null {
  const left = sum(open.map((one) => one.totals.net))
  switch (value.kind) {
    case 'amount':
      return least(value.amount, left)
    case 'percent': {
      const parts = firstOf(open, minPieces).map(({ goods, taken }) =>
        proportion(goods.totals.net, taken, goods.pieces),
      )
      const off = proportion(sum(parts), value.ratePpm, 1_000_000)
      return value.most === null ? off : least(off, value.most)
    }
    case 'free-item': {
      const cheapest = firstOf(open, minPieces).sort((a, b) => priceOf(a.goods) - priceOf(b.goods))
      const free = firstOf(
        cheapest.map(({ goods, taken }) => ({ ...goods, pieces: taken })),
        value.pieces,
      )
      const prices = free.map(({ goods, taken }) => price(priceOf(goods), pieces(taken)))
      return least(sum(prices), left)
    }
    case 'unknown':
      return null
  }
}

/** What one piece costs; weighed goods are one piece. */
function priceOf({ line }: Goods): Money {
  return line.unit === 'each' ? line.unitPrice : price(line.unitPrice, line.quantity)
}

/** So many pieces, counted from the first line. */
function firstOf(open: readonly Goods[], count: number): { goods: Goods; taken: number }[] {
  let missing = count
  return open.flatMap((goods) => {
    const taken = Math.min(goods.pieces, missing)
    missing -= taken
    return taken > 0 ? [{ goods, taken }] : []
  })
}

/** Titles of the coupons that want the same pieces, where there are not enough for both. */
function rivalsOf(
  at: number,
  coupons: readonly WalletCoupon[],
  outlooks: readonly CouponOutlook[],
  goods: readonly Goods[],
): readonly string[] {
  const lines = new Set(outlooks[at]?.lineIds)
  const needs = nth(coupons, at).minPieces
  return coupons
    .filter((other, index) => {
      const outlook = outlooks[index]
      if (index === at || outlook?.state !== 'fits') return false
      if (!outlook.lineIds.some((id) => lines.has(id))) return false
      const ids = new Set([...lines, ...outlook.lineIds])
      const there = goods.filter((one) => ids.has(one.line.id))
      return needs + other.minPieces > there.reduce((all, one) => all + one.pieces, 0)
    })
    .map((other) => other.title)
}
