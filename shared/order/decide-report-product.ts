import { ok, refuse } from '../result'
import { courseOf, owe, type Context, type OrderDecision } from './context'
import type { Order } from './order'

/**
 * Tells a manager of goods that the coupon service cannot recognise, because the catalog has no number for them;
 * once for each product of an order. The sale goes on.
 */
export function decideReportProduct(order: Order, lineId: string, context: Context): OrderDecision {
  const line = order.lines.find((one) => one.id === lineId && !one.voided)
  if (!line) return refuse('line-unknown')
  const course = courseOf(order, context)
  if (line.barcodes.length > 0 || isReported(order, line.name)) return ok(course.events)
  const request = { kind: 'coupon-exception', code: 'product-without-upc' } as const
  const owed = owe({ ...request, titles: [line.name] }, context)
  const { id: effectId } = owed.effect
  course.then(owed, { type: 'EffectNeedsPerson', effectId, code: request.code, message: null })
  return ok(course.events)
}

/** Whether a manager has been told of a product on this order. */
export function isReported(order: Order, name: string): boolean {
  return order.effects.some(
    ({ request }) =>
      request.kind === 'coupon-exception' &&
      request.code === 'product-without-upc' &&
      request.titles.includes(name),
  )
}
