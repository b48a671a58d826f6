import { describe, expect, it } from 'vitest'
import { money } from '../../shared/money'
import type { Effect } from '../../shared/order/effect'
import type { OwedRow } from '../../shared/order/till-view'
import {
  applyOf,
  captureOf,
  effect,
  NOW_0042,
  paid0042,
  REDEEM_0042,
} from '../screens/payment/fixtures'
import { makeFormat } from './format'
import { owedMark, owedOrder, owedReason, owedTitle } from './owed-words'

const FORMAT = makeFormat('en-US', 'USD')
const paid = paid0042()

function row(one: Effect, subject: string): OwedRow {
  return {
    orderId: paid.id,
    orderNumber: 42,
    orderRef: paid.ref,
    effect: one,
    subject,
    amount: money(500),
    cashier: 'Maya R.',
  }
}

describe('what is owed, in words', () => {
  it.each([
    [row(effect('a', applyOf(paid), 'waiting'), 'Spring $5 off'), 'Redeem Spring $5 off'],
    [row(effect('b', captureOf(paid), 'waiting'), '2'), 'Settle 2 PETZ coupons'],
    [row(effect('c', captureOf(paid), 'waiting'), '1'), 'Settle 1 PETZ coupon'],
    [row(effect('d', REDEEM_0042, 'waiting'), '20% off one toy'), 'Redeem 20% off one toy'],
  ])('%# reads as the list has it', (owed, title) => {
    expect(owedTitle(owed, FORMAT)).toBe(title)
  })

  it('marks what needs a person, what is being sent and when the next try is', () => {
    const mark = (status: Effect['status']) =>
      owedMark(effect('a', REDEEM_0042, status), NOW_0042, FORMAT)
    expect(mark('needs-person')).toEqual({ tone: 'error', text: 'Needs a person' })
    expect(mark('sending')).toEqual({ tone: 'waiting', text: 'Sending now' })
    expect(mark('waiting')).toEqual({ tone: 'waiting', text: 'Next try 17:44' })
    expect(mark('delivered')).toEqual({ tone: 'done', text: 'Settled' })
    expect(mark('closed')).toEqual({ tone: 'done', text: 'Closed with note' })
  })

  it('says the provider’s own sentence before ours', () => {
    const reason = (one: Effect) => owedReason(one, FORMAT)
    const refused = effect('a', applyOf(paid), 'needs-person', 'promotion-already-used')
    expect(reason(refused)).toBe('This promotion code has already been used.')
    expect(reason({ ...refused, message: 'Used on Tuesday.' })).toBe('Used on Tuesday.')
    expect(reason({ ...refused, code: 'something-new' })).toBe(
      'It could not be delivered. A person has to decide.',
    )
    expect(reason({ ...refused, code: 'coupons-lost', message: '500' })).toBe(
      'PETZ no longer gives 5.00. The store bears it.',
    )
  })

  it('puts what needs a person first, then the oldest', () => {
    const old = { ...effect('old', REDEEM_0042, 'waiting'), createdAt: 1 }
    const young = { ...effect('young', REDEEM_0042, 'waiting'), createdAt: 2 }
    const stuck = { ...effect('stuck', REDEEM_0042, 'needs-person'), createdAt: 3 }
    const ordered = owedOrder([row(young, ''), row(stuck, ''), row(old, '')])
    expect(ordered.map((one) => one.effect.id)).toEqual(['stuck', 'old', 'young'])
  })
})
