import { memo, type ReactNode } from 'react'
import { negate, type Money } from '../../../shared/money'
import { figureOf } from '../../../shared/order/comes-back'
import type { Totals } from '../../../shared/order/sale'
import { takenBy } from '../../../shared/order/totals'
import type { TillView } from '../../../shared/order/till-view'
import { Amount } from '../../components/amount'
import { classes } from '../../components/classes'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { enCoupons } from '../../text/en-coupons'
import { enReturn } from '../../text/en-return'
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
  const back = useTill((view) => view.comesBack)
  const isLate = useTill((view) => (view.order.back?.late ?? []).length > 0)
  const figure = useTill(figureOf)
  const isOnlyBack = totals.lines.length === 0 && (back?.credit ?? 0) > 0
  const taxWords = useTill((view) => taxLabel(view, format))
  return (
    <div className="totals">
      <dl className="totals-rows">
        {isOnlyBack ? null : <OwnRows totals={totals} format={format} />}
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
        {isOnlyBack ? null : <TotalsRow label={taxWords} amount={format.amount(totals.tax)} />}
        {back !== null && back.credit > 0 ? (
          <TotalsRow
            label={isLate ? enReturn.late.title : enReturn.returned}
            amount={format.off(back.credit)}
            tone="back"
          />
        ) : null}
      </dl>
      <div className="totals-figure">
        <p className="totals-label">{label}</p>
        <Amount
          text={format.figure(unsigned(figure))}
          step={isTender ? 'small' : 'total'}
          spoken={format.spoken(unsigned(figure))}
        />
      </div>
    </div>
  )
})

/** What is below zero is said in words; the figure itself is what changes hands. */
function unsigned(figure: Money): Money {
  return figure < 0 ? negate(figure) : figure
}

function OwnRows({
  totals,
  format,
}: {
  readonly totals: Totals
  readonly format: Format
}): ReactNode {
  return (
    <>
      <TotalsRow label={en.subtotal} amount={format.amount(totals.subtotal)} />
      <TotalsRow
        label={en.discounts}
        amount={format.off(totals.discount)}
        tone={totals.discount > 0 ? 'discount' : null}
      />
    </>
  )
}

type TotalsRowProps = {
  readonly label: string
  readonly amount: string
  readonly tone?: 'discount' | 'petz' | 'back' | null
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
  if (figureOf(view) < 0) return enReturn.toGiveBack
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
