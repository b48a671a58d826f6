import type { Clock } from '../clock'

/** What a process has used so far. */
export type Vitals = {
  /** Processor time since it began, milliseconds. */
  readonly cpuMs: number
  /** Memory it holds now, megabytes. */
  readonly memoryMb: number
}

/** Why a device process should be replaced. */
export type Illness = 'busy' | 'memory'

/** Between two looks at itself. */
export const HEALTH_MS = 1000

/** Share of one core that a process at rest never needs; an endless read loop takes three quarters. */
const BUSY_SHARE = 0.5

/** Busy looks in a row before it is believed: opening a device, or a list of ports, is short. */
const BUSY_LOOKS = 4

/** Well above what the runtime itself takes. */
const MEMORY_MB_MAX = 400

/**
 * Watches over the device process from within. A device that vanishes at the wrong moment can leave the native
 * package reading nothing for ever: no event, no bytes, and most of a core gone. Nothing in there can be asked
 * to stop, so the process says that it is ill and is replaced.
 */
export class Health {
  #moved = false
  #busyLooks = 0
  #cancel: () => void = () => undefined

  /** @param onIll  told once; the process is to be replaced */
  constructor(
    private readonly clock: Clock,
    private readonly vitals: () => Vitals,
    private readonly onIll: (illness: Illness) => void,
  ) {}

  /** Begins to look. */
  start(): void {
    this.#lookLater(this.vitals().cpuMs, this.clock.now())
  }

  stop(): void {
    this.#cancel()
  }

  /** Bytes went in or out: whoever is busy with them is well. */
  moved(): void {
    this.#moved = true
  }

  #lookLater(cpuMs: number, at: number): void {
    this.#cancel = this.clock.after(HEALTH_MS, () => {
      const vitals = this.vitals()
      const now = this.clock.now()
      const isBusy = !this.#moved && (vitals.cpuMs - cpuMs) / (now - at) > BUSY_SHARE
      this.#busyLooks = isBusy ? this.#busyLooks + 1 : 0
      this.#moved = false
      if (vitals.memoryMb > MEMORY_MB_MAX) return this.onIll('memory')
      if (this.#busyLooks >= BUSY_LOOKS) return this.onIll('busy')
      this.#lookLater(vitals.cpuMs, now)
    })
  }
}

/** What this process has used so far. */
export function ownVitals(): Vitals {
  const { user, system } = process.cpuUsage()
  return { cpuMs: (user + system) / 1000, memoryMb: process.memoryUsage.rss() / 1_048_576 }
}
