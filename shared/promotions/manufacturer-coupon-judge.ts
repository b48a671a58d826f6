import { at as nth, under } from '../lists'
import type {
  CouponBlock,
  CouponDoubt,
  CouponGoods,
  CouponJudgement,
  CouponMoment,
  CouponShortfall,
  CouponUseOf,
  PresentedCoupon,
} from './manufacturer-coupon'
import { effectOf } from './manufacturer-coupon-effect'
import { fitOf } from './manufacturer-coupon-fit'
import { fillPurchase, type Filled } from './manufacturer-coupon-fill'
import { termsOf, type CouponTerms } from './manufacturer-coupon-terms'

/** How many coupons could use a line. */
export type Demand = (lineId: string) => number

/**
 * Judges one manufacturer coupon against an order: what it takes off which goods, or the one reason why not and
 * what would meet it, or what only a manager can tell. Pure: the same coupon, goods and moment give the same.
 * @param goods   lines that are not removed, with what other coupons have left of them
 * @param demand  lets pieces that no other coupon wants be used first
 */
export function judgeCoupon(
  presented: PresentedCoupon,
  goods: readonly CouponGoods[],
  moment: CouponMoment,
  demand: Demand = () => 0,
): CouponJudgement {
  const terms = termsOf(presented.coupon, moment)
  const block = blockOf(terms, moment)
  if (block) return blocked(block)
  const doubts = [...terms.doubts]
  if (terms.retailer !== null && moment.rules.retailers.length === 0) {
    doubts.push('retailer-unknown')
  }
  if (wantsAmount(terms)) doubts.push('value-unknown')
  const cased = { presented, terms, goods, moment, demand, doubts }
  return terms.purchases.length === 0 ? judgeByManager(cased) : judgeByPurchases(cased)
}

/** A coupon on its way to a judgement. */
type Case = {
  readonly presented: PresentedCoupon
  readonly terms: CouponTerms
  readonly goods: readonly CouponGoods[]
  readonly moment: CouponMoment
  readonly demand: Demand
  readonly doubts: readonly CouponDoubt[]
}

/** What stands against a coupon whatever is bought. */
function blockOf(terms: CouponTerms, moment: CouponMoment): CouponBlock | null {
  const { never, serial, starts, expires, retailer } = terms
  const { businessDate, rules, since = businessDate } = moment
  if (never) return never
  if (serial !== null && moment.isSpent(serial)) return { reason: 'serial-used' }
  if (expires !== null && expires < businessDate) return { reason: 'expired', day: expires }
  if (starts !== null && starts > businessDate) return { reason: 'not-yet', day: starts }
  if (starts !== null && starts > since) return { reason: 'after-sale', day: starts }
  if (retailer === null || rules.retailers.length === 0) return null
  // A coupon may name the retailer by its prefix and the shop itself by a whole location number.
  const isOurs = rules.retailers.some((one) => retailer.startsWith(one) || one.startsWith(retailer))
  return isOurs ? null : { reason: 'other-retailer' }
}

/** The code does not say which goods: a manager names a line, or the whole order. */
function judgeByManager({ presented, terms, goods, doubts }: Case): CouponJudgement {
  const { saving } = terms
  const { approval } = presented
  if (goods.length === 0) return blocked({ reason: 'not-bought', ...ANYTHING })
  const mustName = saving.kind === 'free' || saving.kind === 'percent'
  const [doubt] = doubts
  if (approval === null && doubt !== undefined) return ask(terms, doubt, mustName)
  if (mustName && approval?.lineId == null) return ask(terms, 'goods-unknown', true)
  if (wantsAmount(terms) && approval?.amount == null) return ask(terms, 'value-unknown', mustName)
  const lineId = approval?.lineId ?? null
  const named = lineId === null ? goods : goods.filter((one) => one.lineId === lineId)
  if (named.length === 0) return blocked({ reason: 'goods-gone' })
  const over = named.map(lineId === null ? allOf : freeOf).filter((one) => one.quantity > 0)
  if (over.length === 0) return blocked({ reason: 'goods-used', ...ANYTHING })
  const uses = lineId === null ? [] : over
  return taken(effectOf(saving, over, goods, approval?.amount ?? null), uses)
}

const ANYTHING: CouponShortfall = { missing: 1, unit: 'pieces', maker: null, family: null }

/** One way to meet a coupon: its purchases by their places, each filled. */
type Way = { readonly places: readonly number[]; readonly filled: readonly Filled[] }

/** A way all of whose purchases the order holds. */
type MetWay = Pick<Way, 'places'> & {
  readonly filled: readonly Extract<Filled, { readonly isMet: true }>[]
}

function judgeByPurchases(cased: Case): CouponJudgement {
  const { presented, terms, doubts } = cased
  const { approval } = presented
  const ways = waysOf(terms).map((places) => ({ places, filled: fillWay(cased, places) }))
  const open = ways.flatMap(({ places, filled }): readonly MetWay[] => {
    const met = filled.filter((one) => one.isMet)
    return met.length === filled.length ? [{ places, filled: met }] : []
  })
  const sure = open.filter((way) => doubtOf(way) === null)
  if (open.length === 0) return blocked({ reason: 'not-bought', ...nearest(ways) })
  const asked = doubts[0] ?? (sure.length > 0 ? null : doubtOf(nth(open, 0)))
  if (approval === null && asked !== null) return ask(terms, asked, false)
  if (wantsAmount(terms) && approval?.amount == null) return ask(terms, 'value-unknown', false)
  const usable = approval === null ? sure : open
  const judged = usable.map((way) => effectOfWay(cased, way))
  return judged.reduce((best, one) => (worthIn(one) > worthIn(best) ? one : best))
}

const NOTHING: CouponJudgement = { outcome: 'blocked', block: { reason: 'nothing-left' } }

/** Which purchases must be met, by their places; several ways where one of them is enough. */
function waysOf({ purchases, rule }: CouponTerms): readonly (readonly number[])[] {
  const places = purchases.map((_, index) => index)
  switch (rule) {
    case 'any':
      return places.map((place) => [place])
    case 'all':
      return [places]
    case 'first-and-another':
      return places.slice(1).map((place) => [0, place])
    case 'together':
    case null:
      return [[0]]
  }
}

/** Fills the purchases of one way, the one with the fewest goods first; no piece fills two of them. */
function fillWay(cased: Case, places: readonly number[]): readonly Filled[] {
  const { terms, moment, demand } = cased
  const { purchases, rule, saving } = terms
  let goods = cased.goods
  const filled = new Map<number, Filled>()
  const fill = (place: number): Filled => {
    const purchase = nth(purchases, place)
    const also = rule === 'together' ? purchases.slice(1) : []
    const isDear = saving.kind !== 'free' && (places.length === 1 || place === terms.appliesTo)
    const first = isDear ? 'dear' : 'cheap'
    return fillPurchase(purchase, also, goods, { rules: moment.rules, demand, first })
  }
  if (places.length === 1) return places.map(fill)
  const rooms = places.map((place) => ({ place, room: roomOf(cased, place) }))
  rooms.sort((a, b) => a.room - b.room)
  for (const { place } of rooms) {
    const one = fill(place)
    filled.set(place, one)
    if (one.isMet) goods = without(goods, one.uses)
  }
  return places.map((place) => under(filled, place))
}

/** How much of the goods fit a purchase at all. */
function roomOf({ terms, goods, moment }: Case, place: number): number {
  const purchase = nth(terms.purchases, place)
  return goods.filter((one) => one.free > 0 && fitOf(purchase, one, moment.rules) !== 'no').length
}

/** The goods with so much of them used. */
export function without(
  goods: readonly CouponGoods[],
  uses: readonly CouponUseOf[],
): readonly CouponGoods[] {
  if (uses.length === 0) return goods
  const used = new Map<string, number>()
  for (const { lineId, quantity } of uses) used.set(lineId, (used.get(lineId) ?? 0) + quantity)
  return goods.map((one) => {
    const less = used.get(one.lineId)
    return less === undefined ? one : { ...one, free: one.free - less }
  })
}

function effectOfWay(
  { presented, terms, goods }: Case,
  { places, filled }: MetWay,
): CouponJudgement {
  const whole = filled.some((one) => one.byWhole)
  const at = places.indexOf(terms.appliesTo)
  const aimed = at >= 0 ? filled.slice(at, at + 1) : filled
  const uses = filled.flatMap((one) => one.uses)
  const over = whole ? goods.map(allOf) : aimed.flatMap((one) => one.uses)
  return taken(effectOf(terms.saving, over, goods, presented.approval?.amount ?? null), uses)
}

function taken(
  { amount, parts }: ReturnType<typeof effectOf>,
  uses: readonly CouponUseOf[],
): CouponJudgement {
  return amount > 0 ? { outcome: 'applies', amount, parts, uses } : NOTHING
}

/** What is missing on the way that is nearest to being met. */
function nearest(ways: readonly Way[]): CouponShortfall {
  const gaps = ways.map(({ filled }) => filled.flatMap((one) => (one.isMet ? [] : [one])))
  const far = (gap: (typeof gaps)[number]) => gap.reduce((all, one) => all + one.unmet, 0)
  const first = gaps.reduce((best, gap) => (far(gap) < far(best) ? gap : best))
  return nth(first, 0).shortfall
}

function doubtOf({ filled }: MetWay): CouponDoubt | null {
  for (const { doubt } of filled) if (doubt !== null) return doubt
  return null
}

function worthIn(judgement: CouponJudgement): number {
  return judgement.outcome === 'applies' ? judgement.amount : 0
}

function wantsAmount({ saving }: CouponTerms): boolean {
  return (saving.kind === 'amount' || saving.kind === 'off-order') && saving.amount === null
}

function ask(terms: CouponTerms, doubt: CouponDoubt, wantsLine: boolean): CouponJudgement {
  return { outcome: 'needs-manager', doubt, wantsAmount: wantsAmount(terms), wantsLine }
}

function blocked(block: CouponBlock): CouponJudgement {
  return { outcome: 'blocked', block }
}

function allOf({ lineId, quantity }: CouponGoods): CouponUseOf {
  return { lineId, quantity }
}

function freeOf({ lineId, free }: CouponGoods): CouponUseOf {
  return { lineId, quantity: free }
}
