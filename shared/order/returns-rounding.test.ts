import { expect, it } from 'vitest'
import { stillToPay } from './decide-tender'
import type { Order } from './order'
import { payCash } from './testing/late'
import { Shop, termsWith } from './testing/shop'

const COINS_OF_5 = { terms: termsWith({ cashRounding: 5 }) }

/** Brings the pieces of the first line back one by one, in cash once the card has its money; answers what was given. */
function backOneByOne(shop: Shop, sale: Order, pieces: number): readonly number[] {
  return Array.from({ length: pieces }, () => {
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    const lineId = sale.lines[0]?.id ?? ''
    shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'other' })
    shop.run({ type: 'Pay' })
    const toCard = Math.min(shop.order.back?.sold?.onCard ?? 0, -stillToPay(shop.order))
    if (toCard > 0) {
      shop.run({ type: 'BeginCard', amount: toCard })
      shop.run({ type: 'EndCard', paid: true })
    }
    if (shop.order.sale === null) shop.run({ type: 'GiveBackCash' })
    const due = shop.order.sale?.due ?? 0
    shop.run({ type: 'NewOrder' })
    return -due
  })
}

it('a sum that needed no rounding comes back whole, in coins, in any steps', () => {
  const shop = new Shop(COINS_OF_5)
  shop.add(...Array<string>(6).fill('bw-cat-sal-3'))
  const sale = payCash(shop)
  // 6 × 1.89 = 11.34, and 8 % of it is 0.91: no rounding. Each piece is 2.05 or 2.04.
  expect(sale.sale).toMatchObject({ due: 1225, cashRounding: 0 })
  const given = backOneByOne(shop, sale, 6)
  expect(given.every((amount) => amount % 5 === 0)).toBe(true)
  expect(given.reduce((a, b) => a + b, 0)).toBe(1225)
})

it('the card gets its own to the unit, and the rest comes back in coins', () => {
  const shop = new Shop(COINS_OF_5)
  shop.add(...Array<string>(5).fill('bw-cat-sal-3'))
  shop.run({ type: 'Pay' })
  shop.run({ type: 'BeginCard', amount: 333 })
  shop.run({ type: 'EndCard', paid: true })
  shop.run({ type: 'TakeCash', received: 690 })
  const { order: sale } = shop
  shop.run({ type: 'NewOrder' })
  const given = backOneByOne(shop, sale, 5)
  expect(given.reduce((a, b) => a + b, 0)).toBe(sale.sale?.due)
  expect(given[0]).toBe(205)
})

it('a card’s money that goes back in coins, step by step, is what was paid, to the nearest coin', () => {
  const shop = new Shop(COINS_OF_5)
  shop.add(...Array<string>(3).fill('bw-cat-sal-3'))
  shop.run({ type: 'Pay' })
  // 3 × 1.89 = 5.67, and 8 % of it is 0.45: a card pays it to the cent.
  shop.run({ type: 'BeginCard', amount: 612 })
  shop.run({ type: 'EndCard', paid: true })
  const { order: sale } = shop
  shop.run({ type: 'NewOrder' })
  const given = [1, 2, 3].map(() => {
    shop.run({ type: 'OpenReturn', ref: sale.ref })
    const lineId = sale.lines[0]?.id ?? ''
    shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'other' })
    shop.run({ type: 'Pay' })
    shop.run({ type: 'GiveBackCash', pin: '2468' }, { approver: 'Manager' })
    const due = shop.order.sale?.due ?? 0
    shop.run({ type: 'NewOrder' })
    return -due
  })
  // Each piece is 2.04, which is 2.05 in coins; the third makes up for the two cents before it.
  expect(given).toEqual([205, 205, 200])
})

it('what the coins were too much is taken off what still goes back to the card', () => {
  const shop = new Shop(COINS_OF_5)
  shop.add(...Array<string>(3).fill('bw-cat-sal-3'))
  shop.run({ type: 'Pay' })
  shop.run({ type: 'BeginCard', amount: 612 })
  shop.run({ type: 'EndCard', paid: true })
  const { order: sale } = shop
  shop.run({ type: 'NewOrder' })
  shop.run({ type: 'OpenReturn', ref: sale.ref })
  const lineId = sale.lines[0]?.id ?? ''
  shop.run({ type: 'TakeBack', lineId, quantity: 1000, reason: 'other' })
  shop.run({ type: 'Pay' })
  shop.run({ type: 'GiveBackCash', pin: '2468' }, { approver: 'Manager' })
  shop.run({ type: 'NewOrder' })
  expect(backOneByOne(shop, sale, 2)).toEqual([203, 204])
})
