import { describe, expect, it } from 'vitest'
import { money } from '../../shared/money'
import type { VerifyAnswer } from '../../shared/order/answers'
import { end, SPRING5 } from '../../shared/order/testing/sale'
import { Shop } from '../../shared/order/testing/shop'
import {
  giveCodeUnasked,
  giveFromWalletUnasked,
  offlineRules,
  payWithoutService,
} from '../../shared/order/testing/unasked'
import type { SoldOrder } from './day-collect'
import { unverifiedLines } from './day-unverified'
import { decimals } from './day-words'

const cents = decimals(2)

/** A sale of one rope with the code given unasked; the provider then says this, or nothing yet. */
function soldWithCode(answer: VerifyAnswer | null): SoldOrder {
  const shop = new Shop({ offline: offlineRules(9) })
  giveCodeUnasked(shop)
  shop.run({ type: 'Pay' })
  shop.run({ type: 'TakeCash', received: 1_000 })
  if (answer !== null) {
    end(shop, 'promotion-void', { status: 'delivered' })
    end(shop, 'promotion-verify', { status: 'verified', answer })
    const owed = shop.order.effects.map((one) => one.request.kind)
    if (owed.includes('promotion-apply')) end(shop, 'promotion-apply', { status: 'delivered' })
  }
  return sealed(shop)
}

function sealed({ order }: Shop): SoldOrder {
  if (!order.sale) throw new Error('It is not paid')
  return { ...order, sale: order.sale }
}

const granted = (amount: number) =>
  ({ status: 'ok', value: { ...SPRING5, amount: money(amount) } }) as const
const refused = {
  status: 'refused',
  refused: { promotionId: null, code: 'promotion-already-used', message: null },
} as const

describe('what was given without the provider, in the file of a day', () => {
  it.each([
    ['nothing yet', null, ['0.00', '5.00', '0.00'], 'not yet confirmed by the provider'],
    ['yes', granted(500), ['5.00', '0.00', '0.00'], 'confirmed'],
    ['less', granted(420), ['0.00', '0.00', '0.80'], 'the provider granted 4.20'],
    ['more', granted(600), ['0.00', '0.00', '0.00'], 'the provider granted 6.00'],
    ['no', refused, ['0.00', '0.00', '5.00'], 'refused by the provider'],
  ] as const)('says what came of it: %s', (_, answer, [confirmed, open, bears], words) => {
    expect(unverifiedLines([soldWithCode(answer)], cents)).toEqual([
      `Promotion codes: 1 given, 5.00; confirmed ${confirmed}; not yet confirmed ${open}; store bears ${bears}`,
      `  Receipt 1: code "SPRING5" 5.00, ${words}`,
    ])
  })

  it('adds up what came from the wallet on its own', () => {
    const shop = new Shop({ offline: offlineRules(9), couponsDown: true })
    giveFromWalletUnasked(shop)
    payWithoutService(shop)
    expect(unverifiedLines([sealed(shop), soldWithCode(null)], cents)).toEqual([
      'Promotion codes: 1 given, 5.00; confirmed 0.00; not yet confirmed 5.00; store bears 0.00',
      '  Receipt 1: code "SPRING5" 5.00, not yet confirmed by the provider',
      'Store promotions of the wallet: 1 given, 1.90; confirmed 0.00; not yet confirmed 1.90; store bears 0.00',
      '  Receipt 1: "20% off one toy" 1.90, not yet confirmed by the provider',
    ])
  })

  it.each([
    ['waiting', '0.00', '1.90', '0.00', 'not yet confirmed by the provider'],
    ['sending', '0.00', '1.90', '0.00', 'not yet confirmed by the provider'],
    ['delivered', '1.90', '0.00', '0.00', 'confirmed'],
    ['needs-person', '0.00', '0.00', '1.90', 'refused by the provider'],
    ['closed', '0.00', '0.00', '1.90', 'refused by the provider'],
  ] as const)('from the wallet is, where its redemption is %s', (status, ...told) => {
    const [yes, open, bears, words] = told
    const shop = new Shop({ offline: offlineRules(9), couponsDown: true })
    giveFromWalletUnasked(shop)
    payWithoutService(shop)
    const order = sealed(shop)
    const effects = order.effects.map((one) => ({ ...one, status }))
    expect(unverifiedLines([{ ...order, effects }], cents)).toEqual([
      `Store promotions of the wallet: 1 given, 1.90; confirmed ${yes}; not yet confirmed ${open}; store bears ${bears}`,
      `  Receipt 1: "20% off one toy" 1.90, ${words}`,
    ])
  })

  it('from the wallet is not confirmed by a coupon that was only given back', () => {
    const shop = new Shop({ offline: offlineRules(9), couponsDown: true })
    giveFromWalletUnasked(shop)
    payWithoutService(shop)
    const order = sealed(shop)
    const redeem = order.effects.find((one) => one.request.kind === 'store-promotion-redeem')
    if (redeem?.request.kind !== 'store-promotion-redeem') throw new Error('Nothing is owed')
    const request = { ...redeem.request, kind: 'coupon-return', returnRef: 'b', uses: 1 } as const
    const back = { ...redeem, request, status: 'delivered' } as const
    const told = unverifiedLines([{ ...order, effects: [back, ...order.effects] }], cents)
    expect(told).toEqual(unverifiedLines([order], cents))
    expect(told).toHaveLength(2)
  })

  it('is nothing where the other discounts had left nothing to take off', () => {
    const none = (order: SoldOrder): SoldOrder => {
      const { sale } = order
      return { ...order, sale: { ...sale, totals: { ...sale.totals, discounts: [] } } }
    }
    const shop = new Shop({ offline: offlineRules(9), couponsDown: true })
    giveFromWalletUnasked(shop)
    payWithoutService(shop)
    expect(unverifiedLines([none(sealed(shop)), none(soldWithCode(granted(500)))], cents)).toEqual([
      'Promotion codes: 1 given, 0.00; confirmed 0.00; not yet confirmed 0.00; store bears 0.00',
      '  Receipt 1: code "SPRING5" 0.00, confirmed',
      'Store promotions of the wallet: 1 given, 0.00; confirmed 0.00; not yet confirmed 0.00; store bears 0.00',
      '  Receipt 1: "70311" 0.00, not yet confirmed by the provider',
    ])
  })

  it('waits for the provider as long as nothing was owed to it', () => {
    const shop = new Shop({ offline: offlineRules(9), couponsDown: true })
    giveFromWalletUnasked(shop)
    payWithoutService(shop)
    const order = sealed(shop)
    expect(unverifiedLines([{ ...order, effects: [] }], cents)).toEqual(
      unverifiedLines([order], cents),
    )
  })

  it('is empty on an ordinary day', () => {
    const shop = new Shop()
    shop.add('tea')
    shop.run({ type: 'Pay' })
    shop.run({ type: 'TakeCash', received: 300 })
    expect(unverifiedLines([sealed(shop)], cents)).toEqual([])
  })
})
