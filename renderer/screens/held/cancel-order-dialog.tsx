import type { ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { confirmCancel, keepOrder } from '../../actions/trays'
import { Dialog } from '../../components/dialog'
import { useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enHeld } from '../../text/en-trays'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'

const ACTIONS: readonly Action[] = [confirmCancel, keepOrder]

/** Asks once before an order is cancelled. */
export function CancelOrderDialog(): ReactNode {
  const format = useFormat()
  const orderId = useDraftStore(({ question }) =>
    question?.kind === 'cancel-order' ? question.orderId : null,
  )
  const number = useTill(
    (view) => view.held.find((row) => row.orderId === orderId)?.number ?? view.order.number,
  )
  useActions(ACTIONS, 'dialog')
  return (
    <Dialog title={enHeld.cancelQuestion(format.orderNumber(number))} detail={enHeld.cancelHelp}>
      <div className="dialog-buttons-side">
        <ActionButton action={keepOrder} firstFocus />
        <ActionButton action={confirmCancel} tone="danger" />
      </div>
    </Dialog>
  )
}
