import type { Red } from './red'

const DATABASE = 'electron/journal/database.ts'
const POWER_CUT = 'e2e/reliability/t-04-power-cut.test.ts'

/** Kills, power cuts and starts. */
export const REDS: readonly Red[] = [
  {
    id: 'C7',
    without: 'the sync of the log before a commit is answered',
    file: DATABASE,
    from: `['synchronous', 'FULL', 2]`,
    to: `['synchronous', 'NORMAL', 1]`,
    test: POWER_CUT,
    title: 'that tears what is not yet synced of the log',
  },
  {
    id: 'C8',
    without: 'the syncs between the log, the file and the beginning of the next log',
    file: DATABASE,
    from: `['synchronous', 'FULL', 2]`,
    to: `['synchronous', 'OFF', 0]`,
    test: POWER_CUT,
    title: 'while the log is folded into the file loses no commit',
  },
  {
    id: 'C23',
    without: 'the start after an end by a signal',
    file: 'scripts/keeper.mjs',
    from: 'const fell = code === BUG ||',
    to: 'const fell = code === BUG &&',
    test: 'scripts/keeper.test.ts',
    title: 'a native fault, the system or a bug ended is started again',
  },
  {
    id: 'C22',
    without: 'the lock of the journal for one process alone',
    file: DATABASE,
    from: `['locking_mode', 'EXCLUSIVE', 'exclusive']`,
    to: `['locking_mode', 'NORMAL', 'normal']`,
    test: 'e2e/reliability/t-18-second-instance.test.ts',
    title: 'one writes',
  },
  {
    id: 'C22',
    without: 'the hand-over of a second start to the first',
    file: 'electron/main.ts',
    from: '    bringToFront(window)\n',
    to: '',
    test: 'e2e/security.spec.ts',
    title: 'a second start hands over to the first',
  },
]
