import { describe, expect, it } from 'vitest'
import { assert } from '../../../shared/assert'
import { classify, NO_SCAN_RULES } from '../../../shared/barcode/scan'
import { money } from '../../../shared/money'
import type { CouponRejection, WalletCoupon } from '../../../shared/order/answers'
import { nearPromotions, type NearPromotion } from '../../../shared/order/near-promotions'
import { viewOf } from '../../../shared/order/view-of'
import {
  authorize,
  exampleGrant,
  find,
  grant,
  match,
  WALLET,
} from '../../../shared/order/testing/sale'
import { Shop } from '../../../shared/order/testing/shop'
import { promotionBook } from '../../../shared/promotions/book'
import { SHOP_PROMOTIONS } from '../../../shared/promotions/testing/rules'
import { makeFormat } from '../../text/format'
import { whyRows, type WhyRows } from './why-rows'

const format = makeFormat('en-US', 'USD')

function rowsOf(shop: Shop, near?: readonly NearPromotion[]): WhyRows {
  const view = viewOf(shop.state, 1, shop.context(), null)
  assert(view !== null, 'There is an order')
  const seen = near ?? nearPromotions(shop.order, { ...shop.context(), others: shop.state }).near
  return whyRows(view, seen, { now: shop.at, format })
}

function words(rows: WhyRows[keyof WhyRows]) {
  return rows.map(({ name, first, second }) => [name, first, second])
}

function refuse(shop: Shop, code: string, why: 'promotion-inactive' | 'promotion-refused'): void {
  const { promotionId } = find(shop.run({ type: 'ApplyCode', code }), 'PromotionRequested')
  const answer = { status: 'refused', refused: { promotionId, code: why, message: null } } as const
  shop.run({ type: 'VerifyAnswered', orderId: shop.order.id, promotionId, answer })
}

/** Without the coupon service nothing is said of wallets. */
function storeOnly(): Shop {
  const terms = { ...new Shop().order.terms, couponService: false }
  return new Shop({ terms, storePromotions: promotionBook(SHOP_PROMOTIONS) })
}

describe('on this order', () => {
  it('is what takes money off, on which goods, the largest first', () => {
    const shop = storeOnly()
    shop.add('fw-rope-m', 'fw-rope-m', 'tea', 'cake')
    grant(shop)
    expect(rowsOf(shop).applied.map((one) => [one.name, one.first, one.amount])).toEqual([
      ['Spring $5 off', 'SPRING5, whole order', 500],
      ['Second rope toy half price', 'On Fetchwell Rope Toy M', 475],
      ['Tea and cake 6.00', 'On Tea and Cake', 125],
    ])
  })

  it('is never a code that takes off nothing: the panel says so elsewhere', () => {
    const shop = storeOnly()
    shop.add('tea')
    grant(shop, 'NONE', { name: 'Nothing yet', amount: money(0), referenceId: null })
    const rows = rowsOf(shop)
    expect(rows.applied).toEqual([])
    expect(words(rows.not)).toEqual([
      ['Nothing yet', 'It takes off 0.00 now.', 'It may take effect when goods are added.'],
    ])
  })
})

describe('nearly', () => {
  it('is what goods or money would bring, the largest saving first', () => {
    const shop = storeOnly()
    shop.add('fw-rope-m', 'pc-litter-14', 'pc-litter-14')
    const { nearly } = rowsOf(shop)
    expect(nearly.map((one) => [one.first, one.amount])).toEqual([
      ['Needs 15.52 more spent.', 500],
      ['Needs 1 more Fetchwell Rope Toy M.', 475],
    ])
    shop.add('fw-rope-m')
    expect(rowsOf(shop).nearly.map((one) => one.first)).toEqual(['Needs 6.02 more spent.'])
  })

  it('is a coupon of the wallet that fits, or wants more of what is there', () => {
    const shop = new Shop()
    const six: WalletCoupon = {
      ...pouches(),
      minPieces: 6,
      value: { kind: 'free-item', pieces: 1 },
    }
    shop.add('bw-dog-chk-24', 'bw-cat-sal-3', 'bw-cat-sal-3')
    match(shop, [...WALLET.slice(0, 2), six])
    expect(words(rowsOf(shop).nearly)).toEqual([
      ['$5.00 off Brambleway Dry 24 lb', 'It fits this order.', 'PETZ takes it off at Pay.'],
      ['20% off one toy', 'It is a store promotion of the wallet.', 'Choose its item at Pay.'],
      ['Buy 6 pouches, 1 free', 'Needs 6, the order has 2.', 'Offer 4 more to the customer.'],
    ])
  })

  it('is a manufacturer coupon whose goods are not all there', () => {
    const shop = storeOnly()
    shop.add('bw-dog-chk-24')
    const code = '8110104000010000012751' + '20120'
    const meaning = classify({ code, symbology: 'databar' }, NO_SCAN_RULES)
    assert(meaning.kind === 'manufacturer-coupon', meaning.kind)
    shop.run({ type: 'TakeScan', meaning, items: [] })
    const rows = rowsOf(shop, [])
    const all = [...rows.nearly, ...rows.not]
    expect(all.map((one) => one.name)).toEqual([expect.stringMatching(/^Manufacturer coupon/)])
    expect(all[0]?.first).toMatch(/\.$/)
    expect(all[0]?.second).toMatch(/\.$/)
  })
})

describe('not on this order', () => {
  it('is a code that was refused, with the way to try it again where that may help', () => {
    const shop = storeOnly()
    shop.add('tea')
    refuse(shop, 'OLD', 'promotion-inactive')
    refuse(shop, 'AGAIN', 'promotion-refused')
    expect(rowsOf(shop).not.map((one) => [one.name, one.first, one.help])).toEqual([
      ['AGAIN', 'The promotion could not be applied.', { kind: 'try-code', code: 'AGAIN' }],
      ['OLD', 'This promotion code is not active.', null],
    ])
    grant(shop, 'OLD')
    expect(rowsOf(shop).not.map((one) => one.name)).toEqual(['AGAIN'])
  })

  it('is a customer nobody knows, and one without an account', () => {
    const shop = new Shop()
    shop.add('tea')
    expect(words(rowsOf(shop).not)).toEqual([
      ['PETZ coupons', 'No customer is on this order.', 'Ask for the phone number.'],
    ])
    const asked = find(
      shop.run({ type: 'SetCustomer', phone: '2065550199' }),
      'CustomerLookupRequested',
    )
    const { lookUpId } = asked
    const answer = { status: 'ok', value: null } as const
    shop.run({ type: 'CustomerAnswered', orderId: shop.order.id, lookUpId, answer })
    const [row] = rowsOf(shop).not
    expect(row).toMatchObject({
      first: 'No PETZ account for this phone number.',
      help: { kind: 'change-number' },
    })
  })

  it('tells the wrong size from goods that PETZ cannot know', () => {
    const shop = new Shop()
    shop.add('bw-dog-chk-24')
    match(shop, [wrongSize()])
    expect(words(rowsOf(shop).not)).toEqual([
      [
        '$3.00 off Brambleway Chicken 12 lb',
        'Not the product in this offer. The coupon is for 12 lb; the order has 24 lb.',
        'Offer the right product, or go on without the coupon.',
      ],
    ])
    const other = new Shop()
    other.add('biscuits')
    match(other, [{ ...wrongSize(), title: '$1.00 off bulk biscuits' }])
    expect(words(rowsOf(other).not)).toEqual([
      [
        '$1.00 off bulk biscuits',
        'Bulk dog biscuits has no UPC in our catalog, so PETZ cannot recognise it.',
        'Report it, so that its UPC is added. Go on without the coupon.',
      ],
    ])
    const [line] = other.order.lines
    other.run({ type: 'ReportProduct', lineId: line?.id ?? '' })
    expect(rowsOf(other).not).toMatchObject([{ second: 'A manager sees it in Owed.', help: null }])
  })

  it('counts coupons for goods that are not there, and does not list them', () => {
    const shop = new Shop()
    shop.add('tea')
    match(shop, WALLET)
    expect(words(rowsOf(shop).not)).toEqual([
      [
        '2 PETZ coupons',
        'They are for goods not on this order.',
        'Look at the wallet with the customer.',
      ],
    ])
  })

  it('names a coupon that a later look at the wallet found no more', () => {
    const shop = new Shop()
    shop.add('bw-dog-chk-24')
    match(shop, WALLET.slice(1, 2))
    const again = shop.run({ type: 'SetCustomer', phone: '2065550142', again: true })
    const { lookUpId } = find(again, 'CustomerLookupRequested')
    const answer = { status: 'ok', value: { consumerId: '880412', coupons: [] } } as const
    shop.run({ type: 'CustomerAnswered', orderId: shop.order.id, lookUpId, answer })
    expect(words(rowsOf(shop).not)).toEqual([
      [
        '$5.00 off Brambleway Dry 24 lb',
        'The offer has ended.',
        'It was used up or withdrawn. Tell the customer.',
      ],
    ])
  })

  it.each<[CouponRejection, string]>([
    ['withdrawn', 'The offer has ended.'],
    ['already-redeemed', 'Already used with this phone number.'],
    ['held-elsewhere', 'In use at another register or in an unfinished sale.'],
    ['retailer-not-eligible', 'Not valid in this store.'],
    ['not-in-wallet', 'The customer has not saved this coupon in the app.'],
    ['unknown', 'PETZ did not accept the coupon.'],
  ])('remembers what PETZ said at Pay: %s', (reason, first) => {
    const shop = new Shop()
    shop.add('bw-dog-chk-24')
    match(shop, WALLET.slice(1, 2))
    shop.run({ type: 'Pay' })
    const { couponId, title } = WALLET[1] ?? wrongSize()
    const rejected = [{ couponId, title, reason, message: '' }]
    authorize(shop, { ...exampleGrant(), authorizationId: null, coupons: [], rejected })
    shop.run({ type: 'BackFromPayment', to: 'order' })
    const rows = rowsOf(shop)
    expect(rows.nearly).toEqual([])
    expect(rows.not.map((one) => [one.name, one.first])).toEqual([[title, first]])
  })
})

function pouches(): WalletCoupon {
  const found = WALLET.find((one) => one.couponId === '70460')
  assert(found !== undefined, 'The wallet has it')
  return found
}

function wrongSize(): WalletCoupon {
  return {
    ...pouches(),
    couponId: '70502',
    title: '$3.00 off Brambleway Chicken 12 lb',
    gtins: ['00400001102244'],
    minPieces: 1,
  }
}
