import type { Chance } from '../../../shared/order/testing/chance'
import type { Faults } from './faults'
import type { SimTerminal } from './terminal'

const GOODS = ['400001102312', '400001102459', '400001203019', '400001302200'] as const

/** B15 and B10: what somebody may print on a label. */
const HOSTILE = ["'; DROP TABLE events; --", '<img src=x onerror=alert(1)>', '../../etc/passwd']
const BROKEN = ['4000\u000011', '\u001bp012', 'AB\ufffdCD', '\u0085\u009b']

/** A scanner in the hand of the cashier. */
export class Scanner {
  readonly #chance: Chance
  readonly #faults: Faults
  readonly #wall: () => number
  count = 0

  constructor(chance: Chance, faults: Faults, wall: () => number) {
    this.#chance = chance
    this.#faults = faults
    this.#wall = wall
  }

  /** Scans goods, or what happens to be in front of the glass. */
  scan(terminal: SimTerminal): void {
    const chance = this.#chance
    if (this.#faults.happens(3)) {
      this.#trouble(terminal)
      return
    }
    if (chance.once(20)) this.code(terminal, chance.among(['4006381333931', '4006381333932'], ''))
    else this.code(terminal, chance.among(GOODS, GOODS[0]))
  }

  /** Scans one code. */
  code(terminal: SimTerminal, code: string, at = this.#wall()): void {
    this.count += 1
    const number = this.count
    terminal.scans.take({ number, code, symbology: null, source: 'serial', at, leaked: '' })
  }

  /** B14: a scan where no order is open to it. */
  during(terminal: SimTerminal): void {
    this.#faults.count('B14')
    const place = this.#chance.among(['payment', 'dialog', 'locked', 'owed'] as const, 'payment')
    terminal.scans.setPlace(place)
    this.code(terminal, this.#chance.among([...GOODS, 'PROMO-ANY1', ...HOSTILE], GOODS[0]))
    terminal.scans.setPlace('payment')
  }

  /** B13: more scans at once than may wait. */
  flood(terminal: SimTerminal): void {
    this.#faults.count('B13')
    const at = this.#wall()
    for (let number = 0; number < 70; number += 1) {
      this.code(terminal, this.#chance.among(GOODS, GOODS[0]), at + number * 40)
    }
  }

  #trouble(terminal: SimTerminal): void {
    const which = this.#faults.among(['B10', 'B12', 'B15', 'B16'] as const, 'B12')
    this.#faults.count(which)
    switch (which) {
      case 'B10':
        return this.code(terminal, this.#chance.among(BROKEN, ''))
      case 'B12': {
        const code = this.#chance.among(GOODS, GOODS[0])
        const at = this.#wall()
        this.code(terminal, code, at)
        const pieces = piecesOn(terminal)
        this.code(terminal, code, at + 10 + this.#chance.below(20))
        if (terminal.isAlive && piecesOn(terminal) !== pieces)
          throw new Error('B12 makes two lines')
        return
      }
      case 'B15':
        return this.code(terminal, this.#chance.among(HOSTILE, ''))
      case 'B16':
        this.count += 1
        terminal.scans.reject({
          number: this.count,
          ...{ code: '', symbology: null, source: 'serial', at: this.#wall(), leaked: '' },
        })
    }
  }
}

function piecesOn(terminal: SimTerminal): number {
  return (terminal.till.current?.lines ?? []).reduce((all, line) => all + line.quantity, 0)
}
