import { DISK_NEARLY_FULL_BYTES } from './health'

/** Disks do not fill in seconds. */
const LOOK_MS = 60_000

/** What the watch stands on. */
export type DiskWatchParts = {
  /** Bytes that are free where the sales are kept; null where nobody says. */
  readonly freeBytes: () => Promise<number | null>
  /** Calls back once; answers a function that takes it back. */
  readonly after: (waitMs: number, due: () => void) => () => void
  /** The disk has become nearly full, or is so no more. */
  readonly changed: () => void
}

/** Looks now and then how much room is left, so that the counter hears of it before a sale cannot be saved. */
export class DiskWatch {
  readonly #parts: DiskWatchParts
  #isNearlyFull = false
  #cancel: () => void = () => undefined

  constructor(parts: DiskWatchParts) {
    this.#parts = parts
  }

  /** Whether soon no sale can be saved. */
  get isNearlyFull(): boolean {
    return this.#isNearlyFull
  }

  /** Looks at once, and then every minute. */
  async look(): Promise<void> {
    const { freeBytes, after, changed } = this.#parts
    this.#cancel()
    this.#cancel = after(LOOK_MS, () => void this.look())
    const free = await freeBytes()
    const isNearlyFull = free !== null && free < DISK_NEARLY_FULL_BYTES
    if (isNearlyFull === this.#isNearlyFull) return
    this.#isNearlyFull = isNearlyFull
    changed()
  }
}
