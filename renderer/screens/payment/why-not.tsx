import { useState, type ReactNode } from 'react'
import { Minus, Plus, Ticket } from 'lucide-react'
import type { Action } from '../../actions/action'
import {
  checkCouponsAgain,
  goToStepOne,
  refreshWallet,
  removeAndCheckAgain,
} from '../../actions/payment'
import { reportProduct } from '../../actions/why'
import { isReported } from '../../../shared/order/decide-report-product'
import type { CouponRejection, RejectedCoupon } from '../../../shared/order/answers'
import { Button } from '../../components/button'
import { useTill } from '../../stores/view'
import { enWhy } from '../../text/en-why'
import { enPayment, enRejectionHelp, enRejections } from '../../text/en-payment'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'
import { rejectionGaps, unreadLine, walletCoupon, whyRejected } from '../parts/rejection-gaps'

/** The one button a reason has, where a button helps. `product-mismatch` shows the products instead. */
const HELP: Readonly<Partial<Record<CouponRejection, Action>>> = {
  'not-in-wallet': refreshWallet,
  'line-excluded': removeAndCheckAgain,
  'store-promotion': goToStepOne,
  'held-elsewhere': checkCouponsAgain,
  unknown: checkCouponsAgain,
}

type WhyNotProps = {
  readonly rejected: readonly RejectedCoupon[]
  readonly startsOpen: boolean
}

/** The coupons PETZ does not give; "Why not?" unfolds the reasons. */
export function WhyNot({ rejected, startsOpen }: WhyNotProps): ReactNode {
  const [isOpen, setOpen] = useState(startsOpen)
  const Sign = isOpen ? Minus : Plus
  return (
    <div className="pay-card">
      <button
        type="button"
        className="pay-whynot"
        aria-expanded={isOpen}
        aria-label={enPayment.whyNotOf(rejected.length)}
        onClick={() => setOpen(!isOpen)}
      >
        <span>{enPayment.doNotApply(rejected.length)}</span>
        <span>
          {enPayment.whyNot}
          <Sign size={18} strokeWidth={1.9} aria-hidden />
        </span>
      </button>
      {isOpen ? rejected.map((coupon) => <Reason key={coupon.couponId} rejected={coupon} />) : null}
    </div>
  )
}

function Reason({ rejected }: { readonly rejected: RejectedCoupon }): ReactNode {
  const format = useFormat()
  const order = useTill((view) => view.order)
  const [isListed, setListed] = useState(false)
  const gaps = rejectionGaps(rejected, order, format.plainDay)
  const why = whyRejected(rejected, order)
  const help = why === 'no-upc' ? undefined : HELP[why]
  const products = walletCoupon(order, rejected.couponId)
  const hasProducts = why === 'product-mismatch' && products !== null
  const unread = unreadLine(rejected, order)
  const isTold = unread !== null && isReported(order, unread.name)
  return (
    <>
      <div className="pay-row pay-reason">
        <Ticket
          className="pay-row-icon"
          data-tone="quiet"
          size={26}
          strokeWidth={1.9}
          aria-hidden
        />
        <div className="pay-row-text">
          <strong>{rejected.title}</strong>
          <span>{enRejections[why](gaps)}</span>
          <span className="pay-reason-help">
            {isTold ? enWhy.reportedHelp : enRejectionHelp[why]}
          </span>
        </div>
        {help ? <ActionButton action={help} size="row" showKey={false} /> : null}
        {unread === null || isTold ? null : (
          <Button
            label={enWhy.report}
            name={enWhy.reportOf(unread.name)}
            size="row"
            onPress={() => reportProduct(unread.id)}
          />
        )}
        {hasProducts ? (
          <Button
            label={isListed ? enPayment.hideProducts : enPayment.showProducts}
            size="row"
            onPress={() => setListed(!isListed)}
          />
        ) : null}
      </div>
      {hasProducts && isListed ? (
        <ul className="pay-products" aria-label={enPayment.productsOf(rejected.title)}>
          {products.details === '' ? null : <li>{products.details}</li>}
          {products.gtins.map((gtin) => (
            <li key={gtin} className="num">
              {gtin.replace(/^0+/, '')}
            </li>
          ))}
        </ul>
      ) : null}
    </>
  )
}
