import { beforeEach, describe, expect, it } from 'vitest'
import { Bug } from '../../../shared/assert'
import type { Journal } from '../port'
import { AT, head, record, sell } from './orders'

/** What every journal promises. */
export function journalSuite(name: string, make: () => Journal): void {
  let journal: Journal

  describe(name, () => {
    beforeEach(() => {
      journal = make()
    })

    it('begins empty', () => {
      expect(journal.last).toBe(0)
      expect([...journal.read()]).toEqual([])
      expect(journal.readStream('order-1')).toEqual([])
      expect(journal.heads(['live'])).toEqual([])
    })

    it('numbers entries from 1 without a gap and answers the last number', () => {
      const last = journal.append([record('a', 'One'), record('b', 'Two')], [])
      expect(last).toBe(2)
      expect(journal.append([record('a', 'Three')], [])).toBe(3)
      expect([...journal.read()].map((entry) => entry.seq)).toEqual([1, 2, 3])
      expect(journal.last).toBe(3)
    })

    it('gives every entry an id of its own, time first', () => {
      journal.append([record('a', 'One'), record('a', 'Two')], [])
      const ids = [...journal.read()].map((entry) => entry.id)
      expect(new Set(ids).size).toBe(2)
      expect(ids[0]).toMatch(
        /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/,
      )
    })

    it('reads an event back as it was given', () => {
      const event = {
        type: 'LineAdded',
        name: 'Crème brûlée 🐕 "quoted" \u0000 \ud800 \u2028',
        amount: -9_007_199_254_740_991,
        share: 0.1,
        flags: [true, false, null, [], {}],
        ['__proto__']: 'text',
      }
      journal.append([{ stream: 'a', at: AT, event }], [])
      const [entry] = journal.readStream('a')
      expect(JSON.stringify(entry?.event)).toBe(JSON.stringify(event))
      expect(entry).toMatchObject({ seq: 1, stream: 'a', at: AT })
    })

    it('reads from any number on', () => {
      journal.append([record('a', 'One'), record('a', 'Two'), record('a', 'Three')], [])
      expect([...journal.read(2)].map((entry) => entry.event.type)).toEqual(['Two', 'Three'])
      expect([...journal.read(4)]).toEqual([])
    })

    it('reads the entries of one stream in their sequence', () => {
      sell(journal, 1)
      sell(journal, 2)
      expect(journal.readStream('order-2').map((entry) => entry.event.type)).toEqual([
        'OrderOpened',
        'LineAdded',
        'OrderPaid',
        'OrderClosed',
      ])
    })

    it('keeps the newest head of a stream, whatever the number of its entries', () => {
      journal.append([record('a', 'One')], [head('a', 'live', 7, { step: 1 })])
      journal.append([record('a', 'Two')], [head('a', 'live', 7, { step: 2 })])
      journal.append([record('a', 'Three')], [])
      expect(journal.heads(['live'])).toEqual([head('a', 'live', 7, { step: 2 })])
      expect(journal.readStream('a')).toHaveLength(3)
    })

    it('lists heads of the wanted statuses by number', () => {
      journal.append([], [head('c', 'live', 3), head('a', 'live', 1), head('b', 'done', 2)])
      expect(journal.heads(['live']).map((each) => each.stream)).toEqual(['a', 'c'])
      journal.append([], [head('a', 'done', 1)])
      expect(journal.heads(['live']).map((each) => each.stream)).toEqual(['c'])
      expect(journal.heads(['done']).map((each) => each.stream)).toEqual(['a', 'b'])
      expect(journal.heads([])).toEqual([])
    })

    it('takes a head after the entries of its stream', () => {
      journal.append([record('a', 'One'), record('a', 'Two')], [])
      journal.append([record('a', 'Three')], [head('a', 'live', 1)])
      expect(journal.readStream('a')).toHaveLength(3)
    })

    it.each([
      ['a number that is none', { amount: Number.NaN }],
      ['an endless number', { amount: Number.POSITIVE_INFINITY }],
      ['a date', { when: new Date(0) }],
      ['a list with a hole', { list: [1, undefined] }],
      ['a map', { map: new Map() }],
      ['bytes', { bytes: new Uint8Array(1) }],
      ['a big whole number', { big: 1n }],
      ['a function', { run: () => 1 }],
    ])('takes nothing of a commit with %s in it', (_, rest) => {
      const good = record('a', 'Good')
      expect(() => journal.append([good, record('a', 'Bad', rest)], [])).toThrow(Bug)
      expect(journal.last).toBe(0)
      expect(journal.append([good], [])).toBe(1)
    })

    it('takes a field that is undefined as one that is not there', () => {
      journal.append([record('a', 'One', { note: undefined })], [])
      expect(journal.readStream('a')[0]?.event).toEqual({ type: 'One' })
    })

    it('takes a time in whole milliseconds only', () => {
      const half = { ...record('a', 'One'), at: AT + 0.5 }
      expect(() => journal.append([half], [])).toThrow(Bug)
      expect(journal.last).toBe(0)
    })

    it('seals and folds without a word', () => {
      sell(journal, 1)
      expect(journal.seal(1)).toBe(true)
      expect(journal.checkpoint()).toBe(true)
      expect(journal.last).toBe(4)
    })

    it('takes nothing after it was closed', () => {
      journal.close()
      journal.close()
      expect(() => journal.append([record('a', 'One')], [])).toThrow(Bug)
    })
  })
}
