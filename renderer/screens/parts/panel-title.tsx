import { useEffect, useRef, type ReactNode } from 'react'

type PanelTitleProps = {
  readonly text: string
  /** Another part of the panel takes the focus when it opens. */
  readonly noFocus?: boolean
}

/** The title of a panel or screen; it takes the focus when the panel opens, so that it is read out. */
export function PanelTitle({ text, noFocus = false }: PanelTitleProps): ReactNode {
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (!noFocus) title.current?.focus()
  }, [noFocus])
  return (
    <h2 ref={title} className="title" tabIndex={-1} data-quiet-focus>
      {text}
    </h2>
  )
}
