import type { PrinterStatus } from './port'

/** There is no road to the printer. */
export const NOT_CONNECTED: PrinterStatus = {
  condition: 'not-connected',
  paperLow: null,
  drawerLevel: null,
}
/** There is a road, and nothing ever comes back on it. */
export const ONE_WAY: PrinterStatus = { ...NOT_CONNECTED, condition: 'one-way' }
/** It should answer and does not. */
export const NO_ANSWER: PrinterStatus = { ...NOT_CONNECTED, condition: 'no-answer' }

/** How a printer is, as last heard, and who is told when that changes. */
export class StatusKeeper {
  #status = NOT_CONNECTED
  readonly #listeners = new Set<(status: PrinterStatus) => void>()

  get status(): PrinterStatus {
    return this.#status
  }

  /** Takes the newest status and answers it. */
  learn(status: PrinterStatus): PrinterStatus {
    const before = this.#status
    this.#status = status
    if (!isSame(before, status)) for (const listener of [...this.#listeners]) listener(status)
    return status
  }

  /** Hears every change; call the answer to stop. */
  watch(listener: (status: PrinterStatus) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Tells nobody any more. */
  close(): void {
    this.#listeners.clear()
  }
}

function isSame(one: PrinterStatus, other: PrinterStatus): boolean {
  return (
    one.condition === other.condition &&
    one.paperLow === other.paperLow &&
    one.drawerLevel === other.drawerLevel
  )
}
