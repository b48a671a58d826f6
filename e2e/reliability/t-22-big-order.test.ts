/*
 * T-22: an order with as many lines as an order may have, in the real till on the real journal: adding a
 * line, its totals, the seal, the receipt and its bytes. What goes beyond is refused in words, and nothing
 * of the order is lost (decision 16).
 */
import { rmSync, mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { encodeReceipt } from '../../electron/devices/printer/escpos'
import { printerModel } from '../../electron/devices/printer/model'
import { openJournal } from '../../electron/journal/open'
import type { Journal } from '../../electron/journal/port'
import { Approvals } from '../../electron/till/approvals'
import { Till } from '../../electron/till/till'
import { LINES_MAX } from '../../shared/order/decide-lines'
import { Shop } from '../../shared/order/testing/shop'
import { totalsOf } from '../../shared/order/totals'
import { money } from '../../shared/money'
import { ONE } from '../../shared/quantity'
import { receiptOf } from '../../shared/receipt/sale'
import { viewOf } from '../../shared/order/view-of'
import { heapAfterCollection } from './memory'
import { amount, ROW_MS, runRow } from './rows'

/** Added one by one at the end, and measured. */
const SCANNED = 200
const ASKED = { short: 10_000, gate: 100_000 }
const SHOP = new Shop()
let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'big-order-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** A till whose order on screen has so many lines already, and its journal on the disk. */
function bigTill(lines: number): Till {
  const { journal } = openJournal(folder, () => Date.now())
  const first = tillOn(journal)
  first.start()
  const order = first.current
  if (!order) throw new Error('No order on screen')
  const records = Array.from({ length: lines }, (_, index) => {
    const line = { ...lineOf(`item-${index}`), id: `line-${index}`, ref: `L${index + 1}` }
    return { stream: order.id, at: Date.now(), event: { type: 'LineAdded', line } }
  })
  journal.append(records, [])
  const till = tillOn(journal)
  till.start()
  return till
}

function lineOf(sku: string) {
  const { name, category, unit, taxRate, barcodes, price } = itemOf(sku)
  return { sku, name, category, unit, taxRate, barcodes, unitPrice: price, quantity: ONE }
}

function itemOf(sku: string) {
  const rope = SHOP.context().item('fw-rope-m')
  if (!rope) throw new Error('The shop sells a rope toy')
  return { ...rope, sku, name: `Item ${sku}`, price: money(100 + (sku.length % 7)) }
}

let ids = 0

function tillOn(journal: Journal): Till {
  const base = SHOP.context()
  return new Till({
    journal,
    approvals: new Approvals(null, () => 0),
    world: () => ({
      ...base,
      at: Date.now(),
      newId: () => `id-${(ids += 1)}`,
      drawer: false,
      terms: { ...base.terms, couponService: false },
      item: itemOf,
    }),
    publish: () => undefined,
    react: () => undefined,
  })
}

it(
  '[K6] T-22 the biggest order sells, and one line more is refused in words',
  () =>
    runRow({ row: 'T-22', part: 'till' }, null, () => {
      const wanted = amount(ASKED)
      const before = heapAfterCollection()
      const lines = Math.min(wanted, LINES_MAX)
      const till = bigTill(lines - SCANNED)
      const times: number[] = []
      const work: number[] = []
      let refused = 0
      for (let number = 0; number < SCANNED + wanted - lines; number += 1) {
        const began = performance.now()
        const worked = process.cpuUsage()
        const added = till.run({ type: 'AddItem', sku: `scanned-${number}` })
        if (number < SCANNED) times.push(performance.now() - began)
        if (number < SCANNED) work.push(process.cpuUsage(worked).user / 1000)
        if (added.ok) continue
        expect(added.error.code).toBe('lines-at-limit')
        refused += 1
      }
      const order = till.current
      if (!order) throw new Error('No order on screen')
      expect(order.lines).toHaveLength(lines)
      expect(refused).toBe(wanted - lines)
      const one = till.run({ type: 'AddItem', sku: 'one-more' })
      expect(one.ok ? null : one.error.code).toBe(lines < LINES_MAX ? null : 'lines-at-limit')
      if (one.ok) expect(till.run({ type: 'VoidLine', lineId: lastLineOf(till) }).ok).toBe(true)
      // Nothing of a copy was worked out before.
      const copy = structuredClone(order)
      const totalsMs = timed(() => totalsOf(copy))
      expect(totalsOf(order).total).toBe(totalsOf(copy).total)
      const viewMs = timed(() => viewOf(till.state, 1, SHOP.context(), null))
      expect(till.run({ type: 'Pay' }).ok).toBe(true)
      const due = totalsOf(order).total
      const sealMs = timed(() => {
        expect(till.run({ type: 'TakeCash', received: due }).ok).toBe(true)
      })
      const sold = till.state.orders.get(order.id)
      if (!sold?.sale) throw new Error('Not paid')
      expect(sold.sale.due).toBe(due)
      const receiptMs = timed(() =>
        encodeReceipt(receiptOf(sold, SHOP.context().shop), printerModel({})),
      )
      const heapMb = (heapAfterCollection() - before) / 2 ** 20
      expect(heapMb).toBeLessThan(300)
      const inOrder = times.sort((a, b) => a - b)
      work.sort((a, b) => a - b)
      return {
        lines,
        refused,
        'add line p50 ms': at(inOrder, 0.5),
        'add line p99 ms (bar 10)': at(inOrder, 0.99),
        'add line processor p50 ms': at(work, 0.5),
        'add line processor p99 ms': at(work, 0.99),
        'totals ms (bar 100)': totalsMs,
        'view ms': viewMs,
        'seal ms (bar 2000)': sealMs,
        'receipt ms (bar 5000)': receiptMs,
        'heap MB (bar 300)': heapMb.toFixed(0),
      }
    }),
  ROW_MS,
)

function lastLineOf(till: Till): string {
  return till.current?.lines.at(-1)?.id ?? ''
}

function timed(work: () => unknown): string {
  const began = performance.now()
  work()
  return (performance.now() - began).toFixed(1)
}

function at(sorted: readonly number[], part: number): string {
  return (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(2)
}
