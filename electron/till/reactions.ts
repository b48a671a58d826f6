import { assert } from '../../shared/assert'
import type { Command } from '../../shared/order/commands'
import type { EventOf, OrderHappening } from '../../shared/order/events'
import type { Order } from '../../shared/order/order'
import { snapshotOf, snapshotPromotion } from '../../shared/order/snapshot-of'
import { totalsOf } from '../../shared/order/totals'
import { unchecked } from '../../shared/order/unverified'
import { giveAnswer } from './answer'
import type { CouponService } from '../providers/coupons/port'
import type { PromotionProvider } from '../providers/promotions/port'
import type { EffectRunner } from './effect-runner'
import type { Timers } from './timers'
import type { Till } from './till'

/** How long before its end a hold is asked for again; one that lives shortly, after half its life. */
const RENEW_BEFORE_MS = 120_000

/** A provider that is gone from the settings while an order still needs it. */
const NOT_SET_UP = { status: 'unknown', code: 'offline', detail: 'not set up' } as const

/** A hold that lives shorter than this is never renewed. */
const RENEW_LIFETIME_MIN_MS = 60_000

/** What the reactions talk to. A provider that is not set up is null. */
export type Outside = {
  readonly promotions: PromotionProvider | null
  readonly coupons: CouponService | null
}

type Renewal = { readonly authRef: string; readonly cancel: () => void }

/**
 * What each event asks of the world. Called after the event is on disk; every answer comes back as a
 * command. Nothing here decides anything.
 */
export class Reactions {
  readonly #till: () => Till
  readonly #outside: Outside
  readonly #effects: EffectRunner
  readonly #timers: Timers
  /** What waits for the moment to ask again for a hold, by order. */
  readonly #renewals = new Map<string, Renewal>()

  constructor(parts: {
    readonly till: () => Till
    readonly outside: Outside
    readonly effects: EffectRunner
    readonly timers: Timers
  }) {
    this.#till = parts.till
    this.#outside = parts.outside
    this.#effects = parts.effects
    this.#timers = parts.timers
  }

  /**
   * Lets the world hear of what happened.
   * @param command  carries what is never kept: the phone number of a look-up
   */
  react(happened: readonly OrderHappening[], command: Command | null): void {
    const phone = command?.type === 'SetCustomer' ? command.phone : null
    for (const each of happened) {
      const order = this.#till().state.orders.get(each.orderId)
      this.#dropRenewal(each.orderId, order)
      if (order) this.#reactTo(each, order, phone)
    }
    this.#effects.pump()
  }

  #reactTo(happening: OrderHappening, order: Order, phone: string | null): void {
    const { event, at } = happening
    switch (event.type) {
      case 'CustomerLookupRequested':
        assert(phone !== null, 'A look-up comes with its number')
        void this.#lookUp(order, event.lookUpId, phone)
        return
      case 'PromotionRequested':
        void this.#verify(order, { guid: event.promotionId, code: event.code, at })
        return
      case 'RevalidationRequested':
        void this.#revalidate(order, event.guid, at)
        return
      case 'CouponAuthorizationRequested':
        void this.#authorize(order, event.authRef, event.couponIds, at)
        return
      case 'CouponsAuthorized':
        this.#renewInTime(order.id, event, at)
        return
      default:
        return
    }
  }

  async #lookUp(order: Order, lookUpId: string, phone: string): Promise<void> {
    const { coupons } = this.#outside
    assert(order.customer !== null, 'A look-up is for a customer')
    const { customerRef } = order.customer
    const request = { phone, customerRef, orderRef: order.ref }
    const answer = await (coupons?.lookUp(request) ?? NOT_SET_UP)
    this.#give({ type: 'CustomerAnswered', orderId: order.id, lookUpId, answer })
    this.#effects.heard('coupons', answer)
  }

  async #verify(
    order: Order,
    request: { readonly guid: string; readonly code: string; readonly at: number },
  ): Promise<void> {
    const { promotions } = this.#outside
    const asked = { ...request, order: snapshotOf(order, request.at) }
    const answer = await (promotions?.verify(asked) ?? NOT_SET_UP)
    const { guid: promotionId } = request
    this.#give({ type: 'VerifyAnswered', orderId: order.id, promotionId, answer })
    this.#effects.heard('promotions', answer)
  }

  async #revalidate(order: Order, guid: string, at: number): Promise<void> {
    const { promotions } = this.#outside
    const totals = totalsOf(order)
    const asked = unchecked(order).map((one) => snapshotPromotion(one, totals))
    const snapshot = snapshotOf(order, at)
    const request = { guid, at, order: snapshot, promotions: asked }
    const answer = await (promotions?.revalidate(request) ?? NOT_SET_UP)
    this.#give({ type: 'RevalidationAnswered', orderId: order.id, guid, answer })
    this.#effects.heard('promotions', answer)
  }

  async #authorize(
    order: Order,
    authRef: string,
    couponIds: readonly string[] | null,
    at: number,
  ): Promise<void> {
    const { coupons } = this.#outside
    const consumerId = order.customer?.consumerId
    assert(consumerId != null, 'Coupons are held for a customer')
    const request = { authRef, order: snapshotOf(order, at), consumerId, couponIds }
    const answer = await (coupons?.authorize(request) ?? NOT_SET_UP)
    this.#give({ type: 'AuthorizationAnswered', orderId: order.id, authRef, answer })
    this.#effects.heard('coupons', answer)
  }

  #give(answer: Command): void {
    giveAnswer(this.#till(), this.#timers, answer)
  }

  #renewInTime(orderId: string, granted: EventOf<'CouponsAuthorized'>, at: number): void {
    const { expiresAt } = granted.grant
    if (expiresAt === null || expiresAt - at < RENEW_LIFETIME_MIN_MS) return
    const lifetime = expiresAt - at
    const wait = lifetime - Math.min(RENEW_BEFORE_MS, Math.round(lifetime / 2))
    const { authRef } = granted
    const cancel = this.#timers.after(wait, () => {
      const order = this.#till().state.orders.get(orderId)
      const now = order?.payment?.authorization
      if (now?.authRef !== authRef || order?.payment?.step !== 'tender') return
      this.#till().run({ type: 'RenewAuthorization', orderId })
    })
    this.#renewals.set(orderId, { authRef, cancel })
  }

  /** A hold that was used, given back or replaced is not asked for again: a service may let it live for days. */
  #dropRenewal(orderId: string, order: Order | undefined): void {
    const renewal = this.#renewals.get(orderId)
    if (renewal === undefined) return
    const isHeld = order?.sale === null && order.payment?.authorization?.authRef === renewal.authRef
    if (isHeld) return
    renewal.cancel()
    this.#renewals.delete(orderId)
  }
}
