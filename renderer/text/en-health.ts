import type { HealthCode, HealthRow, HealthState } from '../../shared/ipc/support'
import type { EffectKind } from '../../shared/order/effect'

/** What fills the gaps of a finding's sentences; each is written out already. */
export type HealthGaps = {
  readonly entries: string
  readonly receipt: string
  readonly count: string
  readonly since: string
  readonly free: string
  readonly difference: string
  readonly entry: string
}

/** A finding in two sentences: what is certain, and the one next action. */
export type HealthWords = {
  readonly certain: (gaps: HealthGaps) => string
  /** Null where there is nothing to do. */
  readonly next: string | null
}

/** How a row is, in a word. */
export const enHealthStates: Readonly<Record<HealthState, string>> = {
  fine: 'Fine',
  look: 'Look at this',
  act: 'Act now',
}

/** The rows of the Health screen. */
export const enHealthRows: Readonly<Record<HealthRow, string>> = {
  journal: 'Sales',
  backup: 'Backup',
  owed: 'Owed',
  promotions: 'Promotions',
  coupons: 'PETZ',
  devices: 'Devices',
  disk: 'Disk',
  clock: 'Clock',
  keys: 'Keys',
  program: 'Program',
}

/** What is owed, by kind, without saying of which order. */
export const enHealthKinds: Readonly<Record<EffectKind, string>> = {
  'promotion-apply': 'Promotions to redeem',
  'promotion-verify': 'Promotions to confirm',
  'promotion-void': 'Codes to release',
  'coupon-capture': 'PETZ coupons to settle',
  'coupon-reauthorize': 'PETZ coupons to settle',
  'coupon-release': 'PETZ coupons to let go',
  'store-promotion-redeem': 'Store promotions to redeem',
  'coupon-return': 'Coupons to give back',
  'order-message': 'Orders to tell PETZ about',
  'coupon-exception': 'PETZ answers to look at',
  'receipt-print': 'Receipts to print',
  'drawer-open': 'Drawer to open',
}

const CALL_SUPPORT = 'Make a support file and call the support.'

/** Every finding in English. */
export const enFindings: Readonly<Record<HealthCode, HealthWords>> = {
  'journal-fine': {
    certain: ({ receipt }) => `Every sale is saved. The last receipt is ${receipt}.`,
    next: null,
  },
  'journal-unwritable': {
    certain: () => 'Sales cannot be saved now. What was saved before is safe.',
    next: 'Stop selling here and call a manager.',
  },
  'journal-damaged': {
    certain: ({ entry }) => `Entry ${entry} of the journal is not as it was written.`,
    next: 'Stop selling here and call the support.',
  },
  'journal-set-aside': {
    certain: () => 'The journal was found damaged and put aside. A new one was begun.',
    next: CALL_SUPPORT,
  },
  'journal-no-anchor': {
    certain: () => 'The second proof of the last sale is missing. The sales are there.',
    next: 'Sell on: the next paid order writes it anew.',
  },
  'journal-log-large': {
    certain: () => 'The journal has not been tidied for long. Every sale is saved.',
    next: 'Close the program after hours and start it again.',
  },
  'backup-fine': { certain: ({ since }) => `The last backup is of ${since}.`, next: null },
  'backup-never': {
    certain: () => 'No backup has been made on this terminal.',
    next: 'Press Back up now.',
  },
  'backup-old': {
    certain: ({ since }) => `The last backup is of ${since}.`,
    next: 'Press Back up now.',
  },
  'owed-none': { certain: () => 'Nothing is owed. Everything is settled.', next: null },
  'owed-sending': {
    certain: ({ count }) => `On its way by itself: ${count}.`,
    next: null,
  },
  'owed-person': {
    certain: ({ count }) => `A person has to decide about ${count}. The sales stand.`,
    next: 'Open Owed and deal with the first row.',
  },
  'owed-unknown': {
    certain: ({ count }) => `Not confirmed yet: ${count}. It is asked again by itself.`,
    next: 'Look again in five minutes.',
  },
  'owed-late': {
    certain: ({ since }) => `Something has waited since ${since}. It is tried again by itself.`,
    next: 'Look at Owed when the line is back.',
  },
  'service-ready': { certain: () => 'It answers.', next: null },
  'service-unused': { certain: () => 'Not set up on this terminal.', next: null },
  'service-silent': {
    certain: ({ since }) => `It has been silent since ${since}. Sales go on without it.`,
    next: 'Look at the line. It is tried again by itself.',
  },
  'service-misconfigured': {
    certain: ({ since }) => `It has turned this terminal away since ${since}.`,
    next: 'Call a manager: its key and address are in the settings.',
  },
  'devices-ready': { certain: () => 'Every device is ready.', next: null },
  'devices-none': { certain: () => 'No device is set up.', next: null },
  'devices-look': {
    certain: () => 'A device wants a hand soon.',
    next: 'Open Devices: it says which and what to do.',
  },
  'devices-failed': {
    certain: () => 'A device does not work now. The order is safe.',
    next: 'Open Devices: it says which and what to do.',
  },
  'disk-fine': { certain: ({ free }) => `${free} are free.`, next: null },
  'disk-low': {
    certain: ({ free }) => `Only ${free} are free. Sales are still saved.`,
    next: 'Ask a manager to make room today.',
  },
  'disk-nearly-full': {
    certain: ({ free }) => `Only ${free} are free. Soon no sale can be saved.`,
    next: 'Call a manager to make room now.',
  },
  'disk-unknown': {
    certain: () => 'The computer does not say how much room is left.',
    next: 'Ask a manager to look at the disk.',
  },
  'clock-fine': { certain: () => 'It goes with the providers’ clocks.', next: null },
  'clock-alone': {
    certain: () => 'No provider has told the time yet to compare it with.',
    next: null,
  },
  'clock-differs': {
    certain: ({ difference }) => `It is ${difference} a provider’s clock.`,
    next: 'Ask a manager to set the computer’s clock.',
  },
  'clock-jumped': {
    certain: ({ since, difference }) => `At ${since} the clock jumped ${difference}.`,
    next: 'Compare it with another clock.',
  },
  'keys-kept': { certain: () => 'This computer’s key ring keeps them.', next: null },
  'keys-none': { certain: () => 'This terminal has none yet.', next: null },
  'keys-no-ring': {
    certain: () => 'They are readable on this disk: there is no key ring.',
    next: 'Ask a manager to set up a key ring on it.',
  },
  'keys-in-settings': {
    certain: ({ count }) => `Readable in the settings file: ${count}.`,
    next: 'Open Settings and have the key ring keep them.',
  },
  'keys-day-open': {
    certain: () => 'The key of the day’s files is readable on the disk.',
    next: 'Press Export day: then the key ring keeps it.',
  },
  'keys-day-unreadable': {
    certain: () => 'The key of the day’s files cannot be opened. Sales are not touched.',
    next: CALL_SUPPORT,
  },
  'program-fine': { certain: ({ since }) => `It has run since ${since}.`, next: null },
  'program-settings': {
    certain: ({ count }) => `In the settings something has to be put right: ${count}.`,
    next: 'Open Settings: it says what.',
  },
  'program-restarted': {
    certain: ({ count }) => `The screen was started again: ${count}. The orders are safe.`,
    next: CALL_SUPPORT,
  },
  'program-memory': {
    certain: () => 'The program uses more memory than it should.',
    next: 'Close the program after hours and start it again.',
  },
}

/** Everything else the Health screen says. */
export const enHealth = {
  health: 'Health',
  help: 'What this terminal stands on',
  detail: 'More about it',
  barName: 'Health actions',
  part: 'Part',
  found: 'What is certain, and what to do',
  state: 'State',
  doThis: 'Do this:',
  nothingToDo: 'Nothing to do.',
  looking: 'Looking…',
  check: 'Check everything',
  checking: (percent: string) => `Checking, ${percent}`,
  checkedFine: (entries: string, time: string) => `All ${entries} entries are right, at ${time}`,
  checkedBad: (entry: string) => `Entry ${entry} is not as it was written`,
  notChecked: 'not since the start',
  isChecking: 'It is being checked now',
  backUp: 'Back up now',
  exportDay: 'Export day',
  bundle: 'Make a support file',
  isWorking: 'This is being done now. Wait a moment.',
  working: {
    bundle: 'The support file is being written.',
    'back-up': 'The backup is being made.',
    'export-day': 'The day is being written out.',
  },
  bundleDone: (size: string) => `The support file is ready, ${size}.`,
  bundleHelp: (path: string) => `Send it to the support. It is here: ${path}`,
  backUpDone: (receipt: string, size: string) =>
    `The backup is made, up to receipt ${receipt}, ${size}.`,
  backUpHelp: (path: string) => `It is here: ${path}`,
  exportDone: (receipts: string) => `The day is written out, receipts: ${receipts}.`,
  openOwed: 'Owed',
  openDevices: 'Devices',
  openSettings: 'Settings',

  entries: 'Entries',
  lastReceipt: 'Last receipt',
  noReceipt: 'none yet',
  journalSize: 'Journal file',
  logSize: 'Its log',
  anchor: 'Second proof',
  anchorAt: (receipt: string, when: string) => `receipt ${receipt}, ${when}`,
  anchorOnly: (receipt: string) => `receipt ${receipt}`,
  noAnchor: 'none yet',
  checked: 'Whole check',
  backupAt: 'Last backup',
  backupFolder: 'Folder',
  never: 'never',
  oldest: 'Oldest',
  needsPerson: 'Need a person',
  unconfirmed: 'Not confirmed',
  waiting: 'Open in all',
  status: 'State',
  why: 'Why',
  silentSince: 'Silent since',
  since: 'Since',
  lastAnswer: 'Last answer',
  lastAnswerIn: (when: string, ms: string) => `${when}, in ${ms} ms`,
  noAnswer: 'none yet',
  clockThere: 'Its clock',
  ahead: (span: string) => `${span} ahead of`,
  behind: (span: string) => `${span} behind`,
  forward: (span: string) => `${span} forward`,
  back: (span: string) => `${span} back`,
  sameClock: 'the same as ours',
  aheadOfOurs: (span: string) => `${span} ahead of ours`,
  behindOurs: (span: string) => `${span} behind ours`,
  free: 'Free',
  ofTotal: (free: string, total: string) => `${free} of ${total}`,
  time: 'Time',
  zone: 'Time zone',
  lastJump: 'Last jump',
  noJump: 'none noticed',
  keyRing: 'Key ring',
  hasRing: 'there is one',
  noRing: 'none',
  keysInRing: 'Kept by it',
  keysInSettings: 'In the settings file',
  dayKey: 'Key of the day’s files',
  noDayKey: 'none yet',
  dayKeyUnreadable: 'cannot be opened',
  dayKeyKept: { safe: 'in the key ring', file: 'in a file' },
  dayKeyShown: 'It ends with',
  version: 'Version',
  electron: 'Electron',
  chrome: 'Chrome',
  node: 'Node.js',
  schema: 'Journal format',
  settingsFile: 'Settings file',
  memory: 'Memory',
  started: 'Started',
  screenRestarts: 'Screen restarts',
  seconds: (count: string) => `${count} s`,
  minutes: (count: string) => `${count} min`,
  hours: (count: string) => `${count} h`,
  days: (count: string) => (count === '1' ? '1 day' : `${count} days`),
  dayAndTime: (day: string, time: string) => `${day}, ${time}`,
} as const

/** What is said where the screen could not be drawn, and after a restart that nobody asked for. */
export const enCrash = {
  title: 'The screen stopped',
  safe: 'The order is safe on this terminal.',
  what: 'The program made a mistake while it drew the screen. What you were typing must be typed again.',
  again: 'It has happened again and again. Make a support file, and call the support.',
  showOrder: 'Show the order again',
  noticeHelp: {
    'screen-restarted': 'Go on where you were.',
    'program-restarted': 'Nothing that was saved is lost. Go on where you were.',
    'program-restarted-check': 'Compare the last receipt on paper with the last order here.',
  },
  notice: {
    'screen-restarted': () => 'The screen was started again. The order is safe.',
    'program-restarted': (time: string) => `The program was started again at ${time}.`,
    'program-restarted-check': (time: string) =>
      `The program was started again at ${time}, with another journal.`,
  },
} as const

/** What kept a support call from being done, by the code of its fault. */
export const enSupportFaults: Readonly<Record<string, string>> = {
  'support-not-there': 'This version cannot do that. Sales are not touched.',
  'support-not-written': 'The file could not be written. Sales are safe. Call a manager.',
  'support-disk-full': 'The disk is full. Nothing was written. Call a manager to make room.',
  'support-busy': 'This is being done now. Wait a moment.',
  'day-not-begun': 'This day has not begun yet. Choose another one.',
}
