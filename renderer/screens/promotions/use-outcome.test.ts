import { expect, test } from 'vitest'
import type { Order } from '../../../shared/order/order'
import { order0042 } from '../payment/fixtures'
import { outcomeOf } from './use-outcome'

const order = order0042()

test('a code on the order has been applied', () => {
  expect(outcomeOf(order, 'SPRING5')).toMatchObject({ kind: 'applied' })
})

test('a code that is being verified is being checked', () => {
  const promotions = order.promotions.map((one) => ({ ...one, status: 'verifying' as const }))
  expect(outcomeOf({ ...order, promotions }, 'SPRING5').kind).toBe('checking')
})

test('the newest note about the code says why it was refused', () => {
  const note = (id: string, code: string): Order['notes'][number] => {
    return { id, tone: 'error', code: 'promotion-not-found', values: { code }, message: null }
  }
  const notes = [note('n1', 'SPRNG5'), note('n2', 'SPRNG5'), note('n3', 'OTHER')]
  expect(outcomeOf({ ...order, notes }, 'SPRNG5')).toMatchObject({ note: { id: 'n2' } })
})

test('nothing tried is nothing said', () => {
  expect(outcomeOf(order, null)).toEqual({ kind: 'none' })
})
