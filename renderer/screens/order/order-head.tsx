import { memo, type ReactNode } from 'react'
import { ChevronRight, User } from 'lucide-react'
import type { Customer } from '../../../shared/order/order'
import { openCustomer } from '../../actions/window'
import { keyHint, keyShortcut } from '../../actions/action'
import { useKeyboard } from '../../actions/keyboard-context'
import { classes } from '../../components/classes'
import { Paw } from '../../components/icons'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { enReturn } from '../../text/en-return'
import { useFormat } from '../parts/use-format'
import { countsOf } from './rows'
import { WhyButton } from './why-button'

/** Number of the order, how much is on it, and its customer. */
export const OrderHead = memo(function OrderHead(): ReactNode {
  const format = useFormat()
  const number = useTill((view) => view.order.number)
  return (
    <div className="order-head">
      <div className="grow">
        <h1 className="order-number num">{en.orderTitle(format.orderNumber(number))}</h1>
        <p className="second">
          <Counts />
        </p>
      </div>
      <WhyButton />
      <CustomerButton />
    </div>
  )
})

function Counts(): ReactNode {
  return useTill((view) => {
    if (view.order.status === 'paying') return en.payingLocked
    const { lines, pieces } = countsOf(view.order)
    const back = view.order.back?.goods.length ?? 0
    const own = lines === 0 ? en.empty : en.linesAndItems(lines, pieces)
    const late = view.order.back?.late?.length ?? 0
    if (back + late === 0) return own
    const returned = late > 0 ? enReturn.late.count(late) : enReturn.linesBack(back)
    return lines === 0 ? returned : `${own}, ${returned}`
  })
}

function CustomerButton(): ReactNode {
  const keyboard = useKeyboard()
  const customer = useTill((view) => view.order.customer)
  const words = customer === null ? NOBODY : wordsOf(customer)
  const Icon = customer === null ? User : Paw
  return (
    <button
      type="button"
      className={classes('customer', `customer-${words.tone}`)}
      aria-label={words.name}
      aria-keyshortcuts={keyShortcut(openCustomer.key ?? '')}
      onClick={() => keyboard.press(openCustomer)}
    >
      <Icon size={22} strokeWidth={1.9} aria-hidden />
      <span className="customer-words">
        <span className="customer-first">{words.first}</span>
        <span className="customer-second">
          {words.second}
          {customer === null ? ` ${keyHint(openCustomer.key ?? '')}` : ''}
        </span>
      </span>
      {customer === null ? null : <ChevronRight size={20} strokeWidth={1.9} aria-hidden />}
    </button>
  )
}

type CustomerWords = {
  readonly tone: 'plain' | 'petz' | 'warn' | 'offline'
  readonly first: string
  readonly second: string
  readonly name: string
}

const NOBODY: CustomerWords = {
  tone: 'plain',
  first: en.addCustomer,
  second: en.phoneOrCard,
  name: en.customerNone,
}

function wordsOf(customer: Customer): CustomerWords {
  const { phoneMasked: first } = customer
  const [tone, second, spoken] = stateOf(customer)
  return { tone, first, second, name: en.customerSpoken(first.slice(-4), spoken) }
}

function stateOf(
  customer: Customer,
): readonly [tone: CustomerWords['tone'], seen: string, spoken: string] {
  const coupons = customer.coupons.length
  switch (customer.status) {
    case 'looking':
      return ['plain', en.lookingUp, en.lookingUp]
    case 'matched':
      return ['petz', en.petzWith(coupons), en.petzAccountWith(coupons)]
    case 'not-matched':
      return ['warn', en.noAccount, en.noAccount]
    case 'refused':
      return ['warn', en.noAccount, en.noAccount]
    case 'not-answering':
      return ['offline', en.petzNotAnswering, en.petzNotAnswering]
  }
}
