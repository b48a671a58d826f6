/*
 * Store promotions used by the store itself, and coupons of both kinds given back.
 */
import { SETTLED_STATUS, STORE_PROMOTION_TYPE } from '../../electron/providers/coupons/wire/enums'
import {
  readCount,
  readId,
  readMoney,
  writeTime,
} from '../../electron/providers/coupons/wire/formats'
import { read, write, type WireObject } from '../../electron/providers/coupons/wire/shape'
import { no, registerTrouble, yes, type Box, type Outcome } from './box'
import { isExpired } from './orders'
import { holdingOf, putHolding } from './state'

/** Marks a store promotion as used. A repeat is recognised before this is asked. */
export function redeemCoupon(box: Box, body: WireObject): Outcome {
  const { request, answer } = box.dictionary.redeem
  const asked = read(request, body)
  const use = checked(box, asked)
  if ('status' in use) return use
  const { coupon, holding, uses } = use
  if (coupon.type !== STORE_PROMOTION_TYPE) {
    return no(box, 400, 'invalid-request', 'Not a store promotion: authorize it')
  }
  const redemptionRef = readId(asked.redemptionRef)
  if (redemptionRef === null) return no(box, 400, 'invalid-request', 'redemption reference missing')
  if (!holding || coupon.withdrawn || isExpired(box, coupon)) {
    return no(box, 409, 'coupon-not-in-wallet', 'Not in this wallet')
  }
  if (holding.usesLeft < uses) {
    const fields = { [request.redemptionRef]: holding.usedBy }
    return no(box, 409, 'coupon-already-redeemed', { message: 'Used already', fields })
  }
  putHolding(box.state, {
    ...holding,
    usesLeft: holding.usesLeft - uses,
    usesUsed: holding.usesUsed + uses,
    usedBy: redemptionRef,
  })
  return yes(
    write(answer, {
      couponId: coupon.couponId,
      status: SETTLED_STATUS.write('redeemed'),
      redeemedAt: writeTime(box.now()),
      alreadyRedeemed: false,
    }),
  )
}

/** Puts uses of a coupon back into its wallet. */
export function returnCoupon(box: Box, body: WireObject): Outcome {
  const { request, answer } = box.dictionary.giveBack
  const asked = read(request, body)
  const use = checked(box, asked)
  if ('status' in use) return use
  const { coupon, holding, uses } = use
  if (readId(asked.returnRef) === null) {
    return no(box, 400, 'invalid-request', 'return reference missing')
  }
  if (!holding || holding.usesUsed < uses) {
    return no(box, 409, 'return-exceeds-redeemed', 'More than was used')
  }
  putHolding(box.state, {
    ...holding,
    usesLeft: holding.usesLeft + uses,
    usesUsed: holding.usesUsed - uses,
  })
  return yes(
    write(answer, {
      couponId: coupon.couponId,
      status: SETTLED_STATUS.write('returned'),
      availableAgain: !isExpired(box, coupon) && !coupon.withdrawn,
      expiresOn: coupon.expiresOn,
    }),
  )
}

function checked(
  box: Box,
  asked: {
    readonly deviceRef: unknown
    readonly consumerId: unknown
    readonly couponId: unknown
    readonly value: unknown
    readonly uses: unknown
  },
) {
  const trouble = registerTrouble(box, readId(asked.deviceRef))
  if (trouble) return trouble
  const consumerId = readId(asked.consumerId)
  const couponId = readId(asked.couponId)
  const uses = readCount(asked.uses)
  if (consumerId === null || couponId === null || uses === null || uses === 0) {
    return no(box, 400, 'invalid-request', 'consumer, coupon and count are needed')
  }
  if (readMoney(asked.value, box.form) === null) {
    return no(box, 400, 'invalid-request', 'value missing')
  }
  if (!box.state.consumers.has(consumerId)) {
    return no(box, 404, 'consumer-not-found', 'No such consumer')
  }
  const coupon = box.state.coupons.get(couponId)
  if (!coupon) return no(box, 404, 'coupon-not-found', 'No such coupon')
  return { coupon, holding: holdingOf(box.state, consumerId, couponId), uses }
}
