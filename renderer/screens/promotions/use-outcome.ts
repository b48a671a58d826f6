import type { Note, Order, Promotion } from '../../../shared/order/order'
import { useDraftStore } from '../../stores/draft'
import { useTill } from '../../stores/view'

/** What came of the code that was tried last. */
export type Outcome =
  | { readonly kind: 'none' }
  | { readonly kind: 'checking'; readonly code: string }
  | { readonly kind: 'applied'; readonly promotion: Promotion }
  | { readonly kind: 'refused'; readonly note: Note }

/** The outcome as it stands on the order: the promotion itself, or the newest note about the code. */
export function outcomeOf(order: Order, triedCode: string | null): Outcome {
  if (triedCode === null) return { kind: 'none' }
  const promotion = order.promotions.find((one) => one.code === triedCode)
  if (promotion?.status === 'verifying') return { kind: 'checking', code: triedCode }
  if (promotion) return { kind: 'applied', promotion }
  const note = order.notes.findLast((one) => one.values['code'] === triedCode)
  return note ? { kind: 'refused', note } : { kind: 'none' }
}

/** The outcome of the code that was tried last; follows the order. */
export function useOutcome(): Outcome {
  const tried = useDraftStore((draft) => draft.triedCode)
  const order = useTill((view) => view.order)
  return outcomeOf(order, tried)
}
