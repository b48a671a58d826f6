import { assert } from '../../shared/assert'
import { jsonBytes, readJson } from './json'
import type { Journal, JournalEntry, JournalRecord, StreamHead } from './port'
import { uuidv7 } from './uuid'

type KeptEntry = Omit<JournalEntry, 'event'> & {
  readonly type: string
  readonly body: Uint8Array
}

type KeptHead = Omit<StreamHead, 'summary'> & { readonly summary: Uint8Array }

/** The journal in memory, for simulations and domain tests. Values go through JSON as on disk. */
export class MemoryJournal implements Journal {
  readonly #entries: KeptEntry[] = []
  readonly #heads = new Map<string, KeptHead>()
  readonly sealedReceipt = 0
  readonly sealed: number[] = []
  #open = true

  get last(): number {
    return this.#entries.length
  }

  append(records: readonly JournalRecord[], heads: readonly StreamHead[]): number {
    assert(this.#open, 'The journal is closed')
    const entries = records.map(({ stream, at, event }, index) => {
      assert(Number.isSafeInteger(at), `A time is whole milliseconds, not ${at}`)
      const seq = this.last + 1 + index
      return { seq, id: uuidv7(at), stream, at, type: event.type, body: jsonBytes(event) }
    })
    const kept = heads.map((head) => ({ ...head, summary: jsonBytes(head.summary) }))
    this.#entries.push(...entries)
    for (const head of kept) this.#heads.set(head.stream, head)
    return this.last
  }

  *read(from = 1): Iterable<JournalEntry> {
    for (const entry of this.#entries.slice(Math.max(from, 1) - 1)) yield decoded(entry)
  }

  readStream(stream: string): readonly JournalEntry[] {
    return this.#entries.filter((entry) => entry.stream === stream).map(decoded)
  }

  heads(statuses: readonly string[]): readonly StreamHead[] {
    return [...this.#heads.values()]
      .filter((head) => statuses.includes(head.status))
      .sort((a, b) => a.number - b.number)
      .map((head) => ({ ...head, summary: readJson(head.summary) }))
  }

  numbered(number: number): readonly StreamHead[] {
    return this.heads([...this.#heads.values()].map((head) => head.status)).filter(
      (head) => head.number === number,
    )
  }

  seal(receiptNumber: number): boolean {
    this.sealed.push(receiptNumber)
    return true
  }

  sealSoon(receiptNumber: number): Promise<boolean> {
    return Promise.resolve(this.seal(receiptNumber))
  }

  /** Nothing to fold: there is no write-ahead log. */
  checkpoint(): boolean {
    return true
  }

  close(): void {
    this.#open = false
  }
}

function decoded({ seq, id, stream, at, type, body }: KeptEntry): JournalEntry {
  const event = readJson(body)
  assert(typeof event === 'object' && event !== null, 'An event is an object')
  return { seq, id, stream, at, event: { ...event, type } }
}
