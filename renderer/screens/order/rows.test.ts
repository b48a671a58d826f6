import { describe, expect, test } from 'vitest'
import { fold } from '../../../shared/order/apply'
import { quantity } from '../../../shared/quantity'
import { keepSame } from '../../stores/keep-same'
import { NOW_0042, order0042, PAYING_0042, viewOf } from '../payment/fixtures'
import { countsOf, HEIGHT, heightOf, rowsOf, touchedLine } from './rows'

const view = viewOf(order0042())
const rows = rowsOf(view.order, view.totals)

describe('rows of an order', () => {
  test('each discount of a line stands under it, promotions on the whole stand at the end', () => {
    expect(rows.map((row) => row.id)).toEqual(['line-1', 'line-2', 'line-3', 'line-4', 'spring'])
    expect(rows[3]).toMatchObject({ under: [{ name: 'Damaged pack 15%', amount: 187 }] })
    expect(rows[4]).toMatchObject({ kind: 'whole', code: 'SPRING5', amount: 500 })
  })

  test('what PETZ pays is told apart from what the store gives', () => {
    const paying = viewOf(PAYING_0042.tender())
    const tones = rowsOf(paying.order, paying.totals).flatMap((row) =>
      row.kind === 'line' ? row.under.map((one) => one.tone) : [],
    )
    expect(tones).toEqual(['petz', 'petz', 'discount', 'discount'])
  })

  test('rows that have not changed are the same rows in a fresh view', () => {
    const fresh = structuredClone(view)
    const again = keepSame(rows, rowsOf(fresh.order, fresh.totals))
    expect(again).toBe(rows)
  })

  test('a row whose line has not changed is the very same row, before anything is compared', () => {
    const fresh = viewOf(
      fold(
        view.order,
        [{ type: 'LineQuantityChanged', lineId: 'line-1', quantity: quantity(5000) }],
        1,
      ),
    )
    const again = rowsOf(fresh.order, fresh.totals, rows)
    expect(again[0]).not.toEqual(rows[0])
    expect(again[1]).toBe(rows[1])
    expect(again).toEqual(rowsOf(fresh.order, fresh.totals))
  })

  test('a row is as high as what stands in it', () => {
    const heights = rows.map((row) => heightOf(row, 'line-1'))
    expect(heights).toEqual([
      HEIGHT.line + HEIGHT.tools,
      HEIGHT.line,
      HEIGHT.line,
      HEIGHT.line + HEIGHT.under,
      HEIGHT.whole,
    ])
  })
})

describe('counts', () => {
  test('lines and pieces are counted without removed ones', () => {
    expect(countsOf(view.order)).toEqual({ lines: 4, pieces: 9 })
    const without = fold(view.order, [{ type: 'LineVoided', lineId: 'line-2' }], NOW_0042)
    expect(countsOf(without)).toEqual({ lines: 3, pieces: 3 })
  })
})

describe('the line to mark', () => {
  const raised = fold(
    view.order,
    [{ type: 'LineQuantityChanged', lineId: 'line-2', quantity: quantity(7000) }],
    NOW_0042,
  )

  test('is the one that was added or raised', () => {
    expect(touchedLine(view.order, raised)).toBe('line-2')
    const shorter = { ...view.order, lines: view.order.lines.slice(0, 3) }
    expect(touchedLine(shorter, view.order)).toBe('line-4')
  })

  test('is none when a line got less, or another order is on screen', () => {
    expect(touchedLine(raised, view.order)).toBeNull()
    expect(touchedLine({ ...view.order, id: 'other' }, raised)).toBeNull()
  })
})
