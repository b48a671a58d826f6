import type { ReactNode } from 'react'
import { mayGiveBack } from '../../../shared/order/decide-tender'
import { useTill } from '../../stores/view'
import { CardPanel } from './card-panel'
import { CouponsStep } from './coupons-step'
import { GiveBackStep } from './give-back-step'
import { StorePromotionsStep } from './store-promotions-step'
import { TenderStep } from './tender-step'

/** Payment, beside the order: store promotions, PETZ coupons, tender; and the card machine's answer. */
export function PaymentPanel(): ReactNode {
  const step = useTill((view) => view.order.payment?.step ?? null)
  const isCard = useTill((view) => view.order.payment?.card != null)
  const isBack = useTill((view) => mayGiveBack(view.order, view.stillToPay))
  if (isCard) return <CardPanel />
  if (step === 'store-promotions') return <StorePromotionsStep />
  if (step === 'coupons') return <CouponsStep />
  if (step !== 'tender') return null
  return isBack ? <GiveBackStep /> : <TenderStep />
}
