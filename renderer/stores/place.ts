import { unreachable } from '../../shared/assert'
import type { Place } from '../../shared/ipc/contract'
import type { TillView } from '../../shared/order/till-view'
import type { Draft } from './draft'

/** What fills the window: a place without the overlays. */
export type Stage =
  Exclude<Place, 'validating' | 'dialog' | 'approval' | 'locked' | 'return-unsold'> | 'why'

/** The stage that is shown: trays and set-up wherever the order is, else what the order is doing. */
export function stageOf(status: TillView['order']['status'], screen: Draft['screen']): Stage {
  switch (screen) {
    case 'held':
    case 'owed':
    case 'devices':
    case 'settings':
    case 'health':
      return screen
    case 'wallet':
      return status === 'paid' || status === 'closed' ? 'complete' : 'wallet'
    case 'order':
    case 'discnt':
    case 'promotions':
    case 'return':
    case 'why':
      if (status === 'paying') return 'payment'
      if (status === 'paid' || status === 'closed') return 'complete'
      return screen
    default:
      return unreachable(screen)
  }
}

/** Where the cashier is, as the main process is told for the next scan. */
export function placeOf(
  view: TillView,
  draft: Pick<Draft, 'screen' | 'question'> & Partial<Pick<Draft, 'chosen'>>,
  locked = false,
): Place {
  if (locked) return 'locked'
  if (view.order.validation?.status === 'no-answer') return 'dialog'
  if (view.order.validation !== null) return 'validating'
  if (draft.question !== null) return draft.question.kind === 'approval' ? 'approval' : 'dialog'
  const stage = stageOf(view.order.status, draft.screen)
  // A scan does beside the reasons what it does on the order.
  if (stage === 'why') return 'order'
  const isUnsold = stage === 'return' && draft.chosen?.['return-mode'] === 'unsold'
  return isUnsold && !view.order.back?.sold ? 'return-unsold' : stage
}
