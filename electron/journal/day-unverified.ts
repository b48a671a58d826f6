/*
 * What was given on a business day without the provider's word, class by class: how much of it is confirmed, how
 * much still waits, and what the store bears.
 *
 *   Promotion codes: 3 given, 13.00; confirmed 5.00; not yet confirmed 3.00; store bears 6.00
 *     Receipt 17: code "SPRING5" 5.00, confirmed
 *     Receipt 18: code "ADOPT" 3.00, not yet confirmed by the provider
 *     Receipt 19: code "PLATE" 5.00, the provider granted 4.00
 */
import { assert } from '../../shared/assert'
import { most, sum, ZERO, type Money } from '../../shared/money'
import type { Effect } from '../../shared/order/effect'
import { unverifiedOn, type UnverifiedClass, type UnverifiedUse } from '../../shared/order/offline'
import { givenTooMuch } from '../../shared/order/unverified'
import type { SoldOrder } from './day-collect'
import { quoted, type MoneyText } from './day-words'

/** The lines of the section; none where nothing was given so. */
export function unverifiedLines(sold: readonly SoldOrder[], money: MoneyText): readonly string[] {
  const all = sold.flatMap((order) => unverifiedOn(order).map((use) => standingOf(order, use)))
  return (['promotion-codes', 'wallet-promotions'] as const).flatMap((kind) => {
    const same = all.filter((one) => one.class === kind)
    if (same.length === 0) return []
    const of = (which: (one: Standing) => boolean) =>
      money(sum(same.filter(which).map((one) => one.taken)))
    const told = [
      `${TITLES[kind]}: ${same.length} given, ${of(() => true)}`,
      `confirmed ${of((one) => one.end === 'confirmed')}`,
      `not yet confirmed ${of((one) => one.end === 'open')}`,
      `store bears ${money(sum(same.map((one) => one.bears)))}`,
    ]
    return [told.join('; '), ...same.map((one) => useLine(one, money))]
  })
}

const TITLES: Readonly<Record<UnverifiedClass, string>> = {
  'promotion-codes': 'Promotion codes',
  'wallet-promotions': 'Store promotions of the wallet',
}

/** One discount with what has come of it so far. */
type Standing = {
  readonly class: UnverifiedClass
  readonly receiptNumber: number
  readonly what: string
  readonly taken: Money
  readonly end: 'confirmed' | 'open' | 'refused' | { readonly granted: Money }
  readonly bears: Money
}

function standingOf(order: SoldOrder, use: UnverifiedUse): Standing {
  const { receiptNumber } = order.sale
  return use.class === 'promotion-codes'
    ? { class: use.class, receiptNumber, ...codeStanding(order, use) }
    : { class: use.class, receiptNumber, ...walletStanding(order, use) }
}

type Rest = Omit<Standing, 'class' | 'receiptNumber'>

function codeStanding({ sale, promotions }: SoldOrder, use: UnverifiedUse): Rest {
  const discount = sale.totals.discounts.find((one) => one.discountId === use.id)
  const taken = discount?.amount ?? ZERO
  const promotion = promotions.find((one) => one.id === use.id)
  assert(promotion !== undefined, 'A code is given on its own order')
  const { granted, status } = promotion
  const what = `code ${quoted(promotion.code)}`
  if (granted !== undefined) {
    const difference = givenTooMuch(use.amount, discount?.amountWithoutTax ?? ZERO, granted)
    if (difference !== 0) {
      return { what, taken, end: { granted }, bears: most(ZERO, difference) }
    }
  }
  switch (status) {
    case 'redeem-failed':
      return { what, taken, end: 'refused', bears: taken }
    case 'redeemed':
    case 'released':
      return { what, taken, end: 'confirmed', bears: ZERO }
    default:
      return { what, taken, end: 'open', bears: ZERO }
  }
}

function walletStanding({ sale, effects }: SoldOrder, use: UnverifiedUse): Rest {
  const discount = sale.totals.discounts.find((one) => one.discountId === use.what)
  const taken = discount?.amount ?? ZERO
  const what = quoted(discount?.name ?? use.what)
  const redeem = effects.find(
    ({ request }) => request.kind === 'store-promotion-redeem' && request.couponId === use.what,
  )
  const end = redeem === undefined ? 'open' : ENDS[redeem.status]
  return { what, taken, end, bears: end === 'refused' ? taken : ZERO }
}

const ENDS: Readonly<Record<Effect['status'], 'confirmed' | 'open' | 'refused'>> = {
  waiting: 'open',
  sending: 'open',
  delivered: 'confirmed',
  'needs-person': 'refused',
  closed: 'refused',
}

function useLine({ receiptNumber, what, taken, end }: Standing, money: MoneyText): string {
  const begin = `  Receipt ${receiptNumber}: ${what} ${money(taken)}`
  if (typeof end === 'object') return `${begin}, the provider granted ${money(end.granted)}`
  return `${begin}, ${WORDS[end]}`
}

const WORDS = {
  confirmed: 'confirmed',
  open: 'not yet confirmed by the provider',
  refused: 'refused by the provider',
} as const
