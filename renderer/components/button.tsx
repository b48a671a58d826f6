import type { ReactNode, Ref } from 'react'
import { classes } from './classes'

/** How strongly a button speaks. `forward` goes on; `danger` takes away; `plain` has no border. */
export type ButtonTone = 'normal' | 'forward' | 'danger' | 'plain' | 'warn' | 'choice'

/** Where it stands: the bottom bar, a dialog or panel, a row. */
export type ButtonSize = 'bar' | 'panel' | 'row'

/** What a button says, how it stands, and what a press does. */
export type ButtonProps = {
  /** The bare word; the accessible name unless `name` says more. */
  readonly label: string
  readonly name?: string
  readonly icon?: ReactNode
  /** Printed key; hidden from assistive technology. */
  readonly hint?: string | null
  /** The same key for assistive technology. */
  readonly shortcut?: string | null
  readonly tone?: ButtonTone
  readonly size?: ButtonSize
  /** Pressed or chosen, where the button is one that stays in. */
  readonly pressed?: boolean
  /** Cannot be done now: still focusable, and a press says why. */
  readonly unavailable?: boolean
  /** Ignores presses for a moment; looks as always. */
  readonly waiting?: boolean
  readonly describedBy?: string
  readonly className?: string
  readonly firstFocus?: boolean
  readonly ref?: Ref<HTMLButtonElement>
  /** More than a word: a second line or an amount. */
  readonly children?: ReactNode
  readonly onPress: () => void
}

/** A button of the till: a word, its key, one size to the finger. */
export function Button(props: ButtonProps): ReactNode {
  const { label, name, icon, hint, tone = 'normal', size = 'panel' } = props
  const unavailable = props.unavailable === true || props.waiting === true
  return (
    <button
      ref={props.ref}
      type="button"
      className={classes('button', `button-${tone}`, `button-${size}`, props.className)}
      aria-label={name ?? (props.children === undefined && !hint ? undefined : label)}
      aria-keyshortcuts={props.shortcut ?? undefined}
      aria-pressed={props.pressed}
      aria-disabled={unavailable || undefined}
      data-unavailable={props.unavailable === true || undefined}
      aria-describedby={props.describedBy}
      data-first-focus={props.firstFocus === true || undefined}
      onClick={props.onPress}
    >
      {icon}
      {props.children ?? <span className="button-label">{label}</span>}
      {hint ? (
        <span className="button-hint" aria-hidden="true">
          {hint}
        </span>
      ) : null}
    </button>
  )
}
