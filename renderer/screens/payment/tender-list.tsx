import type { ReactNode } from 'react'
import { Banknote, Check, CreditCard } from 'lucide-react'
import { undoTender } from '../../actions/tender'
import type { Tender } from '../../../shared/order/tender'
import { Button } from '../../components/button'
import { useTill } from '../../stores/view'
import { enPayment } from '../../text/en-payment'
import { useFormat } from '../parts/use-format'

const WORDS: Readonly<Record<Tender['kind'], { readonly name: string; readonly mark: string }>> = {
  cash: { name: enPayment.tenderCash, mark: enPayment.taken },
  card: { name: enPayment.tenderCard, mark: enPayment.approved },
}

/** The payments taken so far, each of which can be undone. */
export function TenderList(): ReactNode {
  const tenders = useTill((view) => view.order.payment?.tenders)
  if (!tenders || tenders.length === 0) return null
  return (
    <ul className="tender-list" aria-label={enPayment.payments}>
      {tenders.map((tender) => (
        <Taken key={tender.id} tender={tender} />
      ))}
    </ul>
  )
}

function Taken({ tender }: { readonly tender: Tender }): ReactNode {
  const format = useFormat()
  const { name, mark } = WORDS[tender.kind]
  const Icon = tender.kind === 'card' ? CreditCard : Banknote
  const amount = format.amount(tender.amount)
  return (
    <li className="tender-taken">
      <Icon size={24} strokeWidth={1.9} aria-hidden />
      <strong>{name}</strong>
      <span className="tender-mark">
        <Check size={16} strokeWidth={1.9} aria-hidden />
        {mark}
      </span>
      <span className="num tender-taken-sum">{amount}</span>
      <Button
        label={enPayment.undo}
        name={enPayment.undoOf(name, amount)}
        size="row"
        onPress={() => undoTender(tender.id)}
      />
    </li>
  )
}
