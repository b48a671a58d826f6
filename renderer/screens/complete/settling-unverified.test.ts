import { describe, expect, it } from 'vitest'
import { money } from '../../../shared/money'
import type { VerifyAnswer } from '../../../shared/order/answers'
import type { EffectKind } from '../../../shared/order/effect'
import { end, SPRING5 } from '../../../shared/order/testing/sale'
import { Shop } from '../../../shared/order/testing/shop'
import {
  giveCodeUnasked,
  giveFromWalletUnasked,
  offlineRules,
  payWithoutService,
} from '../../../shared/order/testing/unasked'
import { makeFormat } from '../../text/format'
import { owedReason } from '../../text/owed-words'
import { settlingRows } from './settling-rows'
import { settlingWords } from './settling-words'

const FORMAT = makeFormat('en-US', 'USD')

function paid(): Shop {
  const shop = new Shop({ offline: offlineRules(1) })
  giveCodeUnasked(shop)
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: 1_000 })
  return shop
}

function ended(shop: Shop, kind: EffectKind, answer?: VerifyAnswer): void {
  end(shop, kind, answer ? { status: 'verified', answer } : { status: 'delivered' })
}

function told(shop: Shop) {
  const row = settlingRows(shop.order).find((one) => one.what.kind === 'promotion')
  if (!row) throw new Error('The promotion has no row')
  return settlingWords(row, FORMAT)
}

describe('a code that was given without asking', () => {
  it('is one row of the settling list: not yet confirmed, then redeemed', () => {
    const shop = paid()
    expect(told(shop)).toMatchObject({ first: 'Spring $5 off', second: 'Not yet confirmed' })
    ended(shop, 'promotion-void')
    ended(shop, 'promotion-verify', { status: 'ok', value: SPRING5 })
    expect(told(shop)).toMatchObject({ first: 'Spring $5 off', second: 'Not yet confirmed' })
    ended(shop, 'promotion-apply')
    expect(told(shop)).toMatchObject({ first: 'Spring $5 off redeemed', second: null })
  })

  it('says the provider’s no, and that the customer keeps it', () => {
    const shop = paid()
    ended(shop, 'promotion-void')
    const code = 'promotion-already-used'
    const refused = { promotionId: null, code, message: null } as const
    ended(shop, 'promotion-verify', { status: 'refused', refused })
    expect(told(shop)).toEqual({
      first: 'This promotion code has already been used.',
      second: 'The customer keeps the discount. A manager sees it in Owed.',
      aside: 'In Owed',
    })
  })

  it.each([
    [420, 'The promotion service grants 0.80 less than was given. The sale stands.'],
    [620, 'The promotion service grants 1.20 more than was given. The sale stands.'],
  ])('says the difference in money when %i is granted', (amount, sentence) => {
    const shop = paid()
    ended(shop, 'promotion-void')
    const value = { ...SPRING5, amount: money(amount) }
    ended(shop, 'promotion-verify', { status: 'ok', value })
    const effect = shop.order.effects.find((one) => one.request.kind === 'promotion-verify')
    expect(effect && owedReason(effect, FORMAT)).toBe(sentence)
    const rows = settlingRows({ ...shop.order, effects: effect ? [effect] : [] })
    expect(rows.map((row) => settlingWords(row, FORMAT).first)).toEqual([sentence])
  })
})

describe('a store promotion of the wallet that was given without asking', () => {
  it('is one row of the settling list too', () => {
    const shop = new Shop({ offline: offlineRules(1), couponsDown: true })
    giveFromWalletUnasked(shop)
    payWithoutService(shop)
    const words = () =>
      settlingRows(shop.order)
        .filter((row) => row.what.kind === 'store-promotion')
        .map((row) => settlingWords(row, FORMAT))
    expect(words()).toMatchObject([{ first: '20% off one toy', second: 'Not yet confirmed' }])
    ended(shop, 'store-promotion-redeem')
    expect(words()).toMatchObject([{ first: '20% off one toy redeemed', second: null }])
  })
})
