import Database from 'libsql'
import { openJournal } from '../../../electron/journal/open'
import { journalFiles } from '../../../electron/journal/files'
import { Fault } from '../../../shared/fault'
import { AT, findCommits } from './commits'

/** What a start finds in a folder that a writer left behind. */
export type Verdict = {
  /** The report's status, or the code of the fault that kept the journal shut. */
  readonly opened: string
  readonly commits: number
  /** The last receipt that the anchor knew. */
  readonly receipt: number
  /** What is not as it was written, in words; null when everything is. */
  readonly trouble: string | null
}

/** Opens a journal as a start does, and reads all of it. */
export function judge(folder: string): Verdict {
  try {
    const { journal, report } = openJournal(folder, () => AT)
    const { commits, trouble } = findCommits(journal)
    const receipt = journal.sealedReceipt
    journal.close()
    return { opened: report.status, commits, receipt, trouble }
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    return { opened: error.code, commits: 0, receipt: 0, trouble: error.message }
  }
}

/** What SQLite's own check says of the file of a journal that nobody has open: `ok`, or what is wrong. */
export function integrityOf(folder: string): string {
  const database = new Database(journalFiles(folder).database, { readonly: true })
  try {
    const rows = database.prepare('PRAGMA integrity_check').all() as { integrity_check: string }[]
    return rows.map((row) => row.integrity_check).join(', ')
  } finally {
    database.close()
  }
}
