import type { Clock } from '../clock'
import type { Illness } from './health'
import type { FromHost, ToHost } from './messages'

/** A running device process, seen from the main process. */
export interface HostProcess {
  post(message: ToHost): void
  /** Ends it the hard way; `onExit` follows. */
  kill(): void
}

/** Starts one device process; called again whenever the last one has ended. */
export type HostStarter = (listeners: {
  readonly onMessage: (message: FromHost) => void
  readonly onExit: () => void
}) => HostProcess

/** Why the device process was replaced. `died`: it ended by itself. `hung`: it answered no more. */
export type RestartReason = 'died' | 'hung' | Illness

/** Whom a keeper tells. */
export type KeeperListeners = {
  readonly onMessage: (message: FromHost) => void
  /** The process has ended; the next one follows by itself. */
  readonly onLost: () => void
  /** It was replaced, and the new one is there. */
  readonly onReplaced: (reason: RestartReason) => void
}

const RESTART_MS: readonly number[] = [100, 500, 1000, 1500]
const PING_MS = 1000
const SILENCE_MS_MAX = 3000
/** A slow computer takes its time to load a process; until its first word it is only starting. */
const START_MS_MAX = 30_000
const STOP_MS_MAX = 2500
const STEADY_MS = 10_000

/** A look that comes so much too late says that this process stood still, not the other one. */
const LATE_MS = 1000

/** Keeps one device process running: asks it every second, and replaces one that died, hangs or is ill. */
export class ProcessKeeper {
  readonly #startProcess: HostStarter
  readonly #clock: Clock
  readonly #listeners: KeeperListeners
  #process: HostProcess | null = null
  #startedAt = 0
  #heardAt = 0
  #restarts = 0
  #waiting = false
  #reason: RestartReason = 'died'
  #isReplacement = false
  #hasSpoken = false
  #stopping: (() => void) | null = null
  #cancelTimer: () => void = () => undefined

  constructor(startProcess: HostStarter, clock: Clock, listeners: KeeperListeners) {
    this.#startProcess = startProcess
    this.#clock = clock
    this.#listeners = listeners
  }

  /** Whether there is a process now. */
  get isRunning(): boolean {
    return this.#process !== null
  }

  /** Tells the process, if there is one. */
  post(message: ToHost): void {
    this.#process?.post(message)
  }

  /** Starts the process unless there is one, or one is on its way. */
  start(): void {
    if (this.#process !== null || this.#waiting || this.#stopping !== null) return
    const now = this.#clock.now()
    this.#startedAt = now
    this.#heardAt = now
    this.#hasSpoken = false
    const child = this.#startProcess({
      onMessage: (message) => this.#process === child && this.#hear(message),
      onExit: () => this.#process === child && this.#exited(),
    })
    this.#process = child
    this.#watch(child)
  }

  /** Ends the process the hard way; the next one follows. */
  replace(reason: RestartReason): void {
    this.#reason = reason
    this.#process?.kill()
  }

  /** Lets the process close its devices and end; answers when it has ended. */
  async stop(): Promise<void> {
    const child = this.#process
    this.#cancelTimer()
    if (child === null) return
    await new Promise<void>((resolve) => {
      this.#stopping = resolve
      this.#cancelTimer = this.#clock.after(STOP_MS_MAX, () => child.kill())
      child.post({ type: 'stop' })
    })
  }

  #hear(message: FromHost): void {
    this.#heardAt = this.#clock.now()
    this.#hasSpoken = true
    this.#listeners.onMessage(message)
    if (message.type !== 'ready' || !this.#isReplacement) return
    this.#isReplacement = false
    this.#listeners.onReplaced(this.#reason)
    this.#reason = 'died'
  }

  #watch(child: HostProcess): void {
    const plannedAt = this.#clock.now() + PING_MS
    this.#cancelTimer = this.#clock.after(PING_MS, () => {
      const now = this.#clock.now()
      if (now - plannedAt > LATE_MS || now < this.#heardAt) this.#heardAt = now
      const most = this.#hasSpoken ? SILENCE_MS_MAX : START_MS_MAX
      // Asked again a second later: the first kill may have come before there was a process.
      if (now - this.#heardAt > most) this.replace('hung')
      else child.post({ type: 'ping' })
      if (this.#process === child) this.#watch(child)
    })
  }

  #exited(): void {
    const now = this.#clock.now()
    this.#cancelTimer()
    this.#process = null
    this.#listeners.onLost()
    if (this.#stopping !== null) return this.#stopping()
    if (now - this.#startedAt >= STEADY_MS) this.#restarts = 0
    const waitMs = RESTART_MS[Math.min(this.#restarts, RESTART_MS.length - 1)] ?? PING_MS
    this.#restarts += 1
    this.#isReplacement = true
    this.#waiting = true
    this.#cancelTimer = this.#clock.after(waitMs, () => {
      this.#waiting = false
      this.start()
    })
  }
}
