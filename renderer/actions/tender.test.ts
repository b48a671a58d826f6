import { describe, expect, it } from 'vitest'
import { PAYING_0042, viewOf } from '../screens/payment/fixtures'
import { useDraftStore, type Draft } from '../stores/draft'
import { enPayment } from '../text/en-payment'
import type { Situation } from './action'
import { backToCoupons, continuePayment } from './payment'
import { payByCard, takeCash, typedAmount } from './tender'

function situation(
  changes: Partial<Pick<Draft, 'fields' | 'chosen'>>,
  order = PAYING_0042.tender(),
): Situation {
  const draft = { ...useDraftStore.getInitialState(), ...changes }
  return { view: viewOf(order), terminal: null, draft }
}

describe('Take cash', () => {
  it.each([
    ['', 'Choose or type an amount'],
    ['0', 'Choose or type an amount'],
    ['7334', '10.00 more is needed'],
    ['8334', null],
    ['10000', null],
    ['108334', null],
    ['4006381', enPayment.tooMuch],
  ])('with %j received says %j', (received, sentence) => {
    expect(takeCash.refusal(situation({ fields: { 'cash-received': received } }))).toBe(sentence)
  })

  it('takes part of the sum when the payment is split, and never the whole of it', () => {
    const split = (amount: string) =>
      situation({ fields: { 'split-amount': amount }, chosen: { cash: 'split' } })
    expect(takeCash.refusal(split('4000'))).toBeNull()
    expect(typedAmount(split('4000').draft)).toBe(4000)
    expect(takeCash.refusal(split(''))).toBe('Type the first amount')
    expect(takeCash.refusal(split('8334'))).toContain('83.34')
  })

  it('asks for the rest only, once a part is paid', () => {
    const rest = { fields: { 'cash-received': '4334' } }
    expect(takeCash.refusal(situation(rest, PAYING_0042.split()))).toBeNull()
  })
})

describe('Card', () => {
  it('needs no amount, but the first one when the payment is split', () => {
    expect(payByCard.refusal(situation({}))).toBeNull()
    const split = situation({ chosen: { cash: 'split' } })
    expect(payByCard.refusal(split)).toBe('Type the first amount')
  })
})

describe('going on and going back', () => {
  it('waits for PETZ', () => {
    expect(continuePayment.refusal(situation({}, PAYING_0042.checking()))).toBe(
      'PETZ coupons are being checked',
    )
    expect(continuePayment.refusal(situation({}, PAYING_0042.coupons()))).toBeNull()
  })

  it('does not leave money or an open card behind', () => {
    expect(backToCoupons.refusal(situation({}))).toBeNull()
    expect(backToCoupons.refusal(situation({}, PAYING_0042.split()))).toBe(
      'Undo the payments taken first',
    )
    expect(backToCoupons.refusal(situation({}, PAYING_0042.card()))).toBe(
      'Say first what the card machine shows',
    )
  })
})
