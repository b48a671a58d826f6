import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { apply } from './apply'
import type { Command } from './commands'
import { stillToPay } from './decide-tender'
import type { OrderEvent } from './events'
import type { Order } from './order'
import { soldSaleOf } from './sold-of'
import { grant } from './testing/sale'
import { RETURNS, Shop } from './testing/shop'

/** Sells items for cash and opens the sale for a return; answers the sale. */
function openedReturn(shop: Shop, ...skus: readonly string[]): Order {
  const sale = sold(shop, ...skus)
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  return sale
}

function sold(shop: Shop, ...skus: readonly string[]): Order {
  shop.add(...skus)
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
  const { order } = shop
  shop.run({ type: 'NewOrder' })
  return order
}

/** Every command of a return. */
const COMMANDS: readonly Command[] = [
  { type: 'OpenReturn', ref: 'x' },
  { type: 'DropReturn' },
  { type: 'TakeBack', lineId: 'x', quantity: 1000, reason: 'faulty' },
  { type: 'TakeBackAll', reason: 'faulty' },
  { type: 'VoidSale', ref: 'x' },
  { type: 'TakeBackUnsold', sku: 'tea', quantity: 1000, reason: 'faulty' },
  { type: 'KeepGoods', goodsId: 'x' },
  { type: 'ChooseCodeBack', promotionId: 'x', back: true },
  { type: 'ApproveReturn', pin: '2468' },
]

describe('a return', () => {
  it('is made up while the order is open, and neither in payment nor during a re-check', () => {
    const paying = new Shop()
    paying.add('tea')
    paying.run({ type: 'Pay' })
    const checking = new Shop()
    checking.add('tea')
    grant(checking)
    checking.run({ type: 'Pay' })
    for (const command of COMMANDS) {
      expect(paying.refusal(command), command.type).toBe('order-not-open')
      expect(checking.refusal(command), command.type).toBe('validation-under-way')
    }
  })

  it('needs a sale to take goods of', () => {
    const shop = new Shop()
    const why = COMMANDS.map((command) => [command.type, shop.refusal(command)])
    expect(why).toEqual([
      ['OpenReturn', 'sale-unknown'],
      ['DropReturn', 'return-not-open'],
      ['TakeBack', 'return-not-open'],
      ['TakeBackAll', 'return-not-open'],
      ['VoidSale', 'sale-unknown'],
      ['TakeBackUnsold', null],
      ['KeepGoods', 'line-unknown'],
      ['ChooseCodeBack', 'promotion-unknown'],
      ['ApproveReturn', 'return-not-open'],
    ])
  })

  it('opens one sale at a time; the same one again changes nothing', () => {
    const shop = new Shop()
    const other = sold(shop, 'cake')
    const sale = openedReturn(shop, 'tea')
    expect(shop.run({ type: 'OpenReturn', ref: sale.ref })).toEqual([])
    expect(shop.refusal({ type: 'OpenReturn', ref: other.ref })).toBe('return-under-way')
    shop.run({ type: 'DropReturn' })
    expect(shop.order.back).toBeNull()
    expect(shop.refusal({ type: 'OpenReturn', ref: other.ref })).toBeNull()
  })

  it('takes whole pieces of what was sold, and what was weighed whole', () => {
    const shop = new Shop()
    shop.run({ type: 'AddItem', sku: 'biscuits', quantity: 1_250 })
    const sale = openedReturn(shop, 'tea')
    const [weighed, tea] = sale.lines
    const why = (lineId: string | undefined, quantity: number) =>
      shop.refusal({ type: 'TakeBack', lineId: lineId ?? '', quantity, reason: 'faulty' })
    expect(why('nobody', 1000)).toBe('line-unknown')
    expect(why(tea?.id, 1.5)).toBe('quantity-invalid')
    expect(why(tea?.id, -1000)).toBe('quantity-invalid')
    expect(why(tea?.id, 500)).toBe('quantity-invalid')
    expect(why(tea?.id, 2000)).toBe('more-than-sold')
    expect(why(weighed?.id, 1000)).toBe('comes-back-whole')
    expect(why(weighed?.id, 1250)).toBeNull()
    expect(why(tea?.id, 0)).toBeNull()
  })

  it('takes the place of what it took of the same line before, and leaves it with the customer', () => {
    const shop = new Shop()
    const sale = openedReturn(shop, 'tea', 'tea', 'cake')
    const lineId = sale.lines[0]?.id ?? ''
    shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'faulty' })
    shop.run({ type: 'TakeBack', lineId, quantity: 2000, reason: 'faulty' })
    expect(shop.order.back?.goods.map((one) => [one.quantity, one.refund])).toEqual([[2000, 600]])
    expect(
      shop.run({ type: 'TakeBack', lineId: sale.lines[1]?.id ?? '', quantity: 0, reason: 'other' }),
    ).toEqual([])
    shop.run({ type: 'TakeBack', lineId, quantity: 0, reason: 'faulty' })
    expect(shop.order.back?.goods).toEqual([])
    shop.run({ type: 'TakeBackAll', reason: 'wrong-item' })
    const [first] = shop.order.back?.goods ?? []
    shop.run({ type: 'KeepGoods', goodsId: first?.id ?? '' })
    expect(shop.order.back?.goods).toHaveLength(1)
  })

  it('takes only what is still out when everything else came back before', () => {
    const shop = new Shop()
    const sale = openedReturn(shop, 'tea', 'cake')
    const lineId = sale.lines[0]?.id ?? ''
    shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'faulty' })
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash' })
    shop.run({ type: 'NewOrder' })
    expect(shop.refusal({ type: 'VoidSale', ref: sale.ref })).toBe('sale-partly-back')
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    expect(shop.order.back?.goods.map((one) => one.sku)).toEqual(['cake'])
  })
})

describe('goods without a receipt', () => {
  const unsold = (sku: string, quantity: number, price?: number): Command => ({
    ...({ type: 'TakeBackUnsold', sku, quantity, reason: 'other' } as const),
    ...(price === undefined ? {} : { price }),
  })

  it('come back at the price of today, with its tax', () => {
    const shop = new Shop()
    shop.run(unsold('cake', 2000))
    expect(shop.order.back?.goods[0]).toMatchObject({ gross: 850, tax: 87, refund: 937 })
    const inside = new Shop({ terms: { ...shop.context().terms, pricesIncludeTax: true } })
    inside.run(unsold('cake', 2000))
    expect(inside.order.back?.goods[0]).toMatchObject({ gross: 850, tax: 79, refund: 850 })
  })

  it('must be known, have a price, and be whole where they are sold by the piece', () => {
    const shop = new Shop()
    expect(shop.refusal(unsold('nothing', 1000))).toBe('item-unknown')
    expect(shop.refusal(unsold('gift', 1000))).toBe('price-missing')
    expect(shop.refusal(unsold('gift', 1000, -1))).toBe('price-invalid')
    expect(shop.refusal(unsold('gift', 1000, 2500))).toBeNull()
    expect(shop.refusal(unsold('tea', 1500))).toBe('quantity-invalid')
    expect(shop.refusal(unsold('tea', 0))).toBe('quantity-invalid')
    expect(shop.refusal(unsold('biscuits', 1500))).toBeNull()
  })

  it('leave nothing behind when they are kept after all', () => {
    const shop = new Shop()
    shop.run(unsold('tea', 1000))
    shop.run({ type: 'KeepGoods', goodsId: shop.order.back?.goods[0]?.id ?? '' })
    expect(shop.order.back).toBeNull()
  })
})

describe('a manager', () => {
  it('is asked a month after the sale, and not on a terminal that has none', () => {
    const shop = new Shop()
    openedReturn(shop, 'tea')
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    const last = shop.at + 30 * 24 * 3_600_000
    const late = { at: last + 1 }
    expect(shop.refusal({ type: 'Pay' })).toBeNull()
    expect(shop.refusal({ type: 'Pay' }, { at: last })).toBeNull()
    expect(shop.refusal({ type: 'Pay' }, late)).toBe('return-needs-manager')
    const alone = { ...late, approvals: false }
    expect(shop.refusal({ type: 'Pay' }, alone)).toBe('approval-unavailable')
    expect(shop.refusal({ type: 'ApproveReturn', pin: '1' }, alone)).toBe('approval-unavailable')
    expect(shop.refusal({ type: 'ApproveReturn', pin: '1' })).toBe('approval-needed')
    const { sold: open } = shop.order.back ?? {}
    expect(open).not.toBeNull()
  })

  it('is asked above the limit of the cashier, and not for the limit itself', () => {
    const shop = new Shop()
    openedReturn(shop, 'tea')
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    const limit = (cashierLimit: number) => {
      return { returns: { ...RETURNS, cashierLimit: money(cashierLimit) } }
    }
    expect(shop.refusal({ type: 'Pay' }, limit(300))).toBeNull()
    expect(shop.refusal({ type: 'Pay' }, limit(299))).toBe('return-needs-manager')
  })

  it('may say why, in words that are kept', () => {
    const shop = new Shop()
    openedReturn(shop, 'tea')
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    const approver = { approver: 'Manager' }
    const said = shop.run({ type: 'ApproveReturn', pin: '2468', reason: ' known ' }, approver)
    expect(said).toEqual([{ type: 'ReturnApproved', by: 'Manager', reason: 'known' }])
    const long = { type: 'ApproveReturn', pin: '2468', reason: 'x'.repeat(201) } as const
    expect(shop.run(long, approver)).toMatchObject([{ reason: 'x'.repeat(200) }])
    const silent = shop.run({ type: 'ApproveReturn', pin: '2468' }, approver)
    expect(silent).toEqual([{ type: 'ReturnApproved', by: 'Manager', reason: null }])
  })

  it('voids a sale only on an order with nothing on it', () => {
    const shop = new Shop()
    const sale = sold(shop, 'tea')
    shop.add('cake')
    expect(shop.refusal({ type: 'VoidSale', ref: sale.ref })).toBe('order-in-use')
    shop.run({ type: 'Hold', heldFor: '' })
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    shop.run({ type: 'Hold', heldFor: '' })
    expect(shop.refusal({ type: 'VoidSale', ref: sale.ref })).toBe('sale-on-another-order')
  })
})

describe('what cannot be', () => {
  it('a second sale on one order, and a sale that was never paid', () => {
    const shop = new Shop()
    openedReturn(shop, 'tea')
    const [opened] = shop.happened
      .map((each) => each.event)
      .filter(
        (event): event is Extract<OrderEvent, { type: 'ReturnOpened' }> =>
          event.type === 'ReturnOpened',
      )
    if (!opened) throw new Error('No sale was opened')
    const happening = { orderId: shop.order.id, at: shop.at, event: opened }
    expect(() => apply(shop.order, happening)).toThrow('A second sale')
    expect(() => soldSaleOf(shop.order, [])).toThrow('Only a paid order')
  })

  it('money back where nothing came back, or more to a card than came from it', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'Pay' })
    expect(shop.refusal({ type: 'GiveBackCash' })).toBe('nothing-to-give-back')
    const back = new Shop()
    openedReturn(back, 'tea')
    back.run({ type: 'TakeBackAll', reason: 'faulty' })
    back.run({ type: 'Pay' })
    expect(back.refusal({ type: 'BeginCard', amount: 1 })).toBe('more-than-on-card')
  })
})
