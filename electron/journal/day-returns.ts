import { assert } from '../../shared/assert'
import { sum } from '../../shared/money'
import type { Order } from '../../shared/order/order'
import type { Sale } from '../../shared/order/sale'
import type { LateCoupon, SaleBack } from '../../shared/order/sold'
import { isSwap } from '../../shared/receipt/returned'
import { percent, quoted, thousandths, type MoneyText } from './day-words'

/** What came back with a receipt: the goods with what was given for them, and what is free again. */
export function returnLines({ back }: Sale, money: MoneyText): readonly string[] {
  if (!back) return []
  if (back.late !== undefined) return lateLines(back, back.late, money)
  const from = back.soldRef === null ? 'without a receipt' : `of ${back.soldRef}`
  return [
    isSwap(back)
      ? `  Swapped ${from}`
      : `  ${back.voids ? 'Voided' : 'Returned'} ${from}  -${money(back.credit)}`,
    ...back.goods.map(
      (one) =>
        `    ${quoted(one.name)} ${thousandths(one.quantity)} ${one.unit}: ${one.swapped ? 'swapped for the same' : `-${money(one.refund)}`}  ${one.reason}`,
    ),
    ...back.refunds.map((one) => `  Given back ${one.kind} ${money(one.amount)}`),
    ...back.couponsBack.map((one) => `  Coupon given back ${quoted(one.name)}`),
    ...back.codesBack.map((one) => `  Code given back ${quoted(one.code)}`),
  ]
}

/** Coupons that came after their sale: what each gave back, with its code and the tax that fell away. */
function lateLines(
  { soldRef, credit, refunds }: SaleBack,
  late: readonly LateCoupon[],
  money: MoneyText,
): readonly string[] {
  assert(soldRef !== null, 'A late coupon has its sale')
  return [
    `  Late coupon on ${soldRef}  -${money(credit)}`,
    ...late.map((one) => {
      const tax = sum(one.late.taxes.map((part) => part.amount))
      return `    code ${quoted(one.code)}: -${money(one.amount)}${tax === 0 ? '' : `, tax -${money(tax)}`}`
    }),
    ...refunds.map((one) => `  Given back ${one.kind} ${money(one.amount)}`),
  ]
}

/** What came back in all, the tax in it by rate, and the money that was given for it. */
export function returnTotals(sales: readonly Sale[], money: MoneyText): readonly string[] {
  const all = sales.flatMap((sale) => (sale.back ? [sale.back] : []))
  const swapped = all.flatMap((back) => back.goods).filter((one) => one.swapped).length
  const swaps = swapped === 0 ? [] : [`Swapped for the same: ${swapped}`]
  const backs = all.filter((back) => !isSwap(back))
  if (backs.length === 0) return swaps
  const came = backs.filter((back) => back.goods.length > 0)
  const goods = came.flatMap((back) => back.goods.filter((one) => !one.swapped))
  const rates = [...new Set(goods.map((one) => one.taxRate))].sort((a, b) => b - a)
  return [
    ...swaps,
    ...(came.length === 0
      ? []
      : [`Returned: -${money(sum(came.map((back) => back.credit)))} in ${came.length}`]),
    ...rates.map((rate) => {
      const tax = sum(goods.filter((one) => one.taxRate === rate).map((one) => one.tax))
      return `Tax ${percent(rate)} of what came back: -${money(tax)}`
    }),
    ...lateTotals(backs, money),
    ...(['cash', 'card'] as const).map((kind) => {
      const given = refundsIn(backs, kind)
      return `Given back ${kind}: ${money(sum(given))} in ${given.length}`
    }),
  ]
}

/** Coupons that came after their sale, on a line of their own, and the tax that fell away with them. */
function lateTotals(backs: readonly SaleBack[], money: MoneyText): readonly string[] {
  const given = backs.filter((back) => back.late !== undefined)
  const late = backs.flatMap((back) => back.late ?? [])
  if (late.length === 0) return []
  const tax = sum(late.flatMap((one) => one.late.taxes.map((part) => part.amount)))
  return [
    `Late coupons: -${money(sum(given.map((back) => back.credit)))} in ${late.length}`,
    ...(tax === 0 ? [] : [`Tax of late coupons: -${money(tax)}`]),
  ]
}

/** Cash that left the drawer for goods that came back. */
export function cashGivenBack(sales: readonly Sale[]): number {
  return sum(
    refundsIn(
      sales.flatMap((sale) => (sale.back ? [sale.back] : [])),
      'cash',
    ),
  )
}

/** Who said yes to what came back. */
export function returnExceptions({ sale, back }: Order): readonly string[] {
  if (!sale?.back || !back) return []
  const { voids, soldRef } = sale.back
  const { approvedBy: by } = back
  return [
    ...(voids && soldRef !== null ? [`voids ${soldRef}`] : []),
    ...(by === null ? [] : [`${sale.back.late ? 'late coupon' : 'return'} approved by ${by}`]),
    ...sale.back.refunds.flatMap(({ insteadOfCard }) =>
      insteadOfCard ? [`cash instead of card approved by ${insteadOfCard.by}`] : [],
    ),
  ]
}

function refundsIn(backs: readonly SaleBack[], kind: 'cash' | 'card') {
  return backs
    .flatMap((back) => back.refunds.filter((one) => one.kind === kind))
    .map((one) => one.amount)
}
