import type { Chance } from '../../../shared/order/testing/chance'
import type { JournalRecord } from '../../../electron/journal/port'
import type { SimClock } from './clock'
import type { Fate } from './disk'
import type { Faults } from './faults'

/** Where a process dies, by the ids of the catalogue; C7 is a power cut, which the printer feels as well. */
const DEATHS = ['C1', 'C2', 'C3', 'C4', 'C5', 'C7'] as const
type Death = (typeof DEATHS)[number] | 'C6'

const INTENTS = new Set([
  'PromotionRequested',
  'RevalidationRequested',
  'CouponAuthorizationRequested',
  'CardPaymentRequested',
  'CustomerLookupRequested',
  'EffectStarted',
])

const RESULTS = new Set([
  'PromotionVerified',
  'PromotionRefused',
  'RevalidationEnded',
  'CouponsAuthorized',
  'TenderAdded',
  'OrderPaid',
  'EffectPostponed',
  'ReceiptPrinted',
  'DrawerOpened',
  'CouponsCaptured',
  'CouponsReleased',
  'PromotionsApplied',
  'PromotionsVoided',
  'StorePromotionRedeemed',
  'OrderReported',
])

/** Decides when a process dies and when its disk fails. */
export class Deaths {
  readonly #clock: SimClock
  readonly #chance: Chance
  readonly #faults: Faults
  #armed: Death | null = null
  #sleep: (() => void) | null = null
  #diskUntil = 0
  #diskFails: 'full' | 'unwritable' | 'read-only' = 'full'
  /** The start of the present process is still under way. */
  isRecovering = false
  /** Ends the present process. */
  kill: () => void = () => undefined

  constructor(clock: SimClock, chance: Chance, faults: Faults) {
    this.#clock = clock
    this.#chance = chance
    this.#faults = faults
  }

  /** Now and then the next process dies in its start as well. */
  arm(): void {
    if (!this.#faults.isOn) return
    this.#armed = this.#faults.among(DEATHS, 'C1')
  }

  /** The process that starts now may die while it settles what the last one left. */
  armRecovery(): void {
    this.#armed = this.#faults.isOn && this.#chance.once(4) ? 'C6' : null
  }

  /** The disk fails for a while. */
  failDisk(how: 'full' | 'unwritable' | 'read-only', ms: number): void {
    this.#diskFails = how
    this.#diskUntil = this.#clock.running + ms
  }

  /** Nothing fails any more. */
  mend(): void {
    this.#armed = null
    this.#sleep = null
    this.#diskUntil = 0
  }

  /** What becomes of a commit. */
  fate(records: readonly JournalRecord[]): Fate {
    if (this.#clock.running < this.#diskUntil) return this.#failing(records)
    // Holds are renewed so seldom that no death armed beforehand would meet one.
    if (this.#faults.isOn && records.some(isRenewal) && this.#chance.once(2)) {
      return this.#dies('C2', 'killed-after')
    }
    const armed = this.#armed
    if (armed === null) {
      if (!this.#faults.happens() || !this.#chance.once(20)) return 'written'
      this.#faults.count('C13')
      return this.#chance.once(2) ? 'doubtful-lost' : 'doubtful-written'
    }
    switch (armed) {
      case 'C1':
        return has(records, INTENTS) ? this.#dies(armed, 'killed-before') : 'written'
      case 'C2':
        return has(records, INTENTS) ? this.#dies(armed, 'killed-after') : 'written'
      case 'C5':
        return has(records, RESULTS) ? this.#dies(armed, 'killed-before') : 'written'
      case 'C6':
        if (!this.isRecovering) return 'written'
        return this.#dies(armed, this.#chance.once(2) ? 'killed-before' : 'killed-after')
      case 'C7':
        return this.#dies(armed, this.#chance.once(2) ? 'killed-before' : 'killed-after')
      case 'C3':
      case 'C4':
        return 'written'
    }
  }

  /** K4: the computer goes to sleep at the next thing that happens between the process and the world. */
  sleepNext(sleep: () => void): void {
    this.#sleep = sleep
  }

  /** A message has left the process. */
  sent(): void {
    this.#doze()
    if (this.#armed === 'C3') this.#ends('C3')
  }

  /** Something has been done in the world, and its answer is still on the way. */
  effected(): void {
    this.#doze()
    if (this.#armed === 'C4') this.#ends('C4')
  }

  #doze(): void {
    const sleep = this.#sleep
    this.#sleep = null
    sleep?.()
  }

  #ends(death: Death): void {
    this.#armed = null
    this.#faults.count(death)
    this.kill()
  }

  #dies(death: Death, fate: Fate): Fate {
    this.#armed = null
    this.#faults.count(death)
    return fate
  }

  #failing(records: readonly JournalRecord[]): Fate {
    const isResult = has(records, RESULTS)
    if (this.#diskFails === 'full') {
      this.#faults.count(isResult ? 'C10' : 'C9')
      return 'full'
    }
    this.#faults.count(this.#diskFails === 'read-only' ? 'C11' : 'C12')
    return 'unwritable'
  }
}

/** A hold is asked for again while the customer pays. */
function isRenewal({ event }: JournalRecord): boolean {
  return (
    event.type === 'CouponAuthorizationRequested' && 'renewal' in event && event.renewal === true
  )
}

function has(records: readonly JournalRecord[], types: ReadonlySet<string>): boolean {
  return records.some((record) => types.has(record.event.type))
}
