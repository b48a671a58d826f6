import { Chance } from '../../../shared/order/testing/chance'
import { termsWith } from '../../../shared/order/testing/shop'
import { Auditor } from './auditor'
import { Branches } from './branches'
import { CardMachine } from './card-machine'
import { Cashier } from './cashier'
import { SimClock } from './clock'
import { CouponsWorld } from './coupons-world'
import { Deaths } from './deaths'
import { SimDisk } from './disk'
import { Faults } from './faults'
import { Network, type Asker } from './network'
import { PrinterWorld } from './printer-world'
import { Reach } from './reach'
import { PromotionsWorld } from './promotions-world'
import { SimTerminal, type SimSettings } from './terminal'
import { hold, takeFailure } from './violation'

/** How rough it is: faults in a million chances, and how often the process dies. */
export type Weather = { readonly inMillion: number; readonly deathEveryMs: number }

const WEATHERS: readonly Weather[] = [
  { inMillion: 3_000, deathEveryMs: 3 * 3_600_000 },
  { inMillion: 25_000, deathEveryMs: 1_200_000 },
  { inMillion: 40_000, deathEveryMs: 900_000 },
  { inMillion: 160_000, deathEveryMs: 400_000 },
]

/** What a customer of a shop buys, on the average: mostly little, in some shops more. */
const PIECES: readonly number[] = [1, 1, 2, 2, 4]

/** Customers in ten who only buy and pay: in most shops nearly all, in one of four few, where rare meets rare. */
const PLAIN_IN_TEN: readonly number[] = [9, 9, 9, 3]

/** A shop in which nobody can buy anything for so long stands still. */
const STANDSTILL_MS = 7 * 24 * 3_600_000

/** What may be given to a shop from outside. */
export type ShopParts = {
  readonly seed: number
  readonly fired?: Map<string, number>
  readonly taken?: Map<string, number>
  readonly weather?: Weather
  readonly pieces?: number
  readonly plainInTen?: number
  readonly pauseMs?: number
  /** The longest a cashier takes for a step. */
  readonly thinkMs?: number
  /** False forgets what is over, as a soak must. */
  readonly keepsAll?: boolean
}

/** A whole shop in virtual time: one counter, its terminal through all its lives, and the world around it. */
export class SimShop {
  readonly clock: SimClock
  readonly disk: SimDisk
  readonly faults: Faults
  readonly branches: Branches
  readonly auditor: Auditor
  readonly coupons: CouponsWorld
  readonly promotions: PromotionsWorld
  readonly printer: PrinterWorld
  readonly cashier: Cashier
  readonly deaths: Deaths
  readonly network: Network
  readonly settings: SimSettings
  readonly chance: Chance
  terminal: SimTerminal
  lives = 0
  #ids = 0
  /** The life that was asked to end; it may die before it has. */
  #quitting: SimTerminal | null = null
  readonly #weather: Weather

  constructor(parts: ShopParts) {
    const { seed, fired, taken, keepsAll = true } = parts
    const chance = new Chance(seed)
    this.chance = chance
    this.#weather = parts.weather ?? chance.among(WEATHERS, { inMillion: 0, deathEveryMs: 1e9 })
    const start = new Date(2025, chance.below(12), 1 + chance.below(28), 8).getTime()
    this.clock = new SimClock(start)
    this.disk = new SimDisk(keepsAll)
    this.faults = new Faults(chance, this.#weather.inMillion, fired)
    this.branches = new Branches(taken)
    this.settings = { ...settingsOf(chance), hasRules: seed % 2 === 1 }
    const { clock, faults, branches, settings } = this
    this.auditor = new Auditor(clock, branches, settings.terms.pricesIncludeTax)
    this.coupons = new CouponsWorld(chance, faults, () => clock.truth)
    this.coupons.isPaid = (ref) => this.auditor.books.byRef.get(ref)?.sale != null
    this.promotions = new PromotionsWorld(chance, faults)
    this.auditor.promotions = this.promotions
    this.network = new Network(clock, chance, faults)
    this.deaths = new Deaths(clock, chance, faults)
    const { auditor } = this
    this.printer = new PrinterWorld({
      ...{ clock, chance, faults },
      came: (paper) => auditor.printed(paper),
      pulsed: (jobId) => auditor.pulsed(jobId),
    })
    const machine = new CardMachine(chance, auditor)
    const { pauseMs = 65_000, thinkMs = null } = parts
    const pieces = parts.pieces ?? chance.among(PIECES, 2)
    const wall = () => clock.wall
    const customers = chance.among([4, 34], 34)
    const plainInTen = parts.plainInTen ?? chance.among(PLAIN_IN_TEN, 9)
    this.cashier = new Cashier({
      ...{ chance, faults, auditor, machine, wall, pieces, customers, plainInTen },
      ...{ pauseMs, thinkMs },
      takesBack: keepsAll,
    })
    this.terminal = this.#life()
  }

  /** Opens the shop. */
  open(): void {
    this.terminal.start()
    this.#next(1_000)
    this.#trouble()
  }

  /** Lets one thing happen; false when nothing will any more. */
  async step(): Promise<boolean> {
    const went = this.clock.step()
    await settle()
    const failure = takeFailure()
    if (failure) throw failure.error
    if (!this.terminal.isAlive) await this.#restart()
    return went
  }

  /** Runs until so many orders were opened. */
  async sell(orders: number): Promise<void> {
    const { books } = this.auditor
    let [opened, since] = [0, this.clock.passed]
    while (books.opened < orders && (await this.step())) {
      if (books.opened > opened) [opened, since] = [books.opened, this.clock.passed]
      hold(this.clock.passed - since < STANDSTILL_MS, 'I35', 'nothing is sold any more')
    }
  }

  /** Runs for so long. */
  async pass(ms: number): Promise<void> {
    const end = this.clock.passed + ms
    const wait: { isOver: boolean } = { isOver: false }
    this.clock.after(ms, () => {
      wait.isOver = true
    })
    while (!wait.isOver && this.clock.passed < end + ms && (await this.step()))
      await Promise.resolve()
  }

  /** Nothing goes wrong any more; what is broken is mended. */
  calm(): void {
    this.faults.isOn = false
    this.network.mend()
    this.deaths.mend()
    this.coupons.skewMs = 0
    this.clock.set(0)
    this.cashier.isClosing = true
  }

  /** Leaves out what has been over for ten minutes, as a shop that never closes must. */
  forget(): void {
    const { auditor, coupons, promotions, network, cashier } = this
    auditor.forget(600_000)
    const { books } = auditor
    coupons.forget((hold) => !books.byRef.has(hold.orderRef))
    promotions.forget((use) => !books.orders.has(use.orderId))
    network.forget()
    cashier.forget(books.orders)
    this.printer.tape.length = 0
    this.printer.pulses.length = 0
  }

  #life(): SimTerminal {
    this.lives += 1
    const { clock, chance, faults, disk, deaths, auditor, settings } = this
    const newId = () => this.#newId()
    const world = new Reach(this)
    const reach = (asker: Asker) => world.by(asker)
    const parts = { clock, chance, faults, disk, deaths, auditor, settings, newId, reach }
    return new SimTerminal(parts)
  }

  /** Ids that can be repeated; the last four digits spread as those of a UUID do. */
  #newId(): string {
    this.#ids += 1
    const mixed = Math.imul(this.#ids, 0x9e3779b1) >>> 16
    return `id-${this.#ids}-${mixed.toString(16).padStart(4, '0')}`
  }

  async #restart(): Promise<void> {
    const { clock, deaths, terminal } = this
    terminal.effects.stop()
    terminal.clocks.stop()
    // Nobody starts the program again at once.
    const pause: { isUp: boolean } = { isUp: false }
    clock.after(1_000 + this.chance.below(this.chance.once(20) ? 900_000 : 20_000), () => {
      pause.isUp = true
    })
    while (!pause.isUp) {
      clock.step()
      await settle()
    }
    deaths.armRecovery()
    this.terminal = this.#life()
    this.terminal.start()
    await settle()
  }

  /** The cashier does one thing after another, for as long as the shop is open. */
  #next(wait: number): void {
    this.clock.after(wait, () => {
      const { terminal } = this
      if (!terminal.isAlive || this.#quitting === terminal) {
        this.#next(1_000)
        return
      }
      if (terminal.journal.isDoubtful) terminal.journal.close()
      if (terminal.lives()) terminal.clocks.look()
      this.#next(terminal.lives() ? this.cashier.act(terminal) : 1_000)
    })
  }

  /** Everything that goes wrong by itself: the process, the disk, the clock, the lines. */
  #trouble(): void {
    const { clock, faults, chance } = this
    const wait = chance.below(2 * this.#weather.deathEveryMs)
    clock.after(wait, () => {
      if (!faults.isOn) return
      this.#oneTrouble()
      this.#trouble()
    })
  }

  #oneTrouble(): void {
    const { clock, faults, chance, deaths, network, coupons } = this
    const service = chance.once(2) ? 'coupon' : 'promotion'
    const disk = chance.among(['full', 'unwritable', 'read-only'] as const, 'full')
    const kinds = ['death', 'death', 'death', 'quit', 'disk', 'clock', 'sleep', 'line'] as const
    switch (chance.among([...kinds, 'flap', 'voids', 'restart', 'skew'] as const, 'death')) {
      case 'death':
        return deaths.arm()
      case 'quit':
        return this.#quit()
      case 'disk':
        return deaths.failDisk(disk, 500 + chance.below(20_000))
      case 'clock':
        return this.#setClock()
      case 'sleep':
        return deaths.sleepNext(() => {
          faults.count('K4')
          clock.sleep(chance.among([1_000, 60_000, 1_000_000, 3 * 86_400_000], 1_000))
          network.down(service, 1)
        })
      case 'line':
        return network.down(service, 1_000 + chance.below(600_000))
      case 'flap':
        faults.count('K5')
        for (let time = 0; time < 10; time += 1) {
          clock.after(time * (100 + chance.below(30_000)), () =>
            network.down(service, 100 + chance.below(15_000)),
          )
        }
        return
      case 'voids':
        return network.loseVoids(service, 600_000 + chance.below(600_000))
      case 'restart':
        faults.count('provider restarts')
        return network.down(service, 3_000 + chance.below(30_000))
      case 'skew':
        faults.count(`P34 ${service}`)
        coupons.skewMs = chance.among([-86_400_000, 86_400_000, 30_000, 0, 0], 0)
    }
  }

  /** K1 and K2: somebody, or something, sets the clock. */
  #setClock(): void {
    const { chance, clock, faults } = this
    if (clock.wrongBy !== 0) return clock.set(0)
    const isBack = chance.once(2)
    faults.count(isBack ? 'K1' : 'K2')
    const hour = 3_600_000
    clock.set(isBack ? -hour : chance.among([hour, 365 * 24 * hour], hour))
  }

  #quit(): void {
    const { terminal } = this
    if (!terminal.isAlive) return
    this.#quitting = terminal
    void terminal.quit()
  }
}

function settingsOf(chance: Chance): Omit<SimSettings, 'hasRules'> {
  const hasCoupons = !chance.once(12)
  const terms = termsWith({
    pricesIncludeTax: chance.once(3),
    cashRounding: chance.among([1, 1, 5], 1),
    couponsReduceTaxBase: chance.once(2),
    couponService: hasCoupons,
  })
  return { terms, hasCoupons, hasPromotions: !chance.once(12), hasPrinter: !chance.once(20) }
}

/** Lets everything end that needs no time. */
async function settle(): Promise<void> {
  for (let turn = 0; turn < 16; turn += 1) await Promise.resolve()
}
