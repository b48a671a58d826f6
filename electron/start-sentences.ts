/** Why the terminal does not start: what is certain, what nobody knows yet, and the one next action. */
export type StartWords = {
  readonly certain: string
  /** Null where nothing is in doubt. */
  readonly unknown: string | null
  readonly next: string
}

/** By the code of the fault; the fault's own detail (which receipts, which file) is shown below them. */
export const START_WORDS: Readonly<Record<string, StartWords>> = {
  'journal-in-use': {
    certain: 'This terminal is open already, or another program has its journal open.',
    unknown: null,
    next: 'Look for the other window, or close the other program, and start again.',
  },
  'journal-newer': {
    certain:
      'The journal was written by a newer version of this program. Nothing in it was changed.',
    unknown: null,
    next: 'Install the newer version again.',
  },
  'journal-behind-anchor': {
    certain:
      'Paid orders are missing from the journal of this terminal. The receipts that are missing are named below.',
    unknown: 'Whether the disk lost them, or an older copy of the journal was put back.',
    next: 'Do not sell here. Call the support: the newest backup of the journal can be put back.',
  },
  'journal-doubtful': {
    certain: 'The disk failed while a sale was being saved. Everything saved before it is safe.',
    unknown: 'Whether that last step was saved.',
    next: 'Start the terminal again and compare the last receipt with the screen.',
  },
  'journal-entries-lost': {
    certain:
      'Something this terminal had saved is missing from its journal. Nothing in it was changed.',
    unknown: 'Whether the disk lost it, or an older copy of the journal was put back.',
    next: 'Do not sell here. Call the support: the newest backup of the journal can be put back.',
  },
  'journal-numbers-unknown': {
    certain: 'The journal of this terminal is damaged. It is kept exactly as it was found.',
    unknown: 'Which receipt number comes next.',
    next: 'Do not sell here. Call the support: the newest backup of the journal can be put back.',
  },
  'backup-unreadable': {
    certain: 'The backup is damaged, or it is none. Nothing on this terminal was changed.',
    unknown: null,
    next: 'Choose another backup.',
  },
  'backup-of-another-terminal': {
    certain: 'The backup belongs to another terminal. Nothing on this terminal was changed.',
    unknown: null,
    next: 'Choose a backup of this terminal.',
  },
  'restore-receipts-missing': {
    certain:
      'Receipts were given out after this backup was made. Nothing on this terminal was changed.',
    unknown: null,
    next: 'Choose a newer backup, or start again and name the last receipt, as written below.',
  },
  'restore-last-receipt-unknown': {
    certain: 'Nothing on this terminal was changed.',
    unknown: 'Which receipt was the last one given out.',
    next: 'Start again and name the last receipt, as written below.',
  },
  'journal-of-another-terminal': {
    certain:
      'The journal in the data folder belongs to another terminal. Nothing in it was changed.',
    unknown: 'Where the journal of this terminal is.',
    next: 'Do not sell here. Call the support to put back the right data folder.',
  },
  'journal-broken': {
    certain: 'The journal of this terminal is damaged. It is kept exactly as it was found.',
    unknown: 'Which sales in it can still be read.',
    next: 'Do not sell here. Call the support.',
  },
  'journal-unreadable': {
    certain: 'The journal of this terminal cannot be read. It is kept exactly as it was found.',
    unknown: 'Which sales in it can still be read.',
    next: 'Do not sell here. Call the support.',
  },
  'journal-full': {
    certain: 'The disk is full, so sales cannot be saved. Nothing that was saved is lost.',
    unknown: null,
    next: 'Free some space and start again.',
  },
  'journal-unwritable': {
    certain: 'The disk does not let this program save sales. Nothing that was saved is lost.',
    unknown: 'Whether the disk is write-protected or failing.',
    next: 'Call the support to look at the disk.',
  },
  'journal-settings': {
    certain: 'The disk or its driver does not keep sales safe against a power cut.',
    unknown: null,
    next: 'Call the support: the data folder must be on a disk of this computer.',
  },
  'program-altered': {
    certain: 'A part of this program is not the one it was delivered with. It was not started.',
    unknown: 'Who changed it.',
    next: 'Do not sell here. Install the program again.',
  },
}

/** For a fault that nobody has foreseen. */
const UNFORESEEN: StartWords = {
  certain: 'This terminal cannot save sales, so it does not start. What was saved is kept.',
  unknown: 'Why.',
  next: 'Call the support.',
}

/**
 * The whole message of a start that was refused, a line each.
 * @param detail  the fault's own, such as "Receipts 12 to 14 are missing from the journal"
 */
export function startSentences(code: string, detail: string): string {
  const { certain, unknown, next } = START_WORDS[code] ?? UNFORESEEN
  const doubt = unknown === null ? [] : [`Not known: ${unknown}`]
  return [certain, ...doubt, `Do this: ${next}`, '', detail].join('\n').trim()
}
