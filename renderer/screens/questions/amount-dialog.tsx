import { useEffect, useMemo, useRef, type ReactNode } from 'react'
import { money } from '../../../shared/money'
import { quantity } from '../../../shared/quantity'
import type { Action } from '../../actions/action'
import { CENTS_KEYS, centsKeyOf, readCents, typeCents } from '../../actions/cents'
import { useActions } from '../../actions/keyboard-context'
import { closeQuestion, takeAmount } from '../../actions/questions'
import { Dialog } from '../../components/dialog'
import { Keypad } from '../../components/keypad'
import { typeInto, useField } from '../../stores/draft'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'

type AmountDialogProps = {
  readonly title: string
  readonly label: string
  readonly forward: string
  /** Money, or thousandths of a weighing unit. */
  readonly unit: 'money' | 'lb' | 'kg'
}

const ROWS = [CENTS_KEYS.map((value) => ({ value }))]

/** Asks for an amount, typed from the right: the price of a line, an open price, a weight. */
export function AmountDialog(props: AmountDialogProps): ReactNode {
  const format = useFormat()
  const field = useRef<HTMLInputElement>(null)
  const typed = readCents(useField('amount'))
  const forward = useMemo((): Action => ({ ...takeAmount, label: props.forward }), [props.forward])
  useActions(
    useMemo(() => [forward, closeQuestion], [forward]),
    'dialog',
  )
  useEffect(() => () => typeInto('amount', ''), [])
  const shown =
    typed === null || typed === 0
      ? ''
      : props.unit === 'money'
        ? format.amount(money(typed))
        : format.quantity(quantity(typed), props.unit)
  const press = (value: string): void => {
    const key = value === '00' ? '00' : centsKeyOf(value)
    if (key !== null) typeInto('amount', String(typeCents(typed, key) ?? ''))
  }
  return (
    <Dialog title={props.title} width={420}>
      <div className="amount-dialog">
        <label className="field amount-field">
          <span className="spoken">{props.label}</span>
          <input
            ref={field}
            data-field="amount"
            data-first-focus
            inputMode="none"
            autoComplete="off"
            className="num"
            value={shown}
            onChange={(event) => typeInto('amount', event.target.value.replace(/\D/g, ''))}
          />
        </label>
        <Keypad name={en.keypad} backspace={en.backspace} rows={ROWS} columns={3} onKey={press} />
      </div>
      <div className="dialog-buttons-side">
        <ActionButton action={closeQuestion} />
        <ActionButton action={forward} tone="forward" />
      </div>
    </Dialog>
  )
}
