/*
 * Commits without pause, in a process of its own: `node writer.cjs <folder> <commits> [die]`. With `die` it is
 * killed after the last commit, else it closes the journal. What it may rely on it tells on standard output,
 * after the journal answered and not before:
 *
 *   open <report's status>      c <commit>      s <receipt>       end
 */
import { writeSync } from 'node:fs'
import { openJournal } from '../../../electron/journal/open'
import { AT, commitOf, findCommits } from './commits'

const [folder = '', commits = '0', end = 'close'] = process.argv.slice(2)

const say = (words: string) => writeSync(1, `${words}\n`)

void write()

async function write(): Promise<void> {
  const { journal, report } = openJournal(folder, () => AT)
  say(`open ${report.status}`)
  for (let n = findCommits(journal).commits + 1; n <= Number(commits); n += 1) {
    const { records, heads, receipt } = commitOf(n)
    journal.append(records, heads)
    say(`c ${n}`)
    if (receipt === null) continue
    // As the till does: nobody waits for the anchor, and the next commits come meanwhile.
    void journal.sealSoon(receipt).then((sealed) => {
      if (sealed) say(`s ${receipt}`)
    })
    journal.checkpoint()
    await new Promise((resolve) => setImmediate(resolve))
  }
  if (end === 'die') process.kill(process.pid, 'SIGKILL')
  journal.close()
  say('end')
}
