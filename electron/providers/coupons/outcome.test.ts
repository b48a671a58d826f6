import { describe, expect, it } from 'vitest'
import { notOk } from './outcome'
import type { ErrorCode } from './wire/enums'

function saidOf(code: ErrorCode, status: number) {
  const nothing = { structured: true, redemptionRef: null, orderRef: null }
  return notOk({ kind: 'no', status, error: { ...nothing, code, detail: 'why' } })
}

describe('a no of the coupon service', () => {
  it.each([
    ['invalid-request', 'request-invalid'],
    ['invalid-phone', 'phone-invalid'],
    ['batch-too-large', 'request-invalid'],
    ['unknown-line', 'request-invalid'],
    ['consumer-not-found', 'consumer-not-found'],
    ['auth-not-found', 'authorization-not-found'],
    ['coupon-not-found', 'coupon-not-found'],
    ['idempotency-conflict', 'idempotency-conflict'],
    ['auth-expired', 'authorization-expired'],
    ['auth-released', 'authorization-released'],
    ['auth-captured', 'authorization-captured'],
    ['auth-mismatch', 'authorization-mismatch'],
    ['order-closed', 'order-closed'],
    ['coupon-already-redeemed', 'coupon-already-redeemed'],
    ['coupon-not-in-wallet', 'coupon-not-in-wallet'],
    ['return-exceeds-redeemed', 'return-exceeds-redeemed'],
  ] as const)('%s is to the till %s', (code, meant) => {
    expect(saidOf(code, 422)).toEqual({
      status: 'refused',
      refused: { code: meant, detail: 'why' },
    })
  })

  it('without a known reason is told by its status', () => {
    expect(saidOf('unknown', 400)).toMatchObject({ refused: { code: 'request-invalid' } })
    expect(saidOf('unknown', 422)).toMatchObject({ refused: { code: 'coupon-request-refused' } })
    expect(saidOf('unknown', 404)).toEqual({
      ...{ status: 'misconfigured', code: 'wrong-address', detail: 'why' },
    })
  })
})
