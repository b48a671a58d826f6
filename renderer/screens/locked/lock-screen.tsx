import { useEffect, type ReactNode } from 'react'
import { Lock } from 'lucide-react'
import type { Action } from '../../actions/action'
import { useActions } from '../../actions/keyboard-context'
import { unlockTerminal } from '../../actions/lock'
import { Dialog } from '../../components/dialog'
import { Note } from '../../components/note'
import { sayRefused, typeInto, useDraftStore } from '../../stores/draft'
import { useViewStore } from '../../stores/view'
import { enLock } from '../../text/en-lock'
import { ActionButton } from '../parts/action-button'
import { PinPad } from '../parts/pin-pad'

const ACTIONS: readonly Action[] = [unlockTerminal]

/** Stands before everything while nobody is signed on: only a badge or the PIN does anything. */
export function LockScreen(): ReactNode {
  const refused = useDraftStore((draft) => draft.refused)
  const settings = useViewStore((state) => state.terminal?.settings)
  useActions(ACTIONS, 'dialog')
  useEffect(forgetPin, [])
  const hasPin = settings?.terminal.managerPin != null
  const hasBadges = settings?.barcodes.badgePattern != null
  const words = hasBadges ? (hasPin ? enLock.badgeOrPin : enLock.badge) : enLock.pinOnly
  return (
    <Dialog bare title={enLock.title} className="approval lock" width={hasPin ? 940 : 520}>
      <div className="approval-ask">
        <h2 className="lock-title">
          <Lock size={34} strokeWidth={1.9} aria-hidden />
          {enLock.title}
        </h2>
        <p>{words}</p>
        <p>{enLock.orderKept}</p>
        {refused === null ? null : <Note tone="error" className="pay-note" first={refused} />}
        {hasPin ? (
          <div className="approval-keys">
            <ActionButton action={unlockTerminal} tone="forward" />
          </div>
        ) : null}
      </div>
      {hasPin ? <PinPad /> : null}
    </Dialog>
  )
}

/** A PIN half typed is not left behind, before or after. */
function forgetPin(): () => void {
  const clear = (): void => {
    typeInto('pin', '')
    sayRefused(null)
  }
  clear()
  return clear
}
