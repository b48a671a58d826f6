import { happeningOf } from '../../../electron/till/record'
import type { Moment } from '../../../electron/till/testing/fake-world'
import type { Death } from '../../../electron/till/testing/mortal-journal'
import { assert } from '../../../shared/assert'
import type { OrderEvent } from '../../../shared/order/events'
import { Counter } from './counter'
import { judge } from './judge'
import { SHAPES, type Shape } from './shapes'

/** The eleven effects of section 1 of docs/reliability.md, each with the calls it makes and how it ends. */
export const STEPS = {
  verify: { calls: ['verify'], ends: ['PromotionVerified'] },
  revalidate: { calls: ['revalidate'], ends: ['RevalidationEnded'] },
  'promotion apply': { calls: ['apply'], ends: ['PromotionsApplied'] },
  'coupon authorize': { calls: ['authorize'], ends: ['CouponsAuthorized'] },
  tender: { calls: ['tender'], ends: ['TenderAdded', 'RefundGiven'] },
  'coupon capture': { calls: ['capture'], ends: ['CouponsCaptured'] },
  'promotion commit': { calls: ['redeem'], ends: ['StorePromotionRedeemed'] },
  'void or release': {
    calls: ['void', 'release', 'giveBack'],
    ends: ['PromotionsVoided', 'CouponsReleased', 'CouponReturned'],
  },
  print: { calls: ['print'], ends: ['ReceiptPrinted'] },
  drawer: { calls: ['pulse'], ends: ['DrawerOpened'] },
  'sync upload': { calls: ['report'], ends: ['OrderReported'] },
} as const satisfies Readonly<
  Record<
    string,
    { readonly calls: readonly string[]; readonly ends: readonly OrderEvent['type'][] }
  >
>

/** Where the process dies within a step. */
export const POINTS = [
  'before intent',
  'intent to send',
  'send to effect',
  'effect to answer',
  'answer to result',
] as const

/** One cell of the crash matrix. */
export type Cell = {
  readonly shape: Shape
  readonly step: keyof typeof STEPS
  readonly point: (typeof POINTS)[number]
  /** Where the next process dies while it recovers; null: it does not. */
  readonly second: Death | null
}

/** A second crash inside the recovery: at its own commit, or at what it sends first. */
const SECONDS: readonly Death[] = [
  { commit: 1, side: 'before' },
  { commit: 1, side: 'after' },
  { commit: 2, side: 'before' },
  { commit: 2, side: 'after' },
  { commit: 3, side: 'before' },
]

/** 330 cells with one crash, then the same with a second one, 1,650. */
export function allCells(): readonly Cell[] {
  const singles = SHAPES.flatMap((shape) =>
    stepNames().flatMap((step) =>
      POINTS.map((point): Cell => ({ shape, step, point, second: null })),
    ),
  )
  return [...singles, ...SECONDS.flatMap((second) => singles.map((one) => ({ ...one, second })))]
}

/** How a cell ended: it crashed and everything held, or its step does not exist in the shape. */
export async function playCell(cell: Cell): Promise<'held' | 'not in this shape'> {
  const counter = await counterOf(cell)
  let died = false
  let taken = false
  const moment = MOMENTS[cell.point]
  counter.onCommit = (events) => {
    taken ||= isCash(cell) && events.some((event) => event.type === 'TenderAdded')
  }
  counter.onMoment = (name, at) => {
    if (died || at !== moment || !(taken || includes(cell.step, name))) return
    died = true
    counter.station.journal.isAlive = false
  }
  await counter.station.start()
  await counter.sell()
  if (counter.station.journal.isAlive) {
    proveAbsent(cell, counter)
    await finish(counter)
    return 'not in this shape'
  }
  if (cell.second !== null) await counter.restart(cell.second, 0)
  recoverFiveTimes(counter)
  await counter.restart()
  await finish(counter)
  return 'held'
}

/** The counter before the first life that may die. */
async function counterOf(cell: Cell): Promise<Counter> {
  if (!cell.shape.comesBack) {
    return new Counter(cell.shape, { death: (self) => deathOf(cell, self) })
  }
  const counter = new Counter(cell.shape)
  await counter.sellFirst()
  counter.next(deathOf(cell, counter), 3_000)
  return counter
}

const MOMENTS: Readonly<Partial<Record<Cell['point'], Moment>>> = {
  'send to effect': 'sent',
  'effect to answer': 'done',
}

/**
 * A crash at a commit; one at a moment of a call is the counter's to make. Cash is taken in one commit, which is
 * intent and result: it is cut before it, right behind it, at the next thing that is sent, when that has had its
 * effect, and before the next commit.
 */
function deathOf(cell: Cell, counter: Counter): Death {
  const { step, point } = cell
  const ends: readonly string[] = STEPS[step].ends
  let taken = false
  const isIntent = (event: OrderEvent) => {
    const call = counter.callOf(event)
    if (event.type === 'EffectPostponed') return false
    return isCash(cell) ? event.type === 'TenderAdded' : call !== null && includes(step, call)
  }
  const isResult = (event: OrderEvent) => {
    const wasTaken = taken
    taken ||= isIntent(event)
    return isCash(cell) ? wasTaken && isAfterTender(event) : ends.includes(event.type)
  }
  const neverButSeen = (event: OrderEvent) => isIntent(event) && false
  const isHere: Readonly<Record<Cell['point'], (event: OrderEvent) => boolean>> = {
    'before intent': isIntent,
    'intent to send': isIntent,
    'send to effect': neverButSeen,
    'effect to answer': neverButSeen,
    'answer to result': isResult,
  }
  const side = point === 'intent to send' ? 'after' : 'before'
  return { writes: (record) => isHere[point](eventOf(record)), side }
}

/** What is written together with the money is not what is written after it. */
function isAfterTender(event: OrderEvent): boolean {
  return event.type === 'EffectStarted' || event.type === 'TenderUndone'
}

function isCash({ step, shape }: Cell): boolean {
  return step === 'tender' && shape.tender !== 'card'
}

function eventOf(record: {
  readonly stream: string
  readonly at: number
  readonly event: { readonly type: string }
}): OrderEvent {
  return happeningOf({ ...record, seq: 0, id: '' }).event
}

function includes(step: Cell['step'], call: string): boolean {
  const calls: readonly string[] = STEPS[step].calls
  return calls.includes(call)
}

/** A step that is not in a shape: neither the world nor the journal has ever heard of it. */
function proveAbsent({ step, shape, point }: Cell, counter: Counter): void {
  for (const call of STEPS[step].calls) {
    assert(
      counter.called(call) === 0,
      `${shape.name}, ${step}, ${point}: it happened and nothing died`,
    )
  }
  for (const { event } of counter.lookedAt()) {
    const call = counter.callOf(event)
    assert(call === null || !includes(step, call), `${step} is in the journal of ${shape.name}`)
    assert(step !== 'tender' || event.type !== 'TenderAdded', 'Every shape takes money')
  }
}

/** I19: starting again changes nothing more, neither in memory nor on the disk. */
function recoverFiveTimes(counter: Counter): void {
  const seen = new Set<string>()
  for (let times = 0; times < 5; times += 1) {
    const station = counter.next(null, 0)
    station.till.start()
    station.effects.stop()
    const { orders, currentId, lastNumber, lastReceiptNumber } = station.till.state
    seen.add(
      JSON.stringify([[...orders], currentId, lastNumber, lastReceiptNumber, counter.disk.last]),
    )
  }
  assert(seen.size === 1, 'I19: a start after a start changes something')
}

/** Sells to the end, lets what waits have its time, and judges. */
async function finish(counter: Counter): Promise<void> {
  await counter.sell()
  assert(counter.station.journal.isAlive, 'The last life lives')
  const now = counter.station.till.current
  const number = counter.cashier.soldRef === null ? 1 : 2
  const isOver =
    now === null || now.number > number || now.status === 'paid' || now.status === 'closed'
  assert(isOver, 'The order cannot be brought to its end')
  await counter.station.timers.pass(120_000)
  judge(counter)
}

function stepNames(): readonly Cell['step'][] {
  const names = Object.keys(STEPS)
  return names.filter((name): name is Cell['step'] => name in STEPS)
}
