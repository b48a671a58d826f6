import { createHash, randomUUID } from 'node:crypto'
import { readFileSync, realpathSync, statSync } from 'node:fs'
import type {
  PromotionChange,
  PromotionChanged,
  PromotionRow,
  PromotionsView,
} from '../../shared/ipc/promotions'
import { PETZ_GROUP } from '../../shared/order/promotion-uses'
import { promotionBook, type PromotionBook } from '../../shared/promotions/book'
import { ruleOf, type GivenPromotion } from '../../shared/promotions/schema'
import {
  judgePromotion,
  parsePromotions,
  unreadable,
  type PromotionsReading,
} from './promotions-file'
import { groupsOf } from './promotion-groups'
import { promotionsText, withoutPromotion, withPromotion } from './promotions-text'

/** What keeping the promotions needs. */
export type PromotionKeeping = {
  /** Null where the settings name no file. */
  readonly file: string | null
  /** Minor digits of the currency. */
  readonly exponent: number
  readonly now: () => number
  /** Writes a file whole or not at all. @throws Error  whatever the disk says */
  readonly write: (file: string, text: string, mode: number) => void
  /** What an item or a barcode is called in the catalog; null where it is not there. */
  readonly nameOf: (code: string) => string | null
  /** Whether a window can send as much as this back. */
  readonly fits: (given: GivenPromotion) => boolean
}

/** The file as it was found: its text, and what tells it from every other; no text where there is no file yet. */
type Found = { readonly digest: string } & (
  { readonly text: string } | { readonly text: null; readonly why: string }
)

const NOT_ASKED: Found = { text: null, digest: '', why: '' }
const MISSING = 'none'
const NOTHING_READ: PromotionsReading = {
  rules: [],
  given: [],
  groups: new Map(),
  mistakes: [],
}

/**
 * The store's own promotions: their file, and the book that orders are worked out with. A file with mistakes never
 * takes the place of what was read before; at the start the promotions that are right count.
 */
export class PromotionKeeper {
  readonly #keeping: PromotionKeeping
  #found: Found = NOT_ASKED
  #used = NOTHING_READ
  #isUsedRight = false
  #book: PromotionBook | null = null
  #readAt = 0
  #mistakes: PromotionsReading['mistakes'] = []
  #isEarlier = false

  constructor(keeping: PromotionKeeping) {
    this.#keeping = keeping
    if (keeping.file !== null) this.#take(this.#find(), true)
  }

  /** What orders are worked out with from now on; null where the shop has no file of promotions. */
  get book(): PromotionBook | null {
    return this.#book
  }

  /** The groups of the file that a customer's number is in. */
  groupsOf(digits: string): readonly string[] {
    return groupsOf(this.#used.groups, digits)
  }

  /** What is wrong with the file. */
  get mistakes(): PromotionsReading['mistakes'] {
    return this.#mistakes
  }

  /** Reads the file again; one with mistakes changes nothing that counts. */
  readAgain(): PromotionsView {
    if (this.#keeping.file !== null) this.#take(this.#find(), false)
    return this.view()
  }

  /** What counts now, and whether somebody has written the file since. */
  view(): PromotionsView {
    const { file, exponent, fits } = this.#keeping
    const rows = this.#used.given.map((given): PromotionRow => {
      return { given, when: ruleOf(given, exponent).when, fits: fits(given) }
    })
    return {
      file,
      digest: this.#found.digest,
      readAt: this.#readAt,
      rows,
      mistakes: this.#mistakes,
      isEarlier: this.#isEarlier,
      isEdited: file !== null && this.#find().digest !== this.#found.digest,
      names: this.#namesIn(rows),
      groups: [PETZ_GROUP, ...this.#used.groups.keys()],
    }
  }

  /** Makes a change in the file, and goes by it from now on. */
  change(change: PromotionChange): PromotionChanged {
    const found = this.#find()
    if (found.digest !== change.digest || found.digest !== this.#found.digest) {
      this.#take(found, false)
      return this.#answer('edited')
    }
    if (this.#mistakes.length > 0 && !this.#isNew) return this.#answer('mistakes')
    if (change.act !== 'put' || change.id !== null) {
      if (!this.#used.given.some((one) => one.id === change.id)) return this.#answer('unknown')
    }
    const made = this.#made(change)
    if ('mistakes' in made) return this.#answer('invalid', made.mistakes)
    return this.#answer(this.#written(made.text) ? 'done' : 'not-written')
  }

  #made(change: PromotionChange): { readonly text: string } | Pick<PromotionChanged, 'mistakes'> {
    const text = this.#found.text ?? ''
    if (change.act === 'remove') return { text: withoutPromotion(text, change.id) }
    const given = this.#wanted(change)
    const { exponent } = this.#keeping
    const judged = judgePromotion(given, { exponent, groups: this.#used.groups })
    if ('mistakes' in judged) return judged
    const { promotion } = judged
    return {
      text: this.#found.text === null ? promotionsText(promotion) : withPromotion(text, promotion),
    }
  }

  #wanted(change: Exclude<PromotionChange, { readonly act: 'remove' }>): unknown {
    if (change.act === 'put') {
      const { id: _, ...own } = change.promotion
      const name = typeof own['name'] === 'string' ? own['name'] : ''
      return { id: change.id ?? this.#newId(name), ...own }
    }
    const before = this.#used.given.find((one) => one.id === change.id)
    const { off: _, ...on } = before ?? {}
    return change.off ? { ...on, off: true } : on
  }

  /** From the name, so that the file can be read; never one that is there already. */
  #newId(name: string): string {
    const base = name
      .toLowerCase()
      .replace(/[^a-z0-9]+/g, '-')
      .replace(/^-|-$/g, '')
      .slice(0, 40)
    const isFree = (id: string) => id !== '' && !this.#used.given.some((one) => one.id === id)
    return isFree(base) ? base : `${base || 'promotion'}-${randomUUID().slice(0, 8)}`
  }

  #written(text: string): boolean {
    const { file, write } = this.#keeping
    if (file === null) return false
    try {
      const isThere = this.#found.text !== null
      // Beside a link, what it leads to is written; whoever may read the file may go on reading it.
      write(
        isThere ? realpathSync(file) : file,
        text,
        isThere ? statSync(file).mode & 0o777 : 0o644,
      )
    } catch {
      return false
    }
    this.#take(this.#find(), false)
    return true
  }

  #take(found: Found, isStart: boolean): void {
    const { exponent, now } = this.#keeping
    const reading =
      found.text === null ? unreadable(found.why) : parsePromotions(found.text, exponent)
    this.#found = found
    this.#mistakes = reading.mistakes
    // In the place of what was not right itself, what is right now counts.
    const isFirst = isStart || (!this.#isUsedRight && found.text !== null)
    this.#isEarlier = reading.mistakes.length > 0 && !isFirst
    if (this.#isEarlier) return
    this.#used = reading
    this.#isUsedRight = reading.mistakes.length === 0
    this.#readAt = now()
    this.#book = promotionBook(reading.rules)
  }

  /** Nobody has written the file yet: the first promotion makes it. */
  get #isNew(): boolean {
    return this.#found.digest === MISSING && !this.#isEarlier
  }

  #find(): Found {
    const { file } = this.#keeping
    if (file === null) return NOT_ASKED
    try {
      const bytes = readFileSync(file)
      const digest = createHash('sha256').update(bytes).digest('hex')
      return { text: bytes.toString('utf8').replace(/^\uFEFF/, ''), digest }
    } catch (error) {
      return notFound(error)
    }
  }

  #namesIn(rows: readonly PromotionRow[]): Readonly<Record<string, string>> {
    const names: Record<string, string> = {}
    for (const code of rows.flatMap(({ given }) => codesIn(given))) {
      const name = this.#keeping.nameOf(code)
      if (name !== null) names[code] = name
    }
    return names
  }

  #answer(
    outcome: PromotionChanged['outcome'],
    mistakes: PromotionChanged['mistakes'] = [],
  ): PromotionChanged {
    return { outcome, mistakes, view: this.view() }
  }
}

/** Every item and barcode that a promotion names. */
function codesIn(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(codesIn)
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    (name === 'items' || name === 'barcodes') && Array.isArray(one)
      ? one.map(String)
      : codesIn(one),
  )
}

function notFound(error: unknown): Found {
  const isMissing = error instanceof Error && 'code' in error && error.code === 'ENOENT'
  if (isMissing) return { text: null, digest: MISSING, why: NOT_THERE }
  const why = error instanceof Error ? error.message : String(error)
  return { text: null, digest: why, why: `The file cannot be read: ${why}` }
}

const NOT_THERE = 'The file is not there. The first promotion added in Settings makes it.'
