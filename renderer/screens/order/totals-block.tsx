import { memo, type ReactNode } from 'react'
import { takenBy } from '../../../shared/order/totals'
import type { TillView } from '../../../shared/order/till-view'
import { Amount } from '../../components/amount'
import { classes } from '../../components/classes'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { enCoupons } from '../../text/en-coupons'
import type { Format } from '../../text/format'
import { useFormat } from '../parts/use-format'

/** Subtotal, discounts, coupons, tax and the one big figure; they always add up as printed. */
export const TotalsBlock = memo(function TotalsBlock(): ReactNode {
  const format = useFormat()
  const totals = useTill((view) => view.totals)
  const label = useTill(figureLabel)
  const isTender = useTill((view) => view.order.payment?.step === 'tender')
  const petz = takenBy(totals, 'coupon')
  const paper = takenBy(totals, 'manufacturer-coupon')
  const taxWords = useTill((view) => taxLabel(view, format))
  return (
    <div className="totals">
      <dl className="totals-rows">
        <TotalsRow label={en.subtotal} amount={format.amount(totals.subtotal)} />
        <TotalsRow
          label={en.discounts}
          amount={format.off(totals.discount)}
          tone={totals.discount > 0 ? 'discount' : null}
        />
        {petz > 0 ? (
          <TotalsRow label={en.petzCoupons} amount={format.off(petz)} tone="petz" />
        ) : null}
        {paper > 0 ? (
          <TotalsRow
            label={enCoupons.manufacturerCoupons}
            amount={format.off(paper)}
            tone="discount"
          />
        ) : null}
        <TotalsRow label={taxWords} amount={format.amount(totals.tax)} />
      </dl>
      <div className="totals-figure">
        <p className="totals-label">{label}</p>
        <Amount
          text={format.figure(totals.total)}
          step={isTender ? 'small' : 'total'}
          spoken={format.spoken(totals.total)}
        />
      </div>
    </div>
  )
})

type TotalsRowProps = {
  readonly label: string
  readonly amount: string
  readonly tone?: 'discount' | 'petz' | null
}

function TotalsRow({ label, amount, tone }: TotalsRowProps): ReactNode {
  return (
    <div className={classes('totals-row', tone ? `totals-${tone}` : null)}>
      <dt>{label}</dt>
      <dd className="num">{amount}</dd>
    </div>
  )
}

function figureLabel(view: TillView): string {
  const { order, totals } = view
  if (order.status !== 'paying') return en.total
  const coupons = order.payment?.authorization
  const isOver = order.payment?.step === 'tender' || takenBy(totals, 'coupon') > 0
  if (isOver || (coupons && coupons.status !== 'asking')) return en.amountDue
  return order.customer?.status === 'matched' ? en.totalBeforePetz : en.amountDue
}

function taxLabel(view: TillView, format: Format): string {
  if (view.order.terms.pricesIncludeTax) return en.taxIncluded
  const [only, ...others] = view.totals.taxes
  return only === undefined || others.length > 0 ? en.taxPlain : en.tax(format.percent(only.rate))
}
