/*
 * What a no of the coupon service means in the till's words.
 */
import { unreachable } from '../../../shared/assert'
import type { Answer, CouponRefusal, CouponRefusalCode } from '../../../shared/order/answers'
import type { Reply } from './exchange'
import type { ErrorCode } from './wire/enums'

/** An answer that is not a yes; fits every call. */
export type NotOk = Exclude<Answer<never, CouponRefusal>, { readonly status: 'ok' }>

/** Turns a reply that is not a yes into an answer. */
export function notOk(reply: Exclude<Reply, { readonly kind: 'yes' }>): NotOk {
  switch (reply.kind) {
    case 'no':
      if (reply.status === 404 && reply.error.code === 'unknown') {
        return { status: 'misconfigured', code: 'wrong-address', detail: reply.error.detail }
      }
      return refused(refusalCode(reply.error.code, reply.status), reply.error.detail)
    case 'unknown':
      return { status: 'unknown', code: reply.code, detail: reply.detail, ...waitAskedFor(reply) }
    case 'misconfigured':
      return { status: 'misconfigured', code: reply.code, detail: reply.detail }
    default:
      return unreachable(reply)
  }
}

function waitAskedFor({ retryAfterMs }: Extract<Reply, { readonly kind: 'unknown' }>) {
  return retryAfterMs === null ? {} : { retryAfterMs }
}

/** A no with its reason. */
export function refused(code: CouponRefusalCode, detail: string): NotOk {
  return { status: 'refused', refused: { code, detail } }
}

const REFUSALS: Partial<Record<ErrorCode, CouponRefusalCode>> = {
  'invalid-request': 'request-invalid',
  'invalid-phone': 'phone-invalid',
  'batch-too-large': 'request-invalid',
  'unknown-line': 'request-invalid',
  'consumer-not-found': 'consumer-not-found',
  'auth-not-found': 'authorization-not-found',
  'coupon-not-found': 'coupon-not-found',
  'idempotency-conflict': 'idempotency-conflict',
  'auth-expired': 'authorization-expired',
  'auth-released': 'authorization-released',
  'auth-captured': 'authorization-captured',
  'auth-mismatch': 'authorization-mismatch',
  'order-closed': 'order-closed',
  'coupon-already-redeemed': 'coupon-already-redeemed',
  'coupon-not-in-wallet': 'coupon-not-in-wallet',
  'return-exceeds-redeemed': 'return-exceeds-redeemed',
}

function refusalCode(code: ErrorCode, status: number): CouponRefusalCode {
  return REFUSALS[code] ?? (status === 400 ? 'request-invalid' : 'coupon-request-refused')
}
