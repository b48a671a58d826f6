import { describe, expect, it } from 'vitest'
import { paid0042, PAYING_0042, viewOf } from '../screens/payment/fixtures'
import { announcePayment } from './announce-payment'
import { makeFormat } from './format'

const FORMAT = makeFormat('en-US', 'USD')
const views = {
  storePromotions: viewOf(PAYING_0042.storePromotions()),
  checking: viewOf(PAYING_0042.checking()),
  coupons: viewOf(PAYING_0042.coupons()),
  tender: viewOf(PAYING_0042.tender()),
  split: viewOf(PAYING_0042.split()),
  paid: viewOf(paid0042()),
}

describe('payment, said aloud', () => {
  it.each([
    ['storePromotions', 'checking', 'Checking PETZ coupons'],
    ['checking', 'coupons', '2 PETZ coupons apply'],
    ['coupons', 'tender', 'Amount due 83.34'],
    ['tender', 'split', 'Still to pay 43.34'],
    ['tender', 'tender', null],
  ] as const)('from %s to %s says %j', (before, after, sentence) => {
    expect(announcePayment(views[before], views[after], FORMAT).polite).toBe(sentence)
  })

  it('says the change at once when the sale is complete', () => {
    expect(announcePayment(views.tender, views.paid, FORMAT)).toEqual({
      polite: null,
      alert: 'Sale complete. Change due 16.66 US dollars',
    })
  })
})
