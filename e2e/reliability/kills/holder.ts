/*
 * Opens a journal when it is told to, and keeps it: `node holder.cjs <folder>`. It says `ready`, and after the
 * first line on standard input either `refused <code>` and ends, or `writing`; for each further line it makes
 * the next commit and says `c <commit>`. It ends with its input.
 */
import { writeSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { openPatiently } from '../../../electron/journal/open-patiently'
import type { Journal } from '../../../electron/journal/port'
import { Fault } from '../../../shared/fault'
import { AT, commitOf, findCommits } from './commits'

const say = (words: string) => writeSync(1, `${words}\n`)
let journal: Journal | null = null
let commits = 0

/** As a start does, with a tenth of its patience. */
const PATIENCE = {
  clock: () => performance.now() * 10,
  wait: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms / 10)),
}

async function open(): Promise<void> {
  try {
    const asked = { folder: process.argv[2] ?? '', now: () => AT, accept: null }
    const opened = await openPatiently(asked, PATIENCE)
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
    if (journal === null) return void open()
    commits += 1
    const { records, heads } = commitOf(commits)
    journal.append(records, heads)
    say(`c ${commits}`)
  })
  .once('close', () => {
    journal?.close()
  })
say('ready')
