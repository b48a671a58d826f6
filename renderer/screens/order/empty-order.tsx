import type { ReactNode } from 'react'
import { ScanBarcode, Undo2 } from 'lucide-react'
import { useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { enReturn } from '../../text/en-return'

/** Nothing on the order yet; while a return is open, the way on is what comes back. */
export function EmptyOrder(): ReactNode {
  const isReturn = useTill((view) => view.order.back !== null)
  const isBeside = useDraftStore((draft) => draft.screen === 'return')
  const help = isBeside ? enReturn.isOpenHelp : enReturn.isLeftHelp
  const Sign = isReturn ? Undo2 : ScanBarcode
  return (
    <div className="order-empty">
      <Sign size={60} strokeWidth={2} aria-hidden />
      <p className="order-empty-first">{isReturn ? enReturn.isOpen : en.scanFirst}</p>
      <p>{isReturn ? help : en.orPick}</p>
    </div>
  )
}
