import { describe, expect, it } from 'vitest'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { applyOf, captureOf, effect, NOW_0042, paid0042, REDEEM_0042 } from '../payment/fixtures'
import { settlingRows, waitingForLine } from './settling-rows'

describe('the settling list', () => {
  it('lists receipt, PETZ coupons, each promotion, store promotions, drawer', () => {
    const rows = settlingRows(paid0042())
    expect(rows.map((row) => [row.what.kind, row.state, row.amount])).toEqual([
      ['receipt', 'done', null],
      ['coupons', 'done', 689],
      ['promotion', 'done', 500],
      ['store-promotion', 'sending', 190],
      ['drawer', 'done', null],
    ])
  })

  it('shows only the newest paper', () => {
    const order = paid0042(() => [
      effect('p0', { kind: 'receipt-print', document: RECEIPT_0042, copy: 0 }, 'delivered'),
      effect('p1', { kind: 'receipt-print', document: RECEIPT_0042, copy: 1 }, 'sending'),
    ])
    expect(settlingRows(order).map((row) => [row.id, row.state])).toEqual([['p1', 'sending']])
  })

  it('tells a receipt that may be on paper from one that certainly is not', () => {
    const print = { kind: 'receipt-print', document: RECEIPT_0042, copy: 0 } as const
    const mayHave = (code: string) =>
      settlingRows(paid0042(() => [effect('p', print, 'needs-person', code)])).map((row) => [
        row.state,
        row.what.kind === 'receipt' && row.what.mayHavePrinted,
      ])
    expect(mayHave('paper-out')).toEqual([['hand-needed', false]])
    expect(mayHave('outcome-unknown')).toEqual([['hand-needed', true]])
  })

  it('leaves refusals of the providers to a manager', () => {
    const order = paid0042((paid) => [
      effect('a', applyOf(paid), 'needs-person', 'promotion-already-used'),
      effect('c', captureOf(paid), 'needs-person', 'authorization-released'),
    ])
    expect(settlingRows(order).map((row) => [row.what.kind, row.state, row.code])).toEqual([
      ['coupons', 'needs-manager', 'authorization-released'],
      ['promotion', 'needs-manager', 'promotion-already-used'],
    ])
  })

  it('offers to give a redeemed code back, and only that', () => {
    const paid = paid0042()
    expect(settlingRows(paid).some((row) => row.canGiveBack)).toBe(false)
    const promotions = paid.promotions.map((one) => ({ ...one, status: 'redeemed' as const }))
    const rows = settlingRows({ ...paid, promotions })
    expect(rows.filter((row) => row.canGiveBack).map((row) => row.what.kind)).toEqual(['promotion'])
  })

  it('lists a code given back after payment, not one released before it', () => {
    const paid = paid0042(() => [])
    const request = applyOf(paid)
    if (request.kind !== 'promotion-apply') throw new Error('Not an APPLY')
    const release = { ...request, kind: 'promotion-void', lost: [] } as const
    const before = { ...effect('b', release, 'delivered'), createdAt: NOW_0042 }
    const after = { ...effect('v', release, 'waiting'), createdAt: NOW_0042 + 3 * 60_000 }
    const rows = settlingRows({ ...paid, effects: [before, after] })
    expect(rows.map((row) => [row.what.kind, row.state])).toEqual([['give-back', 'sending']])
  })

  it('does not say that a drawer is open whose pulse was cut off by a restart', () => {
    const drawer = { kind: 'drawer-open', reason: 'sale' } as const
    const order = paid0042(() => [effect('d', drawer, 'closed')])
    expect(settlingRows(order).map((row) => [row.state, row.code])).toEqual([
      ['hand-needed', 'cut-off'],
    ])
  })

  it('counts what waits for the line, not the paper and not the drawer', () => {
    const order = paid0042((paid) => [
      effect('d', { kind: 'drawer-open', reason: 'sale' }, 'waiting'),
      effect('p', { kind: 'receipt-print', document: RECEIPT_0042, copy: 0 }, 'sending'),
      effect('a', applyOf(paid), 'waiting'),
      effect('r', REDEEM_0042, 'sending'),
    ])
    expect(waitingForLine(settlingRows(order))).toBe(2)
  })
})
