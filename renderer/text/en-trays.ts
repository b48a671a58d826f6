import type { EffectKind } from '../../shared/order/effect'

/** Everything Held orders says, in English. */
export const enHeld = {
  heldOrders: 'Held orders',
  detail: 'Held order',
  barName: 'Held order actions',
  search: 'Order, name or phone',
  searchName: 'Search held orders',
  order: 'Order',
  heldFor: 'Held for',
  heldBy: 'Held by',
  items: 'Items',
  total: 'Total',
  minutesAgo: (minutes: number) =>
    minutes < 1 ? 'just now' : minutes === 1 ? '1 minute ago' : `${minutes} minutes ago`,
  hoursAgo: (hours: number, minutes: number) =>
    minutes === 0
      ? hours === 1
        ? '1 hour ago'
        : `${hours} hours ago`
      : `${hours} hour${hours === 1 ? '' : 's'} ${minutes} min ago`,
  daysAgo: (days: number) => (days === 1 ? '1 day ago' : `${days} days ago`),
  heldWithoutNote: 'No note',
  noCustomer: 'No customer',
  petz: (phone: string) => `${phone}, PETZ`,
  orderNumber: (number: string) => `Order ${number}`,
  heldAt: (time: string) => `Held at ${time}`,
  totalWithTax: 'Total with tax',
  checkedAgain: 'Discounts are checked again on resume',
  letGo: 'PETZ coupons were let go when the order was held.',
  unresolved: (count: number) =>
    count === 1 ? '1 unknown barcode to sort out' : `${count} unknown barcodes to sort out`,
  presentIsHeldFirst: (number: string) => `Order ${number} is held first.`,
  presentIsPaying: 'Finish or leave the payment first',
  cancelOrder: 'Cancel order',
  resumeOrder: 'Resume order',
  cancelQuestion: (number: string) => `Cancel order ${number}?`,
  cancelHelp: 'Its promotion codes are released.',
  keepIt: 'Keep it',
  empty: 'No held orders',
  emptyHelp: 'Hold keeps an order here until the customer is back.',
  nothingFound: (text: string) => `No held order for “${text}”`,
  chooseFirst: 'Choose an order first',
} as const

/** Everything Owed says, in English. */
export const enOwed = {
  owed: 'Owed',
  detail: 'Owed entry',
  barName: 'Owed actions',
  owedHelp: 'What the providers still have to hear from us',
  open: (count: number) => `Open ${count}`,
  settledToday: (count: number) => `Settled today ${count}`,
  order: 'Order',
  whatIsOwed: 'What is owed',
  amount: 'Amount',
  state: 'State',
  needsPerson: 'Needs a person',
  sendingNow: 'Sending now',
  nextTry: (time: string) => `Next try ${time}`,
  waiting: 'Waiting its turn',
  overdue: 'No answer for 5 minutes',
  overdueUntil: (time: string) => `No answer, next try ${time}`,
  overdueHelp:
    'The provider has not answered for 5 minutes. Whether it has heard of this is not known.',
  overdueNext: 'It is sent again by itself. Tell a manager if it stays here.',
  settled: 'Settled',
  closed: 'Closed with note',
  replaced: 'Replaced',
  orderSince: (number: string, time: string) => `Order ${number}, since ${time}`,
  bears: 'The sale stands and the customer keeps the discount. Until this is cleared,',
  bearsAmount: (amount: string) => `the store bears ${amount}`,
  nobodyLoses: 'The sale stands. No money is at stake.',
  stillSending: 'It is sent again by itself. Nobody has to wait.',
  isSettled: 'The provider has confirmed it.',
  closedWith: (note: string) => `Closed by a manager: ${note}`,
  code: 'Code',
  cashier: 'Cashier',
  tried: 'Tried',
  reference: 'Reference',
  reason: 'Reason',
  triedTimes: (times: number) =>
    times === 0 ? 'Not yet' : times === 1 ? 'Once' : `${times} times`,
  managerSees: 'A manager has to see this before the shift can be closed.',
  tryAgain: 'Try again',
  closeWithNote: 'Close with note',
  empty: 'Nothing owed. Everything is settled.',
  emptySettled: 'Nothing settled today yet.',
  chooseFirst: 'Choose a row first',
  alreadySettled: 'This is settled',
  isSending: 'It is being sent now',
  onlyNeedingPerson: 'Only what needs a person can be closed',
  refusedAfterPaid: 'The provider refused after the customer had paid.',
  couponsLost: (amount: string) => `PETZ no longer gives ${amount}. The store bears it.`,
  notSent: 'It could not be delivered. A person has to decide.',
  paperHelp: 'Print a copy from Sale complete, or close this with a note.',
  providers: {
    'promotion-apply': 'Promotions',
    'promotion-verify': 'Promotions',
    'promotion-void': 'Promotions',
    'coupon-capture': 'PETZ',
    'coupon-reauthorize': 'PETZ',
    'coupon-release': 'PETZ',
    'store-promotion-redeem': 'PETZ store promotion',
    'coupon-return': 'PETZ',
    'order-message': 'PETZ',
    'coupon-exception': 'PETZ',
    'receipt-print': 'Printer',
    'drawer-open': 'Drawer',
  } satisfies Readonly<Record<EffectKind, string>>,
} as const

/** What each kind of effect is called in the Owed list. Source: screens.md 6.10. */
export const enOwedKinds: Readonly<
  Record<EffectKind, (gaps: { readonly subject: string; readonly order: string }) => string>
> = {
  'promotion-apply': ({ subject }) => `Redeem ${subject}`,
  'promotion-void': ({ subject }) => `Release code ${subject}`,
  'promotion-verify': ({ subject }) => `Confirm ${subject}`,
  'coupon-capture': ({ subject }) =>
    subject === '1' ? 'Settle 1 PETZ coupon' : `Settle ${subject} PETZ coupons`,
  'coupon-reauthorize': ({ subject }) =>
    subject === '1' ? 'Settle 1 PETZ coupon' : `Settle ${subject} PETZ coupons`,
  'coupon-release': () => 'Let go of PETZ coupons',
  'store-promotion-redeem': ({ subject }) => `Redeem ${subject}`,
  'coupon-return': ({ subject }) => `Give back ${subject}`,
  'order-message': ({ order }) => `Tell PETZ about order ${order}`,
  'coupon-exception': ({ subject }) =>
    subject === '' ? 'PETZ answer could not be used' : `PETZ: ${subject}`,
  'receipt-print': ({ order }) => `Print the receipt of order ${order}`,
  'drawer-open': () => 'Open the drawer',
}

/** Why an effect needs a person, by code; the provider's own sentence goes first where it gave one. */
export const enOwedReasons: Readonly<Record<string, string>> = {
  'promotion-not-found': 'The promotion code is invalid.',
  'promotion-already-used': 'This promotion code has already been used.',
  'promotion-not-applicable': 'This promotion does not apply to this check.',
  'promotion-inactive': 'This promotion code is not active.',
  'promotion-request-invalid': 'This promotion could not be checked.',
  'promotion-refused': 'The promotion could not be applied.',
  'promotion-amount-differs':
    'It was redeemed for another amount. The sale stands. Tell the promotions provider.',
  'capture-differs': 'PETZ settled another amount. The sale stands. Call PETZ with the reference.',
  'authorization-captured': 'These PETZ coupons were used for another sale. The sale stands.',
  'authorization-mismatch': 'PETZ has another record of this sale. Call PETZ with the reference.',
  'authorization-not-found': 'PETZ has another record of this sale. Call PETZ with the reference.',
  'authorization-released': 'PETZ no longer gives this discount. The store bears it.',
  'authorization-expired': 'PETZ no longer gives this discount. The store bears it.',
  'idempotency-conflict': 'PETZ has another record of this sale. Call PETZ with the reference.',
  'order-closed': 'PETZ has another record of this sale. Call PETZ with the reference.',
  'coupon-already-redeemed': 'This store promotion was used elsewhere. The store bears it.',
  'coupon-not-found': 'The coupon is no longer in the wallet.',
  'coupon-not-in-wallet': 'The coupon is no longer in the wallet.',
  'coupon-request-refused': 'PETZ did not accept this.',
  'consumer-not-found': 'This PETZ account is gone.',
  'request-invalid': 'PETZ did not accept this.',
  'return-exceeds-redeemed':
    'PETZ does not count this coupon as used: nothing is left to give back.',
  'key-refused': 'The provider refuses this terminal’s key. Call a manager.',
  'wrong-address': 'The provider was not found at its address. Call a manager.',
  'account-inactive': 'The store’s account is not active. Call a manager.',
  timeout: 'The provider did not answer in time.',
  offline: 'The line is down.',
  'connection-lost': 'The line broke while it was being sent.',
  'server-error': 'The provider has a fault of its own.',
  'rate-limited': 'The provider is busy.',
  malformed: 'The provider’s answer could not be used.',
  'answer-unusable': 'PETZ answer could not be used. The sale went on without it.',
  'answers-differ': 'Two different answers came. The first one stands.',
  'product-without-upc': 'It has no UPC, so PETZ cannot recognise it. Add its UPC to the catalog.',
  'coupon-cut': 'PETZ allowed more than the price. It was cut to the price.',
  'phone-invalid': 'PETZ did not accept this phone number.',
  'not-set-up': 'The provider is not set up on this terminal any more. Call a manager.',
  restarted: 'The terminal was restarted. It is sent again.',
}

/** The same of papers and the drawer. */
export const enPaperReasons: Readonly<Record<string, string>> = {
  'paper-out': 'The printer is out of paper.',
  'outcome-unknown': 'It may not have come out. Look at the paper.',
  'unknown-after-restart': 'The terminal was restarted meanwhile. Look at the paper.',
  'too-old': 'It waited too long to come out by itself.',
  'cover-open': 'The printer’s cover is open.',
  'cutter-stuck': 'The printer’s knife was stuck.',
  'too-hot': 'The printer was too hot.',
  'printer-error': 'The printer reported a fault of its own.',
  offline: 'The printer was not ready.',
  feeding: 'Somebody held the printer’s feed button.',
  waiting: 'The printer waits for its button to be pressed.',
  'not-connected': 'The printer was not connected.',
  'no-answer': 'The printer did not answer.',
  'one-way': 'The printer cannot tell whether it came out. Look at the paper.',
  'garbled-answers': 'What the printer answered makes no sense.',
  'swapped-printer': 'Another printer is on this cable. Nothing was printed on it.',
  'no-printer': 'No printer is set up on this terminal.',
  'no-drawer': 'No drawer is set up on this terminal.',
  'drawer-no-answer': 'The drawer did not answer. Look whether it is open.',
}

/** Why the terminal itself ended an effect before it was delivered, by the note in its journal. */
export const enOwedEndings: Readonly<Record<string, string>> = {
  replaced: 'A later message took its place.',
  parted: 'One code was refused. Each code went on by itself.',
  'authorization-expired': 'The hold had ended. PETZ was asked anew.',
  'authorization-released': 'The hold had ended. PETZ was asked anew.',
  'copy-printed': 'A copy was printed instead.',
  'on-paper': 'The cashier saw it on paper.',
  dropped: 'It was dropped. Nothing was printed.',
  'too-late': 'It had waited too long. It was not repeated.',
  'not-repeated-after-restart': 'The terminal was restarted. It was not repeated.',
}
