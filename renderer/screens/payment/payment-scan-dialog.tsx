import type { ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { goBackAndAdd, goBackAndApply, stayInPayment } from '../../actions/payment-scan'
import { Dialog } from '../../components/dialog'
import { useDraftStore } from '../../stores/draft'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'

const ADD: readonly Action[] = [goBackAndAdd, stayInPayment]
const APPLY: readonly Action[] = [goBackAndApply, stayInPayment]

/** Something was scanned in payment: nothing is added silently. */
export function PaymentScanDialog(): ReactNode {
  const scan = useDraftStore(({ question }) =>
    question?.kind === 'payment-scan' ? question.scan : null,
  )
  const item = scan?.items[0] ?? null
  useActions(item === null ? APPLY : ADD, 'dialog')
  return (
    <Dialog
      title={item === null ? en.goBackAndApply : en.goBackAndAdd(item.name)}
      detail={en.goBackHelp}
    >
      <div className="dialog-buttons-side">
        <ActionButton action={stayInPayment} firstFocus />
        <ActionButton action={item === null ? goBackAndApply : goBackAndAdd} tone="forward" />
      </div>
    </Dialog>
  )
}
