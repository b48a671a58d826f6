import { expect, it } from 'vitest'
import * as enums from './enums'
import { readMoney, readQuantity } from './formats'

/** The words of the service, as its document lists them; ours have strokes in place of lines. */
const LISTS = {
  ORDER_STATUS: 'open completed cancelled returned',
  SETTLED_STATUS: 'authorized none captured released redeemed returned',
  ACCOUNT_STATUS: 'pending active suspended',
  VALUE_TYPE: 'amount percent free_item',
  REJECTION:
    'product_mismatch quantity_not_met not_started expired already_redeemed held_elsewhere withdrawn ' +
    'retailer_not_eligible line_excluded not_in_wallet store_promotion',
  ERROR_CODE:
    'invalid_request invalid_phone batch_too_large unknown_line unauthenticated account_inactive ' +
    'register_inactive consumer_not_found auth_not_found order_not_found coupon_not_found ' +
    'register_not_found location_not_found idempotency_conflict auth_expired auth_released ' +
    'auth_captured auth_mismatch order_closed coupon_already_redeemed coupon_not_in_wallet ' +
    'return_exceeds_redeemed rate_limited server_error unavailable',
} as const

it.each(Object.entries(LISTS))('%s has each word of the service, and no other', (name, list) => {
  const { read, wire } = enums[name as keyof typeof LISTS] as enums.Words<string>
  const words = list.split(' ')
  expect(wire).toEqual(words)
  expect(words.map(read)).toEqual(words.map((word) => word.replaceAll('_', '-')))
})

it('a number with spaces around it is that number', () => {
  expect(readMoney(' 1.50 ', { as: 'string', exponent: 2 })).toBe(150)
  expect(readQuantity('\t2.5\n')).toBe(2500)
  expect(readMoney('1 50', { as: 'string', exponent: 2 })).toBeNull()
})
