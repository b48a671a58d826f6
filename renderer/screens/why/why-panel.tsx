import { useMemo, type ReactNode } from 'react'
import { ORDER_ACTIONS, backToOrder } from '../../actions/order'
import { useActions } from '../../actions/keyboard-context'
import { add } from '../../../shared/money'
import { Note } from '../../components/note'
import { useTill, useViewStore } from '../../stores/view'
import { enWhy } from '../../text/en-why'
import { PanelHead } from '../parts/panel-head'
import { useFormat } from '../parts/use-format'
import { useNow } from '../parts/use-now'
import { WhyGroup } from './why-group'
import { whyRows, type WhyRows } from './why-rows'

/** A reason may begin or end with the minute. */
const LOOK_EVERY_MS = 30_000

/** For every promotion, code and coupon near the order: how much, or the one reason and what would meet it. */
export function WhyPanel(): ReactNode {
  useActions(ORDER_ACTIONS.why)
  const format = useFormat()
  const rows = useWhyRows()
  const bounded = useViewStore((state) => state.near?.bounded === true)
  const saved = useTill((view) => add(view.totals.discount, view.totals.coupons))
  const isNothing = rows.applied.length + rows.nearly.length + rows.not.length === 0
  return (
    <section className="side why" aria-label={enWhy.title}>
      <PanelHead title={enWhy.title} back={backToOrder} />
      <div className="why-scroll" tabIndex={0} role="region" aria-label={enWhy.reasons}>
        {bounded ? <Note tone="info" first={enWhy.bounded} second={enWhy.boundedHelp} /> : null}
        {isNothing ? <Note tone="info" first={enWhy.nothing} second={enWhy.nothingHelp} /> : null}
        <WhyGroup
          kind="applied"
          title={enWhy.applied}
          detail={enWhy.savedSoFar(format.figure(saved))}
          rows={rows.applied}
        />
        <WhyGroup kind="nearly" title={enWhy.nearly} detail={enWhy.offer} rows={rows.nearly} />
        <WhyGroup kind="not" title={enWhy.notApplied} detail={enWhy.reasons} rows={rows.not} />
      </div>
    </section>
  )
}

/** The rows of the newest view. */
export function useWhyRows(): WhyRows {
  const format = useFormat()
  const order = useTill((view) => view.order)
  const totals = useTill((view) => view.totals)
  const near = useViewStore((state) => state.near)
  const now = useNow(LOOK_EVERY_MS)
  return useMemo(
    () => whyRows({ order, totals }, near?.near ?? [], { now, format }),
    [order, totals, near, now, format],
  )
}
