import type { EffectKind } from '../order/effect'
import type { DeviceView, ServiceView } from './views'

/** How a part of the terminal is: nothing to do, look at it some time, do something now. */
export type HealthState = 'fine' | 'look' | 'act'

/** The rows of the Health screen, in their order. */
export const HEALTH_ROWS = [
  'journal',
  'backup',
  'owed',
  'promotions',
  'coupons',
  'devices',
  'disk',
  'clock',
  'keys',
  'program',
] as const

/** One row of the Health screen. */
export type HealthRow = (typeof HEALTH_ROWS)[number]

/** Every finding of a row; each has its words in `renderer/text/en-health.ts`. */
export const HEALTH_CODES = [
  'journal-fine',
  'journal-unwritable',
  'journal-damaged',
  'journal-set-aside',
  'journal-no-anchor',
  'journal-log-large',
  'backup-fine',
  'backup-never',
  'backup-old',
  'owed-none',
  'owed-sending',
  'owed-person',
  'owed-unknown',
  'owed-late',
  'service-ready',
  'service-unused',
  'service-silent',
  'service-misconfigured',
  'devices-ready',
  'devices-none',
  'devices-look',
  'devices-failed',
  'disk-fine',
  'disk-low',
  'disk-nearly-full',
  'disk-unknown',
  'clock-fine',
  'clock-alone',
  'clock-differs',
  'clock-jumped',
  'keys-kept',
  'keys-none',
  'keys-no-ring',
  'keys-in-settings',
  'keys-day-open',
  'keys-day-unreadable',
  'program-fine',
  'program-settings',
  'program-restarted',
  'program-memory',
] as const

/** One finding. */
export type HealthCode = (typeof HEALTH_CODES)[number]

/** What is found about one row. */
export type Finding = {
  readonly row: HealthRow
  readonly state: HealthState
  readonly code: HealthCode
}

/** The journal: how much is in it, and how well it is vouched for. */
export type JournalHealth = {
  readonly entries: number
  /** 0 before the first sale. */
  readonly lastReceipt: number
  readonly databaseBytes: number | null
  /** Of the write-ahead log. */
  readonly logBytes: number | null
  /** The second file: the receipt it stands at, and when it was written. Null without one. */
  readonly anchor: { readonly receiptNumber: number; readonly at: number | null } | null
  /** The newest check of the whole journal since the start; null before the first. */
  readonly checked: JournalCheck | null
}

/** A check of every entry of the journal, under way or ended. */
export type JournalCheck = {
  readonly at: number
  readonly done: number
  readonly of: number
  /** Null while it runs. */
  readonly ok: boolean | null
  /** The first entry that is not as it was written. */
  readonly firstBad: number | null
}

/** A provider, with what its own clock said. */
export type ServiceHealthView = ServiceView & {
  /** When it last answered anything at all; null when it has not. */
  readonly heardAt: number | null
  /** How far its clock is ahead of ours, from its `Date` header, a second exact; null when unknown. */
  readonly aheadMs: number | null
}

/** What is not settled yet. */
export type OwedHealth = {
  readonly count: number
  readonly oldestAt: number | null
  readonly kinds: readonly { readonly kind: EffectKind; readonly count: number }[]
  readonly needsPerson: number
  /** Attempts that may have had their effect and may not. */
  readonly unknown: number
}

/** The keys of this terminal: where they lie, and which one signs the day's files. */
export type KeysHealth = {
  /** Whether the computer has a key ring that keeps secrets. */
  readonly hasRing: boolean
  /** How many secrets stand readable in the settings file, and how many the key ring keeps for it. */
  readonly inSettings: number
  readonly inRing: number
  /** What the day's files are signed with; null before the first of them. */
  readonly day: DayKeyHealth | null
}

/** The key of the day's files: in the key ring's care, readable in its file, or there and not to be opened. */
export type DayKeyHealth =
  | {
      readonly kept: 'safe' | 'file'
      /** As it stands at the end of every file of a day. */
      readonly publicKey: string
    }
  | { readonly kept: 'unreadable' }

/** The program and the computer below it. */
export type ProgramHealth = {
  readonly version: string
  readonly electron: string
  readonly chrome: string
  readonly node: string
  readonly schema: number
  /** The name of the settings file, without its folder. */
  readonly settingsFile: string
  readonly settingsProblems: number
  /** Of all processes together, where the platform says so. */
  readonly memoryBytes: number
  readonly startedAt: number
  /** How often the screen was started again since the start. */
  readonly screenRestarts: number
}

/** How everything is that this terminal stands on; computed when it is asked for. */
export type HealthView = {
  readonly at: number
  /** A finding for each row that there is, in the order of HEALTH_ROWS. */
  readonly findings: readonly Finding[]
  readonly journal: JournalHealth
  readonly backup: { readonly at: number; readonly folder: string } | null
  readonly owed: OwedHealth
  readonly services: readonly ServiceHealthView[]
  readonly devices: readonly DeviceView[]
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number } | null
  readonly clock: {
    readonly at: number
    readonly zone: string
    readonly lastJump: { readonly at: number; readonly ms: number } | null
  }
  readonly keys: KeysHealth
  readonly program: ProgramHealth
  /** What this version can do; a button without its part behind it is not shown. */
  readonly can: {
    readonly check: boolean
    readonly backUp: boolean
    readonly exportDay: boolean
  }
}

/** A support file that was written. */
export type SupportFile = { readonly path: string; readonly bytes: number }

/** A backup that was made. */
export type BackupMade = {
  readonly folder: string
  readonly lastSeq: number
  readonly receiptNumber: number
  readonly bytes: number
}

/** A day that was written out for the books. */
export type DayExported = { readonly path: string; readonly receipts: number }

/** What the cashier must know of a start or restart that nobody asked for; told once. */
export type Notice = {
  /**
   * `program-restarted`: after a mistake of the program, with everything there that was saved;
   * `program-restarted-check`: the same, but the journal is not the one that was left.
   */
  readonly code: 'screen-restarted' | 'program-restarted' | 'program-restarted-check'
  readonly at: number
}
