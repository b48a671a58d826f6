import { under } from '../lists'
import { money, subtract } from '../money'
import type {
  CouponEffect,
  CouponGoods,
  CouponJudgement,
  CouponMoment,
  PresentedCoupon,
} from './manufacturer-coupon'
import { compare } from './manufacturer-coupon-fill'
import { fitOf } from './manufacturer-coupon-fit'
import { judgeCoupon, without, type Demand } from './manufacturer-coupon-judge'
import { serialOf, termsOf } from './manufacturer-coupon-terms'

/** What becomes of each coupon, by its id. */
export type CouponJudgements = ReadonlyMap<string, CouponJudgement>

/** So many coupons that are in each other's way are tried in every order. */
const ORDERS_OF_MAX = 5

/** On orders with more lines than this only few sequences are tried: the queue keeps moving. */
const LINES_OF_MAX = 100

/**
 * Judges all manufacturer coupons of an order together. A piece meets the requirement of one coupon alone, and
 * the goods never give more than they cost. Who goes first is decided by what a coupon could be used on and by
 * its code, never by the order of scanning: the coupon with the fewest goods goes first; where some then get
 * nothing, other sequences are tried, and the one that gives the customer the most is taken: every one of up to
 * ORDERS_OF_MAX coupons on LINES_OF_MAX lines; beyond that a few of those that got nothing go first once.
 */
export function judgeCoupons(
  presented: readonly PresentedCoupon[],
  goods: readonly CouponGoods[],
  moment: CouponMoment,
): CouponJudgements {
  const judged = new Map<string, CouponJudgement>()
  const firsts = firstOfEachSerial(presented)
  const alone = presented.map((one) => ({
    one,
    judgement: firsts.has(one.id) ? judgeCoupon(one, goods, moment) : SAME_SERIAL,
  }))
  const wanted = alone.map(({ one }) => ({ id: one.id, ...aimOf(one, goods, moment) }))
  const counts = new Map<string, number>()
  for (const { lines } of wanted) {
    for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1)
  }
  const room = new Map(
    wanted.map(({ id, lines, isWhole }) => [id, isWhole ? goods.length + 1 : lines.size]),
  )
  const contenders = alone
    .filter(({ judgement }) => judgement.outcome === 'applies')
    .map(({ one }) => one)
    .sort((a, b) => under(room, a.id) - under(room, b.id) || byCode(a, b))
  const demand: Demand = (lineId) => under(counts, lineId)
  const run = (sequence: readonly PresentedCoupon[]) => runOf(sequence, goods, moment, demand)
  const best = bestOf(contenders, goods.length, run)
  for (const { one, judgement } of alone) {
    const among = best.judged.get(one.id)
    const now = judgement.outcome === 'needs-manager' ? judgeCoupon(one, best.goods, moment) : among
    judged.set(one.id, now ? usedByOthers(judgement, now) : judgement)
  }
  return judged
}

const SAME_SERIAL: CouponJudgement = { outcome: 'blocked', block: { reason: 'serial-used' } }

/** The same serial number twice on one order is the same piece of paper; the one a manager approved counts. */
function firstOfEachSerial(presented: readonly PresentedCoupon[]): ReadonlySet<string> {
  const bySerial = new Map<string, PresentedCoupon>()
  const alone: string[] = []
  for (const one of presented) {
    const serial = serialOf(one.coupon)
    if (serial === null) {
      alone.push(one.id)
      continue
    }
    const before = bySerial.get(serial)
    const isBetter = before !== undefined && before.approval === null && one.approval !== null
    if (before === undefined || isBetter) bySerial.set(serial, one)
  }
  return new Set([...alone, ...[...bySerial.values()].map((one) => one.id)])
}

/** The lines a coupon could be used on, and whether it comes off the whole order: such a one goes last. */
function aimOf(
  { coupon, approval }: PresentedCoupon,
  goods: readonly CouponGoods[],
  moment: CouponMoment,
): { readonly lines: ReadonlySet<string>; readonly isWhole: boolean } {
  const { purchases, saving } = termsOf(coupon, moment)
  if (purchases.length === 0) {
    const lineId = approval?.lineId ?? null
    return { lines: new Set(lineId === null ? [] : [lineId]), isWhole: lineId === null }
  }
  const fitting = goods.filter((one) =>
    purchases.some((purchase) => fitOf(purchase, one, moment.rules) !== 'no'),
  )
  const lines = new Set(fitting.map((one) => one.lineId))
  return { lines, isWhole: saving.kind === 'off-order' }
}

/** What one sequence of coupons comes to. */
type Run = {
  readonly judged: CouponJudgements
  readonly goods: readonly CouponGoods[]
  readonly total: number
  readonly empty: readonly PresentedCoupon[]
}

function runOf(
  sequence: readonly PresentedCoupon[],
  goods: readonly CouponGoods[],
  moment: CouponMoment,
  demand: Demand,
): Run {
  const judged = new Map<string, CouponJudgement>()
  const empty: PresentedCoupon[] = []
  let rest = goods
  let total = 0
  for (const one of sequence) {
    const judgement = judgeCoupon(one, rest, moment, demand)
    judged.set(one.id, judgement)
    if (judgement.outcome === 'applies') {
      rest = lessOf(rest, judgement)
      total += judgement.amount
    } else empty.push(one)
  }
  return { judged, goods: rest, total, empty }
}

/** The goods as one coupon leaves them to the next. */
function lessOf(goods: readonly CouponGoods[], effect: CouponEffect): readonly CouponGoods[] {
  const taken = new Map<string, number>()
  for (const { lineId, amount } of effect.parts) {
    taken.set(lineId, (taken.get(lineId) ?? 0) + amount)
  }
  return without(goods, effect.uses).map((one) => {
    const off = taken.get(one.lineId)
    return off === undefined ? one : { ...one, left: subtract(one.left, money(off)) }
  })
}

function bestOf(
  contenders: readonly PresentedCoupon[],
  lines: number,
  run: (sequence: readonly PresentedCoupon[]) => Run,
): Run {
  const first = run(contenders)
  if (first.empty.length === 0) return first
  const others =
    contenders.length <= ORDERS_OF_MAX && lines <= LINES_OF_MAX
      ? sequencesOf(contenders)
      : first.empty
          .slice(0, ORDERS_OF_MAX)
          .map((one) => [one, ...contenders.filter((other) => other !== one)])
  return others.map(run).reduce((best, one) => (one.total > best.total ? one : best), first)
}

function sequencesOf(all: readonly PresentedCoupon[]): readonly (readonly PresentedCoupon[])[] {
  if (all.length <= 1) return [all]
  return all.flatMap((one) =>
    sequencesOf(all.filter((other) => other !== one)).map((rest) => [one, ...rest]),
  )
}

/** What is there and meets another coupon is not missing: the sentence is another. */
function usedByOthers(alone: CouponJudgement, now: CouponJudgement): CouponJudgement {
  const isShort = now.outcome === 'blocked' && now.block.reason === 'not-bought'
  if (!isShort || alone.outcome === 'blocked') return now
  return { outcome: 'blocked', block: { ...now.block, reason: 'goods-used' } }
}

function byCode(a: PresentedCoupon, b: PresentedCoupon): number {
  return compare(a.code, b.code) || compare(a.id, b.id)
}
