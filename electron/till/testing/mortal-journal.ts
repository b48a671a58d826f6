import { Fault } from '../../../shared/fault'
import type { MemoryJournal } from '../../journal/memory-journal'
import type { Journal, JournalEntry, JournalRecord, StreamHead } from '../../journal/port'

/** Where a process dies: before or after its n-th commit is on the disk. */
export type Death =
  | { readonly commit: number; readonly side: 'before' | 'after' }
  /** At the first commit of which this is so. */
  | { readonly writes: (record: JournalRecord) => boolean; readonly side: 'before' | 'after' }

/**
 * A journal whose process can be killed at a commit, and whose disk can fail. After the death nothing is
 * written any more, so whatever the dead process still does in memory never happened.
 */
export class MortalJournal implements Journal {
  readonly #disk: MemoryJournal
  readonly #death: Death | null
  commits = 0
  isAlive = true
  /** While true, the disk writes nothing. */
  isFull = false
  /** Hears of each commit once it is on the disk. */
  onCommit: (records: readonly JournalRecord[]) => void = () => undefined

  constructor(disk: MemoryJournal, death: Death | null = null) {
    this.#disk = disk
    this.#death = death
  }

  append(records: readonly JournalRecord[], heads: readonly StreamHead[]): number {
    if (!this.isAlive) return this.#disk.last
    if (this.isFull) throw new Fault('journal-full', 'later', 'no space')
    this.commits += 1
    const death =
      this.#death !== null && isNow(this.#death, this.commits, records) ? this.#death : null
    if (death) this.isAlive = false
    if (death?.side === 'before') return this.#disk.last
    const last = this.#disk.append(records, heads)
    this.onCommit(records)
    return last
  }

  read(from?: number): Iterable<JournalEntry> {
    return this.#disk.read(from)
  }

  readStream(stream: string): readonly JournalEntry[] {
    return this.#disk.readStream(stream)
  }

  heads(statuses: readonly string[]): readonly StreamHead[] {
    return this.#disk.heads(statuses)
  }

  numbered(number: number): readonly StreamHead[] {
    return this.#disk.numbered(number)
  }

  get last(): number {
    return this.#disk.last
  }

  get sealedReceipt(): number {
    return this.#disk.sealedReceipt
  }

  seal(receiptNumber: number): boolean {
    return this.isAlive && this.#disk.seal(receiptNumber)
  }

  sealSoon(receiptNumber: number): Promise<boolean> {
    return Promise.resolve(this.seal(receiptNumber))
  }

  checkpoint(): boolean {
    return this.isAlive && this.#disk.checkpoint()
  }

  close(): void {
    this.isAlive = false
  }
}

function isNow(death: Death, commit: number, records: readonly JournalRecord[]): boolean {
  return 'commit' in death ? death.commit === commit : records.some(death.writes)
}
