import { assert } from '../../../shared/assert'
import { CLOCK_JUMP_MS } from '../../../shared/order/decide-time'
import type { Chance } from '../../../shared/order/testing/chance'
import { Counter } from './counter'
import { judge, ofType } from './judge'
import { SHAPES } from './shapes'

const SECOND = 1_000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const YEAR = 365 * DAY

const JUMPS = [
  ...[SECOND, 30 * SECOND, 2 * MINUTE, 3 * MINUTE, 16 * MINUTE, HOUR, 5 * HOUR, DAY],
  ...[30 * DAY, YEAR, 10 * YEAR],
]
const SLEEPS = [SECOND, MINUTE, 10 * MINUTE, 20 * MINUTE, HOUR, 8 * HOUR, DAY, 3 * DAY]

/** Moments at which a calendar does something odd, in the time zone of the shop. */
const STARTS = [
  new Date(2025, 2, 20, 17, 40),
  // An hour is left out, and one comes twice, where the shop has summer time.
  new Date(2025, 2, 9, 1, 59, 55),
  new Date(2025, 2, 30, 1, 59, 55),
  new Date(2025, 10, 2, 1, 59, 55),
  new Date(2025, 9, 26, 2, 59, 55),
  // Midnight into a leap day, out of it, and into a new year.
  new Date(2028, 1, 28, 23, 59, 55),
  new Date(2028, 1, 29, 23, 59, 55),
  new Date(2025, 11, 31, 23, 59, 55),
]

/** What the clock does during one sale. */
export type ClockCase = {
  readonly shape: (typeof SHAPES)[number]
  readonly startedAt: number
  /** At which commit the clock is set, or the computer sleeps. */
  readonly at: number
  readonly jumpMs: number
  readonly sleepMs: number
  /** At which commit it is set back again; null: it stays. */
  readonly backAt: number | null
  /** The process ends at this commit and is started again after so long. */
  readonly endsAt: number | null
  readonly offMs: number
  /** How often nobody answers at the capture. */
  readonly silences: number
}

/** Draws a case. */
export function drawClockCase(chance: Chance): ClockCase {
  const at = 2 + chance.below(34)
  const sleeps = chance.once(3)
  const sign = chance.once(2) ? -1 : 1
  const among = <T>(all: readonly T[], none: T): T => chance.among(all, none)
  return {
    shape: among(SHAPES.slice(2), SHAPES[2] ?? failed()),
    startedAt: among(STARTS, STARTS[0] ?? failed()).getTime(),
    at,
    jumpMs: sleeps ? 0 : sign * among(JUMPS, HOUR),
    sleepMs: sleeps ? among(SLEEPS, HOUR) : 0,
    backAt: !sleeps && chance.once(3) ? at + 1 + chance.below(8) : null,
    endsAt: chance.once(3) ? at + chance.below(10) : null,
    offMs: among([3_000, 10 * MINUTE, HOUR, DAY, 3 * DAY], HOUR),
    silences: chance.once(3) ? 1 + chance.below(4) : 0,
  }
}

/** What a case came to. */
export type ClockFound = { readonly told: boolean; readonly asked: boolean }

const HOLD_MS = 15 * MINUTE

/** Plays a case to its end and judges it. */
export async function playClockCase(one: ClockCase): Promise<ClockFound> {
  const counter = new Counter(one.shape, { startedAt: one.startedAt })
  const { world } = counter
  world.holdMs = HOLD_MS
  world.expiresAt = () => counter.station.timers.now() + HOLD_MS
  const silent = { kind: 'silent-before' } as const
  world.next('capture', ...Array<typeof silent>(one.silences).fill(silent))
  let commits = 0
  let isSold = false
  counter.onCommit = () => {
    commits += 1
    const { timers, journal } = counter.station
    if (commits === one.at) {
      timers.jump(one.jumpMs)
      timers.sleep(one.sleepMs)
    }
    if (commits === one.backAt) timers.jump(-one.jumpMs)
    if (commits === one.endsAt && !isSold) journal.isAlive = false
  }
  await counter.station.start()
  await counter.sell()
  if (!counter.station.journal.isAlive) {
    await counter.restart(null, one.offMs)
    await counter.sell()
  }
  isSold = true
  await counter.sellTea()
  const { station } = counter
  for (let hours = 0; hours < 3; hours += 1) {
    for (let minutes = 0; minutes < 4; minutes += 1) {
      await station.timers.pass(5 * MINUTE)
      station.clocks.look()
      station.effects.pump()
    }
  }
  judge(counter)
  const jumped = ofType(counter.happened(), 'ClockJumped').map((event) => event.byMs)
  const alone = one.backAt === null && one.endsAt === null && commits >= one.at
  if (alone) isTold(one, jumped, counter)
  const asked = ofType(counter.happened(), 'NoteAdded').some(
    (event) => event.note.code === 'coupons-run-out',
  )
  return { told: jumped.length > 0, asked }
}

/** I34: a clock that was set is in the journal and on the screen; a computer that slept is not. */
function isTold(one: ClockCase, jumped: readonly number[], counter: Counter): void {
  const isJump = Math.abs(one.jumpMs) > CLOCK_JUMP_MS
  assert(jumped.length > 0 === isJump, `I34: ${jumped.length} jumps for ${one.jumpMs} ms`)
  if (!isJump) return
  assert(
    jumped.every((byMs) => byMs === one.jumpMs),
    `I34: told ${jumped[0] ?? 0} ms`,
  )
  const isShown = counter.station.views.some(({ order }) =>
    order.notes.some((note) => note.code === 'clock-jumped'),
  )
  assert(isShown, 'I34: the cashier was not told')
}

function failed(): never {
  throw new Error('The tables are not empty')
}
