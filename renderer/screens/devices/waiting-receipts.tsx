import type { ReactNode } from 'react'
import { isCertainlyNotDone } from '../../../shared/order/effect'
import type { OwedRow } from '../../../shared/order/till-view'
import { dropWaiting, printWaiting } from '../../actions/devices'
import { Note } from '../../components/note'
import { useTill } from '../../stores/view'
import { enSelfTest } from '../../text/en-self-test'
import { ActionButton } from '../parts/action-button'
import { useFormat } from '../parts/use-format'

/** Receipts that did not come out; nothing old is printed by itself when paper returns. */
export function WaitingReceipts(): ReactNode {
  const format = useFormat()
  const owed = useTill((view) => view.owed)
  const rows = owed.filter(isWaitingReceipt)
  const [oldest] = rows
  if (oldest === undefined) return null
  const first =
    rows.length === 1
      ? enSelfTest.receiptWaits(format.orderNumber(oldest.orderNumber))
      : enSelfTest.receiptsWait(String(rows.length))
  const second =
    rows.length === 1 ? null : enSelfTest.receiptWaits(format.orderNumber(oldest.orderNumber))
  return (
    <Note tone="warning" first={first} second={second} className="waiting-receipts">
      <ActionButton action={printWaiting(oldest)} size="row" />
      <ActionButton action={dropWaiting(oldest)} size="row" />
    </Note>
  )
}

function isWaitingReceipt({ effect }: OwedRow): boolean {
  return effect.request.kind === 'receipt-print' && isCertainlyNotDone(effect)
}
