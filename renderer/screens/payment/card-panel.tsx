import type { ReactNode } from 'react'
import { CreditCard } from 'lucide-react'
import type { Action } from '../../actions/action'
import {
  cardGivenBack,
  cardNotGivenBack,
  showsGivenBack,
  showsNotGivenBack,
} from '../../actions/give-back'
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
import { enReturn } from '../../text/en-return'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { useFormat } from '../parts/use-format'
import { PayBar } from './pay-bar'
import { Steps } from './steps'

/** What the card machine is asked to do, in words and keys: to charge, or to give back. */
type Way = {
  readonly title: (amount: string) => string
  readonly help: string
  readonly waiting: string
  readonly yes: Action
  readonly no: Action
  readonly shows: Action
  readonly showsNot: Action
  readonly unknownFirst: string
  readonly unknownHelp: string
  readonly actions: readonly Action[]
  readonly unknown: readonly Action[]
}

const PAYING: Way = {
  title: enPayment.chargeOnMachine,
  help: enPayment.chargeHelp,
  waiting: enPayment.waitingForCard,
  yes: cardPaid,
  no: cardDeclined,
  shows: cardShowsPaid,
  showsNot: cardShowsNotPaid,
  unknownFirst: enPayment.cardUnknown,
  unknownHelp: enPayment.cardUnknownHelp,
  actions: [cardPaid, cardDeclined, cancelCard],
  unknown: [cardShowsPaid, cardShowsNotPaid],
}

const GIVING_BACK: Way = {
  title: enReturn.refundOnMachine,
  help: enReturn.refundHelp,
  waiting: enReturn.waitingForMachine,
  yes: cardGivenBack,
  no: cardNotGivenBack,
  shows: showsGivenBack,
  showsNot: showsNotGivenBack,
  unknownFirst: enReturn.refundUnknown,
  unknownHelp: enReturn.refundUnknownHelp,
  actions: [cardGivenBack, cardNotGivenBack, cancelCard],
  unknown: [showsGivenBack, showsNotGivenBack],
}

/**
 * The separate card machine: the cashier types the sum there and says here how it ended. A card payment
 * that was begun before this window was opened may have been made: that is asked, never assumed.
 */
export function CardPanel(): ReactNode {
  const card = useTill((view) => view.order.payment?.card ?? null)
  if (card === null) return null
  const isFromBefore = card.at < performance.timeOrigin
  const way = card.back ? GIVING_BACK : PAYING
  return isFromBefore ? <Unknown way={way} /> : <Charging way={way} />
}

function Charging({ way }: { readonly way: Way }): ReactNode {
  const format = useFormat()
  const amount = useTill((view) => view.order.payment?.card?.amount ?? view.stillToPay)
  useActions(way.actions)
  return (
    <>
      <section className="side fade-in" aria-label={enPayment.steps.tender}>
        <Steps current="tender" />
        <div className="tender-panel">
          <CreditCard size={54} strokeWidth={1.6} aria-hidden />
          <PanelTitle text={way.title(format.amount(amount))} />
          <p>{way.help}</p>
          <div className="tender-panel-keys">
            <ActionButton action={way.no} />
          </div>
        </div>
      </section>
      <PayBar back={cancelCard} forward={way.yes} message={way.waiting} />
    </>
  )
}

function Unknown({ way }: { readonly way: Way }): ReactNode {
  const format = useFormat()
  const amount = useTill((view) => view.order.payment?.card?.amount ?? view.stillToPay)
  useActions(way.unknown)
  return (
    <>
      <section className="side fade-in" aria-label={enPayment.steps.tender}>
        <Steps current="tender" />
        <div className="pay-head">
          <PanelTitle text={way.title(format.amount(amount))} />
        </div>
        <Note
          tone="warning"
          className="pay-note"
          first={way.unknownFirst}
          second={way.unknownHelp}
          amount={format.amount(amount)}
        />
        <div className="pay-note-actions">
          <ActionButton action={way.showsNot} />
        </div>
      </section>
      <PayBar back={null} forward={way.shows} />
    </>
  )
}
