import type {
  Journal,
  JournalEntry,
  JournalRecord,
  StreamHead,
} from '../../../../electron/journal/port'

/**
 * A journal that tells what it was asked to keep (`asks <last entry>`) before, and what it has (`has <last
 * entry>`, `seals <receipt>`) after it answered. All else is the real journal's.
 */
export class TellingJournal implements Journal {
  readonly #journal: Journal
  readonly #tell: (words: string) => void

  constructor(journal: Journal, tell: (words: string) => void) {
    this.#journal = journal
    this.#tell = tell
  }

  get last(): number {
    return this.#journal.last
  }

  get sealedReceipt(): number {
    return this.#journal.sealedReceipt
  }

  append(records: readonly JournalRecord[], heads: readonly StreamHead[]): number {
    this.#tell(`asks ${this.#journal.last + records.length}`)
    const last = this.#journal.append(records, heads)
    this.#tell(`has ${last}`)
    return last
  }

  read(from?: number): Iterable<JournalEntry> {
    return this.#journal.read(from)
  }

  readStream(stream: string): readonly JournalEntry[] {
    return this.#journal.readStream(stream)
  }

  heads(statuses: readonly string[]): readonly StreamHead[] {
    return this.#journal.heads(statuses)
  }

  numbered(number: number): readonly StreamHead[] {
    return this.#journal.numbered(number)
  }

  seal(receiptNumber: number): boolean {
    const sealed = this.#journal.seal(receiptNumber)
    if (sealed) this.#tell(`seals ${receiptNumber}`)
    return sealed
  }

  async sealSoon(receiptNumber: number): Promise<boolean> {
    const sealed = await this.#journal.sealSoon(receiptNumber)
    if (sealed) this.#tell(`seals ${receiptNumber}`)
    return sealed
  }

  checkpoint(): boolean {
    return this.#journal.checkpoint()
  }

  close(): void {
    this.#journal.close()
  }
}
