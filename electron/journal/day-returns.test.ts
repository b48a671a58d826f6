import { describe, expect, it } from 'vitest'
import { money } from '../../shared/money'
import { stillToPay } from '../../shared/order/decide-tender'
import { Shop } from '../../shared/order/testing/shop'
import { cashGivenBack, returnExceptions, returnLines, returnTotals } from './day-returns'
import { decimals } from './day-words'

const cents = decimals(2)

/** A rope toy sold for cash and brought back; `voids` takes the sale back whole as if it had not been. */
function returned(how: 'OpenReturn' | 'VoidSale') {
  const shop = new Shop()
  shop.add('fw-rope-m')
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
  const { ref } = shop.order
  shop.run({ type: 'NewOrder' })
  shop.run({ type: how, ref })
  if (how === 'OpenReturn') shop.run({ type: 'TakeBackAll', reason: 'faulty' })
  shop.run({ type: 'ApproveReturn', pin: '2468' }, { approver: 'Manager' })
  shop.run({ type: 'Pay' })
  shop.run({ type: 'GiveBackCash' })
  const { sale } = shop.order
  if (!sale) throw new Error('Nothing came back')
  return { order: shop.order, sale, ref }
}

describe('what came back, in the file of a day', () => {
  it('stands under its receipt, with the goods and the money that went', () => {
    const { sale, ref } = returned('OpenReturn')
    expect(returnLines(sale, cents)).toEqual([
      `  Returned of ${ref}  -10.26`,
      '    "Fetchwell Rope Toy M" 1 each: -10.26  faulty',
      '  Given back cash 10.26',
    ])
  })

  it('is added up with the tax in it, and its cash has left the drawer', () => {
    const { sale } = returned('OpenReturn')
    expect(returnTotals([sale], cents)).toEqual([
      'Returned: -10.26 in 1',
      'Tax 8 % of what came back: -0.76',
      'Given back cash: 10.26 in 1',
      'Given back card: 0.00 in 0',
    ])
    expect(cashGivenBack([sale])).toBe(1026)
  })

  it('names who said yes, and the sale that was voided', () => {
    const { order, ref } = returned('VoidSale')
    expect(returnExceptions(order)).toEqual([`voids ${ref}`, 'return approved by Manager'])
  })

  it('names who gave a card’s money back in cash', () => {
    const { order } = returned('OpenReturn')
    if (!order.sale?.back) throw new Error('Nothing came back')
    const insteadOfCard = { by: 'Manager', reason: 'Card is gone' }
    const refunds = order.sale.back.refunds.map((one) => ({ ...one, insteadOfCard }))
    const changed = { ...order, sale: { ...order.sale, back: { ...order.sale.back, refunds } } }
    expect(returnExceptions(changed)).toEqual([
      'return approved by Manager',
      'cash instead of card approved by Manager',
    ])
  })

  it('says where there was no receipt, and where a sale was voided', () => {
    const shop = new Shop()
    shop.run({ type: 'TakeBackUnsold', sku: 'tea', quantity: 1000, reason: 'other' })
    shop.run({ type: 'ApproveReturn', pin: '2468' }, { approver: 'Manager' })
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash' })
    const { order } = shop
    if (!order.sale) throw new Error('Nothing came back')
    expect(returnLines(order.sale, cents)[0]).toBe('  Returned without a receipt  -3.00')
    expect(returnExceptions(order)).toEqual(['return approved by Manager'])
    const { sale, ref } = returned('VoidSale')
    expect(returnLines(sale, cents)[0]).toBe(`  Voided of ${ref}  -10.26`)
  })

  it('is added up by rate, the highest first, without what was swapped', () => {
    const { sale } = returned('OpenReturn')
    const { back } = sale
    const [one] = back?.goods ?? []
    if (!back || !one) throw new Error('Nothing came back')
    const goods = [
      { ...one, taxRate: 50_000, tax: money(5) },
      { ...one, taxRate: 190_000, tax: money(19), swapped: true } as const,
      { ...one, taxRate: 100_000, tax: money(10) },
      { ...one, taxRate: 50_000, tax: money(6) },
    ]
    const told = returnTotals([{ ...sale, back: { ...back, goods } }], cents)
    expect(told.filter((text) => text.startsWith('Tax'))).toEqual([
      'Tax 10 % of what came back: -0.10',
      'Tax 5 % of what came back: -0.11',
    ])
  })

  it('is no exception where nobody had to say yes', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 300 })
    const { ref } = shop.order
    shop.run({ type: 'NewOrder' })
    shop.run({ type: 'OpenReturn', ref })
    shop.run({ type: 'TakeBackAll', reason: 'faulty' })
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash' })
    expect(shop.order.sale?.back?.goods).toHaveLength(1)
    expect(returnExceptions(shop.order)).toEqual([])
  })

  it('is not there on a plain sale', () => {
    const shop = new Shop()
    shop.add('fw-rope-m')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: stillToPay(shop.order) })
    const { order } = shop
    if (!order.sale) throw new Error('Not paid')
    expect(returnLines(order.sale, cents)).toEqual([])
    expect(returnTotals([order.sale], cents)).toEqual([])
    expect(returnExceptions(order)).toEqual([])
  })
})

describe('goods swapped for the same, in the file of a day', () => {
  it('stand there without money, and in no sum of what came back', () => {
    const { sale, ref } = returned('OpenReturn')
    if (!sale.back) throw new Error('Nothing came back')
    const goods = sale.back.goods.map((one) => ({ ...one, swapped: true }) as const)
    const swap = { ...sale, back: { ...sale.back, goods, refunds: [], credit: money(0) } }
    expect(returnLines(swap, cents)).toEqual([
      `  Swapped of ${ref}`,
      '    "Fetchwell Rope Toy M" 1 each: swapped for the same  faulty',
    ])
    expect(returnTotals([swap], cents)).toEqual(['Swapped for the same: 1'])
    expect(returnTotals([swap, sale], cents).slice(0, 2)).toEqual([
      'Swapped for the same: 1',
      'Returned: -10.26 in 1',
    ])
  })
})
