import type { ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { giveBack, keepCode } from '../../actions/complete'
import { useActions } from '../../actions/keyboard-context'
import { Dialog } from '../../components/dialog'
import { enComplete } from '../../text/en-complete'
import { ActionButton } from '../parts/action-button'

const ACTIONS: readonly Action[] = [giveBack, keepCode]

/** Asks once before a redeemed code goes back to the provider. */
export function GiveBackDialog(): ReactNode {
  useActions(ACTIONS, 'dialog')
  return (
    <Dialog title={enComplete.giveBackQuestion} detail={enComplete.giveBackHelp}>
      <div className="dialog-buttons-side">
        <ActionButton action={keepCode} firstFocus />
        <ActionButton action={giveBack} tone="danger" />
      </div>
    </Dialog>
  )
}
