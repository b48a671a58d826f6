import { describe, expect, it } from 'vitest'
import { holdLaws } from './testing/laws'
import { Shop } from './testing/shop'

function lineIdOf(shop: Shop, sku: string): string {
  return shop.order.lines.find((line) => line.sku === sku)?.id ?? ''
}

describe('a product that PETZ cannot recognise', () => {
  it('is reported to a manager once for each product', () => {
    const shop = new Shop()
    shop.add('tea', 'cake')
    const report = (sku: string) => shop.run({ type: 'ReportProduct', lineId: lineIdOf(shop, sku) })
    expect(report('tea').map((one) => one.type)).toEqual(['EffectOwed', 'EffectNeedsPerson'])
    expect(report('tea')).toEqual([])
    expect(report('cake')).toHaveLength(2)
    const told = shop.order.effects.filter((one) => one.request.kind === 'coupon-exception')
    expect(told.map(({ status, code, request }) => [status, code, request])).toEqual(
      ['Tea', 'Cake'].map((name) => [
        'needs-person',
        'product-without-upc',
        { kind: 'coupon-exception', code: 'product-without-upc', titles: [name] },
      ]),
    )
    holdLaws(shop, shop.happened)
  })

  it('is none where it has a number, or is not on the order', () => {
    const shop = new Shop()
    shop.add('fw-rope-m')
    expect(shop.run({ type: 'ReportProduct', lineId: lineIdOf(shop, 'fw-rope-m') })).toEqual([])
    expect(shop.refusal({ type: 'ReportProduct', lineId: 'nowhere' })).toBe('line-unknown')
  })
})
