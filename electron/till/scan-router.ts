import { maskCardNumbers } from '../../shared/barcode/card-number'
import { classify, type Classified, type Scan, type ScanRules } from '../../shared/barcode/scan'
import type { CatalogItem } from '../../shared/catalog'
import type { BarcodeSettings } from '../../shared/device-settings'
import type { Place, ScanReport } from '../../shared/ipc/contract'
import type { Order } from '../../shared/order/order'
import { isCard } from '../../shared/order/decide-scan'
import { pastDayOf } from '../../shared/order/past-its-day'
import { phoneDigits } from '../../shared/order/phone'
import type { RefusalCode } from '../../shared/order/refusals'
import type { TillView } from '../../shared/order/till-view'
import { ok, refuse, type FaultReport, type Refusal, type Result } from '../../shared/result'
import {
  customerOn,
  goodsBack,
  heldFilter,
  NOT_USED_HERE,
  outcomeOfScan,
  owedFilter,
  refusedBy,
  saleOn,
  type ScanOutcome,
} from './scan-outcomes'
import { SameReading } from './same-reading'
import type { Till } from './till'

/** Scans that wait while promotions are re-checked; further ones are refused aloud. */
export const QUEUE_MAX = 64

/** What the router knows of the catalog. */
export type ItemsByCode = (codes: readonly string[]) => readonly CatalogItem[]

/** The parts of the scan router. */
export type ScanRouterParts = {
  readonly till: () => Till
  readonly rules: () => ScanRules
  readonly barcodes: Pick<BarcodeSettings, 'duplicateMs' | 'expired'>
  readonly items: ItemsByCode
  /** Whether the catalog has been read; scans wait until it has. */
  readonly isReady: () => boolean
  /** Signs on with a badge while the terminal is locked; false when it is none of this shop. */
  readonly signOn: (code: string) => boolean
  /** Milliseconds since 1970, as scans are stamped. */
  readonly now: () => number
  /** Tells the window what became of a scan: one outcome, one sound, one sentence. */
  readonly report: (report: ScanReport) => void
}

/** A scan with the letters it leaked into a field before it was known as one. */
export type HeardScan = Scan & {
  readonly leaked: string
  /** Which scanner it came from, where there are several. */
  readonly device?: number
}

/** What an order can be told of: everything that is not handled by the router itself. */
type ForOrder = Extract<
  Classified,
  { kind: 'product' | 'promotion' | 'manufacturer-coupon' | 'misread' | 'unknown' }
>

/**
 * Gives every scan its one outcome, by what it is and where the cashier is. Whatever has focus, no scan
 * presses a button and none vanishes. The same code read again at once by the same scanner counts once.
 * Source: screens.md 4.2.
 */
export class ScanRouter {
  readonly #parts: ScanRouterParts
  readonly #same: SameReading<ScanOutcome>
  #place: Place = 'order'
  #waiting: HeardScan[] = []
  /** What may be told only once it is on the disk; null outside of `takeAll`. */
  #untold: (() => void)[] | null = null

  constructor(parts: ScanRouterParts) {
    this.#parts = parts
    this.#same = new SameReading(parts.barcodes.duplicateMs)
  }

  /** The window tells where the cashier is. */
  setPlace(place: Place): void {
    if (place === this.#place) return
    // What was refused elsewhere may be wanted here, at once.
    this.#same.forget((outcome) => outcome.outcome === 'refused' || outcome.result === 'badge')
    this.#place = place
    this.resume()
  }

  /** Takes one scan. What a scanner says of itself, and the add-on of a magazine sent alone, are none. */
  take(scan: HeardScan): void {
    if (scan.symbology === 'scanner-message' || scan.symbology === 'ean-add-on') return
    const first = this.#same.of(scan)
    if (first) return this.#report(scan, { ...first, result: 'duplicate', fills: null })
    const outcome = this.#mustWait(scan) ? this.#queue(scan) : this.#decide(scan)
    this.#same.remember(scan, outcome)
    this.#report(scan, outcome)
  }

  /**
   * Takes scans that came right behind one another: each has its own outcome, all of them one commit. Where
   * it cannot be written, none of them has happened, and each says so.
   */
  takeAll(scans: readonly HeardScan[]): void {
    if (scans.length === 1 || this.#place !== 'order') {
      for (const scan of scans) this.take(scan)
      return
    }
    const waiting = this.#waiting
    const untold: (() => void)[] = []
    const fault = this.#till.together(() => {
      this.#untold = untold
      try {
        for (const scan of scans) this.take(scan)
      } finally {
        this.#untold = null
      }
    })
    if (fault === null) {
      for (const tell of untold) tell()
      return
    }
    this.#waiting = waiting
    this.#same.forget(() => true)
    for (const scan of scans) this.#report(scan, refusedBy(fault))
  }

  /** Something a scanner could not read: no code, but a number, an outcome and a sound all the same. */
  reject(scan: HeardScan): void {
    this.#report({ ...scan, code: '' }, { outcome: 'attention', result: 'misread' })
  }

  /**
   * Handles the scans that waited, as soon as nothing keeps them: they were meant for an order, so they also
   * wait while the cashier is where no order is. Called after every change of the till.
   */
  resume(): void {
    while (this.#waiting.length > 0) {
      const [next, ...rest] = this.#waiting
      if (!next || NO_ORDER_HERE.includes(this.#place) || this.#mustWait(next)) return
      this.#waiting = rest
      this.#report(next, this.#decide(next))
    }
  }

  /** A code typed by hand: the same as a scan, but the answer goes to whoever typed it. */
  enter(scan: Scan): Result<TillView, Refusal<RefusalCode> | FaultReport> {
    const meaning = this.#meaningOf(scan)
    const phone = meaning.kind === 'customer' ? phoneDigits(meaning.code) : null
    if (phone !== null) return this.#till.run({ type: 'SetCustomer', phone })
    if (meaning.kind === 'badge') return refuse('code-invalid')
    if (meaning.kind === 'receipt') return this.#enterReceipt(scan, meaning.orderRef)
    const told = forOrder(meaning) ?? { kind: 'unknown', code: scan.code }
    return this.#till.run({ type: 'TakeScan', meaning: told, items: this.#itemsOf(told) })
  }

  /** A reference typed by hand opens the same question as a scan of it. */
  #enterReceipt(
    scan: Scan,
    orderRef: string,
  ): Result<TillView, Refusal<RefusalCode> | FaultReport> {
    const outcome = saleOn(this.#till, orderRef)
    if (outcome.refusal != null) return refuse(outcome.refusal)
    this.#report({ ...scan, leaked: '' }, outcome)
    const view = this.#till.view()
    return view === null ? refuse('order-unknown') : ok(view)
  }

  get #till(): Till {
    return this.#parts.till()
  }

  #mustWait(scan: Scan): boolean {
    const order = this.#till.current
    if (this.#place === 'devices' || this.#place === 'settings') return false
    if (this.#place === 'locked') return false
    if (!this.#parts.isReady()) return true
    if (order?.validation?.status === 'checking') return true
    const verifying = order?.promotions.some((one) => one.status === 'verifying')
    return verifying === true && forOrder(this.#meaningOf(scan))?.kind === 'promotion'
  }

  #queue(scan: HeardScan): ScanOutcome {
    if (this.#waiting.length >= QUEUE_MAX) return { outcome: 'refused', result: 'too-many' }
    this.#waiting = [...this.#waiting, scan]
    return { outcome: 'good', result: 'queued' }
  }

  #decide(scan: HeardScan): ScanOutcome {
    const meaning = this.#meaningOf(scan)
    switch (this.#place) {
      case 'devices':
      case 'settings':
        return { outcome: 'good', result: 'test' }
      case 'held':
        return this.#onHeld(meaning)
      case 'owed':
        return owedFilter(meaning, this.#till.view()?.owed ?? [])
      case 'approval':
        return meaning.kind === 'badge'
          ? { outcome: 'good', result: 'badge', fills: meaning.code }
          : NOT_USED_HERE
      case 'locked':
        return meaning.kind === 'badge' && this.#parts.signOn(scan.code.trim())
          ? { outcome: 'good', result: 'badge' }
          : NOT_USED_HERE
      case 'health':
      case 'dialog':
        return NOT_USED_HERE
      default:
        return this.#onOrder(meaning)
    }
  }

  #onOrder(meaning: Classified): ScanOutcome {
    const isPaying = this.#till.current?.status === 'paying'
    if (meaning.kind === 'receipt' && SALES_HERE.includes(this.#place) && !isPaying) {
      return saleOn(this.#till, meaning.orderRef)
    }
    if (meaning.kind === 'customer' && !isPaying) return customerOn(this.#till, meaning.code)
    const told = forOrder(meaning)
    if (told === null) return NOT_USED_HERE
    const items = this.#itemsOf(told)
    if (this.#place === 'return-unsold' && !isPaying) return goodsBack(items)
    if (isPaying) {
      const promotion = told.kind === 'promotion' ? told.code : null
      return { outcome: 'refused', result: 'payment-begun', items, promotion }
    }
    const tryAsCode = told.kind === 'product' && items.length === 0
    if (this.#place === 'promotions' && (told.kind === 'promotion' || tryAsCode)) {
      return this.#applyCode(told)
    }
    return this.#takeScan(told, items)
  }

  #takeScan(meaning: ForOrder, items: readonly CatalogItem[]): ScanOutcome {
    const carried = meaning.kind === 'product' ? (meaning.carried ?? {}) : {}
    const past = pastDayOf(carried, this.#parts.now())
    if (past === 'past-use-by' && this.#parts.barcodes.expired === 'refuse') {
      return { outcome: 'refused', result: 'past-its-day', items }
    }
    const before = this.#till.current
    const ran = this.#till.run({ type: 'TakeScan', meaning, items })
    if (!ran.ok) return refusedBy(ran.error)
    const outcome = outcomeOfScan({ before, after: ran.value.order, meaning, items })
    const isOld = outcome.outcome === 'good' && past !== null
    return isOld ? { ...outcome, outcome: 'attention', result: 'past-its-day', items } : outcome
  }

  /** What the shop's own pattern knows as a promotion is one, even where it looks like a card. */
  #applyCode(meaning: Extract<ForOrder, { kind: 'promotion' | 'product' }>): ScanOutcome {
    const { code } = meaning
    const ran = this.#till.run(
      meaning.kind === 'promotion'
        ? { type: 'TakeScan', meaning, items: [] }
        : { type: 'ApplyCode', code },
    )
    return ran.ok
      ? { outcome: 'good', result: 'promotion-field', fills: code }
      : refusedBy(ran.error)
  }

  #onHeld(meaning: Classified): ScanOutcome {
    if (meaning.kind !== 'receipt') return heldFilter(meaning)
    const held = [...this.#till.state.orders.values()].find(
      (one: Order) => one.ref === meaning.orderRef,
    )
    if (held?.status !== 'held') return NOT_USED_HERE
    const ran = this.#till.run({ type: 'ResumeOrder', orderId: held.id })
    return ran.ok ? { outcome: 'good', result: 'receipt' } : refusedBy(ran.error)
  }

  #meaningOf(scan: Scan): Classified {
    return classify(scan, this.#parts.rules())
  }

  #itemsOf(meaning: ForOrder): readonly CatalogItem[] {
    return meaning.kind === 'product'
      ? this.#parts.items([...meaning.candidates, meaning.code])
      : []
  }

  /** What a badge or a payment card says is nobody's to read on a screen. */
  #report(scan: HeardScan, outcome: ScanOutcome): void {
    if (this.#untold !== null) {
      this.#untold.push(() => {
        this.#report(scan, outcome)
      })
      return
    }
    const meaning = this.#meaningOf(scan)
    const known = (outcome.items?.length ?? 0) > 0 || (outcome.lineId ?? null) !== null
    const shown = !known && isCard(meaning) ? maskCardNumbers(scan.code) : scan.code
    this.#parts.report({
      number: scan.number,
      code: meaning.kind === 'badge' ? BADGE_SHOWN : shown,
      symbology: scan.symbology,
      at: scan.at,
      leaked: scan.leaked,
      refusal: null,
      lineId: null,
      promotion: null,
      items: [],
      fills: null,
      ...outcome,
      tookMs: Math.max(0, this.#parts.now() - scan.at),
    })
  }
}

/** Where the receipt of a sale asks whether it is to be opened. */
const SALES_HERE: readonly Place[] = ['order', 'wallet', 'complete', 'return', 'return-unsold']

const BADGE_SHOWN = '•••'

/** Where nothing that waited may be put on an order. */
const NO_ORDER_HERE: readonly Place[] = [
  'devices',
  'settings',
  'health',
  'held',
  'owed',
  'dialog',
  'approval',
  'locked',
]

/** What the order itself takes; a manufacturer's coupon becomes a row that says what it is. */
function forOrder(meaning: Classified): ForOrder | null {
  switch (meaning.kind) {
    case 'product':
    case 'promotion':
    case 'manufacturer-coupon':
    case 'misread':
    case 'unknown':
      return meaning
    case 'receipt':
    case 'customer':
    case 'badge':
    case 'scanner-message':
      return null
  }
}
