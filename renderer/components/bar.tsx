import type { ReactNode } from 'react'

type BarProps = {
  /** Name of the toolbar. */
  readonly name: string
  /** Buttons at the left: back, or the actions of the order. */
  readonly left?: ReactNode
  /** One sentence before the forward button. */
  readonly message?: ReactNode
  /** Second actions beside the forward button. */
  readonly beside?: ReactNode
  /** The one forward button, always lower right. */
  readonly forward?: ReactNode
}

/** The bottom bar of every screen. */
export function Bar(props: BarProps): ReactNode {
  return (
    <div role="toolbar" aria-label={props.name} className="bar">
      {props.left}
      <div className="bar-message grow">{props.message}</div>
      {props.beside}
      {props.forward}
    </div>
  )
}
