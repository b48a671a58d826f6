import type { SavingTrouble } from '../../shared/order/till-view'
import type { Till } from './till'
import type { Timers } from './timers'

/** Between two tries to save again: soon enough for people who wait, seldom enough for a disk in trouble. */
export const TRY_MS = 3_000

/** What the watch stands on. */
export type SavingParts = {
  readonly till: () => Pick<Till, 'trouble' | 'trySaving'>
  /** Whether there is room for more than the next entry; a till that stops again at once helps nobody. */
  readonly hasRoom: () => boolean
  readonly timers: Timers
  /** Where whoever looks after the terminal reads of it: fields, then one constant sentence. */
  readonly log: Readonly<Record<'info' | 'error', (fields: object, sentence: string) => void>>
}

/** While sales cannot be saved, tries again and again whether they can: nobody has to start the program anew. */
export class SavingWatch {
  readonly #parts: SavingParts
  #isWaiting = false
  #logged: SavingTrouble | null = null
  #cancel: () => void = () => undefined

  constructor(parts: SavingParts) {
    this.#parts = parts
  }

  /** The till may have got into trouble or out of it. */
  look(): void {
    const { till, timers } = this.#parts
    const { trouble } = till()
    this.#keep(trouble)
    const isPassing = trouble !== null && trouble !== 'doubtful'
    if (!isPassing || this.#isWaiting) return
    this.#isWaiting = true
    this.#cancel = timers.after(TRY_MS, () => {
      this.#isWaiting = false
      this.#try()
    })
  }

  /** No more tries. */
  stop(): void {
    this.#cancel()
  }

  /** Whoever looks after the terminal reads when it began and when it was over. */
  #keep(trouble: SavingTrouble | null): void {
    if (trouble === this.#logged) return
    this.#logged = trouble
    const { log } = this.#parts
    if (trouble === null) log.info({}, 'Sales are saved again')
    else log.error({ trouble }, 'Sales cannot be saved')
  }

  #try(): void {
    const { till, hasRoom } = this.#parts
    if (hasRoom()) till().trySaving()
    this.look()
  }
}
