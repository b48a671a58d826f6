import type { ReactNode } from 'react'
import { keepSecrets } from '../../actions/secrets'
import { Note } from '../../components/note'
import { useTerminal, useViewStore } from '../../stores/view'
import { enSettings } from '../../text/en-settings'
import { ActionButton } from '../parts/action-button'

/** Keys that stand in the settings file for everybody to read, and the offer to keep them better. */
export function SecretsNote(): ReactNode {
  const { clear, stored } = useTerminal((terminal) => terminal.secrets)
  const move = useViewStore((state) => state.secretsMove)
  if (move === 'no-key-ring')
    return <Note tone="warning" first={enSettings.noKeyRing} second={enSettings.noKeyRingHelp} />
  if (move === 'unreadable')
    return <Note tone="warning" first={enSettings.secretsUnreadable} second={null} />
  if (clear.length > 0)
    return (
      <Note
        tone="info"
        first={enSettings.secretsClear(clear.join(', '))}
        second={enSettings.secretsOffer}
      >
        <ActionButton action={keepSecrets} size="row" />
      </Note>
    )
  return stored.length > 0 ? (
    <Note tone="success" first={enSettings.secretsStored(stored.join(', '))} />
  ) : null
}
