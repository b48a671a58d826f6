import { add, money, ZERO, type Money } from '../../../shared/money'
import { isCoupon, isOnWholeOrder } from '../../../shared/order/discount'
import type { NearPromotion } from '../../../shared/order/near-promotions'
import type { Note, Order } from '../../../shared/order/order'
import type { DiscountTotal } from '../../../shared/order/sale'
import type { TillView } from '../../../shared/order/till-view'
import { couponName } from '../../../shared/promotions/manufacturer-coupon'
import { couponWords } from '../../text/coupon-words'
import { enWhy } from '../../text/en-why'
import type { Format } from '../../text/format'
import { noteSentences } from '../../text/sentences'
import { nearWords } from '../../text/why-words'
import { walletRows } from './wallet-rows'
import type { OpenRow, WhyMoment, WhyRow } from './why-row'

/** The three groups, each with what helps most first. */
export type WhyRows = {
  readonly applied: readonly WhyRow[]
  readonly nearly: readonly WhyRow[]
  readonly not: readonly WhyRow[]
}

/** Every promotion, code and coupon near the order, with what became of it. */
export function whyRows(
  { order, totals }: Pick<TillView, 'order' | 'totals'>,
  near: readonly NearPromotion[],
  moment: WhyMoment,
): WhyRows {
  const store = near.map((one) => nearRow(one, moment))
  const paper = paperRows(order, moment.format)
  const wallet = walletRows(order, moment)
  const applied = totals.discounts.filter((one) => one.amount > 0)
  return {
    applied: byAmount(applied.map((one) => appliedRow(one, { order, totals }))),
    nearly: byAmount([...store, ...paper, ...wallet].filter((one) => one.isNear).map(plain)),
    not: [...codeRows(order, totals, moment.format), ...paper, ...wallet, ...store]
      .filter((one) => !one.isNear)
      .sort((a, b) => turnOf(a) - turnOf(b))
      .map(plain),
  }
}

/** What can be acted on comes first, what is said of wallets in general last. */
function turnOf({ help, isLast }: OpenRow): number {
  return isLast === true ? 2 : help === null ? 1 : 0
}

function plain({ isNear: _near, isLast: _last, ...row }: OpenRow): WhyRow {
  return row
}

function byAmount(rows: readonly WhyRow[]): readonly WhyRow[] {
  return [...rows].sort((a, b) => (b.amount ?? -1) - (a.amount ?? -1))
}

function appliedRow(discount: DiscountTotal, view: Pick<TillView, 'order' | 'totals'>): WhyRow {
  const { discountId, kind, name, amount, capped } = discount
  const where = whereOf(discount, view)
  const code = view.order.promotions.find((one) => one.id === discountId)
  const first =
    code?.notRechecked === true ? enWhy.notRechecked(where) : capped ? enWhy.capped(where) : where
  const tone = isCoupon(kind) && kind !== 'manufacturer-coupon' ? 'petz' : 'discount'
  return { id: discountId, name, first, second: null, amount, tone, help: null }
}

/** The lines it fell on, by name where they are few. */
function whereOf(
  { discountId, kind, code }: DiscountTotal,
  { order, totals }: Pick<TillView, 'order' | 'totals'>,
): string {
  const on = totals.lines.filter((line) =>
    line.shares.some((share) => share.discountId === discountId && share.amount > 0),
  )
  const isWhole = isOnWholeOrder(kind) && on.length === totals.lines.length
  if (isWhole) return code === null ? enWhy.onWhole : enWhy.onWholeCode(code)
  const names = on.flatMap((one) => order.lines.find((line) => line.id === one.lineId)?.name ?? [])
  const [first, second, ...others] = names
  if (first === undefined) return enWhy.onWhole
  if (second === undefined) return enWhy.on(first)
  return others.length === 0 ? enWhy.on(enWhy.and(first, second)) : enWhy.onLines(names.length)
}

function nearRow(near: NearPromotion, { format, now }: WhyMoment): OpenRow {
  const { ruleId, name, missing, saves } = near
  const { code } = missing
  const isNear = code === 'goods-missing' || code === 'spend-missing' || code === 'customer-missing'
  const help = code === 'customer-missing' ? ({ kind: 'add-customer' } as const) : null
  const words = nearWords(near, format, now)
  return { id: ruleId, name, ...words, amount: saves, tone: 'discount', help, isNear }
}

/** Manufacturer coupons that wait. */
function paperRows(order: Order, format: Format): readonly OpenRow[] {
  return order.unresolved.flatMap(({ id, code, coupon }): readonly OpenRow[] => {
    const why = coupon?.why
    if (!why) return []
    const isNear = why.outcome === 'blocked' && why.block.reason === 'not-bought'
    const words = couponWords(why, format)
    const kind = why.outcome === 'needs-manager' ? 'ask-manager' : 'remove'
    const base = { id, name: couponName(code), amount: null, tone: 'discount' } as const
    return [{ ...base, ...words, help: { kind, scanId: id }, isNear }]
  })
}

/** Codes that take off nothing, and codes that were refused. */
function codeRows(order: Order, totals: TillView['totals'], format: Format): readonly OpenRow[] {
  const taken = new Map<string, Money>()
  for (const { discountId, amount } of totals.discounts) {
    taken.set(discountId, add(taken.get(discountId) ?? ZERO, amount))
  }
  const idle = order.promotions.filter(
    (one) => one.status !== 'verifying' && (taken.get(one.id) ?? money(0)) === 0,
  )
  const onOrder = new Set(order.promotions.flatMap((one) => [one.code, one.name]))
  const refused = (order.refusedCodes ?? []).filter((one) => !onOrder.has(codeOf(one)))
  return [
    ...idle.map(({ id, name }): OpenRow => {
      const words = { first: enWhy.zeroNow, second: enWhy.zeroNowHelp }
      return { id, name, ...words, ...CODE, help: null }
    }),
    ...refused.map((note): OpenRow => {
      const name = codeOf(note)
      const code = note.values['code']
      const isTried = code !== undefined && WORTH_A_TRY.has(note.code)
      const help = isTried ? ({ kind: 'try-code', code } as const) : null
      const words = noteSentences(note, format)
      const second = note.code === 'promotion-inactive' ? enWhy.inactiveHelp : words.second
      return { id: note.id, name, first: words.first, second, ...CODE, help }
    }),
  ].reverse()
}

/** What all rows of codes have. */
const CODE = { amount: null, tone: 'discount', isNear: false } as const

function codeOf({ values }: Note): string {
  return values['code'] ?? values['name'] ?? ''
}

/** What may end otherwise when it is asked again. */
const WORTH_A_TRY: ReadonlySet<Note['code']> = new Set([
  'promotion-no-answer',
  'promotion-refused',
  'promotion-not-applicable',
])
