/*
 * I2, I3, I5 and I10 for goods that come back and for coupons on paper, worked out from the journal alone: no piece
 * comes back twice, all returns of a sale together come to what was paid, and a coupon is free again once.
 */
import type { EventOf } from '../../../shared/order/events'
import type { GoodsBack, SaleBack } from '../../../shared/order/sold'
import { effectsOf, type Books, type OrderBook } from './books'
import type { CouponsWorld } from './coupons-world'
import { printedOn, serialOn } from './paper-coupons'
import type { PromotionsWorld } from './promotions-world'
import { hold } from './violation'

/** The smallest coin of a simulated shop, at most. */
const COIN = 5

/** An order that takes goods back is paid: everything against the sale they come from. */
export function goodsComeBackOnce(
  books: Books,
  order: OrderBook,
  { sale }: EventOf<'OrderPaid'>,
  terms: { readonly pricesIncludeTax: boolean; readonly consumerOf: (id: string) => string | null },
): void {
  const { back } = sale
  if (!back) return
  const [soldId] = back.goods.flatMap((one) => one.soldOrderId ?? [])
  // A coupon that came after its sale may come alone: then the sale is known by its receipt.
  const sold = soldId === undefined ? books.byRef.get(back.soldRef ?? '') : books.orders.get(soldId)
  hold(sold?.sale != null, 'I2', `order ${order.number} takes goods of no sale back`)
  hold(sold !== order, 'I2', `order ${order.number} takes its own goods back`)
  sold.returns.takers.push(order)
  for (const goods of back.goods) pieceOnce(sold, goods, terms.pricesIncludeTax)
  moneyOnce(sold, back, sale.totals.lines.length === 0 ? sale.cashRounding : 0)
  goesOver(sold, order, back, sale.totals.total)
  freeOnce(sold, back, terms.consumerOf(sold.id))
}

/** No more pieces than were sold, no more money than they cost; and with the last of them all of it. */
function pieceOnce(sold: OrderBook, goods: GoodsBack, pricesIncludeTax: boolean): void {
  const lineId = goods.lineId ?? ''
  const line = sold.sale?.totals.lines.find((one) => one.lineId === lineId)
  hold(line !== undefined, 'I2', `goods of no line of order ${sold.number} come back`)
  if (goods.swapped) {
    // It is with the customer again, and may come back another day.
    const isFree = goods.refund === 0 && goods.gross === 0 && goods.shares.length === 0
    hold(isFree, 'I5', `money moves for a swap of ${lineId}`)
    const out = (sold.quantities.get(lineId) ?? 0) - (sold.returns.lines.get(lineId)?.quantity ?? 0)
    hold(goods.quantity <= out, 'I10', `${goods.quantity} of ${out} of ${lineId} are swapped`)
    return
  }
  const sum = sold.returns.lines.get(lineId) ?? { quantity: 0, gross: 0, taken: 0, tax: 0 }
  const taken = goods.shares.reduce((all, one) => all + one.amount, 0)
  const added = pricesIncludeTax ? 0 : goods.tax
  hold(goods.refund === goods.gross - taken + added, 'I5', `${goods.refund} is not what it cost`)
  hold(Math.min(goods.refund, goods.gross, goods.tax) >= 0, 'I6', 'goods back are below zero')
  sum.quantity += goods.quantity
  sum.gross += goods.gross
  sum.taken += taken
  sum.tax += goods.tax
  sold.returns.lines.set(lineId, sum)
  const all = line.shares.reduce((total, one) => total + one.amount, 0)
  const quantity = sold.quantities.get(lineId) ?? 0
  hold(sum.quantity <= quantity, 'I10', `${sum.quantity} of ${quantity} of ${lineId} are back`)
  const isMore = sum.gross > line.gross || sum.taken > all || sum.tax > line.tax
  hold(!isMore, 'I5', `more than was paid for ${lineId} is given back`)
  if (sum.quantity < quantity) return
  const isAll = sum.gross === line.gross && sum.taken === all && sum.tax === line.tax
  hold(isAll, 'I5', `all of ${lineId} is back and not all its money`)
}

/** All returns of a sale together come to what was paid, and no more goes to the card than came from it. */
function moneyOnce({ number, sale, returns }: OrderBook, back: SaleBack, coins: number): void {
  const paid = (sale?.totals.total ?? 0) + (sale?.cashRounding ?? 0)
  // What the coins of earlier returns were too much is made up for here, where anything is left to do so.
  const counted = returns.paidBack + back.creditOfSale
  const tooMuch = back.creditOfSale === 0 ? Math.max(0, returns.paidBack - paid) : 0
  returns.paidBack = counted - coins
  hold(tooMuch < COIN, 'I3', `${tooMuch} more than ${paid} is given for ${number}`)
  hold(back.creditOfSale >= 0, 'I6', `goods of order ${number} count for less than nothing`)
  hold(counted - tooMuch <= paid, 'I3', `${counted} of ${paid} is given for ${number}`)
  for (const one of back.refunds) if (one.kind === 'card') returns.toCard += one.amount
  const byCard = paidByCard({ sale, returns })
  hold(returns.toCard <= byCard, 'I3', `${returns.toCard} of ${byCard} goes to the card`)
  if (!back.isWhole) return
  hold(counted - tooMuch === paid, 'I3', `order ${number} is back for ${counted} of ${paid}`)
}

/** By card, or with goods that a card had paid. */
function paidByCard({ sale, returns }: Pick<OrderBook, 'sale' | 'returns'>): number {
  const cards = (sale?.tenders ?? []).filter((one) => one.kind === 'card')
  return cards.reduce((all, one) => all + one.amount, returns.cameOver)
}

/** What a card had paid of goods is on the goods that were given for them, and no more on their own sale. */
function goesOver(sold: OrderBook, order: OrderBook, back: SaleBack, total: number): void {
  const left = paidByCard(sold) - sold.returns.toCard
  const over = Math.max(0, Math.min(left, back.creditOfSale, total))
  sold.returns.toCard += over
  order.returns.cameOver = over
}

/** I10: a coupon is free again with the last of its goods, once, and never a paper. */
function freeOnce(sold: OrderBook, back: SaleBack, consumerId: string | null): void {
  const { totals } = sold.sale ?? {}
  const isBack = (lineId: string) =>
    sold.returns.lines.get(lineId)?.quantity === sold.quantities.get(lineId)
  const isAll = totals?.lines.every((one) => isBack(one.lineId)) === true
  hold(back.isWhole === isAll, 'I10', `order ${sold.number} is said to be back whole`)
  const given = [...back.couponsBack, ...back.codesBack].map((one) => one.id)
  for (const id of given) {
    hold(!sold.returns.free.has(id), 'I10', `${id} of order ${sold.number} is given back twice`)
    sold.returns.free.add(id)
  }
  const touched = new Set(back.goods.flatMap((one) => one.shares.map((part) => part.discountId)))
  for (const { discountId, kind } of totals?.discounts ?? []) {
    const lines = (totals?.lines ?? []).filter((line) =>
      line.shares.some((one) => one.discountId === discountId),
    )
    // What took nothing off was used up all the same: it is free with the whole sale.
    const isOver =
      lines.length === 0
        ? isAll
        : touched.has(discountId) && lines.every((one) => isBack(one.lineId))
    const isWallet = kind === 'coupon' || kind === 'store-promotion'
    const isGiven = given.includes(discountId)
    hold(!isGiven || isOver, 'I10', `${discountId} is given back while its goods are out`)
    hold(!isGiven || isWallet || kind === 'promotion', 'I10', `${kind} is given back`)
    const isOwed = isOver && isWallet && consumerId !== null
    hold(!isOwed || isGiven, 'I10', `${discountId} of order ${sold.number} is not given back`)
  }
}

/** The note beside a sale that goods of it came back: in one commit with the order that took them. */
export function notedBeside(books: Books, stream: string, by: unknown): void {
  const sold = books.orders.get(stream.replace(/^returns:/, ''))
  const taker = sold?.returns.takers.find((one) => one.id === by)
  hold(taker?.sale?.back != null, 'I16', `${stream} is written and nothing came back`)
}

/** I10: a paper takes no more off than is printed on it, a piece meets one paper, a serial number one order. */
export function papersCountOnce(
  books: Books,
  order: OrderBook,
  { sale }: EventOf<'OrderPaid'>,
): void {
  const used = new Map<string, number>()
  for (const { discountId, kind, amount } of sale.totals.discounts) {
    if (kind !== 'manufacturer-coupon') continue
    const paper = order.paperCoupons.get(discountId)
    hold(paper !== undefined, 'I9', `paper ${discountId} is on no journal`)
    const most = printedOn(paper.code) ?? 0
    hold(amount <= most, 'I5', `paper ${paper.code} takes ${amount} of ${most}`)
    for (const { lineId, quantity } of paper.uses) {
      used.set(lineId, (used.get(lineId) ?? 0) + quantity)
    }
    const serial = serialOn(paper.code)
    if (serial === null) continue
    hold(!books.serials.has(serial), 'I10', `paper ${serial} is used on two orders`)
    books.serials.add(serial)
  }
  for (const [lineId, quantity] of used) {
    const there = order.quantities.get(lineId) ?? 0
    hold(quantity <= there, 'I10', `papers count ${quantity} of ${there} of ${lineId}`)
  }
}

/** At the end: what is given back is so in the world exactly once, or a person sees that it is not. */
export function givenBackIsSettled(
  books: Books,
  coupons: CouponsWorld,
  promotions: PromotionsWorld,
): void {
  for (const order of books.orders.values()) {
    const { back } = order.sale ?? {}
    for (const { id } of back?.couponsBack ?? []) {
      const owed = effectsOf(order, 'coupon-return').filter(
        ({ request }) => request.kind === 'coupon-return' && request.couponId === id,
      )
      hold(owed.length === 1, 'I10', `${id} of order ${order.number} is owed ${owed.length} times`)
      const isBack = coupons.returned.has(`${order.ref}:${id}`)
      hold(owed[0]?.status !== 'delivered' || isBack, 'I10', `${id} is delivered and not back`)
    }
    for (const { request, status } of effectsOf(order, 'promotion-void')) {
      if (request.kind !== 'promotion-void' || status !== 'delivered') continue
      for (const { id } of [...request.promotions, ...request.lost]) {
        hold(promotions.uses.get(id)?.status === 'free', 'I10', `code ${id} is void and not free`)
      }
    }
  }
}
