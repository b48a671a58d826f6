import { useId, useLayoutEffect, useRef, type ReactNode } from 'react'
import { createPortal } from 'react-dom'
import { classes } from './classes'

type DialogProps = {
  readonly title: string
  /** Second line under the title. */
  readonly detail?: string
  readonly icon?: ReactNode
  /** Pixels of the layout. */
  readonly width?: number
  readonly className?: string
  /** The title is part of the content instead; it must carry this dialog's name itself. */
  readonly bare?: boolean
  readonly children: ReactNode
}

/**
 * A question in front of everything else. What lies below cannot be reached while it is open; the focus
 * goes to the part marked `firstFocus` and returns to where it was. Esc belongs to an action of the
 * dialog's own. No dialog package: their scroll locks write a style element, which our policy refuses.
 */
export function Dialog(props: DialogProps): ReactNode {
  const id = useId()
  const box = useRef<HTMLDivElement>(null)
  useLayoutEffect(() => (box.current === null ? undefined : openOver(box.current)), [])
  return createPortal(
    <div className="scrim" ref={box}>
      <div
        role="dialog"
        aria-modal="true"
        aria-labelledby={props.bare ? undefined : `${id}title`}
        aria-label={props.bare ? props.title : undefined}
        aria-describedby={props.detail ? `${id}detail` : undefined}
        className={classes('dialog', 'fade-in', props.className)}
        style={{ width: props.width ?? 560 }}
        tabIndex={-1}
        data-quiet-focus
      >
        {props.bare ? null : (
          <div className="dialog-head">
            {props.icon}
            <div className="grow">
              <h2 id={`${id}title`} className="dialog-title">
                {props.title}
              </h2>
              {props.detail ? (
                <p id={`${id}detail`} className="dialog-detail">
                  {props.detail}
                </p>
              ) : null}
            </div>
          </div>
        )}
        {props.children}
      </div>
    </div>,
    document.body,
  )
}

/** Makes everything below unreachable and moves the focus in; answers how to undo both. */
function openOver(scrim: HTMLElement): () => void {
  const opener = document.activeElement
  const below = [...document.body.children].filter(
    (one): one is HTMLElement =>
      one instanceof HTMLElement && one !== scrim && !one.inert && !one.hasAttribute('aria-live'),
  )
  for (const one of below) one.inert = true
  const first =
    scrim.querySelector<HTMLElement>('[data-first-focus]') ??
    scrim.querySelector<HTMLElement>('[role=dialog]')
  first?.focus()
  return () => {
    for (const one of below) one.inert = false
    if (opener instanceof HTMLElement && opener.isConnected) opener.focus()
  }
}
