import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Cable } from './cable'

/** Key, restaurant and account that the terminal shows to the sandbox's services. */
export const SANDBOX_KEYS = {
  promotions: 'sandbox-promotions-key',
  restaurant: '8d3c2f0e-5b1a-4c7d-9e62-1f4a7b0c3d25',
  coupons: 'sandbox-account-key',
}

/** Sections of the settings file with what is to be different in them; a list takes the place of a list. */
export type SettingsChange = {
  readonly terminal?: Readonly<Record<string, unknown>>
  readonly promotions?: Readonly<Record<string, unknown>>
  readonly coupons?: Readonly<Record<string, unknown>>
  readonly printer?: Readonly<Record<string, unknown>>
  readonly sparePrinter?: Readonly<Record<string, unknown>>
  readonly display?: Readonly<Record<string, unknown>>
  readonly barcodes?: Readonly<Record<string, unknown>>
  readonly returns?: Readonly<Record<string, unknown>>
  readonly lateCoupon?: Readonly<Record<string, unknown>>
  readonly scanners?: readonly unknown[]
  readonly storePromotions?: readonly unknown[]
  readonly manufacturerCoupons?: Readonly<Record<string, unknown>>
  readonly offline?: Readonly<Record<string, unknown>>
  /** A file of the store's own promotions beside its discounts; none when absent. */
  readonly promotionFile?: string
}

/** What of the world is there. */
export type WorldParts = {
  readonly promotionsUrl: string | null
  readonly couponsUrl: string | null
  readonly scanner: Cable | null
  readonly printer: Cable | null
  readonly hid: boolean
  readonly catalog: string | null
}

/** The settings file of a terminal in this world: the shop of the running example. */
export function worldSettings(parts: WorldParts, change: SettingsChange): unknown {
  const { promotionsUrl, couponsUrl, scanner, printer, hid, catalog } = parts
  return {
    terminal: { ...TERMINAL, ...change.terminal },
    ...(promotionsUrl === null
      ? {}
      : { promotions: { ...promotionsSection(promotionsUrl), ...change.promotions } }),
    ...(couponsUrl === null
      ? {}
      : { coupons: { ...couponsSection(couponsUrl), ...change.coupons } }),
    scanners: change.scanners ?? scannersSection(scanner, hid),
    ...(printer === null ? {} : { printer: { ...printerSection(printer), ...change.printer } }),
    ...only('sparePrinter', change.sparePrinter),
    ...only('display', change.display),
    ...only('returns', change.returns),
    ...only('lateCoupon', change.lateCoupon),
    // The virtual scanner reads one pack after the other faster than any hand: each reading counts.
    barcodes: { duplicateMs: 0, ...change.barcodes },
    ...(catalog === null ? {} : { catalog: { file: catalog } }),
    storePromotions: discountsSection(change),
    ...only('manufacturerCoupons', change.manufacturerCoupons),
    ...only('offline', change.offline),
  }
}

function discountsSection({ storePromotions = STORE_PROMOTIONS, promotionFile }: SettingsChange) {
  return promotionFile === undefined
    ? storePromotions
    : { file: promotionFile, discounts: storePromotions }
}

/** A section that is there only when it was asked for. */
function only(name: string, section: Readonly<Record<string, unknown>> | undefined) {
  return section === undefined ? {} : { [name]: section }
}

/** The catalog of the running example. Sources and built programs lie at different depths below it. */
export function sampleCatalog(): string {
  return above(join('assets', 'catalog', 'sample.csv'))
}

/** The store's own promotions of the running example; only worlds that ask for them have any. */
export function samplePromotions(): string {
  return above(join('assets', 'promotions', 'sample.yaml'))
}

function above(file: string): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, file))) {
    const next = dirname(folder)
    if (next === folder) throw new Error(`There is no ${file} above this program.`)
    folder = next
  }
  return join(folder, file)
}

const TERMINAL = {
  name: 'Front counter 2',
  registerRef: 'pine-01',
  locationRef: 'pine-01',
  store: 'Paws on Pine',
  address: ['418 Pine Street, Seattle, WA 98101'],
  phone: '(206) 555-0188',
  footer: ['Returns within 30 days with this code', '', 'Thank you, and a good walk home!'],
  cashier: 'Maya R.',
  currency: 'USD',
  locale: 'en-US',
  pricesIncludeTax: false,
  cashRounding: 1,
  managerPin: '2468',
}

const STORE_PROMOTIONS = [
  { name: 'Senior 10%', scope: 'order', percent: 10 },
  { name: 'Volunteer 5%', scope: 'order', percent: 5 },
  { name: 'Damaged pack 15%', scope: 'line', percent: 15 },
  { name: 'Staff 20%', scope: 'order', percent: 20, approval: true },
]

function promotionsSection(url: string) {
  return {
    provider: 'toast',
    url,
    apiKey: SANDBOX_KEYS.promotions,
    restaurantExternalId: SANDBOX_KEYS.restaurant,
    timeoutMs: 2000,
    barcodePattern: '^PROMO-',
  }
}

function couponsSection(baseUrl: string) {
  return {
    provider: 'petz',
    baseUrl,
    accountKey: SANDBOX_KEYS.coupons,
    deviceRef: 'till-2',
    timeoutMs: 5000,
    couponsReduceTaxBase: false,
    quirks: { releaseStrategy: 'auth_cancel' },
  }
}

function scannersSection(scanner: Cable | null, hid: boolean): readonly unknown[] {
  return [
    ...(scanner === null ? [] : [{ transport: 'serial', path: scanner.path, baudRate: 115_200 }]),
    ...(hid ? [{ transport: 'hid' }] : []),
    { transport: 'keyboard' },
  ]
}

function printerSection(printer: Cable) {
  return {
    transport: 'serial',
    path: printer.path,
    baudRate: 19_200,
    columns: 48,
    language: 'esc-pos',
    cutter: true,
    drawer: true,
  }
}
