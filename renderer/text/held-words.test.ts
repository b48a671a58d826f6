import { describe, expect, it } from 'vitest'
import { ZERO } from '../../shared/money'
import type { HeldRow } from '../../shared/order/till-view'
import { ageOf, findHeld } from './held-words'

const MINUTE = 60_000

describe('the age of a held order', () => {
  it.each([
    [0, 'just now'],
    [1, '1 minute ago'],
    [12, '12 minutes ago'],
    [60, '1 hour ago'],
    [80, '1 hour 20 min ago'],
    [125, '2 hours 5 min ago'],
    [24 * 60, '1 day ago'],
    [60 * 60, '2 days ago'],
  ])('of %i minutes reads %s', (minutes, words) => {
    expect(ageOf(0, minutes * MINUTE)).toBe(words)
  })

  it('is never in the future', () => {
    expect(ageOf(5 * MINUTE, 0)).toBe('just now')
  })
})

describe('the search in held orders', () => {
  const row = (number: number, heldFor: string, phoneMasked: string | null): HeldRow => ({
    orderId: `order-${number}`,
    number,
    ref: `pine-01-20250320-00${number}`,
    heldFor,
    heldAt: 0,
    cashier: 'Maya R.',
    pieces: 1,
    total: ZERO,
    currency: 'USD',
    phoneMasked,
    lines: [{ name: 'Timothy hay bale', quantity: 1000, total: ZERO }],
    promotions: [],
    unresolved: 0,
  })
  const rows = [row(41, 'Went back for cat litter', '(206) •••-0154'), row(37, 'Nail trim', null)]

  it.each([
    ['', [41, 37]],
    ['0041', [41]],
    ['LITTER', [41]],
    ['0154', [41]],
    ['nail', [37]],
    ['hay', [41, 37]],
    ['parrot', []],
  ])('for “%s” finds %j', (text, numbers) => {
    expect(findHeld(rows, text).map((found) => found.number)).toEqual(numbers)
  })
})
