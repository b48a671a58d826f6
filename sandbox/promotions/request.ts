/*
 * How the sandbox reads a promotions request, on its own and not through the till's mapping, so that a
 * mistake there is seen here. Lenient, as the note asks: a field that is null counts as absent, unknown
 * fields are passed over, amounts may have any number of decimals. Strictness is the business of audit.ts.
 */
import { money, sum, type Money } from '../../shared/money'

/** The four operations. */
export type Operation = 'VERIFY' | 'REVALIDATE' | 'APPLY' | 'VOID'

/** A JSON object of unknown make. */
export type Fields = Readonly<Record<string, unknown>>

/** A promotion as a request names it. */
export type NamedPromotion = {
  readonly externalId: string
  readonly promoCode: string
  /** The object as it came, to be echoed. */
  readonly fields: Fields
}

/** A request the sandbox can work with. */
export type PromotionRequest = {
  readonly checkGuid: string
  /** Items before discounts; void ones left out. */
  readonly items: Money
  readonly itemNames: readonly string[]
  /** Every discount on the order or on a line; null for one without a GUID. */
  readonly discountGuids: readonly (string | null)[]
  readonly applied: readonly NamedPromotion[]
  readonly actOn: readonly NamedPromotion[]
  /** Null but for VERIFY. */
  readonly tried: { readonly promoCode: string; readonly fields: Fields } | null
  /** The body as it came. */
  readonly fields: Fields
}

/** Reads a body; a string says what is wrong with it. */
export function readRequest(operation: Operation, body: string): PromotionRequest | string {
  const fields = readJson(body)
  if (!isFields(fields)) return 'the body is not a JSON object'
  const { check } = fields
  if (!isFields(check)) return 'check is missing'
  if (!Array.isArray(fields.appliedPromotions)) return 'appliedPromotions is missing'
  if (textOf(fields.requestDateTime) === '') return 'requestDateTime is missing'
  const tried = operation === 'VERIFY' ? triedOf(fields.newPromotion) : null
  if (operation === 'VERIFY' && tried === null) return 'newPromotion.promoCode is missing'
  const actOn = namedOf(fields.promotionsToActOn)
  if (actOn === null) return 'an entry of promotionsToActOn has no externalId'
  if (operation !== 'VERIFY' && actOn.length === 0) return 'promotionsToActOn is missing or empty'
  const checkGuid = textOf(check.guid)
  if (checkGuid === '') return 'check.guid is missing'
  const given = textOf(fields.checkGuid)
  if (given !== '' && given !== checkGuid) return 'checkGuid differs from check.guid'
  const selections = listOf(check.selections).filter((one) => one.voided !== true)
  return {
    checkGuid,
    items: sum(selections.map((one) => toCents(one.preDiscountPrice ?? one.price))),
    itemNames: selections.map((one) => textOf(one.displayName)),
    discountGuids: [check, ...selections]
      .flatMap((one) => listOf(one.appliedDiscounts))
      .map((discount) => textOf(discount.guid) || null),
    applied: namedOf(fields.appliedPromotions) ?? [],
    actOn,
    tried,
    fields,
  }
}

/** The codes a request is about, in capitals. */
export function codesOf(request: PromotionRequest): readonly string[] {
  const named = request.tried ? [request.tried] : request.actOn
  return named.map((one) => one.promoCode.toUpperCase())
}

/** A list of JSON objects, empty when it is none. */
export function listOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.filter(isFields) : []
}

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** A string, empty when it is none. */
export function textOf(value: unknown): string {
  return typeof value === 'string' ? value : ''
}

/** Dollars on the wire as cents. */
export function toCents(value: unknown): Money {
  return typeof value === 'number' && Number.isFinite(value)
    ? money(Math.round(value * 100))
    : money(0)
}

/** Reads JSON; undefined when it is none. */
export function readJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return value
  } catch {
    return undefined
  }
}

function triedOf(value: unknown): PromotionRequest['tried'] {
  if (!isFields(value)) return null
  const promoCode = textOf(value.promoCode)
  return promoCode === '' ? null : { promoCode, fields: value }
}

function namedOf(value: unknown): readonly NamedPromotion[] | null {
  const named = listOf(value).map((fields) => ({
    externalId: textOf(fields.externalId).toLowerCase(),
    promoCode: textOf(fields.promoCode),
    fields,
  }))
  return named.every((one) => one.externalId !== '') ? named : null
}
