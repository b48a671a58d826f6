import { money } from '../../shared/money'
import type { UnresolvedScan } from '../../shared/order/order'
import { askCashier, sayRefused, useDraftStore } from '../stores/draft'
import { enCoupons } from '../text/en-coupons'
import { useViewStore } from '../stores/view'
import { runCommand } from './run'

/**
 * Asks a manager about a coupon that the till cannot check. The chosen line is taken for the goods it is for where
 * its code does not say; an amount is asked for first where nobody else says it.
 */
export function askAboutCoupon({ id, coupon }: Pick<UnresolvedScan, 'id' | 'coupon'>): void {
  const why = coupon?.why
  if (why?.outcome !== 'needs-manager') return
  const mayName = why.doubt !== 'family-unknown' && why.doubt !== 'weight-unknown'
  const lineId = mayName ? (coupon?.late ? chosenSoldId() : chosenLineId()) : null
  if (why.wantsLine && lineId === null) {
    sayRefused(coupon?.late ? enCoupons.chooseSoldLine : enCoupons.chooseLine)
    return
  }
  if (why.wantsAmount) askCashier({ kind: 'coupon-amount', couponId: id, lineId })
  else askApproval(id, lineId, null)
}

/** The same for the row of a scan, as long as it waits. */
export function askAboutScan(scanId: string): void {
  const { view } = useViewStore.getState()
  const scan = view?.order.unresolved.find((one) => one.id === scanId)
  if (scan) askAboutCoupon(scan)
}

/** Asks a manager, once the amount is known. */
export function askApproval(couponId: string, lineId: string | null, amount: number | null): void {
  const worth = amount === null ? null : money(amount)
  const approval = { act: 'manufacturer-coupon', couponId, lineId, amount: worth } as const
  askCashier({ kind: 'approval', approval })
}

/** Takes a manufacturer coupon off the order. */
export function removeManufacturerCoupon(couponId: string): void {
  void runCommand({ type: 'RemoveManufacturerCoupon', couponId })
}

/** A coupon that came late is for goods of the sale that is open. */
function chosenSoldId(): string | null {
  const chosen = useDraftStore.getState().chosen['sold-line'] ?? null
  const sold = useViewStore.getState().view?.order.back?.sold
  return sold?.lines.find((one) => one.lineId === chosen)?.lineId ?? null
}

function chosenLineId(): string | null {
  const chosen = useDraftStore.getState().chosen.line ?? null
  const line = useViewStore.getState().view?.order.lines.find((one) => one.id === chosen)
  return line === undefined || line.voided ? null : line.id
}
