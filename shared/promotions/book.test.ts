import { expect, it } from 'vitest'
import { pieces, quantity } from '../quantity'
import { money } from '../money'
import type { BasketLine } from './basket'
import { promotionBook } from './book'
import { sortPieces } from './pieces'
import { eligible, HAPPY } from './testing/arbitrary'
import { heading } from './testing/rules'

const HALF = { kind: 'percent', ratePpm: 500_000 } as const
const EACH = { class: 'item', kind: 'each', eligible: eligible(), value: HALF } as const

function line(sku: string, more: Partial<BasketLine> = {}): BasketLine {
  return {
    ...{ lineId: `line-${sku}`, sku, barcodes: [], category: 'dog' },
    ...{ unitPrice: money(100), quantity: pieces(2), counted: true },
    scans: [{ at: HAPPY, pieces: 2 }],
    ...more,
  }
}

it('a kind of pieces has one number, and after it was forgotten a number that nobody had', () => {
  const book = promotionBook([])
  const first = book.numberOf('kind')
  const given = new Set([first])
  for (let at = 0; at < 19_999; at += 1) given.add(book.numberOf(`other-${at}`))
  expect(given.size).toBe(20_000)
  expect(book.numberOf('kind')).toBe(first)
  given.add(book.numberOf('one more'))
  expect(given.size).toBe(20_001)
  const again = book.numberOf('kind')
  expect(given.has(again)).toBe(false)
  expect(book.numberOf('kind')).toBe(again)
})

it('goods are looked at once, however often they are asked for, until 20,000 others came', () => {
  const book = promotionBook([{ ...heading('each', 'Each'), ...EACH }])
  const played = (sku: string) => book.playsOf({ sku, category: 'dog', barcodes: [] })
  const tea = played('tea')
  for (let at = 0; at < 19_999; at += 1) played(`other-${at}`)
  expect(played('tea')).toBe(tea)
  played('one more')
  const again = played('tea')
  expect(again).not.toBe(tea)
  expect(again).toEqual(tea)
  expect(played('tea')).toBe(again)
})

it('the same rules in force are the same, at whatever minute', () => {
  const hours = [{ from: 17 * 60, until: 18 * 60 }]
  const when = { from: null, until: null, days: [], hours }
  const book = promotionBook([{ ...heading('happy', 'Happy hour'), ...EACH, when }], 'UTC')
  const now = book.forceAt(HAPPY)
  expect(now.holds).toEqual([true])
  expect(book.forceAt(HAPPY + 60_000)).toBe(now)
  expect(book.forceAt(HAPPY + 30 * 60_000).holds).toEqual([false])
})

it('what a line brings is looked up once, as long as the line is the same', () => {
  const book = promotionBook([{ ...heading('each', 'Each'), ...EACH }])
  const asked: number[] = []
  const forceAt = (at: number) => {
    asked.push(at)
    return book.forceAt(at)
  }
  const tea = line('tea')
  const before = sortPieces([tea], { ...book, forceAt })
  const first = asked.length
  expect(sortPieces([tea], { ...book, forceAt })).toEqual(before)
  // Only the moment of the last piece is asked for again.
  expect(asked.length - first).toBe(first - 1)
})

it('pieces of an order are sorted by price, then by name; weighed goods cost what the line costs', () => {
  const book = promotionBook([])
  const nuts = line('nuts', { counted: false, quantity: quantity(1500) })
  const gift = line('gift', { unitPrice: money(0) })
  const more = line('tea', { lineId: 'more', scans: [{ at: HAPPY + 60_000, pieces: 3 }] })
  const sorted = (lines: readonly BasketLine[]) =>
    sortPieces(lines, book).kinds.map(({ sku, price, count }) => [sku, price, count])
  const wanted = [
    ['nuts', 150, 2],
    ['cake', 100, 2],
    ['tea', 100, 5],
  ]
  const lines = [line('tea'), gift, nuts, line('cake'), more]
  expect(sorted(lines)).toEqual(wanted)
  expect(sorted([...lines].reverse())).toEqual(wanted)
  expect(sortPieces([], book)).toEqual({ kinds: [], lastForce: null })
})
