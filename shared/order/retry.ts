import type { EffectOutcome } from './commands'
import type { Context } from './context'
import { backOff, TRIES_PER_HOUR_MAX, type Effect } from './effect'
import type { OrderEvent } from './events'

/*
 * When what is owed to a provider is sent again. Three rules, the latest moment of them wins: the back-off of
 * its kind, spread a little so that tills that failed together do not come back together; what the provider
 * itself asked for; and no more than eight requests of one effect within an hour, whatever restarts or flaps.
 * One of the eight is kept for the moment its provider answers again.
 */

/** Longest time a provider's own wish is obeyed. */
export const RETRY_AFTER_MAX_MS = 60_000

const HOUR_MS = 3_600_000

/** What waits for a provider that answers again goes out within so long. */
const SOON_MS = 3_000

/** After an attempt whose end is unknown: when to try again, or that a person is needed. */
export function tryLater(
  effect: Effect,
  outcome: Pick<Extract<EffectOutcome, { status: 'unknown' }>, 'code' | 'retryAfterMs'>,
  context: Context,
): OrderEvent {
  const { code, retryAfterMs = 0 } = outcome
  const wait = backOff(effect.request.kind, Math.max(effect.attempts, 1))
  const effectId = effect.id
  if (wait === null) return { type: 'EffectNeedsPerson', effectId, code, message: null }
  const { at } = context
  const asked = at + Math.min(Math.max(0, retryAfterMs), RETRY_AFTER_MAX_MS)
  const own = at + Math.round(wait * (0.8 + 0.4 * chanceOf(effect)))
  const dueAt = Math.max(own, asked, freeAt(effect, TRIES_PER_HOUR_MAX - 1, at))
  return { type: 'EffectPostponed', effectId, code, dueAt }
}

/** The earliest moment for an effect after a start: at once, unless it was sent too often already. */
export function afterStart(effect: Effect, at: number): number {
  return Math.max(freeAt(effect, TRIES_PER_HOUR_MAX, at), restsUntil(effect))
}

/** The earliest moment for an effect whose provider answers again. */
export function afterSilence(effect: Effect, at: number): number {
  const soon = at + Math.round(SOON_MS * chanceOf(effect))
  return Math.max(soon, afterStart(effect, at))
}

/**
 * How many requests under one key an attempt may come to: asking the coupon service for a hold, or about a code, is
 * repeated once inside its client, because a cashier waits for it elsewhere.
 */
export function requestsPerAttempt({ request }: Effect): number {
  const asks =
    request.kind === 'coupon-reauthorize' ||
    request.kind === 'promotion-verify' ||
    (request.kind === 'coupon-release' && request.authorizationId === null)
  return asks ? 2 : 1
}

/** From when on another attempt keeps within so many requests an hour. */
function freeAt(effect: Effect, most: number, at: number): number {
  const attempts = Math.floor(most / requestsPerAttempt(effect))
  const earliest = (effect.tries ?? []).at(-attempts)
  return earliest === undefined ? at : Math.max(at, earliest + HOUR_MS)
}

/** A provider that asked to be left alone is not asked sooner because of a start or another's answer. */
function restsUntil(effect: Effect): number {
  const last = effect.tries?.at(-1)
  if (effect.code !== 'rate-limited' || last === undefined) return 0
  return Math.min(effect.dueAt, last + RETRY_AFTER_MAX_MS)
}

/** From 0 to 1, by the effect's own id and the number of its attempt: the same on every reading. */
function chanceOf({ id, attempts }: Effect): number {
  let mixed = 2_166_136_261 ^ attempts
  for (let index = 0; index < id.length; index += 1) {
    mixed = Math.imul(mixed ^ id.charCodeAt(index), 16_777_619)
  }
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d)
  return ((mixed ^ (mixed >>> 13)) >>> 0) / 0xffff_ffff
}
