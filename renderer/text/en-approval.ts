/** Everything the manager approval dialog says, in English. */
export const enApproval = {
  title: 'Manager approval',
  asks: {
    'store-discount': (cashier: string) => `${cashier} asks for a discount a manager approves.`,
    'accept-promotions': (cashier: string) =>
      `${cashier} asks to accept what could not be checked.`,
    'manufacturer-coupon': (cashier: string) =>
      `${cashier} asks to take a coupon the till cannot check.`,
    return: (cashier: string) => `${cashier} asks to take goods back.`,
    'late-coupon': (cashier: string) => `${cashier} asks to pay out a forgotten coupon.`,
    'give-back-cash': (cashier: string) => `${cashier} asks to give card money back in cash.`,
    'close-effect': (cashier: string) => `${cashier} asks to close what was not delivered.`,
  },
  now: 'Now',
  after: 'After',
  costs: 'Costs the store',
  reason: 'Reason',
  reasons: {
    'store-discount': ['Damaged pack', 'Price match', 'Goodwill'],
    'accept-promotions': ['Service is down', 'Customer has the code', 'Goodwill'],
    'manufacturer-coupon': ['Coupon and goods fit', 'Paper is hard to read', 'Goodwill'],
    'late-coupon': ['Coupon and goods fit', 'Customer is known', 'Goodwill'],
    return: ['Customer is known', 'Goods are faulty', 'Goodwill'],
    'give-back-cash': ['Card is gone', 'Card machine is down', 'Goodwill'],
    'close-effect': ['Settled by telephone', 'The store bears it', 'No longer needed'],
  },
  discountOn: (discount: string, line: string) => `${discount}, ${line}`,
  accept: (names: string) => `Accept ${names} without a check`,
  close: (title: string) => `Close: ${title}`,
  coversOne: (cashier: string) => `Approves this one act. ${cashier} stays signed in.`,
  pin: 'Manager PIN',
  clear: 'Clear',
  backspace: 'Backspace',
  notNow: 'Not now',
  approve: 'Approve',
  pinNeeded: 'Type the manager PIN',
  reasonNeeded: 'Choose a reason',
  unavailable: 'No manager PIN is set up on this terminal.',
  note: 'Note',
  noteOf: (reason: string, note: string) => `${reason}: ${note}`,
} as const

/** The dialog when the promotion service does not answer at Pay, in English. */
export const enNoAnswer = {
  notResponding: 'The promotion service is not responding. Try again.',
  noConnection: (name: string) => `No connection, so ${name} cannot be checked.`,
  couldNotBeChecked: (name: string) =>
    `${name} could not be checked, so the order cannot be paid with it yet.`,
  couldNotBeCheckedSeveral: (names: string) =>
    `${names} could not be checked, so the order cannot be paid with them yet.`,
  tryAgain: 'Try again',
  remove: (name: string) => `Remove ${name}`,
  totalBecomes: (total: string) => `Total becomes ${total}`,
  accept: (amount: string) => `Ask a manager to accept ${amount}`,
} as const
