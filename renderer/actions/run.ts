import type { WindowCommand } from '../../shared/order/commands'
import { ask } from '../bridge'
import { sayRefused } from '../stores/draft'
import { failureSentence } from '../text/sentences'

/** Sends a command to the till; what it changed is told before the answer, a "no" is said. Answers whether it was done. */
export async function runCommand(command: WindowCommand): Promise<boolean> {
  const reply = await ask('till:run', command)
  sayRefused(reply.ok ? null : failureSentence(reply.error))
  return reply.ok
}

/** Sends a command and answers the code of the "no", or null; nothing is said. For dialogs that say it themselves. */
export async function tryCommand(command: WindowCommand): Promise<string | null> {
  const reply = await ask('till:run', command)
  return reply.ok ? null : reply.error.code
}
