import { beforeEach, describe, expect, it } from 'vitest'
import type { Customer } from '../../shared/order/order'
import { order0042, viewOf } from '../screens/payment/fixtures'
import { blankDraft, rememberNumber, useDraftStore } from '../stores/draft'
import { en } from '../text/en'
import { enWallet } from '../text/en-wallet'
import { otherNumbers, refreshCustomer } from './customer'

function refusal(change: Partial<Customer> = {}): string | null {
  const order = order0042()
  if (order.customer === null) throw new Error('The example has a customer')
  const view = viewOf({ ...order, customer: { ...order.customer, ...change } })
  return refreshCustomer.refusal({ view, terminal: null, draft: useDraftStore.getState() })
}

beforeEach(blankDraft)

describe('looking once more', () => {
  it('needs the number of the customer on the order, and no other', () => {
    expect(refusal()).toBe(en.refreshHelp)
    rememberNumber('2065550143')
    expect(refusal()).toBe(en.refreshHelp)
    rememberNumber('2065550142')
    expect(refusal()).toBeNull()
  })

  it('is not done while an answer is awaited', () => {
    rememberNumber('2065550142')
    expect(refusal({ status: 'looking' })).toBe(enWallet.isAsked)
    expect(refusal({ isRefreshing: true })).toBe(enWallet.isAsked)
  })
})

it('offers the numbers that were used before, without the one on the order', () => {
  const numbers = ['2065550142', '2065550143', '4255550142']
  expect(otherNumbers(numbers, '(206) •••-0142')).toEqual(['2065550143', '4255550142'])
  expect(otherNumbers(numbers, null)).toEqual(numbers)
})
