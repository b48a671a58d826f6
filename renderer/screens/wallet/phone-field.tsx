import { useEffect, useRef, type ReactNode } from 'react'
import { Check } from 'lucide-react'
import { digitsTyped } from '../../actions/customer'
import { typeInto, useDraftStore, useField } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { phoneText } from '../../text/phone'

/** The customer's phone: masked while it stands there, in full only while it is typed. */
export function PhoneField(): ReactNode {
  const typed = useField('customer-phone')
  const masked = useTill((view) => view.order.customer?.phoneMasked ?? null)
  const isMatched = useTill((view) => view.order.customer?.status === 'matched')
  const refused = useDraftStore((draft) => draft.refused)
  const field = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (masked === null) field.current?.focus()
  }, [masked])
  const isMasked = typed === '' && masked !== null
  return (
    <div className="field phone-field">
      <input
        ref={field}
        id="customer-phone"
        data-field="customer-phone"
        inputMode="tel"
        autoComplete="off"
        aria-describedby="phone-why"
        value={isMasked ? masked : phoneText(typed)}
        onFocus={(event) => event.target.select()}
        onChange={(event) =>
          typeInto('customer-phone', digitsTyped(event.target.value, isMasked ? masked : null))
        }
      />
      <span id="phone-why" className="spoken">
        {refused ?? ''}
      </span>
      {isMatched && isMasked ? (
        <span className="tag tag-petz">
          <Check size={16} strokeWidth={2} aria-hidden />
          {en.petzAccount}
        </span>
      ) : null}
    </div>
  )
}
