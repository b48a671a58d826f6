import type { NoteCode } from '../../shared/order/order'

/** The gaps of a note's sentences: the till's values as text, amounts already written out. */
export type NoteGaps = Readonly<Record<string, string>>

/** A note in two sentences: what happened, and what to do next. */
export type NoteWords = {
  readonly first: (gaps: NoteGaps) => string
  readonly second: (gaps: NoteGaps) => string
}

/** Every note in English (screens.md 7.1). The provider's own sentence replaces the first. */
export const enNotes: Readonly<Record<NoteCode, NoteWords>> = {
  'promotion-not-found': {
    first: () => 'The promotion code is invalid.',
    second: () => 'Check the letters and try again. The order has not changed.',
  },
  'promotion-already-used': {
    first: () => 'This promotion code has already been used.',
    second: () => 'Ask the customer for another code.',
  },
  'promotion-not-applicable': {
    first: () => 'This promotion does not apply to this check.',
    second: () => 'It may need other items or no other discount. Try again after a change.',
  },
  'promotion-inactive': {
    first: () => 'This promotion code is not active.',
    second: () => 'It has not started, or it has ended.',
  },
  'promotion-request-invalid': {
    first: () => 'This promotion could not be checked. Call a manager.',
    second: () => 'The sale can go on without it.',
  },
  'promotion-refused': {
    first: () => 'The promotion could not be applied.',
    second: () => 'Go on without it, or try once more.',
  },
  'promotion-no-answer': {
    first: () => 'The promotion service is not responding. Try again.',
    second: () => 'The sale can go on without the code.',
  },
  'promotions-misconfigured': {
    first: () => 'Promotions are not set up on this terminal. Call a manager.',
    second: () => 'The sale can go on without codes.',
  },
  'promotion-applied': {
    first: ({ name }) => `${name ?? ''} is on the order`,
    second: ({ code }) => `Code ${code ?? ''}.`,
  },
  'promotion-taken-off': {
    first: ({ name }) => `${name ?? ''} was taken off`,
    second: ({ reason }) => `${reason ?? ''} Nothing was paid. Press Pay to go on without it.`,
  },
  'promotion-amount-changed': {
    first: ({ name, now, before }) => `${name ?? ''} is now ${now ?? ''} (was ${before ?? ''})`,
    second: () => 'The total has changed with it.',
  },
  'promotion-not-rechecked': {
    first: ({ name }) => `${name ?? ''} was not re-checked.`,
    second: () => 'It will be checked at Pay.',
  },
  'promotion-capped': {
    first: ({ name, amount }) => `${name ?? ''} takes off ${amount ?? ''}, all that is left.`,
    second: () => 'Nothing to do.',
  },
  'revalidation-refused': {
    first: () => 'The promotions could not be checked.',
    second: () => 'Nothing was removed. Press Pay to try again.',
  },
  'promotion-already-on-order': {
    first: () => 'This code is already on the order.',
    second: () => 'Nothing to do.',
  },
  'promotions-at-limit': {
    first: () => 'This order has 5 promotions, the most allowed.',
    second: () => 'Remove one to add another.',
  },
  'coupons-to-check-again': {
    first: () => 'PETZ coupons will be checked again',
    second: () => 'They were let go when payment was left.',
  },
  'coupons-changed': {
    first: () => 'PETZ coupons have changed.',
    second: () => 'Tell the customer the new amount due.',
  },
  'coupons-run-out': {
    first: () => 'The time of the PETZ coupons was over, so they are asked for again.',
    second: () => 'No money was taken. Look at the amount due, then take the payment.',
  },
  'clock-jumped': {
    first: ({ direction, minutes }) =>
      `The clock of this computer was set ${direction ?? ''} by ${clockSpan(Number(minutes ?? 0))}.`,
    second: () => 'Sales go on in their order. Check date and time before the next receipt.',
  },
  'picked-up-after-restart': {
    first: () => 'Picking up where you left off.',
    second: () => 'The order is as it was.',
  },
  'misread-barcode': {
    first: () => 'Misread barcode',
    second: () => 'Scan it again.',
  },
  'manufacturer-coupon-back': {
    first: ({ name }) => `${name ?? 'A manufacturer coupon'} counts no more.`,
    second: () => 'Its row below says why, and what would meet it.',
  },
  'past-use-by': {
    first: ({ name }) => `${name ?? ''} is past its use-by date.`,
    second: () => 'It is on the order all the same. Show the date to the customer.',
  },
  'past-best-before': {
    first: ({ name }) => `${name ?? ''} is past its best-before date.`,
    second: () => 'Tell the customer, or remove the line.',
  },
  'store-promotions-need-line': {
    first: () => 'Store promotions need PETZ, and it does not answer.',
    second: () => 'The sale can go on without them.',
  },
  'order-sent': {
    first: () => 'The order was sent.',
    second: () => 'Its lines are with preparation.',
  },
}

/** Minutes in words a person would use. */
function clockSpan(minutes: number): string {
  if (minutes < 120) return `${minutes} minutes`
  if (minutes < 2_880) return `${Math.round(minutes / 60)} hours`
  return `${Math.round(minutes / 1_440)} days`
}
