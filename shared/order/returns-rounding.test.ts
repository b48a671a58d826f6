import { expect, it } from 'vitest'
import { money } from '../money'
import { stillToPay } from './decide-tender'
import { creditOf } from './goods-back'
import type { Order } from './order'
import type { SoldSale } from './sold'
import { payCard, payCash } from './testing/late'
import { Shop, termsWith } from './testing/shop'

const COINS_OF_5 = { terms: termsWith({ cashRounding: 5 }) }

/** Brings the pieces of the first line back one by one, in cash once the card has its money; answers what was given. */
function backOneByOne(shop: Shop, sale: Order, pieces: number): readonly number[] {
  return Array.from({ length: pieces }, () => {
    toPayment(shop, sale)
    const toCard = Math.min(shop.order.back?.sold?.onCard ?? 0, -stillToPay(shop.order))
    if (toCard > 0) {
      shop.run({ type: 'BeginCard', amount: toCard })
      shop.run({ type: 'EndCard', paid: true })
    }
    if (shop.order.sale === null) shop.run({ type: 'GiveBackCash' })
    return given(shop)
  })
}

/** Three pieces that a card paid to the cent: 3 × 1.89 = 5.67, and 8 % of it is 0.45. */
function byCard(): { readonly shop: Shop; readonly sale: Order } {
  const shop = new Shop(COINS_OF_5)
  shop.add(...Array<string>(3).fill('bw-cat-sal-3'))
  return { shop, sale: payCard(shop, 612) }
}

/** Brings one piece back for coins, though a card has paid it; answers what was given. */
function backInCoins(shop: Shop, sale: Order): number {
  toPayment(shop, sale)
  shop.run({ type: 'GiveBackCash', pin: '2468' }, { approver: 'Manager' })
  return given(shop)
}

/** Brings one piece of the first line back, as far as its money. */
function toPayment(shop: Shop, sale: Order): void {
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  const lineId = sale.lines[0]?.id ?? ''
  shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'other' })
  shop.run({ type: 'Pay' })
}

/** What the customer was given; the next order begins. */
function given(shop: Shop): number {
  const due = shop.order.sale?.due ?? 0
  shop.run({ type: 'NewOrder' })
  return -due
}

it('a sum that needed no rounding comes back whole, in coins, in any steps', () => {
  const shop = new Shop(COINS_OF_5)
  shop.add(...Array<string>(6).fill('bw-cat-sal-3'))
  const sale = payCash(shop)
  // 6 × 1.89 = 11.34, and 8 % of it is 0.91: no rounding. Each piece is 2.05 or 2.04.
  expect(sale.sale).toMatchObject({ due: 1225, cashRounding: 0 })
  const coins = backOneByOne(shop, sale, 6)
  expect(coins.every((amount) => amount % 5 === 0)).toBe(true)
  expect(coins.reduce((a, b) => a + b, 0)).toBe(1225)
})

it('the card gets its own to the unit, and the rest comes back in coins', () => {
  const shop = new Shop(COINS_OF_5)
  shop.add(...Array<string>(5).fill('bw-cat-sal-3'))
  const sale = payCard(shop, 333)
  expect(sale.sale).toMatchObject({ due: 1023 })
  const coins = backOneByOne(shop, sale, 5)
  expect(coins.reduce((a, b) => a + b, 0)).toBe(sale.sale?.due)
  expect(coins[0]).toBe(205)
})

it('a card’s money that goes back in coins, step by step, is what was paid, to the nearest coin', () => {
  const { shop, sale } = byCard()
  const coins = [1, 2, 3].map(() => backInCoins(shop, sale))
  // Each piece is 2.04, which is 2.05 in coins; the third makes up for the two cents before it.
  expect(coins).toEqual([205, 205, 200])
})

it('what the coins were too much is taken off what still goes back to the card', () => {
  const { shop, sale } = byCard()
  backInCoins(shop, sale)
  expect(backOneByOne(shop, sale, 2)).toEqual([203, 204])
})

it('the rounding of new goods, or of goods without a receipt, is none of what was given for the sale', () => {
  const { shop, sale } = byCard()
  const lineId = sale.lines[0]?.id ?? ''
  const back = { type: 'TakeBack', lineId, quantity: 1000, reason: 'other' } as const
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  shop.run(back)
  shop.add('fw-rope-m')
  // 9.50 and 0.76 of tax, less 2.04: 8.22 is 8.20 in coins.
  expect(payCash(shop).sale).toMatchObject({ cashRounding: -2, back: { creditOfSale: 204 } })
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  expect(shop.order.back?.sold?.paidBack).toBe(204)
  shop.run(back)
  shop.run({ type: 'TakeBackUnsold', sku: 'bw-cat-sal-3', quantity: 1000, reason: 'other' })
  const approver = { approver: 'Manager' }
  shop.run({ type: 'ApproveReturn', pin: '2468' }, approver)
  shop.run({ type: 'Pay' })
  shop.run({ type: 'GiveBackCash', pin: '2468' }, approver)
  // Two of 2.04 are 4.10 in coins, and only one of them was of the sale.
  expect(given(shop)).toBe(410)
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  expect(shop.order.back?.sold?.paidBack).toBe(408)
})

it('a sale that a journal of before has opened was paid in coins', () => {
  const shop = new Shop(COINS_OF_5)
  shop.add('bw-cat-sal-3', 'bw-cat-sal-3')
  // Two of 1.89 and 0.30 of tax are 4.08: 4.10 in coins.
  const { ref } = payCash(shop)
  shop.run({ type: 'OpenReturn', ref })
  shop.run({ type: 'TakeBackAll', reason: 'other' })
  const { back } = shop.order
  if (!back?.sold) throw new Error('No sale is open')
  const { byCard, ...old } = back.sold
  expect(byCard).toBe(0)
  const of = (sold: Partial<SoldSale>) => creditOf({ ...back, sold: { ...old, ...sold } }, 5).ofSale
  expect(of({})).toBe(410)
  expect(of({ total: money(500), paid: money(500) })).toBe(408)
  expect(of({ total: money(500), paid: money(501) })).toBe(410)
})
