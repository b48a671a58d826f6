import { describe, expect, test } from 'vitest'
import type { TillView } from '../../shared/order/till-view'
import type { OrderEvent } from '../../shared/order/events'
import { fold } from '../../shared/order/apply'
import { quantity } from '../../shared/quantity'
import { NOW_0042, order0042, viewOf } from '../screens/payment/fixtures'
import { announce } from './announce'
import { makeFormat } from './format'

const format = makeFormat('en-US', 'USD')
const before = viewOf(order0042())

function after(...events: readonly OrderEvent[]): TillView {
  return viewOf(fold(before.order, events, NOW_0042), 2)
}

describe('what is said aloud', () => {
  test('a raised line is said with its sum and the new total', () => {
    const view = after({ type: 'LineQuantityChanged', lineId: 'line-3', quantity: quantity(2000) })
    expect(announce(before, view, format)).toEqual({
      polite: `Fetchwell Rope Toy M, 2 at 9.50, 19.00. Total ${format.amount(view.totals.total)}`,
      alert: null,
    })
  })

  test('a name that turns the reading order turns nothing of the sentence', () => {
    const [line] = before.order.lines
    if (!line) throw new Error('The order has lines')
    const added = { ...line, id: 'turned', ref: 'L9', name: 'Chew \u202e99.0 $\u202c' }
    const { polite } = announce(before, after({ type: 'LineAdded', line: added }), format)
    expect(polite).toMatch(/^Chew 99\.0 \$, /)
  })

  test('a burst says the last line and how many were added', () => {
    const changed = { type: 'LineQuantityChanged', quantity: quantity(9000) } as const
    const view = after({ ...changed, lineId: 'line-1' }, { ...changed, lineId: 'line-2' })
    expect(announce(before, view, format).polite).toMatch(/^Brambleway Salmon.*2 lines added\./)
  })

  test('a promotion that goes is said with the total', () => {
    const view = after({ type: 'PromotionRemoved', promotionId: 'spring', reason: 'cashier' })
    expect(announce(before, view, format).polite).toBe('Spring $5 off removed. Total 97.69')
  })

  test('an unknown barcode is said at once, digit by digit', () => {
    const scan = { id: 'u1', code: '4006', misread: false }
    const view = after({ type: 'ScanUnresolved', scan })
    expect(announce(before, view, format).alert).toBe('Unknown barcode 4 0 0 6. Pay is waiting.')
  })

  test('nothing is said when nothing has changed, or when another order is on screen', () => {
    expect(announce(before, before, format)).toEqual({ polite: null, alert: null })
    const other = { ...before, order: { ...before.order, id: 'order-0043', lines: [] } }
    expect(announce(before, other, format)).toEqual({ polite: null, alert: null })
  })
})
