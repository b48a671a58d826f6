/*
 * What a yes must be: equal to what was asked in ids, and to what was told in money, cent by cent. Written
 * without a line of the readers it judges: it reads the body with JSON.parse and compares.
 */
import type {
  AuthorizationGrant,
  CustomerMatch,
  PromotionAmount,
  PromotionGrant,
} from '../../../../shared/order/answers'
import { ASKED_CODE, ASKED_ORDER, TAKEN } from './calls'

type Fields = Readonly<Record<string, unknown>>

/** Says what is wrong with a yes; null when it may stand. */
export function wrongYes(call: string, value: unknown, bytes: Uint8Array): string | null {
  if (call === 'void') return null
  const body = bodyOf(bytes)
  if (body === undefined) return 'a yes to a body that is not JSON'
  const foreign = currencyIn(body)
  if (foreign !== null) return `a yes in ${foreign}`
  switch (call) {
    case 'verify':
    case 'verify-refused':
      return verified(value as PromotionGrant, body)
    case 'revalidate':
    case 'apply':
    case 'apply-refused':
      return amounts(value as readonly PromotionAmount[], body)
    case 'customer':
      return customer(value as CustomerMatch | null, body)
    case 'authorize':
    case 'authorize-some':
      return authorized(value as AuthorizationGrant, body, call === 'authorize-some')
    case 'capture':
      return captured(body)
    case 'release':
      return isOurs(body, 'auth_id', 'A-31907') && isOurs(body, 'status', 'released')
        ? null
        : 'another release'
    case 'redeem':
      return isOurs(body, 'coupon_id', '70311') && isOurs(body, 'status', 'redeemed')
        ? null
        : 'another redemption'
    case 'give-back':
      return isOurs(body, 'coupon_id', '70455') && isOurs(body, 'status', 'returned')
        ? null
        : 'another return'
    default:
      // A call whose every answer is a no.
      return call === 'capture-error' ? captured(body) : `no judge for ${call}`
  }
}

function verified(value: PromotionGrant, body: unknown): string | null {
  const told = fieldsOf(body)
  if (!isCents(value.amount, told['discountAmount'])) return `adopted ${value.amount}`
  if (!names(told['externalId'], ASKED_CODE.guid)) return 'another promotion'
  if (!names(told['promoCode'], ASKED_CODE.code)) return 'another code'
  return isClean(value.name) ? null : 'a name with control characters'
}

function amounts(value: readonly PromotionAmount[], body: unknown): string | null {
  if (!Array.isArray(body) || value.length !== 1) return 'amounts of another list'
  const ours = body
    .map(fieldsOf)
    .filter((one) => String(one['externalId']).toLowerCase() === ASKED_CODE.guid)
  if (ours.length !== 1) return 'a promotion not told once'
  const [told = {}] = ours
  if (!names(told['promoCode'], ASKED_CODE.code)) return 'another code'
  const [amount] = value
  return amount && isCents(amount.amount, told['discountAmount'])
    ? null
    : `adopted ${amount?.amount}`
}

function customer(value: CustomerMatch | null, body: unknown): string | null {
  const told = fieldsOf(body)
  if (value === null) return told['consumer_id'] == null ? null : 'nobody, where somebody is named'
  if (value.consumerId !== String(told['consumer_id'])) return 'another consumer'
  if (!isOurs(told, 'customer_ref', 'cust-7781')) return 'the wallet of another customer'
  const words = value.coupons.flatMap((one) => [one.title, one.details])
  return words.every(isClean) ? null : 'words with control characters'
}

function authorized(value: AuthorizationGrant, body: unknown, isSome: boolean): string | null {
  const told = fieldsOf(body)
  const id = told['auth_id']
  if ((value.authorizationId ?? null) !== (id == null ? null : idText(id)))
    return 'another authorization'
  if (!isOurs(told, 'order_ref', ASKED_ORDER.orderRef)) return 'another order'
  if (!isOurs(told, 'consumer_id', '880412')) return 'another consumer'
  const rows = Array.isArray(told['coupons']) ? told['coupons'].map(fieldsOf) : []
  const left = new Map(ASKED_ORDER.lines.map((line) => [line.ref, Number(line.net)]))
  if (value.coupons.length !== rows.length) return 'coupons lost or invented'
  for (const coupon of value.coupons) {
    const row = rows.find((one) => String(one['coupon_id']) === coupon.couponId)
    if (!row) return 'a coupon nobody granted'
    if (isSome && !['70455', '70460'].includes(coupon.couponId)) return 'a coupon nobody asked for'
    if (coupon.amount !== coupon.lines.reduce((all, line) => all + line.amount, 0))
      return 'a coupon apart from its lines'
    const isCut = value.cut.includes(coupon.couponId)
    const worth = row['value'] ?? sumOf(row['lines'])
    if (isCut ? coupon.amount > cents(worth) : coupon.amount !== cents(worth))
      return `adopted ${coupon.amount}`
    for (const line of coupon.lines) {
      const rest = (left.get(line.lineRef) ?? -1) - line.amount
      if (line.amount < 0 || rest < 0) return `a line below zero: ${line.lineRef}`
      left.set(line.lineRef, rest)
    }
  }
  const total = told['total_value']
  const sum = rows.reduce((all, row) => all + cents(row['value'] ?? sumOf(row['lines'])), 0)
  return total == null || cents(total) === sum ? null : 'a wrong total'
}

function captured(body: unknown): string | null {
  const told = fieldsOf(body)
  if (!isOurs(told, 'auth_id', 'A-31907')) return 'another authorization'
  if (!isOurs(told, 'status', 'captured')) return 'not captured'
  const rows = Array.isArray(told['coupons']) ? told['coupons'].map(fieldsOf) : []
  for (const row of rows) {
    const ours = TAKEN.find((one) => one.couponId === String(row['coupon_id']))
    if (!ours) return 'another coupon captured'
    if (row['value'] != null && cents(row['value']) !== ours.amount)
      return 'captured for another amount'
  }
  return null
}

function bodyOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)) as unknown
  } catch {
    return undefined
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {}
}

function idText(id: unknown): string {
  return typeof id === 'string' || typeof id === 'number' ? String(id) : ''
}

/** Whether a field names what was asked about, or is not there. */
function isOurs(body: unknown, name: string, ours: string): boolean {
  const given = Object.hasOwn(fieldsOf(body), name) ? fieldsOf(body)[name] : null
  return (
    given == null ||
    ((typeof given === 'string' || typeof given === 'number') && String(given) === ours)
  )
}

function names(given: unknown, ours: string): boolean {
  return given == null || (typeof given === 'string' && given.toLowerCase() === ours.toLowerCase())
}

/** Whether so many cents are the number that was told, to the nearest cent. */
function isCents(amount: number, told: unknown): boolean {
  if (typeof told !== 'number' || Object.is(told, -0)) return false
  return Number.isSafeInteger(amount) && amount >= 0 && Math.abs(amount - told * 100) <= 0.5000001
}

/** An exact amount in cents; NaN for what is none. */
function cents(told: unknown): number {
  const text = String(told).trim()
  return /^-?\d{1,12}(\.\d+)?$/.test(text) ? Math.round(Number(text) * 100) : Number.NaN
}

function sumOf(lines: unknown): string {
  const rows = Array.isArray(lines) ? lines.map(fieldsOf) : []
  return (rows.reduce((all, row) => all + cents(row['value']), 0) / 100).toFixed(2)
}

function currencyIn(value: unknown): string | null {
  if (typeof value !== 'object' || value === null) return null
  for (const [name, inner] of Object.entries(value)) {
    if (
      /^currency(_?code)?$/i.test(name) &&
      typeof inner === 'string' &&
      inner.toUpperCase() !== 'USD'
    )
      return inner
    const deeper = currencyIn(inner)
    if (deeper !== null) return deeper
  }
  return null
}

function isClean(text: string): boolean {
  return !/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u.test(text)
}
