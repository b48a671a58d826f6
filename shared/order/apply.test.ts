import { describe, expect, it } from 'vitest'
import { apply, applyAll } from './apply'
import type { Order } from './order'
import { seeds } from './testing/chance'
import { Shop } from './testing/shop'
import { Trader } from './testing/trader'
import { decide } from './decide'
import { evolve } from './till-state'

describe('reading an order back', () => {
  it('at one go comes to the same as one event after the other', () => {
    for (const seed of seeds(12)) {
      const shop = new Shop()
      const trader = new Trader(seed, shop)
      for (let step = 0; step < 120; step += 1) {
        const { command, approver } = trader.next()
        const decided = decide(shop.state, command, shop.context({ approver }))
        shop.at += 7
        if (!decided.ok) continue
        shop.state = decided.value.reduce(evolve, shop.state)
        shop.happened.push(...decided.value)
        trader.hear(decided.value)
      }
      for (const orderId of new Set(shop.happened.map((each) => each.orderId))) {
        const events = shop.happened.filter((each) => each.orderId === orderId)
        const oneByOne = events.reduce<Order | null>(apply, null)
        expect(applyAll(events), `SEED=${seed}`).toEqual(oneByOne)
      }
    }
  })
})
