import { unreachable } from '../../shared/assert'
import type {
  Answer,
  CouponRefusal,
  PromotionRefusal,
  PromotionsAnswer,
  ReturnAnswer,
  SettledAnswer,
} from '../../shared/order/answers'
import type { EffectOutcome } from '../../shared/order/commands'
import type { Effect, EffectRequest } from '../../shared/order/effect'
import type { Order } from '../../shared/order/order'
import type { SnapshotPromotion } from '../../shared/order/snapshot'
import type { ReceiptDocument } from '../../shared/receipt/document'
import type { PrintOutcome, PulseOutcome } from '../devices/printer/port'
import type { CouponService } from '../providers/coupons/port'
import type { Perform } from './effect-runner'
import type { Outside } from './reactions'

/** The printer as effects need it: a document in, how it ended out. */
export type Paper = {
  print(jobId: string, document: ReceiptDocument): Promise<PrintOutcome>
  pulse(jobId: string): Promise<PulseOutcome>
}

/** Makes the attempts: one call to a provider, one job to the printer. */
export function performer(outside: Outside, paper: Paper | null): Perform {
  return async (effect, order) => {
    const { request } = effect
    switch (request.kind) {
      case 'drawer-open':
        return paper === null ? NO_PRINTER : pulsed(await paper.pulse(effect.id))
      case 'receipt-print':
        return paper === null ? NO_PRINTER : printed(await paper.print(effect.id, request.document))
      case 'promotion-verify':
        return performVerify(outside, request)
      case 'promotion-apply':
      case 'promotion-void':
        return performPromotion(outside, effect, request)
      case 'coupon-exception':
        return { status: 'not-done', code: request.code }
      default:
        return outside.coupons === null
          ? NO_PROVIDER
          : performCoupon(outside.coupons, request, order)
    }
  }
}

/** Redeemed for another amount than was taken off: the sale stands, and a person has to know. */
const AMOUNT_DIFFERS: EffectOutcome = {
  status: 'refused',
  code: 'promotion-amount-differs',
  message: null,
}

function differs(answer: PromotionsAnswer, charged: readonly SnapshotPromotion[]): boolean {
  if (answer.status !== 'ok') return false
  const amountOf = (id: string) => charged.find((one) => one.id === id)?.amount
  return answer.value.some((told) => told.amount !== amountOf(told.promotionId))
}

const NO_PRINTER: EffectOutcome = { status: 'not-done', code: 'no-printer' }
const NO_PROVIDER: EffectOutcome = { status: 'unknown', code: 'not-set-up' }

type RequestOf<Kind extends EffectRequest['kind']> = Extract<EffectRequest, { readonly kind: Kind }>

/** The question a cashier could not have answered: the same key and the same words at every attempt. */
async function performVerify(
  { promotions: provider }: Outside,
  { order, promotion }: RequestOf<'promotion-verify'>,
): Promise<EffectOutcome> {
  if (provider === null) return NO_PROVIDER
  const { id: guid, code, appliedAt: at } = promotion
  return { status: 'verified', answer: await provider.verify({ guid, code, at, order }) }
}

async function performPromotion(
  outside: Outside,
  effect: Effect,
  request: RequestOf<'promotion-apply' | 'promotion-void'>,
): Promise<EffectOutcome> {
  const { promotions: provider } = outside
  if (provider === null) return NO_PROVIDER
  const { order, promotions } = request
  const base = { guid: effect.id, at: effect.createdAt, order, promotions }
  if (request.kind === 'promotion-apply') {
    const answer = await provider.apply(base)
    return differs(answer, promotions) ? AMOUNT_DIFFERS : outcomeOf(answer, promotionRefusal)
  }
  return outcomeOf(await provider.void({ ...base, lost: request.lost }), promotionRefusal)
}

async function performCoupon(
  coupons: CouponService,
  request: RequestOf<
    | 'coupon-capture'
    | 'coupon-reauthorize'
    | 'coupon-release'
    | 'store-promotion-redeem'
    | 'coupon-return'
    | 'order-message'
  >,
  order: Order,
): Promise<EffectOutcome> {
  switch (request.kind) {
    case 'coupon-capture': {
      const { authorizationId, orderRef, paidAt, reauthorize } = request
      const base = { authorizationId, orderRef, paidAt }
      const { coupons: taken } = reauthorize
      return settled(await coupons.capture(wasCut(order) ? base : { ...base, coupons: taken }))
    }
    case 'coupon-reauthorize':
      return { status: 'reauthorized', answer: await coupons.authorize(request.reauthorize) }
    case 'coupon-release': {
      const { authorizationId, orderRef, authorize } = request
      return settled(await coupons.release({ authorizationId, orderRef, authorize }))
    }
    case 'store-promotion-redeem':
      return settled(await coupons.redeem({ ...request, uses: 1 }))
    case 'coupon-return': {
      const answer = await coupons.giveBack(request)
      const isOver = answer.status === 'ok' && !answer.value.availableAgain
      const outcome = settled(answer)
      return isOver && outcome.status === 'delivered' ? { ...outcome, note: 'expired' } : outcome
    }
    case 'order-message':
      return settled(await coupons.report({ status: request.status, order: request.order }))
    default:
      return unreachable(request)
  }
}

/** A coupon was cut to what its line had left: the service has another amount, and a manager has been told. */
function wasCut(order: Order): boolean {
  return order.effects.some(
    ({ request }) => request.kind === 'coupon-exception' && request.code === 'coupon-cut',
  )
}

function settled(answer: SettledAnswer | ReturnAnswer): EffectOutcome {
  return outcomeOf(answer, couponRefusal)
}

function couponRefusal(refused: CouponRefusal) {
  return { code: refused.code, message: refused.detail === '' ? null : refused.detail }
}

function promotionRefusal(refusals: readonly PromotionRefusal[]) {
  const [first] = refusals
  const { code = 'promotion-refused', message = null } = first ?? {}
  return { code, message, promotions: refusals }
}

/** A wrong key or address is somebody's to mend: the effect waits and is sent again. */
function outcomeOf<Value, Refused>(
  answer: Answer<Value, Refused>,
  words: (refused: Refused) => Omit<Extract<EffectOutcome, { status: 'refused' }>, 'status'>,
): EffectOutcome {
  switch (answer.status) {
    case 'ok':
      return { status: 'delivered' }
    case 'refused':
      return { status: 'refused', ...words(answer.refused) }
    case 'unknown':
      return answer.retryAfterMs === undefined
        ? { status: 'unknown', code: answer.code }
        : { status: 'unknown', code: answer.code, retryAfterMs: answer.retryAfterMs }
    case 'misconfigured':
      return { status: 'unknown', code: answer.code }
    default:
      return unreachable(answer)
  }
}

function printed(outcome: PrintOutcome): EffectOutcome {
  switch (outcome.outcome) {
    case 'printed': {
      const note = outcome.on === undefined ? {} : { note: outcome.on }
      return { status: 'delivered', ...note, paper: outcome.paper }
    }
    case 'not-printed':
      return { status: 'not-done', code: outcome.code }
    case 'unknown':
      return { status: 'maybe-done', code: outcome.code, paper: outcome.paper }
    default:
      return unreachable(outcome)
  }
}

function pulsed(outcome: PulseOutcome): EffectOutcome {
  switch (outcome.outcome) {
    case 'pulsed':
      return { status: 'delivered' }
    case 'not-pulsed':
      return { status: 'not-done', code: outcome.code }
    case 'unknown':
      return { status: 'maybe-done', code: outcome.code }
    default:
      return unreachable(outcome)
  }
}
