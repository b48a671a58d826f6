import { describe, expect, it } from 'vitest'
import type { Carried } from '../barcode/carried'
import { classify, NO_SCAN_RULES, scanRules } from '../barcode/scan'
import { VARIABLE_MEASURE_PRESETS } from '../barcode/variable-measure-presets'
import type { CatalogItem } from '../catalog'
import type { Command } from './commands'
import type { OrderEvent } from './events'
import { isCard } from './decide-scan'
import { find } from './testing/sale'
import { ITEMS, Shop } from './testing/shop'
import { totalsOf } from './totals'

const CODE = '2811111068708'

function item(sku: string): CatalogItem {
  const found = ITEMS.find((one) => one.sku === sku)
  if (!found) throw new Error(`No item ${sku}`)
  return found
}

function scan(sku: string, carried: Carried): Extract<Command, { type: 'TakeScan' }> {
  const meaning = { kind: 'product', code: CODE, candidates: [], doubtful: false, carried } as const
  return { type: 'TakeScan', meaning, items: [item(sku)] }
}

function types(events: readonly OrderEvent[]): readonly string[] {
  return events.map((event) => event.type)
}

const WEIGHT: Carried = { weight: { value: 1234, decimals: 3, unit: null, sells: true } }
const PRICE: Carried = { price: { value: 300, decimals: 2, currency: null } }

describe('a code that says what its piece', () => {
  it('weighs makes a line of that weight', () => {
    const shop = new Shop()
    const { line } = find(shop.run(scan('biscuits', WEIGHT)), 'LineAdded')
    expect(line).toMatchObject({
      unit: 'lb',
      quantity: 1234,
      unitPrice: 450,
      carried: 'weight',
    })
    expect(totalsOf(shop.order).subtotal).toBe(555)
  })

  it('costs makes a line of one piece at that price, even of goods sold by weight', () => {
    const shop = new Shop()
    shop.run(scan('biscuits', PRICE))
    shop.run(scan('gift', PRICE))
    expect(shop.order.lines).toMatchObject([
      { sku: 'biscuits', unit: 'each', quantity: 1000, unitPrice: 300, carried: 'price' },
      { sku: 'gift', unit: 'each', quantity: 1000, unitPrice: 300, carried: 'price' },
    ])
    expect(totalsOf(shop.order).subtotal).toBe(600)
  })

  it('counts makes a line of so many', () => {
    const shop = new Shop()
    shop.run(scan('tea', { count: 12 }))
    expect(shop.order.lines).toMatchObject([{ quantity: 12_000, carried: 'count' }])
  })

  it('weighs, costs or counts stays a line of its own', () => {
    const shop = new Shop()
    shop.add('tea')
    for (const carried of [PRICE, PRICE, { count: 1 }]) shop.run(scan('tea', carried))
    shop.add('tea')
    expect(shop.order.lines.map((line) => line.quantity)).toEqual([2000, 1000, 1000, 1000])
    shop.run({ type: 'VoidLine', lineId: shop.order.lines[0]?.id ?? '' })
    shop.add('tea')
    expect(shop.order.lines).toHaveLength(5)
  })

  it('carries nothing that matters adds to the line there is', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run(scan('tea', { lot: 'A1' }))
    expect(shop.order.lines).toMatchObject([{ quantity: 2000 }])
    expect(shop.order.lines[0]).not.toHaveProperty('carried')
  })

  it.each<[string, Carried, string]>([
    ['tea', WEIGHT, 'weight-not-usable'],
    ['biscuits', { count: 3 }, 'count-not-usable'],
    ['tea', { price: { value: 3, decimals: 0, currency: '978' } }, 'price-not-usable'],
  ])('of %s is at odds with the catalog waits for a person: %j', (sku, carried, reason) => {
    const shop = new Shop()
    expect(types(shop.run(scan(sku, carried)))).toEqual(['ScanUnresolved'])
    expect(shop.order.unresolved).toMatchObject([{ code: CODE, misread: false, reason }])
    expect(shop.refusal({ type: 'Pay' })).not.toBeNull()
  })

  it('weighs is sold by it when the shop’s rules say so', () => {
    const rules = scanRules(null, {
      customerPattern: null,
      badgePattern: null,
      variableMeasure: VARIABLE_MEASURE_PRESETS['de'] ?? [],
    })
    if (!rules.ok) throw new Error(rules.error.code)
    const meaning = classify({ code: CODE, symbology: 'ean-upc' }, rules.value)
    if (meaning.kind !== 'product') throw new Error(meaning.kind)
    const shop = new Shop()
    shop.run({ type: 'TakeScan', meaning, items: [item('biscuits')] })
    expect(shop.order.lines).toMatchObject([{ quantity: 6870, unitPrice: 450 }])
  })
})

describe('a piece past its use-by day', () => {
  it('is refused, known or not', () => {
    const shop = new Shop()
    expect(shop.refusal(scan('tea', { useBy: '250319' }))).toBe('past-use-by')
    expect(shop.refusal({ ...scan('tea', { useBy: '250319' }), items: [] })).toBe('past-use-by')
    expect(shop.refusal(scan('tea', { useBy: '250320' }))).toBeNull()
  })

  it('is sold with a warning where the shop has decided so', () => {
    const shop = new Shop({ expired: 'warn' })
    expect(types(shop.run(scan('tea', { useBy: '250319' })))).toContain('LineAdded')
    expect(shop.order.notes).toMatchObject([
      { tone: 'warning', code: 'past-use-by', values: { name: 'Tea' } },
    ])
  })

  it('is only warned of when it is merely past its best', () => {
    const shop = new Shop()
    shop.run(scan('tea', { bestBefore: '250319', useBy: '250401' }))
    expect(shop.order.lines).toHaveLength(1)
    expect(shop.order.notes).toMatchObject([{ code: 'past-best-before' }])
  })
})

it('a coupon on paper waits for a person and takes nothing off', () => {
  const shop = new Shop()
  shop.add('tea')
  const coupon = { type: 'euro', issuer: '9813765', promotion: '03', cents: 10 } as const
  const meaning = { kind: 'manufacturer-coupon', code: '9813765030011', coupon } as const
  const before = totalsOf(shop.order)
  shop.run({ type: 'TakeScan', meaning, items: [] })
  expect(shop.order.unresolved).toMatchObject([
    { code: '9813765030011', misread: false, reason: 'manufacturer-coupon' },
  ])
  expect(totalsOf(shop.order)).toEqual(before)
  expect(shop.refusal({ type: 'Pay' })).toBe('scans-unresolved')
  shop.run({ type: 'RemoveUnresolvedScan', scanId: shop.order.unresolved[0]?.id ?? '' })
  expect(shop.refusal({ type: 'Pay' })).toBeNull()
})

it('a line put back keeps what its code said', () => {
  const shop = new Shop()
  shop.run(scan('tea', { count: 3 }))
  const lineId = shop.order.lines[0]?.id ?? ''
  shop.run({ type: 'VoidLine', lineId })
  shop.run({ type: 'PutBackLine', lineId })
  expect(shop.order.lines).toMatchObject([{ carried: 'count', quantity: 3000, voided: false }])
})

describe('a code of a piece that no product is known for', () => {
  it.each<[string, Carried, object]>([
    ['weight', WEIGHT, { unit: 'lb', quantity: 1234, unitPrice: 450, carried: 'weight' }],
    ['price', PRICE, { unit: 'each', quantity: 1000, unitPrice: 300, carried: 'price' }],
    ['count', { count: 3 }, { quantity: 3000, unitPrice: 300, carried: 'count' }],
  ])('keeps its %s for the product that a person finds', (what, carried, line) => {
    const shop = new Shop()
    const useBy = '260101'
    shop.run({ ...scan('tea', { ...carried, useBy, lot: 'A7' }), items: [] })
    expect(shop.order.unresolved).toMatchObject([{ code: CODE, carried }])
    expect(Object.keys(shop.order.unresolved[0]?.carried ?? {})).toEqual([what])
    const scanId = shop.order.unresolved[0]?.id ?? ''
    const sku = what === 'count' ? 'tea' : 'biscuits'
    expect(find(shop.run({ type: 'ResolveScan', scanId, sku }), 'LineAdded').line).toMatchObject(
      line,
    )
    expect(shop.order.unresolved).toEqual([])
  })

  it('is sold by the catalog where what it carries does not fit the product found', () => {
    const shop = new Shop()
    shop.run({ ...scan('tea', { price: { value: 300, decimals: 2, currency: '978' } }), items: [] })
    const scanId = shop.order.unresolved[0]?.id ?? ''
    const { line } = find(shop.run({ type: 'ResolveScan', scanId, sku: 'cake' }), 'LineAdded')
    expect(line).toMatchObject({ sku: 'cake', unitPrice: 425 })
    expect(line).not.toHaveProperty('carried')
  })

  it('is not resolved to a product that nobody has', () => {
    const shop = new Shop()
    shop.run({ ...scan('tea', WEIGHT), items: [] })
    const scanId = shop.order.unresolved[0]?.id ?? ''
    expect(shop.refusal({ type: 'ResolveScan', scanId, sku: 'nobody' })).toBe('item-unknown')
  })
})

describe('the number of a payment card', () => {
  const code = '4111111111111111'

  it.each<[Extract<Command, { type: 'TakeScan' }>['meaning']]>([
    [{ kind: 'unknown', code }],
    [{ kind: 'misread', code }],
    [{ kind: 'product', code, candidates: [], doubtful: false }],
  ])('is not kept on the order as a code nobody knows: %j', (meaning) => {
    const shop = new Shop()
    expect(shop.refusal({ type: 'TakeScan', meaning, items: [] })).toBe('card-number')
    expect(JSON.stringify(shop.happened)).not.toContain(code)
  })

  it('is not tried as a promotion code', () => {
    expect(new Shop().refusal({ type: 'ApplyCode', code })).toBe('card-number')
  })

  it('is none where the catalog or the world’s numbers know it as goods, or it is a promotion', () => {
    const shop = new Shop()
    const meaning = { kind: 'unknown', code } as const
    expect(
      find(shop.run({ type: 'TakeScan', meaning, items: [item('tea')] }), 'LineAdded'),
    ).toBeTruthy()
    const candidates = [code]
    expect(isCard({ kind: 'product', code, candidates, doubtful: false })).toBe(false)
    expect(isCard({ kind: 'promotion', code })).toBe(false)
  })
})

describe('coupons on paper', () => {
  it('are taken up to a hundred on one order', () => {
    const shop = new Shop()
    shop.add('bw-dog-chk-24')
    const meaning = classify(
      { code: '811010400001123456275110000', symbology: 'databar' },
      NO_SCAN_RULES,
    )
    if (meaning.kind !== 'manufacturer-coupon') throw new Error('It is one')
    const take = { type: 'TakeScan', meaning, items: [] } as const
    shop.run(take)
    const { order } = shop
    const [coupon] = order.manufacturerCoupons
    if (!coupon) throw new Error('It was taken')
    const holding = (count: number) => {
      const manufacturerCoupons = Array.from({ length: count }, () => coupon)
      const orders = new Map([[order.id, { ...order, manufacturerCoupons }]])
      shop.state = { ...shop.state, orders }
    }
    holding(99)
    expect(shop.refusal(take)).toBeNull()
    holding(100)
    expect(shop.refusal(take)).toBe('lines-at-limit')
  })
})
