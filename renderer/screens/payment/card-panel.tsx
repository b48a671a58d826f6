import type { ReactNode } from 'react'
import { CreditCard } from 'lucide-react'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import {
  cancelCard,
  cardDeclined,
  cardPaid,
  cardShowsNotPaid,
  cardShowsPaid,
} from '../../actions/tender'
import { Note } from '../../components/note'
import { useTill } from '../../stores/view'
import { enPayment } from '../../text/en-payment'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { useFormat } from '../parts/use-format'
import { PayBar } from './pay-bar'
import { Steps } from './steps'

const CHARGING: readonly Action[] = [cardPaid, cardDeclined, cancelCard]
const UNKNOWN: readonly Action[] = [cardShowsPaid, cardShowsNotPaid]

/**
 * The separate card machine: the cashier types the sum there and says here how it ended. A card payment
 * that was begun before this window was opened may have been made: that is asked, never assumed.
 */
export function CardPanel(): ReactNode {
  const card = useTill((view) => view.order.payment?.card ?? null)
  if (card === null) return null
  const isFromBefore = card.at < performance.timeOrigin
  return isFromBefore ? <Unknown /> : <Charging />
}

function Charging(): ReactNode {
  const format = useFormat()
  const amount = useTill((view) => view.order.payment?.card?.amount ?? view.stillToPay)
  useActions(CHARGING)
  return (
    <>
      <section className="side fade-in" aria-label={enPayment.steps.tender}>
        <Steps current="tender" />
        <div className="tender-panel">
          <CreditCard size={54} strokeWidth={1.6} aria-hidden />
          <PanelTitle text={enPayment.chargeOnMachine(format.amount(amount))} />
          <p>{enPayment.chargeHelp}</p>
          <div className="tender-panel-keys">
            <ActionButton action={cardDeclined} />
          </div>
        </div>
      </section>
      <PayBar back={cancelCard} forward={cardPaid} message={enPayment.waitingForCard} />
    </>
  )
}

function Unknown(): ReactNode {
  const format = useFormat()
  const amount = useTill((view) => view.order.payment?.card?.amount ?? view.stillToPay)
  useActions(UNKNOWN)
  return (
    <>
      <section className="side fade-in" aria-label={enPayment.steps.tender}>
        <Steps current="tender" />
        <div className="pay-head">
          <PanelTitle text={enPayment.chargeOnMachine(format.amount(amount))} />
        </div>
        <Note
          tone="warning"
          className="pay-note"
          first={enPayment.cardUnknown}
          second={enPayment.cardUnknownHelp}
          amount={format.amount(amount)}
        />
        <div className="pay-note-actions">
          <ActionButton action={cardShowsNotPaid} />
        </div>
      </section>
      <PayBar back={null} forward={cardShowsPaid} />
    </>
  )
}
