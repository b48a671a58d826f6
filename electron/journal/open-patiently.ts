import { faultIn } from './disk-fault'
import { openJournal, type Acceptance, type OpenedJournal } from './open'

/** How long a start waits for another program (a backup, a virus scanner, a till that is closing). */
export const HELD_WAIT_MS = 10_000

/** How long a journal may look damaged that another program is just making. */
export const MAKING_WAIT_MS = 3_000

/** How long it waits between two attempts. */
const ATTEMPT_EVERY_MS = 200

/** What may be otherwise in a moment. */
const WAIT_MS: Readonly<Record<string, number>> = {
  'journal-in-use': HELD_WAIT_MS,
  'journal-numbers-unknown': MAKING_WAIT_MS,
}

/** What waiting is made of. */
export type Patience = {
  /** Milliseconds on a clock that nobody sets. */
  readonly clock: () => number
  readonly wait: (ms: number) => Promise<void>
}

/**
 * Opens the journal as `openJournal` does, and waits while another program has it. Nothing is touched by an
 * attempt that was in vain, and the window can be made meanwhile.
 * @throws Fault  'journal-in-use' when it was held all the time; 'journal-numbers-unknown' when it looked
 *                damaged for a while, and nobody was making it; the others at once
 */
export async function openPatiently(
  asked: {
    readonly folder: string
    readonly now: () => number
    readonly accept: Acceptance | null
  },
  { clock, wait }: Patience,
): Promise<OpenedJournal> {
  const began = clock()
  for (;;) {
    try {
      return openJournal(asked.folder, asked.now, asked.accept)
    } catch (error) {
      const waited = clock() - began
      const fault = faultIn(error)
      if (waited >= (WAIT_MS[fault.code] ?? 0)) throw fault
      // Each program at a pace of its own: those that began together do not meet again.
      await wait(ATTEMPT_EVERY_MS + (process.pid % 97))
    }
  }
}
