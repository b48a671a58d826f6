import { describe, expect, it } from 'vitest'
import { money } from '../money'
import type { PromotionRefusal } from './answers'
import type { OrderEvent } from './events'
import { grant, revalidate } from './testing/sale'
import { Shop } from './testing/shop'

/** A paid order with two promotions, and the ids of both. */
function paidWithTwo(): { readonly shop: Shop; readonly good: string; readonly bad: string } {
  const shop = new Shop()
  shop.add('bw-dog-chk-24')
  const good = grant(shop)
  const bad = grant(shop, 'LATE2', { name: 'Late $2', amount: money(200), referenceId: 'rsv-2' })
  shop.run({ type: 'Pay' })
  revalidate(shop)
  shop.run({ type: 'TakeCash', received: 10_000 })
  return { shop, good, bad }
}

function refuse(shop: Shop, promotions: readonly PromotionRefusal[]): readonly OrderEvent[] {
  const effect = shop.order.effects.find((one) => one.request.kind === 'promotion-apply')
  if (!effect) throw new Error('No redemption is owed')
  const base = { orderId: shop.order.id, effectId: effect.id } as const
  shop.run({ type: 'StartEffect', ...base })
  const said = { code: 'promotion-already-used', message: 'Used elsewhere.' }
  const outcome = { status: 'refused', ...said, promotions } as const
  return shop.run({ type: 'EffectAnswered', ...base, outcome })
}

function refusalOf(promotionId: string | null): PromotionRefusal {
  return { promotionId, code: 'promotion-already-used', message: 'Used elsewhere.' }
}

function redemptions(shop: Shop) {
  return shop.order.effects.flatMap(({ request, ...effect }) =>
    request.kind === 'promotion-apply'
      ? [{ ...effect, codes: request.promotions.map((one) => one.code) }]
      : [],
  )
}

describe('a redemption of several promotions of which one is refused', () => {
  it('redeems the others, and leaves the refused one to a person with its sentence', () => {
    const { shop, bad } = paidWithTwo()
    refuse(shop, [refusalOf(bad)])
    expect(redemptions(shop)).toMatchObject([
      { codes: ['SPRING5', 'LATE2'], status: 'closed', note: 'parted' },
      { codes: ['LATE2'], status: 'needs-person', message: 'Used elsewhere.', attempts: 1 },
      { codes: ['SPRING5'], status: 'waiting', attempts: 0 },
    ])
    expect(shop.order.promotions.map((one) => one.status)).toEqual(['applying', 'redeem-failed'])
  })

  it('owes nothing further where all are refused, but one row for each', () => {
    const { shop, good, bad } = paidWithTwo()
    refuse(shop, [refusalOf(good), refusalOf(bad)])
    expect(redemptions(shop).map((one) => [one.codes, one.status])).toEqual([
      [['SPRING5', 'LATE2'], 'closed'],
      [['SPRING5'], 'needs-person'],
      [['LATE2'], 'needs-person'],
    ])
  })

  it('leaves a refused one to a person without a sentence where the provider gave none', () => {
    const { shop, bad } = paidWithTwo()
    refuse(shop, [{ ...refusalOf(bad), message: null }])
    expect(redemptions(shop)[1]).toMatchObject({
      codes: ['LATE2'],
      code: 'promotion-already-used',
      message: null,
    })
  })

  it('stays whole where the provider names none that we know', () => {
    const { shop } = paidWithTwo()
    const events = refuse(shop, [refusalOf(null)])
    expect(events.map((event) => event.type)).toEqual(['EffectNeedsPerson'])
  })
})
