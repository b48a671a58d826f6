import { useEffect, useRef, type ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { Bar } from '../../components/bar'
import { useDraftStore } from '../../stores/draft'
import { enPayment } from '../../text/en-payment'
import { ActionButton } from '../parts/action-button'
import { useRefusal } from '../parts/use-refusal'

type PayBarProps = {
  readonly back: Action | null
  readonly forward: Action
  /** What going on does, said before the button while nothing stands in the way. */
  readonly message?: string
  /** There is nothing to read here: going on takes the focus. */
  readonly focusForward?: boolean
}

/** The bottom bar of a payment step: back at the left, on at the right, and why not in between. */
export function PayBar({ back, forward, message, focusForward = false }: PayBarProps): ReactNode {
  const refusal = useRefusal(forward)
  const button = useRef<HTMLButtonElement>(null)
  useEffect(() => {
    if (focusForward) button.current?.focus()
  }, [focusForward])
  const refused = useDraftStore((draft) => draft.refused)
  return (
    <Bar
      name={enPayment.barName}
      left={back === null ? null : <ActionButton action={back} size="bar" />}
      message={refused ?? refusal ?? message}
      forward={<ActionButton ref={button} action={forward} size="bar" tone="forward" />}
    />
  )
}
