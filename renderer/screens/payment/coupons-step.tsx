import type { ReactNode } from 'react'
import { Clock } from 'lucide-react'
import { useActions } from '../../actions/keyboard-context'
import {
  addCustomer,
  backToOrder,
  checkCouponsAgain,
  continueFromCoupons,
  continueWithoutCoupons,
  tryCouponsAgain,
} from '../../actions/payment'
import type { Authorization } from '../../../shared/order/order'
import { sum } from '../../../shared/money'
import { unreachable } from '../../../shared/assert'
import { Note } from '../../components/note'
import { Spinner } from '../../components/spinner'
import { useTill } from '../../stores/view'
import { enPayment } from '../../text/en-payment'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { useFormat } from '../parts/use-format'
import { useLater } from '../parts/use-later'
import { CouponRow } from './coupon-row'
import { PayBar } from './pay-bar'
import { Steps } from './steps'
import { WhyNot } from './why-not'

const LONG_MS = 3000

const STEP_ACTIONS = [continueFromCoupons, backToOrder, addCustomer]
const REVIEW_ACTIONS = [checkCouponsAgain]
const FAILED_ACTIONS = [tryCouponsAgain, continueWithoutCoupons]
const WAITING_ACTIONS = [continueWithoutCoupons]

/** Payment, step 2: what PETZ gives for this order, and why not the rest. */
export function CouponsStep(): ReactNode {
  const authorization = useTill((view) => view.order.payment?.authorization ?? null)
  useActions(STEP_ACTIONS)
  return (
    <>
      <section className="side fade-in" aria-label={enPayment.steps.coupons}>
        <Steps current="coupons" />
        {authorization === null ? null : <Answer authorization={authorization} />}
      </section>
      <PayBar
        back={backToOrder}
        forward={continueFromCoupons}
        focusForward={isNothing(authorization)}
      />
    </>
  )
}

/** PETZ has answered and nothing applies: there is nothing to tell the customer. */
function isNothing(authorization: Authorization | null): boolean {
  return authorization?.status === 'none' && authorization.leftOut.length === 0
}

function Answer({ authorization }: { readonly authorization: Authorization }): ReactNode {
  switch (authorization.status) {
    case 'asking':
      return <Asking authRef={authorization.authRef} />
    case 'authorized':
    case 'none':
      return <Review authorization={authorization} />
    case 'no-answer':
      return <Failed first={enPayment.noAnswer} second={enPayment.noAnswerHelp} />
    case 'unusable':
      return <Failed first={enPayment.unusable} second={enPayment.unusableHelp} />
    case 'misconfigured':
      return <Failed first={enPayment.misconfigured} second={enPayment.misconfiguredHelp} />
    default:
      return unreachable(authorization.status)
  }
}

/** Under 300 ms nothing is shown; after 3 s the way on without coupons. */
function Asking({ authRef }: { readonly authRef: string }): ReactNode {
  const isShown = useLater(300, authRef)
  const isLong = useLater(LONG_MS, authRef)
  return isShown ? (
    <div className="pay-waiting" role="status">
      <span className="pay-waiting-spinner">
        <Spinner size={54} />
      </span>
      <h2>{enPayment.checking}</h2>
      <p>{isLong ? enPayment.checkingLong : ''}</p>
      <div className="pay-waiting-action">{isLong ? <GoOnWithout /> : null}</div>
    </div>
  ) : null
}

function GoOnWithout(): ReactNode {
  useActions(WAITING_ACTIONS)
  return <ActionButton action={continueWithoutCoupons} />
}

function Failed({ first, second }: { readonly first: string; readonly second: string }): ReactNode {
  useActions(FAILED_ACTIONS)
  return (
    <>
      <div className="pay-head">
        <PanelTitle text={enPayment.steps.coupons} />
      </div>
      <Note tone="warning" className="pay-note" first={first} second={second} />
      <div className="pay-note-actions">
        <ActionButton action={tryCouponsAgain} />
        <ActionButton action={continueWithoutCoupons} />
      </div>
    </>
  )
}

function Review({ authorization }: { readonly authorization: Authorization }): ReactNode {
  const format = useFormat()
  useActions(REVIEW_ACTIONS)
  const { coupons, leftOut, rejected, expiresAt } = authorization
  const saved = format.figure(sum(coupons.map((coupon) => coupon.amount)))
  const hasNone = coupons.length === 0 && leftOut.length === 0
  return (
    <>
      <div className="pay-head">
        <PanelTitle
          noFocus={hasNone}
          text={hasNone ? enPayment.nothingFits : enPayment.couponsApply(coupons.length)}
        />
        <p>{coupons.length === 0 ? enPayment.nothingFitsHelp : enPayment.tellCustomer(saved)}</p>
      </div>
      {hasNone ? null : (
        <ul className="pay-card">
          {coupons.map((coupon) => (
            <CouponRow key={coupon.couponId} coupon={coupon} isLeftOut={false} />
          ))}
          {leftOut.map((coupon) => (
            <CouponRow key={coupon.couponId} coupon={coupon} isLeftOut />
          ))}
        </ul>
      )}
      {rejected.length === 0 ? null : <WhyNot rejected={rejected} startsOpen={hasNone} />}
      <div className="pay-held">
        {expiresAt === null ? null : <Clock size={20} strokeWidth={1.9} aria-hidden />}
        <span>{expiresAt === null ? '' : enPayment.heldUntil(format.time(expiresAt))}</span>
        <ActionButton action={checkCouponsAgain} size="row" showKey={false} />
      </div>
    </>
  )
}
