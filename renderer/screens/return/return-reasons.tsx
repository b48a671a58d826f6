import type { ReactNode } from 'react'
import { Check } from 'lucide-react'
import { RETURN_REASONS } from '../../../shared/order/sold'
import { chooseReason, reasonOf } from '../../actions/returns'
import { useDraftStore } from '../../stores/draft'
import { enReturn } from '../../text/en-return'

/** Why it comes back: four big keys, one of them always chosen. */
export function ReturnReasons(): ReactNode {
  const chosen = useDraftStore(reasonOf)
  return (
    <fieldset className="approval-reasons return-reasons">
      <legend className="spoken">{enReturn.reason}</legend>
      <div>
        {RETURN_REASONS.map((reason) => (
          <label key={reason} className="approval-reason">
            <input
              type="radio"
              name="return-reason"
              checked={reason === chosen}
              onChange={() => void chooseReason(reason)}
            />
            {reason === chosen ? <Check size={18} strokeWidth={1.9} aria-hidden /> : null}
            {enReturn.reasons[reason]}
          </label>
        ))}
      </div>
    </fieldset>
  )
}
