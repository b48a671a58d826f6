import { unreachable } from '../../../shared/assert'
import { subtract, sum, ZERO, type Money } from '../../../shared/money'
import type { TillView } from '../../../shared/order/till-view'
import { leftOfLine, totalsOf } from '../../../shared/order/totals'
import type { StoreDiscountRule } from '../../../shared/promotions/rule'
import type { Approval } from '../../stores/draft'
import { couponName } from '../../../shared/promotions/manufacturer-coupon'
import { couponWords } from '../../text/coupon-words'
import { enCoupons } from '../../text/en-coupons'
import { enApproval } from '../../text/en-approval'
import type { Format } from '../../text/format'
import { enReturn } from '../../text/en-return'
import { owedTitle } from '../../text/owed-words'

/** What a manager decides on: the act in words, and what it does to the money. */
export type AskedFor = {
  readonly title: string
  readonly now: Money | null
  readonly after: Money | null
  readonly cost: Money
}

/** Works out what an approval would do, without doing it. */
export function askedFor(
  approval: Approval,
  view: TillView,
  rules: readonly StoreDiscountRule[],
  format: Format,
): AskedFor {
  switch (approval.act) {
    case 'store-discount':
      return discountAsked(approval, view, rules)
    case 'accept-promotions':
      return promotionsAsked(view)
    case 'manufacturer-coupon':
      return couponAsked(approval, view, format)
    case 'return':
    case 'late-coupon':
      return returnAsked(view, format)
    case 'give-back-cash': {
      const cost = view.comesBack?.toCard ?? ZERO
      const title = `${enReturn.cashInstead}: ${format.amount(cost)}`
      return { title, now: null, after: null, cost }
    }
    case 'close-effect': {
      const row = view.owed.find((one) => one.effect.id === approval.effectId)
      const title = row ? enApproval.close(owedTitle(row, format)) : enApproval.title
      return { title, now: null, after: null, cost: row?.amount ?? ZERO }
    }
    default:
      return unreachable(approval)
  }
}

function discountAsked(
  { ruleId, lineId }: Extract<Approval, { act: 'store-discount' }>,
  { order, totals }: TillView,
  rules: readonly StoreDiscountRule[],
): AskedFor {
  const rule = rules.find((one) => one.id === ruleId)
  const line = order.lines.find((one) => one.id === lineId)
  if (!rule) return { title: enApproval.title, now: null, after: null, cost: ZERO }
  const asked = {
    id: 'asked',
    ruleId,
    name: rule.name,
    lineId,
    value: rule.value,
    approvedBy: null,
  }
  const after = totalsOf({ ...order, storeDiscounts: [...order.storeDiscounts, asked] })
  const cost = after.discounts.find((one) => one.discountId === asked.id)?.amount ?? ZERO
  const now =
    lineId === null ? subtract(totals.subtotal, totals.discount) : leftOfLine(order, lineId)
  return {
    title: line ? enApproval.discountOn(rule.name, line.name) : rule.name,
    now,
    after: subtract(now, cost),
    cost,
  }
}

/** What it takes off is known only when it is judged; the store gets it back from the manufacturer. */
function couponAsked(
  { couponId, lineId, amount }: Extract<Approval, { act: 'manufacturer-coupon' }>,
  { order }: TillView,
  format: Format,
): AskedFor {
  const scan = order.unresolved.find((one) => one.id === couponId)
  const line = order.lines.find((one) => one.id === lineId)
  const sold = order.back?.sold?.lines.find((one) => one.lineId === lineId)
  const name = line?.name ?? sold?.name
  const goods = name === undefined ? null : enCoupons.on(name)
  const why = scan?.coupon?.why
  const doubt = why ? couponWords(why, format).first : ''
  const worth = amount === null ? null : format.amount(amount)
  const title = enCoupons.asked(couponName(scan?.code ?? ''), worth, goods, doubt)
  return { title, now: null, after: null, cost: ZERO }
}

/** What comes back, and each reason why it is asked. */
function returnAsked({ order, comesBack }: TillView, format: Format): AskedFor {
  const amount = comesBack?.credit ?? ZERO
  const reasons = (comesBack?.reasons ?? []).map((one) => enReturn.why[one])
  const isLate = (order.back?.late ?? []).length > 0
  const words = isLate ? enReturn.late.approvalTitle : enReturn.approvalTitle
  const title = [`${words(format.amount(amount))}.`, ...reasons].join(' ')
  return { title, now: null, after: null, cost: amount }
}

/** The promotions on the order that nobody has been able to check. */
function promotionsAsked({ order, totals }: TillView): AskedFor {
  const pending = order.promotions.filter((one) => one.status === 'pending')
  const without = totalsOf({
    ...order,
    promotions: order.promotions.filter((one) => one.status !== 'pending'),
  })
  const ids = new Set(pending.map((one) => one.id))
  return {
    title: enApproval.accept(pending.map((one) => one.name).join(', ')),
    now: without.total,
    after: totals.total,
    cost: sum(totals.discounts.filter((one) => ids.has(one.discountId)).map((one) => one.amount)),
  }
}
