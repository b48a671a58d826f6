import { isLookingUp } from '../../shared/order/look-up'
import { maskPhone } from '../../shared/order/phone'
import type { TillView } from '../../shared/order/till-view'
import { forgetNumbers, goTo, rememberNumber, typeInto, type Draft } from '../stores/draft'
import { en } from '../text/en'
import { enWallet } from '../text/en-wallet'
import { refusalSentence } from '../text/sentences'
import { always, type Action } from './action'
import { focusField } from './focus'
import { runCommand } from './run'
import { leavePetzPage, petzPageKey } from './wallet-page'

/** Digits a phone number has at least. */
export const PHONE_DIGITS_MIN = 10

/** Asks the coupon service about the typed number. */
export const lookUpCustomer: Action = {
  name: 'look-up-customer',
  label: en.lookUp,
  key: 'Enter',
  within: '[data-field="customer-phone"]',
  refusal: ({ view, draft }) => {
    const locked = paidRefusal(view)
    if (locked !== null) return locked
    const digits = typedDigits(draft)
    return digits.length < PHONE_DIGITS_MIN ? refusalSentence('phone-invalid') : null
  },
  run: ({ draft }) => void lookUp(typedDigits(draft)),
}

/** Begins with an empty field. */
export const useAnotherNumber: Action = {
  name: 'use-another-number',
  label: en.useAnother,
  key: 'Ctrl+N',
  refusal: ({ view }) => paidRefusal(view),
  run: () => {
    typeInto('customer-phone', '')
    focusField('customer-phone')
  },
}

/**
 * Looks the same number up again: the list stays until the answer is here. The coupon service's page is of before,
 * so it goes.
 */
export const refreshCustomer: Action = {
  name: 'refresh-customer',
  label: en.refresh,
  key: 'Ctrl+R',
  refusal: ({ view, draft }) => {
    if (isLookingUp(view.order.customer)) return enWallet.isAsked
    return paidRefusal(view) ?? (numberOf(view, draft) === null ? en.refreshHelp : null)
  },
  run: ({ view, draft }) => {
    const phone = numberOf(view, draft)
    if (phone === null) return
    leavePetzPage()
    void lookUp(phone, true)
  },
}

/** The same, where nobody has answered. */
export const tryCustomerAgain: Action = {
  ...refreshCustomer,
  name: 'try-customer-again',
  label: enWallet.tryAgain,
}

/** Looks another number of this customer up that was used for this order before. */
export function useNumber(phone: string): Action {
  return {
    name: `use-number-${maskPhone(phone)}`,
    label: maskPhone(phone),
    key: null,
    refusal: ({ view }) => paidRefusal(view),
    run: () => void lookUp(phone),
  }
}

/** The numbers that were used for this order, but for the one that is on it. */
export function otherNumbers(
  numbers: readonly string[],
  phoneMasked: string | null,
): readonly string[] {
  return numbers.filter((one) => maskPhone(one) !== phoneMasked)
}

/** Takes the customer off the order. */
export const removeCustomer: Action = {
  name: 'remove-customer',
  label: en.removeCustomer,
  key: null,
  refusal: ({ view }) =>
    lockedRefusal(view) ?? (view.order.customer === null ? refusalSentence('customer-none') : null),
  run: () => {
    forgetNumbers()
    void runCommand({ type: 'RemoveCustomer' })
  },
}

/** Back one level: from the coupon service's page to our own list, from there to the order. */
export const closeWallet: Action = {
  name: 'close-wallet',
  label: en.close,
  key: 'Escape',
  refusal: always,
  run: () => {
    if (!leavePetzPage()) goTo('order')
  },
}

/** What can be done in the wallet beside the order's own actions. */
export const WALLET_ACTIONS: readonly Action[] = [
  lookUpCustomer,
  useAnotherNumber,
  refreshCustomer,
  petzPageKey,
  closeWallet,
]

/**
 * What the phone field's new text means in digits. While the masked number stands there, only what is
 * typed behind it counts.
 */
export function digitsTyped(text: string, masked: string | null): string {
  const typed = masked !== null && text.startsWith(masked) ? text.slice(masked.length) : text
  return typed.includes('•') ? '' : typed.replace(/\D/g, '').slice(0, 15)
}

/** A number looked up in payment opens the order again; once money was taken it may not. */
function paidRefusal({ order }: TillView): string | null {
  const { payment } = order
  if (payment === null) return order.status === 'open' ? null : refusalSentence('order-not-open')
  if (payment.card !== null) return refusalSentence('card-under-way')
  return payment.tenders.length > 0 ? refusalSentence('order-has-tenders') : null
}

function lockedRefusal(view: TillView): string | null {
  return view.order.status === 'open' ? null : refusalSentence('order-not-open')
}

function typedDigits(draft: Draft): string {
  return (draft.fields['customer-phone'] ?? '').replace(/\D/g, '')
}

/** The number that is on the order, where this window has heard it. */
function numberOf({ order }: TillView, { numbers }: Draft): string | null {
  return numbers.find((one) => maskPhone(one) === order.customer?.phoneMasked) ?? null
}

async function lookUp(phone: string, again = false): Promise<void> {
  if (!(await runCommand({ type: 'SetCustomer', phone, ...(again ? { again } : {}) }))) return
  rememberNumber(phone)
  typeInto('customer-phone', '')
}
