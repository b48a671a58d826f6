import { create } from 'zustand'
import type { ScanReport } from '../../shared/ipc/contract'
import type { BackupMade, DayExported, SupportFile } from '../../shared/ipc/support'
import type { CatalogItem } from '../../shared/catalog'
import type { Money } from '../../shared/money'
import type { PromotionChanged } from '../../shared/ipc/promotions'
import type { PromotionForm } from './promotion-form'

/** Where the cashier has gone. `order` shows the order's own stage: making it, paying, Sale complete. */
export type Screen =
  | 'order'
  | 'discnt'
  | 'promotions'
  | 'wallet'
  | 'return'
  | 'why'
  | 'held'
  | 'owed'
  | 'devices'
  | 'settings'
  | 'health'

/** Every field a cashier types into; what is typed survives a change of panel. */
export type Field =
  | 'search'
  | 'amount'
  | 'promotion-code'
  | 'customer-phone'
  | 'hold-note'
  | 'cash-received'
  | 'split-amount'
  | 'held-search'
  | 'owed-search'
  | 'note'
  | 'pin'
  | 'return-find'
  | 'return-item'
  | 'promotion-goods'

/** Every list or group in which one row can be chosen, by its id. */
export type Choice =
  | 'line'
  | 'promotion'
  | 'category'
  | 'held'
  | 'owed'
  | 'tab'
  | 'store-promotion'
  | 'store-promotion-line'
  | 'cash'
  | 'reason'
  | 'health'
  | 'sold-line'
  | 'return-reason'
  | 'return-mode'
  | 'coupon'
  /** The coupon the mouse points at, before it is chosen. */
  | 'coupon-pointed'
  | 'settings-tab'
  | 'promotion-goods'

/** A question in front of everything else. One at a time; the no-answer dialog follows the view instead. */
export type Question =
  | { readonly kind: 'help' }
  | { readonly kind: 'cashier-menu' }
  | { readonly kind: 'service'; readonly service: 'promotions' | 'coupons' | 'network' }
  | { readonly kind: 'hold' }
  | { readonly kind: 'price'; readonly lineId: string }
  | { readonly kind: 'open-price'; readonly item: CatalogItem; readonly scanId: string | null }
  | { readonly kind: 'weight'; readonly item: CatalogItem; readonly scanId: string | null }
  /** What a manufacturer coupon is worth; a manager is asked next. */
  | { readonly kind: 'coupon-amount'; readonly couponId: string; readonly lineId: string | null }
  | { readonly kind: 'item-choice'; readonly scan: ScanReport }
  | { readonly kind: 'payment-scan'; readonly scan: ScanReport }
  | { readonly kind: 'open-sale'; readonly ref: string }
  | { readonly kind: 'unsold-price'; readonly item: CatalogItem }
  | { readonly kind: 'unsold-weight'; readonly item: CatalogItem }
  | { readonly kind: 'code-typed' }
  | { readonly kind: 'give-back'; readonly orderId: string; readonly promotionId: string }
  | { readonly kind: 'cancel-order'; readonly orderId: string }
  | { readonly kind: 'approval'; readonly approval: Approval }
  | { readonly kind: 'promotion-change'; readonly wanted: PromotionWanted }

/** What a manager is asked to approve; the PIN is added by the approval dialog. */
export type Approval =
  | { readonly act: 'store-discount'; readonly ruleId: string; readonly lineId: string | null }
  | { readonly act: 'accept-promotions' }
  | { readonly act: 'return' }
  | { readonly act: 'late-coupon' }
  | { readonly act: 'give-back-cash' }
  | {
      readonly act: 'manufacturer-coupon'
      readonly couponId: string
      readonly lineId: string | null
      readonly amount: Money | null
    }
  | {
      readonly act: 'close-effect'
      readonly orderId: string
      readonly effectId: string
      readonly note: string
    }

/** What the owner wants to become of a promotion of the store; the PIN is asked next. */
export type PromotionWanted = {
  readonly act: 'save' | 'switch-off' | 'switch-on' | 'remove'
  /** Null for a new one. */
  readonly id: string | null
  readonly name: string
}

/** A promotion taken off while Discnt is open; its button stays until the screen is left. */
export type RemovedPromotion = { readonly code: string; readonly name: string }

/** Something the support asked for: it is being done, or this came of it. */
export type SupportWork =
  | { readonly kind: 'bundle' | 'back-up' | 'export-day'; readonly status: 'working' }
  | { readonly kind: 'bundle'; readonly status: 'done'; readonly made: SupportFile }
  | { readonly kind: 'back-up'; readonly status: 'done'; readonly made: BackupMade }
  | { readonly kind: 'export-day'; readonly status: 'done'; readonly made: DayExported }

/** What the cashier is half-way through, and what the window alone remembers. */
export type Draft = {
  readonly screen: Screen
  readonly fields: Readonly<Partial<Record<Field, string>>>
  readonly chosen: Readonly<Partial<Record<Choice, string>>>
  readonly question: Question | null
  /** The last "no", as a finished sentence, until the next press that works. */
  readonly refused: string | null
  /** The newest scan that was handled, with its outcome. */
  readonly lastScan: ScanReport | null
  readonly removed: readonly RemovedPromotion[]
  /**
   * The customer's numbers as they were typed or scanned for this order, newest first, so that each can be looked
   * up again; kept in memory alone, and only as long as the order is on screen.
   */
  readonly numbers: readonly string[]
  /** The code that was tried last in Promotions; its outcome is read off the order. */
  readonly triedCode: string | null
  /** The search the Find product button of an unknown barcode began; choosing resolves that scan. */
  readonly findingScan: string | null
  /** The newest; it stays until the next one, or until the screen is left. */
  readonly support: SupportWork | null
  /** The promotion of the store that is being changed, or made. */
  readonly promotionForm: PromotionForm | null
  /** What became of the last change of one. */
  readonly promotionOutcome: PromotionChanged['outcome'] | null
  readonly theme: 'light' | 'dark'
  /** How often the cashier asked to hear the sound of a good scan. */
  readonly soundTests: number
}

const BLANK: Draft = {
  screen: 'order',
  fields: {},
  chosen: {},
  question: null,
  refused: null,
  lastScan: null,
  removed: [],
  numbers: [],
  triedCode: null,
  findingScan: null,
  support: null,
  promotionForm: null,
  promotionOutcome: null,
  theme: 'light',
  soundTests: 0,
}

/** What the cashier is half-way through. */
export const useDraftStore = create<Draft>(() => BLANK)

/** Goes to a screen; what was half done on the one left behind is dropped where it must not linger. */
export function goTo(screen: Screen): void {
  useDraftStore.setState((draft) =>
    draft.screen === screen
      ? { refused: null }
      : {
          screen,
          refused: null,
          findingScan: null,
          triedCode: null,
          support: null,
          promotionOutcome: null,
          removed: STAYS_REMOVED.has(screen) ? draft.removed : [],
        },
  )
}

/** Promotions is part of Discnt: going there does not leave it. */
const STAYS_REMOVED: ReadonlySet<Screen> = new Set(['discnt', 'promotions'])

/** Keeps what is typed in a field. */
export function typeInto(field: Field, text: string): void {
  useDraftStore.setState((draft) => ({ fields: { ...draft.fields, [field]: text } }))
}

/** Chooses a row of a list; null chooses none. */
export function choose(choice: Choice, id: string | null): void {
  useDraftStore.setState((draft) => ({
    chosen: { ...draft.chosen, [choice]: id ?? undefined },
  }))
}

/** Puts a question in front of everything; null takes it away. */
export function askCashier(question: Question | null): void {
  useDraftStore.setState({ question, refused: null })
}

/** Shows why something cannot be done now; null when the next thing worked. */
export function sayRefused(sentence: string | null): void {
  if (useDraftStore.getState().refused !== sentence) useDraftStore.setState({ refused: sentence })
}

/** Plays the sound of a good scan, to hear whether the loudspeaker is on. */
export function tryOutSound(): void {
  useDraftStore.setState((draft) => ({ soundTests: draft.soundTests + 1 }))
}

/** Remembers the newest scan. */
export function rememberScan(lastScan: ScanReport): void {
  useDraftStore.setState({ lastScan })
}

/** Remembers a promotion taken off in Discnt; forgets it when its code is back on the order. */
export function rememberRemoved(removed: RemovedPromotion): void {
  useDraftStore.setState((draft) => ({
    removed: [...draft.removed.filter((one) => one.code !== removed.code), removed],
  }))
}

/** Numbers of one customer that are remembered at once. */
const NUMBERS_MAX = 4

/** Remembers a number that was looked up. */
export function rememberNumber(phone: string): void {
  useDraftStore.setState(({ numbers }) => ({
    numbers: [phone, ...numbers.filter((one) => one !== phone)].slice(0, NUMBERS_MAX),
  }))
}

/** Forgets the numbers of a customer who was taken off the order. */
export function forgetNumbers(): void {
  useDraftStore.setState({ numbers: [] })
}

/** Remembers which code was tried, by hand or by a scan. */
export function rememberTried(triedCode: string | null): void {
  useDraftStore.setState({ triedCode })
}

/** Begins to look for the product of an unknown barcode; null ends it. */
export function findProductFor(scan: { readonly id: string; readonly code: string } | null): void {
  useDraftStore.setState((draft) => ({
    screen: 'order',
    findingScan: scan?.id ?? null,
    fields: { ...draft.fields, search: '' },
  }))
}

/** Changes between light and dark. */
export function changeTheme(theme: Draft['theme']): void {
  useDraftStore.setState({ theme })
}

/** Shows what the support asked for. */
export function rememberSupport(support: SupportWork | null): void {
  useDraftStore.setState({ support })
}

/** Opens the form of a promotion of the store; null closes it. */
export function openPromotionForm(promotionForm: PromotionForm | null): void {
  useDraftStore.setState(({ chosen, fields }) => ({
    promotionForm,
    promotionOutcome: null,
    refused: null,
    chosen: { ...chosen, 'promotion-goods': undefined },
    fields: { ...fields, 'promotion-goods': '' },
  }))
}

/** Changes what is typed in the form. */
export function fillPromotionForm(filled: Partial<PromotionForm>): void {
  useDraftStore.setState(({ promotionForm: form }) => ({
    promotionForm: form && { ...form, ...filled },
  }))
}

/** Tells what became of a change. */
export function tellPromotionOutcome(promotionOutcome: Draft['promotionOutcome']): void {
  useDraftStore.setState({ promotionOutcome })
}

/** Starts with a blank sheet; a new order begins with nothing typed and nothing chosen. */
export function blankDraft(): void {
  useDraftStore.setState((draft) => ({
    ...BLANK,
    screen: STAGE_SCREENS.has(draft.screen) ? 'order' : draft.screen,
    question: draft.question,
    // What the owner is writing outlives the order behind it.
    promotionForm: draft.promotionForm,
    chosen: { 'settings-tab': draft.chosen['settings-tab'] },
    theme: draft.theme,
    lastScan: draft.lastScan,
  }))
}

const STAGE_SCREENS: ReadonlySet<Screen> = new Set([
  'order',
  'discnt',
  'promotions',
  'wallet',
  'return',
  'why',
])

/** What is typed in a field; the empty text when nothing is. */
export function useField(field: Field): string {
  return useDraftStore((draft) => draft.fields[field] ?? '')
}

/** The id chosen in a list, or null. */
export function useChosen(choice: Choice): string | null {
  return useDraftStore((draft) => draft.chosen[choice] ?? null)
}
