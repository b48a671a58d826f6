/** Everything the panel of reasons says, in English. Amounts, times and names arrive as finished text. */
export const enWhy = {
  why: 'Why?',
  title: 'Why, and why not',
  back: 'Back to order',
  applied: 'On this order',
  savedSoFar: (amount: string) => `The customer saves ${amount}`,
  nearly: 'Nearly',
  offer: 'Offer these to the customer',
  notApplied: 'Not on this order',
  reasons: 'The reason, and what to do',
  nothing: 'No discount is near this order.',
  nothingHelp: 'Scan goods, or press Discnt for codes and store discounts.',
  bounded:
    'This order is too large to try every combination of promotions: a better one may exist.',
  boundedHelp: 'What is on the order is the best of those that were tried.',
  savesLabel: 'saves',
  near: (count: number) => (count === 1 ? '1 is near' : `${count} are near`),
  noneNear: 'Discounts',

  onWhole: 'Whole order',
  onWholeCode: (code: string) => `${code}, whole order`,
  on: (goods: string) => `On ${goods}`,
  onLines: (count: number) => `On ${count} lines`,
  capped: (where: string) => `${where}. All that is left.`,
  notRechecked: (where: string) => `${where}. Not re-checked`,

  more: (pieces: string, goods: string) => `${pieces} more ${goods}`,
  ofCategory: (category: string) => `from ${category}`,
  ofAnything: 'of any item',
  and: (first: string, second: string) => `${first} and ${second}`,
  needs: (goods: string) => `Needs ${goods}.`,
  moreWith: (goods: string) => `Takes off more with ${goods}.`,
  spent: (amount: string) => `${amount} more spent`,
  spentOnGoods: (amount: string) => `${amount} more of the goods it is for`,
  spentOn: (amount: string, categories: readonly string[]) =>
    `${amount} more spent on ${categories.join(' or ')}`,
  offerGoods: 'Offer it to the customer, and scan it.',
  offerSpend: 'Tell the customer.',

  needsCustomer: 'Only for a customer with a PETZ account.',
  askPhone: 'Ask for the phone number.',
  onlyFor: (groups: string) => `Only for these customers: ${groups}.`,
  otherGroup: 'Nothing to do. This customer is not one of them.',
  limitOrder: (times: number) =>
    times === 1 ? 'It counts once on an order.' : `It counts at most ${times} times on an order.`,
  limitOrderHelp: 'Nothing to do. It is on the order as often as it may be.',
  limitCustomer: (times: number) =>
    times === 1
      ? 'It counts once for a customer.'
      : `It counts at most ${times} times for a customer.`,
  limitCustomerDay: (times: number) =>
    times === 1
      ? 'It counts once a day for a customer.'
      : `It counts at most ${times} times a day for a customer.`,
  limitCustomerDayHelp: 'Nothing to do. It counts again tomorrow.',
  limitCustomerHelp: 'Nothing to do. This customer has had it.',
  ended: (day: string) => `It ended on ${day}.`,
  endedHelp: 'Nothing to do. Tell the customer the day.',
  begins: (day: string) => `It starts on ${day}.`,
  onlyOn: (days: readonly string[]) => `It counts on ${days.join(', ')} only.`,
  days: ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'],
  startsAt: (time: string) => `It starts at ${time}.`,
  startsOn: (day: string, time: string) => `It starts on ${day} at ${time}.`,
  startsHelp: 'Nothing to do. Goods scanned from then on count.',
  startedAfter: 'It started after these goods were scanned.',
  startedHelp: 'Remove them and scan them again.',
  beaten: (name: string) => `${name} saves more, and the two do not go together.`,
  beatenHelp: 'Nothing to do. The customer has the better one.',

  zeroNow: 'It takes off 0.00 now.',
  zeroNowHelp: 'It may take effect when goods are added.',

  fits: 'It fits this order.',
  fitsHelp: 'PETZ takes it off at Pay.',
  choose: 'It is a store promotion of the wallet.',
  chooseHelp: 'Choose its item at Pay.',
  needsMore: (pieces: string) => `Offer ${pieces} more to the customer.`,
  usedUp: 'Already used with this phone number',
  otherGoods: (count: number) => (count === 1 ? '1 PETZ coupon' : `${count} PETZ coupons`),
  otherGoodsWhy: (count: number) =>
    count === 1 ? 'It is for goods not on this order.' : 'They are for goods not on this order.',
  otherGoodsHelp: 'Look at the wallet with the customer.',

  petzCoupons: 'PETZ coupons',
  noCustomer: 'No customer is on this order.',
  noAccount: 'No PETZ account for this phone number.',
  noAccountHelp: 'Check the number with the customer.',
  silent: 'PETZ does not answer.',
  silentHelp: 'The sale can go on without coupons.',

  reportedHelp: 'A manager sees it in Owed.',
  inactiveHelp: 'Nothing to do. It has not started, or it has ended.',
  remove: 'Remove',
  report: 'Report product',
  reportOf: (name: string) => `Report product: ${name}`,
  changeNumber: 'Change number',
  addCustomer: 'Add customer',
  tryAgain: 'Try again',
  refresh: 'Refresh',
  showWallet: 'Show wallet',
} as const
