import type { Classified } from '../../shared/barcode/scan'
import type { CatalogItem } from '../../shared/catalog'
import type { ScanReport } from '../../shared/ipc/contract'
import type { Order } from '../../shared/order/order'
import { leftToReturn } from '../../shared/order/goods-back'
import { phoneDigits } from '../../shared/order/phone'
import type { RefusalCode } from '../../shared/order/refusals'
import type { OwedRow } from '../../shared/order/till-view'
import type { FaultReport, Refusal } from '../../shared/result'
import type { Till } from './till'

/** What became of a scan, before it is reported. */
export type ScanOutcome = Pick<ScanReport, 'outcome' | 'result'> &
  Partial<Pick<ScanReport, 'refusal' | 'lineId' | 'items' | 'promotion' | 'fills'>>

/** Two low notes and one line. */
export const NOT_USED_HERE: ScanOutcome = { outcome: 'refused', result: 'not-used-here' }

/** A scan that the till would not have, with its reason. */
export function refusedBy(error: Refusal<RefusalCode> | FaultReport): ScanOutcome {
  const refusal = error.kind === 'refusal' ? error.code : 'journal-unwritable'
  return { ...NOT_USED_HERE, refusal }
}

/** What a scan the order has taken came to, told from the order before and after it. */
export function outcomeOfScan(taken: {
  readonly before: Order | null
  readonly after: Order
  readonly meaning: Classified
  readonly items: readonly CatalogItem[]
}): ScanOutcome {
  const { before, after, meaning, items } = taken
  if (meaning.kind === 'promotion') return { outcome: 'good', result: 'promotion-started' }
  const known = before?.id === after.id ? before : null
  if (meaning.kind === 'manufacturer-coupon') return outcomeOfCoupon(known, after)
  if (after.unresolved.length > (known?.unresolved.length ?? 0)) {
    if (meaning.kind === 'misread') return { outcome: 'attention', result: 'misread' }
    const choice = items.length > 1
    return { outcome: 'attention', result: choice ? 'item-choice' : 'unresolved', items }
  }
  const added = after.lines.length > (known?.lines.length ?? 0)
  const line = added
    ? after.lines.at(-1)
    : after.lines.find((each, index) => each.quantity !== known?.lines[index]?.quantity)
  const result = added ? 'line-added' : 'quantity-raised'
  return { outcome: 'good', result, lineId: line?.id ?? null }
}

/** A manufacturer coupon counts at once, or waits and says why. */
function outcomeOfCoupon(before: Order | null, after: Order): ScanOutcome {
  const known = new Set(couponsOn(before).map((one) => one.id))
  const waiting = new Set(before?.unresolved.map((one) => one.id))
  const isTaken = couponsOn(after).some((one) => !known.has(one.id) && !waiting.has(one.id))
  const isWaiting = after.unresolved.some((one) => !known.has(one.id) && !waiting.has(one.id))
  if (isWaiting || !isTaken) return { outcome: 'attention', result: 'unresolved' }
  return { outcome: 'good', result: 'coupon-taken' }
}

function couponsOn(order: Order | null) {
  return order === null ? [] : [...order.manufacturerCoupons, ...(order.back?.late ?? [])]
}

/** A customer's card holds a phone number: it is looked up, on the next order where the last one is paid. */
export function customerOn(till: Till, code: string): ScanOutcome {
  const phone = phoneDigits(code)
  if (phone === null) return NOT_USED_HERE
  const status = till.current?.status
  if (status === 'paid' || status === 'closed') {
    const opened = till.run({ type: 'NewOrder' })
    if (!opened.ok) return refusedBy(opened.error)
  }
  const ran = till.run({ type: 'SetCustomer', phone })
  return ran.ok ? { outcome: 'good', result: 'customer', fills: phone } : refusedBy(ran.error)
}

/** The receipt of a paid sale: the cashier is asked whether to open it. Nothing has happened yet. */
export function saleOn(till: Till, ref: string): ScanOutcome {
  const order = till.current
  if (order?.validation) return { ...NOT_USED_HERE, refusal: 'validation-under-way' }
  if (order?.status === 'paying') return { ...NOT_USED_HERE, refusal: 'order-not-open' }
  const open = order?.status === 'open' ? order.back?.sold : null
  if (open && open.ref !== ref) return { ...NOT_USED_HERE, refusal: 'return-under-way' }
  const found = { outcome: 'good', result: 'sale-found', fills: ref } as const
  if (open) return found
  const sold = till.sold(ref)
  if (sold === null) return { ...NOT_USED_HERE, refusal: 'sale-unknown' }
  if (sold === 'on-another-order') return { ...NOT_USED_HERE, refusal: 'sale-on-another-order' }
  const isBack = sold.lines.every((line) => leftToReturn(line) === 0)
  return isBack ? { ...NOT_USED_HERE, refusal: 'sale-came-back' } : found
}

/** A product that comes back without a receipt; it must be one and no other. */
export function goodsBack(items: readonly CatalogItem[]): ScanOutcome {
  return items.length === 1 ? { outcome: 'good', result: 'goods-back', items } : NOT_USED_HERE
}

/** Held orders keep of a phone number only what may be shown: its last four digits find them. */
export function heldFilter(meaning: Classified): ScanOutcome {
  if (meaning.kind !== 'customer') return NOT_USED_HERE
  const digits = phoneDigits(meaning.code)
  const fills = digits === null ? meaning.code : digits.slice(-4)
  return { outcome: 'good', result: 'list-filtered', fills }
}

/** A receipt shows what is owed for its sale. */
export function owedFilter(meaning: Classified, owed: readonly OwedRow[]): ScanOutcome {
  if (meaning.kind !== 'receipt') return NOT_USED_HERE
  const row = owed.find((one) => one.orderRef === meaning.orderRef)
  if (!row) return NOT_USED_HERE
  return { outcome: 'good', result: 'list-filtered', fills: row.effect.id }
}
