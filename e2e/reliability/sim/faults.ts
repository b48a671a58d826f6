import type { Chance } from '../../../shared/order/testing/chance'

/** What may go wrong on the way to a provider, by the ids of the catalogue; run for both providers. */
export const LINE_FAULTS = [
  'P1',
  'P2',
  'P3',
  'P4',
  'P5',
  'P6',
  'P7',
  'P8',
  'P9',
  'P10',
  'P11',
  'P12',
  'P13',
  'P14',
  'P15',
  'P17',
  'P18',
  'P20',
  'P25',
  'P28',
  'P29',
  'P36',
] as const

/** One of them. */
export type LineFault = (typeof LINE_FAULTS)[number]

/** Which provider a message is for. */
export type Service = 'coupon' | 'promotion'

const BOTH = [...LINE_FAULTS, 'P19', 'P21', 'P26', 'P34'] as const

/** Every fault that the simulation can bring about; each must have fired before a run counts. */
export const SIMULATED: readonly string[] = [
  ...BOTH.flatMap((id) => [`${id} coupon`, `${id} promotion`]),
  'P22 coupon',
  'P23 promotion',
  'P24 coupon',
  'P27 promotion',
  'provider restarts',
  ...['C1', 'C2', 'C3', 'C4', 'C5', 'C6', 'C7', 'C9', 'C10', 'C11', 'C12', 'C13'],
  ...['H1', 'H2', 'H3', 'H4', 'H5', 'H6', 'H7', 'H8', 'H9', 'H12', 'H14', 'H15', 'H16'],
  ...['B10', 'B12', 'B13', 'B14', 'B15', 'B16'],
  ...['K1', 'K2', 'K4', 'K5'],
  'R5',
  'R6',
]

/** Decides when something goes wrong, and counts what did. */
export class Faults {
  readonly fired: Map<string, number>
  /** While false nothing goes wrong any more. */
  isOn = true
  readonly #chance: Chance
  readonly #inMillion: number

  constructor(chance: Chance, inMillion: number, fired = new Map<string, number>()) {
    this.#chance = chance
    this.#inMillion = inMillion
    this.fired = fired
  }

  /** Whether something goes wrong now; `weight` makes it likelier than a message that is lost. */
  happens(weight = 1): boolean {
    return this.isOn && this.#chance.below(1_000_000) < this.#inMillion * weight
  }

  /** Counts one. */
  count(name: string): void {
    this.fired.set(name, (this.fired.get(name) ?? 0) + 1)
  }

  /** One of several, evenly. */
  among<Name extends string>(names: readonly Name[], none: Name): Name {
    return this.#chance.among(names, none)
  }
}
