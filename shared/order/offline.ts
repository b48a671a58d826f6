import type { Money } from '../money'
import type { Order } from './order'

/**
 * What a shop promises without its provider, class by class; null is nothing, and nothing is the default.
 * Source: docs/decisions/0026-without-the-provider.md
 */
export type OfflineRules = {
  /** Codes of the promotions provider. */
  readonly promotionCodes: CodeRule | null
  /** Store promotions of the customer's wallet. A brand's own coupons are never given unverified. */
  readonly walletPromotions: OfflineRule | null
}

/** The bounds of one class on one terminal. */
export type OfflineRule = {
  /** The most money that one discount may take off. */
  readonly limit: Money
  /** How many may be given on one business day. */
  readonly count: number
}

/** The bounds for codes, and the codes whose worth the shop knows by itself. */
export type CodeRule = OfflineRule & { readonly known: readonly KnownCode[] }

/** A code whose worth the shop has declared, since only the provider could tell it otherwise. */
export type KnownCode = {
  /** As typed, case aside; a star at the end stands for the rest of a code. */
  readonly code: string
  readonly name: string
  /** Money off without tax. */
  readonly amount: Money
  /** Every customer may use it; otherwise this terminal gives a code once and never again. */
  readonly reusable: boolean
}

/** A shop that has said nothing promises nothing. */
export const NO_OFFLINE: OfflineRules = { promotionCodes: null, walletPromotions: null }

/** The classes a shop may speak about. */
export type UnverifiedClass = 'promotion-codes' | 'wallet-promotions'

/** A discount that was given without the provider's word. */
export type UnverifiedUse = {
  readonly id: string
  readonly class: UnverifiedClass
  /** The code in capitals, or the coupon. */
  readonly what: string
  readonly amount: Money
  /** The day of the sale; null while the order is not paid: then it counts for today. */
  readonly businessDate: number | null
}

/** A code on an order in memory. */
export type CodeOnOrder = {
  readonly orderId: string
  /** In capitals. */
  readonly code: string
  /** Given without the provider's word, and not settled yet. */
  readonly isPromised: boolean
}

/** What may be given now without the provider's word. */
export type UnverifiedOffer =
  | { readonly kind: 'code'; readonly code: string; readonly name: string; readonly amount: Money }
  /** Codes that were verified on this order and could not be re-checked at Pay. */
  | { readonly kind: 'unchecked' }

/** What was given unverified on one order; a cancelled one gave nothing. */
export function unverifiedOn(order: Order): readonly UnverifiedUse[] {
  if (order.status === 'cancelled') return []
  const businessDate = order.sale?.businessDate ?? null
  const codes = order.promotions.flatMap(({ id, code, amount, unverified }): UnverifiedUse[] =>
    unverified === undefined
      ? []
      : [{ id, class: 'promotion-codes', what: code.toUpperCase(), amount, businessDate }],
  )
  const wallet = (order.payment?.storePromotions ?? []).flatMap((use): UnverifiedUse[] => {
    const { couponId: what, amount } = use
    const id = `${order.id}:${what}`
    return use.unverified === true
      ? [{ id, class: 'wallet-promotions', what, amount, businessDate }]
      : []
  })
  return [...codes, ...wallet]
}

/** The codes on one order; one that was given up has none. */
export function codesOn(order: Order): readonly CodeOnOrder[] {
  if (order.status === 'cancelled') return []
  return order.promotions.map(({ code, status, unverified }) => ({
    orderId: order.id,
    code: code.toUpperCase(),
    isPromised: unverified === 'never-asked' && (status === 'pending' || status === 'applying'),
  }))
}
