import { assert } from '../assert'
import { add, least, most, proportion, subtract, sum, ZERO, type Money } from '../money'
import { isWhole, ONE, price, quantity, type Quantity } from '../quantity'
import type { CatalogItem } from '../catalog'
import type { GoodsBack, OrderBack, ReturnReason, SoldLine, SoldRest, SoldSale } from './sold'
import { roundedForCash } from './totals'
import { ofPieces, partsOfPieces, type PieceRun } from './unit-shares'

const MILLION = 1_000_000

/** Whether a line can come back piece by piece; what was weighed comes back whole. */
export function isByPiece(line: Pick<SoldLine, 'unit' | 'quantity'>): boolean {
  return line.unit === 'each' && isWhole(line.quantity)
}

/** What of a line can still come back. */
export function leftToReturn(line: SoldLine): Quantity | 0 {
  const left = line.quantity - line.cameBack
  return left === 0 ? 0 : quantity(left)
}

/** What so many pieces of a sold line were paid with: their frozen shares, nothing worked out anew. */
export function goodsOf(
  sold: Pick<SoldSale, 'orderId' | 'pricesIncludeTax'>,
  line: SoldLine,
  taken: { readonly id: string; readonly quantity: Quantity; readonly reason: ReturnReason },
): GoodsBack {
  const paid = paidFor(line)
  const run = runOf(line, paid.from, taken.quantity)
  const gross = ofPieces(paid.gross, run)
  const parts = partsOfPieces(
    paid.shares.map((one) => one.amount),
    run,
  )
  const shares = paid.shares.map((one, index) => {
    const amount = parts[index]
    assert(amount !== undefined, 'A share without its part')
    return { ...one, amount }
  })
  const tax = ofPieces(paid.tax, run)
  const net = subtract(gross, sum(parts))
  const { lineId, sku, name, unit, unitPrice, taxRate } = line
  const about = { soldOrderId: sold.orderId, lineId, sku, name, unit, unitPrice, taxRate }
  const refund = sold.pricesIncludeTax ? net : add(net, tax)
  return { ...taken, ...about, gross, shares, tax, refund }
}

/** The money of a line, or of what was still out of it when its last late coupon was taken. */
function paidFor({ rest, gross, shares, tax }: SoldLine): SoldRest {
  return rest ?? { from: 0, gross, shares, tax }
}

/** Pieces of a sold line that are swapped for the same: nothing is paid for them, and nothing given back. */
export function swappedGoodsOf(
  sold: SoldSale,
  line: SoldLine,
  taken: { readonly id: string; readonly quantity: Quantity; readonly reason: ReturnReason },
): GoodsBack {
  const { lineId, sku, name, unit, unitPrice, taxRate } = line
  const about = { soldOrderId: sold.orderId, lineId, sku, name, unit, unitPrice, taxRate }
  return { ...taken, ...about, gross: ZERO, shares: [], tax: ZERO, refund: ZERO, swapped: true }
}

function runOf(line: SoldLine, first: number, taken: Quantity): PieceRun {
  if (!isByPiece(line)) return { of: 1, from: 0, count: 1 }
  const { quantity: all, cameBack } = line
  return { of: (all - first) / ONE, from: (cameBack - first) / ONE, count: taken / ONE }
}

/** Whether goods stand on an order to come back, or a coupon that came late. */
export function hasGoodsBack({ back }: { readonly back: OrderBack | null }): boolean {
  return back !== null && back.goods.length + (back.late ?? []).length > 0
}

/** Goods that come back without a receipt: at the price of today, nothing else is known of them. */
export function unsoldGoodsOf(
  item: Pick<CatalogItem, 'sku' | 'name' | 'unit' | 'taxRate'>,
  unitPrice: Money,
  taken: { readonly id: string; readonly quantity: Quantity; readonly reason: ReturnReason },
  pricesIncludeTax: boolean,
): GoodsBack {
  const { sku, name, unit, taxRate } = item
  const gross = price(unitPrice, taken.quantity)
  const tax = proportion(gross, taxRate, pricesIncludeTax ? MILLION + taxRate : MILLION)
  const refund = pricesIncludeTax ? gross : add(gross, tax)
  const about = { soldOrderId: null, lineId: null, sku, name, unit, unitPrice, taxRate }
  return { ...taken, ...about, gross, shares: [], tax, refund }
}

/** What the goods count for. `ofSale`: those of the opened sale, with their part of its cash rounding. */
export type Credit = { readonly all: Money; readonly ofSale: Money }

/**
 * What goods that come back count for. Where the sale was rounded for cash, what was given for it so far is
 * rounded as a whole, so that all its returns together come to what was paid, to the smallest coin.
 * @param coin  the smallest coin of the shop, minor units
 */
export function creditOf(back: OrderBack | null, coin: number): Credit {
  if (back === null) return { all: ZERO, ofSale: ZERO }
  const refunds = (isOfSale: boolean) =>
    sum(
      back.goods.filter((one) => (one.soldOrderId !== null) === isOfSale).map((one) => one.refund),
    )
  const late = sum((back.late ?? []).map((one) => one.late.refund))
  const ofSale = back.sold === null ? ZERO : creditOfSale(back.sold, add(refunds(true), late), coin)
  return { all: add(ofSale, refunds(false)), ofSale }
}

function creditOfSale(sold: SoldSale, refunds: Money, coin: number): Money {
  const { byCard, paid, total } = sold
  if (refunds === 0 || (byCard === undefined && paid === total)) return refunds
  const soFar = add(sold.refunded, refunds)
  const rounded = soFar === total ? paid : givenFor(soFar, byCard ?? ZERO, coin)
  return most(ZERO, subtract(least(rounded, paid), sold.paidBack))
}

/** The card gets its money back to the unit, and first; what is given beyond it are coins. */
function givenFor(soFar: Money, byCard: Money, coin: number): Money {
  if (soFar <= byCard) return soFar
  return add(byCard, roundedForCash(subtract(soFar, byCard), coin))
}
