/*
 * Writes the journal of a terminal that has sold for a long time, with the till and the journal that run in
 * the shop: measurements start on it. A program of its own:
 *
 *   many-orders <data folder> <orders>
 *
 * Each order has three lines, is paid in cash and closed; nothing is owed. The last one stays on screen.
 */
import { join } from 'node:path'
import { openJournal } from '../journal/open'
import { PlainTill } from './plain-till'

/** Sells so many orders into the journal of a data folder. */
export function sellMany(data: string, orders: number): void {
  const { journal } = openJournal(join(data, 'journal'), () => Date.now())
  const till = new PlainTill(journal)
  for (let sold = 0; sold < orders; sold += 1) till.sell()
  journal.close()
}

const [, , folder, count] = process.argv
if (folder !== undefined && count !== undefined) sellMany(folder, Number(count))
