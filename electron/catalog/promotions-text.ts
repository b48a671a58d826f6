/*
 * Writing the file of promotions (promotions-file.ts): one promotion is changed and everything else, comments and
 * blanks too, stays as somebody has written it. What the YAML writer makes of the whole file is only taken where a
 * change cannot be put in its place.
 */
import { isDeepStrictEqual } from 'node:util'
import { Document, isMap, isNode, isSeq, parseDocument } from 'yaml'
import type { GivenPromotion } from '../../shared/promotions/schema'

/** The text of a file with one promotion and nothing else. */
export function promotionsText(given: GivenPromotion): string {
  const text = new Document({ promotions: [given] }).toString(styleOf(''))
  return `# The store's own promotions.\n${text}`
}

/**
 * Puts a promotion in the text, in the place of the one with its id or at the end. Comments stay.
 * @throws Error  the text is not YAML, or has no list of promotions
 */
export function withPromotion(text: string, given: GivenPromotion): string {
  const document = parsed(text)
  const at = placeOf(document, given.id)
  if (at === null) return added(text, document, given)
  const item = ['promotions', at]
  const before = jsOf(document.getIn(item, true), document)
  for (const [name, value] of Object.entries(given)) {
    if (isDeepStrictEqual(jsOf(document.getIn([...item, name], true), document), value)) continue
    // A plain value is put into its place, so that what is noted behind it stays.
    const isPlain = typeof value !== 'object'
    document.setIn([...item, name], isPlain ? value : document.createNode(value))
  }
  for (const name of Object.keys(before ?? {})) {
    if (!(name in given)) document.deleteIn([...item, name])
  }
  const whole = document.toString(styleOf(text))
  const [from, to] = [spanOf(text, given.id), spanOf(whole, given.id)]
  return from && to
    ? whereSame(
        text.slice(0, from.start) + whole.slice(to.start, to.end) + text.slice(from.end),
        whole,
      )
    : whole
}

/**
 * Takes a promotion out of the text, with what is noted right above it.
 * @throws Error  the text is not YAML, or has no list of promotions
 */
export function withoutPromotion(text: string, id: string): string {
  const document = parsed(text)
  const at = placeOf(document, id)
  if (at === null) return text
  document.deleteIn(['promotions', at])
  const whole = document.toString(styleOf(text))
  const span = spanOf(text, id)
  if (span === null) return whole
  const lines = text.slice(0, lineStart(text, span.start)).split('\n').slice(0, -1)
  while (lines.at(-1)?.trimStart().startsWith('#') === true && lines.length > 1) lines.pop()
  const kept = lines.map((line) => `${line}\n`).join('')
  return whereSame(kept + text.slice(lineEnd(text, span.end)), whole)
}

/** How the writer is to write: as far to the left as the list of this text stands. */
function styleOf(text: string) {
  return { lineWidth: 0, indentSeq: !/^- /m.test(text) }
}

function added(text: string, document: Document, given: GivenPromotion): string {
  const list = document.get('promotions', true)
  const last: unknown = isSeq(list) ? list.items.at(-1) : undefined
  document.addIn(['promotions'], document.createNode(given))
  // An empty list stands in brackets; with something in it, it is written line by line again.
  if (isSeq(list)) list.flow = false
  const whole = document.toString(styleOf(text))
  const made = spanOf(whole, given.id)
  const end = isNode(last) ? (last.range?.[1] ?? null) : null
  if (end === null || made === null) return whole
  const after = lineEnd(text, end)
  const gap = text[after - 1] === '\n' ? '' : '\n'
  const item = `${whole.slice(lineStart(whole, made.start), made.end).trimEnd()}\n`
  return whereSame(text.slice(0, after) + gap + item + text.slice(after), whole)
}

/** The text that was put together by hand, where it says the same as the whole one. */
function whereSame(spliced: string, whole: string): string {
  const [one, other] = [parseDocument(spliced), parseDocument(whole)]
  const isSame = one.errors.length === 0 && isDeepStrictEqual(one.toJS(), other.toJS())
  return isSame ? spliced : whole
}

/** From the first key of a promotion to the end of its last value. */
function spanOf(text: string, id: string): { readonly start: number; readonly end: number } | null {
  const document = parseDocument(text)
  const at = placeOf(document, id)
  const item: unknown = at === null ? null : document.getIn(['promotions', at], true)
  const [start, end] = (isMap(item) ? item.range : null) ?? []
  if (start === undefined || end === undefined) return null
  // A block ends where the next begins: what is blank or noted between them belongs to neither.
  const own = text.slice(start, end)
  return { start, end: start + own.trimEnd().length }
}

function lineStart(text: string, at: number): number {
  return text.lastIndexOf('\n', at - 1) + 1
}

function lineEnd(text: string, at: number): number {
  const next = text.indexOf('\n', at - 1)
  return next < 0 ? text.length : next + 1
}

function parsed(text: string): Document {
  const document = parseDocument(text)
  const [error] = document.errors
  if (error) throw error
  if (!isSeq(document.get('promotions', true)))
    throw new Error('The text has no list of promotions')
  return document
}

function placeOf(document: Document, id: string): number | null {
  const list = document.get('promotions', true)
  const at = isSeq(list) ? list.items.findIndex((one) => isMap(one) && one.get('id') === id) : -1
  return at < 0 ? null : at
}

function jsOf(node: unknown, document: Document): unknown {
  return isNode(node) ? node.toJS(document) : node
}
