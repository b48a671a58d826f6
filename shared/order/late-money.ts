import { gtinCandidates } from '../barcode/gtin'
import { at, under } from '../lists'
import { add, least, most, proportion, share, subtract, sum, ZERO, type Money } from '../money'
import type { CouponGoods, CouponPart } from '../promotions/manufacturer-coupon'
import { goodsOf, leftToReturn } from './goods-back'
import type { GoodsBack, LateCoupon, SoldLine, SoldSale } from './sold'

const MILLION = 1_000_000

type OfSale = Pick<SoldSale, 'orderId' | 'pricesIncludeTax'>

/**
 * The goods of a sale as a coupon that comes late finds them: what is still with the customer, at what was paid
 * for it. Pieces that met a coupon on paper before meet no other; where some of a line came back, those that are
 * left are taken for the ones that met it.
 */
export function lateGoodsOf(sold: SoldSale): readonly CouponGoods[] {
  const barcodes = new Map(sold.snapshot.lines.map((line) => [line.id, line.barcodes]))
  const uses = (sold.papers ?? []).flatMap((paper) => paper.uses)
  return sold.lines.flatMap((line) => {
    const out = stillOut(sold, line)
    if (out === null) return []
    const used = uses.filter((one) => one.lineId === line.lineId)
    const met = used.reduce((all, one) => all + one.quantity, 0)
    const worth = subtract(out.gross, sum(out.shares.map((one) => one.amount)))
    const { lineId, sku, unit } = line
    const gtins = under(barcodes, lineId).flatMap((code) => gtinCandidates(code))
    const free = Math.max(0, out.quantity - met)
    const goods = { lineId, sku, gtins, unit, quantity: out.quantity, gross: out.gross }
    return [{ ...goods, worth, left: worth, free }]
  })
}

/** What was paid for the pieces of a line that are still with the customer; null when all came back. */
function stillOut(sold: OfSale, line: SoldLine): GoodsBack | null {
  const left = leftToReturn(line)
  return left === 0 ? null : goodsOf(sold, line, { id: '', quantity: left, reason: 'other' })
}

/**
 * A line after a late coupon: what was still out is from then on worth so much less, so that it never comes
 * back for more than was paid in the end.
 */
export function afterLate(
  sold: OfSale,
  line: SoldLine,
  { id, parts, late }: Pick<LateCoupon, 'id' | 'parts' | 'late'>,
): SoldLine {
  const amount = partOf(parts, line.lineId)
  const tax = partOf(late.taxes, line.lineId)
  const out = amount === 0 && tax === 0 ? null : stillOut(sold, line)
  if (out === null) return line
  const shares = [...out.shares, { discountId: id, kind: 'manufacturer-coupon', amount } as const]
  const rest = { from: line.cameBack, gross: out.gross, shares, tax: subtract(out.tax, tax) }
  return { ...line, rest }
}

/**
 * The tax that falls away with a late coupon, where coupons lower what tax is due on: what was charged for the
 * goods still out, less what would have been charged for them with the coupon, by rate and on the sum, as at the
 * sale itself.
 */
export function taxesOfLate(
  sold: Pick<SoldSale, 'orderId' | 'pricesIncludeTax' | 'couponsReduceTaxBase' | 'lines'>,
  parts: readonly CouponPart[],
): readonly CouponPart[] {
  if (sold.couponsReduceTaxBase !== true) return []
  const rates = new Set(sold.lines.map((line) => line.taxRate))
  return [...rates].flatMap((rate) => {
    const lines = sold.lines.flatMap((line) => {
      const out = line.taxRate === rate ? stillOut(sold, line) : null
      if (out === null) return []
      const worth = subtract(out.gross, sum(out.shares.map((one) => one.amount)))
      return [{ lineId: line.lineId, tax: out.tax, worth, off: partOf(parts, line.lineId) }]
    })
    const charged = sum(lines.map((one) => one.tax))
    const base = subtract(sum(lines.map((one) => one.worth)), sum(lines.map((one) => one.off)))
    const due = proportion(base, rate, sold.pricesIncludeTax ? MILLION + rate : MILLION)
    const touched = lines.filter((one) => one.off > 0)
    const room = touched.map((one) => one.tax)
    const back = least(most(ZERO, subtract(charged, due)), sum(room))
    const weights = touched.map((one) => one.off)
    return within(back, weights, room)
      .map((amount, index) => ({ lineId: at(touched, index).lineId, amount }))
      .filter((one) => one.amount > 0)
  })
}

/** Splits an amount by weights, and gives no part more than it has room for. */
function within(
  amount: Money,
  weights: readonly Money[],
  room: readonly Money[],
): readonly Money[] {
  if (amount === 0) return []
  const parts = share(amount, weights).map((part, index) => least(part, at(room, index)))
  let left = subtract(amount, sum(parts))
  return parts.map((part, index) => {
    const more = least(left, subtract(at(room, index), part))
    left = subtract(left, more)
    return add(part, more)
  })
}

function partOf(parts: readonly CouponPart[], lineId: string): Money {
  return sum(parts.filter((one) => one.lineId === lineId).map((one) => one.amount))
}
