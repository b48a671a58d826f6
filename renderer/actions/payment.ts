import type { Order } from '../../shared/order/order'
import { goTo } from '../stores/draft'
import { enPayment } from '../text/en-payment'
import { enReturn } from '../text/en-return'
import { always, type Action, type Situation } from './action'
import { runCommand } from './run'
import { openCustomer } from './window'

/** The forward button of the steps before the tenders. */
export const continuePayment: Action = {
  name: 'continue-payment',
  label: enPayment.continue,
  key: 'F9',
  refusal: ({ view }) =>
    isAsking(view.order) || view.order.validation !== null ? enPayment.waitForCoupons : null,
  run: () => void runCommand({ type: 'ContinuePayment' }),
}

/**
 * The same from the coupons to the tenders. It goes by a name of its own, so that a double press on the
 * Continue before it cannot pass the coupons unread.
 */
export const continueFromCoupons: Action = { ...continuePayment, name: 'continue-from-coupons' }

/** Opens the order again; store promotions are put away and held coupons let go. */
export const backToOrder: Action = {
  name: 'back-to-order-from-payment',
  label: enPayment.backToOrder,
  key: 'Escape',
  refusal: whyNotBack,
  run: () => void runCommand({ type: 'BackFromPayment', to: 'order' }),
}

/** From the tenders to the coupons. */
export const backToCoupons: Action = {
  name: 'back-to-coupons',
  label: enPayment.backToCoupons,
  key: 'Escape',
  refusal: whyNotBack,
  run: () => void runCommand({ type: 'BackFromPayment', to: 'coupons' }),
}

/** Goes on while the coupon service is slow or away. */
export const continueWithoutCoupons: Action = {
  name: 'continue-without-coupons',
  label: enPayment.continueWithout,
  key: 'F8',
  refusal: always,
  run: () => void runCommand({ type: 'ContinueWithoutCoupons' }),
}

/** Asks the coupon service anew. */
export const checkCouponsAgain: Action = {
  name: 'check-coupons-again',
  label: enPayment.checkAgain,
  key: 'F6',
  refusal: ({ view }) => (isAsking(view.order) ? enPayment.waitForCoupons : null),
  run: () => void runCommand({ type: 'CheckCouponsAgain' }),
}

/** The same, where nothing has been answered yet. */
export const tryCouponsAgain: Action = {
  ...checkCouponsAgain,
  name: 'try-coupons-again',
  label: enPayment.tryAgain,
}

/** Back to the first step: the order opens and payment begins again, so that items can be chosen anew. */
export const goToStepOne: Action = {
  name: 'go-to-step-one',
  label: enPayment.goToStepOne,
  key: null,
  refusal: whyNotBack,
  run: () => void startOver(),
}

/** The same for a line that a store promotion closes to coupons. */
export const removeAndCheckAgain: Action = {
  ...goToStepOne,
  name: 'remove-and-check-again',
  label: enPayment.removeAndCheckAgain,
}

/** Opens the wallet, where the customer's coupons can be looked up again. */
export const refreshWallet: Action = {
  name: 'refresh-wallet',
  label: enPayment.refresh,
  key: null,
  refusal: always,
  run: () => goTo('wallet'),
}

/** Customer, from payment: the wallet with the cursor in the phone field; a new number opens the order. */
export const addCustomer: Action = { ...openCustomer, label: enPayment.addCustomer }

/** Leaves a coupon out; PETZ is asked anew. */
export function leaveOutCoupon(couponId: string): void {
  void runCommand({ type: 'LeaveOutCoupon', couponId })
}

/** Uses a coupon again that was left out; PETZ is asked anew. */
export function putCouponBack(couponId: string): void {
  void runCommand({ type: 'UseCouponAgain', couponId })
}

/** Puts a store promotion on a line. */
export function chooseStorePromotion(couponId: string, lineId: string): void {
  void runCommand({ type: 'ChooseStorePromotion', couponId, lineId })
}

/** Leaves a store promotion unused this time. */
export function skipStorePromotion(couponId: string): void {
  void runCommand({ type: 'SkipStorePromotion', couponId })
}

/** Skips the store promotion whose card is open. */
export function skipOpenStorePromotion(couponId: string): Action {
  return {
    name: 'skip-store-promotion',
    label: enPayment.skipThisOne,
    key: 'Ctrl+S',
    refusal: always,
    run: () => skipStorePromotion(couponId),
  }
}

/** Whether the coupon service has been asked and has not answered. */
export function isAsking(order: Order): boolean {
  return order.payment?.authorization?.status === 'asking'
}

function whyNotBack({ view }: Situation): string | null {
  const payment = view.order.payment
  if (payment === null) return null
  if (payment.card !== null) return enPayment.cardFirst
  if (payment.refunds.length > 0) return enReturn.moneyIsBack
  return payment.tenders.length > 0 ? enPayment.undoFirst : null
}

async function startOver(): Promise<void> {
  const isOpen = await runCommand({ type: 'BackFromPayment', to: 'order' })
  if (isOpen) await runCommand({ type: 'Pay' })
}
