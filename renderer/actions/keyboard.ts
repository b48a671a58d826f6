import { sayRefused } from '../stores/draft'
import { keyOf, situationNow, type Action, type Situation } from './action'

/** Presses on the forward button are ignored for this long after it changed its meaning. */
export const FORWARD_GUARD_MS = 400

/** The key of the one forward button. */
export const FORWARD_KEY = 'F9'

/** What of a keyboard event counts here. */
export type KeyPress = Pick<
  KeyboardEvent,
  | 'key'
  | 'ctrlKey'
  | 'altKey'
  | 'metaKey'
  | 'repeat'
  | 'target'
  | 'preventDefault'
  | 'stopPropagation'
>

/** Actions that are reachable together: the whole window's, one screen's, or one dialog's. */
export type Layer = {
  readonly kind: 'window' | 'screen' | 'dialog'
  readonly actions: readonly Action[]
}

/**
 * The keyboard of the window: one listener for every key. The newest dialog covers everything below it;
 * without one, screens come before the window. Buttons press through it too, so that touch and key obey
 * the same rules: a repeat never presses, a refusal is said, the forward button is guarded.
 */
export class Keyboard {
  #layers: readonly Layer[] = []
  #forward: string | null = null
  #forwardSince = Number.NEGATIVE_INFINITY
  readonly #clock: () => number
  readonly #situation: () => Situation | null
  readonly #watchers = new Set<() => void>()

  constructor(
    clock: () => number = () => performance.now(),
    situation: () => Situation | null = situationNow,
  ) {
    this.#clock = clock
    this.#situation = situation
  }

  /** Makes actions reachable; answers a function that takes them away again. */
  add(layer: Layer): () => void {
    this.#layers = [...this.#layers, layer]
    this.#watchForward()
    return () => {
      this.#layers = this.#layers.filter((one) => one !== layer)
      this.#watchForward()
    }
  }

  /** The actions that keys reach now, nearest first. */
  reachable(): readonly Action[] {
    const dialog = this.#layers.findLast((layer) => layer.kind === 'dialog')
    if (dialog) return dialog.actions
    const screens = this.#layers.filter((layer) => layer.kind === 'screen')
    const windows = this.#layers.filter((layer) => layer.kind === 'window')
    return [...screens.reverse(), ...windows].flatMap((layer) => layer.actions)
  }

  /** Does an action, or says why not. */
  press(action: Action): void {
    const situation = this.#situation()
    if (situation === null || this.guards(action)) return
    const refusal = action.refusal(situation)
    sayRefused(refusal)
    if (refusal === null) action.run(situation)
  }

  /** Whether the forward button has just become this action, so that a double press must not reach it. */
  guards(action: Action): boolean {
    if (action.key !== FORWARD_KEY) return false
    return this.#clock() - this.#forwardSince < FORWARD_GUARD_MS
  }

  /** Tells when the forward button has changed its meaning. */
  watch(changed: () => void): () => void {
    this.#watchers.add(changed)
    return () => this.#watchers.delete(changed)
  }

  /** Handles one key press; answers whether it was one of ours. */
  handle(event: KeyPress): boolean {
    const key = keyOf(event)
    if (key === null) return false
    const action = this.reachable().find((one) => one.key === key && isWithin(one, event.target))
    if (!action) return swallow(event, key)
    event.preventDefault()
    event.stopPropagation()
    if (!event.repeat) this.press(action)
    return true
  }

  #watchForward(): void {
    const forward = this.reachable().find((one) => one.key === FORWARD_KEY)?.name ?? null
    if (forward === null || forward === this.#forward) return
    if (this.#forward !== null) this.#forwardSince = this.#clock()
    this.#forward = forward
    for (const changed of this.#watchers) changed()
  }
}

function isWithin(action: Action, target: EventTarget | null): boolean {
  if (action.within === undefined) return true
  if (target === null) return false
  return target instanceof Element && target.closest(action.within) !== null
}

/** The runtime's own meaning of a function key (caret browsing, full screen) is nobody's wish here. */
function swallow(event: KeyPress, key: string): boolean {
  if (/^F\d+$/.test(key)) event.preventDefault()
  return false
}
