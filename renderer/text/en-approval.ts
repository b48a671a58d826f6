/** Everything the manager approval dialog says, in English. */
export const enApproval = {
  title: 'Manager approval',
  asksFor: (cashier: string, what: string) => `${cashier} asks for ${what}`,
  now: 'Now',
  after: 'After',
  costs: 'Costs the store',
  reason: 'Reason',
  reasons: ['Damaged pack', 'Price match', 'Goodwill'],
  reasonsNoAnswer: ['Service down', 'Customer has the code', 'Goodwill'],
  reasonsOwed: ['Settled by phone', 'The store bears it', 'Counted twice'],
  coversOne: (cashier: string) => `Approves this one act. ${cashier} stays signed in.`,
  pin: 'Manager PIN',
  pinDigits: (count: number) => (count === 1 ? '1 digit typed' : `${count} digits typed`),
  clear: 'Clear',
  backspace: 'Backspace',
  notNow: 'Not now',
  approve: 'Approve',
  pinNeeded: 'Type the manager PIN and choose a reason',
  pinWrong: 'That PIN is not right.',
  pinLocked: 'Too many tries. Wait 5 minutes.',
  unavailable: 'No manager PIN is set up on this terminal.',
  unavailableHelp: 'Settings, managers.',
  note: 'Note',
} as const

/** The dialog when the promotion service does not answer at Pay, in English. */
export const enNoAnswer = {
  notResponding: 'The promotion service is not responding. Try again.',
  noConnection: (name: string) => `No connection, so ${name} cannot be checked.`,
  severalPromotions: 'the promotions',
  couldNotBeChecked: (name: string) =>
    `${name} could not be checked, so the order cannot be paid with it yet.`,
  couldNotBeCheckedSeveral: (names: string) =>
    `${names} could not be checked, so the order cannot be paid with them yet.`,
  tryAgain: 'Try again',
  remove: (name: string) => `Remove ${name}`,
  totalBecomes: (total: string) => `Total becomes ${total}`,
  accept: (amount: string) => `Ask a manager to accept ${amount}`,
  withoutCheck: (amount: string) => `to accept ${amount} without a check.`,
  backToOrder: 'Back to order',
} as const
