import { createContext, useContext, useLayoutEffect, useSyncExternalStore } from 'react'
import { assert } from '../../shared/assert'
import type { Action } from './action'
import { FORWARD_GUARD_MS, FORWARD_KEY, type Keyboard, type Layer } from './keyboard'

/** The window's one keyboard, made in `main.tsx`. */
export const KeyboardContext = createContext<Keyboard | null>(null)

/** The window's one keyboard. */
export function useKeyboard(): Keyboard {
  const keyboard = useContext(KeyboardContext)
  assert(keyboard !== null, 'No keyboard above this part of the window')
  return keyboard
}

/** Makes actions reachable by key while the calling part is on screen. Keep the list itself stable. */
export function useActions(actions: readonly Action[], kind: Layer['kind'] = 'screen'): void {
  const keyboard = useKeyboard()
  useLayoutEffect(() => keyboard.add({ kind, actions }), [keyboard, kind, actions])
}

/** Whether the forward button has just changed its meaning and ignores presses for a moment. */
export function useGuarded(action: Action): boolean {
  const keyboard = useKeyboard()
  return useSyncExternalStore(
    (changed) => (action.key === FORWARD_KEY ? watchGuard(keyboard, changed) : () => undefined),
    () => keyboard.guards(action),
  )
}

function watchGuard(keyboard: Keyboard, changed: () => void): () => void {
  let timer = window.setTimeout(changed, FORWARD_GUARD_MS + 1)
  const stop = keyboard.watch(() => {
    window.clearTimeout(timer)
    timer = window.setTimeout(changed, FORWARD_GUARD_MS + 1)
    changed()
  })
  return () => {
    window.clearTimeout(timer)
    stop()
  }
}
