/*
 * The file of the store's own promotions: YAML, UTF-8, one list `promotions`. What one promotion may say stands
 * in shared/promotions/schema.ts. A promotion that does not fit is named by its line and left out; the rest is
 * loaded. Writing is in promotions-text.ts.
 */
import { isMap, isNode, isSeq, LineCounter, parseDocument, type Document } from 'yaml'
import { PETZ_GROUP } from '../../shared/order/promotion-uses'
import { PROMOTION, ruleOf, type GivenPromotion } from '../../shared/promotions/schema'
import type { StorePromotionRule } from '../../shared/promotions/store-promotion'
import { readGroups, type CustomerGroups } from './promotion-groups'

/** A mistake in the file, by its line. */
export type PromotionMistake = { readonly line: number; readonly sentence: string }

/** A file of promotions, read. */
export type PromotionsReading = {
  /** Those that count; what is switched off is not among them. */
  readonly rules: readonly StorePromotionRule[]
  /** Each promotion that fits, as the file has it. */
  readonly given: readonly GivenPromotion[]
  /** Customer groups with their numbers. */
  readonly groups: CustomerGroups
  readonly mistakes: readonly PromotionMistake[]
}

/** What a promotion is judged by beside itself: minor digits of the currency, and the groups there are. */
export type Known = { readonly exponent: number; readonly groups: CustomerGroups }

/** What does not fit in one promotion, by the names that lead to it: "get.percent", "" for the whole of it. */
export type FieldMistake = { readonly path: string; readonly sentence: string }

const BYTES_MAX = 1_000_000
const RULES_MAX = 2000

/**
 * Reads the text of a file of promotions.
 * @param exponent  minor digits of the currency
 */
export function parsePromotions(text: string, exponent: number): PromotionsReading {
  if (text.length > BYTES_MAX) return only(0, 'The file is longer than 1,000,000 characters.')
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const lineAt = (offset: number) => lines.linePos(offset).line
  const mistakes = document.errors.map((error) => ({
    line: lineAt(error.pos[0]),
    sentence: `This is not YAML: ${error.message.split('\n')[0]}. Mend this line first.`,
  }))
  const list = document.get('promotions', true)
  if (document.contents === null || list === undefined || list === null) {
    const sentence = 'The file must begin with "promotions:" and a list under it.'
    return mistakes.length > 0 ? { ...only(0, ''), mistakes } : only(1, sentence)
  }
  if (!isSeq(list)) return only(1, '"promotions" must be a list: each promotion begins with "-".')
  const { groups, wrong } = readGroups(document)
  for (const { at, sentence } of wrong) mistakes.push({ line: lineAt(at), sentence })
  const broken = document.errors.map((error) => error.pos[0])
  const rules: StorePromotionRule[] = []
  const given: GivenPromotion[] = []
  const firstLines = new Map<string, number>()
  for (const item of list.items.slice(0, RULES_MAX)) {
    const [from = 0, , until = 0] = (isNode(item) ? item.range : null) ?? []
    if (broken.some((at) => at >= from && at <= until)) continue
    const read = readOne(document, item, { exponent, groups })
    const line = lineAt(from)
    if ('rule' in read) {
      const before = firstLines.get(read.rule.id)
      if (before === undefined) {
        firstLines.set(read.rule.id, line)
        given.push(read.given)
        if (read.given.off !== true) rules.push(read.rule)
        continue
      }
      const sentence = `The id "${read.rule.id}" is there already, in line ${before}. Give this promotion another id.`
      mistakes.push({ line, sentence })
    } else {
      mistakes.push(
        ...read.wrong.map(({ at, sentence }) => ({ line: lineAt(at ?? from), sentence })),
      )
    }
  }
  if (list.items.length > RULES_MAX) {
    mistakes.push({ line: 1, sentence: `Only the first ${RULES_MAX} promotions are read.` })
  }
  return { rules, given, groups, mistakes: mistakes.sort((a, b) => a.line - b.line) }
}

type Read =
  | { readonly rule: StorePromotionRule; readonly given: GivenPromotion }
  | { readonly wrong: readonly { readonly at: number | null; readonly sentence: string }[] }

function readOne(document: Document, item: unknown, known: Known): Read {
  const given = jsOf(item, document)
  const read = judged(given, known)
  if ('promotion' in read) {
    return { rule: ruleOf(read.promotion, known.exponent), given: read.promotion }
  }
  const { issues } = read
  const name = isRecord(given) && typeof given['name'] === 'string' ? `${given['name']}: ` : ''
  return {
    wrong: issues.map((issue) => {
      const path = pathOf(issue)
      const words = isMissing(given, issue.path)
        ? `${issue.message}; it is missing`
        : wordsOf(issue)
      const where = path.map((part) =>
        typeof part === 'number' ? `number ${part + 1}` : String(part),
      )
      const subject = where.length === 0 ? 'a promotion' : where.join(', ')
      return { at: offsetOf(item, path), sentence: `${name}${subject} ${words}.` }
    }),
  }
}

/** Judges one promotion by itself, as a form has it: the promotion, or what does not fit in which field. */
export function judgePromotion(
  given: unknown,
  known: Known,
): { readonly promotion: GivenPromotion } | { readonly mistakes: readonly FieldMistake[] } {
  const read = judged(given, known)
  if ('promotion' in read) return read
  const mistakes = read.issues.map((issue) => ({
    path: pathOf(issue).map(String).join('.'),
    sentence: wordsOf(issue),
  }))
  return { mistakes }
}

function judged(
  given: unknown,
  { exponent, groups }: Known,
): { readonly promotion: GivenPromotion } | { readonly issues: readonly Issue[] } {
  const read = PROMOTION.safeParse(given)
  if (!read.success) return { issues: read.error.issues }
  const issues = [...tooFine(read.data, exponent), ...unknownGroups(read.data, groups)]
  return issues.length === 0 ? { promotion: read.data } : { issues }
}

function pathOf({ path, keys }: Issue): readonly PropertyKey[] {
  return keys === undefined ? path : [...path, keys[0] ?? '']
}

function wordsOf({ message, keys }: Issue): string {
  return keys === undefined
    ? message
    : 'is not a key of such a promotion. Remove it or check its spelling'
}

/** What does not fit, where; `keys` that are none. */
type Issue = {
  readonly path: readonly PropertyKey[]
  readonly message: string
  readonly keys?: readonly string[]
}

/** A group nobody belongs to is most likely misspelt. */
function unknownGroups(
  { customers = [] }: GivenPromotion,
  groups: CustomerGroups,
): readonly Issue[] {
  const known = [PETZ_GROUP, ...groups.keys()]
  return customers.flatMap((name, at) =>
    known.includes(name)
      ? []
      : [{ path: ['customers', at], message: `must be one of ${known.join(', ')}, not ${name}` }],
  )
}

const AMOUNTS: ReadonlySet<PropertyKey> = new Set(['amount', 'price'])

/** Half a cent is nobody's discount. */
function tooFine(
  value: unknown,
  exponent: number,
  path: readonly PropertyKey[] = [],
): readonly Issue[] {
  if (Array.isArray(value)) {
    return value.flatMap((one, at) => tooFine(one, exponent, [...path, at]))
  }
  if (isRecord(value)) {
    return Object.entries(value).flatMap(([name, one]) => tooFine(one, exponent, [...path, name]))
  }
  const isAmount = typeof value === 'number' && AMOUNTS.has(path.at(-1) ?? '')
  if (!isAmount || Number(value.toFixed(exponent)) === value) return []
  return [{ path, message: `must have at most ${exponent} decimals, not ${value}` }]
}

/** Where a value stands, or else the nearest thing around it that is there. */
function offsetOf(item: unknown, path: readonly PropertyKey[]): number | null {
  let node: unknown = item
  let offset = isNode(item) ? (item.range?.[0] ?? null) : null
  for (const part of path) {
    if (isMap(node)) {
      const pair = node.items.find((one) => isNode(one.key) && String(one.key) === String(part))
      if (!pair) break
      if (isNode(pair.key)) offset = pair.key.range?.[0] ?? offset
      node = pair.value
    } else if (isSeq(node) && typeof part === 'number') {
      node = node.items[part]
      if (isNode(node)) offset = node.range?.[0] ?? offset
    } else break
  }
  return offset
}

function isMissing(given: unknown, path: readonly PropertyKey[]): boolean {
  let value: unknown = given
  for (const part of path) {
    if (Array.isArray(value) && typeof part === 'number') value = value[part]
    else value = isRecord(value) ? value[String(part)] : undefined
  }
  return value === undefined
}

function jsOf(node: unknown, document: Document): unknown {
  return isNode(node) ? node.toJS(document) : node
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

/** What a file comes to that is not there, or that cannot be read. */
export function unreadable(sentence: string): PromotionsReading {
  return only(0, sentence)
}

function only(line: number, sentence: string): PromotionsReading {
  return { rules: [], given: [], groups: new Map(), mistakes: [{ line, sentence }] }
}
