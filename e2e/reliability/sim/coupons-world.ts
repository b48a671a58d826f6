import { money, type Money } from '../../../shared/money'
import { pieces } from '../../../shared/quantity'
import type {
  AuthorizationAnswer,
  AuthorizedCoupon,
  CouponRefusalCode,
  CustomerAnswer,
  RejectedCoupon,
  ReturnAnswer,
  SettledAnswer,
  WalletCoupon,
} from '../../../shared/order/answers'
import type { SnapshotLine } from '../../../shared/order/snapshot'
import type { Chance } from '../../../shared/order/testing/chance'
import type {
  AuthorizeRequest,
  OrderMessage,
  RedeemRequest,
  ReleaseRequest,
  ReturnRequest,
} from '../../../electron/providers/coupons/port'
import { plausibleGrant } from '../../../electron/providers/coupons/plausible'
import type { Faults } from './faults'
import { hold as law } from './violation'

/** Coupons held for one order. */
export type Hold = {
  readonly id: string
  readonly authRef: string
  readonly orderRef: string
  readonly consumerId: string
  readonly coupons: readonly AuthorizedCoupon[]
  /** By the provider's own clock. */
  readonly expiresAt: number
  /** The question came when its order was paid already. */
  readonly isLate: boolean
  status: 'held' | 'captured' | 'released' | 'replaced' | 'expired'
}

/** What is wrong with an answer to an authorization before the till's own check sees it. */
export type WrongGrant = 'wrong-total' | 'other-coupon' | 'other-order'

const TOO_MANY = { code: 'return-exceeds-redeemed', detail: '' } as const

const DONE: SettledAnswer = { status: 'ok', value: null }

/** GTIN and item of the coupons of the network. */
const OFFERS = [
  { gtin: '00400001102312', off: 500 },
  { gtin: '00400001102459', off: 189 },
  { gtin: '00400001302200', off: 300 },
] as const

/**
 * A coupon service with its own books and its own clock: wallets, holds with an end, and everything once per
 * key.
 */
export class CouponsWorld {
  readonly holds = new Map<string, Hold>()
  readonly redeemed = new Map<string, string>()
  /** Returns that had their effect, by their key. */
  readonly returned = new Set<string>()
  readonly messages: { readonly orderRef: string; readonly status: OrderMessage['status'] }[] = []
  /** Uses of a coupon that were taken for good, by consumer and coupon. */
  readonly used = new Map<string, number>()
  /** Uses that were put back, by the order they were used in. */
  readonly #freed = new Set<string>()
  readonly #wallets = new Map<string, WalletCoupon[]>()
  readonly #answers = new Map<string, { readonly body: string; readonly hold: Hold | null }>()
  readonly #byOrder = new Map<string, Hold[]>()
  readonly #byConsumer = new Map<string, Hold[]>()
  readonly #chance: Chance
  readonly #faults: Faults
  readonly #now: () => number
  #count = 0
  /** How far the provider's clock is off the truth. */
  skewMs = 0
  /** Whether an order is paid by now. */
  isPaid: (orderRef: string) => boolean = () => false

  constructor(chance: Chance, faults: Faults, now: () => number) {
    this.#chance = chance
    this.#faults = faults
    this.#now = now
  }

  lookUp(phone: string): CustomerAnswer {
    const index = Number(phone.slice(-2))
    if (index >= 30) return { status: 'ok', value: null }
    if (index === 29) return { status: 'refused', refused: { code: 'phone-invalid', detail: '' } }
    const consumerId = `C${index}`
    const coupons = this.#wallet(consumerId)
    const left = coupons.map((coupon) => ({
      ...coupon,
      usesLeft: coupon.usesLeft - (this.used.get(`${consumerId} ${coupon.couponId}`) ?? 0),
    }))
    return { status: 'ok', value: { consumerId, coupons: left.filter((one) => one.usesLeft > 0) } }
  }

  authorize(asked: AuthorizeRequest, wrong: WrongGrant | null = null): AuthorizationAnswer {
    const { authRef, order, consumerId } = asked
    const body = bodyOf(asked)
    const known = this.#answers.get(authRef)
    law(known === undefined || known.body === body, 'I4', `${authRef} comes with another body`)
    const grant = known ? known.hold : this.#hold(asked)
    if (!known) this.#answers.set(authRef, { body, hold: grant })
    const coupons = grant?.coupons ?? []
    const told = plausibleGrant(
      {
        recognised: true,
        broken: false,
        consumerId,
        totalValue: null,
        authorizationId: grant?.id ?? null,
        orderRef: wrong === 'other-order' ? 'pine-09-20200101-0001' : order.orderRef,
        expiresAt: grant?.expiresAt ?? null,
        coupons: wrong === null ? coupons : coupons.map((one) => spoiled(one, wrong)),
        rejected: grant ? [] : this.#rejected(consumerId),
      },
      order,
      this.#now(),
    )
    if (told.ok) return { status: 'ok', value: told.value }
    return { status: 'unknown', code: 'malformed', detail: told.error }
  }

  capture(id: string): SettledAnswer {
    const hold = this.holds.get(id)
    law(hold !== undefined, 'I18', `capture of ${id}, which was never granted`)
    this.#expire(hold)
    switch (hold.status) {
      case 'captured':
        return DONE
      case 'expired':
        this.#faults.count('P22 coupon')
        return refused('authorization-expired')
      case 'released':
      case 'replaced':
        return refused('authorization-released')
      case 'held':
        hold.status = 'captured'
        for (const { couponId, uses } of hold.coupons) this.#use(hold.consumerId, couponId, uses)
        return DONE
    }
  }

  release(asked: ReleaseRequest): SettledAnswer {
    let id = asked.authorizationId
    if (id === null) {
      const answer = this.authorize(asked.authorize)
      if (answer.status === 'unknown') return answer
      id = answer.status === 'ok' ? answer.value.authorizationId : null
    }
    const hold = id === null ? undefined : this.holds.get(id)
    if (!hold) return DONE
    this.#expire(hold)
    if (hold.status === 'captured') return refused('authorization-captured')
    if (hold.status === 'held') hold.status = 'released'
    return DONE
  }

  redeem({ redemptionRef, consumerId, couponId, uses, orderRef }: RedeemRequest): SettledAnswer {
    if (this.redeemed.has(redemptionRef)) return DONE
    const coupon = this.#wallet(consumerId).find((one) => one.couponId === couponId)
    const used = this.used.get(`${consumerId} ${couponId}`) ?? 0
    if (!coupon || used + uses > coupon.usesLeft) return refused('coupon-already-redeemed')
    this.redeemed.set(redemptionRef, orderRef)
    this.#use(consumerId, couponId, uses)
    return DONE
  }

  /** Once per key, and no more than was used: a second key for one use would be found out at the end. */
  giveBack({ returnRef, consumerId, couponId, uses, orderRef }: ReturnRequest): ReturnAnswer {
    const value = { availableAgain: true }
    if (this.returned.has(returnRef)) return { status: 'ok', value }
    const key = `${consumerId} ${couponId}`
    const used = this.used.get(key) ?? 0
    if (used < uses) return { status: 'refused', refused: TOO_MANY }
    const use = `${orderRef} ${couponId}`
    law(!this.#freed.has(use), 'I10', `${use} is put back twice`)
    this.#freed.add(use)
    this.returned.add(returnRef)
    this.used.set(key, used - uses)
    return { status: 'ok', value }
  }

  report({ status, order }: OrderMessage): SettledAnswer {
    this.messages.push({ status, orderRef: order.orderRef })
    return DONE
  }

  /** How often a wallet allows a coupon in all. */
  allowed(consumerId: string, couponId: string): number {
    return this.#wallet(consumerId).find((one) => one.couponId === couponId)?.usesLeft ?? 0
  }

  /** Forgets what is over, as a soak must. */
  forget(isOver: (hold: Hold) => boolean): void {
    for (const [id, hold] of this.holds) {
      this.#expire(hold)
      if (hold.status === 'held' || !isOver(hold)) continue
      this.holds.delete(id)
      this.#answers.delete(hold.authRef)
      this.#byOrder.delete(hold.orderRef)
    }
    for (const [key, { hold }] of this.#answers) {
      if (hold === null && this.#answers.size > 5_000) this.#answers.delete(key)
    }
    if (this.redeemed.size > 5_000) this.redeemed.clear()
    this.messages.length = 0
    for (const [consumerId, wallet] of this.#wallets) {
      const open = wallet.filter((one) => {
        return (this.used.get(`${consumerId} ${one.couponId}`) ?? 0) < one.usesLeft
      })
      for (const one of wallet)
        if (!open.includes(one)) this.used.delete(`${consumerId} ${one.couponId}`)
      this.#wallets.set(consumerId, open)
    }
  }

  /** Ends the holds whose time is over. */
  expireAll(): void {
    for (const hold of this.holds.values()) this.#expire(hold)
  }

  #expire(hold: Hold): void {
    if (hold.status === 'held' && this.#now() + this.skewMs >= hold.expiresAt)
      hold.status = 'expired'
  }

  #hold(asked: AuthorizeRequest): Hold | null {
    const { authRef, order, consumerId, couponIds } = asked
    const earlier = this.#byOrder.get(order.orderRef) ?? []
    for (const hold of earlier) {
      this.#expire(hold)
      if (hold.status === 'held') hold.status = 'replaced'
    }
    const coupons = this.#wallet(consumerId).flatMap((coupon) => {
      const wanted = couponIds === null || couponIds.includes(coupon.couponId)
      const line = wanted ? this.#lineFor(coupon, order.lines) : undefined
      if (!line || this.#left(consumerId, coupon) <= 0) return []
      const off = coupon.value.kind === 'amount' ? coupon.value.amount : money(0)
      return [grantOn(coupon, line, off)]
    })
    if (coupons.length === 0) return null
    this.#count += 1
    // Most holds live a quarter of an hour; some so shortly that they end before the customer has paid.
    const lives = this.#chance.once(4) ? 70_000 + this.#chance.below(120_000) : 900_000
    const expiresAt = this.#now() + this.skewMs + lives
    const base = { id: `A-${this.#count}`, authRef, orderRef: order.orderRef, consumerId }
    const isLate = this.isPaid(order.orderRef)
    const hold: Hold = { ...base, coupons, expiresAt, isLate, status: 'held' }
    this.holds.set(hold.id, hold)
    this.#byOrder.set(order.orderRef, [...earlier, hold])
    this.#byConsumer.set(consumerId, [...this.#liveOf(consumerId), hold])
    return hold
  }

  #lineFor(coupon: WalletCoupon, lines: readonly SnapshotLine[]): SnapshotLine | undefined {
    if (coupon.kind !== 'coupon') return undefined
    return lines.find(
      (line) =>
        !line.closedToCoupons &&
        line.barcodes.some((code) => coupon.gtins.includes(code.padStart(14, '0'))),
    )
  }

  /** Uses that are neither taken nor held. */
  #left(consumerId: string, coupon: WalletCoupon): number {
    let held = 0
    for (const hold of this.#liveOf(consumerId)) {
      if (hold.coupons.some((one) => one.couponId === coupon.couponId)) held += 1
    }
    const used = this.used.get(`${consumerId} ${coupon.couponId}`) ?? 0
    return coupon.usesLeft - used - held
  }

  #liveOf(consumerId: string): readonly Hold[] {
    const live = (this.#byConsumer.get(consumerId) ?? []).filter((one) => {
      this.#expire(one)
      return one.status === 'held'
    })
    this.#byConsumer.set(consumerId, live)
    return live
  }

  #use(consumerId: string, couponId: string, uses: number): void {
    const key = `${consumerId} ${couponId}`
    const used = (this.used.get(key) ?? 0) + uses
    this.used.set(key, used)
    law(used <= this.allowed(consumerId, couponId), 'I10', `${key} is used ${used} times`)
  }

  /** Wallets fill up again, so that there is always something to save. */
  #wallet(consumerId: string): readonly WalletCoupon[] {
    const wallet = this.#wallets.get(consumerId) ?? []
    const open = wallet.filter(
      (one) => (this.used.get(`${consumerId} ${one.couponId}`) ?? 0) < one.usesLeft,
    )
    if (open.length < 3) {
      wallet.push(...this.#offers())
      this.#wallets.set(consumerId, wallet)
    }
    return wallet
  }

  #offers(): readonly WalletCoupon[] {
    const store = this.#newId()
    return [
      couponOf(store, 'store-promotion', null, null),
      ...OFFERS.map(({ gtin, off }) => couponOf(this.#newId(), 'coupon', gtin, money(off))),
    ]
  }

  #newId(): string {
    this.#count += 1
    return `7${this.#count}`
  }

  #rejected(consumerId: string): readonly RejectedCoupon[] {
    const [first] = this.#wallet(consumerId)
    if (!first || this.#chance.once(2)) return []
    const { couponId, title } = first
    return [{ couponId, title, reason: 'product-mismatch', message: '' }]
  }
}

/** What goes over the wire under one key, by which a service knows a repeat. */
function bodyOf({ order, consumerId, couponIds }: AuthorizeRequest): string {
  const lines = order.lines.map(
    (line) =>
      `${line.ref} ${line.quantity} ${line.unitPrice} ${line.gross} ${line.net} ${line.closedToCoupons}`,
  )
  return [order.orderRef, consumerId, couponIds?.join(',') ?? '*', ...lines].join('\n')
}

function refused(code: CouponRefusalCode): SettledAnswer {
  return { status: 'refused', refused: { code, detail: '' } }
}

function grantOn(coupon: WalletCoupon, line: SnapshotLine, off: Money): AuthorizedCoupon {
  const { couponId, title } = coupon
  const lines = [{ lineRef: line.ref, amount: off, quantity: pieces(1) }]
  return { couponId, title, amount: off, uses: 1, lines }
}

function spoiled(coupon: AuthorizedCoupon, wrong: WrongGrant): AuthorizedCoupon {
  if (wrong === 'wrong-total') return { ...coupon, amount: money(coupon.amount + 1) }
  if (wrong === 'other-order') return coupon
  return { ...coupon, lines: coupon.lines.map((line) => ({ ...line, lineRef: 'L9999' })) }
}

function couponOf(
  couponId: string,
  kind: WalletCoupon['kind'],
  gtin: string | null,
  off: Money | null,
): WalletCoupon {
  return {
    couponId,
    kind,
    title: kind === 'coupon' ? `Coupon ${couponId}` : '20% off one',
    details: '',
    gtins: gtin === null ? [] : [gtin],
    value:
      off === null
        ? { kind: 'percent', ratePpm: 200_000, most: null }
        : { kind: 'amount', amount: off },
    minPieces: 1,
    usesLeft: 1,
    startsOn: null,
    expiresOn: null,
  }
}
