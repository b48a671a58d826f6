import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { changeOf, withChange } from './change'

const json = fc.jsonValue({ maxDepth: 4 })

describe('a change', () => {
  test.each([
    [{ a: 1, b: { c: [1, 2] } }, { a: 1, b: { c: [1, 2] } }, null],
    [{ a: 1, b: 2 }, { a: 1, b: 3 }, { fields: { b: { to: 3 } } }],
    [[1, 2], [1, 2, 3], { keep: 2, items: [3], end: 0 }],
    [[1, 2], [0, 1, 2], { keep: 0, items: [0], end: 2 }],
    [[1, 2, 3], [1, 9, 3], { keep: 1, items: [9], end: 1 }],
    [[1, 1], [1], { keep: 1, items: [], end: 0 }],
    [[], [1], { keep: 0, items: [1], end: 0 }],
    [{ a: 1 }, { a: 1, b: 2 }, { to: { a: 1, b: 2 } }],
    [{ a: 1 }, { b: 1 }, { to: { b: 1 } }],
    [[1], { 0: 1 }, { to: { 0: 1 } }],
    [null, 0, { to: 0 }],
  ])('from %j to %j is %j', (old, next, change) => {
    expect(changeOf(old, next)).toStrictEqual(change)
  })

  test('brings back what it was made for, whatever that is', () => {
    const check = (old: unknown, next: unknown): void => {
      const change = changeOf(old, next)
      const sent: typeof change = structuredClone(change)
      expect(sent === null ? old : withChange(old, sent)).toStrictEqual(next)
    }
    fc.assert(fc.property(json, json, check))
    const lists = fc.array(fc.nat(3), { maxLength: 8 })
    fc.assert(fc.property(lists, lists, check))
    const plain = { noNullPrototype: true }
    const inner = fc.record({ c: fc.nat(2), d: json }, plain)
    const records = fc.record({ a: lists, b: inner }, plain)
    fc.assert(fc.property(records, records, check))
  })

  test('of nothing is null, also between two copies', () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(changeOf(value, structuredClone(value))).toBeNull()
      }),
    )
  })

  test('leaves what has not changed as the same objects', () => {
    const old = { lines: [{ id: 1 }, { id: 2 }], totals: { sum: 3 } }
    const next = { lines: [{ id: 1 }, { id: 2 }, { id: 4 }], totals: { sum: 3 } }
    const change = changeOf(old, next)
    const made = change === null ? old : withChange(old, change)
    expect(made.totals).toBe(old.totals)
    expect(made.lines[1]).toBe(old.lines[1])
  })
})
