import type {
  CouponDoubt,
  CouponGoods,
  CouponRules,
  CouponShortfall,
  CouponUseOf,
} from './manufacturer-coupon'
import { fitOf, type CouponFit } from './manufacturer-coupon-fit'
import type { TermsPurchase } from './manufacturer-coupon-terms'

/** A purchase that the order holds, or what is missing of it. */
export type Filled =
  | {
      readonly isMet: true
      readonly uses: readonly CouponUseOf[]
      /** Met by what the whole order costs: the goods are those of the whole order. */
      readonly byWhole: boolean
      /** Only a manager can tell whether it is really met. */
      readonly doubt: CouponDoubt | null
    }
  | { readonly isMet: false; readonly shortfall: CouponShortfall; readonly unmet: number }

/** How pieces are chosen among those that fit. */
export type Choosing = {
  readonly rules: CouponRules
  /** How many other coupons could use a line: what nobody else wants goes first. */
  readonly demand: (lineId: string) => number
  readonly first: 'dear' | 'cheap'
}

/** Goods that fit a purchase, with how sure that is. */
type Candidate = { readonly goods: CouponGoods; readonly fit: Exclude<CouponFit, 'no'> }

/**
 * Looks whether goods fill one purchase of a coupon, and with which pieces.
 * @param also  purchases whose goods count as well: the requirement is filled from all of them together
 */
export function fillPurchase(
  purchase: TermsPurchase,
  also: readonly TermsPurchase[],
  goods: readonly CouponGoods[],
  choosing: Choosing,
): Filled {
  if (purchase.unit === 'money-of-order') return byWholeOrder(purchase, goods)
  const all: Candidate[] = []
  for (const one of goods) {
    const fit = one.free > 0 ? bestFit(purchase, also, one, choosing.rules) : 'no'
    if (fit !== 'no') all.push({ goods: one, fit })
  }
  all.sort((a, b) => inOrder(a.goods, b.goods, choosing))
  if (purchase.unit === 'cashier-decides') return byHand(purchase, all)
  const sure = all.filter((one) => one.fit === 'yes')
  const surely = gather(purchase, sure)
  if (surely.isMet) return surely
  const perhaps = gather(purchase, [...sure, ...all.filter((one) => one.fit === 'perhaps')])
  if (perhaps.isMet) return { ...perhaps, doubt: 'family-unknown' }
  const packed = isWeight(purchase) && all.some((one) => one.goods.unit === 'each')
  return packed ? met(all.map(wholeOf), 'weight-unknown') : perhaps
}

function bestFit(
  purchase: TermsPurchase,
  also: readonly TermsPurchase[],
  goods: CouponGoods,
  rules: CouponRules,
): CouponFit {
  let best = fitOf(purchase, goods, rules)
  for (const each of also) {
    if (best === 'yes') return best
    const fit = fitOf(each, goods, rules)
    if (fit !== 'no') best = fit
  }
  return best
}

/** Whole pieces of a line of which some is free; anything weighed is one piece, used whole or not at all. */
export function freePieces({ unit, quantity, free }: CouponGoods): number {
  if (unit === 'each' && quantity % PIECE === 0) return Math.floor(free / PIECE)
  return 1
}

/** How much of a line so many pieces of it are. */
export function quantityOf({ unit, quantity }: CouponGoods, pieces: number): number {
  return unit === 'each' && quantity % PIECE === 0 ? pieces * PIECE : quantity
}

/** What a requirement is called where it is not met. */
function shortfallOf(purchase: TermsPurchase, missing: number): CouponShortfall {
  const isOrder = purchase.unit === 'money-of-order'
  return {
    missing,
    unit: UNIT_WORDS[purchase.unit],
    maker: isOrder ? null : purchase.maker.digits,
    family: isOrder ? null : (purchase.family?.code ?? null),
  }
}

const PIECE = 1000

const UNIT_WORDS = {
  pieces: 'pieces',
  'cashier-decides': 'pieces',
  'money-of-items': 'money',
  'money-of-order': 'money-of-order',
  pounds: 'pounds',
  kilograms: 'kilograms',
} as const

function met(uses: readonly CouponUseOf[], doubt: CouponDoubt | null = null): Filled {
  return { isMet: true, uses, byWhole: false, doubt }
}

function byWholeOrder(purchase: TermsPurchase, goods: readonly CouponGoods[]): Filled {
  const spent = goods.reduce((all, one) => all + one.gross, 0)
  const missing = purchase.requirement - spent
  if (missing > 0 || goods.length === 0) return unmet(purchase, Math.max(1, missing))
  return { isMet: true, uses: [], byWhole: true, doubt: null }
}

/** The code leaves the requirement to the cashier: all of the goods there may be meant. */
function byHand(purchase: TermsPurchase, all: readonly Candidate[]): Filled {
  return all.length === 0 ? unmet(purchase, 1) : met(all.map(wholeOf), 'requirement-by-hand')
}

/** Takes pieces in their order until the requirement is filled. */
function gather(purchase: TermsPurchase, candidates: readonly Candidate[]): Filled {
  const uses: CouponUseOf[] = []
  let missing = Math.max(1, purchase.requirement)
  for (const { goods } of candidates) {
    if (missing <= 0) break
    const taken = takenOf(purchase, goods, missing)
    if (taken === null) continue
    uses.push({ lineId: goods.lineId, quantity: taken.quantity })
    missing -= taken.counts
  }
  return missing > 0 ? unmet(purchase, Math.ceil(missing)) : met(uses)
}

/** How much of one line is needed for what is still missing, and how much of the requirement it fills. */
function takenOf(
  { unit }: TermsPurchase,
  goods: CouponGoods,
  missing: number,
): { readonly quantity: number; readonly counts: number } | null {
  const pieces = freePieces(goods)
  if (unit === 'pieces') {
    const taken = Math.min(pieces, missing)
    return { quantity: quantityOf(goods, taken), counts: taken }
  }
  if (unit === 'money-of-items') {
    const each = goods.gross / (goods.quantity / quantityOf(goods, 1))
    if (each <= 0) return null
    const taken = Math.min(pieces, Math.max(1, Math.ceil(missing / each)))
    return { quantity: quantityOf(goods, taken), counts: each * taken }
  }
  if (goods.unit === 'each') return null
  return { quantity: goods.quantity, counts: weightOf(goods, unit) }
}

/** Weight in the coupon's unit: hundredths of a pound, thousandths of a kilogram. */
function weightOf({ unit, quantity }: CouponGoods, wanted: TermsPurchase['unit']): number {
  const grams = unit === 'kg' ? quantity : (quantity * POUND_GRAMS) / PIECE
  if (wanted === 'kilograms') return grams
  return unit === 'lb' ? quantity / 10 : (grams / POUND_GRAMS) * 100
}

const POUND_GRAMS = 453.59237

function isWeight({ unit }: TermsPurchase): boolean {
  return unit === 'pounds' || unit === 'kilograms'
}

function wholeOf({ goods }: Candidate): CouponUseOf {
  return { lineId: goods.lineId, quantity: goods.free }
}

function unmet(purchase: TermsPurchase, missing: number): Filled {
  const wanted = Math.max(1, purchase.requirement)
  return { isMet: false, shortfall: shortfallOf(purchase, missing), unmet: missing / wanted }
}

/** What nobody else wants first, then by price; the order of scanning decides nothing. */
function inOrder(a: CouponGoods, b: CouponGoods, { demand, first }: Choosing): number {
  const wanted = demand(a.lineId) - demand(b.lineId)
  if (wanted !== 0) return wanted
  const dearer = b.worth * a.quantity - a.worth * b.quantity
  if (dearer !== 0) return first === 'dear' ? dearer : -dearer
  return compare(a.sku, b.sku) || compare(a.lineId, b.lineId)
}

/** Which of two texts comes first, by their characters: below zero is the first. */
export function compare(a: string, b: string): number {
  return Number(a > b) - Number(a < b)
}
