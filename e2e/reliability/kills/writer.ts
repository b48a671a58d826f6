/*
 * Commits without pause, in a process of its own: `node writer.cjs <folder> <commits> [<reopen every>]`. What
 * it may rely on it tells on standard output, after the journal answered and not before:
 *
 *   open <report's status>      c <commit>      s <receipt>       end
 */
import { writeSync } from 'node:fs'
import { openJournal } from '../../../electron/journal/open'
import type { Journal } from '../../../electron/journal/port'
import { AT, commitOf, findCommits } from './commits'

const [folder = '', commits = '0', reopenEvery = '0'] = process.argv.slice(2)

const say = (words: string) => writeSync(1, `${words}\n`)

function open(): Journal {
  const { journal, report } = openJournal(folder, () => AT)
  say(`open ${report.status}`)
  return journal
}

let journal = open()
for (let n = findCommits(journal).commits + 1; n <= Number(commits); n += 1) {
  const { records, heads, receipt } = commitOf(n)
  journal.append(records, heads)
  say(`c ${n}`)
  if (receipt !== null) {
    if (journal.seal(receipt)) say(`s ${receipt}`)
    journal.checkpoint()
  }
  if (n % Number(reopenEvery) === 0) {
    journal.close()
    journal = open()
  }
}
journal.close()
say('end')
