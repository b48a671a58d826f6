import { unreachable } from '../assert'
import { ok, refuse } from '../result'
import type { Command, InnerCommand, WindowCommand } from './commands'
import type { Context, Decision, OrderDecision } from './context'
import {
  decideAskAgain,
  decideAuthorizationAnswered,
  decideContinueWithoutCoupons,
  decideCustomerAnswered,
  decideRemoveCustomer,
  decideRenewAuthorization,
  decideSetCustomer,
} from './decide-coupons'
import {
  decideCloseEffect,
  decideEffectAnswered,
  decideOpenDrawer,
  decidePrintReceipt,
  decideRetryEffect,
  decideStartEffect,
} from './decide-effects'
import {
  decideCancelOrder,
  decideDismissNote,
  decidePrepareToQuit,
  decideRecover,
  decideResumeOrder,
  openOrder,
} from './decide-life'
import * as lines from './decide-lines'
import {
  decideBackFromPayment,
  decideChooseStorePromotion,
  decideContinuePayment,
  decideSkipStorePromotion,
} from './decide-payment'
import {
  decideApplyCode,
  decideGivePromotionBack,
  decideRemovePromotion,
  decideVerifyAnswered,
} from './decide-promotions'
import {
  decideBeginCard,
  decideEndCard,
  decideFinishOrder,
  decideTakeCash,
  decideUndoTender,
} from './decide-tender'
import {
  decideAcceptPromotions,
  decideButton,
  decideGiveUpValidation,
  decideRetryValidation,
  decideRevalidationAnswered,
} from './decide-validation'
import type { OrderEvent, OrderHappening } from './events'
import type { Order } from './order'
import { evolve, hasEnded, type TillState } from './till-state'

/**
 * Decides one command against everything the till knows: the events it comes to, or why not. Pure; the
 * events are written first and folded afterwards. A screen without an open order gets one here.
 */
export function decide(state: TillState, command: Command, context: Context): Decision {
  switch (command.type) {
    case 'Recover':
      return ok(recover(state, context))
    case 'NewOrder':
      return newOrder(state, context)
    case 'ResumeOrder':
      return resume(state, command.orderId, context)
    case 'TakeScan':
      return onOpenOrder(state, context, (order) => lines.decideTakeScan(order, command, context))
    case 'AddItem':
      return onOpenOrder(state, context, (order) => lines.decideAddItem(order, command, context))
    case 'EnterCode':
      return refuse('code-invalid')
    case 'GivePromotionBack':
    case 'CancelOrder':
    case 'PrintReceipt':
    case 'OpenDrawer':
    case 'RetryEffect':
    case 'CloseEffect':
    case 'CustomerAnswered':
    case 'VerifyAnswered':
    case 'RevalidationAnswered':
    case 'AuthorizationAnswered':
    case 'StartEffect':
    case 'EffectAnswered':
    case 'RenewAuthorization': {
      const order = state.orders.get(command.orderId)
      if (!order) return isAnswer(command) ? ok([]) : refuse('order-unknown')
      return finish(state, order, decideNamed(order, command, context), context)
    }
    default: {
      const order = currentOf(state)
      if (!order) return refuse('order-unknown')
      return finish(state, order, decideCurrent(order, command, context), context)
    }
  }
}

/** The order on screen. */
export function currentOf(state: TillState): Order | null {
  return state.currentId === null ? null : (state.orders.get(state.currentId) ?? null)
}

type NamedCommand = Extract<Command, { readonly orderId: string }>

/** Commands that name their order: answers of the world, trays, and a paid order's papers. */
function decideNamed(
  order: Order,
  command: Exclude<NamedCommand, { type: 'ResumeOrder' }>,
  context: Context,
): OrderDecision {
  switch (command.type) {
    case 'GivePromotionBack':
      return decideGivePromotionBack(order, command.promotionId, context)
    case 'CancelOrder':
      return decideCancelOrder(order, context)
    case 'PrintReceipt':
      return decidePrintReceipt(order, context)
    case 'OpenDrawer':
      return decideOpenDrawer(order, context)
    case 'RetryEffect':
      return decideRetryEffect(order, command.effectId)
    case 'CloseEffect':
      return decideCloseEffect(order, command.effectId, command.note, context)
    case 'CustomerAnswered':
      return decideCustomerAnswered(order, command.lookUpId, command.answer, context)
    case 'VerifyAnswered':
      return decideVerifyAnswered(order, command.promotionId, command.answer, context)
    case 'RevalidationAnswered':
      return decideRevalidationAnswered(order, command.guid, command.answer, context)
    case 'AuthorizationAnswered':
      return decideAuthorizationAnswered(order, command.authRef, command.answer, context)
    case 'StartEffect':
      return decideStartEffect(order, command.effectId, context)
    case 'EffectAnswered':
      return decideEffectAnswered(order, command.effectId, command.outcome, context)
    case 'RenewAuthorization':
      return decideRenewAuthorization(order, context)
    default:
      return unreachable(command)
  }
}

type CurrentCommand = Exclude<
  Command,
  NamedCommand | { readonly type: 'Recover' | 'NewOrder' | 'TakeScan' | 'AddItem' | 'EnterCode' }
>

/** Commands about the order on screen. */
function decideCurrent(order: Order, command: CurrentCommand, context: Context): OrderDecision {
  switch (command.type) {
    case 'ResolveScan':
      return lines.decideResolveScan(order, command, context)
    case 'RemoveUnresolvedScan':
      return lines.decideRemoveUnresolvedScan(order, command.scanId)
    case 'SetQuantity':
      return lines.decideSetQuantity(order, command)
    case 'ChangePrice':
      return lines.decideChangePrice(order, command)
    case 'VoidLine':
      return lines.decideVoidLine(order, command.lineId, context)
    case 'PutBackLine':
      return lines.decidePutBackLine(order, command.lineId)
    case 'AddStoreDiscount':
      return lines.decideAddStoreDiscount(order, command, context)
    case 'RemoveStoreDiscount':
      return lines.decideRemoveStoreDiscount(order, command.discountId)
    case 'SetCustomer':
      return decideSetCustomer(order, command.phone, context)
    case 'RemoveCustomer':
      return decideRemoveCustomer(order, context)
    case 'ApplyCode':
      return decideApplyCode(order, command.code, context)
    case 'RemovePromotion':
      return decideRemovePromotion(order, command.promotionId, context)
    case 'Send':
      return decideButton(order, 'send', null, context)
    case 'Stay':
      return decideButton(order, 'stay', null, context)
    case 'Hold':
      return decideButton(order, 'hold', command.heldFor.trim().slice(0, 80), context)
    case 'Pay':
      return decideButton(order, 'pay', null, context)
    default:
      return decidePaying(order, command, context)
  }
}

type PayingCommand = Extract<
  WindowCommand | InnerCommand,
  {
    readonly type:
      | 'GiveUpValidation'
      | 'RetryValidation'
      | 'AcceptPromotions'
      | 'ChooseStorePromotion'
      | 'SkipStorePromotion'
      | 'ContinuePayment'
      | 'ContinueWithoutCoupons'
      | 'LeaveOutCoupon'
      | 'UseCouponAgain'
      | 'CheckCouponsAgain'
      | 'BackFromPayment'
      | 'TakeCash'
      | 'BeginCard'
      | 'EndCard'
      | 'UndoTender'
      | 'FinishOrder'
      | 'DismissNote'
      | 'PrepareToQuit'
  }
>

/** Commands from the press of Pay to the last tender. */
function decidePaying(order: Order, command: PayingCommand, context: Context): OrderDecision {
  switch (command.type) {
    case 'GiveUpValidation':
      return decideGiveUpValidation(order)
    case 'RetryValidation':
      return decideRetryValidation(order, context)
    case 'AcceptPromotions':
      return decideAcceptPromotions(order, context)
    case 'ChooseStorePromotion':
      return decideChooseStorePromotion(order, command.couponId, command.lineId, context)
    case 'SkipStorePromotion':
      return decideSkipStorePromotion(order, command.couponId)
    case 'ContinuePayment':
      return decideContinuePayment(order, context)
    case 'ContinueWithoutCoupons':
      return decideContinueWithoutCoupons(order, context)
    case 'LeaveOutCoupon':
      return decideAskAgain(order, { leaveOut: command.couponId }, context)
    case 'UseCouponAgain':
      return decideAskAgain(order, { useAgain: command.couponId }, context)
    case 'CheckCouponsAgain':
      return decideAskAgain(order, {}, context)
    case 'BackFromPayment':
      return decideBackFromPayment(order, command.to, context)
    case 'TakeCash':
      return decideTakeCash(order, command.received, context)
    case 'BeginCard':
      return decideBeginCard(order, command.amount, context)
    case 'EndCard':
      return decideEndCard(order, command.paid, context)
    case 'UndoTender':
      return decideUndoTender(order, command.tenderId)
    case 'FinishOrder':
      return decideFinishOrder(order, context)
    case 'DismissNote':
      return decideDismissNote(order, command.noteId)
    case 'PrepareToQuit':
      return decidePrepareToQuit(order, context)
    default:
      return unreachable(command)
  }
}

/** An answer about an order that is done with is nobody's any more. */
function isAnswer(command: Command): boolean {
  return command.type.endsWith('Answered')
}

/** A scan or a touch on an item while Sale complete is shown starts the next order with it. */
function onOpenOrder(
  state: TillState,
  context: Context,
  decideOne: (order: Order) => OrderDecision,
): Decision {
  const now = currentOf(state)
  if (now && now.status !== 'paid' && now.status !== 'closed' && now.status !== 'cancelled') {
    return finish(state, now, decideOne(now), context)
  }
  const opening = opened(context)
  const next = evolve(state, opening)
  const order = currentOf(next)
  if (!order) return refuse('order-unknown')
  const decided = finish(next, order, decideOne(order), context)
  return decided.ok ? ok([opening, ...decided.value]) : decided
}

function newOrder(state: TillState, context: Context): Decision {
  const now = currentOf(state)
  const busy = now && (now.status === 'open' || now.status === 'paying')
  return busy ? refuse('order-not-paid') : ok([opened(context)])
}

/** Resuming parks the present order first, or gives it up when it is empty. */
function resume(state: TillState, orderId: string, context: Context): Decision {
  const held = state.orders.get(orderId)
  if (!held) return refuse('order-unknown')
  const decided = decideResumeOrder(held)
  if (!decided.ok) return decided
  const now = currentOf(state)
  if (now?.status === 'paying' || now?.validation) return refuse('validation-under-way')
  if (now?.promotions.some((one) => one.status === 'verifying')) {
    return refuse('promotion-being-checked')
  }
  const parked = now?.status === 'open' ? park(now, context) : []
  return ok([...parked, ...wrap(orderId, decided.value, context)])
}

function park(order: Order, context: Context): readonly OrderHappening[] {
  const empty = order.lines.every((line) => line.voided) && order.unresolved.length === 0
  if (empty) {
    const cancelled = decideCancelOrder(order, context)
    return cancelled.ok ? wrap(order.id, cancelled.value, context) : []
  }
  return wrap(order.id, [{ type: 'OrderHeld', heldFor: '' }], context)
}

function recover(state: TillState, context: Context): readonly OrderHappening[] {
  const settled: OrderHappening[] = []
  for (const order of state.orders.values()) {
    const isCurrent = order.id === state.currentId
    const decided = finish(state, order, decideRecover(order, isCurrent, context), context)
    if (decided.ok) settled.push(...decided.value)
  }
  const now = currentOf(state)
  const missing = !now || now.status === 'held' || now.status === 'cancelled'
  return missing ? [...settled, opened(context)] : settled
}

/**
 * Two rules of the house close every decision: a paid order that owes nothing any more is closed, and a
 * screen whose order was parked or cancelled gets the next one at once.
 */
function finish(
  state: TillState,
  order: Order,
  decided: OrderDecision,
  context: Context,
): Decision {
  if (!decided.ok) return decided
  const happened = [...wrap(order.id, decided.value, context)]
  if (happened.length === 0) return ok([])
  const after = happened.reduce(evolve, state)
  const now = after.orders.get(order.id)
  if (now?.status === 'paid' && now.effects.every(hasEnded)) {
    happened.push({ orderId: order.id, at: context.at, event: { type: 'OrderClosed' } })
  }
  const left = now === undefined || now.status === 'held' || now.status === 'cancelled'
  if (order.id === state.currentId && left) happened.push(opened(context))
  return ok(happened)
}

function opened(context: Context): OrderHappening {
  return { orderId: context.newId(), at: context.at, event: openOrder(context) }
}

function wrap(
  orderId: string,
  events: readonly OrderEvent[],
  context: Context,
): readonly OrderHappening[] {
  return events.map((event) => ({ orderId, at: context.at, event }))
}
