import type {
  AuthorizationAnswer,
  CustomerAnswer,
  PromotionRefusal,
  PromotionsAnswer,
  VerifyAnswer,
} from './answers'
import type { CatalogItem } from '../catalog'
import type { Classified } from '../barcode/scan'
import type { ProviderName } from './effect'
import type { ReturnReason } from './sold'

/** What a cashier may ask of the till from the window. Parsed in `shared/ipc/parse.ts`. */
export type WindowCommand =
  | {
      readonly type: 'AddItem'
      readonly sku: string
      /** Pieces, or weight, in thousandths; one piece when absent. */
      readonly quantity?: number
      /** Minor units; only for an item sold at an open price. */
      readonly price?: number
    }
  /** A code typed by hand under the lines or in the search field: handled like a scan. */
  | {
      readonly type: 'EnterCode'
      readonly code: string
      /** The kind of symbol, where a scan is entered again; a name of `aim.ts`. */
      readonly symbology?: string | null
    }
  | {
      readonly type: 'ResolveScan'
      readonly scanId: string
      readonly sku: string
      /** Minor units; only for an item sold at an open price. */
      readonly price?: number
    }
  | { readonly type: 'RemoveUnresolvedScan'; readonly scanId: string }
  | { readonly type: 'SetQuantity'; readonly lineId: string; readonly quantity: number }
  | {
      readonly type: 'ChangePrice'
      readonly lineId: string
      readonly price: number
    }
  | { readonly type: 'VoidLine'; readonly lineId: string }
  | { readonly type: 'PutBackLine'; readonly lineId: string }
  | {
      readonly type: 'SetCustomer'
      readonly phone: string
      /** The number that is on the order, once more: what is known stays until the answer is here. */
      readonly again?: boolean
    }
  | { readonly type: 'RemoveCustomer' }
  | {
      readonly type: 'AddStoreDiscount'
      readonly ruleId: string
      readonly lineId: string | null
      readonly pin?: string
      /** Why the manager approves. */
      readonly reason?: string
    }
  | { readonly type: 'RemoveStoreDiscount'; readonly discountId: string }
  /** A manager vouches for a manufacturer coupon that the till cannot check by itself. */
  | {
      readonly type: 'ApproveManufacturerCoupon'
      readonly couponId: string
      /** The goods it is for, where its code does not say; null is the whole order. */
      readonly lineId: string | null
      /** What it is worth, where its code does not say. Minor units. */
      readonly amount?: number
      readonly pin?: string
      readonly reason?: string
    }
  | { readonly type: 'RemoveManufacturerCoupon'; readonly couponId: string }
  /** Tells a manager of goods without a number, which the coupon service cannot recognise. */
  | { readonly type: 'ReportProduct'; readonly lineId: string }
  | { readonly type: 'ApplyCode'; readonly code: string }
  | { readonly type: 'RemovePromotion'; readonly promotionId: string }
  /** Gives what the shop has declared for a code that nobody answered about. */
  | { readonly type: 'GiveUnverifiedCode'; readonly code: string }
  /** Goes on at Pay with codes that could not be re-checked, by the shop's rule. */
  | { readonly type: 'GiveUnchecked' }
  /** Gives a redeemed code of a paid order back; the receipt keeps its discount. */
  | {
      readonly type: 'GivePromotionBack'
      readonly orderId: string
      readonly promotionId: string
    }
  | { readonly type: 'Send' }
  | { readonly type: 'Stay' }
  | { readonly type: 'Hold'; readonly heldFor: string }
  | { readonly type: 'Pay' }
  /** Back to order while promotions are re-checked, or from the dialog that nobody answers. */
  | { readonly type: 'GiveUpValidation' }
  | { readonly type: 'RetryValidation' }
  /** A manager accepts the promotions unchecked. */
  | { readonly type: 'AcceptPromotions'; readonly pin: string; readonly reason?: string }
  | {
      readonly type: 'ChooseStorePromotion'
      readonly couponId: string
      readonly lineId: string
    }
  | { readonly type: 'SkipStorePromotion'; readonly couponId: string }
  /** The forward button of payment steps 1 and 2. */
  | { readonly type: 'ContinuePayment' }
  | { readonly type: 'ContinueWithoutCoupons' }
  | { readonly type: 'LeaveOutCoupon'; readonly couponId: string }
  | { readonly type: 'UseCouponAgain'; readonly couponId: string }
  | { readonly type: 'CheckCouponsAgain' }
  /** Esc in payment: to the order, or from the tender step to the coupons. */
  | { readonly type: 'BackFromPayment'; readonly to: 'order' | 'coupons' }
  /** Cash handed over. Minor units. */
  | { readonly type: 'TakeCash'; readonly received: number }
  /** Puts an amount on the separate card machine; the intent is journaled. Minor units. */
  | { readonly type: 'BeginCard'; readonly amount: number }
  /** The card machine shows it as paid, or not. */
  | { readonly type: 'EndCard'; readonly paid: boolean }
  | { readonly type: 'UndoTender'; readonly tenderId: string }
  /** Opens a paid sale to take goods of it back; `ref`: the reference on its receipt. */
  | { readonly type: 'OpenReturn'; readonly ref: string }
  | { readonly type: 'DropReturn' }
  /** So much of a sold line comes back, thousandths; 0 leaves it with the customer. */
  | {
      readonly type: 'TakeBack'
      readonly lineId: string
      readonly quantity: number
      readonly reason: ReturnReason
      /** The customer gets the same for it, and no money. */
      readonly swap?: boolean
    }
  | { readonly type: 'TakeBackAll'; readonly reason: ReturnReason }
  /** A sale of today is taken back whole, as if it had not been. */
  | { readonly type: 'VoidSale'; readonly ref: string }
  /** Goods without a receipt, at the price of today. */
  | {
      readonly type: 'TakeBackUnsold'
      readonly sku: string
      readonly quantity: number
      /** Minor units; only for an item sold at an open price. */
      readonly price?: number
      readonly reason: ReturnReason
    }
  | { readonly type: 'KeepGoods'; readonly goodsId: string }
  | { readonly type: 'ChooseCodeBack'; readonly promotionId: string; readonly back: boolean }
  | { readonly type: 'ApproveReturn'; readonly pin: string; readonly reason?: string }
  /** Gives what is due back in cash. A manager's PIN where it should go to a card. */
  | { readonly type: 'GiveBackCash'; readonly pin?: string; readonly reason?: string }
  /** Ends an order with nothing to pay. */
  | { readonly type: 'FinishOrder' }
  | { readonly type: 'NewOrder' }
  | { readonly type: 'CancelOrder'; readonly orderId: string }
  | { readonly type: 'ResumeOrder'; readonly orderId: string }
  /** Prints a copy of a paid order's receipt, marked COPY; or the original if it never began to print. */
  | { readonly type: 'PrintReceipt'; readonly orderId: string }
  | { readonly type: 'OpenDrawer'; readonly orderId: string }
  | { readonly type: 'RetryEffect'; readonly orderId: string; readonly effectId: string }
  | {
      readonly type: 'CloseEffect'
      readonly orderId: string
      readonly effectId: string
      readonly note: string
      readonly pin?: string
    }
  | { readonly type: 'DismissNote'; readonly noteId: string }

/** What the main process tells the till by itself: scans, answers of the world, time. */
export type InnerCommand =
  /**
   * A scan placed by the router: what it means and the items it names. Cards, badges, receipts and what a
   * scanner says of itself are the router's own: a customer's card is a `SetCustomer`.
   */
  | {
      readonly type: 'TakeScan'
      readonly meaning: Extract<
        Classified,
        { readonly kind: 'product' | 'promotion' | 'manufacturer-coupon' | 'misread' | 'unknown' }
      >
      readonly items: readonly CatalogItem[]
    }
  | {
      readonly type: 'CustomerAnswered'
      readonly orderId: string
      readonly lookUpId: string
      readonly answer: CustomerAnswer
    }
  | {
      readonly type: 'VerifyAnswered'
      readonly orderId: string
      readonly promotionId: string
      readonly answer: VerifyAnswer
    }
  | {
      readonly type: 'RevalidationAnswered'
      readonly orderId: string
      readonly guid: string
      readonly answer: PromotionsAnswer
    }
  | {
      readonly type: 'AuthorizationAnswered'
      readonly orderId: string
      readonly authRef: string
      readonly answer: AuthorizationAnswer
    }
  | { readonly type: 'StartEffect'; readonly orderId: string; readonly effectId: string }
  | {
      readonly type: 'EffectAnswered'
      readonly orderId: string
      readonly effectId: string
      readonly outcome: EffectOutcome
    }
  /** An authorization close to its end is asked for again, silently. */
  | { readonly type: 'RenewAuthorization'; readonly orderId: string }
  /** The computer's clock was set by so many milliseconds while the till was running. */
  | { readonly type: 'ClockJumped'; readonly byMs: number }
  /** Puts before a person what has had no end for too long. */
  | { readonly type: 'MarkOverdue' }
  /** A provider answers again after silence: what waits for it need not wait any longer. */
  | { readonly type: 'ProviderReturned'; readonly provider: ProviderName }
  /** First thing after a start: settles what was under way when the process ended. */
  | { readonly type: 'Recover' }
  /** The terminal is being closed. */
  | { readonly type: 'PrepareToQuit' }

/** Every command the till knows. */
export type Command = WindowCommand | InnerCommand

/** How one attempt of an effect ended. */
export type EffectOutcome =
  /**
   * `note`: something about how, kebab-case: `spare-printer`. `paper`: SHA-256 of the bytes that made the paper,
   * in hexadecimal.
   */
  | { readonly status: 'delivered'; readonly note?: string; readonly paper?: string }
  /** Asked about a code after the sale it was given in. */
  | { readonly status: 'verified'; readonly answer: VerifyAnswer }
  /** Asked the coupon service again after a hold ran out. */
  | { readonly status: 'reauthorized'; readonly answer: AuthorizationAnswer }
  | {
      readonly status: 'refused'
      readonly code: string
      readonly message: string | null
      /** Promotions the provider named; the others of the request are as they were. */
      readonly promotions?: readonly PromotionRefusal[]
    }
  /** No answer from a provider: the same request is sent again later, not before it asks for it. */
  | { readonly status: 'unknown'; readonly code: string; readonly retryAfterMs?: number }
  /** Paper or pulse that may have come out: never sent again as it is. */
  | { readonly status: 'maybe-done'; readonly code: string; readonly paper?: string }
  /** Certain that nothing happened; worth trying again by a person (paper out). */
  | { readonly status: 'not-done'; readonly code: string }
