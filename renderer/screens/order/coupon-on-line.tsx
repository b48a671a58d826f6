import type { ReactNode } from 'react'
import { EqualNot, Plus, Ticket, type LucideIcon } from 'lucide-react'
import { classes } from '../../components/classes'
import { enWallet } from '../../text/en-wallet'
import type { CouponMark } from '../parts/coupon-marks'

const SIGN: Readonly<Record<CouponMark['sign'], LucideIcon>> = {
  ticket: Ticket,
  more: Plus,
  not: EqualNot,
}

/** Under a line: which coupon it is for, or which it nearly is. Each has a sign and words besides its colour. */
export function CouponOnLine({ mark }: { readonly mark: CouponMark }): ReactNode {
  const Sign = SIGN[mark.sign]
  return (
    <div role="gridcell" className="line-coupon-row">
      <span
        className={classes('line-coupon', `line-coupon-${mark.tone}`)}
        data-wanted={mark.isWanted || undefined}
        title={mark.text ?? undefined}
      >
        <Sign size={20} strokeWidth={2.2} aria-hidden />
        <span className="cut">{mark.text}</span>
      </span>
      {mark.more > 0 ? (
        <span className="line-coupon-more">{enWallet.andMore(mark.more)}</span>
      ) : null}
    </div>
  )
}
