import { money } from '../../money'
import type {
  AuthorizationAnswer,
  AuthorizedCoupon,
  CustomerAnswer,
  PromotionsAnswer,
  VerifyAnswer,
} from '../answers'
import type { EffectOutcome } from '../commands'
import type { Chance } from './chance'
import { WALLET } from './sale'

/** A grant of these coupons. */
export function grantOf(
  authorizationId: string | null,
  coupons: readonly AuthorizedCoupon[],
): AuthorizationAnswer {
  const expiresAt = authorizationId === null ? null : 9_000_000_000_000
  return { status: 'ok', value: { authorizationId, expiresAt, coupons, rejected: [], cut: [] } }
}

/** What the coupon service may say about a number. */
export function customer(chance: Chance): CustomerAnswer {
  if (chance.once(5)) return trouble(chance)
  if (chance.once(8)) return { status: 'refused', refused: { code: 'phone-invalid', detail: '' } }
  if (chance.once(6)) return { status: 'ok', value: null }
  return { status: 'ok', value: { consumerId: '880412', coupons: WALLET } }
}

/** What the promotions provider may say about a code. */
export function verified(chance: Chance): VerifyAnswer {
  if (chance.once(4)) return trouble(chance)
  if (chance.once(5)) {
    const refused = { promotionId: null, code: 'promotion-not-found', message: null } as const
    return { status: 'refused', refused }
  }
  const value = { name: 'Off', amount: money(chance.below(900)), referenceId: null }
  return { status: 'ok', value }
}

/** What it may say about promotions on an order. */
export function rechecked(chance: Chance, ids: readonly string[]): PromotionsAnswer {
  if (chance.once(4)) return trouble(chance)
  if (chance.once(5)) {
    const promotionId = chance.among([...ids, null], null)
    return {
      status: 'refused',
      refused: [{ promotionId, code: 'promotion-not-applicable', message: 'No.' }],
    }
  }
  const value = ids.map((promotionId) => ({ promotionId, amount: money(chance.below(900)) }))
  return { status: 'ok', value }
}

/** An answer nobody wants. */
export function trouble(chance: Chance) {
  return chance.once(4)
    ? ({ status: 'misconfigured', code: 'key-refused', detail: '' } as const)
    : ({
        status: 'unknown',
        code: chance.among(['timeout', 'offline', 'malformed'] as const, 'timeout'),
        detail: '',
      } as const)
}

/** How an attempt may end. */
export function ended(chance: Chance): EffectOutcome {
  const outcomes: readonly EffectOutcome[] = [
    { status: 'delivered' },
    { status: 'delivered' },
    { status: 'delivered' },
    { status: 'unknown', code: 'timeout' },
    { status: 'refused', code: 'authorization-expired', message: null },
    { status: 'refused', code: 'promotion-refused', message: 'No.' },
    { status: 'maybe-done', code: 'no-answer' },
    { status: 'not-done', code: 'paper-out' },
  ]
  return chance.among(outcomes, { status: 'delivered' })
}
