import { useEffect, useRef, type ReactNode } from 'react'
import { readCents, typeCents, centsKeyOf } from '../../actions/cents'
import { typeAmount } from '../../actions/tender'
import { money } from '../../../shared/money'
import { DIGIT_ROWS, Keypad } from '../../components/keypad'
import { useDraftStore, useField } from '../../stores/draft'
import { enPayment } from '../../text/en-payment'
import { useFormat } from '../parts/use-format'

type CashPadProps = { readonly field: 'cash-received' | 'split-amount' }

/** The amount typed in cents from the right, and its keypad. */
export function CashPad({ field }: CashPadProps): ReactNode {
  const format = useFormat()
  const input = useRef<HTMLInputElement>(null)
  const cents = readCents(useField(field))
  const label = field === 'cash-received' ? enPayment.cashReceived : enPayment.splitFirst
  useEffect(() => input.current?.focus(), [])
  return (
    <div className="tender-pad">
      <label className="tender-label" htmlFor={field}>
        {label}
      </label>
      <input
        ref={input}
        id={field}
        data-field={field}
        className="tender-field"
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        value={cents === null ? '' : format.amount(money(cents))}
        onChange={(event) => typeAmount(field, centsOf(event.target.value))}
        onSelect={(event) => keepAtEnd(event.currentTarget)}
      />
      <Keypad
        name={enPayment.keypad}
        backspace={enPayment.backspace}
        rows={DIGIT_ROWS}
        columns={3}
        onKey={(value) => press(field, value)}
      />
    </div>
  )
}

function press(field: CashPadProps['field'], value: string): void {
  const key = value === '00' ? '00' : centsKeyOf(value)
  if (key === null) return
  const cents = readCents(useDraftStore.getState().fields[field] ?? '')
  typeAmount(field, typeCents(cents, key))
}

/** The amount the field shows; none at all where only noughts are left. */
function centsOf(text: string): number | null {
  const cents = readCents(text)
  return cents === 0 ? null : cents
}

/** Typed from the right: the caret is always behind the last digit. */
function keepAtEnd(input: HTMLInputElement): void {
  const end = input.value.length
  if (input.selectionStart === 0 && input.selectionEnd === end) return
  if (input.selectionStart !== end || input.selectionEnd !== end) input.setSelectionRange(end, end)
}
