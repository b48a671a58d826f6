import type { ReactNode } from 'react'
import { CreditCard, Split } from 'lucide-react'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { addCustomer, backToCoupons, backToOrder } from '../../actions/payment'
import {
  finishOrder,
  notSplit,
  payByCard,
  splitPayment,
  takeCash,
  tenderMode,
} from '../../actions/tender'
import { subtract } from '../../../shared/money'
import { Note } from '../../components/note'
import { useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enPayment } from '../../text/en-payment'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'
import { CashPad } from './cash-pad'
import { PayBar } from './pay-bar'
import { QuickCash } from './quick-cash'
import { Steps } from './steps'
import { TenderHead } from './tender-head'
import { TenderList } from './tender-list'

const OPEN: readonly Action[] = [takeCash, payByCard, splitPayment]
const SPLITTING: readonly Action[] = [takeCash, payByCard, notSplit]
const NOTHING: readonly Action[] = [finishOrder]
const TO_COUPONS: readonly Action[] = [backToCoupons]
const TO_ORDER: readonly Action[] = [backToOrder]
const CUSTOMER: readonly Action[] = [addCustomer]

/** Payment, step 3: the money. */
export function TenderStep(): ReactNode {
  const isNothing = useTill((view) => view.stillToPay === 0)
  const hasCoupons = useTill((view) => view.order.payment?.authorization != null)
  const isSplit = useDraftStore((draft) => tenderMode(draft) === 'split')
  useActions(isNothing ? NOTHING : isSplit ? SPLITTING : OPEN)
  useActions(hasCoupons ? TO_COUPONS : TO_ORDER)
  useActions(CUSTOMER)
  return (
    <>
      <section className="side fade-in" aria-label={enPayment.steps.tender}>
        <Steps current="tender" />
        <TenderHead />
        <Declined />
        <TenderList />
        {isNothing ? null : <Ways isSplit={isSplit} />}
        <NoCustomer />
      </section>
      <PayBar
        back={hasCoupons ? backToCoupons : backToOrder}
        forward={isNothing ? finishOrder : takeCash}
        message={isSplit || isNothing ? undefined : enPayment.drawerAndReceipt}
      />
    </>
  )
}

function Ways({ isSplit }: { readonly isSplit: boolean }): ReactNode {
  const hasTenders = useTill((view) => (view.order.payment?.tenders.length ?? 0) > 0)
  return (
    <div className="tender-body">
      <div>
        {isSplit ? (
          <SplitWords />
        ) : (
          <>
            <p className="tender-label" id="tender-cash">
              {hasTenders ? enPayment.cashForTheRest : enPayment.cash}
            </p>
            <QuickCash labelledBy="tender-cash" most={hasTenders ? 3 : 6} />
            <Rounding />
          </>
        )}
        <p className="tender-label tender-or">{isSplit ? enPayment.splitBy : enPayment.or}</p>
        <div className="tender-other">
          <ActionButton action={payByCard} icon={<CreditCard size={22} aria-hidden />} />
          <ActionButton
            action={isSplit ? notSplit : splitPayment}
            icon={<Split size={22} aria-hidden />}
          />
        </div>
      </div>
      <CashPad key={String(isSplit)} field={isSplit ? 'split-amount' : 'cash-received'} />
    </div>
  )
}

function SplitWords(): ReactNode {
  return (
    <>
      <p className="tender-label">{enPayment.splitFirst}</p>
      <p>{enPayment.splitHelp}</p>
    </>
  )
}

/** Cash is paid in coins there are; the difference is a row of its own. */
function Rounding(): ReactNode {
  const format = useFormat()
  const rounding = useTill((view) => subtract(view.cashToPay, view.stillToPay))
  const cash = useTill((view) => view.cashToPay)
  if (rounding === 0) return null
  return (
    <p className="tender-rounding">
      <span className="num">
        {enPayment.cashRounding} {format.amount(rounding)}
      </span>
      <span className="num">{enPayment.inCash(format.amount(cash))}</span>
    </p>
  )
}

function Declined(): ReactNode {
  const isDeclined = useDraftStore((draft) => tenderMode(draft) === 'declined')
  return isDeclined ? (
    <Note
      tone="error"
      className="pay-note"
      first={enPayment.cardWasDeclined}
      second={enPayment.cardWasDeclinedHelp}
    />
  ) : null
}

function NoCustomer(): ReactNode {
  const isOffered = useTill(
    (view) =>
      view.order.customer === null &&
      view.order.terms.couponService &&
      view.order.payment?.tenders.length === 0,
  )
  if (!isOffered) return null
  return (
    <div className="tender-customer">
      <span>{enPayment.noCustomer}</span>
      <ActionButton action={addCustomer} size="row" />
    </div>
  )
}
