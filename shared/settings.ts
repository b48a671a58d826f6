import type {
  BarcodeSettings,
  DisplaySettings,
  PrinterSettings,
  ScannerSettings,
} from './device-settings'
import type { OfflineRules } from './order/offline'
import type { ReturnRules } from './order/sold'
import type { CouponRules } from './promotions/manufacturer-coupon'
import type { StoreDiscountRule } from './promotions/rule'

/** The terminal's settings after reading: defaults filled in, wrong sections left out. */
export type Settings = {
  readonly terminal: TerminalSettings
  /** Null where the section is absent or wrong; the terminal works without it. */
  readonly promotions: PromotionSettings | null
  readonly coupons: CouponSettings | null
  readonly scanners: readonly ScannerSettings[]
  readonly printer: PrinterSettings | null
  /** Takes over when the first printer cannot print. */
  readonly sparePrinter: PrinterSettings | null
  readonly display: DisplaySettings
  readonly barcodes: BarcodeSettings
  readonly catalog: { readonly file: string } | null
  /** The file of the store's own promotions; absent where the store has none. */
  readonly promotionFile?: string
  /** The store's own discounts, as the Discnt screen offers them. */
  readonly storePromotions: readonly StoreDiscountRule[]
  /** What a cashier may take back without a manager. */
  readonly returns: ReturnRules
  /** What may be given without the provider's word. */
  readonly offline: OfflineRules
  /** What the shop knows of manufacturer coupons. */
  readonly manufacturerCoupons: CouponRules
}

/** The terminal, its shop and its money rules. */
export type TerminalSettings = {
  readonly name: string
  readonly registerRef: string
  readonly locationRef: string
  readonly store: string
  readonly address: readonly string[]
  readonly phone: string | null
  readonly footer: readonly string[]
  readonly cashier: string
  readonly currency: string
  readonly locale: string
  readonly pricesIncludeTax: boolean
  /** Minor units; 1 means no rounding. */
  readonly cashRounding: number
  /** A manager's PIN, digits; null means nothing can be approved here. */
  readonly managerPin: string | null
  /** Screen pixels per layout pixel, in percent; null chooses by the screen. */
  readonly displayScale: number | null
}

/** The promotions provider. */
export type PromotionSettings = {
  readonly provider: 'toast'
  readonly url: string
  readonly apiKey: string
  readonly restaurantExternalId: string
  readonly timeoutMs: number
  /** Regular expression; a scan that matches is a promotion code. Null means none is. */
  readonly barcodePattern: string | null
}

/** The coupon service. */
export type CouponSettings = {
  readonly provider: 'petz'
  readonly baseUrl: string
  readonly accountKey: string
  readonly deviceRef: string
  readonly timeoutMs: number
  readonly couponsReduceTaxBase: boolean
  /** Switches of the wire, by name; checked by the mapping module. */
  readonly quirks: Readonly<Record<string, string>>
}

/** Something wrong in the settings file: the key, and what it must be. Never the value of a secret. */
export type SettingsProblem = {
  /** "promotions.timeoutMs"; empty when it is about the file. */
  readonly key: string
  readonly sentence: string
  /** The section does not work until it is mended; a warning otherwise. */
  readonly stops: boolean
}
