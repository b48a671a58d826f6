import { describe, expect, it } from 'vitest'
import { promotionBook } from '../promotions/book'
import { quantity } from '../quantity'
import { heading, SHOP_PROMOTIONS } from '../promotions/testing/rules'
import { eligible } from '../promotions/testing/arbitrary'
import type { StorePromotionRule } from '../promotions/store-promotion'
import { receiptOf } from '../receipt/sale'
import { match } from './testing/sale'
import { Shop, SHOP } from './testing/shop'
import { applyAll } from './apply'
import { promotionsOf } from './store-rules'
import { taxedTotalsOf, totalsOf, assertTotals } from './totals'

const book = promotionBook(SHOP_PROMOTIONS)

function shopWith(rules: readonly StorePromotionRule[] = SHOP_PROMOTIONS): Shop {
  return new Shop({ storePromotions: promotionBook(rules) })
}

describe('the store’s promotions on an order', () => {
  it('come with the piece that completes them, as an event with their parts', () => {
    const shop = shopWith()
    shop.add('fw-rope-m')
    expect(shop.happened.map((one) => one.event.type)).not.toContain('StorePromotionsSet')
    const events = shop.run({ type: 'AddItem', sku: 'fw-rope-m' })
    const [line] = shop.order.lines
    expect(events.at(-1)).toEqual({
      type: 'StorePromotionsSet',
      applied: [
        {
          ruleId: 'rope-half',
          name: 'Second rope toy half price',
          class: 'item',
          amount: 475,
          times: 1,
          parts: [{ lineId: line?.id, units: 2, amount: 475 }],
        },
      ],
    })
    expect(totalsOf(shop.order)).toMatchObject({ subtotal: 1900, discount: 475 })
  })

  it('go with the piece they needed, and come back with it', () => {
    const shop = shopWith()
    shop.add('tea', 'cake')
    const tea = shop.order.lines[0]
    expect(totalsOf(shop.order).discount).toBe(125)
    shop.run({ type: 'VoidLine', lineId: tea?.id ?? '' })
    expect(totalsOf(shop.order).discount).toBe(0)
    shop.run({ type: 'PutBackLine', lineId: tea?.id ?? '' })
    expect(totalsOf(shop.order).discount).toBe(125)
  })

  it('write nothing where nothing changes', () => {
    const shop = shopWith()
    shop.add('tea', 'cake')
    const events = shop.run({ type: 'AddItem', sku: 'pc-litter-14' })
    expect(events.map((one) => one.type)).not.toContain('StorePromotionsSet')
  })

  it('come before the cashier’s own discounts, which take what is left', () => {
    const shop = shopWith()
    shop.add('fw-rope-m', 'fw-rope-m')
    shop.run({ type: 'AddStoreDiscount', ruleId: 'senior', lineId: null })
    const totals = totalsOf(shop.order)
    expect(totals.discounts.map((one) => [one.kind, one.amount])).toEqual([
      ['item-rule', 475],
      ['order-discount', 143],
    ])
    assertTotals(taxedTotalsOf(shop.order), false)
  })

  it('count a happy hour for the pieces scanned in it, and keep it for them', () => {
    const happy: StorePromotionRule = {
      ...heading('happy', 'Happy hour'),
      class: 'item',
      kind: 'each',
      eligible: eligible({ skus: ['tea'] }),
      value: { kind: 'percent', ratePpm: 500_000 },
      when: { from: null, until: null, days: [], hours: [{ from: 17 * 60, until: 18 * 60 }] },
    }
    const shop = shopWith([happy])
    shop.add('tea', 'tea')
    expect(totalsOf(shop.order).discount).toBe(300)
    shop.at += 30 * 60_000
    shop.add('tea', 'cake')
    expect(shop.order.lines[0]?.quantity).toBe(3000)
    expect(totalsOf(shop.order).discount).toBe(300)
    const line = shop.order.lines[0]
    shop.run({ type: 'SetQuantity', lineId: line?.id ?? '', quantity: 2000 })
    expect(totalsOf(shop.order).discount).toBe(300)
    shop.run({ type: 'SetQuantity', lineId: line?.id ?? '', quantity: 4000 })
    expect(totalsOf(shop.order).discount).toBe(300)
  })

  it('stay as they are once the payment has begun, whatever the rules say then', () => {
    const shop = shopWith()
    shop.add('tea', 'cake')
    shop.run({ type: 'Pay' })
    const before = totalsOf(shop.order)
    const none = { storePromotions: promotionBook([]) }
    shop.run({ type: 'TakeCash', received: 100 }, none)
    expect(totalsOf(shop.order).total).toBe(before.total)
  })

  it('are read back from the journal without the rules, to the cent', () => {
    const shop = shopWith()
    shop.add('tea', 'cake', 'fw-rope-m', 'fw-rope-m', 'bw-dog-chk-24')
    const own = shop.happened.filter((one) => one.orderId === shop.order.id)
    const read = applyAll(own)
    expect(read).toEqual(shop.order)
    expect(read && totalsOf(read)).toEqual(totalsOf(shop.order))
  })

  it('stand on the receipt and in what was saved', () => {
    const shop = new Shop({
      storePromotions: book,
      terms: { ...new Shop().order.terms, couponService: false },
    })
    shop.add('tea', 'cake', 'bw-dog-chk-24')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 100_00 })
    const { sale } = shop.order
    expect(sale?.saved).toBe(625)
    const rows = receiptOf(shop.order, SHOP).blocks.flatMap((one) =>
      one.type === 'row' ? [`${one.left} ${one.right}`] : [],
    )
    expect(rows.filter((row) => row.startsWith('Tea and cake'))).toEqual([
      'Tea and cake 6.00 -0.52',
      'Tea and cake 6.00 -0.73',
    ])
    expect(rows).toContain('5.00 off from 50.00 -5.00')
  })

  it('say what is near', () => {
    const shop = shopWith()
    shop.add('fw-rope-m', 'tea')
    expect(promotionsOf(shop.order, book, shop.at, shop.state).near).toEqual([
      expect.objectContaining({
        ruleId: 'rope-half',
        applied: false,
        missing: { code: 'pieces-missing', pieces: 1, part: 0 },
      }),
      expect.objectContaining({
        ruleId: 'tea-time',
        missing: { code: 'pieces-missing', pieces: 1, part: 1 },
      }),
    ])
  })

  it('are worked out once for a decision and all its views, and anew in the next minute', () => {
    let asked = 0
    const counted = {
      ...book,
      playsOf: (goods: Parameters<typeof book.playsOf>[0]) => {
        asked += 1
        return book.playsOf(goods)
      },
    }
    const shop = new Shop({ storePromotions: counted })
    const soon = {
      ...heading('evening', 'Evening tea'),
      class: 'item',
      kind: 'each',
      eligible: eligible({ skus: ['tea'] }),
      value: { kind: 'percent', ratePpm: 500_000 },
      when: {
        from: null,
        until: null,
        days: [],
        hours: [{ from: 17 * 60 + 41, until: 17 * 60 + 42 }],
      },
    } as const
    shop.add('tea', 'fw-rope-m')
    const before = asked
    expect(before).toBeGreaterThan(0)
    const again = promotionsOf(shop.order, counted, shop.at, shop.state)
    expect(asked).toBe(before)
    const { near } = again
    const withNear = asked
    expect(near.map((one) => one.ruleId)).toEqual(['rope-half', 'tea-time'])
    expect(promotionsOf(shop.order, counted, shop.at + 59_999, shop.state).near).toBe(near)
    expect(asked).toBe(withNear)
    promotionsOf(shop.order, counted, shop.at + 60_000, shop.state)
    expect(asked).toBeGreaterThan(withNear)
    const evening = promotionBook([soon])
    const fromAt = (at: number) =>
      promotionsOf(shop.order, evening, at, shop.state).near[0]?.missing
    const begins = shop.at + 60_000
    expect(fromAt(begins - 1)).toEqual({ code: 'not-in-force', from: begins })
    expect(fromAt(begins + 59_999)).toEqual({ code: 'not-in-force', from: begins })
    expect(fromAt(begins + 60_000)).toEqual({ code: 'not-in-force', from: begins + 86_400_000 })
  })

  it('are asked anew when the customer becomes known', () => {
    const members: StorePromotionRule = {
      ...heading('members', 'Members 10%'),
      class: 'item',
      kind: 'each',
      eligible: eligible({ skus: ['tea'] }),
      value: { kind: 'percent', ratePpm: 100_000 },
      groups: ['petz'],
    }
    const rules = promotionBook([members])
    const shop = new Shop({ storePromotions: rules })
    shop.add('tea')
    expect(promotionsOf(shop.order, rules, shop.at, shop.state).near[0]?.missing.code).toBe(
      'customer-missing',
    )
    match(shop)
    expect(promotionsOf(shop.order, rules, shop.at, shop.state)).toMatchObject({
      near: [],
      saved: 30,
    })
  })

  it('go with the pieces of a line that is split, the larger part first, as they would come back', () => {
    const shop = shopWith()
    shop.add('fw-rope-m', 'fw-rope-m')
    match(shop)
    shop.run({ type: 'Pay' })
    const [line] = shop.order.lines
    shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId: line?.id ?? '' })
    // 4.75 on two pieces: 2.38 stays, 2.37 goes, and 20 % of the 7.13 left of that one is 1.43
    const [first, second] = shop.order.lines
    expect(shop.order.storePromotions?.[0]?.parts).toEqual([
      { lineId: first?.id, units: 1, amount: 238 },
      { lineId: second?.id, units: 1, amount: 237 },
    ])
    const totals = totalsOf(shop.order)
    expect(totals.lines.map((one) => one.shares.map((share) => share.amount))).toEqual([
      [238],
      [237, 143],
    ])
  })

  it('go when the shop has none any more and the goods change', () => {
    const shop = shopWith()
    shop.add('tea', 'cake')
    const bare = new Shop()
    bare.state = shop.state
    expect(bare.run({ type: 'AddItem', sku: 'pc-litter-14' }).at(-1)).toEqual({
      type: 'StorePromotionsSet',
      applied: [],
    })
    expect(totalsOf(bare.order).discount).toBe(0)
  })

  it('know the minute of each piece, and the last ones scanned are the first taken off', () => {
    const shop = shopWith()
    const minute = () => (shop.at += 60_000)
    shop.add('tea')
    const first = shop.at
    const second = minute()
    shop.add('tea')
    shop.at += 1
    shop.add('tea', 'tea')
    const third = minute()
    shop.add('tea', 'tea')
    const set = (pieces: number) => {
      const lineId = shop.order.lines[0]?.id ?? ''
      shop.run({ type: 'SetQuantity', lineId, quantity: pieces * 1000 })
      return shop.order.lines[0]
    }
    expect(shop.order.lines).toMatchObject([
      {
        addedAt: first,
        addedLater: [
          { at: second, pieces: 3 },
          { at: third, pieces: 2 },
        ],
      },
    ])
    expect(set(5)).toMatchObject({ addedLater: [{ pieces: 3 }, { at: third, pieces: 1 }] })
    expect(set(3)).toMatchObject({ addedLater: [{ at: second, pieces: 2 }] })
    expect(set(1)).toMatchObject({ addedAt: first, addedLater: [] })
  })

  it('write down no further pieces of what is weighed', () => {
    const shop = shopWith()
    shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 1000 })
    const lineId = shop.order.lines[0]?.id ?? ''
    shop.at += 120_000
    const events = shop.run({ type: 'SetQuantity', lineId, quantity: 3000 })
    expect(events[0]).toEqual({ type: 'LineQuantityChanged', lineId, quantity: 3000 })
  })

  it('count what was weighed when nobody wrote down when: as long as the order is open', () => {
    const bulk = SHOP_PROMOTIONS.filter((rule) => rule.id === 'bulk')
    const hours = [{ from: 17 * 60 + 40, until: 17 * 60 + 41 }]
    const happy = bulk.map((rule) => ({ ...rule, when: { ...rule.when, hours } }))
    const rules = promotionBook(happy)
    const shop = new Shop({ storePromotions: rules })
    shop.at += 60_000
    shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 2000 })
    expect(promotionsOf(shop.order, rules, shop.at, shop.state).saved).toBe(0)
    const lines = shop.order.lines.map(({ addedAt: _, ...line }) => line)
    expect(promotionsOf({ ...shop.order, lines }, rules, shop.at, shop.state).saved).toBe(90)
  })
})

it('a shop without promotions writes down no moment of a scan', () => {
  const shop = new Shop()
  shop.add('tea')
  expect(shop.order.lines[0]).not.toHaveProperty('addedAt')
})

describe('the store’s promotions on a line that is split', () => {
  /** Three ropes, two of them for half a price less, a tea and a cake; the first rope is split off at Pay. */
  function split(): Shop {
    const shop = shopWith()
    shop.add('tea', 'cake', 'fw-rope-m', 'fw-rope-m', 'fw-rope-m')
    match(shop)
    shop.run({ type: 'Pay' })
    const lineId = shop.order.lines.find((line) => line.sku === 'fw-rope-m')?.id ?? ''
    shop.run({ type: 'ChooseStorePromotion', couponId: '70311', lineId })
    return shop
  }

  it('keep their pieces, and those of other lines', () => {
    const { order } = split()
    expect(order.lines.map((line) => [line.sku, line.quantity])).toEqual([
      ['tea', 1_000],
      ['cake', 1_000],
      ['fw-rope-m', 2_000],
      ['fw-rope-m', 1_000],
    ])
    const lines = new Map(order.lines.map((line) => [line.id, line]))
    const parts = (order.storePromotions ?? []).map((one) => [
      one.ruleId,
      one.parts.map(({ lineId, units }) => [lines.get(lineId)?.sku, units]),
    ])
    expect(parts).toEqual([
      ['rope-half', [['fw-rope-m', 2]]],
      [
        'tea-time',
        [
          ['cake', 1],
          ['tea', 1],
        ],
      ],
    ])
  })

  it('go by when its first pieces were scanned, as long as there are any', () => {
    const shop = shopWith()
    shop.add('fw-rope-m')
    shop.at += 3_600_000
    shop.add('fw-rope-m')
    const [line] = shop.order.lines
    if (!line) throw new Error('The ropes are on the order')
    expect(line).toMatchObject({ quantity: 2_000, addedLater: [{ pieces: 1 }] })
    const found = (pieces: number) => {
      const lines = [{ ...line, quantity: quantity(pieces * 1_000) }]
      return promotionsOf({ ...shop.order, lines }, book, shop.at, shop.state).applied.length
    }
    expect([2, 1].map(found)).toEqual([1, 0])
  })

  it('that has gone since take nothing off any more', () => {
    const { order } = split()
    const lines = order.lines.map((line) => ({ ...line, voided: line.sku === 'cake' }))
    const before = totalsOf(order).discounts.find((one) => one.discountId === 'tea-time')
    const after = totalsOf({ ...order, lines }).discounts.find(
      (one) => one.discountId === 'tea-time',
    )
    expect(before).toMatchObject({ amount: 125, capped: false })
    expect(after?.amount).toBeLessThan(125)
    expect(after).toMatchObject({ capped: true })
  })
})
