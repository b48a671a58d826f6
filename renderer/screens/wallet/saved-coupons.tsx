import { useEffect, useRef, type KeyboardEvent, type ReactNode } from 'react'
import type { WalletCoupon } from '../../../shared/order/answers'
import { choose, useChosen } from '../../stores/draft'
import { en } from '../../text/en'
import { useOutlooks } from '../parts/use-outlooks'
import { SavedCoupon } from './saved-coupon'

/** Where an arrow leads in the list. */
const NEXT: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowUp: (at) => Math.max(0, at - 1),
  ArrowDown: (at, last) => Math.min(last, at + 1),
  Home: () => 0,
  End: (_at, last) => last,
}

/**
 * What the customer has saved, each with how it stands on this order. One tab stop; arrows move and choose, and
 * the chosen one is marked on the lines of the order.
 */
export function SavedCoupons({
  coupons,
}: {
  readonly coupons: readonly WalletCoupon[]
}): ReactNode {
  const outlooks = useOutlooks()
  const chosen = useChosen('coupon')
  const list = useRef<HTMLUListElement>(null)
  // What the mouse pointed at is gone with the list.
  useEffect(() => () => choose('coupon-pointed', null), [])
  const at = coupons.findIndex((coupon) => coupon.couponId === chosen)
  const move = (event: KeyboardEvent): void => {
    const next = NEXT[event.key]
    const coupon = next === undefined ? undefined : coupons[next(at, coupons.length - 1)]
    if (!coupon) return
    event.preventDefault()
    choose('coupon', coupon.couponId)
    const id = CSS.escape(coupon.couponId)
    list.current?.querySelector<HTMLElement>(`[data-coupon="${id}"]`)?.focus()
  }
  return (
    <ul ref={list} className="wallet-list" aria-label={en.savedCouponsList} onKeyDown={move}>
      {coupons.map((coupon, index) => {
        const outlook = outlooks[index]
        if (!outlook) return null
        return (
          <SavedCoupon
            key={coupon.couponId}
            coupon={coupon}
            outlook={outlook}
            isChosen={index === at}
            isStop={index === Math.max(0, at)}
          />
        )
      })}
    </ul>
  )
}
