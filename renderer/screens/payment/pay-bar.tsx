import type { ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { Bar } from '../../components/bar'
import { enPayment } from '../../text/en-payment'
import { ActionButton } from '../parts/action-button'
import { useRefusal } from '../parts/use-refusal'

type PayBarProps = {
  readonly back: Action | null
  readonly forward: Action
  /** What going on does, said before the button while nothing stands in the way. */
  readonly message?: string
}

/** The bottom bar of a payment step: back at the left, on at the right, and why not in between. */
export function PayBar({ back, forward, message }: PayBarProps): ReactNode {
  const refusal = useRefusal(forward)
  return (
    <Bar
      name={enPayment.barName}
      left={back === null ? null : <ActionButton action={back} size="bar" />}
      message={refusal ?? message}
      forward={<ActionButton action={forward} size="bar" tone="forward" />}
    />
  )
}
