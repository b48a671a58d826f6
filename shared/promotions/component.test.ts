import { expect, it } from 'vitest'
import { solve } from './component'
import type { Deal } from './deals'
import type { Offered } from './search'

/** So much off one piece of each kind; with so many states that two have room side by side, and no third. */
function wide(rule: number, saved: Readonly<Record<number, number>>): Deal {
  const roles = Object.entries(saved).map(
    ([kind, off]) => [Number(kind), [{ role: 0, saved: off }]] as const,
  )
  return {
    ...{ rule, limit: null, priority: 0, states: 2 ** 20, roles: new Map(roles) },
    ...{ step: () => 0, completes: () => true, accepts: () => true },
    ...{ cost: 0, lends: [0], lent: () => 0, counting: { by: 'pieces' } },
  }
}

function kinds(count: number): readonly Offered[] {
  const own = { price: 100, count: 1, alone: 0, alonePriority: 0 }
  return Array.from({ length: count }, (_, at) => ({ at, ...own }))
}

it('deals that have no room side by side come one after another, for a single cent too', () => {
  const deals = [wide(0, { 0: 10, 3: 5 }), wide(1, { 1: 10, 3: 5 }), wide(2, { 2: 1, 3: 5 })]
  const found = solve({ kinds: kinds(4), deals })
  expect(found).toMatchObject({ gain: 26, bounded: true })
  expect(found.deals.map(({ deal, saved, times }) => [deal, saved, times])).toEqual([
    ...[
      [0, 15, 2],
      [1, 10, 1],
      [2, 1, 1],
    ],
  ])
})

it('of two deals on one piece the second has what is left, and nothing once that is gone', () => {
  const deals = [wide(0, { 0: 10 }), wide(1, { 0: 9 }), wide(2, { 0: 8 })]
  expect(solve({ kinds: kinds(1), deals })).toMatchObject({
    ...{ gain: 10, bounded: true },
    deals: [{ deal: 0, saved: 10, takes: [{ kind: 0, pieces: 1, saved: 10 }] }],
  })
})

it('two deals that leave nothing better to look for have it all, over what a piece has alone', () => {
  const deals = [wide(0, { 0: 10, 1: 10 }), wide(1, { 1: 10, 2: 10 })]
  const chosen = (own: Partial<Offered>) => {
    const {
      gain,
      bounded,
      deals: found,
    } = solve({
      kinds: kinds(3).map((kind) => ({ ...kind, ...own })),
      deals,
    })
    expect(bounded).toBe(false)
    return [gain, found.flatMap((one) => one.takes.map((take) => take.kind)).sort()]
  }
  expect(chosen({})).toEqual([30, [0, 1, 2]])
  expect(chosen({ alone: 4 })).toEqual([18, [0, 1, 2]])
  expect(chosen({ alone: 4, alonePriority: 1 })).toEqual([18, [0, 1, 2]])
  expect(chosen({ alone: 11 })).toEqual([0, []])
})
