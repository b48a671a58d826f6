import { expect, it } from 'vitest'
import { amount, ROW_MS, runRow } from './rows'
import { allCells, playCell } from './till/cells'

/*
 * The crash matrix: 11 effects × 5 cut points × 6 shapes of an order, in the gate each with a second crash inside
 * the recovery as well. A step that a shape does not have is proven absent and counted by itself.
 */
it(
  'every effect may be cut anywhere, and again while it recovers',
  async () => {
    await runRow({ row: 'T-01', part: 'matrix' }, null, async () => {
      const cells = allCells().slice(0, amount({ short: 330, gate: 1980 }))
      let held = 0
      let absent = 0
      const broken: string[] = []
      for (const cell of cells) {
        try {
          if ((await playCell(cell)) === 'held') held += 1
          else absent += 1
        } catch (error) {
          const why = error instanceof Error ? error.message : String(error)
          broken.push(
            `${cell.shape.name}, ${cell.step}, ${cell.point}, ${JSON.stringify(cell.second)}: ${why}`,
          )
        }
      }
      expect(broken).toEqual([])
      expect(held + absent).toBe(cells.length)
      return {
        cells: cells.length,
        'crashes that held (bar: all)': held,
        'not in this shape, proven absent': absent,
      }
    })
  },
  ROW_MS,
)
