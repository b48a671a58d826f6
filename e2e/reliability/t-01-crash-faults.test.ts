import { describe, expect, it } from 'vitest'
import { allCells, playCell, POINTS, STEPS, type Cell } from './till/cells'

/* The faults C1 to C6 by name: each cut point, at every effect of the fullest shapes. */
const FAULTS = ['[C1]', '[C2]', '[C3]', '[C4]', '[C5]'] as const

const SINGLE = allCells().filter((cell) => cell.second === null)

function cellsOf(point: Cell['point']): readonly Cell[] {
  const full = ['coupon, promotion and card', 'three coupons']
  return SINGLE.filter((cell) => cell.point === point && full.includes(cell.shape.name))
}

describe('a process that dies', () => {
  it.each(POINTS.map((point, index) => [FAULTS[index] ?? '', point] as const))(
    '%s %s: one effect in the end, or none',
    async (_fault, point) => {
      const ends = await Promise.all(cellsOf(point).map((cell) => playCell(cell)))
      expect(ends.filter((end) => end === 'held').length).toBeGreaterThan(Object.keys(STEPS).length)
    },
  )

  it('[C6] inside its recovery ends the same', async () => {
    const doubles = allCells().filter(
      ({ second, shape }) => second !== null && shape.name === 'three coupons',
    )
    const ends = await Promise.all(doubles.filter((_, index) => index % 7 === 0).map(playCell))
    expect(ends.filter((end) => end === 'held').length).toBeGreaterThan(15)
  })
})
