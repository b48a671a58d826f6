/*
 * T-10, the part that measures time: nothing runs beside it in the long lane.
 */
import { performance } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import { RESPONSE_BYTES_MAX } from '../../electron/providers/http'
import { parseJson } from '../../electron/providers/json'
import { Chance } from '../../shared/order/testing/chance'
import { percentile } from './providers/fuzz/percentile'
import { seeded } from './providers/fuzz/values'
import { amount, ROW_MS, rowSeed, runRow } from './rows'

it(
  'T-10 a megabyte that is slow to read is read in time',
  async () => {
    const seed = rowSeed()
    await runRow({ row: 'T-10', part: 'parse' }, seed, () => {
      const chance = new Chance(seed)
      const times: number[] = []
      const works: number[] = []
      const count = amount({ short: 60, gate: 600 })
      for (let turn = 0; turn < count; turn += 1) {
        const text = `{"x":${seeded.large(chance)}}`
        expect(text.length).toBeLessThanOrEqual(RESPONSE_BYTES_MAX)
        const began = performance.now()
        const used = process.cpuUsage()
        parseJson(text)
        const { user, system } = process.cpuUsage(used)
        works.push((user + system) / 1000)
        times.push(performance.now() - began)
      }
      return {
        bodies: count,
        'parse p99, ms of processor time (bar 50)': percentile(works, 0.99),
        'parse max, ms of processor time (bar 50)': percentile(works, 1),
        // The clock on the wall also counts what others did with the processor meanwhile.
        'parse p99, ms on the wall': percentile(times, 0.99),
        'parse max, ms on the wall': percentile(times, 1),
      }
    })
  },
  ROW_MS,
)
