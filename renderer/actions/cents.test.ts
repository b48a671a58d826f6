import { describe, expect, it } from 'vitest'
import { CENTS_MAX, centsKeyOf, readCents, typeCents, type CentsKey } from './cents'

function typed(keys: readonly CentsKey[]): number | null {
  return keys.reduce<number | null>((cents, key) => typeCents(cents, key), null)
}

describe('typing an amount in cents from the right', () => {
  it.each<[readonly CentsKey[], number | null]>([
    [['1'], 1],
    [['1', '0', '0', '00'], 10000],
    [['4', '0', '00'], 4000],
    [['0', '00'], 0],
    [['8', '3', '3', '4'], 8334],
    [['8', '3', 'Backspace'], 8],
    [['8', 'Backspace'], null],
    [['Backspace'], null],
  ])('%j makes %s', (keys, cents) => {
    expect(typed(keys)).toBe(cents)
  })

  it('takes no digit beyond the largest amount', () => {
    expect(typeCents(CENTS_MAX, '9')).toBe(CENTS_MAX)
    expect(typeCents(9_999_999, '00')).toBe(9_999_999)
  })

  it('knows digits and Backspace of a keyboard, and nothing else', () => {
    expect(centsKeyOf('7')).toBe('7')
    expect(centsKeyOf('Backspace')).toBe('Backspace')
    expect(centsKeyOf('00')).toBeNull()
    expect(centsKeyOf('Enter')).toBeNull()
    expect(centsKeyOf('.')).toBeNull()
  })

  it('reads a whole text by its digits', () => {
    expect(readCents('100.00')).toBe(10000)
    expect(readCents('1,234.50')).toBe(123450)
    expect(readCents('')).toBeNull()
    expect(readCents('99999999999999')).toBe(CENTS_MAX)
  })
})
