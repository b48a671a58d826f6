import { describe, expect, it } from 'vitest'
import { CALL_CHARACTERS_MAX, isSmall } from './call-size'

describe('what a window may say in one question', () => {
  it.each([
    ['nothing', null],
    ['no value', undefined],
    ['a text', 'x'.repeat(7089)],
    ['a command', { type: 'TakeCash', received: 1000 }],
    ['a list', [1, 2, [3]]],
  ])('is %s', (_what, input) => {
    expect(isSmall(input)).toBe(true)
  })

  it.each([
    ['ten megabytes of text', 'x'.repeat(10_000_000)],
    ['a text just too long', 'x'.repeat(CALL_CHARACTERS_MAX + 1)],
    ['many texts', Array.from({ length: 100 }, () => 'x'.repeat(1000))],
    ['a long list', Array.from({ length: 1_000_000 }, () => 0)],
    ['a list of nothing', new Array(4_000_000_000)],
    ['many fields', Object.fromEntries(Array.from({ length: 1000 }, (_, at) => [`f${at}`, at]))],
    ['long names of fields', { ['x'.repeat(20_000)]: 1 }],
    ['great depth', Array.from({ length: 100 }).reduce((inner) => [inner], [])],
    ['bytes', new Uint8Array(10)],
    ['a map', new Map()],
    ['a date', new Date(0)],
    ['a large integer', 1n],
  ])('is not %s', (_what, input) => {
    expect(isSmall(input)).toBe(false)
  })

  it('is not what leads back into itself', () => {
    const round: Record<string, unknown> = {}
    round['self'] = round
    expect(isSmall(round)).toBe(false)
  })
})
