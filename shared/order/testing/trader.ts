import { money } from '../../money'
import { pieces } from '../../quantity'
import type { AuthorizationAnswer, AuthorizedCoupon } from '../answers'
import type { Command, EffectOutcome, WindowCommand } from '../commands'
import type { EffectRequest } from '../effect'
import type { OrderHappening } from '../events'
import type { Order } from '../order'
import { stillToPay } from '../decide-tender'
import { Chance } from './chance'
import { customer, ended, grantOf, rechecked, trouble, verified } from './random-answers'
import { randomCoupon, randomScan } from './random-scan'
import { ITEMS, RULES, type Shop } from './shop'

type Question = (chance: Chance) => Command

/** A cashier, customers and providers who do anything at any time. Nothing here knows what is allowed. */
export class Trader {
  readonly #chance: Chance
  readonly #shop: Shop
  #asked: Question[] = []
  #grants = 0

  constructor(seed: number, shop: Shop) {
    this.#chance = new Chance(seed)
    this.#shop = shop
  }

  /** The next command, from the cashier or from the world. */
  next(): { readonly command: Command; readonly approver: string | null } {
    const command = this.#command()
    return { command, approver: this.#chance.once(3) ? null : 'Manager' }
  }

  /** Hears what happened, to answer it sooner or later, once or twice or never. */
  hear(happened: readonly OrderHappening[]): void {
    for (const each of happened) {
      const question = this.#questionOf(each)
      if (question) this.#asked.push(question)
    }
  }

  /** The process ended: nobody answers what was asked before. */
  forget(): void {
    this.#asked = []
  }

  #command(): Command {
    const chance = this.#chance
    if (chance.once(60)) return { type: 'Recover' }
    if (this.#shop.order.validation?.status === 'no-answer' && chance.once(2)) {
      return this.#fitting()
    }
    if (this.#lost() !== null && chance.once(3)) return this.#fitting()
    if (this.#asked.length > 0 && chance.below(10) < 4) return this.#answer()
    if (chance.below(10) < 2) return this.#effect()
    if (chance.below(10) < 4) return this.#forward()
    return chance.once(2) ? this.#fitting() : this.#anything()
  }

  #answer(): Command {
    const index = this.#chance.below(this.#asked.length)
    const question = this.#asked[index]
    if (!this.#chance.once(4)) this.#asked.splice(index, 1)
    return question?.(this.#chance) ?? { type: 'NewOrder' }
  }

  /** A cashier who wants to get on: what leads from the first line to the receipt. */
  #forward(): Command {
    const { order } = this.#shop
    const chance = this.#chance
    if (order.status === 'paid' || order.status === 'closed') return { type: 'NewOrder' }
    if (order.status === 'open') {
      if (chance.once(6)) return this.#paperCoupon(order)
      if (order.unresolved[0])
        return { type: 'RemoveUnresolvedScan', scanId: order.unresolved[0].id }
      if (order.lines.every((line) => line.voided)) return this.#addItem()
      if (order.customer === null && chance.once(2))
        return { type: 'SetCustomer', phone: '2065550142' }
      return chance.once(3) ? this.#addItem() : { type: 'Pay' }
    }
    if (order.payment?.card) return { type: 'EndCard', paid: !chance.once(3) }
    if (order.payment?.step !== 'tender') return { type: 'ContinuePayment' }
    const due = stillToPay(order)
    if (due === 0) return { type: 'FinishOrder' }
    if (chance.once(3)) return { type: 'BeginCard', amount: chance.once(2) ? due : 100 }
    return { type: 'TakeCash', received: due + chance.among([0, 0, 3, 1000, -100, -1, 2], 0) }
  }

  /** What could make sense just now. */
  #fitting(): Command {
    const chance = this.#chance
    const { order } = this.#shop
    const { payment, validation } = order
    const lost = this.#lost()
    if (lost !== null && !chance.once(3)) return { type: 'GiveUnverifiedCode', code: lost }
    if (validation?.status === 'no-answer') {
      if (this.#mayPromise && chance.once(2)) return { type: 'GiveUnchecked' }
      const choices = ['RetryValidation', 'GiveUpValidation', 'AcceptPromotions'] as const
      const type = chance.among(choices, 'RetryValidation')
      return type === 'AcceptPromotions' ? { type, pin: '' } : { type }
    }
    if (payment?.step === 'store-promotions') {
      const lineId = chance.among(order.lines, null)?.id ?? 'nobody'
      return { type: 'ChooseStorePromotion', couponId: '70311', lineId }
    }
    if (payment?.step === 'coupons') return this.#coupons(order)
    if (payment)
      return chance.once(2) ? this.#renew(order) : { type: 'BackFromPayment', to: 'order' }
    if (order.customer?.status !== 'matched') return { type: 'SetCustomer', phone: '2065550142' }
    return chance.once(4) ? { type: 'Pay' } : { type: 'ApplyCode', code: `CODE${chance.below(8)}` }
  }

  /** The shop has a rule for what nobody can be asked about. */
  get #mayPromise(): boolean {
    return this.#shop.context().offline !== undefined
  }

  /** The code that nobody answered about, while the order is open. */
  #lost(): string | null {
    if (!this.#mayPromise) return null
    const { notes, status } = this.#shop.order
    const note = notes.findLast((one) => one.code === 'promotion-no-answer')
    return status === 'open' ? (note?.values['code'] ?? null) : null
  }

  #coupons({ payment }: Order): Command {
    const { coupons = [], leftOut = [] } = payment?.authorization ?? {}
    const couponId = this.#chance.among([...coupons, ...leftOut], null)?.couponId ?? 'nobody'
    const type = this.#chance.among(['LeaveOutCoupon', 'UseCouponAgain'] as const, 'LeaveOutCoupon')
    if (this.#chance.once(5)) return { type: 'ContinueWithoutCoupons' }
    return this.#chance.once(5) ? { type: 'CheckCouponsAgain' } : { type, couponId }
  }

  /** A manager vouches for a coupon on paper that waits, or one that counts is taken off. */
  #paperCoupon({ unresolved, manufacturerCoupons: taken }: Order): Command {
    const chance = this.#chance
    if (chance.once(2)) return { type: 'TakeScan', meaning: randomCoupon(chance), items: [] }
    const couponId = chance.among([...unresolved, ...taken], null)?.id ?? 'nobody'
    const isTaken = taken.some((one) => one.id === couponId)
    return isTaken
      ? { type: 'RemoveManufacturerCoupon', couponId }
      : { type: 'ApproveManufacturerCoupon', couponId, lineId: null }
  }

  #renew(order: Order): Command {
    return { type: 'RenewAuthorization', orderId: order.id }
  }

  #addItem(): Command {
    const { sku, price, unit } = this.#chance.among(ITEMS, ITEMS[0] ?? neverSold())
    const weight = unit === 'each' ? {} : { quantity: 1 + this.#chance.below(4000) }
    const open = price === null ? { price: this.#chance.below(9000) } : {}
    return { type: 'AddItem', sku, ...weight, ...open }
  }

  /** Everything there is, wise or not. */
  #anything(): Command {
    const orderId = this.#orderId()
    const effectId = this.#effectId(orderId)
    const { order } = this.#shop
    const chance = this.#chance
    const lineId = chance.among(order.lines, null)?.id ?? 'nobody'
    const couponId = chance.among(['70311', '70455', '70460', 'nobody'], '')
    const choices: readonly (() => WindowCommand | Command)[] = [
      () => this.#addItem(),
      () => randomScan(chance),
      () => randomScan(chance),
      () => ({ type: 'SetQuantity', lineId, quantity: 1000 * chance.below(7) }),
      () => ({ type: 'ChangePrice', lineId, price: chance.below(5000) }),
      () => ({ type: 'VoidLine', lineId }),
      () => ({ type: 'PutBackLine', lineId }),
      () => ({
        type: 'AddStoreDiscount',
        ruleId: chance.among(RULES, RULES[0] ?? neverSold()).id,
        lineId,
      }),
      () => ({
        type: 'RemoveStoreDiscount',
        discountId: chance.among(order.storeDiscounts, null)?.id ?? '',
      }),
      () => this.#paperCoupon(order),
      () => ({ type: 'SetCustomer', phone: chance.once(9) ? '12' : '2065550142' }),
      () => ({ type: 'RemoveCustomer' }),
      () => ({ type: 'ApplyCode', code: `CODE${chance.below(8)}` }),
      () => ({ type: 'ApplyCode', code: `CODE${chance.below(8)}` }),
      () => ({
        type: 'RemovePromotion',
        promotionId: chance.among(order.promotions, null)?.id ?? 'nobody',
      }),
      () => this.#giveBack(),
      () => this.#giveBack(),
      () => ({
        type: 'ResolveScan',
        scanId: chance.among(order.unresolved, null)?.id ?? '',
        sku: 'tea',
      }),
      () => ({ type: 'Send' }),
      () => ({ type: 'Stay' }),
      () => ({ type: 'Hold', heldFor: 'later' }),
      () => ({ type: 'GiveUpValidation' }),
      () => ({ type: 'RetryValidation' }),
      () => ({ type: 'AcceptPromotions', pin: '' }),
      () => ({ type: 'ChooseStorePromotion', couponId, lineId }),
      () => ({ type: 'SkipStorePromotion', couponId }),
      () => ({ type: 'ContinueWithoutCoupons' }),
      () => ({ type: 'LeaveOutCoupon', couponId }),
      () => ({ type: 'UseCouponAgain', couponId }),
      () => ({ type: 'CheckCouponsAgain' }),
      () => ({ type: 'BackFromPayment', to: chance.once(2) ? 'order' : 'coupons' }),
      () => ({ type: 'TakeCash', received: chance.below(20_000) }),
      () => ({ type: 'BeginCard', amount: chance.below(9000) }),
      () => ({ type: 'EndCard', paid: chance.once(2) }),
      () => ({
        type: 'UndoTender',
        tenderId: chance.among(order.payment?.tenders ?? [], null)?.id ?? '',
      }),
      () => ({ type: 'FinishOrder' }),
      () => ({ type: 'NewOrder' }),
      () => ({ type: 'CancelOrder', orderId }),
      () => ({ type: 'ResumeOrder', orderId }),
      () => ({ type: 'CancelOrder', orderId: this.#held() }),
      () => ({ type: 'ResumeOrder', orderId: this.#held() }),
      () => ({ type: 'PrintReceipt', orderId }),
      () => ({ type: 'OpenDrawer', orderId }),
      () => ({ type: 'RetryEffect', orderId, effectId }),
      () => ({ type: 'CloseEffect', orderId, effectId, note: 'done by hand' }),
      () => ({ type: 'RenewAuthorization', orderId }),
      () => ({ type: 'PrepareToQuit' }),
      () => ({ type: 'DismissNote', noteId: chance.among(order.notes, null)?.id ?? '' }),
    ]
    return chance.among(choices, () => ({ type: 'NewOrder' }))()
  }

  #giveBack(): Command {
    const paid = [...this.#shop.state.orders.values()].filter((one) => one.sale !== null)
    const order = this.#chance.among(paid, this.#shop.order)
    const promotionId = this.#chance.among(order.promotions, null)?.id ?? 'nobody'
    return { type: 'GivePromotionBack', orderId: order.id, promotionId }
  }

  #effect(): Command {
    const waiting = [...this.#shop.state.orders.values()].flatMap((order) =>
      order.effects
        .filter((effect) => effect.status === 'waiting')
        .map((effect) => ({ orderId: order.id, effectId: effect.id })),
    )
    const none = { orderId: this.#shop.order.id, effectId: 'nobody' }
    return { type: 'StartEffect', ...this.#chance.among(waiting, none) }
  }

  #orderId(): string {
    const ids = [...this.#shop.state.orders.keys()]
    return this.#chance.once(2) ? this.#shop.order.id : this.#chance.among(ids, 'nobody')
  }

  #held(): string {
    const held = [...this.#shop.state.orders.values()].filter((one) => one.status === 'held')
    return this.#chance.among(held, null)?.id ?? 'nobody'
  }

  #order(orderId: string): Order | undefined {
    return this.#shop.state.orders.get(orderId)
  }

  #effectId(orderId: string): string {
    return this.#chance.among(this.#order(orderId)?.effects ?? [], null)?.id ?? 'nobody'
  }

  #questionOf({ orderId, event }: OrderHappening): Question | null {
    switch (event.type) {
      case 'CustomerLookupRequested': {
        const { lookUpId } = event
        return (chance) => ({
          type: 'CustomerAnswered',
          orderId,
          lookUpId,
          answer: customer(chance),
        })
      }
      case 'PromotionRequested': {
        const { promotionId } = event
        return (chance) => ({
          type: 'VerifyAnswered',
          orderId,
          promotionId,
          answer: verified(chance),
        })
      }
      case 'RevalidationRequested': {
        const { guid } = event
        const ids = this.#order(orderId)?.promotions.map((one) => one.id) ?? []
        return (chance) => ({
          type: 'RevalidationAnswered',
          orderId,
          guid,
          answer: rechecked(chance, ids),
        })
      }
      case 'CouponAuthorizationRequested': {
        const { authRef } = event
        const lines = this.#order(orderId)?.lines.filter((line) => !line.voided) ?? []
        const refs = lines.map((line) => line.ref)
        const answer = (chance: Chance) => this.#authorized(chance, refs)
        return (chance) => ({
          type: 'AuthorizationAnswered',
          orderId,
          authRef,
          answer: answer(chance),
        })
      }
      case 'EffectStarted': {
        const { effectId } = event
        const effect = this.#order(orderId)?.effects.find((one) => one.id === effectId)
        return (chance) => ({
          type: 'EffectAnswered',
          orderId,
          effectId,
          outcome: this.#outcomeOf(chance, effect?.request ?? null),
        })
      }
      default:
        return null
    }
  }

  #outcomeOf(chance: Chance, request: EffectRequest | null): EffectOutcome {
    if (request?.kind === 'coupon-reauthorize') {
      return this.#reauthorized(chance, request.reauthorize.coupons)
    }
    if (request?.kind === 'promotion-verify') {
      const isSame = chance.once(2)
      const { name, amount } = request.promotion
      const value = { name, amount: isSame ? request.promised : amount, referenceId: 'r-1' }
      const answer = isSame ? ({ status: 'ok', value } as const) : verified(chance)
      return { status: 'verified', answer }
    }
    const outcome = ended(chance)
    const isNo = outcome.status === 'refused' && request?.kind === 'promotion-apply'
    if (!isNo || chance.once(3)) return outcome
    const code = 'promotion-already-used'
    const promotionId = chance.among(request.promotions, null)?.id ?? null
    return { ...outcome, promotions: [{ promotionId, code, message: 'No.' }] }
  }

  #authorized(chance: Chance, refs: readonly string[]): AuthorizationAnswer {
    if (chance.once(4)) return trouble(chance)
    if (chance.once(8)) {
      return { status: 'refused', refused: { code: 'coupon-request-refused', detail: '' } }
    }
    const [ref] = refs
    if (chance.once(4) || ref === undefined) return grantOf(null, [])
    this.#grants += 1
    const amount = money(1 + chance.below(400))
    const line = { lineRef: ref, amount, quantity: pieces(1) }
    const first = { couponId: '70455', title: 'A', amount, uses: 1, lines: [line] }
    const coupons = chance.once(2) ? [first] : [first, { ...first, couponId: '70460' }]
    return grantOf(`A-${this.#grants}`, coupons)
  }

  #reauthorized(chance: Chance, coupons: readonly AuthorizedCoupon[]): EffectOutcome {
    this.#grants += 1
    const given = chance.once(3) ? coupons.slice(1) : coupons
    const id = given.length === 0 ? null : `A-${this.#grants}`
    const answer = chance.once(4) ? trouble(chance) : grantOf(id, given)
    return { status: 'reauthorized', answer }
  }
}

function neverSold(): never {
  throw new Error('The shop has something to sell')
}
