import type { GivenPromotion } from '../promotions/schema'
import type { ForceTimes } from '../promotions/store-promotion'

/** The store's own promotions as the till goes by them, and what is wrong with their file. */
export type PromotionsView = {
  /** Null where the settings name no file. */
  readonly file: string | null
  /** Tells this state of the file from every other; a change names the one it was made on. */
  readonly digest: string
  /** When what counts now was read. */
  readonly readAt: number
  readonly rows: readonly PromotionRow[]
  /** By their line in the file; 0 for the file itself. */
  readonly mistakes: readonly { readonly line: number; readonly sentence: string }[]
  /** The file has mistakes, and the till goes on with what it read before. */
  readonly isEarlier: boolean
  /** Somebody has written the file since it was read. */
  readonly isEdited: boolean
  /** What items and barcodes of the promotions are called in the catalog. */
  readonly names: Readonly<Record<string, string>>
  /** Customer groups a promotion may name. */
  readonly groups: readonly string[]
}

/** One promotion of the file. */
export type PromotionRow = {
  readonly given: GivenPromotion
  readonly when: ForceTimes
  /** False where it names more than a screen can hold: it is changed in the file. */
  readonly fits: boolean
}

/** What a manager changes. `digest`: that of the file as it was seen. */
export type PromotionChange = {
  readonly digest: string
  readonly pin: string
} & (
  | {
      readonly act: 'put'
      /** The one that is changed; null for a new one. */
      readonly id: string | null
      /** As a form has it, without its id: it may be anything. */
      readonly promotion: Readonly<Record<string, unknown>>
    }
  | { readonly act: 'switch'; readonly id: string; readonly off: boolean }
  | { readonly act: 'remove'; readonly id: string }
)

/** What came of it. Only `done` has changed anything. */
export type PromotionChanged = {
  readonly outcome:
    | 'done'
    /** A field does not fit. */
    | 'invalid'
    /** Somebody else has written the file; the view shows it as it is now. */
    | 'edited'
    /** The file has mistakes; they are mended first. */
    | 'mistakes'
    /** The promotion is no longer in the file. */
    | 'unknown'
    /** The disk did not take it. */
    | 'not-written'
  /** What does not fit, by the names that lead to the field: "get.percent". */
  readonly mistakes: readonly { readonly path: string; readonly sentence: string }[]
  readonly view: PromotionsView
}
