import { assert } from '../assert'
import { at } from '../lists'
import { subtract, ZERO, type Money } from '../money'
import type { Evaluation, MissingCondition, NearMiss } from '../promotions/basket'
import type { PromotionBook } from '../promotions/book'
import { partsOf } from '../promotions/eligible'
import type { Eligible, StorePromotionRule } from '../promotions/store-promotion'
import type { Context } from './context'
import {
  categoriesOf,
  choices,
  isOfOne,
  isOnAll,
  more,
  named,
  spent,
  withLine,
  type MissingGoods,
} from './near-goods'
import type { Customer, Line, Order } from './order'
import type { OtherOrders } from './promotion-uses'
import { promotionsOf } from './store-rules'

/** What is near an order: looked at on demand, never on the way of a scan. */
export type NearPromotions = {
  /** What saves the customer most comes first; what only says why comes last. */
  readonly near: readonly NearPromotion[]
  /** The order was too large to try every combination of its promotions. */
  readonly bounded: boolean
}

/** A store promotion near an order. Where goods or a customer would bring it, that was tried out. */
export type NearPromotion = {
  readonly ruleId: string
  readonly name: string
  /** It is on the order already, and would count once more or with its next step. */
  readonly applied: boolean
  readonly missing:
    | Exclude<MissingCondition, { readonly code: 'pieces-missing' | 'spend-missing' }>
    /** `onAll`: whatever is bought counts for it; else what counts, where categories say it. */
    | {
        readonly code: 'spend-missing'
        readonly amount: Money
        readonly onAll: boolean
        readonly categories: readonly string[]
      }
    | { readonly code: 'goods-missing'; readonly goods: readonly MissingGoods[] }
  /** What the customer saves more once it is met; null where no amount can be named. */
  readonly saves: Money | null
}

/** The moment, the promotions, the catalog and the other orders. */
export type NearWorld = Pick<Context, 'storePromotions' | 'at' | 'item'> & {
  /** All orders: what the customer has used on the others. */
  readonly others: OtherOrders
  /** It has taken long enough: what was not tried by now is not promised. */
  readonly isEnough?: () => boolean
}

/** Orders that are tried out at most; each costs as much as a scan. */
const TRIES_MAX = 24

/** Orders that are tried out in any case. */
const TRIES_MIN = 4

/** Parts of one set that may be missing together. */
const PARTS_MAX = 3

const NOTHING: NearPromotions = { near: [], bounded: false }

/**
 * Says what is near an open order and what it would save. A promise is made only where it was kept on an order
 * with those goods on it: pieces at the price of those that are there, else of the catalog.
 */
export function nearPromotions(order: Order, world: NearWorld): NearPromotions {
  const { storePromotions: book, at: now } = world
  if (book === undefined || order.status !== 'open') return NOTHING
  const own = promotionsOf(order, book, now, world.others)
  // What was too much for one look is not looked at again and again.
  const trial: Trial = { order, book, world, own, left: own.bounded ? 0 : TRIES_MAX }
  const near = [...own.near]
    .sort((a, b) => stepsOf(a) - stepsOf(b))
    .flatMap((miss) => looked(miss, trial) ?? [])
  return { near: near.sort((a, b) => worth(b) - worth(a)), bounded: own.bounded }
}

/** An order that is tried out with other goods on it. */
type Trial = {
  readonly order: Order
  readonly book: PromotionBook
  readonly world: NearWorld
  readonly own: Evaluation
  left: number
}

function stepsOf({ missing }: NearMiss): number {
  return missing.code === 'pieces-missing' ? missing.pieces : 0
}

function worth({ saves, missing }: NearPromotion): number {
  if (saves !== null) return saves
  return missing.code === 'goods-missing' || missing.code === 'customer-missing' ? 0 : -1
}

function looked(miss: NearMiss, trial: Trial): NearPromotion | null {
  const { ruleId, name, applied, missing } = miss
  const rule = trial.book.ruleOf(ruleId)
  assert(rule !== undefined, 'What is near stands in the book')
  const said = { ruleId, name, applied }
  switch (missing.code) {
    case 'pieces-missing': {
      const found = trial.own.bounded
        ? untried(missing, rule, trial)
        : withGoods(missing, rule, trial)
      return found && { ...said, ...found }
    }
    case 'spend-missing': {
      const asked = { ...missing, onAll: isOnAll(rule), categories: categoriesOf(rule) }
      if (trial.own.bounded) return { ...said, missing: asked, saves: null }
      const goods = spent(rule, missing.amount, trial.world.at)
      const saves = savedBy(rule, withLine(trial.order, goods), trial)
      return saves === null ? null : { ...said, missing: asked, saves }
    }
    case 'customer-missing': {
      if (trial.own.bounded) return { ...said, missing, saves: null }
      const saves = savedBy(rule, { ...trial.order, customer: KNOWN }, trial)
      return saves === null ? groupOf(rule, said) : { ...said, missing, saves }
    }
    default:
      return { ...said, missing, saves: null }
  }
}

/** Knowing the customer alone does not bring it: it is for another group, or there is not enough on the order. */
function groupOf(
  { groups }: StorePromotionRule,
  said: Pick<NearPromotion, 'ruleId' | 'name' | 'applied'>,
): NearPromotion | null {
  return groups.length === 0 || groups.includes(PETZ)
    ? null
    : { ...said, missing: { code: 'group-missing', groups }, saves: null }
}

const PETZ = 'petz'

type PiecesMissing = Extract<MissingCondition, { readonly code: 'pieces-missing' }>

/** Goods that bring it, and what they save. */
type FoundGoods = Pick<NearPromotion, 'missing' | 'saves'>

/** What the rule itself asks for; nobody knows what the whole order would save by it. */
function untried(missing: PiecesMissing, rule: StorePromotionRule, trial: Trial): FoundGoods {
  const eligible = at(partsOf(rule), missing.part)
  const found = choices(eligible, rule, trial.order, trial.world)
  return foundGoods([{ pieces: missing.pieces, of: firstOf(found, eligible) }], null)
}

function foundGoods(goods: readonly MissingGoods[], saves: Money | null): FoundGoods {
  return { missing: { code: 'goods-missing', goods }, saves }
}

function firstOf([first]: readonly Line[], eligible: Eligible): MissingGoods['of'] {
  return first === undefined ? named(eligible) : { kind: 'item', name: first.name }
}

/** Whether one order more may be tried out; it is counted. */
function mayTry(trial: Trial): boolean {
  const isLate = TRIES_MAX - trial.left >= TRIES_MIN && trial.world.isEnough?.() === true
  if (trial.left <= 0 || isLate) return false
  trial.left -= 1
  return true
}

/** The pieces that would bring it once more, part by part. */
function withGoods(miss: PiecesMissing, rule: StorePromotionRule, trial: Trial): FoundGoods | null {
  const goods: MissingGoods[] = []
  let { order } = trial
  let missing = miss
  for (let part = 0; part < PARTS_MAX; part += 1) {
    const { pieces } = missing
    const eligible = at(partsOf(rule), missing.part)
    const found = choices(eligible, rule, order, trial.world)
    const kept = keptBy({ found, wanted: pieces, order }, rule, trial)
    if (kept !== null) return foundGoods([...goods, kept.goods], kept.saves)
    goods.push({ pieces, of: firstOf(found, eligible) })
    if (found.length === 0) return foundGoods(goods, null)
    if (!mayTry(trial)) return null
    order = withLine(order, more(at(found, 0), pieces, trial.world.at))
    const again = promotionsOf(order, trial.book, trial.world.at, trial.world.others).near
    const next = again.find((one) => one.ruleId === rule.id)?.missing
    if (next?.code !== 'pieces-missing' || next.part === missing.part) return null
    missing = next
  }
  return null
}

/** The first of the items, and the fewest pieces of it, with which the promotion gives more. */
function keptBy(
  {
    found,
    wanted,
    order,
  }: { readonly found: readonly Line[]; readonly wanted: number; readonly order: Order },
  rule: StorePromotionRule,
  trial: Trial,
): { readonly goods: MissingGoods; readonly saves: Money } | null {
  const counts = wanted > 1 && isOfOne(rule) ? [1, wanted] : [wanted]
  for (const count of counts) {
    for (const item of found) {
      const saves = savedBy(rule, withLine(order, more(item, count, trial.world.at)), trial)
      const of = { kind: 'item', name: item.name } as const
      if (saves !== null) return { goods: { pieces: count, of }, saves }
    }
  }
  return null
}

/** What is saved more on that order, where the promotion has a part in it; null where it has none. */
function savedBy(rule: StorePromotionRule, order: Order, trial: Trial): Money | null {
  if (!mayTry(trial)) return null
  const then = promotionsOf(order, trial.book, trial.world.at, trial.world.others)
  const isMore = givenBy(rule, then) > givenBy(rule, trial.own)
  return isMore && then.saved > trial.own.saved ? subtract(then.saved, trial.own.saved) : null
}

function givenBy({ id }: StorePromotionRule, { applied }: Evaluation): Money {
  return applied.find((one) => one.ruleId === id)?.amount ?? ZERO
}

/** A customer with an account, of whom nothing else is known. */
const KNOWN: Customer = {
  lookUpId: '',
  customerRef: '',
  phoneMasked: '',
  status: 'matched',
  consumerId: '',
  coupons: [],
  asOf: null,
  code: null,
}
