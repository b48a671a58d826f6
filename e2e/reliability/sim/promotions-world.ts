import { money } from '../../../shared/money'
import type {
  PromotionRefusal,
  PromotionRefusalCode,
  PromotionsAnswer,
  VerifyAnswer,
  VoidAnswer,
} from '../../../shared/order/answers'
import type { Chance } from '../../../shared/order/testing/chance'
import type {
  PromotionsRequest,
  VerifyRequest,
  VoidRequest,
} from '../../../electron/providers/promotions/port'
import type { Faults } from './faults'
import { hold } from './violation'

/** One use of a code, by the GUID of its VERIFY. */
export type Use = {
  readonly code: string
  readonly orderId: string
  amount: number
  /** The most that was ever granted. */
  most: number
  status: 'reserved' | 'redeemed' | 'free'
  /** How often it was redeemed; more than once is a broken promise. */
  redemptions: number
}

/**
 * A promotions provider with its own books: it does everything once per key, and outlives every till. Codes
 * that begin with ONE are good for one order at a time, all others for as many as like. A code that was
 * given back stays given back, whatever arrives late.
 */
export class PromotionsWorld {
  readonly uses = new Map<string, Use>()
  readonly #chance: Chance
  readonly #faults: Faults
  readonly #applied = new Set<string>()
  readonly #takenBy = new Map<string, string>()

  constructor(chance: Chance, faults: Faults) {
    this.#chance = chance
    this.#faults = faults
  }

  verify({ guid, code, order }: VerifyRequest): VerifyAnswer {
    const known = this.uses.get(guid)
    if (known?.status === 'free') return refusedCode('promotion-already-used')
    if (known) return granted(known)
    if (code.startsWith('NO')) return refusedCode('promotion-not-found')
    const taker = this.#takenBy.get(code)
    if (taker !== undefined && this.uses.get(taker)?.status !== 'free') {
      return refusedCode('promotion-already-used')
    }
    // Now and then far more than the goods are worth: the till has to cap it.
    const amount = this.#chance.once(25) ? 900_000 : this.#chance.below(900)
    const use: Use = { code, orderId: order.orderId, amount, most: amount, ...RESERVED }
    this.uses.set(guid, use)
    if (code.startsWith('ONE')) this.#takenBy.set(code, guid)
    return granted(use)
  }

  revalidate({ promotions }: PromotionsRequest): PromotionsAnswer {
    const gone = this.#gone(promotions, 'promotion-not-applicable')
    if (gone.length > 0) return { status: 'refused', refused: gone }
    if (this.#faults.happens()) {
      this.#faults.count('P23 promotion')
      const [first] = promotions
      const promotionId = this.#chance.once(4) ? null : (first?.id ?? null)
      const code = 'promotion-not-applicable'
      return { status: 'refused', refused: [{ promotionId, code, message: 'Not any more.' }] }
    }
    if (this.#chance.once(20)) {
      const use = this.uses.get(promotions[0]?.id ?? '')
      if (use) {
        use.amount = this.#chance.below(900)
        use.most = Math.max(use.most, use.amount)
      }
    }
    return this.#amounts(promotions)
  }

  apply({ guid, promotions }: PromotionsRequest): PromotionsAnswer {
    if (!this.#applied.has(guid)) {
      const gone = this.#gone(promotions, 'promotion-already-used')
      if (gone.length > 0) return { status: 'refused', refused: gone }
      if (this.#faults.happens(4)) {
        this.#faults.count('P27 promotion')
        const [first] = promotions
        const code = 'promotion-not-applicable'
        const refused = [{ promotionId: first?.id ?? null, code, message: 'No.' } as const]
        return { status: 'refused', refused }
      }
      this.#applied.add(guid)
      for (const { id } of promotions) {
        const use = this.uses.get(id)
        hold(use !== undefined, 'I18', `APPLY of ${id}, which was never verified`)
        use.redemptions += 1
        hold(use.redemptions === 1, 'I10', `the code ${use.code} is redeemed twice`)
        use.status = 'redeemed'
      }
    }
    return this.#amounts(promotions)
  }

  void({ promotions, lost }: VoidRequest): VoidAnswer {
    for (const { id, code } of [...promotions, ...lost]) {
      const use = this.uses.get(id)
      if (use) use.status = 'free'
      else {
        this.uses.set(id, { code, orderId: '', amount: 0, most: 0, status: 'free', redemptions: 0 })
      }
    }
    return { status: 'ok', value: null }
  }

  /** Forgets what is over, as a soak must. */
  forget(isOver: (use: Use) => boolean): void {
    for (const [guid, use] of this.uses) if (isOver(use)) this.uses.delete(guid)
    for (const [code, guid] of this.#takenBy) if (!this.uses.has(guid)) this.#takenBy.delete(code)
    if (this.#applied.size > 2_000) this.#applied.clear()
  }

  #gone(
    promotions: PromotionsRequest['promotions'],
    code: PromotionRefusalCode,
  ): readonly PromotionRefusal[] {
    return promotions.flatMap(({ id }) =>
      this.uses.get(id)?.status === 'reserved' ? [] : [{ promotionId: id, code, message: 'Gone.' }],
    )
  }

  #amounts(promotions: PromotionsRequest['promotions']): PromotionsAnswer {
    const value = promotions.map(({ id }) => {
      return { promotionId: id, amount: money(this.uses.get(id)?.amount ?? 0) }
    })
    return { status: 'ok', value }
  }
}

const RESERVED = { status: 'reserved', redemptions: 0 } as const

function granted({ code, amount }: Use): VerifyAnswer {
  const referenceId = `rsv-${code}`
  return { status: 'ok', value: { name: `Offer ${code}`, amount: money(amount), referenceId } }
}

function refusedCode(code: PromotionRefusalCode): VerifyAnswer {
  return { status: 'refused', refused: { promotionId: null, code, message: null } }
}
