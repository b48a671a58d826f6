import type { Place, ScanReport } from '../../../shared/ipc/contract'
import type { Order } from '../../../shared/order/order'
import type { HeardScan, ScanRouter } from '../../../electron/till/scan-router'
import { hold } from './violation'

/** I30: one scan makes at most one line, and none where the order is not open. */
export class ScanWatch {
  readonly #router: ScanRouter
  readonly #order: () => Order | null
  readonly #lines = new Set<number>()
  #place: Place = 'order'
  #reports = 0
  /** How often each outcome was told. */
  readonly told = new Map<string, number>()

  constructor(router: ScanRouter, order: () => Order | null) {
    this.#router = router
    this.#order = order
  }

  /** Where the cashier is. */
  setPlace(place: Place): void {
    this.#place = place
    this.#router.setPlace(place)
  }

  /** Takes a scan, which has to be told of at once. */
  take(scan: HeardScan): void {
    const before = this.#order()
    const reports = this.#reports
    this.#router.take(scan)
    const after = this.#order()
    hold(this.#reports > reports, 'I30', `the scan ${scan.code} vanishes`)
    if (before === null || after === null) return
    const isClosed = before.status === 'paying' || NO_EDIT.includes(this.#place)
    hold(!isClosed || before === after, 'I30', `a scan edits an order that is ${before.status}`)
    if (before.id !== after.id) {
      hold(piecesOf(after) <= 1, 'I30', 'a scan begins an order with several lines')
      return
    }
    const more = after.lines.length - before.lines.length
    hold(more <= 1, 'I30', `a scan adds ${more} lines`)
    const raised = after.lines.filter((line, index) => {
      const was = before.lines[index]
      return was !== undefined && was.quantity !== line.quantity
    })
    hold(raised.length + more <= 1, 'I30', 'a scan changes several lines')
  }

  /** Something no scanner could read. */
  reject(scan: HeardScan): void {
    const before = this.#order()
    this.#router.reject(scan)
    hold(this.#order() === before, 'I30', 'noise edits an order')
  }

  /** Handles what waited. */
  resume(): void {
    this.#router.resume()
  }

  /** What became of a scan. */
  report(report: ScanReport): void {
    this.#reports += 1
    const told = `${report.outcome} ${report.result}`
    this.told.set(told, (this.told.get(told) ?? 0) + 1)
    const isLine = report.result === 'line-added' || report.result === 'quantity-raised'
    if (!isLine) return
    hold(!this.#lines.has(report.number), 'I30', `scan ${report.number} makes two lines`)
    this.#lines.add(report.number)
    if (this.#lines.size > 2_000) this.#lines.clear()
  }
}

const NO_EDIT: readonly Place[] = ['dialog', 'locked', 'owed', 'devices', 'settings']

function piecesOf(order: Order): number {
  return order.lines.length
}
