import { assert } from '../../../shared/assert'
import { scanRules } from '../../../shared/barcode/scan'
import type { Place, ScanReport } from '../../../shared/ipc/contract'
import { ITEMS } from '../../../shared/order/testing/shop'
import { ScanRouter, type HeardScan, type ScanRouterParts } from '../scan-router'
import { Station } from './station'

/** One code of each kind. */
export const CODES = {
  product: '400001203019',
  promotion: 'PROMO-SPRING5',
  receipt: 'pine-01-20250320-0001',
  unknown: '4006381333931',
  misread: '4006381333932',
  customer: 'CARD-2065550142',
  badge: 'BADGE-0042',
  /** Of the maker, not of the shop. */
  makersCoupon: '9813765030011',
} as const

/** A till with a scan router before it. */
export type ScanDesk = {
  readonly station: Station
  readonly router: ScanRouter
  readonly reports: ScanReport[]
  /** Scans at a place, and lets everything end that needs no time; answers what was reported at once. */
  scan(code: string, place?: Place): Promise<ScanReport>
}

/** Makes a till with a scan router; what is to be different about the router is given. */
export async function scanDesk(over: Partial<ScanRouterParts> = {}): Promise<ScanDesk> {
  const station = await new Station().start()
  const reports: ScanReport[] = []
  const report = (one: ScanReport) => reports.push(one)
  const router = new ScanRouter({ ...partsAt(station), report, ...over })
  let number = 0
  const scan = async (code: string, place: Place = 'order') => {
    router.setPlace(place)
    number += 1
    router.take(scanOf(number, code))
    const told = reports.at(-1)
    await station.timers.settle()
    assert(told !== undefined, 'Every scan has an outcome')
    return told
  }
  return { station, router, reports, scan }
}

/** A scan of a serial scanner; each is a second after the one before it. */
export function scanOf(number: number, code: string, over: Partial<HeardScan> = {}): HeardScan {
  const symbology = code === CODES.misread ? 'ean-upc' : null
  return { number, code, symbology, source: 'serial', at: number * 1000, leaked: '', ...over }
}

const SHOP_CODES = { customerPattern: '^CARD-', badgePattern: '^BADGE-', variableMeasure: [] }

/** The parts of a router before a till, with the rules of the example shop. */
export function partsAt(station: Station): ScanRouterParts {
  const rules = scanRules('^PROMO-', SHOP_CODES)
  assert(rules.ok, 'The patterns are right')
  return {
    till: () => station.till,
    rules: () => rules.value,
    barcodes: { duplicateMs: 30, expired: 'refuse' },
    items: (codes) =>
      ITEMS.filter((item) => item.barcodes.some((one) => codes.includes(one.padStart(14, '0')))),
    isReady: () => true,
    signOn: () => false,
    now: () => station.timers.now(),
    report: () => undefined,
  }
}
