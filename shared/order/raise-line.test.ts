import { expect, it } from 'vitest'
import { QUANTITY_MAX, quantity } from '../quantity'
import { Shop } from './testing/shop'

function taken(shop: Shop): readonly number[] {
  return shop.order.lines.map((line) => line.quantity)
}

it('one more piece raises the line of its item, up to as much as a line can show', () => {
  const shop = new Shop()
  shop.add('tea')
  const [line] = shop.order.lines
  const lineId = line?.id ?? ''
  shop.run({ type: 'SetQuantity', lineId, quantity: quantity(QUANTITY_MAX - 1000) })
  shop.add('tea')
  expect(taken(shop)).toEqual([QUANTITY_MAX])
  shop.add('tea')
  expect(taken(shop)).toEqual([QUANTITY_MAX, 1000])
})
