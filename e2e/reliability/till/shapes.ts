import type { Command } from '../../../shared/order/commands'
import type { AuthorizedCoupon, WalletCoupon } from '../../../shared/order/answers'
import { money } from '../../../shared/money'
import type { Order, Payment } from '../../../shared/order/order'
import { pieces } from '../../../shared/quantity'
import { stillToPay } from '../../../shared/order/decide-tender'
import { exampleGrant, WALLET } from '../../../shared/order/testing/sale'

/** What kind of order a cashier sells. */
export type Shape = {
  readonly name: string
  readonly skus: readonly string[]
  /** Codes that stay on the order, and one that is taken off again. */
  readonly codes: readonly string[]
  readonly takenOff: string | null
  /** Coupons of the wallet that the service grants; none: no customer. */
  readonly coupons: readonly string[]
  readonly storePromotion: boolean
  /** Leaves payment once, so that what is held is let go. */
  readonly back: boolean
  readonly tender: 'cash' | 'card'
  /** The order was sold in peace before; what is looked at is that all of it comes back. */
  readonly comesBack: boolean
}

const PLAIN: Omit<Shape, 'name' | 'tender'> = {
  skus: ['bw-dog-chk-24', 'bw-cat-sal-3', 'fw-rope-m'],
  codes: [],
  takenOff: null,
  coupons: [],
  storePromotion: false,
  back: false,
  comesBack: false,
}

/** The six shapes of the crash matrix. */
export const SHAPES: readonly Shape[] = [
  { ...PLAIN, name: 'cash', tender: 'cash' },
  { ...PLAIN, name: 'card', tender: 'card' },
  { ...PLAIN, name: 'coupon and cash', coupons: ['70455'], back: true, tender: 'cash' },
  {
    ...PLAIN,
    name: 'coupon, promotion and card',
    codes: ['SPRING5'],
    takenOff: 'EXTRA1',
    coupons: ['70455'],
    tender: 'card',
  },
  {
    ...PLAIN,
    name: 'three coupons',
    coupons: ['70455', '70460'],
    storePromotion: true,
    back: true,
    tender: 'cash',
  },
  {
    ...PLAIN,
    name: 'refund',
    codes: ['SPRING5'],
    coupons: ['70455'],
    tender: 'card',
    comesBack: true,
  },
]

/** The wallet a shape needs. */
export function walletOf(shape: Shape): readonly WalletCoupon[] {
  return WALLET.filter(({ kind }) => kind === 'coupon' || shape.storePromotion)
}

/** What the service grants for a shape. */
export function grantOf(shape: Shape): readonly AuthorizedCoupon[] {
  const lines = [{ lineRef: 'L2', amount: money(189), quantity: pieces(1) }]
  return exampleGrant()
    .coupons.map((one) => (one.couponId === '70460' ? { ...one, lines } : one))
    .filter((one) => shape.coupons.includes(one.couponId))
}

/** The card machine beside the till: it charges once per tender and remembers. */
export class CardMachine {
  readonly charged = new Map<string, number>()
  /** What went back to the card. */
  readonly givenBack = new Map<string, number>()
  /** Told before the card is charged and after. */
  onMoment: (moment: 'sent' | 'done') => void = () => undefined
}

/** A cashier who sells one shape to its end, goes by what the screen shows, and remembers across starts. */
export class ShapeCashier {
  readonly shape: Shape
  readonly machine: CardMachine
  /** What the screen said was due when the money was taken, by order. */
  readonly shownDue = new Map<string, number>()
  /** The sale that comes back; null while it is sold. */
  soldRef: string | null = null

  constructor(shape: Shape, machine = new CardMachine()) {
    this.shape = shape
    this.machine = machine
  }

  /** The next step on an order; null where there is nothing to do but to wait, or nothing more at all. */
  next(order: Order, isAlive: () => boolean): Command | null {
    if (order.status === 'open') return this.#openStep(order)
    if (order.status === 'paying') return this.#payingStep(order, isAlive)
    if (order.status !== 'paid') return null
    const asks = order.effects.find(
      ({ request, status }) => request.kind === 'receipt-print' && status === 'needs-person',
    )
    return asks ? { type: 'PrintReceipt', orderId: order.id } : null
  }

  #openStep(order: Order): Command | null {
    const { shape } = this
    if (this.soldRef !== null) return backStep(order, this.soldRef)
    const sku = shape.skus[order.lines.length]
    if (sku !== undefined) return { type: 'AddItem', sku }
    if (order.promotions.some((one) => one.status === 'verifying') || order.validation) return null
    const code = shape.codes.find((one) => !order.promotions.some((on) => on.code === one))
    if (code !== undefined) return { type: 'ApplyCode', code }
    const extra = this.#takeOff(order)
    if (extra) return extra
    if (shape.coupons.length > 0) {
      if (order.customer?.status === 'looking') return null
      if (order.customer?.status !== 'matched') return { type: 'SetCustomer', phone: '2065550142' }
    }
    return { type: 'Pay' }
  }

  /** A code the customer thinks better of. */
  #takeOff(order: Order): Command | null {
    const { takenOff } = this.shape
    if (takenOff === null) return null
    const on = order.promotions.find((one) => one.code === takenOff)
    if (on) return { type: 'RemovePromotion', promotionId: on.id }
    const gone = order.effects.some(
      ({ request }) =>
        request.kind === 'promotion-void' &&
        [...request.promotions, ...request.lost].some((one) => one.code === takenOff),
    )
    return gone ? null : { type: 'ApplyCode', code: takenOff }
  }

  #payingStep(order: Order, isAlive: () => boolean): Command | null {
    const { payment } = order
    if (!payment || order.validation) return null
    if (payment.step === 'store-promotions') {
      const toy = order.lines.find((line) => line.sku === 'fw-rope-m')
      return payment.storePromotions.length === 0 && toy
        ? { type: 'ChooseStorePromotion', couponId: '70311', lineId: toy.id }
        : { type: 'ContinuePayment' }
    }
    if (payment.step === 'tender') return this.#tenderStep(order, payment, isAlive)
    if (payment.authorization?.status === 'asking') return null
    const wasBack = order.effects.some((one) => one.request.kind === 'coupon-release')
    return this.shape.back && !wasBack
      ? { type: 'BackFromPayment', to: 'order' }
      : { type: 'ContinuePayment' }
  }

  #tenderStep(order: Order, payment: Payment, isAlive: () => boolean): Command | null {
    const { card } = payment
    if (card) return this.#atCardMachine(card, isAlive)
    const due = stillToPay(order)
    this.shownDue.set(order.id, due)
    if (due < 0) return { type: 'BeginCard', amount: -due }
    return this.shape.tender === 'card'
      ? { type: 'BeginCard', amount: due }
      : { type: 'TakeCash', received: due + 500 }
  }

  /** The customer's card is charged; after a start the cashier reads off the machine whether it was. */
  #atCardMachine(card: NonNullable<Payment['card']>, isAlive: () => boolean): Command | null {
    const { machine } = this
    const moved = card.back ? machine.givenBack : machine.charged
    if (moved.has(card.tenderId)) return { type: 'EndCard', paid: true }
    if (this.#begun.has(card.tenderId)) return { type: 'EndCard', paid: false }
    this.#begun.add(card.tenderId)
    machine.onMoment('sent')
    if (!isAlive()) return null
    moved.set(card.tenderId, card.amount)
    machine.onMoment('done')
    return isAlive() ? { type: 'EndCard', paid: true } : null
  }

  readonly #begun = new Set<string>()
}

/** All of a sale comes back. */
function backStep({ back }: Order, ref: string): Command {
  if (!back?.sold) return { type: 'OpenReturn', ref }
  const isAll = back.goods.length === back.sold.lines.length
  return isAll ? { type: 'Pay' } : { type: 'TakeBackAll', reason: 'faulty' }
}
