import { describe, expect, it } from 'vitest'
import { keptText } from './kept-text'

describe('a text that is kept', () => {
  it.each([
    ['Mrs. Jones, (206) 555-0142', 'Mrs. Jones, •••-0142'],
    ['+1 206 555 0142 back at 5', '•••-0142 back at 5'],
    ['call 2065550142', 'call •••-0142'],
    ['card 4111 1111 1111 1111', 'card •••• 1111'],
    ['ann.lee@example.test', '•••@example.test'],
  ])('%s is kept as %s', (typed, kept) => {
    expect(keptText(typed)).toBe(kept)
  })

  it.each([
    'The tall man with the beagle',
    'bag 400001102312 is torn',
    'order pine-01-20250320-0042',
    'back on 2026-03-01 at 10:30',
    '018f6f2e-7b1a-7c3d-8e9f-001122334455',
    '24 lb, 3 of 5',
  ])('%s stays as it is', (text) => {
    expect(keptText(text)).toBe(text)
  })
})
