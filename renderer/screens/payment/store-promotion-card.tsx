import { useMemo, type ReactNode } from 'react'
import { Ticket } from 'lucide-react'
import { chooseStorePromotion, skipOpenStorePromotion } from '../../actions/payment'
import { businessDateOf, plainDate } from '../../../shared/order/dates'
import type { WalletCoupon } from '../../../shared/order/answers'
import { Button } from '../../components/button'
import { choose } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enPayment } from '../../text/en-payment'
import type { Format } from '../../text/format'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'
import { forecastsOf, type Forecast } from './forecast'

type StorePromotionCardProps = {
  readonly coupon: WalletCoupon
  readonly isOpen: boolean
  readonly onOpen: () => void
}

/** One store promotion: its items to choose from while it is open, else what was chosen. */
export function StorePromotionCard({ coupon, isOpen, onOpen }: StorePromotionCardProps): ReactNode {
  const format = useFormat()
  const use = useTill((view) =>
    view.order.payment?.storePromotions.find((one) => one.couponId === coupon.couponId),
  )
  const isSkipped = useTill(
    (view) => view.order.payment?.skipped.includes(coupon.couponId) === true,
  )
  const lineName = useTill((view) => view.order.lines.find((one) => one.id === use?.lineId)?.name)
  const state = lineName ? enPayment.chosenFor(lineName) : isSkipped ? enPayment.skipped : null
  const skip = useMemo(() => skipOpenStorePromotion(coupon.couponId), [coupon.couponId])
  return (
    <div className="pay-card">
      <div className="pay-row">
        <Ticket
          className="pay-row-icon"
          data-tone="store"
          size={28}
          strokeWidth={1.9}
          aria-hidden
        />
        <div className="pay-row-text">
          <strong>{coupon.title}</strong>
          <span>{isOpen || state === null ? detailsOf(coupon, format) : state}</span>
        </div>
        {isOpen ? (
          <ActionButton action={skip} size="row" showKey={false} />
        ) : (
          <Button label={enPayment.chooseItem} size="row" onPress={onOpen} />
        )}
      </div>
      {isOpen ? <Choices coupon={coupon} chosenLine={use?.lineId ?? null} /> : null}
    </div>
  )
}

/** A store promotion that does not count today: listed last, with the reason. */
export function ClosedPromotion({ coupon }: { readonly coupon: WalletCoupon }): ReactNode {
  const format = useFormat()
  const today = useTill((view) => view.order.payment?.startedAt ?? view.order.changedAt)
  const why = whyClosed(coupon, businessDateOf(today), format)
  return (
    <div className="pay-card" aria-disabled="true">
      <div className="pay-row" data-closed="true">
        <Ticket
          className="pay-row-icon"
          data-tone="quiet"
          size={28}
          strokeWidth={1.9}
          aria-hidden
        />
        <div className="pay-row-text">
          <strong>{coupon.title}</strong>
          <span>{why}</span>
        </div>
      </div>
    </div>
  )
}

type ChoicesProps = { readonly coupon: WalletCoupon; readonly chosenLine: string | null }

function Choices({ coupon, chosenLine }: ChoicesProps): ReactNode {
  const order = useTill((view) => view.order)
  const totals = useTill((view) => view.totals)
  const forecasts = useMemo(() => forecastsOf(coupon, order, totals), [coupon, order, totals])
  return (
    <div role="radiogroup" aria-label={enPayment.whichItemOf(coupon.title)}>
      {forecasts.map((forecast) => (
        <ChoiceRow
          key={forecast.line.id}
          forecast={forecast}
          group={coupon.couponId}
          isChosen={forecast.line.id === chosenLine}
          onChoose={() => {
            choose('store-promotion', null)
            chooseStorePromotion(coupon.couponId, forecast.line.id)
          }}
        />
      ))}
    </div>
  )
}

type ChoiceRowProps = {
  readonly forecast: Forecast
  readonly group: string
  readonly isChosen: boolean
  readonly onChoose: () => void
}

function ChoiceRow({ forecast, group, isChosen, onChoose }: ChoiceRowProps): ReactNode {
  const format = useFormat()
  const { line, excluded, pieces } = forecast
  const isClosed = excluded !== null && !isChosen
  return (
    <label
      className="pay-choice"
      data-chosen={isChosen || undefined}
      data-closed={isClosed || undefined}
    >
      <input type="radio" name={group} checked={isChosen} disabled={isClosed} onChange={onChoose} />
      <span className="cut" title={line.name}>
        {line.name}
        {pieces === null || isClosed ? null : (
          <small className="pay-choice-small">{enPayment.piecesOf(pieces.taken, pieces.of)}</small>
        )}
      </span>
      <span className="num pay-choice-before">{format.amount(forecast.before)}</span>
      {isClosed ? (
        <span className="pay-closed-reason">{enPayment.excluded[excluded]}</span>
      ) : isChosen ? (
        <>
          <span className="num pay-choice-off">{format.off(forecast.off)}</span>
          <span className="num">{format.amount(forecast.after)}</span>
        </>
      ) : null}
    </label>
  )
}

function whyClosed(coupon: WalletCoupon, today: number, format: Format): string {
  const { startsOn, expiresOn } = coupon
  if (startsOn !== null && plainDate(startsOn) > today) {
    return enPayment.validFrom(format.plainDay(startsOn))
  }
  return expiresOn !== null && plainDate(expiresOn) < today
    ? enPayment.expiredOn(format.plainDay(expiresOn))
    : enPayment.usedUp
}

function detailsOf(coupon: WalletCoupon, format: Format): string {
  if (coupon.expiresOn === null) return coupon.details
  const until = enPayment.validUntil(format.plainDay(coupon.expiresOn))
  return coupon.details === '' ? until : enPayment.detailsUntil(coupon.details, until)
}
