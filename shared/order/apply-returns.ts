import { Bug, unreachable } from '../assert'
import type { EventOf } from './events'
import type { Order, UnresolvedScan } from './order'
import type { GoodsBack, OrderBack } from './sold'

/** The events of goods that come back. */
export type ReturnEvent = EventOf<
  | 'ReturnOpened'
  | 'ReturnDropped'
  | 'GoodsTakenBack'
  | 'GoodsKept'
  | 'CodeBackChosen'
  | 'ReturnApproved'
>

/** Folds what comes back into the order. Whatever changes needs the manager's word anew. */
export function applyReturn(order: Order, event: ReturnEvent): Order {
  if (event.type === 'ReturnDropped') {
    return { ...order, back: null, unresolved: order.unresolved.filter(isNotLate) }
  }
  const back = changeBack(order.back ?? NOTHING_BACK, event)
  const isEmpty = back.sold === null && back.goods.length === 0
  return { ...order, back: isEmpty ? null : back }
}

/** A coupon that came late to the sale goes with it; the customer keeps the paper. */
function isNotLate({ coupon }: UnresolvedScan): boolean {
  return coupon?.late !== true
}

const NOTHING_BACK: OrderBack = {
  sold: null,
  goods: [],
  keptCodes: [],
  voids: false,
  approvedBy: null,
}

function changeBack(
  back: OrderBack,
  event: Exclude<ReturnEvent, { type: 'ReturnDropped' }>,
): OrderBack {
  switch (event.type) {
    case 'ReturnOpened':
      if (back.sold !== null) throw new Bug('A second sale opened for return on one order')
      return { ...back, sold: event.sold, voids: event.voids }
    case 'GoodsTakenBack': {
      const { goods } = event
      const others = back.goods.filter((one) => one.lineId === null || one.lineId !== goods.lineId)
      const voids = back.voids && isWholeLine(back, goods)
      return { ...back, goods: [...others, goods], voids, approvedBy: null }
    }
    case 'GoodsKept':
      return {
        ...back,
        goods: back.goods.filter((one) => one.id !== event.goodsId),
        voids: false,
        approvedBy: null,
      }
    case 'CodeBackChosen': {
      const others = back.keptCodes.filter((id) => id !== event.promotionId)
      return { ...back, keptCodes: event.back ? others : [...others, event.promotionId] }
    }
    case 'ReturnApproved':
      return { ...back, approvedBy: event.by }
    default:
      return unreachable(event)
  }
}

/** A sale is voided only as long as all of each line comes back. */
function isWholeLine({ sold }: OrderBack, goods: GoodsBack): boolean {
  const line = sold?.lines.find((one) => one.lineId === goods.lineId)
  return line !== undefined && line.quantity === goods.quantity && goods.swapped !== true
}
