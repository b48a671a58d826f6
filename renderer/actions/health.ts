import type { Calls } from '../../shared/ipc/contract'
import { businessDateOf } from '../../shared/order/dates'
import { ask } from '../bridge'
import { rememberSupport, sayRefused, useDraftStore, type SupportWork } from '../stores/draft'
import { acceptCheck, acceptHealth, useViewStore } from '../stores/view'
import { enHealth } from '../text/en-health'
import { failureSentence } from '../text/sentences'
import { type Action, type Situation } from './action'
import { backToOrder } from './order'

/** Asks how everything is; what is on screen stays when there is no answer. */
export async function lookAtHealth(): Promise<void> {
  const reply = await ask('support:health', null)
  if (reply.ok) acceptHealth(reply.value)
}

/** Checks every entry of the journal. */
export const checkEverything: Action = {
  name: 'check-everything',
  label: enHealth.check,
  key: 'F6',
  refusal: () => {
    const { journalCheck } = useViewStore.getState()
    return journalCheck?.ok === null ? enHealth.isChecking : null
  },
  run: () =>
    void ask('support:check-journal', null).then((reply) => {
      if (reply.ok) acceptCheck(reply.value)
      else sayRefused(failureSentence(reply.error))
      return lookAtHealth()
    }),
}

/** Makes a backup of the journal. */
export const backUpNow: Action = {
  name: 'back-up',
  label: enHealth.backUp,
  key: 'F7',
  refusal: whileWorking,
  run: () =>
    void work('support:back-up', null, 'back-up', (made) => ({
      kind: 'back-up',
      status: 'done',
      made,
    })),
}

/** Writes this day out for the books. */
export const exportDay: Action = {
  name: 'export-day',
  label: enHealth.exportDay,
  key: 'F5',
  refusal: whileWorking,
  run: () =>
    void work('support:export-day', businessDateOf(Date.now()), 'export-day', (made) => ({
      kind: 'export-day',
      status: 'done',
      made,
    })),
}

/** Writes one file for the support. */
export const makeSupportFile: Action = {
  name: 'support-file',
  label: enHealth.bundle,
  key: 'F8',
  refusal: whileWorking,
  run: () =>
    void work('support:bundle', null, 'bundle', (made) => ({
      kind: 'bundle',
      status: 'done',
      made,
    })),
}

/** The actions of the Health screen, by what this version can do. */
export function healthActions(can: {
  readonly check: boolean
  readonly backUp: boolean
  readonly exportDay: boolean
}): readonly Action[] {
  return [
    ...(can.exportDay ? [exportDay] : []),
    ...(can.check ? [checkEverything] : []),
    ...(can.backUp ? [backUpNow] : []),
    makeSupportFile,
    backToOrder,
  ]
}

/** The cashier has read that something was started again. */
export function readNotice(): void {
  void ask('window:noted', null)
}

/** Tells the main process that the screen could not be drawn; answers how often that was so lately. */
export async function tellFailure(failure: string): Promise<number> {
  const reply = await ask('window:failed', failure)
  return reply.ok ? reply.value : 1
}

function whileWorking({ draft }: Situation): string | null {
  return draft.support?.status === 'working' ? enHealth.isWorking : null
}

type WorkCall = 'support:bundle' | 'support:back-up' | 'support:export-day'

/** Shows that it is being done, then what came of it, or why nothing did. */
async function work<Name extends WorkCall>(
  name: Name,
  value: Parameters<Calls[Name]>[0],
  kind: SupportWork['kind'],
  done: (made: ReturnType<Calls[Name]>) => SupportWork,
): Promise<void> {
  rememberSupport({ kind, status: 'working' })
  const reply = await ask(name, value)
  // The cashier may have left the screen meanwhile; then nothing is shown.
  if (useDraftStore.getState().support?.status !== 'working') return
  rememberSupport(reply.ok ? done(reply.value) : null)
  sayRefused(reply.ok ? null : failureSentence(reply.error))
  await lookAtHealth()
}
