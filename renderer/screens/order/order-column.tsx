import { memo, type ReactNode } from 'react'
import { LINE_ACTIONS } from '../../actions/lines'
import { useActions } from '../../actions/keyboard-context'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { EmptyOrder } from './empty-order'
import { LineList } from './line-list'
import { OrderHead } from './order-head'
import { OrderNotes } from './order-notes'
import { TotalsBlock } from './totals-block'
import { UnresolvedRows } from './unresolved-rows'

/** The order, always at the left: head, lines, what needs attention, totals. */
export const OrderColumn = memo(function OrderColumn(): ReactNode {
  useActions(LINE_ACTIONS)
  const isEmpty = useTill((view) => {
    const { lines, promotions, back } = view.order
    const late = back?.late?.length ?? 0
    return lines.length + promotions.length + (back?.goods.length ?? 0) + late === 0
  })
  return (
    <section className="order" aria-label={en.order}>
      <OrderHead />
      {isEmpty ? <EmptyOrder /> : <LineList />}
      <OrderNotes />
      <UnresolvedRows />
      <TotalsBlock />
    </section>
  )
})
