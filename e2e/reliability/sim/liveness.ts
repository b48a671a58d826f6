import type { SimShop } from './shop'
import { hold } from './violation'

/** How long nothing may stay under way once everything works again. */
const PATIENCE_MS = 5 * 60_000

/** I35: what is pending has ended, or stands where a person sees it. */
export function isBackground(shop: SimShop): void {
  const { books } = shop.auditor
  const now = shop.clock.passed
  for (const order of books.orders.values()) {
    for (const effect of order.effects.values()) {
      const { status, request, since } = effect
      if (status === 'delivered' || status === 'closed' || status === 'needs-person') continue
      const age = now - since
      hold(status !== 'sending' || age < 60_000, 'I35', `${request.kind} is under way for ${age} ms`)
      // What waits for its next attempt is on the owed screen once it is five minutes old.
      const isShown = shop.clock.wall - effect.createdAt >= PATIENCE_MS
      hold(isShown || age < PATIENCE_MS, 'I35', `${request.kind} waits unseen`)
    }
  }
}
