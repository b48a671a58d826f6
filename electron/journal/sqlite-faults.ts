import { Fault } from '../../shared/fault'

/** SQLite's own numbers for what went wrong; its finer ones have these in their lowest byte. */
const ERROR = 1
const BUSY = 5
const LOCKED = 6
const CORRUPT = 11
const FULL = 13
const NOT_A_DATABASE = 26

/** The finer numbers of an fsync that failed, of a file and of a folder. */
const SYNC_FAILED: ReadonlySet<number> = new Set([10 | (4 << 8), 10 | (5 << 8)])

/** Runs something of the SQLite package and turns its errors into faults that say whose turn it is. */
export function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (error instanceof Error && (error.name === 'Bug' || error instanceof Fault)) throw error
    throw faultOf(error)
  }
}

/**
 * The same for statements that only read tables every journal has: where one does not fit the file, the file
 * is not as it was made.
 */
export function guardedReading<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    throw numberOf(error) === ERROR ? damaged({ cause: error }) : faultOf(error)
  }
}

function faultOf(error: unknown): Fault {
  const text = error instanceof Error ? error.message : String(error)
  const cause = { cause: error }
  const number = numberOf(error)
  if (number !== null && SYNC_FAILED.has(number)) {
    return new Fault(
      'journal-doubtful',
      'never',
      'The disk failed in the middle of a commit',
      cause,
    )
  }
  switch (number === null ? null : number & 0xff) {
    case BUSY:
    case LOCKED:
      return new Fault('journal-in-use', 'later', 'Another program has the journal open', cause)
    case FULL:
      return new Fault('journal-full', 'later', 'The disk is full', cause)
    case CORRUPT:
    case NOT_A_DATABASE:
      return damaged(cause)
    default:
      return new Fault('journal-unwritable', 'later', text, cause)
  }
}

function damaged(cause: { readonly cause: unknown }): Fault {
  return new Fault('journal-unreadable', 'never', 'The journal file is damaged', cause)
}

function numberOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('rawCode' in error)) return null
  return typeof error.rawCode === 'number' ? error.rawCode : null
}
