import { createHash, type Hash } from 'node:crypto'
import { Fault } from '../../../shared/fault'
import type {
  Journal,
  JournalEntry,
  JournalRecord,
  StreamHead,
} from '../../../electron/journal/port'

type Kept = { readonly seq: number; readonly at: number; readonly body: string }

/** What the disk does with the next commit. */
export type Fate =
  | 'written'
  | 'full'
  | 'unwritable'
  | 'doubtful-lost'
  | 'doubtful-written'
  | 'killed-before'
  | 'killed-after'

/** What is on the disk; it outlives every process. Values go through JSON, as they do in the file. */
export class SimDisk {
  last = 0
  anchor = { seq: 0, receiptNumber: 0 }
  readonly #streams = new Map<string, Kept[]>()
  readonly #heads = new Map<string, { readonly head: StreamHead; readonly summary: string }>()
  readonly #history: Hash = createHash('sha256')
  /** What the hash has not seen yet; it is fed in larger pieces. */
  #told = ''
  readonly #keepsAll: boolean

  /** @param keepsAll  false forgets orders that are done with, as a soak must */
  constructor(keepsAll = true) {
    this.#keepsAll = keepsAll
  }

  /** Writes all of it or nothing. */
  write(records: readonly JournalRecord[], heads: readonly StreamHead[]): void {
    for (const { stream, at, event } of records) {
      const body = JSON.stringify(event)
      this.last += 1
      this.note(`${this.last} ${stream} ${at} ${body}\n`)
      const kept = { seq: this.last, at, body }
      const known = this.#streams.get(stream)
      if (known) known.push(kept)
      else this.#streams.set(stream, [kept])
    }
    for (const head of heads) {
      this.#heads.set(head.stream, { head, summary: JSON.stringify(head.summary) })
      if (head.status === 'done' && !this.#keepsAll) this.#forget(head.stream)
    }
  }

  /** Adds what happened outside to the history. */
  note(line: string): void {
    this.#told += line
    if (this.#told.length > 65_536) this.#feed()
  }

  /** The hash over everything that ever happened. */
  history(): string {
    this.#feed()
    return this.#history.copy().digest('hex')
  }

  #feed(): void {
    this.#history.update(this.#told)
    this.#told = ''
  }

  /** Every entry of a stream. */
  stream(stream: string): readonly JournalEntry[] {
    return (this.#streams.get(stream) ?? []).map(({ seq, at, body }) => {
      const event = JSON.parse(body) as JournalEntry['event']
      return { seq, id: `entry-${seq}`, stream, at, event }
    })
  }

  /** The names of all streams that are kept. */
  streams(): readonly string[] {
    return [...this.#streams.keys()]
  }

  /** Heads of the given statuses, by number. */
  heads(statuses: readonly string[]): readonly StreamHead[] {
    return [...this.#heads.values()]
      .filter(({ head }) => statuses.includes(head.status))
      .sort((a, b) => a.head.number - b.head.number)
      .map(({ head, summary }) => ({ ...head, summary: JSON.parse(summary) as unknown }))
  }

  /** Heads of every status with this number, by stream. */
  numbered(number: number): readonly StreamHead[] {
    return [...this.#heads.values()]
      .filter(({ head }) => head.number === number)
      .map(({ head, summary }) => ({ ...head, summary: JSON.parse(summary) as unknown }))
  }

  #forget(stream: string): void {
    this.#streams.delete(stream)
    this.#heads.delete(stream)
  }
}

/** What a process asks and tells around each commit. */
export type Guard = {
  /** What becomes of this commit. */
  fate(records: readonly JournalRecord[]): Fate
  /** It is on the disk. */
  committed(records: readonly JournalRecord[]): void
}

/** The journal as one process sees it: its disk may fail, and the process may die around a commit. */
export class SimJournal implements Journal {
  readonly #disk: SimDisk
  readonly #guard: Guard
  #isDoubtful = false
  isAlive = true

  constructor(disk: SimDisk, guard: Guard) {
    this.#disk = disk
    this.#guard = guard
  }

  append(records: readonly JournalRecord[], heads: readonly StreamHead[]): number {
    if (!this.isAlive) return this.#disk.last
    if (this.#isDoubtful) throw doubt()
    const fate = this.#guard.fate(records)
    switch (fate) {
      case 'full':
        throw new Fault('journal-full', 'later', 'no space')
      case 'unwritable':
        throw new Fault('journal-unwritable', 'later', 'i/o error')
      case 'doubtful-lost':
      case 'doubtful-written':
        this.#isDoubtful = true
        if (fate === 'doubtful-written') this.#write(records, heads)
        throw doubt()
      case 'killed-before':
        this.isAlive = false
        return this.#disk.last
      case 'written':
      case 'killed-after':
        this.#write(records, heads)
        if (fate === 'killed-after') this.isAlive = false
        return this.#disk.last
    }
  }

  #write(records: readonly JournalRecord[], heads: readonly StreamHead[]): void {
    this.#disk.write(records, heads)
    this.#guard.committed(records)
  }

  *read(): Iterable<JournalEntry> {
    for (const stream of this.#disk.streams()) yield* this.#disk.stream(stream)
  }

  readStream(stream: string): readonly JournalEntry[] {
    return this.#disk.stream(stream)
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
    return this.#disk.anchor.receiptNumber
  }

  /** Whether nobody knows what of the last commit is there: the process has to start again. */
  get isDoubtful(): boolean {
    return this.#isDoubtful
  }

  seal(receiptNumber: number): boolean {
    if (!this.isAlive) return false
    this.#disk.anchor = { seq: this.#disk.last, receiptNumber }
    return true
  }

  sealSoon(receiptNumber: number): Promise<boolean> {
    return Promise.resolve(this.seal(receiptNumber))
  }

  checkpoint(): boolean {
    return this.isAlive
  }

  close(): void {
    this.isAlive = false
  }
}

function doubt(): Fault {
  return new Fault('journal-doubtful', 'never', 'the disk failed in the middle of a commit')
}
