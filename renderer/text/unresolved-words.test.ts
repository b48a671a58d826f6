import { expect, test } from 'vitest'
import type { UnresolvedScan } from '../../shared/order/order'
import type {
  CouponBlock,
  CouponDoubt,
  CouponRefused,
} from '../../shared/promotions/manufacturer-coupon'
import { enCouponDoubts } from './en-coupons'
import { makeFormat } from './format'
import { unresolvedSpoken, unresolvedWords } from './unresolved-words'

const FORMAT = makeFormat('en-US', 'USD', 'UTC')

function scan(over: Partial<UnresolvedScan>): UnresolvedScan {
  return { id: 'u1', code: '4006', misread: false, ...over }
}

test('an unknown barcode and a misread say what they are', () => {
  expect(unresolvedWords(scan({}), FORMAT).first).toBe('Unknown barcode 4006')
  expect(unresolvedWords(scan({ misread: true }), FORMAT).first).toBe('Misread barcode')
  expect(unresolvedSpoken(scan({}), FORMAT)).toBe('Unknown barcode 4 0 0 6. Pay is waiting.')
})

test.each([
  ['manufacturer-coupon', 'Paper coupon'],
  ['weight-not-usable', 'Its weight'],
  ['price-not-usable', 'Its price'],
  ['count-not-usable', 'Its count'],
] as const)('%s says why a person is needed and what to do', (reason, beginning) => {
  const { first, second } = unresolvedWords(scan({ reason }), FORMAT)
  expect(first.startsWith(beginning)).toBe(true)
  expect(second).toMatch(/[Rr]emove|Find/)
  expect(unresolvedSpoken(scan({ reason }), FORMAT)).toContain(first)
})

const SHORT = { missing: 2, unit: 'pieces', maker: '0614141', family: '111' } as const
const BLOCKS: readonly CouponBlock[] = [
  { reason: 'expired', day: 20101231 },
  { reason: 'not-yet', day: 20101231 },
  { reason: 'other-currency', currency: 'EUR' },
  { reason: 'serial-used' },
  { reason: 'other-retailer' },
  { reason: 'clearing-service' },
  { reason: 'points' },
  { reason: 'not-bought', ...SHORT },
  { reason: 'not-bought', ...SHORT, unit: 'money', family: null },
  { reason: 'not-bought', ...SHORT, unit: 'money-of-order', maker: null },
  { reason: 'not-bought', ...SHORT, unit: 'pounds' },
  { reason: 'not-bought', ...SHORT, unit: 'kilograms' },
  { reason: 'goods-used', ...SHORT },
  { reason: 'nothing-left' },
  { reason: 'goods-gone' },
]

test.each(BLOCKS.map((block) => [block.reason, block] as const))(
  'a coupon that is not taken (%s) has one reason and one act',
  (_, block) => {
    const { first, second } = wordsOf({ outcome: 'blocked', block })
    expect(first).toMatch(/^[A-Z].*\.$/)
    expect(second).toMatch(/[Rr]emove this row.*\.$/)
  },
)

test('what would meet a coupon is said in its own measure', () => {
  const more = BLOCKS.flatMap((block) =>
    block.reason === 'not-bought' ? [wordsOf({ outcome: 'blocked', block }).first] : [],
  )
  expect(more).toEqual([
    'This coupon needs 2 more of the goods printed on it.',
    'This coupon needs 0.02 more spent on its maker’s goods.',
    'This coupon needs 0.02 more spent on any goods.',
    'This coupon needs 0.020 lb more of the goods printed on it.',
    'This coupon needs 0.002 kg more of the goods printed on it.',
  ])
  expect(wordsOf({ outcome: 'blocked', block: { reason: 'expired', day: 20101231 } }).first).toBe(
    'This coupon ended on Dec 31, 2010.',
  )
})

test.each(Object.keys(enCouponDoubts) as CouponDoubt[])(
  'what only a manager can tell (%s) says so',
  (doubt) => {
    const why = { outcome: 'needs-manager', doubt, wantsAmount: false, wantsLine: false } as const
    expect(wordsOf(why).second).toMatch(/ask a manager\.$/)
  },
)

function wordsOf(why: CouponRefused) {
  const coupon = { coupon: { type: 'national', digits: '983' }, approval: null, why } as const
  return unresolvedWords(scan({ reason: 'manufacturer-coupon', coupon }), FORMAT)
}
