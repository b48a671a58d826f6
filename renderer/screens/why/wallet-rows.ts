import { businessDateOf, plainDate } from '../../../shared/order/dates'
import type { CouponRejection, RejectedCoupon, WalletCoupon } from '../../../shared/order/answers'
import { isReported } from '../../../shared/order/decide-report-product'
import type { Order } from '../../../shared/order/order'
import { enRejectionHelp, enRejections, type RejectionGaps } from '../../text/en-payment'
import { enWhy } from '../../text/en-why'
import { rejectionGaps, unreadLine, whyRejected } from '../parts/rejection-gaps'
import type { OpenRow, WhyHelp, WhyMoment } from './why-row'

/** What PETZ said in a payment that was left, and what no change of the goods will alter. */
const LASTS: ReadonlySet<CouponRejection> = new Set([
  'not-in-wallet',
  'withdrawn',
  'already-redeemed',
  'held-elsewhere',
  'retailer-not-eligible',
  'unknown',
])

/** Coupons of the wallet as far as they can be told before Pay: a forecast, PETZ has the last word. */
export function walletRows(order: Order, moment: WhyMoment): readonly OpenRow[] {
  const { customer, refusedCoupons = [] } = order
  if (!order.terms.couponService) return []
  if (customer?.status !== 'matched') return aboutCustomer(customer)
  const refused = refusedCoupons.filter((one) => LASTS.has(one.reason))
  const known = new Set(refused.map((one) => one.couponId))
  const open = customer.coupons.filter((one) => !known.has(one.couponId))
  const gone = (customer.gone ?? []).filter((one) => !known.has(one.couponId))
  const rows = open.map((one) => couponRow(one, order, moment))
  const others = rows.filter((row) => row === null).length
  return [
    ...refused.map((one) => refusedRow(one, order, moment)),
    ...rows.filter((row) => row !== null),
    ...gone.map((one) => refusedRow({ ...one, reason: 'withdrawn', message: '' }, order, moment)),
    ...(others === 0 ? [] : [otherGoods(others)]),
  ]
}

/** Why no coupon can be told of at all. */
function aboutCustomer(customer: Order['customer']): readonly OpenRow[] {
  const row = (first: string, second: string, help: WhyHelp): readonly OpenRow[] => [
    petz('petz', enWhy.petzCoupons, { first, second, help }),
  ]
  switch (customer?.status) {
    case undefined:
      return row(enWhy.noCustomer, enWhy.askPhone, { kind: 'add-customer' }).map((one) => ({
        ...one,
        isLast: true,
      }))
    case 'not-matched':
    case 'refused':
      return row(enWhy.noAccount, enWhy.noAccountHelp, { kind: 'change-number' })
    case 'not-answering':
      return row(enWhy.silent, enWhy.silentHelp, { kind: 'refresh' })
    default:
      return []
  }
}

/** Null where it is for goods that are not on the order: it is not near. */
function couponRow(coupon: WalletCoupon, order: Order, moment: WhyMoment): OpenRow | null {
  const { couponId, title, startsOn, expiresOn, usesLeft } = coupon
  const today = businessDateOf(moment.now)
  const no = (reason: CouponRejection): OpenRow =>
    refusedRow({ couponId, title, reason, message: '' }, order, moment)
  if (startsOn !== null && plainDate(startsOn) > today) return no('not-started')
  if (expiresOn !== null && plainDate(expiresOn) < today) return no('expired')
  if (usesLeft <= 0) return no('already-redeemed')
  if (coupon.kind === 'store-promotion') {
    return near(coupon, enWhy.choose, enWhy.chooseHelp)
  }
  const gaps = gapsOf(coupon, 'quantity-not-met', order, moment)
  const has = gaps.has ?? 0
  if (has >= coupon.minPieces) return near(coupon, enWhy.fits, enWhy.fitsHelp)
  if (has > 0) {
    const missing = moment.format.count(coupon.minPieces - has)
    return near(coupon, `${enRejections['quantity-not-met'](gaps)}.`, enWhy.needsMore(missing))
  }
  const mismatch = gapsOf(coupon, 'product-mismatch', order, moment)
  return mismatch.orderHas === null ? null : no('product-mismatch')
}

function gapsOf(
  { couponId, title }: WalletCoupon,
  reason: CouponRejection,
  order: Order,
  { format }: WhyMoment,
): RejectionGaps {
  return rejectionGaps({ couponId, title, reason, message: '' }, order, format.plainDay)
}

function near(coupon: WalletCoupon, first: string, second: string): OpenRow {
  const { couponId, title, value } = coupon
  const row = petz(couponId, title, { first, second, help: null })
  return { ...row, amount: value.kind === 'amount' ? value.amount : null, isNear: true }
}

function refusedRow(rejected: RejectedCoupon, order: Order, { format }: WhyMoment): OpenRow {
  const why = whyRejected(rejected, order)
  const sentence = enRejections[why](rejectionGaps(rejected, order, format.plainDay))
  const first = /[.)]$/.test(sentence) ? sentence : `${sentence}.`
  const unread = unreadLine(rejected, order)
  const isTold = unread !== null && isReported(order, unread.name)
  const second = isTold ? enWhy.reportedHelp : enRejectionHelp[why]
  const report = unread === null || isTold ? null : ({ kind: 'report', lineId: unread.id } as const)
  const help = why === 'not-in-wallet' ? ({ kind: 'refresh' } as const) : report
  return petz(rejected.couponId, rejected.title, { first, second, help })
}

function otherGoods(count: number): OpenRow {
  const row = petz('petz-others', enWhy.otherGoods(count), {
    first: enWhy.otherGoodsWhy(count),
    second: enWhy.otherGoodsHelp,
    help: { kind: 'wallet' },
  })
  return { ...row, isLast: true }
}

function petz(
  id: string,
  name: string,
  words: { readonly first: string; readonly second: string; readonly help: WhyHelp | null },
): OpenRow {
  return { id, name, ...words, amount: null, tone: 'petz', isNear: false }
}
