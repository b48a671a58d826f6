import { at as nth } from '../lists'
import type { Take } from './book'
import type { Deal } from './deals'

/** A kind of pieces in a component: what one piece saves if no deal takes it, and by which priority. */
export type Offered = {
  /** Its position among the sorted kinds. */
  readonly at: number
  readonly price: number
  readonly count: number
  readonly alone: number
  readonly alonePriority: number
}

/** Deals that share pieces, and those pieces. */
export type Component = { readonly kinds: readonly Offered[]; readonly deals: readonly Deal[] }

/** What a component came to. Kinds and deals are named by their position in it. */
export type ComponentChoice = {
  readonly deals: readonly DealChoice[]
  /** More than the pieces save alone; never below zero. */
  readonly gain: number
  readonly bounded: boolean
}

/** One deal on the order. */
export type DealChoice = {
  readonly deal: number
  readonly times: number
  readonly saved: number
  readonly takes: readonly Take[]
}

/** Steps that one component may cost; then only the states that promise most go on. */
const STEPS_MAX = 240_000
const WIDTH_MIN = 12
const WIDTH_MAX = 6000

/** Weighs priority above the number of pieces that are taken. */
const PIECES_MAX = 16_384

/** Bounds are fractions; what is nearer than that is the same. */
const NEAR = 1e-6

/** What is found, with what decides between equally good ones. */
export type Found = ComponentChoice & { readonly tie: number }

/**
 * Offers the pieces one by one and keeps, for each state of all machines together, the best way there. A machine
 * whose last piece has passed must accept, and its digit is cleared, so that ways meet again. A state that cannot
 * come to `floor` any more is left.
 */
export function search(component: Component, open: readonly boolean[], floor: number): Found {
  const plan = planOf(component, open)
  const { pieces, perPiece } = plan
  const steps = perPiece.reduce((all, options) => all + options.length + 1, 0)
  const fitting = Math.floor(STEPS_MAX / Math.max(1, steps))
  const width = Math.max(WIDTH_MIN, Math.min(WIDTH_MAX, fitting))
  let bounded = plan.tooWide
  let now: readonly State[] = [{ key: 0, gain: 0, tie: 0, parent: null, option: null }]
  for (let at = 0; at < pieces.length; at += 1) {
    const next = advance(now, plan, at, floor)
    if (next.length > width) bounded = true
    now = next.length > width ? narrowed(next, plan, width) : next
  }
  return { ...traced(component, plan, now), bounded }
}

/** The most that these deals could come to. */
export function boundOf(component: Component, open: readonly boolean[]): number {
  const plan = planOf(component, open)
  return plan.tooWide ? Infinity : nth(plan.still, 0)
}

/** What a piece can do: stay out, or play a role. */
type Option = {
  readonly deal: number
  readonly role: number
  readonly gain: number
  readonly tie: number
  /** The gain with what it lends. */
  readonly promise: number
  readonly machine: Deal
  readonly place: number
  readonly counter: Counter | null
}

/** A limit as a digit of the state. */
type Counter = { readonly place: number; readonly most: number }

/** All machines together after some pieces, with the best way there. */
type State = {
  readonly key: number
  gain: number
  tie: number
  /** The state before the last piece; null at the beginning. */
  parent: State | null
  /** What the last piece did; null where it stayed out. */
  option: Option | null
}

/** Where a piece leads to, and what it comes to there. */
type Way = { readonly key: number; readonly gain: number; readonly tie: number }

type Plan = {
  /** The kind of each piece. */
  readonly pieces: readonly number[]
  readonly perPiece: readonly (readonly Option[])[]
  /** Machines and limits whose last piece this is. */
  readonly closing: readonly (readonly Closing[])[]
  /** Machines that lend: only they can owe a state what it has not gained yet. */
  readonly lending: readonly Digit[]
  /** The most that the pieces from each on can still bring. */
  readonly still: readonly number[]
  readonly tooWide: boolean
}

type Digit = { readonly deal: Deal; readonly place: number }
type Closing = { readonly deal: Deal | null; readonly place: number; readonly radix: number }

function planOf({ kinds, deals }: Component, open: readonly boolean[]): Plan {
  const { digits, counters, tooWide } = digitsOf(deals, open)
  const pieces: number[] = []
  const perKind = kinds.map((kind, kindAt) => {
    for (let piece = 0; piece < kind.count; piece += 1) pieces.push(kindAt)
    return digits.flatMap((digit): readonly Option[] => {
      const { deal, at, place } = digit
      const roles = deal.roles.get(kind.at)
      if (!roles || kind.count === 0) return []
      const counter = counters.get(deal.rule) ?? null
      digit.last = pieces.length - 1
      if (counter) counter.last = pieces.length - 1
      return roles.map(({ role, saved }) => {
        const weight = deal.priority * saved - kind.alonePriority * kind.alone
        const tie = weight * PIECES_MAX - 1
        const gain = saved - kind.alone
        const promise = gain + nth(deal.lends, role)
        return { deal: at, role, gain, tie, promise, machine: deal, place, counter }
      })
    })
  })
  const closing: Closing[][] = pieces.map(() => [])
  for (const { deal, place, last } of digits) {
    closing[last]?.push({ deal, place, radix: deal.states })
  }
  for (const { place, most, last } of counters.values()) {
    closing[last]?.push({ deal: null, place, radix: most + 1 })
  }
  const perPiece = pieces.map((kind) => nth(perKind, kind))
  const still = [0]
  for (let at = pieces.length - 1; at >= 0; at -= 1) {
    const promise = nth(perPiece, at).reduce((best, one) => Math.max(best, one.promise), 0)
    still.push(nth(still, still.length - 1) + promise)
  }
  const lending = digits.filter(({ deal }) => deal.lends.some((one) => one !== 0))
  return { pieces, perPiece, closing, lending, still: still.reverse(), tooWide }
}

type OpenDigit = Digit & { readonly at: number; last: number }
type OpenCounter = Counter & { last: number }

/** Gives every machine, and every limit, its digit of the common state. */
function digitsOf(deals: readonly Deal[], open: readonly boolean[]) {
  let place = 1
  let tooWide = false
  const counters = new Map<number, OpenCounter>()
  const digits: OpenDigit[] = []
  deals.forEach((deal, at) => {
    if (!open[at]) return
    const most = deal.limit !== null && !counters.has(deal.rule) ? deal.limit : null
    const radix = most === null ? 1 : most + 1
    if (place * deal.states * radix > Number.MAX_SAFE_INTEGER) {
      tooWide = true
      return
    }
    digits.push({ deal, at, place, last: -1 })
    place *= deal.states
    if (most === null) return
    counters.set(deal.rule, { place, most, last: -1 })
    place *= radix
  })
  return { digits, counters, tooWide }
}

function advance(
  now: readonly State[],
  plan: Plan,
  piece: number,
  floor: number,
): readonly State[] {
  const options = nth(plan.perPiece, piece)
  const closing = nth(plan.closing, piece)
  const wanted = floor - nth(plan.still, piece + 1) - NEAR
  const next = new Map<number, State>()
  const put = (parent: State, option: Option | null, { key, gain, tie }: Way) => {
    const closed = closedKey(key, closing)
    if (closed < 0) return
    // Whatever is kept under this key has come to more than what is left here.
    if (gain < wanted && gain + lentIn(closed, plan.lending) < wanted) return
    const known = next.get(closed)
    if (known === undefined) {
      next.set(closed, { key: closed, gain, tie, parent, option })
      return
    }
    if (gain < known.gain || (gain === known.gain && tie <= known.tie)) return
    known.gain = gain
    known.tie = tie
    known.parent = parent
    known.option = option
  }
  for (const state of now) {
    put(state, null, state)
    for (const option of options) {
      const way = stepped(state, option)
      if (way !== null) put(state, option, way)
    }
  }
  return [...next.values()]
}

/** The state with the digits of what ends here cleared; −1 where a machine does not accept. */
function closedKey(key: number, closing: readonly Closing[]): number {
  let closed = key
  for (const { deal, place, radix } of closing) {
    const digit = digitOf(closed, place, radix)
    if (digit === 0) continue
    if (deal !== null && !deal.accepts(digit)) return -1
    closed -= digit * place
  }
  return closed
}

/** A digit of a key. Whole numbers throughout, and much quicker than the remainder of a large float. */
function digitOf(key: number, place: number, radix: number): number {
  const above = Math.floor(key / place)
  return above - Math.floor(above / radix) * radix
}

/** What the open deals of a state have been lent. */
function lentIn(key: number, digits: readonly Digit[]): number {
  let lent = 0
  for (const { deal, place } of digits) {
    const digit = digitOf(key, place, deal.states)
    if (digit !== 0) lent += deal.lent(digit)
  }
  return lent
}

/** Where a piece leads to that takes a role; null where it cannot. */
function stepped(from: Way, option: Option): Way | null {
  const { key } = from
  const { machine, place, counter, role } = option
  const state = digitOf(key, place, machine.states)
  const next = machine.step(state, role)
  if (next < 0) return null
  const moved = key + (next - state) * place
  const gain = from.gain + option.gain
  const tie = from.tie + option.tie
  if (!machine.completes(state, next, role)) return { key: moved, gain, tie }
  if (counter !== null && digitOf(key, counter.place, counter.most + 1) === counter.most) {
    return null
  }
  return {
    key: counter === null ? moved : moved + counter.place,
    gain: gain - machine.cost,
    tie: tie - machine.cost * machine.priority * PIECES_MAX,
  }
}

/** Too many states: those that promise most go on, and always the one where nothing is open. */
function narrowed(states: readonly State[], plan: Plan, width: number): readonly State[] {
  const hoped = states.map((state) => ({
    state,
    hope: state.gain + lentIn(state.key, plan.lending),
  }))
  hoped.sort((a, b) => b.hope - a.hope || b.state.tie - a.state.tie || a.state.key - b.state.key)
  const kept = new Set(hoped.slice(0, width).map((one) => one.state))
  return states.filter((state) => state.key === 0 || kept.has(state))
}

type Tally = {
  pieces: Map<number, Take>
  saved: number
  completed: number
  got: number
  all: number
}

/** Walks the best way back and adds up what each deal took. */
function traced(
  component: Component,
  { pieces }: Plan,
  last: readonly State[],
): Omit<Found, 'bounded'> {
  const end = last.find((state) => state.key === 0)
  if (end === undefined) return { deals: [], gain: 0, tie: 0 }
  const tallies = new Map<number, Tally>()
  let state: State | null = end
  for (let at = pieces.length - 1; state !== null; at -= 1) {
    if (state.option !== null) tally(tallies, component, state.option, nth(pieces, at))
    state = state.parent
  }
  const { gain, tie } = end
  const deals = [...tallies].map(([deal, one]): DealChoice => {
    const { counting, cost } = nth(component.deals, deal)
    const times = timesOf(counting, one)
    const saved = one.saved - times * cost
    const takes = [...one.pieces.values()].sort((a, b) => a.kind - b.kind)
    return { deal, times, saved, takes }
  })
  deals.sort((a, b) => a.deal - b.deal)
  return { deals: deals.filter((one) => one.saved > 0), gain, tie }
}

function tally(
  tallies: Map<number, Tally>,
  component: Component,
  option: Option,
  kind: number,
): void {
  const saved = option.gain + nth(component.kinds, kind).alone
  const one = tallies.get(option.deal) ?? {
    pieces: new Map<number, Take>(),
    saved: 0,
    completed: 0,
    got: 0,
    all: 0,
  }
  const take = one.pieces.get(kind) ?? { kind, pieces: 0, saved: 0 }
  one.pieces.set(kind, { kind, pieces: take.pieces + 1, saved: take.saved + saved })
  one.saved += saved
  one.all += 1
  if (option.role === 1) one.got += 1
  tallies.set(option.deal, one)
}

function timesOf(counting: Deal['counting'], tallied: Tally): number {
  switch (counting.by) {
    case 'pieces':
      return tallied.all
    case 'once':
      return 1
    case 'got':
      return Math.ceil(tallied.got / counting.got)
    case 'sets':
      return Math.round(tallied.all / counting.size)
  }
}
