import type { ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { newOrder, openDrawer, printAgain } from '../../actions/complete'
import { useActions } from '../../actions/keyboard-context'
import { Bar } from '../../components/bar'
import { ReceiptPaper } from '../../components/receipt-paper'
import { useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { enComplete } from '../../text/en-complete'
import { ActionButton } from '../parts/action-button'
import { ChangeDue } from './change-due'
import { SettlingList } from './settling-list'

const ACTIONS: readonly Action[] = [newOrder, printAgain, openDrawer]

/** Sale complete: the change, what is still being settled, and the receipt as printed. */
export function CompleteScreen(): ReactNode {
  const receipt = useTill((view) => view.receipt)
  const refused = useDraftStore((draft) => draft.refused)
  useActions(ACTIONS)
  return (
    <>
      <section className="complete" aria-label={enComplete.saleComplete}>
        <ChangeDue />
        <SettlingList />
      </section>
      <section
        className="side complete-paper"
        aria-label={enComplete.receipt}
        // The preview scrolls, so a keyboard must reach it.
        tabIndex={0}
      >
        {receipt === null ? null : <ReceiptPaper document={receipt} />}
      </section>
      <Bar
        name={enComplete.barName}
        left={
          <>
            <ActionButton action={printAgain} size="bar" />
            <ActionButton action={openDrawer} size="bar" />
          </>
        }
        message={refused}
        forward={<ActionButton action={newOrder} size="bar" tone="forward" />}
      />
    </>
  )
}
