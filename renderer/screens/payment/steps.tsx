import type { ReactNode } from 'react'
import { Check } from 'lucide-react'
import type { Payment } from '../../../shared/order/order'
import { useTill } from '../../stores/view'
import { enPayment } from '../../text/en-payment'

const STEPS = ['store-promotions', 'coupons', 'tender'] as const

/**
 * Where in payment the cashier is; nothing where goods only come back: no discount was asked about, and a tick
 * would say so.
 */
export function Steps({ current }: { readonly current: Payment['step'] }): ReactNode {
  const hasNewGoods = useTill((view) => view.totals.lines.length > 0)
  const at = STEPS.indexOf(current)
  if (!hasNewGoods) return null
  return (
    <ol className="pay-steps" aria-label={enPayment.stepsName}>
      {STEPS.map((step, index) => (
        <li
          key={step}
          className="pay-step"
          aria-current={index === at ? 'step' : undefined}
          data-done={index < at || undefined}
        >
          <span className="pay-step-mark num" aria-hidden="true">
            {index < at ? <Check size={16} strokeWidth={2.2} /> : index + 1}
          </span>
          {enPayment.steps[step]}
          {index < at ? <span className="spoken">, {enPayment.stepDone}</span> : null}
        </li>
      ))}
    </ol>
  )
}
