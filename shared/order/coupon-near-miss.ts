/*
 * The wrong size or flavour, in words. A coupon names its products by number; what those are called, the catalog
 * may know. Names are compared word by word: this chooses what is said, never what is given.
 */
import { under } from '../lists'
import type { WalletCoupon } from './answers'
import type { Line } from './order'

/** A product as far as its name and its place in the catalog tell it from others. */
export type NamedProduct = { readonly name: string; readonly category: string }

/** The line of an order that comes closest to a coupon that is not for it. */
export type CouponNearMiss = {
  readonly lineId: string
  /**
   * `no-barcode`: it may well be the product, but our catalog has no number by which the service could know it.
   * `barcode`: the same words under another number.
   */
  readonly differs: 'size' | 'kind' | 'size-and-kind' | 'no-barcode' | 'barcode'
  /** What the coupon is for: the product's name; null where the catalog does not have it. */
  readonly wanted: string | null
  /** How many more products the coupon is for. */
  readonly others: number
  readonly has: string
  /** Sizes as they are written: "24 lb"; null where none is. */
  readonly wantedSize: string | null
  readonly hasSize: string | null
}

/**
 * The line that comes closest to what a coupon is for; null when none is close.
 * @param products  those of the coupon that the catalog knows; where there are none, its own words must do
 * @param lines     lines for sale that the coupon is not for
 */
export function couponNearMiss(
  coupon: Pick<WalletCoupon, 'title' | 'details' | 'gtins'>,
  products: readonly NamedProduct[],
  lines: readonly Line[],
): CouponNearMiss | null {
  const wants =
    products.length > 0
      ? products.map(({ name, category }) => ({ ...readName(name), name, category }))
      : [{ ...readName(`${coupon.title} ${coupon.details}`), name: null, category: null }]
  let best: { readonly miss: CouponNearMiss; readonly score: number } | null = null
  for (const line of lines) {
    const has = readName(line.name)
    for (const want of wants) {
      if (want.category !== null && want.category !== line.category) continue
      const score = closeness(want, has)
      if (score <= (best?.score ?? 0)) continue
      const miss: CouponNearMiss = {
        lineId: line.id,
        differs: differenceOf(want, has, line),
        wanted: want.name,
        others: Math.max(0, coupon.gtins.length - 1),
        has: line.name,
        wantedSize: want.size?.text ?? null,
        hasSize: has.size?.text ?? null,
      }
      best = { miss, score }
    }
  }
  return best?.miss ?? null
}

/** A name, taken apart. */
type ReadName = {
  readonly words: ReadonlySet<string>
  readonly size: Size | null
}

/** A size in the smallest unit of its kind, so that 1 lb is 16 oz. */
type Size = { readonly text: string; readonly kind: string; readonly amount: number }

/**
 * How much two names have in common, in thousandths; 0 is not close. Close are names that share two words and
 * half of those of the shorter one: the brand alone is not enough. Of names of one word, one is all there is.
 */
function closeness(want: ReadName, has: ReadName): number {
  const fewest = Math.min(want.words.size, has.words.size)
  const shared = [...want.words].filter((word) => has.words.has(word)).length
  const isClose = fewest === 1 ? shared === 1 && differsInSize(want, has) : shared >= 2
  if (!isClose || shared * 2 < fewest) return 0
  const all = want.words.size + has.words.size - shared
  // Of goods that are equally close, those of the right size are closer.
  return Math.round((shared * 1000) / all) + (differsInSize(want, has) ? 0 : 1)
}

function differenceOf(want: ReadName, has: ReadName, line: Line): CouponNearMiss['differs'] {
  const isOtherSize = differsInSize(want, has)
  const isSameKind = isWithin(want.words, has.words) || isWithin(has.words, want.words)
  if (isOtherSize) return isSameKind ? 'size' : 'size-and-kind'
  if (!isSameKind) return 'kind'
  return line.barcodes.length === 0 ? 'no-barcode' : 'barcode'
}

function isWithin(part: ReadonlySet<string>, whole: ReadonlySet<string>): boolean {
  return [...part].every((word) => whole.has(word))
}

function differsInSize({ size: a }: ReadName, { size: b }: ReadName): boolean {
  return a !== null && b !== null && (a.kind !== b.kind || a.amount !== b.amount)
}

/** "24 lb", "1.5 l", "500ml", "6 ct". */
const MEASURED =
  /\b(\d{1,6}(?:[.,]\d{1,3})?)\s?(fl\.? ?oz|lbs?|oz|kg|g|ml|cl|l|ct|pcs|pack|in|ft|cm|m)\b/i

/** Sizes of things to wear and to play with: "Rope Toy M". */
const LETTERED = /\b(XXS|XS|S|M|L|XL|XXL)\b(?=[^\p{L}]*$)/u

/** What one of a unit is in thousandths of the smallest of its kind: milligrams, microlitres, micrometres. */
const UNITS: ReadonlyMap<string, readonly [kind: string, amount: number]> = new Map([
  ['g', ['weight', 1_000]],
  ['kg', ['weight', 1_000_000]],
  ['oz', ['weight', 28_350]],
  ['lb', ['weight', 453_600]],
  ['lbs', ['weight', 453_600]],
  ['ml', ['volume', 1_000]],
  ['cl', ['volume', 10_000]],
  ['l', ['volume', 1_000_000]],
  ['floz', ['volume', 29_574]],
  ['ct', ['count', 1_000]],
  ['pcs', ['count', 1_000]],
  ['pack', ['count', 1_000]],
  ['cm', ['length', 10_000]],
  ['m', ['length', 1_000_000]],
  ['in', ['length', 25_400]],
  ['ft', ['length', 304_800]],
])

function readName(name: string): ReadName {
  const measured = MEASURED.exec(name)
  const lettered = measured === null ? LETTERED.exec(name) : null
  const size = measured === null ? letterSize(lettered) : measuredSize(measured)
  const rest = name.replace(MEASURED, ' ').replace(LETTERED, ' ').toLowerCase()
  const words = Array.from(rest.matchAll(/\p{L}{3,}/gu), ([word]) => word).filter(
    (word) => !OF_OFFERS.has(word),
  )
  return { words: new Set(words), size }
}

function letterSize(found: RegExpExecArray | null): Size | null {
  const text = found?.[1]
  return text === undefined ? null : { text, kind: `letter ${text}`, amount: 1 }
}

function measuredSize([, number = '', unit = '']: RegExpExecArray): Size {
  const [kind, one] = under(UNITS, unit.toLowerCase().replace(/[. ]/g, ''))
  const amount = Math.round(Number.parseFloat(number.replace(',', '.')) * one)
  return { text: `${number} ${unit.toLowerCase()}`, kind, amount }
}

/** Words of an offer that say nothing about its goods. */
const OF_OFFERS: ReadonlySet<string> = new Set([
  ...['any', 'all', 'and', 'bag', 'bags', 'buy', 'each', 'for', 'free', 'get', 'item', 'items'],
  ...['off', 'one', 'only', 'pack', 'packs', 'per', 'save', 'size', 'sizes', 'the', 'two', 'with'],
])
