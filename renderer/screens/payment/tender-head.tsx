import type { ReactNode } from 'react'
import { figureOf } from '../../../shared/order/comes-back'
import { subtract, sum } from '../../../shared/money'
import { tenderMode, typedAmount } from '../../actions/tender'
import { Amount } from '../../components/amount'
import { useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enPayment } from '../../text/en-payment'
import { useFormat } from '../parts/use-format'

/** What is to pay, at its largest, and beside it the change, or what has been paid so far. */
export function TenderHead(): ReactNode {
  const format = useFormat()
  const stillToPay = useTill((view) => view.stillToPay)
  const hasTenders = useTill((view) => (view.order.payment?.tenders.length ?? 0) > 0)
  const label = hasTenders ? enPayment.stillToPay : enPayment.amountDue
  return (
    <div className="tender-head">
      <div className="grow">
        <h2>{stillToPay === 0 ? enPayment.nothingToPay : label}</h2>
        <Amount step="due" text={format.figure(stillToPay)} />
      </div>
      <Aside hasTenders={hasTenders} />
    </div>
  )
}

function Aside({ hasTenders }: { readonly hasTenders: boolean }): ReactNode {
  const format = useFormat()
  const due = useTill(figureOf)
  const cashToPay = useTill((view) => view.cashToPay)
  const tenders = useTill((view) => view.order.payment?.tenders)
  const isSplit = useDraftStore((draft) => tenderMode(draft) === 'split')
  const received = useDraftStore(typedAmount)
  if (received !== null && received >= cashToPay && !isSplit) {
    return (
      <div className="tender-aside" role="status">
        <p>{enPayment.change}</p>
        <Amount
          step="total"
          className="tender-change"
          text={format.figure(subtract(received, cashToPay))}
        />
      </div>
    )
  }
  if (!hasTenders) return null
  const paid = sum((tenders ?? []).map((tender) => tender.amount))
  return (
    <div className="tender-aside">
      <p>
        {enPayment.amountDue} <strong className="num">{format.amount(due)}</strong>
      </p>
      <p>
        {enPayment.paidSoFar} <strong className="num">{format.amount(paid)}</strong>
      </p>
    </div>
  )
}
