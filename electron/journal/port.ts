/** One event as it stands in the journal. */
export type JournalEntry = {
  /** Gapless, from 1. */
  readonly seq: number
  /** UUIDv7. */
  readonly id: string
  /** The order it belongs to. */
  readonly stream: string
  /** Milliseconds since 1970. */
  readonly at: number
  readonly event: { readonly type: string }
}

/** An event to be written. */
export type JournalRecord = Omit<JournalEntry, 'seq' | 'id'>

/** Where a stream stands: what a start must know without reading every order ever sold. */
export type StreamHead = {
  readonly stream: string
  /** `live` streams are read at start; that none of them is missing is checked there. */
  readonly status: string
  readonly number: number
  /** Any JSON value. */
  readonly summary: unknown
}

/** Everything that ever happened on this terminal, append-only, and the proof that it is whole. */
export interface Journal {
  /**
   * Writes events and heads in one transaction, on the disk before it answers the new last sequence number.
   * @throws Fault  'journal-full', 'journal-unwritable': nothing of it is written, and the same can be
   *                tried again. 'journal-doubtful': the disk failed in the middle of a commit, and nobody
   *                knows what of it is there; every further call answers the same, the program must start
   *                again and read what the disk has
   * @throws Bug    a value the journal cannot hold as given; nothing of it is written
   */
  append(records: readonly JournalRecord[], heads: readonly StreamHead[]): number
  /** Every entry from a sequence number on, each checked against the hash chain before it is decoded. */
  read(from?: number): Iterable<JournalEntry>
  /** Every entry of a stream, in the same way. */
  readStream(stream: string): readonly JournalEntry[]
  /** Heads of the given statuses, by number. */
  heads(statuses: readonly string[]): readonly StreamHead[]
  /** Heads of every status with this number, by stream. */
  numbered(number: number): readonly StreamHead[]
  /** The last sequence number; 0 for an empty journal. */
  readonly last: number
  /**
   * The receipt number of the anchor found at opening, 0 without one. Numbers go on above it, also in the
   * journal that follows a damaged one.
   */
  readonly sealedReceipt: number
  /**
   * Writes the anchor: a second file that says how far the journal had come at a paid order. Never throws;
   * false when the disk would not have it. The order is in the journal all the same.
   */
  seal(receiptNumber: number): boolean
  /**
   * The same while nobody waits: begun at once, on the disk when it answers, at the latest when the journal is
   * closed. Never rejects; false when the disk would not have it, or a newer anchor took its place.
   */
  sealSoon(receiptNumber: number): Promise<boolean>
  /**
   * Folds the write-ahead log back into the file and begins it anew, so that the next commit waits for the disk
   * once. Never throws; false when the log must stay as it is.
   */
  checkpoint(): boolean
  /** Folds the log back and closes the file. */
  close(): void
}
