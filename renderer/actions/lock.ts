import { ask } from '../bridge'
import { sayRefused, typeInto } from '../stores/draft'
import { enLock } from '../text/en-lock'
import { failureSentence } from '../text/sentences'
import { type Action } from './action'

/** Locks the terminal; the order stays as it is. */
export const lockTerminal: Action = {
  name: 'lock',
  label: enLock.lock,
  key: 'Ctrl+L',
  refusal: ({ terminal }) => {
    const { managerPin = null } = terminal?.settings.terminal ?? {}
    const { badgePattern = null } = terminal?.settings.barcodes ?? {}
    return managerPin === null && badgePattern === null ? enLock.unavailable : null
  },
  run: () =>
    void ask('terminal:lock', null).then((reply) =>
      sayRefused(reply.ok ? null : failureSentence(reply.error)),
    ),
}

/** Opens the locked terminal with the PIN that was typed. */
export const unlockTerminal: Action = {
  name: 'unlock',
  label: enLock.open,
  key: 'F9',
  refusal: ({ draft }) => ((draft.fields.pin ?? '') === '' ? enLock.pinNeeded : null),
  run: ({ draft }) =>
    void ask('terminal:unlock', draft.fields.pin ?? '').then((reply) => {
      typeInto('pin', '')
      sayRefused(reply.ok ? null : failureSentence(reply.error))
    }),
}
