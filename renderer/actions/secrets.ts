import { ask } from '../bridge'
import { sayRefused } from '../stores/draft'
import { noticeSecretsMove } from '../stores/view'
import { enSettings } from '../text/en-settings'
import { failureSentence } from '../text/sentences'
import { always, type Action } from './action'

/** Gives the keys of the settings file into the care of this computer's key ring. */
export const keepSecrets: Action = {
  name: 'keep-secrets',
  label: enSettings.keepSecrets,
  key: null,
  refusal: always,
  run: () => {
    void ask('secrets:keep', null).then((reply) => {
      sayRefused(reply.ok ? null : failureSentence(reply.error))
      if (reply.ok) noticeSecretsMove(reply.value)
    })
  },
}
