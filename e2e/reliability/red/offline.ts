import type { Red } from './red'

const RULE = 'shared/order/unverified.test.ts'
const LIVES = 'electron/till/unverified.test.ts'

/** What is given without the provider's word: what is taken away, and who must notice. */
export const REDS: readonly Red[] = [
  {
    id: 'S60',
    without: 'the most money that one unverified discount may take off',
    file: 'shared/order/unverified.ts',
    from: 'one.amount <= rule.limit',
    to: 'one.amount >= 0',
    test: RULE,
    title: 'is worth more than the limit',
  },
  {
    id: 'S61',
    without: 'how many unverified discounts a day may see',
    file: 'shared/order/unverified.ts',
    from: 'given.length + wanted.length <= rule.count',
    to: 'given.length >= 0',
    test: RULE,
    title: 'is kept for the day, over all orders',
  },
  {
    id: 'S62',
    without: 'the count of what was given survives a start',
    file: 'electron/till/record.ts',
    from: 'const unverified = order.sale ? unverifiedOn(order) : []',
    to: 'const unverified: readonly UnverifiedUse[] = []',
    test: LIVES,
    title: 'counts after a start as before it',
  },
  {
    id: 'S63',
    without: 'a code that comes back waits for the redemption that is still to come',
    file: 'shared/order/sold-of.ts',
    from: "request.kind === 'promotion-verify' ? [id, request.applyId] : [id]",
    to: '[id]',
    test: LIVES,
    title: 'that comes back is given back after it was redeemed',
  },
  {
    id: 'S64',
    without: 'the question about a code goes out after the release of its lost attempt',
    file: 'shared/order/decide-unverified.ts',
    from: 'const after = releasesOf(order, promotion)',
    to: 'const after: readonly string[] = []',
    test: LIVES,
    title: 'is asked about and redeemed once when the line is back',
  },
  {
    id: 'S65',
    without: 'a person sees the difference between what was given and what is granted',
    file: 'shared/order/decide-unverified.ts',
    from: 'const difference = givenTooMuch(promised, promotion.amount, granted)',
    to: 'const difference: number = givenTooMuch(promised, promotion.amount, granted) && 0',
    test: RULE,
    title: 'is used up all the same when the provider grants',
  },
]
