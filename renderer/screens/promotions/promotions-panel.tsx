import { useEffect, useLayoutEffect, useRef, type ReactNode } from 'react'
import { ScanBarcode } from 'lucide-react'
import {
  ORDER_ACTIONS,
  applyCode,
  backToDiscounts,
  typedCode,
  verifying,
} from '../../actions/order'
import { useActions } from '../../actions/keyboard-context'
import { CODE_ROWS, Keypad, typeKey } from '../../components/keypad'
import { typeInto, useField } from '../../stores/draft'
import { useTill } from '../../stores/view'
import { en } from '../../text/en'
import { ActionButton } from '../parts/action-button'
import { PanelHead } from '../parts/panel-head'
import { CodeOutcome } from './code-outcome'
import { useOutcome } from './use-outcome'

/** Longest code the provider takes. */
const CODE_LENGTH_MAX = 64

/** Promotions: type or scan a code, Apply Code, read what came of it. */
export function PromotionsPanel(): ReactNode {
  useActions(ORDER_ACTIONS.promotions)
  const text = useField('promotion-code')
  const field = useRef<HTMLInputElement>(null)
  const outcome = useOutcome()
  const isError = outcome.kind === 'refused'
  const isSuccess = outcome.kind === 'applied'
  const isChecking = useTill((view) => verifying(view.order))
  useEffect(() => field.current?.focus(), [])
  useLayoutEffect(() => {
    if (isError) field.current?.select()
    if (isSuccess) typeInto('promotion-code', '')
  }, [isError, isSuccess])
  return (
    <section className="side promotions" aria-label={en.promotions}>
      <PanelHead title={en.promotions} back={backToDiscounts} takesFocus={false} />
      <label className="panel-field-label" htmlFor="promotion-code">
        {en.promotionCode}
      </label>
      <div className="code-row">
        <div className="field code-field" data-invalid={isError || undefined}>
          <input
            ref={field}
            id="promotion-code"
            data-field="promotion-code"
            autoComplete="off"
            spellCheck={false}
            maxLength={CODE_LENGTH_MAX}
            aria-invalid={isError || undefined}
            aria-describedby="code-outcome"
            value={text}
            onChange={(event) => typeInto('promotion-code', event.target.value)}
          />
        </div>
        <div data-apply className="code-apply">
          <ActionButton
            action={applyCode}
            tone="forward"
            className="apply-code"
            waiting={isChecking && typedCode(text) !== null}
          />
        </div>
      </div>
      <CodeOutcome
        outcome={outcome}
        icon={<ScanBarcode size={28} strokeWidth={1.9} aria-hidden />}
      />
      <Keypad
        name={en.keypad}
        backspace={en.backspace}
        rows={CODE_ROWS}
        columns={10}
        onKey={(value) => typeInto('promotion-code', typeKey(text, value, CODE_LENGTH_MAX))}
      />
    </section>
  )
}
