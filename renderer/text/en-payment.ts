import type { CouponRejection } from '../../shared/order/answers'

/** Everything the payment steps say, in English. Amounts, times and names arrive as finished text. */
export const enPayment = {
  steps: {
    'store-promotions': 'Store promotions',
    coupons: 'PETZ coupons',
    tender: 'Payment',
  },
  stepsName: 'Payment steps',
  barName: 'Payment actions',
  stepDone: 'done',
  continue: 'Continue',
  cardFirst: 'Say first what the card machine shows',
  undoFirst: 'Undo the payments taken first',
  tooMuch: 'That is more than the drawer can change. Check the amount',
  backToOrder: 'Back to order',
  backToCoupons: 'Back to coupons',

  whichItem: 'Which item is this promotion for?',
  storePromotionsInWallet: (count: number) =>
    count === 1
      ? '1 store promotion in the customer’s wallet.'
      : `${count} store promotions in the customer’s wallet.`,
  onePerItem: 'One store promotion per item. That item then takes no PETZ coupon.',
  skipThisOne: 'Skip this one',
  skipped: 'Skipped',
  chooseItem: 'Choose item',
  chosenFor: (line: string) => `For ${line}`,
  whichItemOf: (title: string) => `${title}: which item?`,
  validUntil: (day: string) => `Valid until ${day}`,
  usedUp: 'Used up',
  detailsUntil: (details: string, until: string) => `${details}. ${until}`,
  validFrom: (day: string) => `Valid from ${day}`,
  expiredOn: (day: string) => `Expired on ${day}`,
  piecesOf: (taken: number, of: number) => `${taken} of ${of} pieces`,
  excluded: {
    'has-store-promotion': 'Has a store promotion',
    'has-discount': 'Has a store discount',
    'too-few': 'Too few pieces',
    'other-product': 'Not in this promotion',
  },

  checking: 'Checking PETZ coupons',
  checkingLong: 'PETZ is taking longer than usual.',
  continueWithout: 'Continue without PETZ coupons',
  couponsApply: (count: number) =>
    count === 1 ? '1 PETZ coupon applies' : `${count} PETZ coupons apply`,
  tellCustomer: (amount: string) => `Tell the customer: “You save ${amount} with PETZ.”`,
  onLine: (line: string) => `On ${line}`,
  onLinePieces: (line: string, pieces: string) => `On ${line}, ${pieces} pieces`,
  leaveOut: 'Leave out',
  leaveOutOf: (title: string) => `Leave out ${title}`,
  useAgain: 'Use again',
  useAgainOf: (title: string) => `Use ${title} again`,
  leftOut: 'Left out',
  doNotApply: (count: number) =>
    count === 1 ? '1 coupon does not apply' : `${count} coupons do not apply`,
  whyNot: 'Why not?',
  whyNotOf: (count: number) =>
    count === 1 ? '1 coupon does not apply. Why not?' : `${count} coupons do not apply. Why not?`,
  heldUntil: (time: string) => `Held for this order until ${time}`,
  checkAgain: 'Check again',
  nothingFits: 'No PETZ coupon fits this order',
  nothingFitsHelp: 'The sale goes on without coupons.',
  noAnswer: 'PETZ does not answer.',
  noAnswerHelp: 'The sale can go on without coupons.',
  tryAgain: 'Try again',
  unusable: 'PETZ answer could not be used.',
  unusableHelp: 'Going on without PETZ coupons. It has been noted for the manager.',
  misconfigured: 'PETZ is not connected. Call a manager.',
  misconfiguredHelp: 'The sale goes on without PETZ.',
  waitForCoupons: 'PETZ coupons are being checked',
  showProducts: 'Show products',
  hideProducts: 'Hide products',
  productsOf: (title: string) => `Products of ${title}`,
  goToStepOne: 'Go to step 1',
  removeAndCheckAgain: 'Remove it and check again',
  refresh: 'Refresh',

  amountDue: 'Amount due',
  dueSpoken: (label: string, amount: string) => `${label} ${amount}`,
  stillToPay: 'Still to pay',
  paidSoFar: 'Paid so far',
  change: 'Change',
  cash: 'Cash',
  cashForTheRest: 'Cash for the rest',
  cashExact: (amount: string) => `Cash exact ${amount}`,
  cashOf: (amount: string) => `Cash ${amount}`,
  exact: 'Exact',
  cashReceived: 'Cash received',
  or: 'Or',
  card: 'Card',
  split: 'Split',
  splitFirst: 'First amount',
  splitHelp: 'Type what is paid first. The rest is paid after that.',
  splitBy: 'Take it as cash, or',
  notSplit: 'Not split',
  splitAmountNeeded: 'Type the first amount',
  splitTooLarge: (amount: string) => `Less than ${amount}, or there is nothing to split.`,
  takeCash: 'Take cash',
  drawerAndReceipt: 'Drawer opens and the receipt prints',
  chooseAmount: 'Choose or type an amount',
  moreNeeded: (amount: string) => `${amount} more is needed`,
  cashRounding: 'Cash rounding',
  inCash: (amount: string) => `In cash ${amount}`,
  nothingToPay: 'Nothing to pay',
  finish: 'Finish',
  tenderCash: 'Cash',
  tenderCard: 'Card',
  approved: 'Approved',
  taken: 'Taken',
  undo: 'Undo',
  undoOf: (tender: string, amount: string) => `Undo ${tender}, ${amount}`,
  noCustomer: 'No PETZ customer',
  addCustomer: 'Add customer',
  payments: 'Payments taken',

  chargeOnMachine: (amount: string) => `Charge ${amount} on the card machine`,
  chargeHelp: 'Then say here what the card machine shows.',
  cardPaid: 'Card paid',
  cardDeclined: 'Card declined',
  cardCancel: 'Cancel',
  cardUnknown: 'We do not know yet whether the card was charged.',
  cardUnknownHelp: 'Do not charge again. Look at the card machine first.',
  itShowsPaid: 'It shows as paid',
  itShowsNotPaid: 'It shows as not paid',
  cardWasDeclined: 'Card declined.',
  cardWasDeclinedHelp: 'Nothing was charged. Try another card or take cash. The discounts stay.',
  waitingForCard: 'Waiting for the card',

  keypad: 'Keypad',
  backspace: 'Backspace',
} as const

/** What fills the gaps of a reason. */
export type RejectionGaps = {
  readonly startsOn: string | null
  readonly expiresOn: string | null
  readonly needs: number | null
  readonly has: number | null
  /** What the coupon is for and what the order has instead, when both are known. */
  readonly couponFor: string | null
  readonly orderHas: string | null
  /** The service's own words. */
  readonly message: string
}

/** Why a coupon does not apply: what the service says, or what the till knows beyond it. */
export type WhyRejected = CouponRejection | 'no-upc'

/** Why a coupon does not apply, in words. Source: screens.md 7.3. */
export const enRejections: Readonly<Record<WhyRejected, (gaps: RejectionGaps) => string>> = {
  'not-in-wallet': () => 'The customer has not saved this coupon in the app',
  withdrawn: () => 'The offer has ended',
  'not-started': ({ startsOn }) => (startsOn === null ? 'Not valid yet' : `Valid from ${startsOn}`),
  expired: ({ expiresOn }) => (expiresOn === null ? 'Expired' : `Expired on ${expiresOn}`),
  'product-mismatch': ({ couponFor, orderHas }) =>
    couponFor === null || orderHas === null
      ? 'Not the product in this offer.'
      : `Not the product in this offer. The coupon is for ${couponFor}; the order has ${orderHas}.`,
  'line-excluded': () => 'This item already has a store promotion',
  'quantity-not-met': ({ needs, has }) =>
    needs === null || has === null
      ? 'Not enough pieces on the order'
      : `Needs ${needs}, the order has ${has}`,
  'already-redeemed': () => 'Already used with this phone number',
  'held-elsewhere': () => 'In use at another register or in an unfinished sale',
  'retailer-not-eligible': () => 'Not valid in this store',
  'store-promotion': () => 'This is a store promotion. Choose its item in step 1',
  'no-upc': ({ orderHas }) =>
    orderHas === null
      ? 'Our product has no UPC, so PETZ cannot recognise it'
      : `${orderHas} has no UPC in our catalog, so PETZ cannot recognise it`,
  unknown: ({ message }) =>
    message === ''
      ? 'PETZ did not accept the coupon'
      : `PETZ did not accept the coupon (${message})`,
}

/** What to do about it: one act for each reason. */
export const enRejectionHelp: Readonly<Record<WhyRejected, string>> = {
  'not-in-wallet': 'The customer saves it in the app first. Then refresh.',
  withdrawn: 'It was used up or withdrawn. Tell the customer.',
  'not-started': 'Tell the customer the day.',
  expired: 'It cannot be used any more. Tell the customer.',
  'product-mismatch': 'Offer the right product, or go on without the coupon.',
  'line-excluded': 'Take that promotion off, or go on without the coupon.',
  'quantity-not-met': 'Scan more of it, or go on without the coupon.',
  'already-redeemed': 'It counts once for each phone number. Tell the customer.',
  'held-elsewhere': 'Finish or cancel that sale, then check again.',
  'retailer-not-eligible': 'Another store takes it. Tell the customer.',
  'store-promotion': 'It counts before PETZ is asked.',
  'no-upc': 'Report it, so that its UPC is added. Go on without the coupon.',
  unknown: 'Check again, or go on without the coupon.',
}
