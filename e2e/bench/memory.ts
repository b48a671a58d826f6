import { median, ratioFigure, boundFigure, type Figure } from './figures'
import { barcodeOf, openBare, openTill, type Side } from './pair'
import { pause } from './program'

const SWITCHES = ['--js-flags=--expose-gc']
const LINES = 100

/** Memory of all processes after 100 lines, and what each order leaves behind. */
export async function measureMemory(orders: number): Promise<readonly Figure[]> {
  const till = await openTill({ items: 1000, switches: SWITCHES })
  const bare = await openBare(SWITCHES)
  try {
    const figures = [await afterLines(till, bare), await afterOrders(till, orders)]
    return figures
  } finally {
    await till.close()
    await bare.close()
  }
}

async function afterLines(till: Side, bare: Side): Promise<Figure> {
  for (const side of [till, bare]) {
    for (let first = 100; first < 100 + LINES; first += 25) {
      await side.scanner.burst(Array.from({ length: 25 }, (_, nth) => barcodeOf(first + nth)))
      await pause(600)
    }
  }
  const times: { till: number[]; bare: number[] } = { till: [], bare: [] }
  for (let round = 0; round < 5; round += 1) {
    times.till.push(await settled(till))
    times.bare.push(await settled(bare))
  }
  return ratioFigure({
    name: 'Memory after 100 lines, all processes',
    ours: median(times.till),
    floor: median(times.bare),
    most: 1.3,
    unit: 'MB',
    note: 'Proportional set size, 1,000 items.',
  })
}

async function afterOrders(till: Side, orders: number): Promise<Figure> {
  await till.clear()
  await sell(till, 50)
  const marks: number[] = []
  const steps = 5
  for (let step = 0; step <= steps; step += 1) {
    if (step > 0) await sell(till, orders / steps)
    await pause(1000)
    marks.push(await settled(till))
  }
  const growth = (((marks.at(-1) ?? 0) - (marks[0] ?? 0)) * 1024) / orders
  const noise = Math.max(...marks.slice(1).map((mark, at) => Math.abs(mark - (marks[at] ?? mark))))
  return boundFigure({
    name: `Growth per order over ${orders} orders`,
    ours: Math.max(0, growth),
    most: 8,
    unit: 'kB',
    note: `Readings every ${orders / steps} orders: ${marks.map((mark) => mark.toFixed(1)).join(', ')} MB; largest step ${noise.toFixed(1)} MB.`,
  })
}

export async function settled(side: Side): Promise<number> {
  await side.program.collect()
  await pause(500)
  await side.program.collect()
  return await side.program.memoryMb()
}

/** Whole sales, as fast as the bridge lets a window ask. */
export async function sell(till: Side, orders: number): Promise<void> {
  await till.program.run(`(async () => {
    const ask = async (command) => {
      for (;;) {
        const reply = await window.till.ask('till:run', command)
        if (reply.ok) return
        if (reply.error.code !== 'too-many-calls') throw new Error(command.type + ': ' + reply.error.code)
        await new Promise((later) => setTimeout(later, 100))
      }
    }
    const number = (nth) => 'item-' + String(nth % 900 + 1).padStart(7, '0')
    for (let order = 0; order < ${orders}; order += 1) {
      for (const nth of [0, 1, 2]) await ask({ type: 'AddItem', sku: number(order * 3 + nth) })
      await ask({ type: 'Pay' })
      const { value } = await window.till.ask('till:view', null)
      await ask({ type: 'TakeCash', received: value.cashToPay })
      await ask({ type: 'NewOrder' })
      await new Promise((later) => setTimeout(later, 30))
    } })()`)
}
