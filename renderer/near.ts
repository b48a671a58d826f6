import type { TillView } from '../shared/order/till-view'
import { nearNow } from './actions/why'
import { acceptNear, useViewStore } from './stores/view'

/** The scans of one breath are looked at together, after they are painted. */
const NEAR_DELAY_MS = 150

/** Asks what is near the order, a moment after its goods or its customer have changed. */
export function startNear(): void {
  let timer = 0
  let asked: TillView | null = null
  const look = (): void => {
    const { view } = useViewStore.getState()
    if (view === null || (asked !== null && isSame(asked, view))) return
    asked = view
    window.clearTimeout(timer)
    timer = window.setTimeout(() => {
      void nearNow().then((near) => {
        if (asked === view) acceptNear(near)
      })
    }, NEAR_DELAY_MS)
  }
  useViewStore.subscribe(look)
  look()
}

/** Whether the same can be near both: goods, customer, and what the till says by itself. */
function isSame(a: TillView, b: TillView): boolean {
  return (
    a.order.id === b.order.id &&
    a.order.status === b.order.status &&
    a.order.lines === b.order.lines &&
    a.order.customer?.status === b.order.customer?.status &&
    a.order.storePromotions === b.order.storePromotions
  )
}
