import { describe, expect, it } from 'vitest'
import { effect, end, paid, start } from './testing/sale'

const MAYBE = { status: 'maybe-done', code: 'no-answer' } as const

describe('paper and drawer', () => {
  it('say where the paper came out, when that was the spare printer', () => {
    const shop = paid()
    end(shop, 'receipt-print', { status: 'delivered', note: 'spare-printer' })
    const print = effect(shop, 'receipt-print')
    expect(print).toMatchObject({ status: 'delivered', note: 'spare-printer' })
  })

  it('stand in the journal by the digest of what was, or may have been, printed', () => {
    const paper = 'a'.repeat(64)
    const shop = paid()
    end(shop, 'receipt-print', { ...MAYBE, paper })
    expect(shop.happened.at(-1)?.event).toMatchObject({ type: 'EffectNeedsPerson', paper })
    shop.run({ type: 'PrintReceipt', orderId: shop.order.id })
    end(shop, 'receipt-print', { status: 'delivered', paper })
    const printed = shop.happened.map(({ event }) => event)
    expect(printed.find((event) => event.type === 'ReceiptPrinted')).toMatchObject({ paper })
  })

  it('that waited more than five minutes do not go out by themselves', () => {
    const shop = paid()
    shop.at += 5 * 60_000 + 1
    start(shop, 'receipt-print')
    start(shop, 'drawer-open')
    const print = effect(shop, 'receipt-print')
    expect(print).toMatchObject({ status: 'needs-person', code: 'too-old', attempts: 0 })
    expect(effect(shop, 'drawer-open')).toMatchObject({ status: 'closed', note: 'too-late' })
    shop.run({ type: 'PrintReceipt', orderId: shop.order.id })
    start(shop, 'receipt-print')
    expect(effect(shop, 'receipt-print')).toMatchObject({ id: print.id, status: 'sending' })
  })

  it('that waited five minutes still go out', () => {
    const shop = paid()
    shop.at += 5 * 60_000
    start(shop, 'receipt-print')
    expect(effect(shop, 'receipt-print').status).toBe('sending')
  })

  it('are put right at the counter, without a manager', () => {
    const shop = paid()
    end(shop, 'receipt-print', MAYBE)
    const { id: effectId } = effect(shop, 'receipt-print')
    shop.run({ type: 'CloseEffect', orderId: shop.order.id, effectId, note: 'on-paper' })
    expect(effect(shop, 'receipt-print')).toMatchObject({ status: 'closed', note: 'on-paper' })
  })
})
