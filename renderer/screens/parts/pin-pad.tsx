import { useId, useRef, type ReactNode } from 'react'
import { hasManagerPin, PIN_DIGITS_MAX } from '../../actions/approval'
import { Keypad, typeKey, type PadKey } from '../../components/keypad'
import { typeInto, useField } from '../../stores/draft'
import { useViewStore } from '../../stores/view'
import { enApproval } from '../../text/en-approval'

const PIN_ROWS: readonly (readonly PadKey[])[] = [
  ['1', '2', '3'],
  ['4', '5', '6'],
  ['7', '8', '9'],
].map((row) => row.map((value): PadKey => ({ value })))

const LAST_ROW: readonly PadKey[] = [
  { value: 'Clear', label: enApproval.clear },
  { value: '0' },
  { value: 'Backspace' },
]

/** The manager's PIN, by keys or by touch. */
export function PinPad(): ReactNode {
  const id = useId()
  const input = useRef<HTMLInputElement>(null)
  const pin = useField('pin')
  const hasPin = useViewStore(hasManagerPin)
  const type = (value: string): void =>
    typeInto('pin', value === 'Clear' ? '' : typeKey(pin, value, PIN_DIGITS_MAX))
  return (
    <div className="approval-pad">
      <label htmlFor={id}>{enApproval.pin}</label>
      <input
        ref={input}
        id={id}
        type="password"
        className="approval-pin"
        inputMode="numeric"
        autoComplete="off"
        data-field="pin"
        data-first-focus
        value={pin}
        onChange={(event) =>
          typeInto('pin', event.target.value.replace(/\D/g, '').slice(0, PIN_DIGITS_MAX))
        }
      />
      <Keypad
        name={enApproval.pin}
        backspace={enApproval.backspace}
        rows={[...PIN_ROWS, LAST_ROW]}
        columns={3}
        onKey={type}
      />
      {hasPin ? null : <p className="approval-unavailable">{enApproval.unavailable}</p>}
    </div>
  )
}
