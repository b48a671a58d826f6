import { subtract, type Money } from '../money'
import type { UnknownCode } from './answers'
import type { Context } from './context'
import { businessDateOf } from './dates'
import type {
  CodeOnOrder,
  KnownCode,
  UnverifiedClass,
  UnverifiedOffer,
  UnverifiedUse,
} from './offline'
import type { Note, Order, Promotion } from './order'

/** What an offer depends on. */
export type OfferContext = Pick<Context, 'offline' | 'unverifiedUses' | 'codesOnOrders' | 'at'>

/** Endings that say the provider was not reached; one that answers nonsense or asks to wait was. */
const UNREACHED: ReadonlySet<string> = new Set<UnknownCode>([
  'timeout',
  'offline',
  'connection-lost',
  'server-error',
])

/** Whether a provider was not reached, by the code of the answer that was none. */
export function isUnreached(code: string): boolean {
  return UNREACHED.has(code)
}

/** Longest that a wallet of before the line fell is believed. */
export const WALLET_AGE_MAX_MS = 24 * 3_600_000

/** What the rule lets the cashier give on this order now; null for nothing. */
export function offerOn(order: Order, context: OfferContext): UnverifiedOffer | null {
  if (context.offline === undefined || order.status === 'cancelled') return null
  const { validation } = order
  if (validation?.status === 'no-answer') {
    if (validation.unreached !== true) return null
    const open = unchecked(order)
    const isFree = mayGive(open, 'promotion-codes', context)
    return open.length > 0 && isFree ? { kind: 'unchecked' } : null
  }
  const code = unansweredNote(order)?.values['code']
  return code === undefined ? null : codeOffer(order, code, context)
}

/** The note about the code that nobody answered last. */
export function unansweredNote(order: Order): Note | null {
  const note = order.notes.findLast((one) => one.code === 'promotion-no-answer')
  return note !== undefined && isUnreached(note.values['why'] ?? '') ? note : null
}

/** Codes that a re-check is about: not redeemed, and neither a manager nor the shop's rule has spoken for them. */
export function unchecked(order: Order): readonly Promotion[] {
  return order.promotions.filter(
    (one) => one.status === 'pending' && one.acceptedBy === null && one.unverified === undefined,
  )
}

/** Whether a store promotion of the wallet may be given although its service is not reached. */
export function mayGiveFromWallet(
  order: Order,
  use: { readonly couponId: string; readonly amount: Money },
  context: OfferContext,
): boolean {
  const asOf = order.customer?.asOf ?? null
  if (asOf === null || context.at - asOf > WALLET_AGE_MAX_MS) return false
  const id = `${order.id}:${use.couponId}`
  return mayGive([{ id, amount: use.amount }], 'wallet-promotions', context)
}

/**
 * A code nobody could ask about, on an order without any other: whether two may stand together only the provider
 * knows.
 */
function codeOffer(order: Order, code: string, context: OfferContext): UnverifiedOffer | null {
  if (order.status !== 'open' || order.validation || order.promotions.length > 0) return null
  const what = code.toUpperCase()
  const known = knownAs(what, context)
  if (known === null) return null
  const isSpent =
    usesIn(context).some((use) => use.what === what) || codesBeside(order, what, context).length > 0
  if (isSpent && !known.reusable) return null
  const { name, amount } = known
  return mayGive([{ id: '', amount }], 'promotion-codes', context)
    ? { kind: 'code', code, name, amount }
    : null
}

/** Whether a code for one customer stands on another order by the shop's promise, and nobody has confirmed it yet. */
export function isPromisedElsewhere(order: Order, code: string, context: OfferContext): boolean {
  const what = code.toUpperCase()
  const isPromised = codesBeside(order, what, context).some((one) => one.isPromised)
  return isPromised && knownAs(what, context)?.reusable !== true
}

function knownAs(what: string, { offline }: OfferContext): KnownCode | null {
  return offline?.promotionCodes?.known.find((one) => fits(one, what)) ?? null
}

function codesBeside(
  { id }: Order,
  what: string,
  { codesOnOrders }: OfferContext,
): readonly CodeOnOrder[] {
  return (codesOnOrders?.() ?? []).filter((one) => one.orderId !== id && one.code === what)
}

function fits({ code }: KnownCode, what: string): boolean {
  const pattern = code.toUpperCase()
  if (!pattern.endsWith('*')) return pattern === what
  const begin = pattern.slice(0, -1)
  return what.startsWith(begin) && what.length > begin.length
}

/** Whether each is within the limit of its class, and all of them within the day's count. */
function mayGive(
  wanted: readonly { readonly id: string; readonly amount: Money }[],
  kind: UnverifiedClass,
  context: OfferContext,
): boolean {
  const { offline, at } = context
  const rule = kind === 'promotion-codes' ? offline?.promotionCodes : offline?.walletPromotions
  if (rule == null) return false
  const day = businessDateOf(at)
  const given = usesIn(context).filter(
    (use) =>
      use.class === kind &&
      (use.businessDate ?? day) === day &&
      wanted.every((one) => one.id !== use.id),
  )
  const isWithin = wanted.every((one) => one.amount <= rule.limit)
  return isWithin && given.length + wanted.length <= rule.count
}

function usesIn({ unverifiedUses }: OfferContext): readonly UnverifiedUse[] {
  return unverifiedUses?.() ?? []
}

/**
 * What the provider's word makes of a discount that was given without it: how much more was given than it grants;
 * below zero, how much less. A discount that was cut to what the order had left is compared as far as it went.
 */
export function givenTooMuch(promised: Money, taken: Money, granted: Money): Money {
  const would = taken < promised && granted > taken ? taken : granted
  return subtract(taken, would)
}
