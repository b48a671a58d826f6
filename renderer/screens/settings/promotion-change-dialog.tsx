import { useEffect, useMemo, type ReactNode } from 'react'
import { Lock } from 'lucide-react'
import { notNow } from '../../actions/approval'
import { useActions } from '../../actions/keyboard-context'
import { changeNow } from '../../actions/store-promotions'
import { Dialog } from '../../components/dialog'
import { Note } from '../../components/note'
import { typeInto, useDraftStore, type PromotionWanted } from '../../stores/draft'
import { enStorePromotions as en } from '../../text/en-store-promotions'
import { ActionButton } from '../parts/action-button'
import { PinPad } from '../parts/pin-pad'

/** The manager's PIN for one change of the store's promotions. */
export function PromotionChangeDialog({ wanted }: { readonly wanted: PromotionWanted }): ReactNode {
  const refused = useDraftStore((draft) => draft.refused)
  const forward = useMemo(() => changeNow(wanted), [wanted])
  useActions(
    useMemo(() => [forward, notNow], [forward]),
    'dialog',
  )
  useEffect(forgetPin, [])
  return (
    <Dialog bare title={en.askTitle} className="approval" width={940}>
      <div className="approval-ask">
        <h2>{en.askTitle}</h2>
        <div className="approval-what">
          <strong>{en.asks[wanted.act](wanted.name)}</strong>
        </div>
        {refused === null ? (
          <p className="approval-covers">
            <Lock size={20} strokeWidth={1.9} aria-hidden />
            {en.askHelp}
          </p>
        ) : (
          <Note tone="error" className="pay-note" first={refused} />
        )}
        <div className="approval-keys">
          <ActionButton action={notNow} />
          <ActionButton action={forward} tone="forward" />
        </div>
      </div>
      <PinPad />
    </Dialog>
  )
}

/** A PIN half typed is not left behind, before or after. */
function forgetPin(): () => void {
  const clear = (): void => typeInto('pin', '')
  clear()
  return clear
}
