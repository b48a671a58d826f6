import { holdsCardNumber } from '../barcode/card-number'
import type { Carried } from '../barcode/carried'
import type { Classified } from '../barcode/scan'
import { ok, refuse } from '../result'
import type { InnerCommand } from './commands'
import { courseOf, note, type Context, type OrderDecision } from './context'
import { addItem } from './decide-lines'
import { isForSale, lateRefusal } from './decide-late-coupons'
import { decideApplyCode } from './decide-promotions'
import type { Order, UnresolvedScan } from './order'
import { pastDayOf } from './past-its-day'
import { scannedPiece } from './scanned-piece'

/** Scans of one order that wait for a person. */
export const UNRESOLVED_MAX = 100

/** Manufacturer coupons that count on one order. */
const COUPONS_MAX = 100

type TakeScan = Extract<InnerCommand, { readonly type: 'TakeScan' }>

/**
 * Takes a scan: a product becomes a line, a promotion is verified, anything else waits for a person.
 *
 * What the code says of its piece counts: weight, price or count make a line of their own, and a piece past
 * its use-by day is refused, or sold with a warning, as the shop has decided. A manufacturer coupon stands
 * there as something that waits, and is judged with all others when the decision is closed.
 */
export function decideTakeScan(order: Order, command: TakeScan, context: Context): OrderDecision {
  if (order.status !== 'open') return refuse('order-not-open')
  if (order.validation) return refuse('validation-under-way')
  const { meaning, items } = command
  if (meaning.kind === 'promotion') return decideApplyCode(order, meaning.code, context)
  if (meaning.kind === 'manufacturer-coupon') {
    if (order.manufacturerCoupons.length >= COUPONS_MAX) return refuse('lines-at-limit')
    const { code, coupon } = meaning
    const isLate = isForSale(order)
    const why = isLate ? lateRefusal(order, context.returns.late, context.at) : null
    if (why) return refuse(why)
    const waiting = {
      coupon,
      approval: null,
      why: null,
      ...(isLate ? { late: true as const } : {}),
    }
    return waitForPerson(order, { code, reason: meaning.kind, coupon: waiting }, context)
  }
  const carried = meaning.kind === 'product' ? (meaning.carried ?? {}) : {}
  const past = pastDayOf(carried, context.at)
  if (past === 'past-use-by' && context.expired === 'refuse') return refuse(past)
  if (items.length === 0 && isCard(meaning)) return refuse('card-number')
  const item = items.length === 1 ? items[0] : undefined
  if (!item) return waitForPerson(order, { ...unknownOf(meaning), ...keptOf(carried) }, context)
  const piece = scannedPiece(item, carried, order.terms.currency)
  if (piece === 'price-missing') return waitForPerson(order, unknownOf(meaning), context)
  if (typeof piece === 'string') {
    return waitForPerson(order, { code: meaning.code, reason: piece }, context)
  }
  const added = addItem(order, { item, ...piece }, context)
  if (!added.ok || past === null) return added
  return ok([...added.value, note(context, 'warning', past, { values: { name: item.name } })])
}

/**
 * The number of a payment card is not kept, not even as a code that nobody knows. Goods are known by the catalog
 * or by the number the world has agreed on; what is left and looks like a card is taken for one.
 */
export function isCard(meaning: Classified): boolean {
  switch (meaning.kind) {
    case 'product':
      return meaning.candidates.length === 0 && holdsCardNumber(meaning.code)
    case 'misread':
    case 'unknown':
      return holdsCardNumber(meaning.code)
    default:
      return false
  }
}

/** Only what decides about the money of the piece is kept for whoever finds the product. */
function keptOf({ weight, price, count }: Carried): Pick<UnresolvedScan, 'carried'> {
  if (price === undefined && count === undefined && weight === undefined) return {}
  return {
    carried: {
      ...(weight === undefined ? {} : { weight }),
      ...(price === undefined ? {} : { price }),
      ...(count === undefined ? {} : { count }),
    },
  }
}

function unknownOf({ kind, code }: TakeScan['meaning']): Omit<UnresolvedScan, 'id'> {
  return { code, misread: kind === 'misread' }
}

function waitForPerson(
  order: Order,
  scan: Pick<UnresolvedScan, 'code' | 'reason' | 'carried' | 'coupon'> &
    Partial<Pick<UnresolvedScan, 'misread'>>,
  context: Context,
): OrderDecision {
  if (order.unresolved.length >= UNRESOLVED_MAX) return refuse('lines-at-limit')
  const course = courseOf(order, context)
  course.then({
    type: 'ScanUnresolved',
    scan: { id: context.newId(), misread: false, ...scan },
  })
  return ok(course.events)
}
