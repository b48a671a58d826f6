import type { ReactNode } from 'react'
import { Banknote, Check, CreditCard } from 'lucide-react'
import { negate, ZERO } from '../../../shared/money'
import type { Action } from '../../actions/action'
import { backToCard, cashInstead, giveBackCash } from '../../actions/give-back'
import { useActions } from '../../actions/keyboard-context'
import { backToOrder } from '../../actions/payment'
import { Amount } from '../../components/amount'
import { useTill } from '../../stores/view'
import { enPayment } from '../../text/en-payment'
import { enReturn } from '../../text/en-return'
import { ActionButton } from '../parts/action-button'
import { PanelTitle } from '../parts/panel-title'
import { useFormat } from '../parts/use-format'
import { PayBar } from './pay-bar'
import { Steps } from './steps'

const IN_CASH: readonly Action[] = [giveBackCash, backToOrder]
const TO_CARD: readonly Action[] = [backToCard, cashInstead, backToOrder]

/** Payment, step 3, where money goes back: to the card it came from first, the rest out of the drawer. */
export function GiveBackStep(): ReactNode {
  const format = useFormat()
  const due = useTill((view) => negate(view.stillToPay))
  const toCard = useTill((view) => view.comesBack?.toCard ?? ZERO)
  const isCard = toCard > 0
  useActions(isCard ? TO_CARD : IN_CASH)
  return (
    <>
      <section className="side fade-in" aria-label={enPayment.steps.tender}>
        <Steps current="tender" />
        <div className="tender-head">
          <div className="grow">
            <PanelTitle text={enReturn.toGiveBack} />
            <Amount step="due" text={format.figure(due)} spoken={format.spoken(due)} />
          </div>
        </div>
        <Given />
        <div className="give-back-panel">
          <Ways />
          {isCard ? (
            <ActionButton action={cashInstead} icon={<Banknote size={22} aria-hidden />} />
          ) : null}
        </div>
      </section>
      <PayBar
        back={backToOrder}
        forward={isCard ? backToCard : giveBackCash}
        message={isCard ? undefined : enReturn.giveBackHelp}
      />
    </>
  )
}

/** How much goes which way, largest words on the screen after the sum itself. */
function Ways(): ReactNode {
  const format = useFormat()
  const toCard = useTill((view) => view.comesBack?.toCard ?? ZERO)
  const toCash = useTill((view) => view.comesBack?.toCash ?? ZERO)
  return (
    <dl className="return-money">
      {toCard > 0 ? (
        <div>
          <dt>{enReturn.toCard}</dt>
          <dd className="num">{format.amount(toCard)}</dd>
        </div>
      ) : null}
      {toCash > 0 ? (
        <div>
          <dt>{enReturn.inCash}</dt>
          <dd className="num">{format.amount(toCash)}</dd>
        </div>
      ) : null}
    </dl>
  )
}

/** What has gone back to the card already; it cannot be undone here. */
function Given(): ReactNode {
  const format = useFormat()
  const refunds = useTill((view) => view.order.payment?.refunds)
  if (!refunds || refunds.length === 0) return null
  return (
    <ul className="tender-list" aria-label={enReturn.returned}>
      {refunds.map((one) => (
        <li key={one.id} className="tender-taken">
          <CreditCard size={24} strokeWidth={1.9} aria-hidden />
          <strong>{enReturn.givenToCard(format.amount(one.amount))}</strong>
          <span className="tender-mark">
            <Check size={16} strokeWidth={1.9} aria-hidden />
            {enPayment.approved}
          </span>
        </li>
      ))}
    </ul>
  )
}
