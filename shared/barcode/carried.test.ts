import { expect, test } from 'vitest'
import { carriedByElements } from './carried'

const price = { ai: '3922', value: '000001' }
const count = { ai: '30', value: '30' }

test('a price and a count are believed beside an article number of variable measure alone', () => {
  const variable = { ai: '01', value: '94006381333934' }
  expect(carriedByElements([variable, price, count])).toEqual({
    price: { value: 1, decimals: 2, currency: null },
    count: 30,
  })
  const fixed = { ai: '01', value: '04006381333931' }
  expect(carriedByElements([fixed, price, count])).toEqual({})
  expect(carriedByElements([price, count])).toEqual({})
})
