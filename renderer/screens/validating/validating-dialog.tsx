import { useEffect, useRef, useState, type ReactNode } from 'react'
import { Tag } from 'lucide-react'
import type { Validation, ValidationPurpose } from '../../../shared/order/order'
import { giveUpValidation } from '../../actions/validation'
import { useActions } from '../../actions/keyboard-context'
import { Dialog } from '../../components/dialog'
import { Spinner } from '../../components/spinner'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'
import { useLater } from '../parts/use-later'

const ACTIONS = [giveUpValidation]

/** Long enough to be read. */
const SHOWN_MIN_MS = 200

/** Explained when it takes longer than this. */
const EXPLAIN_AFTER_MS = 2500

const SECOND_LINE: Readonly<Record<ValidationPurpose, string>> = {
  pay: en.paymentOpens,
  send: en.orderIsSent,
  stay: en.orderIsSent,
  hold: en.orderIsHeld,
  continue: en.couponsFollow,
}

/** Promotions are being re-checked: shown at once, and never for less than 200 ms. */
export function ValidatingOverlay(): ReactNode {
  const validation = useTill((view) =>
    view.order.validation?.status === 'checking' ? view.order.validation : null,
  )
  const shown = useLingering(validation)
  return shown === null ? null : <ValidatingDialog key={shown.guid} validation={shown} />
}

function ValidatingDialog({ validation }: { readonly validation: Validation }): ReactNode {
  useActions(ACTIONS, 'dialog')
  const isLong = useLater(EXPLAIN_AFTER_MS, validation.guid)
  const promotions = useTill((view) => view.order.promotions)
  return (
    <Dialog title={en.validating} bare className="validating">
      <div className="validating-head">
        <Spinner size={62} />
        <div>
          <h2 role="status" className="validating-title">
            {en.validating}
          </h2>
          <p className="dialog-detail">
            {isLong ? en.stillWaiting : SECOND_LINE[validation.purpose]}
          </p>
        </div>
      </div>
      <ul className="validating-rows">
        {promotions.map((promotion) => (
          <li key={promotion.id} className="validating-row">
            <Tag size={20} strokeWidth={1.9} aria-hidden />
            <span className="grow cut">{promotion.name}</span>
            <span className="validating-state">{en.checking}</span>
          </li>
        ))}
      </ul>
      <ActionButton action={giveUpValidation} firstFocus className="validating-back" />
    </Dialog>
  )
}

/** The re-check under way, and for a moment the one that has just ended. */
function useLingering(validation: Validation | null): Validation | null {
  const [kept, setKept] = useState<Validation | null>(validation)
  const since = useRef(0)
  if (validation !== null && validation.guid !== kept?.guid) setKept(validation)
  const guid = kept?.guid ?? null
  useEffect(() => {
    since.current = performance.now()
  }, [guid])
  useEffect(() => {
    if (validation !== null || guid === null) return undefined
    const rest = SHOWN_MIN_MS - (performance.now() - since.current)
    const timer = window.setTimeout(() => setKept(null), Math.max(0, rest))
    return () => window.clearTimeout(timer)
  }, [validation, guid])
  return validation ?? kept
}
