import { describe, expect, it } from 'vitest'
import { Bug } from '../assert'
import type { OrderTerms } from '../order/order'
import { authorize, exampleGrant, toTender } from '../order/testing/sale'
import { Shop, termsWith } from '../order/testing/shop'
import { receiptText } from './layout'
import { receiptCopyOf, receiptOf } from './sale'

function paid(terms: Partial<OrderTerms> = {}, received = 10_000): Shop {
  const shop = new Shop({ terms: termsWith(terms) })
  toTender(shop)
  shop.run({ type: 'TakeCash', received })
  return shop
}

function textOf(shop: Shop): readonly string[] {
  return receiptText(receiptOf(shop.order, shop.context().shop)).split('\n')
}

/** The amount at the end of the row that begins so, in minor units. */
function printed(rows: readonly string[], label: string): number {
  const row = rows.find((one) => one.startsWith(label))
  const amount = /(-?)\$?([\d,]+)\.(\d\d)$/.exec(row ?? '')
  if (!amount) return 0
  const [, sign, whole = '', cents = ''] = amount
  return Number(`${sign ?? ''}${whole.replaceAll(',', '')}${cents}`)
}

function place(rows: readonly string[], label: string): number {
  return rows.findIndex((row) => row.startsWith(label))
}

describe('a receipt', () => {
  it.each<[Partial<OrderTerms>, number]>([
    [{}, 8334],
    [{ couponsReduceTaxBase: true }, 8279],
    [{ cashRounding: 5 }, 8335],
    [{ cashRounding: 10, couponsReduceTaxBase: true }, 8280],
  ])('adds up on paper with %j, to what was charged', (terms, due) => {
    const shop = paid(terms)
    const rows = textOf(shop)
    const parts = ['Subtotal', 'Discounts', 'Tax', 'PETZ coupons', 'Cash rounding']
    const total = parts.reduce((all, label) => all + printed(rows, label), 0)
    expect(total).toBe(due)
    expect(printed(rows, 'TOTAL')).toBe(due)
    expect(shop.order.sale?.due).toBe(due)
    expect(printed(rows, 'Cash  ') - printed(rows, 'Change')).toBe(due)
  })

  it('with prices that include tax says what is in them', () => {
    const shop = new Shop({ terms: termsWith({ pricesIncludeTax: true, couponService: false }) })
    shop.add('bw-dog-chk-24')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 5899 })
    const rows = textOf(shop)
    expect(rows.some((row) => /^Tax 8\.00% in 58\.99 +4\.37$/.test(row))).toBe(true)
    expect(printed(rows, 'TOTAL')).toBe(5899)
    expect(rows.some((row) => row.startsWith('Change'))).toBe(false)
    expect(rows.some((row) => row.includes('SAVED'))).toBe(false)
  })

  it('shows coupons before the tax where they lower it, else after', () => {
    const after = textOf(paid())
    expect(place(after, 'PETZ coupons')).toBeGreaterThan(place(after, 'Tax'))
    const before = textOf(paid({ couponsReduceTaxBase: true }))
    expect(place(before, 'PETZ coupons')).toBeLessThan(place(before, 'Tax'))
  })

  it('leaves out what was taken off, and shows the weight of what was weighed', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 1234 })
    shop.run({ type: 'VoidLine', lineId: shop.order.lines[0]?.id ?? '' })
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 599 })
    const text = textOf(shop).join('\n')
    expect(text).not.toContain('Tea')
    expect(text).toContain('1.234 lb x 4.50')
  })

  it('says how many came back in the same words as it said how many were sold', () => {
    const shop = new Shop()
    shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 1250 })
    shop.run({ type: 'AddItem', sku: 'tea', quantity: 3000 })
    shop.add('fw-rope-m')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 10_000 })
    const sold = textOf(shop)
    const { ref } = shop.order
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'OpenReturn', ref })
    shop.run({ type: 'TakeBackAll', reason: 'other' })
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash' })
    const back = textOf(shop)
    // 1.25 lb at 4.50 are 5.625, which is 5.63
    for (const many of ['  1.250 lb x 4.50', '  3 x 3.00']) {
      const row = sold.find((one) => one.startsWith(many)) ?? ''
      expect(row).not.toBe('')
      expect(back).toContain(row.replace(/ (\d+\.\d\d)$/, '-$1'))
    }
    expect(printed(back, '  1.250 lb')).toBe(-563)
    expect(printed(back, '  3 x')).toBe(-900)
    expect(printed(back, 'Fetchwell Rope Toy M')).toBe(-950)
  })

  it('names each tender', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'BeginCard', amount: 3334 })
    shop.run({ type: 'EndCard', paid: true })
    shop.run({ type: 'TakeCash', received: 5000 })
    const rows = textOf(shop)
    expect(printed(rows, 'Card')).toBe(3334)
    expect(printed(rows, 'Cash  ')).toBe(5000)
  })

  it('is made of what was sealed: nothing that comes later changes it', () => {
    const shop = paid()
    const before = textOf(shop)
    const shifted = { ...shop.order, lines: shop.order.lines.map((one) => ({ ...one })) }
    shop.at += 86_400_000
    expect(receiptText(receiptOf(shifted, shop.context().shop)).split('\n')).toEqual(before)
  })

  it('shows no phone number and no customer it does not have', () => {
    const rows = textOf(paid()).join('\n')
    expect(rows).toContain('(206) ***-0142')
    expect(rows).not.toMatch(/555-?0142/)
  })

  it('says what came with PETZ only when something did', () => {
    const shop = new Shop()
    toTender(shop)
    shop.run({ type: 'BackFromPayment', to: 'coupons' })
    shop.run({ type: 'CheckCouponsAgain' })
    const none = { ...exampleGrant(), authorizationId: null, coupons: [] }
    authorize(shop, none)
    shop.run({ type: 'TakeCash', received: 10_000 })
    const rows = textOf(shop)
    expect(place(rows, 'PETZ coupons')).toBe(-1)
    expect(rows.join('\n')).toContain('1.90 of it with PETZ')
  })

  it('needs a paid order', () => {
    const shop = new Shop()
    expect(() => receiptOf(shop.order, shop.context().shop)).toThrow(Bug)
  })
})

describe('a copy', () => {
  it('is the sealed original with one line more', () => {
    const shop = paid()
    const at = new Date(2025, 2, 20, 17, 52).getTime()
    // The shop has moved meanwhile: a copy shows what the original showed.
    const moved = { ...shop.context().shop, name: 'Elsewhere' }
    const [first, ...rest] = receiptText(receiptCopyOf(shop.order, moved, { copy: 1, at })).split(
      '\n',
    )
    expect(first?.trim()).toBe('*** COPY 1, printed 17:52 ***')
    expect(rest.join('\n').trim()).toBe(textOf(shop).join('\n').trim())
  })
})
