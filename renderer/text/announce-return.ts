import { negate } from '../../shared/money'
import { figureOf } from '../../shared/order/comes-back'
import type { TillView } from '../../shared/order/till-view'
import { en } from './en'
import { enReturn } from './en-return'
import type { Format } from './format'
import { isolated } from './isolated'

/** What is said of goods that come back: the sale that opens, each change of them. Null where nothing of it changed. */
export function announceReturn(before: TillView, after: TillView, format: Format): string | null {
  const [old, now] = [before.order.back, after.order.back]
  if (old === now) return null
  if (now?.sold && !old?.sold) return enReturn.opened(format.orderNumber(now.sold.number))
  const goods = (now?.goods ?? []).findLast((one) => !old?.goods.some((was) => same(was, one)))
  if (goods) {
    const quantity = format.quantity(goods.quantity, goods.unit)
    const said = goods.swapped
      ? enReturn.saidSwapped(isolated(goods.name), quantity)
      : enReturn.saidBack(isolated(goods.name), quantity, format.amount(goods.refund))
    return `${said} ${figureSaid(after, format)}`
  }
  const [was, is] = [old?.late ?? [], now?.late ?? []]
  const taken = is.findLast((one) => !was.some((before) => same(before, one)))
  if (taken) {
    const said = enReturn.late.taken(format.amount(taken.late.refund))
    return `${said} ${figureSaid(after, format)}`
  }
  if (was.length > is.length && now) return enReturn.late.removed
  const isGone = (id: string) => !now?.goods.some((one) => one.id === id)
  const kept = old?.goods.find((one) => isGone(one.id))
  return kept ? `${enReturn.saidKept(isolated(kept.name))} ${figureSaid(after, format)}` : null
}

/** The one figure of the order: what it comes to, or what is to be given back. */
export function figureSaid(view: TillView, format: Format): string {
  const figure = figureOf(view)
  return figure < 0
    ? enReturn.saidToGiveBack(format.amount(negate(figure)))
    : en.totalSpoken(format.amount(figure))
}

function same(was: { readonly id: string }, now: { readonly id: string }): boolean {
  return was.id === now.id
}
