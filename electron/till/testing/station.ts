import type { Command } from '../../../shared/order/commands'
import type { Order } from '../../../shared/order/order'
import { termsWith } from '../../../shared/order/testing/shop'
import type { TillView } from '../../../shared/order/till-view'
import { MemoryJournal } from '../../journal/memory-journal'
import { Approvals } from '../approvals'
import { ClockWatch } from '../clock-watch'
import { EffectRunner } from '../effect-runner'
import { performer } from '../perform'
import { Reactions } from '../reactions'
import { Till, type World } from '../till'
import { FakeWorld } from './fake-world'
import { momentOf } from './moment'
import { MortalJournal, type Death } from './mortal-journal'
import { VirtualTimers } from './virtual-timers'

/** What outlives the process: the disk, and the world. */
export type Lasting = { readonly disk: MemoryJournal; readonly world: FakeWorld }

/** A whole till without screens and devices: one life of one process. */
export class Station {
  readonly till: Till
  readonly timers: VirtualTimers
  readonly journal: MortalJournal
  readonly effects: EffectRunner
  readonly clocks: ClockWatch
  readonly world: FakeWorld
  readonly disk: MemoryJournal
  readonly views: TillView[] = []
  readonly #over: Partial<World>

  constructor(
    parts: {
      readonly lasting?: Lasting
      readonly death?: Death
      readonly now?: number
      readonly over?: Partial<World>
      readonly pin?: string | null
    } = {},
  ) {
    this.#over = parts.over ?? {}
    this.disk = parts.lasting?.disk ?? new MemoryJournal()
    this.world = parts.lasting?.world ?? new FakeWorld()
    this.timers = new VirtualTimers(parts.now ?? new Date(2025, 2, 20, 17, 40).getTime())
    this.journal = new MortalJournal(this.disk, parts.death ?? null)
    const { timers } = this
    const { promotions, coupons, paper } = this.world.seenBy(() => this.journal.isAlive, timers)
    const outside = { promotions, coupons }
    const till = () => this.till
    this.effects = new EffectRunner({
      till,
      perform: performer(outside, paper),
      timers,
    })
    this.clocks = new ClockWatch({
      till,
      timers,
      steady: () => timers.steady(),
      passed: () => {
        this.effects.pump()
      },
    })
    const reactions = new Reactions({ till, outside, effects: this.effects, timers })
    this.till = new Till({
      journal: this.journal,
      approvals: new Approvals(parts.pin ?? null, () => timers.now()),
      world: () => ({ ...this.moment(), ...parts.over }),
      publish: (view) => this.views.push(view),
      look: () => {
        this.clocks.look()
      },
      react: (happened, command) => {
        reactions.react(happened, command)
      },
    })
  }

  /** Starts the till, as the terminal does, and lets what was owed go out. */
  async start(): Promise<this> {
    this.till.start()
    this.clocks.look()
    this.effects.pump()
    await this.timers.settle()
    return this
  }

  /** The process ends here; the next one finds what it left. */
  async restart(death?: Death, afterMs = 3_000): Promise<Station> {
    this.journal.isAlive = false
    this.effects.stop()
    const { disk, world } = this
    const now = this.timers.now() + afterMs
    const lasting = { disk, world }
    const over = this.#over
    return new Station({ lasting, now, over, ...(death ? { death } : {}) }).start()
  }

  get order(): Order {
    const order = this.till.current
    if (!order) throw new Error('No order on screen')
    return order
  }

  /** Runs a command that must be taken, and lets everything end that needs no time. */
  async run(...commands: readonly Command[]): Promise<TillView> {
    for (const command of commands) {
      const ran = this.till.run(command)
      if (!ran.ok) throw new Error(`${command.type}: ${ran.error.code}`)
      await this.timers.settle()
    }
    const view = this.till.view()
    if (!view) throw new Error('No view')
    return view
  }

  /** Why a command is not taken; null when it is. */
  refusal(command: Command): string | null {
    const ran = this.till.run(command)
    return ran.ok ? null : ran.error.code
  }

  /** What decisions need of the moment. */
  moment(): World {
    return momentOf(this.timers.now(), () => this.world.newId(), termsWith({}))
  }
}
