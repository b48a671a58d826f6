import type { ReactNode } from 'react'
import { applyTypedCode, payWithoutCode } from '../../actions/order'
import { useActions } from '../../actions/keyboard-context'
import { closeQuestion } from '../../actions/questions'
import { Dialog } from '../../components/dialog'
import { useField } from '../../stores/draft'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'

const ACTIONS = [applyTypedCode, payWithoutCode, closeQuestion]

/** Pay was pressed while a code stands typed and not applied. */
export function CodeTypedDialog(): ReactNode {
  useActions(ACTIONS, 'dialog')
  const code = useField('promotion-code').trim()
  return (
    <Dialog title={en.typedNotApplied(code)}>
      <div className="dialog-buttons">
        <ActionButton action={applyTypedCode} tone="forward" className="button-spread" firstFocus />
        <ActionButton action={payWithoutCode} className="button-spread" />
        <ActionButton action={closeQuestion} tone="plain" />
      </div>
    </Dialog>
  )
}
