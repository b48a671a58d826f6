/*
 * Opens a journal when it is told to, and keeps it: `node holder.cjs <folder>`. It says `ready`, and after the
 * first line on standard input either `refused <code>` and ends, or `writing`; for each further line it makes
 * the next commit and says `c <commit>`. It ends with its input.
 */
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { openJournal } from '../../../electron/journal/open'
import type { Journal } from '../../../electron/journal/port'
import { Fault } from '../../../shared/fault'
import { AT, commitOf, findCommits } from './commits'

const say = (words: string) => writeSync(1, `${words}\n`)
let journal: Journal | null = null
let commits = 0

function open(): void {
  try {
    const opened = openJournal(process.argv[2] ?? '', () => AT)
    journal = opened.journal
    commits = findCommits(journal).commits
    say(`writing ${opened.report.status}`)
  } catch (error) {
    if (!(error instanceof Fault)) throw error
    say(`refused ${error.code}`)
    process.exit(0)
  }
}

createInterface({ input: process.stdin })
  .on('line', () => {
    if (journal === null) return open()
    commits += 1
    const { records, heads } = commitOf(commits)
    journal.append(records, heads)
    say(`c ${commits}`)
  })
  .once('close', () => {
    journal?.close()
  })
say('ready')
