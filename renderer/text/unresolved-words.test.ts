import { expect, test } from 'vitest'
import type { UnresolvedScan } from '../../shared/order/order'
import { unresolvedSpoken, unresolvedWords } from './unresolved-words'

function scan(over: Partial<UnresolvedScan>): UnresolvedScan {
  return { id: 'u1', code: '4006', misread: false, ...over }
}

test('an unknown barcode and a misread say what they are', () => {
  expect(unresolvedWords(scan({})).first).toBe('Unknown barcode 4006')
  expect(unresolvedWords(scan({ misread: true })).first).toBe('Misread barcode')
  expect(unresolvedSpoken(scan({}))).toBe('Unknown barcode 4 0 0 6. Pay is waiting.')
})

test.each([
  ['manufacturer-coupon', 'Paper coupon'],
  ['weight-not-usable', 'Its weight'],
  ['price-not-usable', 'Its price'],
  ['count-not-usable', 'Its count'],
] as const)('%s says why a person is needed and what to do', (reason, beginning) => {
  const { first, second } = unresolvedWords(scan({ reason }))
  expect(first.startsWith(beginning)).toBe(true)
  expect(second).toMatch(/[Rr]emove|Find/)
  expect(unresolvedSpoken(scan({ reason }))).toContain(first)
})
