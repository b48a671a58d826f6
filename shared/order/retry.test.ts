import { describe, expect, it } from 'vitest'
import type { Effect, EffectRequest } from './effect'
import { afterSilence, afterStart, requestsPerAttempt, tryLater } from './retry'
import { effect, paid } from './testing/sale'

const HOUR = 3_600_000

/** A capture as the example owes it, under a known id. */
function capture(change: Partial<Effect> = {}) {
  const shop = paid()
  return { shop, owed: { ...effect(shop, 'coupon-capture'), id: 'effect-1', ...change } }
}

describe('what is owed is sent again', () => {
  it('after silence at a moment of its own, by its id and the number of its attempt', () => {
    const { shop, owed } = capture({ attempts: 1 })
    const wait = (one: Effect) => {
      const event = tryLater(one, { code: 'timeout' }, shop.context())
      return event.type === 'EffectPostponed' ? event.dueAt - shop.at : null
    }
    expect([1, 2, 3].map((attempts) => wait({ ...owed, attempts }))).toEqual([
      4_447, 16_769, 64_203,
    ])
    expect(wait({ ...owed, id: 'effect-2' })).toBe(4_676)
  })

  it('within three seconds of the moment its provider answers again', () => {
    const { shop, owed } = capture()
    expect(afterSilence(owed, shop.at) - shop.at).toBe(1_562)
  })

  it('not before the provider wants it, a minute at most', () => {
    const { shop, owed } = capture({ attempts: 1 })
    const asked = (retryAfterMs: number) =>
      tryLater(owed, { code: 'rate-limited', retryAfterMs }, shop.context())
    expect(asked(30_000)).toMatchObject({ dueAt: shop.at + 30_000 })
    expect(asked(60_000)).toMatchObject({ dueAt: shop.at + 60_000 })
    for (const soon of [-1, 0, 1]) expect(asked(soon)).toMatchObject({ dueAt: shop.at + 4_447 })
    expect(asked(60_001)).toMatchObject({ dueAt: shop.at + 60_000 })
  })

  it('an hour after the first of eight attempts, and at once after seven', () => {
    const { shop, owed } = capture()
    const tries = Array.from({ length: 8 }, (_, index) => shop.at - 8_000 + index * 1_000)
    expect(afterStart({ ...owed, tries }, shop.at)).toBe(shop.at - 8_000 + HOUR)
    expect(afterStart({ ...owed, tries: tries.slice(1) }, shop.at)).toBe(shop.at)
  })

  it('after silence one attempt earlier than that: the eighth is kept for an answer', () => {
    const { shop, owed } = capture({ attempts: 1 })
    const tries = Array.from({ length: 7 }, (_, index) => shop.at - 7_000 + index * 1_000)
    const silent = (all: readonly number[]) =>
      tryLater({ ...owed, tries: all }, { code: 'timeout' }, shop.context())
    expect(silent(tries)).toMatchObject({ dueAt: shop.at - 7_000 + HOUR })
    expect(silent(tries.slice(1))).toMatchObject({ dueAt: shop.at + 4_447 })
  })

  it('after a start only when a provider that asked for rest has had it', () => {
    const { shop, owed } = capture()
    const tries = [shop.at - 10_000]
    const limited = { ...owed, tries, code: 'rate-limited', dueAt: shop.at + 20_000 }
    expect(afterStart(limited, shop.at)).toBe(shop.at + 20_000)
    expect(afterStart({ ...limited, dueAt: shop.at + 90_000 }, shop.at)).toBe(shop.at + 50_000)
    expect(afterStart({ ...limited, code: 'timeout' }, shop.at)).toBe(shop.at)
  })

  it('half as often where its client asks twice by itself', () => {
    const { shop, owed } = capture()
    const { request } = owed
    if (request.kind !== 'coupon-capture') throw new Error('The example owes a capture')
    const { orderRef, paidAt, reauthorize, authorizationId } = request
    const release = (id: string | null): EffectRequest => {
      return { kind: 'coupon-release', authorizationId: id, orderRef, authorize: reauthorize }
    }
    const again = { kind: 'coupon-reauthorize', orderRef, paidAt, reauthorize } as const
    const requests = [request, release(authorizationId), release(null), again]
    expect(requests.map((one) => requestsPerAttempt({ ...owed, request: one }))).toEqual([
      ...[1, 1, 2, 2],
    ])
    const tries = [4_000, 3_000, 2_000, 1_000].map((before) => shop.at - before)
    const asking = { ...owed, request: again, tries }
    expect(afterStart(asking, shop.at)).toBe(shop.at - 4_000 + HOUR)
    expect(afterStart({ ...asking, tries: tries.slice(1) }, shop.at)).toBe(shop.at)
    expect(afterStart({ ...asking, request: release(null) }, shop.at)).toBe(shop.at - 4_000 + HOUR)
    expect(afterStart({ ...asking, request: release('A-1') }, shop.at)).toBe(shop.at)
  })
})
