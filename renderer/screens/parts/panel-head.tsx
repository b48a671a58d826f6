import { useEffect, useRef, type ReactNode } from 'react'
import type { Action } from '../../actions/action'
import { ActionButton } from './action-button'

type PanelHeadProps = {
  readonly title: string
  readonly icon?: ReactNode
  readonly back: Action
  /** The title takes the focus when the panel opens, unless a field does. */
  readonly takesFocus?: boolean
}

/** Title of a panel and the way back. */
export function PanelHead({ title, icon, back, takesFocus = true }: PanelHeadProps): ReactNode {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (takesFocus) heading.current?.focus()
  }, [takesFocus])
  return (
    <div className="panel-head">
      <div className="panel-title">
        {icon}
        <h2 ref={heading} className="title" tabIndex={-1}>
          {title}
        </h2>
      </div>
      <ActionButton action={back} size="row" />
    </div>
  )
}
