import { assert } from '../../shared/assert'
import type { Journal, JournalEntry, JournalRecord, StreamHead } from './port'
import { uuidv7 } from './uuid'

/** The journal in memory, for simulations and domain tests. Values go through JSON as on disk. */
export class MemoryJournal implements Journal {
  readonly #entries: JournalEntry[] = []
  readonly #heads = new Map<string, StreamHead>()
  readonly sealed: number[] = []
  #open = true

  get last(): number {
    return this.#entries.length
  }

  append(records: readonly JournalRecord[], heads: readonly StreamHead[]): number {
    assert(this.#open, 'The journal is closed')
    for (const record of records) {
      const seq = this.#entries.length + 1
      this.#entries.push({ ...copied(record), seq, id: uuidv7(record.at) })
    }
    for (const head of heads) this.#heads.set(head.stream, copied(head))
    return this.last
  }

  *read(from = 1): Iterable<JournalEntry> {
    yield* this.#entries.slice(from - 1)
  }

  readStream(stream: string): readonly JournalEntry[] {
    return this.#entries.filter((entry) => entry.stream === stream)
  }

  heads(statuses: readonly string[]): readonly StreamHead[] {
    return [...this.#heads.values()]
      .filter((head) => statuses.includes(head.status))
      .sort((a, b) => a.number - b.number)
  }

  seal(receiptNumber: number): void {
    this.sealed.push(receiptNumber)
  }

  checkpoint(): void {
    // Nothing to fold: there is no write-ahead log.
  }

  close(): void {
    this.#open = false
  }
}

function copied<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
