import type { Chance } from '../../../shared/order/testing/chance'

/** What a customer came for. */
export type Plan = {
  pieces: number
  codes: readonly string[]
  phone: string | null
  hold: boolean
  cancel: boolean
  discount: boolean
  pays: 'cash' | 'card' | 'split'
  backs: number
}

/** Of ten customers so many only buy and pay, as in any shop; the others bring all they can think of. */
export const PLAIN_IN_TEN = 4

/** Goods and money, nothing else. */
export function plainPlan(chance: Chance, pieces: number): Plan {
  return {
    pieces: 1 + chance.below(2 * pieces - 1),
    codes: [],
    phone: null,
    hold: false,
    cancel: false,
    discount: false,
    pays: chance.among(['cash', 'cash', 'card'] as const, 'cash'),
    backs: 0,
  }
}
