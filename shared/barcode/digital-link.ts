/**
 * GS1 Digital Link: element strings written as a web link, as found in QR codes on packs.
 *
 *     https://id.gs1.org/01/09506000134352/10/LOT1?17=261231
 *
 * The host may be anybody's. Somewhere in the path stands the key, `/01/` and the article number; behind it
 * its qualifiers in this order: `22` variant, `10` lot, `21` serial, or `235` alone. All other elements are
 * in the query under their digits; what is in the query under a name is the host's own and means nothing
 * here. Values are percent-encoded. Old links write article numbers of 8, 12 or 13 digits.
 *
 * Source: GS1 Digital Link Standard: URI Syntax, 1.4.
 */
import { fail, ok, type Result } from '../result'
import { isGs1Element, type Gs1Element } from './gs1'

/** Why a text is no link to an article. */
export type LinkFault =
  'not-a-link' | 'no-article' | 'qualifiers-wrong' | 'value-wrong' | 'identifier-repeated'

/** Elements a link may have; more is somebody playing. */
const ELEMENTS_MAX = 64

/** Reads the elements of a link to an article, `01` first. */
export function parseDigitalLink(text: string): Result<readonly Gs1Element[], LinkFault> {
  const [, path, query = ''] =
    /^https?:\/\/[^/?#\s]+(\/[^?#]*)(?:\?([^#]*))?(?:#.*)?$/i.exec(text) ?? []
  if (path === undefined) return fail('not-a-link')
  const inPath = elementsOfPath(path)
  if (typeof inPath === 'string') return fail(inPath)
  const inQuery = elementsOfQuery(query)
  if (typeof inQuery === 'string') return fail(inQuery)
  const elements = [...inPath, ...inQuery]
  if (new Set(elements.map((one) => one.ai)).size < elements.length) {
    return fail('identifier-repeated')
  }
  return elements.every(isGs1Element) ? ok(elements) : fail('value-wrong')
}

function elementsOfPath(path: string): readonly Gs1Element[] | LinkFault {
  const parts = path.replace(/\/$/, '').split('/')
  const key = parts.findIndex((part, at) => part === '01' && at + 1 < parts.length)
  if (key < 0) return 'no-article'
  const pairs = parts.slice(key)
  if (pairs.length % 2 !== 0 || pairs.length > 8) return 'qualifiers-wrong'
  const elements: Gs1Element[] = []
  for (let at = 0; at < pairs.length; at += 2) {
    const value = decoded(pairs[at + 1] ?? '')
    if (value === null) return 'value-wrong'
    elements.push({ ai: pairs[at] ?? '', value })
  }
  const [article, ...qualifiers] = elements
  if (!article || !isArticle(article.value)) return 'value-wrong'
  const order = qualifiers.map((one) => one.ai).join(' ')
  if (!/^(?:22)?(?:(?:^| )10)?(?:(?:^| )21)?$|^235$/.test(order)) return 'qualifiers-wrong'
  return [{ ai: '01', value: article.value.padStart(14, '0') }, ...qualifiers]
}

function elementsOfQuery(query: string): readonly Gs1Element[] | LinkFault {
  const pairs = query.split(/[&;]/).filter((pair) => /^\d{2,4}=/.test(pair))
  if (pairs.length > ELEMENTS_MAX) return 'value-wrong'
  const elements: Gs1Element[] = []
  for (const pair of pairs) {
    const equals = pair.indexOf('=')
    const value = decoded(pair.slice(equals + 1))
    if (value === null) return 'value-wrong'
    elements.push({ ai: pair.slice(0, equals), value })
  }
  return elements
}

function isArticle(value: string): boolean {
  return /^(?:\d{8}|\d{12,14})$/.test(value)
}

function decoded(part: string): string | null {
  try {
    return decodeURIComponent(part)
  } catch {
    return null
  }
}
