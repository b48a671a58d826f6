import { unreachable } from '../assert'
import { holdsCardNumber } from '../barcode/card-number'
import { refuse } from '../result'
import type { Command, InnerCommand, WindowCommand } from './commands'
import type { Context, OrderDecision } from './context'
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
import { decideCancelOrder, decideDismissNote, decidePrepareToQuit } from './decide-life'
import * as lines from './decide-lines'
import {
  decideApproveManufacturerCoupon,
  decideRemoveManufacturerCoupon,
} from './decide-manufacturer-coupons'
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
import { decideReportProduct } from './decide-report-product'
import * as returns from './decide-return'
import {
  decideBeginCard,
  decideEndCard,
  decideFinishOrder,
  decideGiveBackCash,
  decideTakeCash,
  decideUndoTender,
} from './decide-tender'
import { decideGiveUnchecked, decideGiveUnverifiedCode } from './decide-unverified'
import {
  decideAcceptPromotions,
  decideButton,
  decideGiveUpValidation,
  decideRetryValidation,
  decideRevalidationAnswered,
} from './decide-validation'
import { keptText } from './kept-text'
import type { Order } from './order'

/** Commands that name their order: answers of the world, trays, and a paid order's papers. */
export type NamedCommand = Extract<Command, { readonly orderId: string }>

/** Decides a command that names its order. */
export function decideNamed(
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

/** Commands about the order on screen. */
export type CurrentCommand = Exclude<
  Command,
  | NamedCommand
  | { readonly type: 'Recover' | 'NewOrder' | 'TakeScan' | 'AddItem' | 'EnterCode' }
  | { readonly type: 'ClockJumped' | 'MarkOverdue' | 'ProviderReturned' }
>

/** Decides a command about the order on screen. */
export function decideCurrent(
  order: Order,
  command: CurrentCommand,
  context: Context,
): OrderDecision {
  switch (command.type) {
    case 'ResolveScan':
      return lines.decideResolveScan(order, command, context)
    case 'RemoveUnresolvedScan':
      return lines.decideRemoveUnresolvedScan(order, command.scanId)
    case 'SetQuantity':
      return lines.decideSetQuantity(order, command, context)
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
    case 'ApproveManufacturerCoupon':
      return decideApproveManufacturerCoupon(order, command, context)
    case 'RemoveManufacturerCoupon':
      return decideRemoveManufacturerCoupon(order, command.couponId)
    case 'ReportProduct':
      return decideReportProduct(order, command.lineId, context)
    case 'SetCustomer':
      return decideSetCustomer(order, command, context)
    case 'RemoveCustomer':
      return decideRemoveCustomer(order, context)
    case 'ApplyCode':
    case 'GiveUnverifiedCode':
    case 'RemovePromotion':
      return decideCode(order, command, context)
    case 'Send':
      return decideButton(order, 'send', null, context)
    case 'Stay':
      return decideButton(order, 'stay', null, context)
    case 'Hold':
      return decideButton(order, 'hold', keptText(command.heldFor).trim().slice(0, 80), context)
    case 'Pay':
      return decideButton(order, 'pay', null, context)
    case 'OpenReturn':
    case 'DropReturn':
    case 'TakeBack':
    case 'TakeBackAll':
    case 'VoidSale':
    case 'TakeBackUnsold':
    case 'KeepGoods':
    case 'ChooseCodeBack':
    case 'ApproveReturn':
      return decideComingBack(order, command, context)
    default:
      return decidePaying(order, command, context)
  }
}

type CodeCommand = Extract<
  WindowCommand,
  { readonly type: 'ApplyCode' | 'GiveUnverifiedCode' | 'RemovePromotion' }
>

function decideCode(order: Order, command: CodeCommand, context: Context): OrderDecision {
  switch (command.type) {
    case 'ApplyCode':
      return holdsCardNumber(command.code)
        ? refuse('card-number')
        : decideApplyCode(order, command.code, context)
    case 'GiveUnverifiedCode':
      return decideGiveUnverifiedCode(order, command.code, context)
    case 'RemovePromotion':
      return decideRemovePromotion(order, command.promotionId, context)
  }
}

type ReturnCommand = Extract<
  WindowCommand,
  {
    readonly type:
      | 'OpenReturn'
      | 'DropReturn'
      | 'TakeBack'
      | 'TakeBackAll'
      | 'VoidSale'
      | 'TakeBackUnsold'
      | 'KeepGoods'
      | 'ChooseCodeBack'
      | 'ApproveReturn'
  }
>

/** Goods that come back, before the payment. */
function decideComingBack(order: Order, command: ReturnCommand, context: Context): OrderDecision {
  switch (command.type) {
    case 'OpenReturn':
      return returns.decideOpenReturn(order, command.ref, context)
    case 'DropReturn':
      return returns.decideDropReturn(order)
    case 'TakeBack':
      return returns.decideTakeBack(order, command, context)
    case 'TakeBackAll':
      return returns.decideTakeBackAll(order, command.reason, context)
    case 'VoidSale':
      return returns.decideVoidSale(order, command.ref, context)
    case 'TakeBackUnsold':
      return returns.decideTakeBackUnsold(order, command, context)
    case 'KeepGoods':
      return returns.decideKeepGoods(order, command.goodsId)
    case 'ChooseCodeBack':
      return returns.decideChooseCodeBack(order, command.promotionId, command.back)
    case 'ApproveReturn':
      return returns.decideApproveReturn(order, command.reason, context)
  }
}

type PayingCommand = Extract<
  WindowCommand | InnerCommand,
  {
    readonly type:
      | 'GiveUpValidation'
      | 'RetryValidation'
      | 'AcceptPromotions'
      | 'GiveUnchecked'
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
      | 'GiveBackCash'
      | 'FinishOrder'
      | 'DismissNote'
      | 'PrepareToQuit'
  }
>

/** From the press of Pay to the last tender. */
function decidePaying(order: Order, command: PayingCommand, context: Context): OrderDecision {
  switch (command.type) {
    case 'GiveUpValidation':
      return decideGiveUpValidation(order)
    case 'RetryValidation':
      return decideRetryValidation(order, context)
    case 'AcceptPromotions':
      return decideAcceptPromotions(order, keptText(command.reason ?? '') || null, context)
    case 'GiveUnchecked':
      return decideGiveUnchecked(order, context)
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
    case 'GiveBackCash':
      return decideGiveBackCash(order, command.reason, context)
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
