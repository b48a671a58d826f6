import type { ReactNode } from 'react'
import { Clock } from 'lucide-react'
import type { Customer } from '../../../shared/order/order'
import {
  WALLET_ACTIONS,
  closeWallet,
  refreshCustomer,
  removeCustomer,
  useAnotherNumber,
} from '../../actions/customer'
import { ORDER_ACTIONS } from '../../actions/order'
import { useActions } from '../../actions/keyboard-context'
import { Paw } from '../../components/icons'
import { Note } from '../../components/note'
import { Spinner } from '../../components/spinner'
import { useDraftStore } from '../../stores/draft'
import { useTerminal, useTill } from '../../stores/view'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'
import { PanelHead } from '../parts/panel-head'
import { useFormat } from '../parts/use-format'
import { useLater } from '../parts/use-later'
import { OwnListNote, PetzPageButton, PetzPageRoom } from './petz-page'
import { PhoneField } from './phone-field'
import { SavedCoupons } from './saved-coupons'

const OPEN_ACTIONS = [...WALLET_ACTIONS, ...ORDER_ACTIONS.wallet]

/** The customer's wallet beside the order: whose it is, and what is saved in it. */
export function WalletPanel(): ReactNode {
  const customer = useTill((view) => view.order.customer)
  const isOpen = useTill((view) => view.order.status === 'open')
  const refused = useDraftStore((draft) => draft.refused)
  useActions(isOpen ? OPEN_ACTIONS : WALLET_ACTIONS)
  return (
    <section className="side wallet" aria-label={en.wallet}>
      <PanelHead
        title={en.wallet}
        icon={<Paw size={28} strokeWidth={1.9} aria-hidden />}
        back={closeWallet}
        takesFocus={customer !== null}
      />
      <label className="panel-field-label" htmlFor="customer-phone">
        {en.customerPhone}
      </label>
      <div className="phone-row">
        <PhoneField />
        {customer === null ? null : <ActionButton action={useAnotherNumber} showKey={false} />}
      </div>
      {refused === null ? null : <Note tone="error" first={refused} />}
      {customer !== null ? <Wallet customer={customer} /> : refused === null ? <Nobody /> : null}
    </section>
  )
}

function Nobody(): ReactNode {
  const isService = useTerminal((terminal) => terminal.settings.coupons !== null)
  return <Note tone="info" first={isService ? en.enterPhone : en.noPetz} />
}

function Wallet({ customer }: { readonly customer: Customer }): ReactNode {
  switch (customer.status) {
    case 'looking':
      return <Looking key={customer.lookUpId} id={customer.lookUpId} />
    case 'matched':
      return <Matched customer={customer} />
    case 'not-matched':
    case 'refused':
      return (
        <Note tone="warning" first={en.noAccountFirst} second={en.noAccountHelp}>
          <ActionButton action={removeCustomer} size="row" />
        </Note>
      )
    case 'not-answering':
      return (
        <Note tone="offline" first={en.petzSilent} second={en.petzSilentHelp}>
          <ActionButton action={refreshCustomer} size="row" />
        </Note>
      )
  }
}

/** A quick answer needs no progress text. */
const SAY_AFTER_MS = 300

function Looking({ id }: { readonly id: string }): ReactNode {
  const isSaid = useLater(SAY_AFTER_MS, id)
  return isSaid ? <Note tone="info" icon={<Spinner size={28} />} first={en.lookingUp} /> : null
}

function Matched({ customer }: { readonly customer: Customer }): ReactNode {
  const format = useFormat()
  const { coupons, phoneMasked, asOf } = customer
  if (coupons.length === 0) {
    return <Note tone="info" first={en.noSaved} second={en.noSavedHelp} />
  }
  const digits = [...phoneMasked.slice(-4)].join(' ')
  return (
    <>
      <div className="wallet-heading">
        <h3>{en.savedCoupons(coupons.length)}</h3>
        <span className="second">{en.readBack(digits)}</span>
      </div>
      <PetzPageRoom>
        <SavedCoupons coupons={coupons} />
      </PetzPageRoom>
      <OwnListNote />
      <div className="wallet-foot">
        <Clock size={19} strokeWidth={1.9} aria-hidden />
        <span className="grow">{asOf === null ? null : en.asOf(format.time(asOf))}</span>
        <PetzPageButton />
        <ActionButton action={refreshCustomer} size="row" showKey={false} />
      </div>
    </>
  )
}
