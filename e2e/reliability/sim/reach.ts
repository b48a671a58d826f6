import { money } from '../../../shared/money'
import type { PromotionsAnswer, VerifyAnswer } from '../../../shared/order/answers'
import type { CouponService } from '../../../electron/providers/coupons/port'
import type { PromotionProvider } from '../../../electron/providers/promotions/port'
import type { Paper } from '../../../electron/till/perform'
import type { Faults, LineFault } from './faults'
import type { Ask, Asker, Network, Trouble } from './network'
import type { Auditor } from './auditor'
import type { CouponsWorld } from './coupons-world'
import type { SimDisk } from './disk'
import type { PrinterWorld } from './printer-world'
import type { PromotionsWorld } from './promotions-world'

/** What of a shop the lines lead to. */
export type Reachable = {
  readonly promotions: PromotionsWorld
  readonly coupons: CouponsWorld
  readonly printer: PrinterWorld
  readonly faults: Faults
  readonly auditor: Auditor
  readonly network: Network
  readonly disk: SimDisk
}

/** The ports of the till, over the lines of a simulated shop. */
export class Reach {
  readonly #shop: Reachable

  constructor(shop: Reachable) {
    this.#shop = shop
  }

  /** The world as one process reaches it. */
  by(asker: Asker): {
    readonly promotions: PromotionProvider
    readonly coupons: CouponService
    readonly paper: Paper
  } {
    const { printer } = this.#shop
    return {
      promotions: this.#promotionsFor(asker),
      coupons: this.#couponsFor(asker),
      paper: {
        print: (jobId, document) => printer.print(jobId, document, asker),
        pulse: (jobId) => printer.pulse(jobId, asker),
      },
    }
  }

  #promotionsFor(asker: Asker): PromotionProvider {
    const { promotions } = this.#shop
    const line = <A>(of: Question<A>) => this.#ask('promotion', asker, of)
    const about = (order: { readonly orderRef: string }) => ({ orderRef: order.orderRef })
    return {
      verify: (asked) =>
        line<VerifyAnswer>({
          ...{ name: 'verify', key: asked.guid, ...about(asked.order), ...WAITED_FOR },
          effect: () => promotions.verify(asked),
          refusal: () => ({ status: 'refused', refused: { ...INVALID } }),
        }),
      revalidate: (asked) =>
        line<PromotionsAnswer>({
          ...{ name: 'revalidate', key: asked.guid, ...about(asked.order), ...WAITED_FOR },
          effect: () => promotions.revalidate(asked),
          // P15: far more than it granted; the till takes no more than the goods cost.
          refusal: () => ({ status: 'refused', refused: [{ ...INVALID }] }),
        }),
      apply: (asked) =>
        line<PromotionsAnswer>({
          ...{ name: 'apply', key: asked.guid, ...about(asked.order), ...BACKGROUND },
          effect: () => promotions.apply(asked),
          wrong: () => {
            const answer = promotions.apply(asked)
            if (answer.status !== 'ok') return answer
            return { status: 'ok', value: answer.value.map((one) => ({ ...one, amount: WRONG })) }
          },
          refusal: () => ({ status: 'refused', refused: [{ ...INVALID }] }),
        }),
      void: (asked) =>
        line({
          ...{ name: 'void', key: asked.guid, ...about(asked.order), ...BACKGROUND },
          effect: () => promotions.void(asked),
          refusal: () => ({ status: 'refused', refused: [{ ...INVALID }] }),
        }),
    }
  }

  #couponsFor(asker: Asker): CouponService {
    const { coupons } = this.#shop
    const line = <A>(of: Question<A>) => this.#ask('coupon', asker, of)
    const no = () => CONFLICT
    return {
      lookUp: ({ phone, customerRef, orderRef }) =>
        line({
          ...{ name: 'lookUp', key: customerRef, orderRef, ...WAITED_FOR },
          effect: () => coupons.lookUp(phone),
          refusal: () => null,
        }),
      authorize: (asked) =>
        line({
          ...{ name: 'authorize', key: asked.authRef, orderRef: asked.order.orderRef },
          ...WAITED_FOR,
          effect: () => coupons.authorize(asked),
          wrong: (fault) => coupons.authorize(asked, WRONG_GRANTS[fault] ?? null),
          refusal: (fault) => (fault === 'P36' ? CONFLICT : null),
        }),
      capture: ({ authorizationId, orderRef }) =>
        line({
          ...{ name: 'capture', key: `capture ${authorizationId}`, orderRef, ...BACKGROUND },
          effect: () => this.#capture(authorizationId),
          refusal: no,
        }),
      release: (asked) => {
        const name = asked.authorizationId ?? asked.authorize.authRef
        const { orderRef } = asked
        return line({
          ...{ name: 'release', key: `release ${name}`, orderRef, ...BACKGROUND },
          effect: () => coupons.release(asked),
          refusal: (fault) => (fault === 'P25' ? CAPTURED : CONFLICT),
        })
      },
      redeem: (asked) =>
        line({
          ...{ name: 'redeem', key: asked.redemptionRef, orderRef: asked.orderRef, ...BACKGROUND },
          effect: () => coupons.redeem(asked),
          refusal: no,
        }),
      giveBack: (asked) =>
        line({
          ...{ name: 'giveBack', key: asked.returnRef, orderRef: asked.orderRef, ...BACKGROUND },
          effect: () => coupons.giveBack(asked),
          refusal: no,
        }),
      report: (message) =>
        line({
          ...{ name: 'report', key: '', orderRef: message.order.orderRef, ...BACKGROUND },
          effect: () => coupons.report(message),
          refusal: () => null,
        }),
    }
  }

  /** P24: somebody else has used the coupons of our hold. */
  #capture(authorizationId: string) {
    const { coupons, faults } = this.#shop
    const hold = coupons.holds.get(authorizationId)
    if (hold?.status === 'held' && faults.happens()) {
      faults.count('P24 coupon')
      hold.status = 'expired'
      return CAPTURED
    }
    return coupons.capture(authorizationId)
  }

  #ask<A>(service: 'coupon' | 'promotion', asker: Asker, of: Question<A>): Promise<A | Trouble> {
    const { auditor, network, disk } = this.#shop
    const { name, key, orderRef, effect } = of
    const told = (): A => {
      auditor.arrived(name, key, orderRef)
      const answer = effect()
      disk.note(`${name} ${key}\n`)
      return answer
    }
    const wrong = of.wrong && {
      wrong: (fault: LineFault) => {
        auditor.arrived(name, key, orderRef)
        return of.wrong?.(fault) ?? null
      },
    }
    return network.ask<A>({ ...of, service, effect: told, ...wrong }, asker)
  }
}

type Question<A> = Omit<Ask<A | Trouble>, 'service' | 'effect' | 'wrong'> & {
  readonly orderRef: string
  readonly effect: () => A
  readonly wrong?: (fault: LineFault) => A | null
}

const WAITED_FOR = { attempts: 2, deadlineMs: 3_000 } as const
const BACKGROUND = { attempts: 1, deadlineMs: 5_000 } as const
const WRONG = money(700_000)
const INVALID = { promotionId: null, code: 'promotion-request-invalid', message: null } as const
const CONFLICT = {
  status: 'refused',
  refused: { code: 'idempotency-conflict', detail: '' },
} as const
const CAPTURED = {
  status: 'refused',
  refused: { code: 'authorization-captured', detail: '' },
} as const
const WRONG_GRANTS: Partial<Record<LineFault, 'wrong-total' | 'other-coupon' | 'other-order'>> = {
  P15: 'wrong-total',
  P17: 'other-order',
  P18: 'other-coupon',
}
