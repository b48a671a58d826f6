import type { Red } from './red'

const FAILURES = 'shared/order/returns-failures.test.ts'
const RETURNS = 'shared/order/returns.test.ts'
const TILL = 'electron/till/returns.test.ts'
const PAPERS = 'shared/order/decide-manufacturer-coupons.test.ts'
const SHOPS = {
  test: 'e2e/reliability/sim/few-seeds.test.ts',
  title: 'a shop in a storm breaks no invariant',
} as const

/** Goods that come back, and coupons on paper: what is taken away, and who must notice. */
export const REDS: readonly Red[] = [
  {
    id: 'S26',
    without: 'the frozen shares of a discount in what is given back',
    file: 'shared/order/goods-back.ts',
    from: 'const net = subtract(gross, sum(parts))',
    to: 'const net = gross',
    test: FAILURES,
    title: 'a percentage off the whole order stays on the goods',
  },
  {
    id: 'S27',
    without: 'the pieces that came back before in the share of the next ones',
    file: 'shared/order/unit-shares.ts',
    from: 'money(upTo(from + count) - upTo(from))',
    to: 'money(upTo(count))',
    test: FAILURES,
    title: 'a percentage that does not divide comes back to the cent',
  },
  {
    id: 'S28',
    without: 'no more of a line back than was sold and is still out',
    file: 'shared/order/decide-return.ts',
    from: "if (wanted > leftToReturn(line)) return 'more-than-sold'",
    to: "if (wanted > line.quantity) return 'more-than-sold'",
    test: RETURNS,
    title: 'takes nothing back twice',
  },
  {
    id: 'S29',
    without: 'the note beside a sale, in the commit that took goods of it back',
    file: 'electron/till/till.ts',
    from: 'journal.append([...records, ...returned], heads)',
    to: 'journal.append(records, heads)',
    test: TILL,
    title: 'can be taken back in parts over several starts, and never twice',
  },
  {
    id: 'S30',
    without: 'a coupon that waits for the last of its goods',
    file: 'shared/order/given-back.ts',
    from: '.filter(({ id }) => linesOf(sold, id).every(isAllBack(back)))',
    to: '',
    test: FAILURES,
    title: 'a coupon over several pieces is not given back while one of them is still out',
  },
  {
    id: 'S31',
    without: 'a key of its own for each coupon that is given back',
    file: 'shared/order/given-back.ts',
    from: '`${order.ref}:${coupon.id}`',
    to: '`${order.ref}:`',
    test: TILL,
    title: 'gives the money back where it came from, and each coupon and the code once',
  },
  {
    id: 'S32',
    without: 'the wait of what is given back for what used it up',
    file: 'shared/order/decide-tender.ts',
    from: 'after: [...pending, ...last],',
    to: 'after: last,',
    test: TILL,
    title: 'waits with what it gives back until the sale has used it up',
  },
  {
    id: 'S33',
    without: 'the card before the drawer when money goes back',
    file: 'shared/order/decide-tender.ts',
    from: 'if (amount > owedToCard(order)) return refuse',
    to: 'if (amount > 2 * owedToCard(order)) return refuse',
    test: RETURNS,
    title: 'goes to the card first, and never more than was paid with it',
  },
  {
    id: 'S34',
    without: 'the serial numbers of papers that paid orders have used up',
    file: 'shared/order/decide-manufacturer-coupons.ts',
    from: 'return (serial) => state.spentSerials.has(serial) || kept.has(serial)',
    to: 'return (serial) => serial === "" || kept.has(`${serial}-`)',
    test: PAPERS,
    title: 'is used up by a paid order, and not by one that was cancelled',
  },
  {
    id: 'S35',
    without: 'one paper for one serial number on one order',
    file: 'shared/promotions/manufacturer-coupons.ts',
    from: 'if (serial === null) {',
    to: "if (serial !== '') {",
    test: PAPERS,
    title: 'twice on one order counts once',
  },
  {
    id: 'S36',
    without: 'the goods that one paper has met, taken from the next one',
    file: 'shared/promotions/manufacturer-coupons.ts',
    from: 'rest = lessOf(rest, judgement)',
    to: 'void lessOf(rest, judgement)',
    ...SHOPS,
  },
]
