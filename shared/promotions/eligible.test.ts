import { expect, it } from 'vitest'
import { isEligible, partsOf } from './eligible'
import { eligible } from './testing/arbitrary'
import { heading } from './testing/rules'

const TEA = { sku: 'tea', barcodes: ['00400001102312', '5012345678900'], category: 'drinks' }
const NOBODY = { skus: ['else'], barcodes: ['99999999'], categories: ['else'] }

it.each([
  ['all goods', {}, true],
  ['its item', { skus: ['cake', 'tea'] }, true],
  ['its category', { categories: ['food', 'drinks'] }, true],
  ['one of its barcodes', { barcodes: ['5012345678900'] }, true],
  ['another item', { skus: ['cake'] }, false],
  ['another category', { categories: ['food'] }, false],
  ['another barcode', { barcodes: ['5012345678917'] }, false],
  ['another item, but its category', { skus: ['cake'], categories: ['drinks'] }, true],
] as const)('goods are meant by %s: %j', (_, names, said) => {
  expect(isEligible(eligible(names), TEA)).toBe(said)
})

it.each([
  ['its item', { ...NOBODY, skus: ['tea'] }, false],
  ['its category', { ...NOBODY, categories: ['drinks'] }, false],
  ['its barcode, without the zeros', { ...NOBODY, barcodes: ['400001102312'] }, false],
  ['other goods', NOBODY, true],
])('goods are left out by %s', (_, excluding, said) => {
  expect(isEligible(eligible({ excluding }), TEA)).toBe(said)
  expect(isEligible(eligible({ skus: ['tea'], excluding }), TEA)).toBe(said)
})

it('what is got is of the goods that are bought, but where the two are mixed', () => {
  const [buy, get] = [eligible({ skus: ['tea'] }), eligible({ skus: ['cake'] })]
  const counts = { buyCount: 1, getCount: 1, ratePpm: 500_000 }
  const deal = {
    ...heading('a', 'A'),
    class: 'item',
    kind: 'buy-get',
    buy,
    get,
    ...counts,
  } as const
  const parts = (how: 'cheapest' | 'same' | 'mixed') => partsOf({ ...deal, how })
  expect(parts('mixed')).toEqual([buy, get])
  expect(parts('same')).toEqual([buy, buy])
  expect(parts('cheapest')).toEqual([buy, buy])
})
