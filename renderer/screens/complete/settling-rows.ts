import { unreachable } from '../../../shared/assert'
import { sum, type Money } from '../../../shared/money'
import { isCertainlyNotDone, type Effect } from '../../../shared/order/effect'
import type { Order, Promotion } from '../../../shared/order/order'
import type { SnapshotPromotion } from '../../../shared/order/snapshot'

/** How far one thing owed has come. */
export type SettlingState = 'done' | 'sending' | 'hand-needed' | 'needs-manager'

/** One row of the settling list: what is owed, how far it is, and what a person can do. */
export type SettlingRow = {
  readonly id: string
  readonly what:
    | {
        readonly kind: 'receipt'
        readonly copy: number
        readonly mayHavePrinted: boolean
        /** The first printer could not. */
        readonly onSpare: boolean
      }
    | { readonly kind: 'coupons' }
    | { readonly kind: 'promotion'; readonly name: string; readonly promotionId: string }
    | { readonly kind: 'store-promotion'; readonly title: string }
    /** `expired`: the service has it back, and nobody can use it again. */
    | { readonly kind: 'give-back'; readonly name: string; readonly expired?: true }
    | { readonly kind: 'drawer' }
  readonly state: SettlingState
  /** Money taken off, positive; null where none is. */
  readonly amount: Money | null
  /** When it was done. */
  readonly at: number | null
  /** Why it is not done, kebab-case. */
  readonly code: string | null
  /** The provider's own first sentence. */
  readonly message: string | null
  /** A redeemed code that can be given back. */
  readonly canGiveBack: boolean
  /** Given without the provider's word; said while it is open. */
  readonly isUnconfirmed?: boolean
}

/**
 * The settling list of a paid order: receipt, PETZ coupons, each promotion, store promotions, drawer.
 * Of several papers and several drawer pulses only the newest is listed; what only the providers care
 * about (the order message, holds let go) is left to the Owed screen.
 */
export function settlingRows(order: Order): readonly SettlingRow[] {
  const rows = order.effects.flatMap((effect) => rowsOf(effect, order))
  const newest = new Map(rows.map((row) => [placeOf(row), row]))
  return [...newest.values()].sort((a, b) => RANK[a.what.kind] - RANK[b.what.kind])
}

/** How many rows still wait to be sent to a provider. */
export function waitingForLine(rows: readonly SettlingRow[]): number {
  return rows.filter(
    (row) => row.state === 'sending' && row.what.kind !== 'receipt' && row.what.kind !== 'drawer',
  ).length
}

const RANK: Readonly<Record<SettlingRow['what']['kind'], number>> = {
  receipt: 0,
  coupons: 1,
  promotion: 2,
  'store-promotion': 3,
  'give-back': 4,
  drawer: 5,
}

/**
 * Rows with the same place replace each other: the newest paper, pulse, hold, request about a promotion.
 * Coupons that PETZ no longer gives stay, whatever is captured after them.
 */
function placeOf({ id, what, state }: SettlingRow): string {
  const { kind } = what
  if (kind === 'promotion') return what.promotionId
  if (kind === 'coupons' && state === 'needs-manager') return id
  return kind === 'receipt' || kind === 'drawer' || kind === 'coupons' ? kind : id
}

function rowsOf(effect: Effect, order: Order): readonly SettlingRow[] {
  const request = effect.request
  const row = (
    what: SettlingRow['what'],
    amount: Money | null,
    id: string = effect.id,
  ): SettlingRow => ({
    id,
    what,
    state: stateOf(effect),
    amount,
    at: effect.status === 'delivered' ? effect.endedAt : null,
    code: effect.code,
    message: effect.message,
    canGiveBack: false,
  })
  switch (request.kind) {
    case 'receipt-print':
      return [
        row(
          {
            kind: 'receipt',
            copy: request.copy,
            mayHavePrinted: !isCertainlyNotDone(effect),
            onSpare: effect.note === 'spare-printer',
          },
          null,
        ),
      ]
    case 'drawer-open':
      return [{ ...row({ kind: 'drawer' }, null), ...(effect.status === 'closed' ? CUT_OFF : {}) }]
    case 'coupon-capture':
    case 'coupon-reauthorize':
      return [row({ kind: 'coupons' }, sum(request.reauthorize.coupons.map((one) => one.amount)))]
    case 'promotion-apply':
      return promotionRows(effect, request.promotions, order)
    case 'promotion-verify':
      return promotionRows(effect, [request.promotion], order)
    case 'promotion-void':
      return effect.createdAt < (order.sale?.paidAt ?? Infinity)
        ? []
        : request.promotions.map((one) =>
            row({ kind: 'give-back', name: one.name }, one.amount, `${effect.id}/${one.id}`),
          )
    case 'store-promotion-redeem':
      return [row({ kind: 'store-promotion', title: request.title }, request.amount)].map(
        (one) => ({ ...one, ...confirmationOf(order, request.couponId) }),
      )
    case 'coupon-return':
      return [row(couponBack(request.title, effect), request.amount)]
    case 'coupon-release':
    case 'order-message':
    case 'coupon-exception':
      return []
    default:
      return unreachable(request)
  }
}

function confirmationOf({ payment }: Order, couponId: string): Pick<SettlingRow, 'isUnconfirmed'> {
  const use = payment?.storePromotions.find((one) => one.couponId === couponId)
  return use?.unverified === true ? { isUnconfirmed: true } : {}
}

/** The service takes a coupon back also when it has run out meanwhile, and says so. */
function couponBack(name: string, { note }: Effect): SettlingRow['what'] {
  return note === 'expired'
    ? { kind: 'give-back', name, expired: true }
    : { kind: 'give-back', name }
}

/** A pulse that a restart cut off is not sent again; whether the drawer opened, only a person can see. */
const CUT_OFF = { state: 'hand-needed', code: 'cut-off' } as const

function promotionRows(
  effect: Effect,
  promotions: readonly SnapshotPromotion[],
  order: Order,
): readonly SettlingRow[] {
  return promotions.map((one) => {
    const promotion = order.promotions.find((other) => other.id === one.id)
    return {
      id: `${effect.id}/${one.id}`,
      what: { kind: 'promotion', name: one.name, promotionId: one.id },
      state: promotionState(effect, promotion),
      amount: one.amount,
      at: effect.status === 'delivered' ? effect.endedAt : null,
      code: effect.code,
      message: effect.message,
      canGiveBack: promotion?.status === 'redeemed',
      ...(promotion?.unverified === undefined ? {} : { isUnconfirmed: true }),
    }
  })
}

/** One request carries several promotions; the promotion knows better than the request how it ended. */
function promotionState(effect: Effect, promotion: Promotion | undefined): SettlingState {
  if (promotion?.status === 'redeemed' || promotion?.status === 'released') return 'done'
  if (promotion?.status === 'redeem-failed') return 'needs-manager'
  return stateOf(effect)
}

function stateOf(effect: Effect): SettlingState {
  switch (effect.status) {
    case 'waiting':
    case 'sending':
      return 'sending'
    case 'delivered':
    case 'closed':
      return 'done'
    case 'needs-person':
      return isByHand(effect) ? 'hand-needed' : 'needs-manager'
    default:
      return unreachable(effect.status)
  }
}

/** Paper and drawer are put right at the counter; everything else by a manager. */
function isByHand(effect: Effect): boolean {
  return effect.request.kind === 'receipt-print' || effect.request.kind === 'drawer-open'
}
