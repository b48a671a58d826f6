import { useMemo, type ReactNode } from 'react'
import {
  addCustomer,
  backToOrder,
  continuePayment,
  skipOpenStorePromotion,
} from '../../actions/payment'
import { useActions } from '../../actions/keyboard-context'
import type { Action } from '../../actions/action'
import { businessDateOf } from '../../../shared/order/dates'
import type { WalletCoupon } from '../../../shared/order/answers'
import type { Order } from '../../../shared/order/order'
import { countsOn } from '../../../shared/order/payment-phase'
import { choose, useChosen } from '../../stores/draft'
import { Note } from '../../components/note'
import { useTill, useViewStore } from '../../stores/view'
import { enOffline } from '../../text/en-offline'
import { enPayment } from '../../text/en-payment'
import { PanelTitle } from '../parts/panel-title'
import { PayBar } from './pay-bar'
import { ClosedPromotion, StorePromotionCard } from './store-promotion-card'
import { Steps } from './steps'

/** Payment, step 1: which item each store promotion of the wallet is for. */
export function StorePromotionsStep(): ReactNode {
  const order = useTill((view) => view.order)
  const chosen = useChosen('store-promotion')
  const isDown = useViewStore((state) =>
    state.services.some((one) => one.service === 'coupons' && one.status === 'not-answering'),
  )
  const { usable, closed } = useMemo(() => storePromotionsOf(order), [order])
  const open = openOf(order, usable, chosen)
  const actions = useMemo<readonly Action[]>(
    () => [
      continuePayment,
      backToOrder,
      addCustomer,
      ...(open === null ? [] : [skipOpenStorePromotion(open.couponId)]),
    ],
    [open],
  )
  useActions(actions)
  return (
    <>
      <section className="side fade-in" aria-label={enPayment.steps['store-promotions']}>
        <Steps current="store-promotions" />
        <div className="pay-head">
          <PanelTitle text={enPayment.whichItem} />
          <p>{enPayment.storePromotionsInWallet(usable.length)}</p>
        </div>
        {isDown ? (
          <Note
            tone="warning"
            className="pay-note"
            first={enOffline.walletUnconfirmed}
            second={enOffline.walletUnconfirmedHelp}
          />
        ) : null}
        {usable.map((coupon) => (
          <StorePromotionCard
            key={coupon.couponId}
            coupon={coupon}
            isOpen={coupon.couponId === open?.couponId}
            onOpen={() => choose('store-promotion', coupon.couponId)}
          />
        ))}
        {closed.map((coupon) => (
          <ClosedPromotion key={coupon.couponId} coupon={coupon} />
        ))}
        <p className="pay-foot">{enPayment.onePerItem}</p>
      </section>
      <PayBar back={backToOrder} forward={continuePayment} />
    </>
  )
}

/** Store promotions of the wallet: those that count today, and those that have ended or not begun. */
function storePromotionsOf(order: Order): {
  readonly usable: readonly WalletCoupon[]
  readonly closed: readonly WalletCoupon[]
} {
  const all = order.customer?.coupons.filter((one) => one.kind === 'store-promotion') ?? []
  const day = businessDateOf(order.payment?.startedAt ?? order.changedAt)
  return {
    usable: all.filter((one) => countsOn(one, day)),
    closed: all.filter((one) => !countsOn(one, day)),
  }
}

/** The card that is open: the one pressed, else the first that is neither given an item nor skipped. */
function openOf(
  order: Order,
  usable: readonly WalletCoupon[],
  chosen: string | null,
): WalletCoupon | null {
  const { payment } = order
  const isDecided = (one: WalletCoupon): boolean =>
    payment?.skipped.includes(one.couponId) === true ||
    payment?.storePromotions.some((use) => use.couponId === one.couponId) === true
  return (
    usable.find((one) => one.couponId === chosen) ??
    usable.find((one) => !isDecided(one)) ??
    usable.at(-1) ??
    null
  )
}
