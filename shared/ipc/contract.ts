import type { CatalogItem, CatalogReport } from '../catalog'
import type { FaultReport, Refusal, Result } from '../result'
import type { WindowCommand } from '../order/commands'
import type { ProductsByGtin } from '../order/coupon-outlook'
import type { Money } from '../money'
import type { NearPromotions } from '../order/near-promotions'
import type { RefusalCode } from '../order/refusals'
import type { TillView } from '../order/till-view'
import type { Change } from './change'
import type {
  BackupMade,
  DayExported,
  HealthView,
  JournalCheck,
  Notice,
  SupportFile,
} from './support'
import type { PromotionChange, PromotionChanged, PromotionsView } from './promotions'
import type { Settings, SettingsProblem } from '../settings'
import type { DeviceView, ServiceView } from './views'

export type { DeviceView, ServiceView } from './views'

/** Questions a window may ask. Each takes one value and names what success answers. */
export type Calls = {
  'till:view': (nothing: null) => TillView
  /** Answers the revision of the view that shows it; that view was told before the answer. */
  'till:run': (command: WindowCommand) => number
  /** What is near the order on screen, and what it would save. */
  'till:near': (nothing: null) => NearPromotions
  'terminal:describe': (nothing: null) => TerminalView
  /** Paid sales of this terminal by order number, newest first. */
  'sales:find': (number: number) => readonly SaleRow[]
  'catalog:search': (text: string) => readonly CatalogItem[]
  /** Items of a category, at most 60; the empty text means the quick keys. */
  'catalog:page': (category: string) => readonly CatalogItem[]
  /** What products are called, by GTIN-14; those the catalog does not have are left out. */
  'catalog:products': (gtins: readonly string[]) => ProductsByGtin
  'devices:list': (nothing: null) => readonly DeviceView[]
  'devices:act': (act: DeviceAct) => DeviceActResult
  /** Looks now; takes a fraction of a second. */
  'devices:ports': (nothing: null) => readonly FoundPort[]
  /** Keeps everybody but staff away; `terminal:unlock` takes the manager's PIN. */
  'terminal:lock': (nothing: null) => null
  'terminal:unlock': (pin: string) => null
  'services:list': (nothing: null) => readonly ServiceView[]
  'services:try': (service: ServiceView['service']) => null
  /** Where the cashier is, so that a scan gets the outcome of screens.md 4.2. */
  'window:place': (place: Place) => null
  /** Opens the coupon service's page at a place of the window, moves it, or closes it. News tell how it went. */
  'wallet:page': (act: WalletPageAct) => null
  /** The screen could not be drawn; answers how often that was so in the last ten minutes. */
  'window:failed': (failure: string) => number
  /** Closes the program and starts it again, where only a start can tell whether the last step was saved. */
  'window:start-again': (nothing: null) => null
  /** The cashier has read the notice. */
  'window:noted': (nothing: null) => null
  'support:health': (nothing: null) => HealthView
  /** Checks every entry; the progress is told as news, the answer comes at the end. */
  'support:check-journal': (nothing: null) => JournalCheck
  /** One file for the support, without secrets and without persons. */
  'support:bundle': (nothing: null) => SupportFile
  'support:back-up': (nothing: null) => BackupMade
  /** `businessDate`: yyyymmdd. */
  'support:export-day': (businessDate: number) => DayExported
  /** Moves the keys out of the settings file into the care of this computer's key ring. */
  'secrets:keep': (nothing: null) => SecretsMove
  /** The store's own promotions that count now. */
  'promotions:list': (nothing: null) => PromotionsView
  /** Reads their file again. */
  'promotions:read': (nothing: null) => PromotionsView
  /** Changes one of them in the file; takes the manager's PIN. */
  'promotions:change': (change: PromotionChange) => PromotionChanged
}

/** News the main process pushes to every window. */
export type News = {
  'till:changed': ViewChange
  'devices:changed': readonly DeviceView[]
  /** The device process was replaced; a receipt that was under way is unknown. */
  'devices:restarted': { readonly at: number }
  'services:changed': readonly ServiceView[]
  'scan:handled': ScanReport
  'terminal:changed': TerminalView
  'wallet:changed': WalletPageView
  /** The computer has slept: whatever shows a time looks again. */
  'terminal:woke': { readonly at: number }
  'support:checked': JournalCheck
}

/** The view of a revision, as what is different from the view of revision `from`; null: it is told whole. */
export type ViewChange = {
  readonly revision: number
  readonly from: number | null
  readonly change: Change
}

/** Every call by name, for the preload's fixed table. */
export const CALL_NAMES = [
  'till:view',
  'till:run',
  'till:near',
  'terminal:describe',
  'sales:find',
  'catalog:search',
  'catalog:page',
  'catalog:products',
  'devices:list',
  'devices:act',
  'devices:ports',
  'terminal:lock',
  'terminal:unlock',
  'services:list',
  'services:try',
  'window:place',
  'wallet:page',
  'window:failed',
  'window:start-again',
  'window:noted',
  'support:health',
  'support:check-journal',
  'support:bundle',
  'support:back-up',
  'support:export-day',
  'secrets:keep',
  'promotions:list',
  'promotions:read',
  'promotions:change',
] as const satisfies readonly (keyof Calls)[]

/** Numbers of products that are asked for at once. */
export const GTINS_MAX = 200

/** Where the preload reports that a page asked for something that is no call: rejected, and written down. */
export const UNKNOWN_CALL = 'call:unknown'

/** All news by name, for the preload's fixed table. */
export const NEWS_NAMES = [
  'till:changed',
  'devices:changed',
  'devices:restarted',
  'services:changed',
  'scan:handled',
  'terminal:changed',
  'wallet:changed',
  'terminal:woke',
  'support:checked',
] as const satisfies readonly (keyof News)[]

/** What a call answers: its value, a reason, or a failure of the outside world. Asking never rejects. */
export type Reply<Name extends keyof Calls> = Result<ReturnType<Calls[Name]>, Refusal | FaultReport>

/** What the preload puts on the window as `window.till`; nothing more. */
export type TillBridge = {
  ask<Name extends keyof Calls>(name: Name, value: Parameters<Calls[Name]>[0]): Promise<Reply<Name>>
  /** Answers a function that stops listening. */
  listen<Name extends keyof News>(name: Name, heard: (news: News[Name]) => void): () => void
}

/**
 * Where the cashier is. `dialog`: a question is open; `approval`: it is the one a manager answers; `return-unsold`:
 * a product is looked for that comes back without a receipt.
 */
export type Place =
  | 'order'
  | 'discnt'
  | 'promotions'
  | 'wallet'
  | 'return'
  | 'return-unsold'
  | 'payment'
  | 'validating'
  | 'complete'
  | 'devices'
  | 'settings'
  | 'health'
  | 'held'
  | 'owed'
  | 'dialog'
  | 'approval'
  | 'locked'

/** Where the wallet page is to be, in layout pixels; which page it is, the main process alone knows. */
export type WalletPageAct =
  | {
      readonly act: 'show'
      readonly x: number
      readonly y: number
      readonly width: number
      readonly height: number
    }
  | { readonly act: 'hide' }

/** The coupon service's page: `own-list` when it was refused, too slow or lost. */
export type WalletPageView = { readonly status: 'closed' | 'loading' | 'shown' | 'own-list' }

/** `no-key-ring`: this computer keeps no secrets that a stranger could not read, so they stay where they are. */
export type SecretsMove = 'moved' | 'none' | 'no-key-ring' | 'unreadable'

/** Which secrets stand in the settings file for everybody to read, and which the key ring has; by their keys. */
export type SecretsView = { readonly clear: readonly string[]; readonly stored: readonly string[] }

/** This terminal: its name and rules, what is configured, what is wrong with the settings. */
export type TerminalView = {
  readonly version: string
  readonly sandbox: boolean
  /** Nobody is signed on: only a badge or the PIN does anything. */
  readonly locked: boolean
  readonly settings: Settings
  readonly problems: readonly SettingsProblem[]
  readonly catalog: CatalogReport & { readonly loading: boolean; readonly expected: number }
  readonly categories: readonly string[]
  /** What the journal found at start: null when all was well. */
  readonly journal: { readonly code: string; readonly detail: string } | null
  readonly dataFolder: string
  /** Told once, after a start or restart that nobody asked for. */
  readonly notice: Notice | null
  /** Soon no sale can be saved. */
  readonly diskNearlyFull: boolean
  readonly secrets: SecretsView
}

/** A port the computer has, whether it is used or not. Null where it does not say. */
export type FoundPort = {
  readonly kind: 'serial' | 'hid' | 'file'
  readonly path: string
  /** Four hexadecimal digits, lower case, as in the settings. */
  readonly vendorId: string | null
  readonly productId: string | null
  readonly serialNumber: string | null
  readonly manufacturer: string | null
  readonly product: string | null
  /** A guess from its maker and its kind. `keyboard-scanner`: a scanner that types. */
  readonly whatItIs: 'scanner' | 'printer' | 'keyboard-scanner' | 'unknown'
}

/** What the Devices screen may ask of a device. */
export type DeviceAct =
  /** `device`: the id of the printer, as in its `DeviceView`. */
  | { readonly act: 'test-print'; readonly device: string }
  /** Somebody says that another printer than before is the right one. `device` as above. */
  | { readonly act: 'accept-printer'; readonly device: string }
  | { readonly act: 'test-display' }
  | { readonly act: 'open-drawer' }
  | { readonly act: 'find-devices' }

/** A paid sale, as it is looked for by its number. */
export type SaleRow = {
  readonly ref: string
  readonly number: number
  readonly at: number
  readonly total: Money
  /** Name of its first line. */
  readonly first: string | null
}

/** How it went: `unknown` asks whoever stands before the device. */
export type DeviceActResult = {
  readonly outcome: 'done' | 'not-done' | 'unknown'
  /** Why, when it is not done or unknown; a code of the Devices screen. */
  readonly code: string | null
}

/** What became of one scan: its one outcome, one sound and one sentence. */
export type ScanReport = {
  readonly number: number
  readonly code: string
  readonly outcome: 'good' | 'attention' | 'refused'
  readonly result:
    | 'line-added'
    | 'quantity-raised'
    | 'unresolved'
    | 'misread'
    /** A manufacturer coupon counts. */
    | 'coupon-taken'
    | 'promotion-started'
    | 'promotion-field'
    | 'not-used-here'
    | 'payment-begun'
    | 'item-choice'
    | 'receipt'
    /** A paid sale of this terminal: `fills` is its reference, and the cashier is asked. */
    | 'sale-found'
    /** A product that comes back without a receipt: the one of `items`. */
    | 'goods-back'
    | 'customer'
    | 'badge'
    /** A list shows only what belongs to `fills`. */
    | 'list-filtered'
    /** Read again at once: it counts once, its outcome is that of the first reading. */
    | 'duplicate'
    /** The code says that the product is past its day; with `attention` it was added all the same. */
    | 'past-its-day'
    /** More scans wait than the till keeps; this one is lost. */
    | 'too-many'
    | 'test'
    | 'queued'
  /** Why the till would not have it; null when nothing was refused or the place alone is the reason. */
  readonly refusal: RefusalCode | null
  readonly lineId: string | null
  /** `payment-begun`: the code it would have applied; null for anything but a promotion. */
  readonly promotion: string | null
  /** `item-choice`: several products have this code. `payment-begun`: what it would have added. */
  readonly items: readonly CatalogItem[]
  /** What the window writes into the field the scan was for; null where it was for none. */
  readonly fills: string | null
  /** Letters that reached a focused field before the scan was known as one; the window takes them out. */
  readonly leaked: string
  readonly symbology: string | null
  readonly at: number
  /** From the last byte of the code to this outcome, waiting included. */
  readonly tookMs: number
}
