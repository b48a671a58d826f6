import { describe, expect, it } from 'vitest'
import { money, ZERO } from '../../shared/money'
import type { Effect, EffectRequest } from '../../shared/order/effect'
import { snapshotOf } from '../../shared/order/snapshot-of'
import { Shop } from '../../shared/order/testing/shop'
import { performer } from './perform'
import { FakeWorld, type Trouble } from './testing/fake-world'

const shop = new Shop()
shop.add('tea')
const order = snapshotOf(shop.order, shop.at)
const authorize = { authRef: 'k', order, consumerId: '1', couponIds: null, coupons: [] }

const MESSAGE: EffectRequest = { kind: 'order-message', status: 'open', order }
const PRINT: EffectRequest = {
  kind: 'receipt-print',
  copy: 0,
  document: { columns: 48, blocks: [] },
}
const DRAWER: EffectRequest = { kind: 'drawer-open', reason: 'sale' }
const VOID: EffectRequest = { kind: 'promotion-void', order, promotions: [], lost: [] }
const REAUTHORIZE: EffectRequest = {
  kind: 'coupon-reauthorize',
  orderRef: 'r',
  paidAt: 0,
  reauthorize: authorize,
}

const VERIFY: EffectRequest = {
  kind: 'promotion-verify',
  order,
  promotion: {
    ...{ id: 'p-1', discountId: 'd-1', code: 'SPRING5', name: 'Spring', amount: ZERO },
    ...{ referenceId: null, appliedAt: 77, appliedBusinessDate: 20_250_320 },
  },
  promised: ZERO,
  applyId: 'a-1',
}

const NO = { promotionId: null, code: 'promotion-refused', message: 'No.' }

function effect(request: EffectRequest): Effect {
  return {
    id: 'e-1',
    request,
    createdAt: 1_000,
    status: 'sending',
    attempts: 1,
    dueAt: 0,
    after: [],
    waitsUntil: 0,
    code: null,
    message: null,
    endedAt: null,
    note: null,
  }
}

async function perform(request: EffectRequest, name: string, answer: unknown) {
  const world = new FakeWorld()
  const trouble: Trouble = { kind: 'answer', answer }
  world.next(name, trouble)
  const { promotions, coupons, paper } = world.seenBy(() => true)
  const outcome = await performer({ promotions, coupons }, paper)(effect(request), shop.order)
  return { outcome, world }
}

it('a code that is used up for another amount than was taken off is told to a person', async () => {
  const charged = { id: 'p-1', code: 'SPRING5', amount: money(500), referenceId: null }
  const APPLY = {
    kind: 'promotion-apply',
    order,
    promotions: [charged],
  } as unknown as EffectRequest
  const told = (amount: number) => ({ status: 'ok', value: [{ promotionId: 'p-1', amount }] })
  const { outcome } = await perform(APPLY, 'apply', told(400))
  expect(outcome).toEqual({ status: 'refused', code: 'promotion-amount-differs', message: null })
  const same = await perform(APPLY, 'apply', told(500))
  expect(same.outcome.status).toBe('delivered')
})

describe('an attempt at a code of a paid sale', () => {
  it('asks under the promotion’s own id, and answers whatever the provider said', async () => {
    const said = { status: 'unknown', code: 'timeout', detail: '' }
    const { outcome, world } = await perform(VERIFY, 'verify', said)
    expect(outcome).toEqual({ status: 'verified', answer: said })
    expect(world.keys('verify')).toEqual(['p-1'])
  })

  it('waits where no provider is set up any more', async () => {
    const run = performer({ promotions: null, coupons: null }, null)
    const outcome = await run(effect(VERIFY), shop.order)
    expect(outcome).toEqual({ status: 'unknown', code: 'not-set-up' })
  })
})

describe('an attempt', () => {
  it.each([
    [MESSAGE, 'report', { status: 'ok', value: null }, { status: 'delivered' }],
    [
      MESSAGE,
      'report',
      { status: 'refused', refused: { code: 'order-closed', detail: 'req-1' } },
      { status: 'refused', code: 'order-closed', message: 'req-1' },
    ],
    [
      MESSAGE,
      'report',
      { status: 'refused', refused: { code: 'order-closed', detail: '' } },
      { status: 'refused', code: 'order-closed', message: null },
    ],
    [
      MESSAGE,
      'report',
      { status: 'unknown', code: 'timeout', detail: '' },
      { status: 'unknown', code: 'timeout' },
    ],
    [
      MESSAGE,
      'report',
      { status: 'misconfigured', code: 'key-refused', detail: '' },
      { status: 'unknown', code: 'key-refused' },
    ],
    [
      VOID,
      'void',
      { status: 'refused', refused: [NO] },
      { status: 'refused', code: 'promotion-refused', message: 'No.', promotions: [NO] },
    ],
    [
      VOID,
      'void',
      { status: 'refused', refused: [] },
      { status: 'refused', code: 'promotion-refused', message: null, promotions: [] },
    ],
    [PRINT, 'print', { outcome: 'printed' }, { status: 'delivered' }],
    [
      PRINT,
      'print',
      { outcome: 'printed', on: 'spare-printer' },
      { status: 'delivered', note: 'spare-printer' },
    ],
    [
      PRINT,
      'print',
      { outcome: 'not-printed', code: 'paper-out' },
      { status: 'not-done', code: 'paper-out' },
    ],
    [
      PRINT,
      'print',
      { outcome: 'unknown', code: 'no-answer' },
      { status: 'maybe-done', code: 'no-answer' },
    ],
    [DRAWER, 'pulse', { outcome: 'pulsed' }, { status: 'delivered' }],
    [
      DRAWER,
      'pulse',
      { outcome: 'not-pulsed', code: 'no-drawer' },
      { status: 'not-done', code: 'no-drawer' },
    ],
    [
      DRAWER,
      'pulse',
      { outcome: 'unknown', code: 'one-way' },
      { status: 'maybe-done', code: 'one-way' },
    ],
  ] as const)('at $0.kind: %s answers %j', async (request, name, answer, expected) => {
    const { outcome } = await perform(request, name, answer)
    expect(outcome).toEqual(expected)
  })

  it('at asking again hands the answer on as it is', async () => {
    const answer = { status: 'unknown', code: 'timeout', detail: '' }
    const { outcome, world } = await perform(REAUTHORIZE, 'authorize', answer)
    expect(outcome).toEqual({ status: 'reauthorized', answer })
    expect(world.keys('authorize')).toEqual(['k'])
  })

  it('has the effect’s id as its key', async () => {
    const answer = { status: 'ok', value: null }
    const { world } = await perform(VOID, 'void', answer)
    expect(world.keys('void')).toEqual(['e-1'])
  })

  it('without a printer did certainly not happen; without a provider it waits', async () => {
    const nothing = performer({ promotions: null, coupons: null }, null)
    const outcomes = await Promise.all(
      [PRINT, DRAWER, VOID, MESSAGE].map((request) => nothing(effect(request), shop.order)),
    )
    expect(outcomes).toEqual([
      { status: 'not-done', code: 'no-printer' },
      { status: 'not-done', code: 'no-printer' },
      { status: 'unknown', code: 'not-set-up' },
      { status: 'unknown', code: 'not-set-up' },
    ])
  })
})

describe('an attempt to capture', () => {
  const CUT: EffectRequest = { kind: 'coupon-exception', code: 'coupon-cut', titles: [] }
  const OTHER: EffectRequest = { ...CUT, code: 'product-without-upc' }
  const CAPTURE: EffectRequest = {
    ...{ kind: 'coupon-capture', authorizationId: 'A-1', orderRef: 'r', paidAt: 7 },
    reauthorize: authorize,
  }

  /** What the service is asked while the order owes these. */
  async function asked(...owed: readonly EffectRequest[]): Promise<unknown> {
    const { promotions, coupons, paper } = new FakeWorld().seenBy(() => true)
    const heard: unknown[] = []
    const capture: typeof coupons.capture = (request) => {
      heard.push(request)
      return Promise.resolve({ status: 'ok', value: null })
    }
    const run = performer({ promotions, coupons: { ...coupons, capture } }, paper)
    await run(effect(CAPTURE), { ...shop.order, effects: owed.map(effect) })
    return heard[0]
  }

  it('names the coupons that were taken off', async () => {
    const base = { authorizationId: 'A-1', orderRef: 'r', paidAt: 7 }
    for (const owed of [[], [CAPTURE], [OTHER], [MESSAGE, OTHER, CAPTURE]]) {
      expect(await asked(...owed)).toEqual({ ...base, coupons: authorize.coupons })
    }
  })

  it('names none where one was cut: the service knows another amount', async () => {
    for (const owed of [[CUT], [MESSAGE, CUT, CAPTURE]]) {
      expect(await asked(...owed)).toEqual({ authorizationId: 'A-1', orderRef: 'r', paidAt: 7 })
    }
  })
})
