/*
 * The promotions wire, answers. 200 holds one promotion object (VERIFY), a bare list of applied promotions
 * (REVALIDATE, APPLY) or anything (VOID); 400 holds an error response whose layout is not published, so
 * `errorEntries` understands every layout that has been seen in relatives of this API and nothing else here
 * knows about it. Unknown fields are passed over. What cannot be used is `unknown` with code `malformed`:
 * after an answer we cannot read, we do not know what the provider did.
 */
import type {
  PromotionAmount,
  PromotionGrant,
  PromotionRefusal,
  PromotionRefusalCode,
  PromotionsAnswer,
  UnknownCode,
  VerifyAnswer,
  VoidAnswer,
} from '../../../shared/order/answers'
import type { SnapshotPromotion } from '../../../shared/order/snapshot'
import { cleanText, fromAmount, MESSAGE_LENGTH_MAX } from './wire-values'

/** An answer, and what is worth a line in the log. Remarks hold no key and no customer. */
export type Reading<A> = {
  readonly answer: A
  readonly remarks: readonly string[]
  /** What it is about instead of what was asked; then the answer is not used. */
  readonly strange?: string
}

/** Longest name and reference kept. */
const NAME_LENGTH_MAX = 120
const REFERENCE_LENGTH_MAX = 255

/** Reads a 200 to VERIFY: about our GUID and our code, as far as it names them. */
export function readGrant(
  body: unknown,
  request: { readonly guid: string; readonly code: string },
  exponent: number,
): Reading<VerifyAnswer> {
  if (!isRecord(body)) return malformed('the answer is not an object')
  if (isOther(body.externalId, request.guid)) return strange('another externalId')
  if (isOther(body.promoCode, request.code)) return strange('another promoCode')
  const amount = fromAmount(body.discountAmount, exponent)
  if (amount === null) return malformed('discountAmount is no amount')
  const remarks: string[] = []
  const given = body.referenceId
  const usable = typeof given === 'string' && given !== '' && given.length <= REFERENCE_LENGTH_MAX
  if (given !== undefined && given !== null && !usable) remarks.push('referenceId was not usable')
  const value: PromotionGrant = {
    name: cleanText(body.name, NAME_LENGTH_MAX) ?? request.code,
    amount,
    referenceId: usable ? given : null,
  }
  return { answer: { status: 'ok', value }, remarks }
}

/**
 * Reads a 200 to REVALIDATE or APPLY: every promotion asked about must be in the list once, with an amount.
 * Entries about others are passed over; one that does not say what it is about may be about ours.
 */
export function readAmounts(
  body: unknown,
  asked: readonly SnapshotPromotion[],
  exponent: number,
): Reading<PromotionsAnswer> {
  if (!Array.isArray(body)) return malformed('the answer is not a list')
  const entries: readonly unknown[] = body
  const remarks: string[] = []
  const value: PromotionAmount[] = []
  for (const promotion of asked) {
    const entry = entries.find((one) => isRecord(one) && same(one.externalId, promotion.id))
    if (!isRecord(entry)) {
      const why = 'a promotion asked about is missing from the answer'
      return entries.some((one) => isStranger(one, asked)) ? strange(why) : malformed(why)
    }
    if (isOther(entry.promoCode, promotion.code)) return strange('another promoCode')
    const twice = entries.filter((one) => isRecord(one) && same(one.externalId, promotion.id))
    if (twice.length > 1) return malformed('a promotion twice')
    const amount = fromAmount(entry.discountAmount, exponent)
    if (amount === null) return malformed('discountAmount is no amount')
    value.push({ promotionId: promotion.id, amount })
  }
  if (!entries.every((one) => isRecord(one) && typeof one.externalId === 'string')) {
    return malformed('an entry without an externalId')
  }
  if (entries.length > asked.length) remarks.push('the answer has entries nobody asked about')
  return { answer: { status: 'ok', value }, remarks }
}

/** Reads a 400 to VERIFY. */
export function readRefusedCode(body: unknown, guid: string): Reading<VerifyAnswer> {
  const entries = errorEntries(body)
  const entry = entries.find((one) => same(one.externalId, guid)) ?? entries[0]
  if (!entry)
    return { answer: { status: 'refused', refused: unexplained(guid) }, remarks: [NO_WORDS] }
  const remarks: string[] = []
  return { answer: { status: 'refused', refused: refusalOf(entry, guid, remarks) }, remarks }
}

/** Reads a 400 to REVALIDATE or APPLY. Promotions are told by `externalId` or `appliedDiscountGuid`. */
export function readRefusals(
  body: unknown,
  asked: readonly SnapshotPromotion[],
): Reading<Extract<PromotionsAnswer, { readonly status: 'refused' }>> {
  const remarks: string[] = []
  const refused = errorEntries(body).map((entry) => {
    const known = asked.find(
      (one) => same(entry.externalId, one.id) || same(entry.appliedDiscountGuid, one.discountId),
    )
    return refusalOf(entry, known?.id ?? null, remarks)
  })
  if (refused.length > 0) return { answer: { status: 'refused', refused }, remarks }
  return { answer: { status: 'refused', refused: [unexplained(null)] }, remarks: [NO_WORDS] }
}

/**
 * Reads a 400 to VOID. A code the provider does not know has nothing to release, so that is ok, as long as
 * the answer leaves no other promotion of the request unmentioned: a list is taken whole or not at all.
 * @param asked  ids of every promotion to release
 */
export function readRefusedVoid(body: unknown, asked: readonly string[]): Reading<VoidAnswer> {
  const remarks: string[] = []
  const all = errorEntries(body).map((entry) => {
    const known = asked.find((id) => same(entry.externalId, id))
    return refusalOf(entry, known ?? null, remarks)
  })
  if (all.length === 0) {
    return { answer: { status: 'refused', refused: [unexplained(null)] }, remarks: [NO_WORDS] }
  }
  const refused = all.filter((one) => one.code !== 'promotion-not-found')
  const named = new Set(all.map((one) => one.promotionId))
  const silent = named.has(null) ? [] : asked.filter((id) => !named.has(id))
  if (refused.length === 0) refused.push(...silent.map(unexplained))
  if (refused.length === 0) return { answer: { status: 'ok', value: null }, remarks }
  return { answer: { status: 'refused', refused }, remarks }
}

/** Whether a 400-like body says why, in any layout known. */
export function hasErrors(body: unknown): boolean {
  return errorEntries(body).length > 0
}

/** An answer that cannot be used. */
export function malformed(
  detail: string,
): Reading<{ readonly status: 'unknown'; readonly code: UnknownCode; readonly detail: string }> {
  return { answer: { status: 'unknown', code: 'malformed', detail }, remarks: [] }
}

/** Whether a 400-like body gives a reason that we know. */
export function hasKnownErrors(body: unknown): boolean {
  return errorEntries(body).some((entry) => REFUSAL_CODES.has(entry.errorType))
}

/** An answer about something else. */
function strange(why: string): ReturnType<typeof malformed> {
  return { ...malformed(why), strange: why }
}

/** The one place that guesses the layout of an error response; the first layout that fits wins. */
function errorEntries(body: unknown): readonly Readonly<Record<string, unknown>>[] {
  if (!isRecord(body)) return []
  for (const list of [body.errors, body.promotionErrors]) {
    if (Array.isArray(list)) return list.filter(isRecord)
  }
  for (const one of [body.error, body.promotionError]) {
    if (isRecord(one)) return [one]
  }
  return body.errorType !== undefined || body.userErrorMessage !== undefined ? [body] : []
}

const NO_WORDS = 'the refusal has no error response'

const REFUSAL_CODES: ReadonlyMap<unknown, PromotionRefusalCode> = new Map([
  ['INVALID_REQUEST', 'promotion-request-invalid'],
  ['CODE_ALREADY_USED', 'promotion-already-used'],
  ['CODE_NOT_EXIST', 'promotion-not-found'],
  ['CODE_NOT_APPLY', 'promotion-not-applicable'],
  ['CODE_INACTIVE', 'promotion-inactive'],
  ['OTHER', 'promotion-refused'],
])

function refusalOf(
  entry: Readonly<Record<string, unknown>>,
  promotionId: string | null,
  remarks: string[],
): PromotionRefusal {
  const code = REFUSAL_CODES.get(entry.errorType)
  if (code === undefined) {
    remarks.push(`unknown errorType ${cleanText(entry.errorType, 40) ?? '(none)'}`)
  }
  const internal = cleanText(entry.developerErrorMessage, MESSAGE_LENGTH_MAX)
  if (internal !== null) remarks.push(`provider's note: ${internal}`)
  const message = cleanText(entry.userErrorMessage, MESSAGE_LENGTH_MAX)
  return { promotionId, code: code ?? 'promotion-refused', message }
}

function unexplained(promotionId: string | null): PromotionRefusal {
  return { promotionId, code: 'promotion-refused', message: null }
}

function isStranger(entry: unknown, asked: readonly SnapshotPromotion[]): boolean {
  return isRecord(entry) && !asked.some((one) => same(entry.externalId, one.id))
}

/** Whether a name is given and is not ours. */
function isOther(given: unknown, ours: string): boolean {
  return given !== undefined && given !== null && !same(given, ours)
}

/** UUIDs are compared without case: some systems print them in capitals. */
function same(given: unknown, id: string): boolean {
  return typeof given === 'string' && given.toLowerCase() === id.toLowerCase()
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
