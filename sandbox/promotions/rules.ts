import { refusal, type Code, type Refusal } from './codes'
import type { NamedPromotion, PromotionRequest } from './request'

/**
 * Why an order does not meet the conditions of a code, or null. At APPLY only the code itself is looked at:
 * the guest has paid.
 * @param self  the promotion being looked at, which does not stand in its own way; null when it is not
 *              on the order yet
 */
export function unfit(
  code: Code,
  request: PromotionRequest,
  operation: 'VERIFY' | 'REVALIDATE' | 'APPLY',
  self: NamedPromotion | null,
): Refusal | null {
  if (!code.active) return refusal('CODE_INACTIVE', null, 'the code is not active')
  if (code.refusal && code.refusedAt.includes(operation)) return code.refusal
  if (operation === 'APPLY') return null
  const { needsItem, itemsAtLeast } = code
  if (needsItem !== null && !request.itemNames.some((name) => name.includes(needsItem))) {
    const words = `This offer needs an item named ${needsItem}.`
    return refusal('CODE_NOT_APPLY', words, `no item named ${needsItem}`)
  }
  if (itemsAtLeast !== null && request.items < itemsAtLeast) {
    return refusal('CODE_NOT_APPLY', null, `items ${request.items}, needed ${itemsAtLeast}`)
  }
  if (code.alone && isAccompanied(request, self)) {
    return refusal('CODE_NOT_APPLY', 'This code stands alone.', 'another discount is there')
  }
  return null
}

/** Why a code may not be on one order twice, or null. */
export function secondUse(code: Code): Refusal | null {
  if (code.usesMax === 1) return refusal('CODE_ALREADY_USED', null, 'already on this order')
  if (code.oncePerOrder) return refusal('CODE_NOT_APPLY', null, 'once per order')
  return null
}

function isAccompanied(request: PromotionRequest, self: NamedPromotion | null): boolean {
  const own = self?.fields.appliedDiscountGuid
  const otherDiscount = request.discountGuids.some((guid) => guid === null || guid !== own)
  return otherDiscount || request.applied.some((one) => one.externalId !== self?.externalId)
}
