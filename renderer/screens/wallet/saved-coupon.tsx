import type { PointerEvent, ReactNode } from 'react'
import { Check, EqualNot, Plus, Ticket, type LucideIcon } from 'lucide-react'
import type { CouponRejection, WalletCoupon } from '../../../shared/order/answers'
import type { CouponOutlook } from '../../../shared/order/coupon-outlook'
import type { Action } from '../../actions/action'
import { refreshCustomer } from '../../actions/customer'
import { checkCouponsAgain, goToStepOne, removeAndCheckAgain } from '../../actions/payment'
import { classes } from '../../components/classes'
import { choose } from '../../stores/draft'
import { useTill, useViewStore } from '../../stores/view'
import { en } from '../../text/en'
import type { Format } from '../../text/format'
import { outlookWords, valueWords, type OutlookWords } from '../../text/wallet-words'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'

type SavedCouponProps = {
  readonly coupon: WalletCoupon
  readonly outlook: CouponOutlook
  readonly isChosen: boolean
  /** Tab comes here; the arrows lead to the others. */
  readonly isStop: boolean
}

/** One saved coupon: what it is worth, until when, how it stands, and the one thing to do about it. */
export function SavedCoupon({ coupon, outlook, isChosen, isStop }: SavedCouponProps): ReactNode {
  const format = useFormat()
  const products = useViewStore((state) => state.products)
  const words = outlookWords(coupon, outlook, { format, products })
  const help = useHelp(outlook)
  const { couponId, title } = coupon
  const point = (event: PointerEvent, id: string | null): void => {
    if (event.pointerType === 'mouse') choose('coupon-pointed', id)
  }
  return (
    <li className={classes('wallet-row', isChosen && 'wallet-row-chosen')} data-tone={words.tone}>
      <button
        type="button"
        className="wallet-pick"
        data-coupon={couponId}
        aria-pressed={isChosen}
        tabIndex={isStop ? 0 : -1}
        onClick={() => choose('coupon', isChosen ? null : couponId)}
        onPointerEnter={(event) => point(event, couponId)}
        onPointerLeave={(event) => point(event, null)}
      >
        <Ticket size={26} strokeWidth={1.9} className={INK[words.tone]} aria-hidden />
        <span className="wallet-words">
          <span className="wallet-title cut" title={title}>
            {title}
          </span>
          <span className="second cut">{valueWords(coupon, format)}</span>
        </span>
        <span className="wallet-side">
          <OutlookTag outlook={outlook} words={words} />
          <span className="second">{untilWords(coupon, format)}</span>
        </span>
        {words.sentence === null ? null : <span className="wallet-why">{words.sentence}</span>}
      </button>
      {help === null ? null : <ActionButton action={help} size="row" showKey={false} />}
    </li>
  )
}

const INK: Readonly<Record<OutlookWords['tone'], string>> = {
  petz: 'petz-ink',
  discount: 'discount-ink',
  warn: 'warn-ink',
  quiet: 'quiet-ink',
}

const TAG: Readonly<Record<OutlookWords['tone'], string>> = {
  petz: 'tag tag-petz',
  discount: 'tag tag-discount',
  warn: 'tag tag-warn',
  quiet: 'tag',
}

/** The sign of a state, so that it is told without its colour. */
const SIGN: Readonly<Partial<Record<CouponOutlook['state'], LucideIcon>>> = {
  given: Check,
  fits: Check,
  'too-few': Plus,
}

function OutlookTag({
  outlook,
  words,
}: {
  readonly outlook: CouponOutlook
  readonly words: OutlookWords
}): ReactNode {
  const isNear = outlook.state === 'other-goods' && outlook.near !== null
  const Sign = isNear ? EqualNot : SIGN[outlook.state]
  return (
    <span className={TAG[words.tone]}>
      {Sign ? <Sign size={16} strokeWidth={2} aria-hidden /> : null}
      {words.tag}
    </span>
  )
}

/** The one button a reason of the service has here, where a button helps. */
const HELP: Readonly<Partial<Record<CouponRejection, Action>>> = {
  'not-in-wallet': refreshCustomer,
  withdrawn: refreshCustomer,
  'line-excluded': removeAndCheckAgain,
  'store-promotion': goToStepOne,
  'held-elsewhere': checkCouponsAgain,
  unknown: checkCouponsAgain,
}

function useHelp(outlook: CouponOutlook): Action | null {
  const isPaying = useTill((view) => view.order.status === 'paying')
  if (!isPaying) return null
  if (outlook.state === 'refused') return HELP[outlook.rejected.reason] ?? null
  const isClosed = outlook.state === 'line-closed' && outlook.by === 'store-promotion'
  return isClosed ? removeAndCheckAgain : null
}

function untilWords({ expiresOn }: WalletCoupon, format: Format): string {
  const today = format.plainToday(Date.now())
  if (expiresOn === null || expiresOn < today) return ''
  return expiresOn === today ? en.untilTonight : en.until(format.plainDay(expiresOn))
}
