/*
 * The sandbox's books: which codes exist, who holds them and who has used them. A promotion is named by the
 * GUID of its VERIFY and lives as
 *
 *   reserved ─ APPLY ─▶ redeemed ─ VOID ─▶ voided
 *      ├─ VOID ─▶ voided
 *      ├─ the till lost the answer and verifies again ─▶ moved (its place is taken by the new GUID)
 *      └─ a day without a word ─▶ lapsed (taken up again by the next word, if the code is still free)
 *
 * A list is decided whole: one promotion refused and nothing changes.
 */
import type { Money } from '../../shared/money'
import { amountOf, createCode, refusal, type Code, type CodeDraft, type Refusal } from './codes'
import type { Fields, NamedPromotion, PromotionRequest } from './request'
import { secondUse, unfit } from './rules'

/** Where a promotion stands. */
export type PromotionStatus = 'reserved' | 'redeemed' | 'voided' | 'moved' | 'lapsed'

/** One promotion in the books; the counts leave out repeats that were answered from memory. */
export type BookedPromotion = {
  readonly externalId: string
  readonly restaurantId: string
  readonly code: string
  readonly name: string
  readonly checkGuid: string
  readonly referenceId: string
  readonly status: PromotionStatus
  /** Minor units, as last worked out. */
  readonly amount: Money
  readonly touchedAt: number
  readonly verified: number
  readonly revalidated: number
  readonly applied: number
  readonly voided: number
  /** What APPLY answered, for an APPLY that comes again. */
  readonly redemption: Fields | null
}

/** A decision: an answer for the wire, or the refused ones. */
export type Decision =
  | { readonly ok: true; readonly value: unknown }
  | {
      readonly ok: false
      readonly refused: readonly { readonly fields: Fields; readonly why: Refusal }[]
    }

/** Choices where the provider's own ways are not known. */
export type LedgerOptions = {
  readonly now: () => number
  /** A reservation without a word for this long is free again. */
  readonly idleMs: number
  /** VOID of a promotion never seen: taken, or refused with CODE_NOT_EXIST. */
  readonly unknownVoid: 'accept' | 'refuse'
}

/** Keeps the books of one sandbox. */
export class Ledger {
  readonly #options: LedgerOptions
  readonly #codes: Map<string, Code>
  readonly #promotions = new Map<string, BookedPromotion>()
  /** VERIFY GUIDs that a VOID has named, known before or not. */
  readonly #spent = new Set<string>()
  #references = 48_212

  constructor(codes: readonly Code[], options: LedgerOptions) {
    this.#options = options
    this.#codes = new Map(codes.map((code) => [code.code, code]))
  }

  /** Adds a code, or changes one. */
  setCode(draft: Partial<Code> & { readonly code: string }): Code {
    const known = this.#codes.get(draft.code.toUpperCase())
    const blank: CodeDraft = { code: draft.code, name: draft.code, worth: { percent: 10 } }
    const code = createCode({ ...blank, ...known, ...draft })
    this.#codes.set(code.code, code)
    return code
  }

  codeOf(text: string): Code | undefined {
    return this.#codes.get(text.trim().toUpperCase())
  }

  codes(): readonly (Code & { readonly reserved: number; readonly redeemed: number })[] {
    this.#lapse()
    return [...this.#codes.values()].map((code) => ({
      ...code,
      reserved: this.#count(code.code, 'reserved'),
      redeemed: this.#count(code.code, 'redeemed'),
    }))
  }

  promotions(): readonly BookedPromotion[] {
    this.#lapse()
    return [...this.#promotions.values()]
  }

  promotionOf(externalId: string): BookedPromotion | undefined {
    return this.#promotions.get(externalId.toLowerCase())
  }

  isSpent(restaurantId: string, guid: string): boolean {
    return this.#spent.has(`${restaurantId}|${guid}`)
  }

  /** Checks a code and reserves it under the GUID of this request. */
  verify(request: PromotionRequest, restaurantId: string, guid: string): Decision {
    this.#lapse()
    const tried = request.tried ?? { promoCode: '', fields: {} }
    const refuse = (why: Refusal): Decision => {
      const fields = { promoCode: tried.promoCode, externalId: guid }
      return { ok: false, refused: [{ fields, why }] }
    }
    const code = this.codeOf(tried.promoCode)
    if (!code) return refuse(refusal('CODE_NOT_EXIST', null, 'no such code'))
    const held = [...this.#promotions.values()].filter(
      (one) => one.code === code.code && one.checkGuid === request.checkGuid,
    )
    const listed = new Set(request.applied.map((one) => one.externalId))
    const isThere = held.some((one) => isHolding(one) && listed.has(one.externalId))
    const lost = held.find((one) => one.status === 'reserved' && !listed.has(one.externalId))
    const why =
      unfit(code, request, 'VERIFY', null) ??
      (isThere ? secondUse(code) : null) ??
      this.#besideSole(request) ??
      (lost ? null : this.#usedUp(code))
    if (why) return refuse(why)
    if (lost) this.#promotions.set(lost.externalId, { ...lost, status: 'moved' })
    this.#references += 1
    const booked: BookedPromotion = {
      externalId: guid,
      restaurantId,
      code: code.code,
      name: code.name,
      checkGuid: request.checkGuid,
      referenceId: `rsv-${this.#references}`,
      status: 'reserved',
      amount: amountOf(code, request.items),
      touchedAt: this.#options.now(),
      verified: 1,
      revalidated: 0,
      applied: 0,
      voided: 0,
      redemption: null,
    }
    this.#promotions.set(guid, booked)
    const { appliedDate, appliedBusinessDate } = tried.fields
    return {
      ok: true,
      value: {
        appliedDate,
        appliedBusinessDate,
        promoCode: tried.promoCode,
        name: code.name,
        discountAmount: booked.amount / 100,
        referenceId: booked.referenceId,
        externalId: guid,
      },
    }
  }

  /** Works every promotion out again; changes nothing but what it is worth. */
  revalidate(request: PromotionRequest, restaurantId: string): Decision {
    return this.#decideAll(request, restaurantId, 'REVALIDATE', (booked, code, named) => {
      const amount = amountOf(code, request.items)
      const { referenceId, name, revalidated } = booked
      return {
        booked: { ...booked, amount, revalidated: revalidated + 1 },
        entry: { ...named.fields, name, referenceId, discountAmount: amount / 100 },
      }
    })
  }

  /** Redeems; one that is redeemed already is answered as before and not counted again. */
  apply(request: PromotionRequest, restaurantId: string): Decision {
    return this.#decideAll(request, restaurantId, 'APPLY', (booked, _code, named) => {
      const { referenceId, name } = booked
      const entry = booked.redemption ?? { ...named.fields, name, referenceId }
      const applied = booked.applied + 1
      return { booked: { ...booked, applied, status: 'redeemed', redemption: entry }, entry }
    })
  }

  /** Gives promotions back, and remembers GUIDs it has never seen. */
  void(request: PromotionRequest, restaurantId: string): Decision {
    const strange = request.actOn.filter((one) => !this.#promotions.has(one.externalId))
    if (strange.length > 0 && this.#options.unknownVoid === 'refuse') {
      const why = refusal('CODE_NOT_EXIST', null, 'no such promotion')
      return { ok: false, refused: strange.map((one) => ({ fields: one.fields, why })) }
    }
    for (const { externalId } of request.actOn) {
      this.#spent.add(`${restaurantId}|${externalId}`)
      const booked = this.#promotions.get(externalId)
      if (!booked || booked.restaurantId !== restaurantId) continue
      const voided = booked.voided + 1
      this.#promotions.set(externalId, { ...booked, status: 'voided', voided })
    }
    return { ok: true, value: { status: 'SUCCESS' } }
  }

  #decideAll(
    request: PromotionRequest,
    restaurantId: string,
    operation: 'REVALIDATE' | 'APPLY',
    change: (booked: BookedPromotion, code: Code, named: NamedPromotion) => Change,
  ): Decision {
    this.#lapse()
    const refused: { fields: Fields; why: Refusal }[] = []
    const changes: Change[] = []
    for (const named of request.actOn) {
      const booked = this.#promotions.get(named.externalId)
      const code = booked ? this.#codes.get(booked.code) : undefined
      if (!booked || !code || booked.restaurantId !== restaurantId) {
        const why = refusal('CODE_NOT_EXIST', null, 'no such promotion')
        refused.push({ fields: named.fields, why })
        continue
      }
      const why =
        standing(booked, operation) ??
        (booked.status === 'redeemed' ? null : unfit(code, request, operation, named)) ??
        (booked.status === 'lapsed' ? this.#usedUp(code) : null)
      if (why) refused.push({ fields: named.fields, why })
      else changes.push(change(booked, code, named))
    }
    if (refused.length > 0) return { ok: false, refused }
    const touchedAt = this.#options.now()
    for (const { booked } of changes) {
      const status = booked.status === 'lapsed' ? 'reserved' : booked.status
      this.#promotions.set(booked.externalId, { ...booked, status, touchedAt })
    }
    return { ok: true, value: changes.map((one) => one.entry) }
  }

  /** A promotion that stands alone lets no other come after it. */
  #besideSole(request: PromotionRequest): Refusal | null {
    const sole = request.applied.find((one) => this.codeOf(one.promoCode)?.alone === true)
    return sole ? refusal('CODE_NOT_APPLY', null, `${sole.promoCode} stands alone`) : null
  }

  #usedUp(code: Code): Refusal | null {
    if (code.usesMax === null) return null
    const uses = this.#count(code.code, 'reserved') + this.#count(code.code, 'redeemed')
    if (uses < code.usesMax) return null
    return refusal('CODE_ALREADY_USED', null, `uses ${uses} of ${code.usesMax}`)
  }

  #count(code: string, status: PromotionStatus): number {
    const all = [...this.#promotions.values()]
    return all.filter((one) => one.code === code && one.status === status).length
  }

  #lapse(): void {
    const latest = this.#options.now() - this.#options.idleMs
    for (const one of this.#promotions.values()) {
      if (one.status !== 'reserved' || one.touchedAt > latest) continue
      this.#promotions.set(one.externalId, { ...one, status: 'lapsed' })
    }
  }
}

type Change = { readonly booked: BookedPromotion; readonly entry: Fields }

function isHolding(promotion: BookedPromotion): boolean {
  return promotion.status === 'reserved' || promotion.status === 'redeemed'
}

/** Why a promotion in this state cannot be used, or null. */
function standing(booked: BookedPromotion, operation: 'REVALIDATE' | 'APPLY'): Refusal | null {
  if (booked.status === 'redeemed' && operation === 'REVALIDATE') {
    return refusal('INVALID_REQUEST', null, 'a redeemed promotion is not validated again')
  }
  if (booked.status === 'voided' || booked.status === 'moved') {
    return refusal('OTHER', null, `this promotion was ${booked.status}`)
  }
  return null
}
