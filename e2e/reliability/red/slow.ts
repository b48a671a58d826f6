import type { Red } from './red'

const TOGETHER = 'electron/till/together.test.ts'
const ANCHOR = 'electron/journal/anchor.test.ts'
const NUMBERS = 'electron/journal/numbers.test.ts'

/** What a slow disk may not cost, and gaps that were found beside it. */
export const REDS: readonly Red[] = [
  {
    id: 'S40',
    without: 'scans taken together told of only once they are on the disk',
    file: 'electron/till/scan-router.ts',
    from: 'if (this.#untold !== null) {',
    to: 'if (this.#untold === undefined) {',
    test: TOGETHER,
    title: 'have each its own outcome',
  },
  {
    id: 'S41',
    without: 'the way back of commands that could not be written together',
    file: 'electron/till/till.ts',
    from: 'this.#state = before',
    to: 'void before',
    test: TOGETHER,
    title: 'have none of them happened when the disk does not write',
  },
  {
    id: 'S42',
    without: 'the look whether a newer anchor was written meanwhile',
    file: 'electron/journal/anchor.ts',
    from: 'if (this.#newest !== anchor) return false',
    to: 'if (this.#newest === undefined) return false',
    test: ANCHOR,
    title: 'never over a newer one',
  },
  {
    id: 'S43',
    without: 'the anchor that is on its way when the journal is closed',
    file: 'electron/journal/sqlite-journal.ts',
    from: 'this.#anchors.finish()',
    to: 'this.#anchors.drop()',
    test: ANCHOR,
    title: 'is on the disk once the journal is closed',
  },
  {
    id: 'S44',
    without: 'the log begun anew while the counter is quiet',
    file: 'electron/journal/sqlite-journal.ts',
    from: ' && this.#beginLog()',
    to: '',
    test: 'e2e/reliability/t-26-slow-disk.test.ts',
    title: 'T-26 on a slow disk a scan and a last tender wait for one fsync each',
  },
  {
    id: 'S45',
    without: 'the refusal of a locked terminal to search its catalog',
    file: 'electron/handle-calls.ts',
    from: "terminal.lock.locked ? refuse('terminal-locked') : ok(catalog.search(text))",
    to: 'ok(catalog.search(text))',
    test: 'e2e/lock.spec.ts',
    title: 'a locked terminal takes no scan and no command',
  },
  {
    id: 'S46',
    without: 'the wait for the comparison of the native files',
    file: 'electron/main.ts',
    from: 'await refuseAltered(',
    to: 'void refuseAltered(',
    test: 'electron/journal/lazy-engine.test.ts',
    title: 'the program is compared to the end before the journal is opened',
  },
  {
    id: 'S47',
    without: 'the order numbers of an accepted gap',
    file: 'electron/journal/open.ts',
    from: 'above(begun.orderNumber, receiptNumber - begun.receiptNumber)',
    to: 'begun.orderNumber',
    test: NUMBERS,
    title: 'order numbers go on above every receipt of the gap',
  },
  {
    id: 'S48',
    without: 'the order number of the anchor where the journal is behind it',
    file: 'electron/journal/set-aside.ts',
    from: 'laterOrder(told.orderNumber, anchor.orderNumber ?? 0)',
    to: 'told.orderNumber',
    test: NUMBERS,
    title: 'order numbers go on above every receipt of the gap',
  },
  {
    id: 'S49',
    without: 'the order numbers of receipts given out since a backup',
    file: 'electron/journal/restore.ts',
    from: 'above(backup.orderNumber, sinceBackup)',
    to: 'backup.orderNumber',
    test: 'electron/journal/backup.test.ts',
    title: 'goes on above the order of every receipt that is lost',
  },
]
