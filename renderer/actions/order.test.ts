import { describe, expect, test } from 'vitest'
import { order0042, viewOf } from '../screens/payment/fixtures'
import { useDraftStore } from '../stores/draft'
import type { Situation } from './action'
import { digitsTyped } from './customer'
import { applyCode, payOrder, sendOrder } from './order'

function situation(blocked: Situation['view']['blocked'], code = ''): Situation {
  const draft = { ...useDraftStore.getState(), fields: { 'promotion-code': code } }
  return { view: { ...viewOf(order0042()), blocked }, terminal: null, draft }
}

describe('Pay and Send', () => {
  test('wait for an unknown barcode and say how many there are', () => {
    const now = situation([{ code: 'unresolved-scans', count: 2 }])
    expect(payOrder.refusal(now)).toBe('2 unknown barcodes to sort out first')
    expect(sendOrder.refusal(now)).toBe('2 unknown barcodes to sort out first')
  })

  test('an empty order stops Pay', () => {
    expect(payOrder.refusal(situation([{ code: 'nothing-to-pay', count: 0 }]))).toBe(
      'Nothing to pay yet',
    )
  })

  test('nothing in the way is no reason', () => {
    expect(payOrder.refusal(situation([]))).toBeNull()
  })
})

describe('Apply Code', () => {
  test('waits for a code; blanks are none', () => {
    expect(applyCode.refusal(situation([], '  '))).toBe('Type a code first.')
    expect(applyCode.refusal(situation([], ' SPRING5 '))).toBeNull()
  })
})

describe('the phone field', () => {
  const masked = '(206) •••-0142'

  test.each([
    ['(206) 555-01', null, '20655501'],
    ['2065550142', masked, '2065550142'],
    [`${masked}7`, masked, '7'],
    ['(206) •••-014', masked, ''],
  ])('%s beside %s is %s', (text, shown, digits) => {
    expect(digitsTyped(text, shown)).toBe(digits)
  })
})
