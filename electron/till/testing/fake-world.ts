import type {
  AuthorizationAnswer,
  CustomerAnswer,
  PromotionsAnswer,
  ReturnAnswer,
  SettledAnswer,
  VerifyAnswer,
  VoidAnswer,
} from '../../../shared/order/answers'
import { exampleGrant, SPRING5, WALLET } from '../../../shared/order/testing/sale'
import type { AuthorizedCoupon, WalletCoupon } from '../../../shared/order/answers'
import type { Timers } from '../timers'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import type { PrintOutcome, PulseOutcome } from '../../devices/printer/port'
import type {
  AuthorizeRequest,
  CouponService,
  OrderMessage,
  RedeemRequest,
} from '../../providers/coupons/port'
import type {
  PromotionProvider,
  PromotionsRequest,
  VerifyRequest,
  VoidRequest,
} from '../../providers/promotions/port'
import type { Paper } from '../perform'

const GIVEN_BACK: ReturnAnswer = { status: 'ok', value: { availableAgain: true } }
const DONE: SettledAnswer & VoidAnswer = { status: 'ok', value: null }
const SILENCE = { status: 'unknown', code: 'timeout', detail: '' } as const

/** What may be scripted for one call: an answer of one's own, or silence with or without the effect. */
export type Trouble =
  | { readonly kind: 'silent-before' }
  | { readonly kind: 'silent-after' }
  /** The promise never ends. */
  | { readonly kind: 'hangs' }
  | { readonly kind: 'answer'; readonly answer: unknown }

/** A hold as the coupon service keeps it. */
export type Hold = {
  status: 'held' | 'captured' | 'released' | 'replaced' | 'expired'
  readonly orderRef: string
  readonly couponIds: readonly string[]
  /** The service's own time; null: it does not end. */
  readonly until: number | null
}

/** How long a request travels to its effect, and its answer back. */
export type Lag = { readonly there: number; readonly back: number }

/** A moment of one call at which something happens to the till: it has left, or it has had its effect. */
export type Moment = 'sent' | 'done'

/**
 * The outside world with its own memory: it knows every key it has seen, does everything once per key, and
 * outlives the tills that talk to it.
 */
export class FakeWorld {
  readonly calls: { readonly name: string; readonly key: string }[] = []
  readonly codes = new Map<string, 'reserved' | 'redeemed' | 'free'>()
  /** The code of each VERIFY that was heard. */
  readonly codeOf = new Map<string, string>()
  readonly holds = new Map<string, Hold>()
  readonly redeemed = new Map<string, number>()
  /** Coupons given back, by the key they were given back under. */
  readonly returned = new Map<string, string>()
  readonly messages: string[] = []
  readonly papers: ReceiptDocument[] = []
  pulses = 0
  /** When a hold granted now would end. */
  expiresAt: () => number | null = () => null
  /** The coupons that fit an order, when nobody else holds or has used them. */
  grants: (asked: AuthorizeRequest) => readonly AuthorizedCoupon[] = () => exampleGrant().coupons
  wallet: readonly WalletCoupon[] = WALLET
  /** The world's own time, and how long a hold lives by it; null: for ever. */
  steady: () => number = () => 0
  holdMs: number | null = null
  /** How long a call travels; null: no time at all, and nothing is ever under way. */
  lag: (name: string) => Lag | null = () => null
  /** How long a till waits for an answer that travels. */
  deadlineMs = 5_000
  /** Hears of each moment of each call; what it does to the till happens then. */
  onMoment: (name: string, moment: Moment) => void = () => undefined
  /** Requests under way that have had no effect yet; they outlive the till that sent them. */
  readonly underWay = new Set<() => void>()
  #troubles: { readonly name: string; readonly trouble: Trouble }[] = []
  readonly #answers = new Map<string, AuthorizationAnswer>()
  readonly #applied = new Set<string>()
  #ids = 0

  /** An id for something new; no two tills of this world have the same. */
  newId(): string {
    return `id-${(this.#ids += 1)}`
  }

  /** Scripts the next call of a name. */
  next(name: string, ...troubles: readonly Trouble[]): void {
    this.#troubles.push(...troubles.map((trouble) => ({ name, trouble })))
  }

  /** How often a call was made, or made with this key. */
  count(name: string, key?: string): number {
    return this.calls.filter((call) => call.name === name && (key ?? call.key) === call.key).length
  }

  /** The keys of a call, in the order they came. */
  keys(name: string): readonly string[] {
    return this.calls.filter((call) => call.name === name).map((call) => call.key)
  }

  /**
   * The world as one till sees it: a till that has died reaches nothing and hears nothing.
   * @param timers  for calls that travel (`lag`)
   */
  seenBy(
    isAlive: () => boolean,
    timers: Timers | null = null,
  ): {
    readonly promotions: PromotionProvider
    readonly coupons: CouponService
    readonly paper: Paper
  } {
    const call = async <T>(name: string, key: string, effect: () => T, silence: T): Promise<T> => {
      if (!isAlive()) return never()
      this.calls.push({ name, key })
      this.onMoment(name, 'sent')
      if (!isAlive()) return never()
      const trouble = this.#troubleOf(name)
      if (trouble?.kind === 'answer') return trouble.answer as T
      if (trouble?.kind === 'silent-before') return silence
      if (trouble?.kind === 'hangs') return never()
      const lag = timers === null ? null : this.lag(name)
      if (timers !== null && lag !== null) return this.#travels(timers, lag, effect, silence)
      const answer = effect()
      this.onMoment(name, 'done')
      if (!isAlive()) return never()
      return trouble?.kind === 'silent-after' ? silence : answer
    }
    const promotions: PromotionProvider = {
      verify: (asked) => call('verify', asked.guid, () => this.#verify(asked), SILENCE),
      revalidate: (asked) => call('revalidate', asked.guid, () => amounts(asked), SILENCE),
      apply: (asked) => call('apply', asked.guid, () => this.#apply(asked), SILENCE),
      void: (asked) => call('void', asked.guid, () => this.#void(asked), SILENCE),
    }
    const coupons: CouponService = {
      lookUp: ({ customerRef }) => call('lookUp', customerRef, () => this.#lookUp(), SILENCE),
      authorize: (asked) => call('authorize', asked.authRef, () => this.#authorize(asked), SILENCE),
      capture: ({ authorizationId: id }) => call('capture', id, () => this.#capture(id), SILENCE),
      release: (asked) => {
        const key = asked.authorizationId ?? asked.authorize.authRef
        return call('release', key, () => this.#release(asked), SILENCE)
      },
      redeem: (asked) => call('redeem', asked.redemptionRef, () => this.#redeem(asked), SILENCE),
      giveBack: (asked) => call('giveBack', asked.returnRef, () => this.#giveBack(asked), SILENCE),
      report: (message) =>
        call('report', message.order.orderRef, () => this.#report(message), SILENCE),
    }
    const paper: Paper = {
      print: (jobId, document) =>
        call<PrintOutcome>('print', jobId, () => this.#print(document), LOST),
      pulse: (jobId) => call<PulseOutcome>('pulse', jobId, () => this.#pulse(), LOST),
    }
    return { promotions, coupons, paper }
  }

  /** Holds that are neither used nor let go. */
  get heldStill(): readonly string[] {
    this.#expire()
    return [...this.holds].filter(([, hold]) => hold.status === 'held').map(([id]) => id)
  }

  #troubleOf(name: string): Trouble | undefined {
    const index = this.#troubles.findIndex((one) => one.name === name)
    const [scripted] = index < 0 ? [] : this.#troubles.splice(index, 1)
    return scripted?.trouble
  }

  /** The till gives up waiting at its deadline; the effect comes about when the request arrives, if ever. */
  #travels<T>(timers: Timers, { there, back }: Lag, effect: () => T, silence: T): Promise<T> {
    return new Promise((resolve) => {
      const arrive = () => {
        if (!this.underWay.delete(arrive)) return
        const answer = effect()
        timers.after(back, () => {
          resolve(answer)
        })
      }
      this.underWay.add(arrive)
      timers.after(there, arrive)
      timers.after(this.deadlineMs, () => {
        resolve(silence)
      })
    })
  }

  #verify({ guid, code }: VerifyRequest): VerifyAnswer {
    const taken = [...this.codes].some(([key, status]) => {
      return key !== guid && this.codeOf.get(key) === code && status !== 'free'
    })
    if (this.codes.get(guid) === 'free' || taken) {
      const refused = { promotionId: null, code: 'promotion-already-used', message: null } as const
      return { status: 'refused', refused }
    }
    this.codeOf.set(guid, code)
    this.codes.set(guid, 'reserved')
    return { status: 'ok', value: SPRING5 }
  }

  #apply({ guid, promotions }: PromotionsRequest): PromotionsAnswer {
    if (!this.#applied.has(guid)) {
      this.#applied.add(guid)
      for (const { id } of promotions) {
        const uses = this.codes.get(id)
        if (uses !== 'reserved') throw new Error(`${id} is ${uses ?? 'unknown'} when redeemed`)
        this.codes.set(id, 'redeemed')
      }
    }
    return amounts({ promotions })
  }

  #void({ promotions, lost }: VoidRequest): VoidAnswer {
    for (const { id } of [...promotions, ...lost]) this.codes.set(id, 'free')
    return DONE
  }

  #authorize(asked: AuthorizeRequest): AuthorizationAnswer {
    const { authRef, order, couponIds } = asked
    const known = this.#answers.get(authRef)
    if (known) return known
    this.#expire()
    for (const hold of this.holds.values()) {
      if (hold.orderRef === order.orderRef && hold.status === 'held') hold.status = 'replaced'
    }
    const taken = [...this.holds.values()]
      .filter((hold) => hold.status === 'captured' || hold.status === 'held')
      .flatMap((hold) => hold.couponIds)
    const coupons = this.grants(asked).filter(({ couponId }) => {
      return !taken.includes(couponId) && (couponIds === null || couponIds.includes(couponId))
    })
    const id = coupons.length === 0 ? null : `A-${this.holds.size + 1}`
    if (id !== null) {
      const until = this.holdMs === null ? null : this.steady() + this.holdMs
      const ids = coupons.map((coupon) => coupon.couponId)
      const { orderRef } = order
      this.holds.set(id, { status: 'held', orderRef, couponIds: ids, until })
    }
    const expiresAt = id === null ? null : this.expiresAt()
    const value = { authorizationId: id, expiresAt, coupons, rejected: [], cut: [] }
    const answer = { status: 'ok', value } as const
    this.#answers.set(authRef, answer)
    return answer
  }

  /** Holds end by the service's own time. */
  #expire(): void {
    for (const hold of this.holds.values()) {
      if (hold.status === 'held' && hold.until !== null && hold.until <= this.steady()) {
        hold.status = 'expired'
      }
    }
  }

  #capture(id: string): SettledAnswer {
    this.#expire()
    const hold = this.holds.get(id)
    if (!hold) throw new Error(`Capture of ${id}, which was never granted`)
    if (hold.status === 'expired') {
      return { status: 'refused', refused: { code: 'authorization-expired', detail: '' } }
    }
    if (hold.status === 'released' || hold.status === 'replaced') {
      return { status: 'refused', refused: { code: 'authorization-released', detail: '' } }
    }
    hold.status = 'captured'
    return DONE
  }

  #release(asked: Parameters<CouponService['release']>[0]): SettledAnswer {
    const id = asked.authorizationId ?? idOf(this.#authorize(asked.authorize))
    const hold = id === null ? undefined : this.holds.get(id)
    if (hold?.status === 'captured') throw new Error(`${id ?? ''} is let go after it was used`)
    if (hold?.status === 'held') hold.status = 'released'
    return DONE
  }

  /** The wallet as it stands: a store promotion that is used up is in it no more. */
  #lookUp(): CustomerAnswer {
    const used = [...this.redeemed.keys()]
    const coupons = this.wallet.filter(
      ({ couponId }) => !used.some((ref) => ref.includes(`:${couponId}:`)),
    )
    return { status: 'ok', value: { consumerId: '880412', coupons } }
  }

  #giveBack({ returnRef, couponId }: Parameters<CouponService['giveBack']>[0]): ReturnAnswer {
    this.returned.set(returnRef, couponId)
    return GIVEN_BACK
  }

  #redeem({ redemptionRef }: RedeemRequest): SettledAnswer {
    this.redeemed.set(redemptionRef, (this.redeemed.get(redemptionRef) ?? 0) + 1)
    return DONE
  }

  #report({ status }: OrderMessage): SettledAnswer {
    this.messages.push(status)
    return DONE
  }

  #print(document: ReceiptDocument): PrintOutcome {
    this.papers.push(document)
    return { outcome: 'printed' }
  }

  #pulse(): PulseOutcome {
    this.pulses += 1
    return { outcome: 'pulsed' }
  }
}

const LOST = { outcome: 'unknown', code: 'no-answer' } as const

function amounts({ promotions }: Pick<PromotionsRequest, 'promotions'>): PromotionsAnswer {
  const value = promotions.map((one) => ({ promotionId: one.id, amount: one.amount }))
  return { status: 'ok', value }
}

function idOf(answer: AuthorizationAnswer): string | null {
  return answer.status === 'ok' ? answer.value.authorizationId : null
}

function never<T>(): Promise<T> {
  return new Promise(() => undefined)
}
