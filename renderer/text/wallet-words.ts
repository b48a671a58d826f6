import { unreachable } from '../../shared/assert'
import type { Money } from '../../shared/money'
import type { Customer } from '../../shared/order/order'
import type { RejectedCoupon, WalletCoupon } from '../../shared/order/answers'
import type { CouponNearMiss } from '../../shared/order/coupon-near-miss'
import type { CouponOutlook, ProductsByGtin } from '../../shared/order/coupon-outlook'
import { en } from './en'
import { enPayment, enRejections } from './en-payment'
import { enDiffers, enWallet } from './en-wallet'
import type { Format } from './format'

/** How a saved coupon stands, in words: a tag, and where something is to be known or done, one sentence. */
export type OutlookWords = {
  readonly tag: string
  readonly tone: 'petz' | 'discount' | 'warn' | 'quiet'
  readonly sentence: string | null
}

/** What the words of a coupon are made of. */
export type OutlookTexts = {
  readonly format: Format
  readonly products: ProductsByGtin
}

/** Says how a saved coupon stands. */
export function outlookWords(
  coupon: WalletCoupon,
  outlook: CouponOutlook,
  { format, products }: OutlookTexts,
): OutlookWords {
  const quiet = (tag: string, sentence: string | null): OutlookWords => ({
    tag,
    tone: 'quiet',
    sentence,
  })
  switch (outlook.state) {
    case 'given':
      return {
        tag: enWallet.given(format.off(outlook.amount)),
        tone: toneOf(coupon),
        sentence: null,
      }
    case 'fits': {
      const tag = outlook.amount === null ? en.fits : enWallet.fits(format.off(outlook.amount))
      return { tag, tone: 'petz', sentence: rivalWords(outlook.rivals) }
    }
    case 'choose': {
      const { amount } = outlook
      const tag = amount === null ? en.chooseAtPay : enWallet.chooseAtPay(format.off(amount))
      return { tag, tone: 'discount', sentence: null }
    }
    case 'too-few': {
      const { needs, has } = outlook
      const [tag, sentence] = [enWallet.moreNeeded(needs - has), enWallet.needs(needs, has)]
      return { tag, tone: 'warn', sentence }
    }
    case 'other-goods':
      return outlook.near === null
        ? quiet(en.notInOrder, wantedWords(coupon, products))
        : { tag: nearTag(outlook.near), tone: 'warn', sentence: nearWords(outlook.near) }
    case 'not-named':
      return quiet(enWallet.decidedAtPay, enWallet.notNamed)
    case 'line-closed': {
      const isStore = outlook.by === 'store-promotion'
      const sentence = isStore ? enWallet.hasStorePromotion : enWallet.hasStoreDiscount
      return quiet(enWallet.itemTaken, sentence)
    }
    case 'left-out':
      return quiet(enWallet.leftOut, enWallet.wasLeftOut)
    case 'refused':
      return quiet(enWallet.refused, refusalWords(coupon, outlook.rejected, format))
    case 'not-started':
      return quiet(en.from(format.plainDay(outlook.day)), enWallet.notBefore)
    case 'expired':
      return quiet(en.expired(format.plainDay(outlook.day)), enWallet.notAnyMore)
    case 'used-up':
      return quiet(enWallet.usedUp, enWallet.usedUpHelp)
    default:
      return unreachable(outlook)
  }
}

/** What a coupon is worth and what its offer says of itself. */
export function valueWords({ value, minPieces, details }: WalletCoupon, format: Format): string {
  const worth = worthOf(value, format)
  const whole = minPieces > 1 ? enWallet.valueOfPieces(worth, minPieces) : worth
  return details === '' ? whole : enWallet.valueAndDetails(whole, details)
}

/** The mark of a coupon on a line of the order; null where the line itself says it already. */
export function lineWords(coupon: WalletCoupon, outlook: CouponOutlook): string | null {
  const { title } = coupon
  switch (outlook.state) {
    case 'fits':
      return enWallet.onLine.coupon(title)
    case 'choose':
      return enWallet.onLine.storePromotion(title)
    case 'too-few':
      return enWallet.onLine.moreNeeded(outlook.needs - outlook.has, title)
    case 'line-closed':
      return enWallet.onLine.taken(title)
    case 'other-goods':
      return outlook.near === null ? null : `${enDiffers[outlook.near.differs]}: ${title}`
    case 'given':
    case 'not-named':
    case 'left-out':
    case 'refused':
    case 'not-started':
    case 'expired':
    case 'used-up':
      return null
    default:
      return unreachable(outlook)
  }
}

/** Nobody has answered: what is so, and what to do. */
export function silenceWords(code: Customer['code']): {
  readonly first: string
  readonly second: string
} {
  switch (code) {
    case 'key-refused':
    case 'wrong-address':
    case 'account-inactive':
      return { first: enPayment.misconfigured, second: enPayment.misconfiguredHelp }
    default:
      return { first: en.petzSilent, second: en.petzSilentHelp }
  }
}

/** Why the service does not give it, in the sentence of payment. */
function refusalWords(
  { startsOn, expiresOn }: WalletCoupon,
  { reason, message }: RejectedCoupon,
  format: Format,
): string {
  return enRejections[reason]({
    startsOn: startsOn === null ? null : format.plainDay(startsOn),
    expiresOn: expiresOn === null ? null : format.plainDay(expiresOn),
    needs: null,
    has: null,
    couponFor: null,
    orderHas: null,
    message,
  })
}

function toneOf({ kind }: WalletCoupon): OutlookWords['tone'] {
  return kind === 'store-promotion' ? 'discount' : 'petz'
}

function rivalWords(rivals: readonly string[]): string | null {
  const [only, ...others] = rivals
  if (only === undefined) return null
  return others.length === 0 ? enWallet.rival(only) : enWallet.rivals(rivals.length)
}

function wantedWords({ gtins }: WalletCoupon, products: ProductsByGtin): string {
  const name = gtins.flatMap((gtin) => products[gtin.padStart(14, '0')]?.name ?? [])[0]
  if (name === undefined) return enWallet.notHere
  const others = gtins.length - 1
  return others > 0 ? enWallet.notHereNamedOf(name, others) : enWallet.notHereNamed(name)
}

function nearTag({ differs, hasSize }: CouponNearMiss): string {
  return differs === 'size' && hasSize !== null ? en.otherSize(hasSize) : enDiffers[differs]
}

/** "This coupon is for Oat milk 1 l; on the order is Oat milk 500 ml." */
function nearWords({ differs, wanted, wantedSize, others, has }: CouponNearMiss): string {
  if (differs === 'no-barcode') return enWallet.noBarcode(has)
  if (differs === 'barcode') return enWallet.otherBarcode(has)
  const named = wanted ?? (differs === 'size' ? wantedSize : null)
  if (named === null) return enWallet.couponForOther(has)
  return others > 0 && wanted !== null
    ? enWallet.couponForSome(named, others, has)
    : enWallet.couponFor(named, has)
}

function worthOf(value: WalletCoupon['value'], format: Format): string {
  const amount = (money: Money): string => format.amount(money)
  switch (value.kind) {
    case 'amount':
      return enWallet.value.amount(amount(value.amount))
    case 'percent': {
      const percent = format.percent(value.ratePpm)
      return value.most === null
        ? enWallet.value.percent(percent)
        : enWallet.value.percentAtMost(percent, amount(value.most))
    }
    case 'free-item':
      return enWallet.value.freeItem(value.pieces)
    case 'unknown':
      return enWallet.value.unknown
    default:
      return unreachable(value)
  }
}
