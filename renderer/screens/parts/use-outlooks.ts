import { useMemo, useRef } from 'react'
import { couponOutlooks, type CouponOutlook } from '../../../shared/order/coupon-outlook'
import { useChosen, useDraftStore } from '../../stores/draft'
import { keepSame } from '../../stores/keep-same'
import { useTill, useViewStore } from '../../stores/view'
import { couponMarks, type CouponMarks } from './coupon-marks'
import { useFormat } from './use-format'

const NONE: readonly CouponOutlook[] = []

/** How each coupon of the customer's wallet stands, in the wallet's order; nothing while the wallet is closed. */
export function useOutlooks(): readonly CouponOutlook[] {
  const isOpen = useDraftStore((draft) => draft.screen === 'wallet')
  const order = useTill((view) => (isOpen ? view.order : null))
  const totals = useTill((view) => view.totals)
  const products = useViewStore((state) => state.products)
  const today = useFormat().plainToday(Date.now())
  return useMemo(
    () => (order === null ? NONE : couponOutlooks({ order, totals, products, today })),
    [order, totals, products, today],
  )
}

/** The marks of the wallet's coupons on the lines of the order; none while the wallet is closed. */
export function useCouponMarks(): CouponMarks {
  const outlooks = useOutlooks()
  const coupons = useTill((view) => view.order.customer?.coupons)
  const chosen = useShownCoupon()
  const kept = useRef<CouponMarks>({})
  return useMemo(() => {
    const fresh = outlooks === NONE ? {} : couponMarks(coupons ?? [], outlooks, chosen)
    kept.current = keepSame(kept.current, fresh)
    return kept.current
  }, [outlooks, coupons, chosen])
}

/** The coupon the mouse points at, else the one that was chosen; null when there is neither. */
export function useShownCoupon(): string | null {
  const chosen = useChosen('coupon')
  return useChosen('coupon-pointed') ?? chosen
}
