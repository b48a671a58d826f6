import type { ReactNode } from 'react'
import { keyHint, keyShortcut, type Action } from '../../actions/action'
import { useGuarded, useKeyboard } from '../../actions/keyboard-context'
import { Button, type ButtonProps } from '../../components/button'
import { useRefusal } from './use-refusal'

type ActionButtonProps = Omit<ButtonProps, 'label' | 'onPress' | 'shortcut' | 'unavailable'> & {
  readonly action: Action
  /** Prints the key on the button; it is told to assistive technology in any case. */
  readonly showKey?: boolean
}

/** The button of an action: grey with a reason while it is refused, guarded when it is the forward button. */
export function ActionButton(props: ActionButtonProps): ReactNode {
  const { action, showKey = true, ...rest } = props
  const keyboard = useKeyboard()
  const unavailable = useRefusal(action) !== null
  const waiting = useGuarded(action)
  return (
    <Button
      {...rest}
      label={action.label}
      hint={rest.hint ?? (showKey && action.key !== null ? keyHint(action.key) : null)}
      shortcut={action.key === null ? null : keyShortcut(action.key)}
      unavailable={unavailable}
      waiting={waiting}
      onPress={() => keyboard.press(action)}
    />
  )
}
