import type { Command } from '../../shared/order/commands'
import type { Till } from './till'
import type { Timers } from './timers'

/** How long an answer waits for a disk that would not have it. */
export const WRITE_AGAIN_MS = 1_000

/**
 * Hands the till an answer of the world. While the journal cannot be written the answer is kept and handed
 * over again; a program that ends meanwhile learns it anew from the world, as after a crash.
 */
export function giveAnswer(till: Till, timers: Timers, command: Command): void {
  const ran = till.run(command)
  if (ran.ok || ran.error.kind !== 'fault') return
  timers.after(WRITE_AGAIN_MS, () => {
    giveAnswer(till, timers, command)
  })
}
