import type { PromotionsAnswer, VerifyAnswer, VoidAnswer } from '../../../shared/order/answers'
import type { OrderSnapshot, SnapshotPromotion } from '../../../shared/order/snapshot'

/** Tries a code on an order. */
export type VerifyRequest = {
  /** GUID of this request; becomes the promotion's id for life. */
  readonly guid: string
  /** As typed, outer blanks trimmed, 1 to 64 characters. */
  readonly code: string
  readonly at: number
  /** The order without the new promotion. */
  readonly order: OrderSnapshot
}

/** Speaks about promotions already on an order (REVALIDATE, APPLY) or just taken off it (VOID). */
export type PromotionsRequest = {
  /** GUID of this request; a repeat carries the same one. */
  readonly guid: string
  readonly at: number
  readonly order: OrderSnapshot
  /** The promotions the request is about; at least one. */
  readonly promotions: readonly SnapshotPromotion[]
}

/** The promise to give back a code whose VERIFY was never answered. */
export type LostVerify = {
  readonly id: string
  readonly code: string
  readonly appliedAt: number
  readonly appliedBusinessDate: number
}

/** Gives promotions back; `lost` names a VERIFY whose answer never came. */
export type VoidRequest = PromotionsRequest & { readonly lost: readonly LostVerify[] }

/**
 * The promotions provider. No method rejects. Each call with one GUID may be repeated with the same
 * values: the request bytes are then the same and it has one effect.
 */
export interface PromotionProvider {
  /** Checks and reserves a code. Two attempts of 2.5 s, 250 ms apart. */
  verify(request: VerifyRequest): Promise<VerifyAnswer>
  /** Re-checks promotions; changes nothing. Two attempts of 2.5 s. An answer missing one is unknown. */
  revalidate(request: PromotionsRequest): Promise<PromotionsAnswer>
  /** Redeems. One attempt of 5 s; the till repeats it. */
  apply(request: PromotionsRequest): Promise<PromotionsAnswer>
  /** Gives back, redeemed or not. One attempt of 5 s; the till repeats it. */
  void(request: VoidRequest): Promise<VoidAnswer>
}
