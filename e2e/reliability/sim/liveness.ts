import type { EffectBook } from './books'
import type { SimShop } from './shop'
import { hold } from './violation'

/** How long something may stay under way unseen once everything works again. */
const UNSEEN_MS_MAX = 5 * 60_000

/** The longest wait between two attempts, with its spread, and a little for what goes before. */
const LONGEST_WAIT_MS = 75 * 60_000

/**
 * I35: soon after everything works again each pending effect has ended, or stands where a person sees it: it
 * asks for a person, or it waits and is among what the owed screen lists.
 */
export async function comesToAnEnd(shop: SimShop): Promise<void> {
  await shop.pass(2 * UNSEEN_MS_MAX)
  const listed = new Set(shop.terminal.till.view()?.owed.map((row) => row.effect.id))
  for (const { id, status, request, since } of pending(shop)) {
    const age = shop.clock.passed - since
    hold(status !== 'sending' || age < 60_000, 'I35', `${request.kind} is under way for ${age} ms`)
    hold(listed.has(id) || age < UNSEEN_MS_MAX, 'I35', `${request.kind} waits unseen`)
  }
  nothingIsAsked(shop)
}

/** I35: and in the end nothing is left but what asks for a person. */
export async function endsAtLast(shop: SimShop): Promise<void> {
  await shop.pass(LONGEST_WAIT_MS)
  for (const { request, since, dueAt } of pending(shop)) {
    const age = shop.clock.passed - since
    const due = dueAt - shop.clock.wall
    hold(age < LONGEST_WAIT_MS, 'I35', `${request.kind} still waits after ${age} ms, due in ${due}`)
  }
}

function pending(shop: SimShop): readonly EffectBook[] {
  const found: EffectBook[] = []
  for (const order of shop.auditor.books.orders.values()) {
    for (const effect of order.effects.values()) {
      if (effect.status === 'waiting' || effect.status === 'sending') found.push(effect)
    }
  }
  return found
}

/** No question is left without an end: the cashier never looks at a wheel that turns for good. */
function nothingIsAsked(shop: SimShop): void {
  for (const order of shop.terminal.till.state.orders.values()) {
    const verifying = order.promotions.some((one) => one.status === 'verifying')
    hold(!verifying, 'I35', `a code of order ${order.number} is still being checked`)
    const { validation, payment } = order
    hold(
      validation?.status !== 'checking',
      'I35',
      `order ${order.number} is still being re-checked`,
    )
    const asking = payment?.authorization?.status === 'asking'
    hold(!asking, 'I35', `coupons of order ${order.number} are still being asked for`)
  }
}
