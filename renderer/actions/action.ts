import type { TerminalView } from '../../shared/ipc/contract'
import type { TillView } from '../../shared/order/till-view'
import { useDraftStore, type Draft } from '../stores/draft'
import { useViewStore } from '../stores/view'

/** All an action may look at when it says whether it can be done, and when it is done. */
export type Situation = {
  readonly view: TillView
  readonly terminal: TerminalView | null
  readonly draft: Draft
}

/** One thing a cashier can do; the same object for its button, its key and its test. */
export type Action = {
  /** Kebab-case, unique. A forward button changes its meaning when the name behind F9 changes. */
  readonly name: string
  /** The bare word on the button, and its accessible name. */
  readonly label: string
  /** As pressed: F5, Escape, Enter, Delete, +, -, Ctrl+H. Null: touch and Tab only. */
  readonly key: string | null
  /** The key works only while the focus is within an element this selector names. */
  readonly within?: string
  /** Why it cannot be done now, as a sentence for the cashier; null when it can. */
  readonly refusal: (situation: Situation) => string | null
  readonly run: (situation: Situation) => void
}

/** Nothing stands in the way, ever. */
export function always(): null {
  return null
}

/** The situation now, or null before the till has spoken. */
export function situationNow(): Situation | null {
  const { view, terminal } = useViewStore.getState()
  return view === null ? null : { view, terminal, draft: useDraftStore.getState() }
}

/**
 * The key a keyboard event stands for, in the words of `Action.key`; null for a key with Alt, Meta, or
 * Shift beside a named key (Tab's own business).
 */
export function keyOf(event: {
  readonly key: string
  readonly ctrlKey: boolean
  readonly altKey: boolean
  readonly metaKey: boolean
}): string | null {
  if (event.altKey || event.metaKey) return null
  const key = event.key === '−' ? '-' : event.key
  if (!event.ctrlKey) return key
  return `Ctrl+${key.length === 1 ? key.toUpperCase() : key}`
}

/** How a key is printed on a button. */
export function keyHint(key: string): string {
  return key === 'Escape' ? 'Esc' : key
}

/** How a key is told to assistive technology (`aria-keyshortcuts`). */
export function keyShortcut(key: string): string {
  return key.replace('Ctrl+', 'Control+').replace(/^\+$/, 'Plus').replace(/^-$/, 'Minus')
}
