import { GuardedDatabase } from '../database'
import { journalFiles } from '../files'
import type { Folders } from './folders'

/** A copy of a journal's folder after statements of our own changed it behind the journal's back. */
export function changed(folders: Folders, folder: string, statements: readonly string[]): string {
  const database = new GuardedDatabase(journalFiles(folder).database)
  database.prepareForWriting()
  for (const sql of statements) database.run(sql)
  database.all('PRAGMA wal_checkpoint(TRUNCATE)')
  const copy = folders.asKilled(folder)
  database.close()
  return copy
}
