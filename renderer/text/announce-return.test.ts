import { expect, it } from 'vitest'
import { assert } from '../../shared/assert'
import { pieces } from '../../shared/quantity'
import { toTender } from '../../shared/order/testing/sale'
import { Shop } from '../../shared/order/testing/shop'
import type { TillView } from '../../shared/order/till-view'
import { viewOf } from '../../shared/order/view-of'
import { announce } from './announce'
import { makeFormat } from './format'

const FORMAT = makeFormat('en-US', 'USD', 'UTC')

function viewNow(shop: Shop): TillView {
  const view = viewOf(shop.state, 1, shop.context(), null)
  assert(view !== null, 'A till has an order')
  return view
}

it('says the sale that opens, each change of what comes back, and at the end what to give back', () => {
  const shop = new Shop()
  toTender(shop)
  shop.run({ type: 'TakeCash', received: 10_000 })
  const { ref, lines } = shop.order
  const lineId = lines.find((line) => line.ref === 'L1')?.id ?? ''
  shop.run({ type: 'NewOrder' })
  const said = (...command: Parameters<Shop['run']>): (string | null)[] => {
    const before = viewNow(shop)
    shop.run(...command)
    const { polite, alert } = announce(before, viewNow(shop), FORMAT)
    return [polite, alert]
  }
  const reason = 'faulty'
  expect(said({ type: 'OpenReturn', ref })[0]).toMatch(/^Sale \d{4} is open for a return\.$/)
  expect(said({ type: 'TakeBack', lineId, quantity: pieces(1), reason })[0]).toBe(
    '1 Brambleway Chicken Dry Dog Food 24 lb comes back for 55.11. To give back 55.11',
  )
  expect(said({ type: 'TakeBack', lineId, quantity: 0, reason })[0]).toBe(
    'Brambleway Chicken Dry Dog Food 24 lb stays with the customer. Total 0.00',
  )
  shop.run({ type: 'TakeBack', lineId, quantity: pieces(1), reason })
  expect(said({ type: 'Pay' })[0]).toBe('To give back 55.11')
  expect(said({ type: 'GiveBackCash' })[1]).toBe('Return complete. Give back 55.11 US dollars')
})
