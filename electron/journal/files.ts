import { join } from 'node:path'

/** Where the files of a journal are. */
export type JournalFiles = {
  readonly folder: string
  readonly database: string
  /** The write-ahead log. */
  readonly log: string
  /** SQLite's index of the log; only while the file is looked at. */
  readonly logIndex: string
  /** SQLite's undo file; only while a journal is made. */
  readonly undo: string
  readonly anchor: string
  /** The mark of the last entry that was taken. */
  readonly tail: string
}

/** The files of the journal in a folder. */
export function journalFiles(folder: string): JournalFiles {
  const database = join(folder, 'journal.db')
  return {
    folder,
    database,
    log: `${database}-wal`,
    logIndex: `${database}-shm`,
    undo: `${database}-journal`,
    anchor: join(folder, 'anchor.json'),
    tail: join(folder, 'tail.mark'),
  }
}
