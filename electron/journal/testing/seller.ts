/*
 * Sells until it is killed, in a process of its own: `node seller.cjs <folder>`. Each commit that the journal
 * has taken is told on standard output as `<last entry>\n`, after the journal answered and not before.
 */
import { writeSync } from 'node:fs'
import { openJournal } from '../open'
import { AT, head, record } from './orders'

const { journal, report } = openJournal(process.argv[2] ?? '', () => AT)
writeSync(1, `${report.status} ${journal.last}\n`)
for (let number = journal.last + 1; ; number += 1) {
  const stream = `order-${Math.floor(number / 20)}`
  const lines = Array.from({ length: 1 + (number % 3) }, (_, line) =>
    record(stream, 'LineAdded', { line, name: 'x'.repeat((number * 37) % 900) }),
  )
  const last = journal.append(lines, [
    head(stream, 'live', number),
    head('terminal', 'live', 0, number),
  ])
  writeSync(1, `${last}\n`)
  if (number % 20 === 0) {
    journal.append([], [head(stream, 'done', number)])
    journal.seal(number)
    journal.checkpoint()
  }
}
