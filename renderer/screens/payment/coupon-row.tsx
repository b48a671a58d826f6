import type { ReactNode } from 'react'
import { Ticket } from 'lucide-react'
import { leaveOutCoupon, putCouponBack } from '../../actions/payment'
import type { AuthorizedCoupon } from '../../../shared/order/answers'
import type { Line } from '../../../shared/order/order'
import { Button } from '../../components/button'
import { useTill } from '../../stores/view'
import { enPayment } from '../../text/en-payment'
import type { Format } from '../../text/format'
import { useFormat } from '../parts/use-format'

type CouponRowProps = { readonly coupon: AuthorizedCoupon; readonly isLeftOut: boolean }

/** One coupon PETZ gives, with its lines and amount; it can be left out and used again. */
export function CouponRow({ coupon, isLeftOut }: CouponRowProps): ReactNode {
  const format = useFormat()
  const lines = useTill((view) => view.order.lines)
  const label = isLeftOut ? enPayment.useAgain : enPayment.leaveOut
  const name = isLeftOut ? enPayment.useAgainOf(coupon.title) : enPayment.leaveOutOf(coupon.title)
  const press = isLeftOut ? putCouponBack : leaveOutCoupon
  return (
    <li className="pay-row" data-out={isLeftOut || undefined}>
      <Ticket className="pay-row-icon" size={26} strokeWidth={1.9} aria-hidden />
      <div className="pay-row-text">
        <strong>{coupon.title}</strong>
        <span>{isLeftOut ? enPayment.leftOut : linesText(coupon, lines, format)}</span>
      </div>
      <span className="num pay-row-sum">{format.off(coupon.amount)}</span>
      <Button label={label} name={name} size="row" onPress={() => press(coupon.couponId)} />
    </li>
  )
}

function linesText(coupon: AuthorizedCoupon, lines: readonly Line[], format: Format): string {
  return coupon.lines
    .map(({ lineRef, quantity }) => {
      const name = lines.find((line) => line.ref === lineRef)?.name ?? lineRef
      return quantity === 1000
        ? enPayment.onLine(name)
        : enPayment.onLinePieces(name, format.quantity(quantity, 'each'))
    })
    .join(' · ')
}
