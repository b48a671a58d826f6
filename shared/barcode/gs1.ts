/**
 * GS1 element strings: what GS1-128, GS1 DataBar, GS1 Data Matrix and GS1 QR hold.
 *
 * A message is a row of elements, each an application identifier of two to four digits and its data:
 * `01` and fourteen digits is the article, `10` and up to twenty characters the lot. Where the data of an
 * identifier has no predefined length, a separator ends it (FNC1 in the symbol, GS, 1D hex, on the wire)
 * unless the message ends there:
 *
 *     01 12312312312333  10 ABC123 <GS>  99 TESTING
 *
 * A separator behind data of predefined length and one at the very end are met in practice and mean nothing.
 * In `310n`, `392n` and their like the last digit says how many decimals the value has.
 *
 * Source: GS1 General Specifications, 7.8; checked with the vectors of the GS1 Barcode Syntax Engine.
 */
import { fail, ok, type Result } from '../result'
import { identifierAt } from './gs1-table'

/** The separator between elements: ASCII group separator. */
export const GS = '\x1d'

/** One element: an application identifier and its data. */
export type Gs1Element = { readonly ai: string; readonly value: string }

/** Why a message is no row of elements; `at` counts characters from its beginning. */
export type Gs1Fault = {
  readonly kind: 'empty' | 'identifier-unknown' | 'value-wrong' | 'identifier-repeated'
  readonly at: number
  readonly ai: string | null
}

/** Elements that do not go together, as the specifications have it. */
export type Gs1Conflict =
  | 'article-and-content'
  | 'article-and-count'
  | 'content-without-count'
  | 'count-without-content'
  | 'price-without-measure'

/**
 * Takes a message apart into its elements.
 * Every element must be known and right, check digits and dates included; one wrong element makes the
 * whole message wrong, because what follows it cannot be trusted.
 */
export function parseGs1(message: string): Result<readonly Gs1Element[], Gs1Fault> {
  const elements: Gs1Element[] = []
  const seen = new Map<string, string>()
  let at = message.startsWith(GS) ? 1 : 0
  if (at >= message.length) return fail({ kind: 'empty', at, ai: null })
  while (at < message.length) {
    const identifier = identifierAt(message, at)
    if (!identifier) return fail({ kind: 'identifier-unknown', at, ai: null })
    const ai = message.slice(at, at + identifier.digits)
    const from = at + identifier.digits
    const end = endOfValue(message, from, identifier.predefined)
    const value = message.slice(from, end)
    if (!identifier.fits(value)) return fail({ kind: 'value-wrong', at: from, ai })
    if ((seen.get(ai) ?? value) !== value) return fail({ kind: 'identifier-repeated', at, ai })
    if (!seen.has(ai)) elements.push({ ai, value })
    seen.set(ai, value)
    at = message[end] === GS ? end + 1 : end
  }
  return ok(elements)
}

/** Checks one element that was found by other means, such as a web link. */
export function isGs1Element({ ai, value }: Gs1Element): boolean {
  const identifier = identifierAt(ai, 0)
  return identifier !== null && identifier.digits === ai.length && identifier.fits(value)
}

/** The data of an identifier; null when the message does not have it. */
export function valueOf(elements: readonly Gs1Element[], ai: string): string | null {
  return elements.find((one) => one.ai === ai)?.value ?? null
}

/**
 * A measure or amount whose identifier says how many decimals it has.
 * @param stem  the identifier without its last digit: `310` is net weight in kilograms
 */
export function decimalOf(
  elements: readonly Gs1Element[],
  stem: string,
): { readonly digits: string; readonly decimals: number } | null {
  const found = elements.find((one) => one.ai.length === 4 && one.ai.startsWith(stem))
  return found ? { digits: found.value, decimals: Number(found.ai.slice(3)) } : null
}

/**
 * Names what does not go together. Such a message can be read but not believed as it is; the caller
 * decides which conflicts matter to it.
 */
export function conflictsIn(elements: readonly Gs1Element[]): readonly Gs1Conflict[] {
  const has = (pattern: RegExp) => elements.some(({ ai }) => pattern.test(ai))
  const article = has(/^01$/)
  const content = has(/^02$/)
  const count = has(/^37$/)
  const conflicts: Gs1Conflict[] = []
  if (article && content) conflicts.push('article-and-content')
  if (article && count) conflicts.push('article-and-count')
  if (content && !count) conflicts.push('content-without-count')
  if (count && !content && !article && !has(/^8026$/)) conflicts.push('count-without-content')
  if (has(/^39[23]\d$/) && !has(/^(?:30|3[1256]\d\d)$/)) conflicts.push('price-without-measure')
  return conflicts
}

function endOfValue(message: string, from: number, predefined: number | null): number {
  if (predefined !== null) return Math.min(from + predefined, message.length)
  const separator = message.indexOf(GS, from)
  return separator < 0 ? message.length : separator
}
