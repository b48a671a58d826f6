import type { ReactNode } from 'react'
import { Check, Ticket } from 'lucide-react'
import { unreachable } from '../../../shared/assert'
import type { WalletCoupon } from '../../../shared/order/answers'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import type { Format } from '../../text/format'
import { useFormat } from '../parts/use-format'
import { fitOf, type Fit } from './fits'

/** What the customer has saved, each with a forecast of whether it fits. */
export function SavedCoupons({
  coupons,
}: {
  readonly coupons: readonly WalletCoupon[]
}): ReactNode {
  const format = useFormat()
  const lines = useTill((view) => view.order.lines)
  const today = format.plainToday(Date.now())
  return (
    <ul className="wallet-list" aria-label={en.savedCouponsList} tabIndex={0}>
      {coupons.map((coupon) => {
        const fit = fitOf(coupon, lines, today)
        return (
          <li key={coupon.couponId} className="wallet-row">
            <Ticket size={26} strokeWidth={1.9} className={INK[fit.kind]} aria-hidden />
            <div className="grow">
              <p className="wallet-title cut" title={coupon.title}>
                {coupon.title}
              </p>
              <p className="second cut">{coupon.details}</p>
            </div>
            <div className="wallet-side">
              <FitTag fit={fit} format={format} />
              <span className="second">{untilWords(coupon, today, format)}</span>
            </div>
          </li>
        )
      })}
    </ul>
  )
}

const INK: Readonly<Record<Fit['kind'], string>> = {
  'choose-at-pay': 'discount-ink',
  fits: 'petz-ink',
  'not-in-order': 'quiet-ink',
  'other-size': 'quiet-ink',
  'not-started': 'quiet-ink',
  expired: 'quiet-ink',
}

function FitTag({ fit, format }: { readonly fit: Fit; readonly format: Format }): ReactNode {
  switch (fit.kind) {
    case 'choose-at-pay':
      return <span className="tag tag-discount">{en.chooseAtPay}</span>
    case 'fits':
      return (
        <span className="tag tag-petz">
          <Check size={16} strokeWidth={2} aria-hidden />
          {en.fits}
        </span>
      )
    case 'not-in-order':
      return <span className="tag">{en.notInOrder}</span>
    case 'other-size':
      return <span className="tag">{en.otherSize(fit.size)}</span>
    case 'not-started':
      return <span className="tag">{en.from(format.plainDay(fit.day))}</span>
    case 'expired':
      return <span className="tag">{en.expired(format.plainDay(fit.day))}</span>
    default:
      return unreachable(fit)
  }
}

function untilWords(coupon: WalletCoupon, today: string, format: Format): string {
  if (coupon.expiresOn === null || coupon.expiresOn < today) return ''
  return coupon.expiresOn === today ? en.untilTonight : en.until(format.plainDay(coupon.expiresOn))
}
