import { least, most, negate, subtract, sum, ZERO, type Money } from '../money'
import { quantity, type Quantity } from '../quantity'
import type { Context } from './context'
import { approvalsNeeded, type ApprovalReason } from './decide-return'
import { owedToCard } from './decide-tender'
import { givenBackBy } from './given-back'
import { creditOf } from './goods-back'
import { isOver, keptOff, type KeptOff } from './kept-off'
import type { Order } from './order'
import type { Totals } from './sale'
import type { GoodsBack, OrderBack, SoldDiscount, SoldSale } from './sold'
import { roundedForCash } from './totals'

/** What happens when an order takes goods back, worked out before anything happens. */
export type ComesBack = {
  /** What the goods count for. */
  readonly credit: Money
  /** What is still to be given back, and of it to the card and in coins; zero where something is to pay. */
  readonly toGiveBack: Money
  readonly toCard: Money
  readonly toCash: Money
  /** Why a manager has to say yes; empty when nobody has to. */
  readonly reasons: readonly ApprovalReason[]
  readonly isApproved: boolean
  /** Coupons that the customer can use again. */
  readonly coupons: readonly SoldDiscount[]
  readonly codes: readonly CodeBack[]
  readonly waiting: readonly WaitingBack[]
  /** What else was taken off these goods: it is not given back, and why. */
  readonly kept: readonly KeptOff[]
  /** Everything of the sale is back. */
  readonly isWhole: boolean
}

/** A redeemed code, all whose goods are back: it is given back unless the cashier keeps it. */
export type CodeBack = {
  readonly id: string
  readonly name: string
  readonly code: string
  readonly amount: Money
  readonly back: boolean
}

/** A coupon or code that goes back only when these goods come back too. */
export type WaitingBack = {
  readonly id: string
  readonly name: string
  readonly missing: readonly MissingGoods[]
}

/** Goods of the sale that are still with the customer. */
export type MissingGoods = Pick<GoodsBack, 'name' | 'unit'> & { readonly quantity: Quantity }

/**
 * What comes back on an order; null when nothing does, or when it is sealed.
 * @param due  what is still to pay; below zero it is to be given back
 */
export function comesBackOf(
  order: Order,
  due: Money,
  moment: Pick<Context, 'returns' | 'at'>,
): ComesBack | null {
  const { back, sale } = order
  if (back === null || sale !== null) return null
  const toGiveBack = most(ZERO, negate(due))
  const toCard = toGiveBack === 0 ? ZERO : least(toGiveBack, owedToCard(order))
  const given = givenBackBy({ ...back, keptCodes: [] })
  return {
    credit: creditOf(back, order.terms.cashRounding).all,
    toGiveBack,
    toCard,
    toCash: roundedForCash(subtract(toGiveBack, toCard), order.terms.cashRounding),
    reasons: approvalsNeeded(order, moment.returns, moment.at),
    isApproved: back.approvedBy !== null,
    coupons: given.coupons.filter((one) => !isOver(one, moment.at)),
    codes: given.codes.map(({ id, name, code, amount }) => ({
      id,
      name,
      code,
      amount,
      back: !back.keptCodes.includes(id),
    })),
    waiting: waitingOn(back, given.waiting),
    kept: keptOff(back, given.coupons, moment.at),
    isWhole: given.isWhole,
  }
}

/** Whether a manager has to say yes before this can be paid. */
export function needsManager(back: ComesBack | null): boolean {
  return back !== null && back.reasons.length > 0 && !back.isApproved
}

/** The one figure of an order: what it comes to with what comes back; below zero it is to be given back. */
export function figureOf({
  totals,
  comesBack,
}: {
  readonly totals: Pick<Totals, 'total'>
  readonly comesBack: ComesBack | null
}): Money {
  return comesBack === null ? totals.total : subtract(totals.total, comesBack.credit)
}

/** What was taken off goods when they were sold. */
export function takenOff(goods: GoodsBack): Money {
  return sum(goods.shares.map((share) => share.amount))
}

function waitingOn(
  { sold, goods }: OrderBack,
  discounts: readonly SoldDiscount[],
): readonly WaitingBack[] {
  if (sold === null) return []
  return discounts.map(({ id, name }) => ({ id, name, missing: missingOf(sold, goods, id) }))
}

function missingOf(
  sold: SoldSale,
  goods: OrderBack['goods'],
  discountId: string,
): readonly MissingGoods[] {
  return sold.lines.flatMap((line) => {
    if (!line.shares.some((share) => share.discountId === discountId)) return []
    const forGood = goods.find((one) => one.lineId === line.lineId && one.swapped !== true)
    const now = forGood?.quantity ?? 0
    const left = line.quantity - line.cameBack - now
    if (left <= 0) return []
    return [{ name: line.name, unit: line.unit, quantity: quantity(left) }]
  })
}
