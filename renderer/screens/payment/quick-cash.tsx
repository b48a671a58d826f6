import { useRef, type KeyboardEvent, type ReactNode } from 'react'
import { receiveCash, typedAmount } from '../../actions/tender'
import type { Money } from '../../../shared/money'
import { useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enPayment } from '../../text/en-payment'
import { useFormat } from '../parts/use-format'
import { quickAmounts } from './quick-amounts'

/** The longest figure a key shows at its ordinary size. */
const LENGTH_ORDINARY = 8

const STEP: Readonly<Record<string, number>> = {
  ArrowLeft: -1,
  ArrowRight: 1,
  ArrowUp: -3,
  ArrowDown: 3,
}

type QuickCashProps = { readonly labelledBy: string; readonly most: number }

/** The sums people hand over: one tab stop, arrows move, Space or a touch chooses. */
export function QuickCash({ labelledBy, most }: QuickCashProps): ReactNode {
  const format = useFormat()
  const due = useTill((view) => view.cashToPay)
  const received = useDraftStore(typedAmount)
  const group = useRef<HTMLDivElement>(null)
  const amounts = quickAmounts(due, format.exponent, most)
  const stop = received !== null && amounts.includes(received) ? received : amounts[0]
  const move = (event: KeyboardEvent): void => {
    const step = STEP[event.key]
    if (step === undefined) return
    event.preventDefault()
    const keys = [...(group.current?.querySelectorAll('button') ?? [])]
    const at = keys.findIndex((key) => key === document.activeElement)
    keys[Math.min(Math.max(at + step, 0), keys.length - 1)]?.focus()
  }
  const keyOf = (amount: Money): ReactNode => {
    const text = format.amount(amount)
    return (
      <button
        key={amount}
        type="button"
        role="radio"
        aria-checked={amount === received}
        aria-label={amount === due ? enPayment.cashExact(text) : enPayment.cashOf(text)}
        data-long={text.length > LENGTH_ORDINARY || undefined}
        tabIndex={amount === stop ? 0 : -1}
        onClick={() => receiveCash(amount)}
      >
        {text}
        {amount === due ? <small>{enPayment.exact}</small> : null}
      </button>
    )
  }
  return (
    <div
      ref={group}
      role="radiogroup"
      aria-labelledby={labelledBy}
      className="tender-quick"
      onKeyDown={move}
    >
      {amounts.map(keyOf)}
    </div>
  )
}
