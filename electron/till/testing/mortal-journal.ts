import { Fault } from '../../../shared/fault'
import type { MemoryJournal } from '../../journal/memory-journal'
import type { Journal, JournalEntry, JournalRecord, StreamHead } from '../../journal/port'

/** Where a process dies: before or after its n-th commit is on the disk. */
export type Death = { readonly commit: number; readonly side: 'before' | 'after' }

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

  constructor(disk: MemoryJournal, death: Death | null = null) {
    this.#disk = disk
    this.#death = death
  }

  append(records: readonly JournalRecord[], heads: readonly StreamHead[]): number {
    if (!this.isAlive) return this.#disk.last
    if (this.isFull) throw new Fault('journal-full', 'later', 'no space')
    this.commits += 1
    const death = this.#death?.commit === this.commits ? this.#death : null
    if (death) this.isAlive = false
    return death?.side === 'before' ? this.#disk.last : this.#disk.append(records, heads)
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

  get last(): number {
    return this.#disk.last
  }

  get sealedReceipt(): number {
    return this.#disk.sealedReceipt
  }

  seal(receiptNumber: number): boolean {
    return this.isAlive && this.#disk.seal(receiptNumber)
  }

  checkpoint(): boolean {
    return this.isAlive && this.#disk.checkpoint()
  }

  close(): void {
    this.isAlive = false
  }
}
