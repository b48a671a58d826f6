import { isGs1, type Symbology } from './aim'
import { carriedByElements, type Carried } from './carried'
import { parseDigitalLink } from './digital-link'
import { conflictsIn, GS, parseGs1, valueOf, type Gs1Element } from './gs1'
import { expandShortUpcE, gtinCandidates, hasValidCheckDigit, splitAddOn } from './gtin'
import { couponInDigits, couponInElements, type PaperCoupon } from './paper-coupon'

/** What stands in a code, before any rule of the shop. */
export type Content = {
  /** Article numbers of 14 digits it may mean, most likely first. */
  readonly candidates: readonly string[]
  readonly carried: Carried
  readonly coupon: PaperCoupon | null
}

/** What stands behind the linear code in a composite symbol sent as one message. */
const COMPOSITE = '|]e0'

const NOTHING: Content = { candidates: [], carried: {}, coupon: null }

/**
 * Reads a code by the kind of symbol it came from; without one, by its content.
 * `wrong` is a misread: a symbol that always has a check digit or GS1 elements, and they are not right.
 */
export function contentOf(code: string, symbology: Symbology | null): Content | 'wrong' {
  const [linear = '', composite] = splitComposite(code)
  if (composite === undefined) return plainContentOf(linear, symbology)
  const main = plainContentOf(linear, symbology)
  const added = contentOfMessage(composite)
  if (main === 'wrong' || added === 'wrong') return 'wrong'
  const carried = { ...added.carried, ...main.carried }
  return { ...main, carried, coupon: main.coupon ?? added.coupon }
}

function plainContentOf(code: string, symbology: Symbology | null): Content | 'wrong' {
  switch (symbology) {
    case 'ean-8':
      return certain(hasValidCheckDigit(code) ? gtinCandidates(code).slice(0, 1) : [], code)
    case 'ean-upc':
      // An EAN-8 would have said so: eight digits are a UPC-E first, and fewer can be nothing else.
      return certain([...gtinCandidates(code)].reverse().concat(shortUpcE(code)), code)
    case 'ean-with-add-on': {
      const { code: number, addOn } = splitAddOn(code) ?? { code, addOn: undefined }
      const content = certain(gtinCandidates(number), number)
      if (content === 'wrong' || addOn === undefined) return content
      return { ...content, carried: { addOn } }
    }
    default:
      return isGs1(symbology) ? contentOfMessage(code) : contentByText(code)
  }
}

/** A symbol that ends in a check digit: without an article number it was misread. */
function certain(candidates: readonly string[], digits: string): Content | 'wrong' {
  if (candidates.length === 0) return 'wrong'
  return { ...NOTHING, candidates, coupon: couponInDigits(digits) }
}

function contentOfMessage(message: string): Content | 'wrong' {
  const elements = parseGs1(message)
  return elements.ok ? contentOfElements(elements.value) : 'wrong'
}

/** An article beside what a case contains is two articles: nobody can tell which one is sold. */
function contentOfElements(elements: readonly Gs1Element[]): Content | 'wrong' {
  const conflicts = conflictsIn(elements)
  if (conflicts.includes('article-and-content') || conflicts.includes('article-and-count')) {
    return 'wrong'
  }
  const coupon = couponInElements(elements)
  if (coupon === 'wrong') return 'wrong'
  const article = valueOf(elements, '01')
  const candidates = article === null ? [] : [article]
  return { candidates, carried: carriedByElements(elements), coupon }
}

/** Symbols that may hold anything, and scanners that do not say what they read. */
function contentByText(code: string): Content {
  const link = parseDigitalLink(code)
  if (link.ok) return settled(contentOfElements(link.value))
  if (/^(?:\x1d|01\d{14}|8110\d|8112\d)/.test(code) || code.includes(GS)) {
    const content = settled(contentOfMessage(code))
    if (content !== NOTHING && !isOpaque(content)) return content
  }
  return { ...NOTHING, candidates: gtinCandidates(code), coupon: couponInDigits(code) }
}

/** What is not right here was no such message after all. */
function settled(content: Content | 'wrong'): Content {
  return content === 'wrong' ? NOTHING : content
}

/** Beyond a GS1 symbol, text that merely begins with 8112 is a coupon only when it can be read as one. */
function isOpaque(content: Content): boolean {
  return content.coupon?.type === 'positive-file-opaque'
}

function shortUpcE(code: string): readonly string[] {
  return expandShortUpcE(code).map((upcA) => upcA.padStart(14, '0'))
}

function splitComposite(code: string): readonly string[] {
  const at = code.indexOf(COMPOSITE)
  return at < 0 ? [code] : [code.slice(0, at), code.slice(at + COMPOSITE.length)]
}
