/*
 * Reads a catalog in a process of its own and says, as one line of JSON, what that cost:
 * `node reader.cjs <catalog.csv> <items> <seed>`.
 */
import { monitorEventLoopDelay } from 'node:perf_hooks'
import { Catalog } from '../../../electron/catalog/catalog'
import { checkDigit } from '../../../shared/barcode/gtin'
import { Chance } from '../../../shared/order/testing/chance'
import { heapAfterCollection } from '../memory'

const LOOK_UPS = 20_000

async function main(): Promise<void> {
  const [, , file = '', items = '', seed = ''] = process.argv
  const count = Number(items)
  const chance = new Chance(Number(seed))

  heapAfterCollection()
  const rssBefore = process.memoryUsage.rss()
  const delay = monitorEventLoopDelay({ resolution: 5 })
  delay.enable()
  const busy = watched()
  const began = performance.now()
  const started = process.cpuUsage()
  const catalog = new Catalog()
  const report = await catalog.load(file, 2)
  const importMs = performance.now() - began
  const { user, system } = process.cpuUsage(started)
  delay.disable()
  const busyMs = busy()
  heapAfterCollection()
  const rssMb = (process.memoryUsage.rss() - rssBefore) / 2 ** 20

  const times: number[] = []
  let wrong = 0
  for (let look = 0; look < LOOK_UPS; look += 1) {
    const n = 1 + chance.below(count)
    const code = benchBarcode(n)
    const from = performance.now()
    const [found] = catalog.find([code])
    times.push(performance.now() - from)
    if (found?.sku !== `item-${String(n).padStart(7, '0')}`) wrong += 1
  }
  times.sort((a, b) => a - b)
  process.stdout.write(
    JSON.stringify({
      loaded: report.loaded,
      wrong,
      importMs,
      importWorkMs: (user + system) / 1000,
      busyMs,
      rssMb,
      stallMs: delay.max / 1e6,
      lookUpP99Ms: times[Math.floor(times.length * 0.99)],
    }),
  )
}

/**
 * Watches how long one turn of the event loop works, in processor time of the whole process, its helpers'
 * included. Ends and answers the longest when called.
 */
function watched(): () => number {
  let longest = 0
  let isOver = false
  let used = process.cpuUsage()
  const turn = () => {
    const { user, system } = process.cpuUsage(used)
    longest = Math.max(longest, (user + system) / 1000)
    used = process.cpuUsage()
    if (!isOver) setImmediate(turn)
  }
  turn()
  return () => {
    isOver = true
    return longest
  }
}

/** As scripts/make-bench-catalog.mjs gives them out. */
function benchBarcode(n: number): string {
  const digits = `20${String(n).padStart(10, '0')}`
  return `${digits}${checkDigit(digits)}`
}

void main()
