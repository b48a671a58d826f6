import { useEffect, type ReactNode } from 'react'
import { Clock, Info } from 'lucide-react'
import type { Customer } from '../../../shared/order/order'
import {
  WALLET_ACTIONS,
  closeWallet,
  refreshCustomer,
  removeCustomer,
  tryCustomerAgain,
  useAnotherNumber,
} from '../../actions/customer'
import { learnProducts } from '../../actions/items'
import { ORDER_ACTIONS } from '../../actions/order'
import { useActions } from '../../actions/keyboard-context'
import { Paw } from '../../components/icons'
import { Note } from '../../components/note'
import { Spinner } from '../../components/spinner'
import { useDraftStore } from '../../stores/draft'
import { useTerminal, useTill, useViewStore } from '../../stores/view'
import { en } from '../../text/en'
import { enWallet } from '../../text/en-wallet'
import { silenceWords } from '../../text/wallet-words'
import { ActionButton } from '../parts/action-button'
import { PanelHead } from '../parts/panel-head'
import { useFormat } from '../parts/use-format'
import { useLater } from '../parts/use-later'
import { OtherNumbers } from './other-numbers'
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
      <OtherNumbers />
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
        <Note tone="offline" {...silenceWords(customer.code)}>
          <ActionButton action={tryCustomerAgain} size="row" />
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
  const { coupons, phoneMasked } = customer
  useProducts(coupons)
  const digits = [...phoneMasked.slice(-4)].join(' ')
  return (
    <>
      {customer.code === null ? null : <StillSilent customer={customer} />}
      {coupons.length === 0 ? (
        <Note tone="info" first={en.noSaved} second={en.noSavedHelp} />
      ) : (
        <>
          <div className="wallet-heading">
            <h3>{en.savedCoupons(coupons.length)}</h3>
            <span className="second">{en.readBack(digits)}</span>
          </div>
          <PetzPageRoom>
            <SavedCoupons coupons={coupons} />
          </PetzPageRoom>
          <OwnListNote />
        </>
      )}
      <WalletFoot customer={customer} />
    </>
  )
}

/** Nobody has answered when the wallet was looked at once more: the list is an old one, and says so. */
function StillSilent({ customer }: { readonly customer: Customer }): ReactNode {
  const format = useFormat()
  const { first } = silenceWords(customer.code)
  const second = customer.asOf === null ? null : enWallet.stillAsOf(format.time(customer.asOf))
  return (
    <Note tone="offline" first={first} second={second}>
      <ActionButton action={tryCustomerAgain} size="row" showKey={false} />
    </Note>
  )
}

/** As of when the list is, and the ways to a newer one and to the service's own page. */
function WalletFoot({ customer }: { readonly customer: Customer }): ReactNode {
  const format = useFormat()
  const { asOf, coupons } = customer
  const time = asOf === null ? '' : format.time(asOf)
  const page = useViewStore((state) => state.walletPage)
  const Sign = page === 'shown' ? Info : Clock
  const isBusy = customer.isRefreshing === true || page === 'loading'
  const ofPage = customer.isRefreshing === true ? enWallet.asking(time) : enWallet.page[page]
  // After silence the note above says as of when the list is.
  const words = ofPage ?? (asOf === null || customer.code !== null ? null : en.asOf(time))
  return (
    <div className="wallet-foot">
      {isBusy ? <Spinner size={19} /> : null}
      {isBusy || words === null ? null : <Sign size={19} strokeWidth={1.9} aria-hidden />}
      <span className="grow" role="status">
        {words}
      </span>
      {coupons.length === 0 ? null : <PetzPageButton />}
      <ActionButton action={refreshCustomer} size="row" showKey={false} />
    </div>
  )
}

/** Learns what the coupons' products are called, anew when the catalog has changed. */
function useProducts(coupons: Customer['coupons']): void {
  const loaded = useTerminal((terminal) => terminal.catalog.loaded)
  useEffect(() => {
    if (coupons.length > 0) void learnProducts(coupons)
  }, [coupons, loaded])
}
