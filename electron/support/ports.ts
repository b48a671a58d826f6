import type { BackupMade, DayExported } from '../../shared/ipc/support'
import type { Journal } from '../journal/port'

/** How a check of every entry ended. */
export type ChainCheck = {
  readonly entries: number
  readonly ok: boolean
  /** Sequence number of the first entry that is not as it was written. */
  readonly firstBad: number | null
}

/** The wall clock went another way than the time that passed. */
export type ClockJump = {
  /** Milliseconds since 1970, after the jump. */
  readonly at: number
  /** How far it went; negative is back. */
  readonly ms: number
}

type Soon<T> = T | Promise<T>

/**
 * What the support screen can ask of the other rooms. A part that this version does not have is null; then its
 * button is not there.
 */
export interface SupportPorts {
  /** Copies the journal while it is open, so that the copy is whole. `into` exists or can be made. */
  readonly backUp:
    | ((what: {
        readonly journal: Journal
        /** The folder of the journal. */
        readonly folder: string
        readonly into: string
        readonly at: number
      }) => Soon<BackupMade>)
    | null
  /** Writes a day's receipts out for the books. `businessDate`: yyyymmdd. */
  readonly exportDay:
    | ((what: {
        readonly journal: Journal
        readonly businessDate: number
        readonly into: string
      }) => Soon<DayExported>)
    | null
  /** Checks every entry; gives the other work of the process its turn meanwhile. Never throws for damage. */
  readonly verifyChain:
    ((journal: Journal, onProgress: (done: number) => void) => Promise<ChainCheck>) | null
  /** The newest jump of the clock that was noticed since the start. */
  readonly lastClockJump: (() => ClockJump | null) | null
}

/** A version without any of them. */
export const NO_SUPPORT_PORTS: SupportPorts = {
  backUp: null,
  exportDay: null,
  verifyChain: null,
  lastClockJump: null,
}
