import type { RefusalCode } from '../../shared/order/refusals'
import type { BlockedReason } from '../../shared/order/till-view'

/** Why the till does not do something now, in English: what is so, then what to do. */
export const enRefusals: Readonly<Record<RefusalCode, string>> = {
  'order-not-open': 'The order is locked. Go back from payment to change it.',
  'order-not-paying': 'Payment has not begun. Press Pay first.',
  'order-unknown': 'This order is no longer here.',
  'order-not-held': 'This order is not held any more.',
  'order-not-paid': 'The order has not been paid yet.',
  'order-has-tenders': 'Money has been taken. Undo it first.',
  'order-empty': 'The order is empty. Scan an item first.',
  'lines-at-limit': 'The order is full. Pay it and start another.',
  'line-unknown': 'This line is no longer on the order.',
  'line-already-voided': 'This line has been removed already.',
  'line-not-voided': 'This line is on the order already.',
  'line-has-store-promotion': 'This item already has a store promotion. Choose another item.',
  'quantity-invalid': 'This quantity cannot be sold. Type another one.',
  'price-missing': 'This item has no price. Type the amount.',
  'price-not-open': 'This item has a fixed price.',
  'price-invalid': 'This price cannot be used. Type another one.',
  'item-unknown': 'This product is not in the catalog.',
  'scan-unknown': 'This row has been dealt with already.',
  'scans-unresolved': 'Sort out the unknown barcodes first.',
  'past-use-by': 'This product is past its use-by date. Put it aside; it must not be sold.',
  'phone-invalid': 'This phone number is too short. Type all ten digits.',
  'customer-none': 'No customer is on the order.',
  'customer-being-looked-up': 'The number is being looked up. Wait a moment.',
  'discount-unknown': 'This discount is no longer set up.',
  'discount-needs-line': 'Pick a line first.',
  'discount-already-on': 'This discount is on the order already.',
  'code-invalid': 'A promotion code has 1 to 64 characters. Check it.',
  'card-number': 'This looks like a card number. It was not kept.',
  'promotion-already-on-order': 'This code is already on the order. Nothing to do.',
  'promotions-at-limit':
    'This order has 5 promotions, the most allowed. Remove one to add another.',
  'promotion-being-checked': 'A promotion is still being checked. Wait a moment.',
  'promotion-being-released': 'This code is still being released. Try again in a moment.',
  'promotions-not-configured': 'Promotions are not set up on this terminal. Call a manager.',
  'promotion-unknown': 'This promotion is no longer on the order.',
  'promotion-not-redeemed': 'This code has not been redeemed. Nothing to give back.',
  'unverified-not-allowed':
    'Nothing more may be given without the service. The sale can go on without it.',
  'unverified-stands-alone':
    'A code that was not confirmed stands alone. Remove it to try another.',
  'unverified-elsewhere':
    'This code was given on another order and is not confirmed yet. Ask for another code.',
  'validation-under-way': 'Discounts are being checked. Wait a moment.',
  'validation-not-waiting': 'Nothing is waiting for a check any more.',
  'nothing-to-pay': 'Nothing to pay yet. Scan an item first.',
  'approval-unavailable': 'No manager PIN is set up on this terminal.',
  'pin-wrong': 'That PIN is not right. Try again.',
  'pin-locked': 'Too many tries. Wait 5 minutes.',
  'lock-unavailable': 'Nothing could open it again. Set a manager PIN or badges in the settings.',
  'terminal-locked': 'This terminal is locked. Scan a badge or type the PIN.',
  'approval-needed': 'A manager must approve this.',
  'coupon-unknown': 'This coupon is no longer in the wallet.',
  'coupon-not-usable': 'This coupon cannot be used on this item.',
  'coupons-being-checked': 'PETZ coupons are being checked. Wait a moment.',
  'step-not-reached': 'This comes later. Press Continue first.',
  'amount-invalid': 'This amount cannot be used. Type another one.',
  'amount-too-small': 'The amount is too small. Type a larger one.',
  'amount-above-due': 'The amount is more than what is due.',
  'card-under-way': 'A card payment is under way. End it on the card machine first.',
  'card-not-under-way': 'No card payment is under way.',
  'tender-unknown': 'This payment has been undone already.',
  'amount-still-due': 'There is still something to pay.',
  'effect-unknown': 'This row is settled already.',
  'effect-not-waiting': 'This row is being sent now. Wait a moment.',
  'note-missing': 'Write a note first.',
  'note-unknown': 'This message is gone already.',
  'return-under-way': 'Finish the return on this order first.',
  'return-not-open': 'Scan the receipt first.',
  'return-needs-manager': 'A manager has to say yes to this return.',
  'sale-unknown': 'This terminal has no sale with this code. Look at the receipt again.',
  'sale-on-another-order':
    'This sale is open for a return on another order. Finish that one first.',
  'sale-came-back': 'Everything of this sale has come back already.',
  'sale-of-another-day': 'Only a sale of today can be voided. Take the goods back instead.',
  'sale-partly-back': 'Some of this sale has come back. Take the rest back instead.',
  'order-in-use': 'Finish or hold this order first.',
  'more-than-sold': 'More than was sold, or it has come back already.',
  'comes-back-whole': 'This was sold by weight. It comes back whole.',
  'nothing-to-give-back': 'There is nothing to give back.',
  'late-coupon-off': 'This shop takes no coupon after the sale.',
  'late-coupon-alone': 'Goods come back on this order. Finish that first, then scan the coupon.',
  'late-coupon-too-late': 'The sale is too long ago for a forgotten coupon.',
  'late-coupon-on-order': 'A forgotten coupon is on this order. Pay it out first, or remove it.',
  'late-code':
    'This sale is closed to codes. Take the goods back, sell them again, then use the code.',
  'refund-to-card-first': 'This was paid by card. Give it back to the card, or ask a manager.',
  'more-than-on-card': 'This is more than was paid by card.',
  'journal-unwritable': 'This terminal cannot save sales. Stop selling and call a manager.',
  'too-many-commands': 'That was too fast. Press again.',
}

/** What could not be written down, and so has not happened; what stands in the way, the screen says larger. */
export const enJournalFaults: Readonly<Record<string, string>> = {
  'journal-full': 'Not done: the disk was full. The order is safe. Press again.',
  'journal-unwritable': 'Not done: it could not be saved. The order is safe. Press again.',
}

/** What the till could not do because something outside it failed. */
export const enFault = 'This did not work. The order is safe. Try again.'

/** Why Pay, Send and Stay wait, beside Pay. */
export const enBlocked: Readonly<Record<BlockedReason['code'], (count: number) => string>> = {
  'nothing-to-pay': () => 'Nothing to pay yet',
  'unresolved-scans': (count) =>
    count === 1
      ? '1 unknown barcode to sort out first'
      : `${count} unknown barcodes to sort out first`,
  'coupons-waiting': (count) =>
    count === 1 ? '1 coupon to sort out first' : `${count} coupons to sort out first`,
  'promotion-being-checked': () => 'A promotion is still being checked',
  'totals-disagree': () => 'The totals do not agree',
  'manager-needed': () => 'A manager must approve this return',
  'late-coupon-manager': () => 'A manager must approve this late coupon',
  validating: () => 'Discounts are being checked',
}
