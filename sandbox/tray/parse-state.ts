import type { WorldState } from '../world-state'

/** Reads what our own control interface says of the world; null when it is something else. */
export function parseState(value: unknown): WorldState | null {
  const isState = typeof value === 'object' && value !== null && 'receipts' in value
  return isState ? (value as WorldState) : null
}
