import type { ReactNode } from 'react'
import { holdNow } from '../../actions/order'
import { useActions } from '../../actions/keyboard-context'
import { closeQuestion } from '../../actions/questions'
import { Dialog } from '../../components/dialog'
import { typeInto, useField } from '../../stores/draft'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'

const ACTIONS = [holdNow, closeQuestion]

/** Longest note on a held order. */
const NOTE_LENGTH_MAX = 80

/** Asks for a short note before an order is parked; it may stay empty. */
export function HoldDialog(): ReactNode {
  useActions(ACTIONS, 'dialog')
  const text = useField('hold-note')
  return (
    <Dialog title={en.holdTitle} detail={en.holdDetail}>
      <label className="field-label" htmlFor="hold-note">
        {en.heldFor}
      </label>
      <div className="field">
        <input
          id="hold-note"
          data-field="hold-note"
          data-first-focus
          autoComplete="off"
          maxLength={NOTE_LENGTH_MAX}
          value={text}
          onChange={(event) => typeInto('hold-note', event.target.value)}
        />
      </div>
      <div className="dialog-buttons-side">
        <ActionButton action={closeQuestion} />
        <ActionButton action={holdNow} tone="forward" />
      </div>
    </Dialog>
  )
}
