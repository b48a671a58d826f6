import { classify, type Classified, type Scan, type ScanRules } from '../../shared/barcode/scan'
import type { CatalogItem } from '../../shared/catalog'
import type { Place, ScanReport } from '../../shared/ipc/contract'
import type { Order } from '../../shared/order/order'
import type { RefusalCode } from '../../shared/order/refusals'
import type { TillView } from '../../shared/order/till-view'
import type { FaultReport, Refusal, Result } from '../../shared/result'
import type { Till } from './till'

/** Scans that wait while promotions are re-checked; further ones are refused aloud. */
const QUEUE_MAX = 64

/** What the router knows of the catalog. */
export type ItemsByCode = (codes: readonly string[]) => readonly CatalogItem[]

/** The parts of the scan router. */
export type ScanRouterParts = {
  readonly till: () => Till
  readonly rules: () => ScanRules
  readonly items: ItemsByCode
  /** Whether the catalog has been read; scans wait until it has. */
  readonly isReady: () => boolean
  /** Tells the window what became of a scan: one outcome, one sound, one sentence. */
  readonly report: (report: ScanReport) => void
}

type Outcome = Pick<ScanReport, 'outcome' | 'result'> &
  Partial<Pick<ScanReport, 'refusal' | 'lineId' | 'items' | 'promotion'>>

/** A scan with the letters it leaked into a field before it was known as one. */
export type HeardScan = Scan & { readonly leaked: string }

/**
 * Gives every scan its one outcome, by what it is and where the cashier is. Whatever has focus, no scan
 * presses a button and none vanishes. Source: screens.md 4.2.
 */
export class ScanRouter {
  readonly #parts: ScanRouterParts
  #place: Place = 'order'
  #waiting: HeardScan[] = []

  constructor(parts: ScanRouterParts) {
    this.#parts = parts
  }

  /** The window tells where the cashier is. */
  setPlace(place: Place): void {
    this.#place = place
  }

  /** Takes one scan. */
  take(scan: HeardScan): void {
    const outcome = this.#mustWait(scan) ? this.#queue(scan) : this.#decide(scan)
    this.#report(scan, outcome)
  }

  /** Handles the scans that waited, as soon as nothing keeps them. Called after every change of the till. */
  resume(): void {
    while (this.#waiting.length > 0) {
      const [next, ...rest] = this.#waiting
      if (!next || this.#mustWait(next)) return
      this.#waiting = rest
      this.#report(next, this.#decide(next))
    }
  }

  /** A code typed by hand: the same as a scan, but the answer goes to whoever typed it. */
  enter(scan: Scan): Result<TillView, Refusal<RefusalCode> | FaultReport> {
    const meaning = this.#meaningOf(scan)
    if (meaning.kind === 'receipt') {
      return this.#till.run({ type: 'TakeScan', meaning: unknownOf(scan), items: [] })
    }
    return this.#till.run({ type: 'TakeScan', meaning, items: this.#itemsOf(meaning) })
  }

  get #till(): Till {
    return this.#parts.till()
  }

  #mustWait(scan: Scan): boolean {
    const order = this.#till.current
    if (this.#place === 'devices' || this.#place === 'settings') return false
    if (!this.#parts.isReady()) return true
    if (order?.validation?.status === 'checking') return true
    const verifying = order?.promotions.some((one) => one.status === 'verifying') ?? false
    return verifying && this.#meaningOf(scan).kind === 'promotion'
  }

  #queue(scan: HeardScan): Outcome {
    if (this.#waiting.length >= QUEUE_MAX) return NOT_USED_HERE
    this.#waiting = [...this.#waiting, scan]
    return { outcome: 'good', result: 'queued' }
  }

  #decide(scan: HeardScan): Outcome {
    const order = this.#till.current
    switch (this.#place) {
      case 'devices':
      case 'settings':
        return { outcome: 'good', result: 'test' }
      case 'held':
        return this.#resumeHeld(scan)
      case 'owed':
      case 'dialog':
      case 'locked':
        return NOT_USED_HERE
      default:
        break
    }
    const meaning = this.#meaningOf(scan)
    if (meaning.kind === 'receipt') return NOT_USED_HERE
    if (order?.status === 'paying') {
      const items = this.#itemsOf(meaning)
      const promotion = meaning.kind === 'promotion' ? meaning.code : null
      return { outcome: 'refused', result: 'payment-begun', items, promotion }
    }
    const items = this.#itemsOf(meaning)
    const tryAsCode = meaning.kind === 'product' && items.length === 0
    if (this.#place === 'promotions' && (meaning.kind === 'promotion' || tryAsCode)) {
      return this.#applyCode(meaning.code)
    }
    return this.#takeScan(meaning, items)
  }

  #takeScan(
    meaning: Exclude<Classified, { kind: 'receipt' }>,
    items: readonly CatalogItem[],
  ): Outcome {
    const before = this.#till.current
    const ran = this.#till.run({ type: 'TakeScan', meaning, items })
    if (!ran.ok) return refusedBy(ran.error)
    return this.#outcomeOf(before, ran.value.order, meaning, items)
  }

  #outcomeOf(
    before: Order | null,
    after: Order,
    meaning: Classified,
    items: readonly CatalogItem[],
  ): Outcome {
    if (meaning.kind === 'promotion') return { outcome: 'good', result: 'promotion-started' }
    const known = before?.id === after.id ? before : null
    if (after.unresolved.length > (known?.unresolved.length ?? 0)) {
      if (meaning.kind === 'misread') return { outcome: 'attention', result: 'misread' }
      const choice = items.length > 1
      return { outcome: 'attention', result: choice ? 'item-choice' : 'unresolved', items }
    }
    const added = after.lines.length > (known?.lines.length ?? 0)
    const line = added
      ? after.lines.at(-1)
      : after.lines.find((each, index) => each.quantity !== known?.lines[index]?.quantity)
    const result = added ? 'line-added' : 'quantity-raised'
    return { outcome: 'good', result, lineId: line?.id ?? null }
  }

  #applyCode(code: string): Outcome {
    const ran = this.#till.run({ type: 'ApplyCode', code })
    return ran.ok ? { outcome: 'good', result: 'promotion-field' } : refusedBy(ran.error)
  }

  #resumeHeld(scan: Scan): Outcome {
    const meaning = this.#meaningOf(scan)
    if (meaning.kind !== 'receipt') return NOT_USED_HERE
    const held = [...this.#till.state.orders.values()].find((one) => one.ref === meaning.orderRef)
    if (held?.status !== 'held') return NOT_USED_HERE
    const ran = this.#till.run({ type: 'ResumeOrder', orderId: held.id })
    return ran.ok ? { outcome: 'good', result: 'receipt' } : refusedBy(ran.error)
  }

  #meaningOf(scan: Scan): Classified {
    return classify(scan, this.#parts.rules())
  }

  #itemsOf(meaning: Classified): readonly CatalogItem[] {
    return meaning.kind === 'product'
      ? this.#parts.items([...meaning.candidates, meaning.code])
      : []
  }

  #report(scan: HeardScan, outcome: Outcome): void {
    this.#parts.report({
      number: scan.number,
      code: scan.code,
      symbology: scan.symbology,
      at: scan.at,
      leaked: scan.leaked,
      refusal: null,
      lineId: null,
      promotion: null,
      items: [],
      ...outcome,
    })
  }
}

const NOT_USED_HERE: Outcome = { outcome: 'refused', result: 'not-used-here' }

function refusedBy(error: Refusal<RefusalCode> | FaultReport): Outcome {
  const refusal = error.kind === 'refusal' ? error.code : 'journal-unwritable'
  return { ...NOT_USED_HERE, refusal }
}

function unknownOf(scan: Scan) {
  return { kind: 'unknown', code: scan.code } as const
}
