import { median, percentile, ratioFigure, boundFigure, type Figure } from './figures'
import { barcodeOf, openBare, openTill, type Side } from './pair'
import { clockMs, needed, pause } from './program'

type Row = { readonly number: number; readonly madeAt: number; readonly paintedAt: number }

const BLOCK = 25
const CATALOG = 100_000
/** Never the same phase of the screen's frames twice in a row. */
const GAP_MS = { least: 90, spread: 60 }

/** A scan on the serial line until its row is painted, on an order that is short and on one of 500 lines. */
export async function measureScans(rounds: number): Promise<readonly Figure[]> {
  const till = await openTill({ items: CATALOG })
  const bare = await openBare()
  try {
    const short = await alternate(till, bare, { rounds, lines: 0 })
    const enter = await pressEnter(bare, rounds * BLOCK)
    const long = await alternate(till, bare, { rounds, lines: 500 })
    return [
      ...figuresOf('Scan → line painted, 100,000 items', short, 1.3),
      ...figuresOf('The same against Enter in the bare page', { ...short, bare: enter }, 1.3),
      ...figuresOf('The same with 500 lines on the order', long, 1.6),
    ]
  } finally {
    await till.close()
    await bare.close()
  }
}

/** 300 scans in a row as fast as the line allows: how long after the last byte the last row is painted. */
export async function measureBurst(
  env: Readonly<Record<string, string>> = {},
  name = '300 scans at 115,200 baud → all painted, in order',
): Promise<readonly Figure[]> {
  const till = await openTill({ items: CATALOG, env })
  const times: number[] = []
  try {
    for (let round = 0; round < 3; round += 1) {
      await till.clear()
      times.push(await burst(till, 10_000 + round * 1000))
    }
  } finally {
    await till.close()
  }
  return [boundFigure({ name, ours: median(times), most: 1000, unit: 'ms after the last byte' })]
}

type Times = { readonly till: readonly number[]; readonly bare: readonly number[] }

function figuresOf(name: string, times: Times, most: number): readonly Figure[] {
  return [50, 99].map((percent) =>
    ratioFigure({
      name: `${name}, ${percent === 50 ? 'median' : 'p99'}`,
      ours: percentile(times.till, percent),
      floor: percentile(times.bare, percent),
      most,
      unit: 'ms',
    }),
  )
}

async function alternate(
  till: Side,
  bare: Side,
  { rounds, lines }: { readonly rounds: number; readonly lines: number },
): Promise<Times> {
  const times: { till: number[]; bare: number[] } = { till: [], bare: [] }
  let item = 20_000
  if (lines > 0) {
    for (const side of [till, bare]) {
      await side.clear()
      await fill(side, lines)
    }
  }
  for (let round = 0; round < rounds; round += 1) {
    for (const name of ['till', 'bare'] as const) {
      const side = name === 'till' ? till : bare
      if (lines === 0) await side.clear()
      await pause(300)
      times[name].push(...(await block(side, item)))
    }
    item += BLOCK
  }
  return times
}

/** One block of scans; answers the milliseconds of each. */
export async function block(side: Side, first: number): Promise<readonly number[]> {
  await side.program.run(`probe.watch('${side.list}')`)
  const sent = new Map<number, number>()
  for (let item = first; item < first + BLOCK; item += 1) {
    await pause(GAP_MS.least + Math.random() * GAP_MS.spread)
    sent.set(item, clockMs())
    await side.scanner.scan(barcodeOf(item))
  }
  await pause(400)
  const rows = await side.program.run<readonly Row[]>('probe.rows()')
  const painted = new Map(rows.map((row) => [row.number, row.paintedAt]))
  return [...sent].map(([item, at]) => {
    const paintedAt = painted.get(item) ?? 0
    if (paintedAt === 0) throw new Error(`Item ${item} was never painted`)
    return paintedAt - (at + side.offsetMs)
  })
}

/** Puts lines on the order, in pieces that a scanner's line carries easily. */
export async function fill(side: Side, lines: number): Promise<void> {
  for (let item = 50_000; item < 50_000 + lines; item += 50) {
    await side.scanner.burst(Array.from({ length: 50 }, (_, nth) => barcodeOf(item + nth)))
    await pause(700)
  }
  await pause(1500)
}

export async function burst(till: Side, first: number): Promise<number> {
  await till.program.run(`probe.watch('${till.list}')`)
  const bytes = Buffer.from(
    Array.from({ length: 300 }, (_, nth) => `${barcodeOf(first + nth)}\r`).join(''),
  )
  const began = clockMs()
  // Ten bits a byte: 11.52 bytes a millisecond.
  for (let at = 0; at < bytes.length;) {
    const due = Math.min(bytes.length, Math.ceil((clockMs() - began) * 11.52))
    if (due > at) await till.scanner.raw(bytes.subarray(at, due))
    at = Math.max(at, due)
    await pause(2)
  }
  const lastByte = clockMs() + till.offsetMs
  const last = first + 299
  await till.program.run(`new Promise((painted) => {
    const look = () => probe.rows().find((row) => row.number === ${last} && row.paintedAt)
      ? painted() : setTimeout(look, 20)
    look() })`)
  const rows = await till.program.run<readonly Row[]>('probe.rows()')
  await assertOrder(till, first)
  return Math.max(...rows.map((row) => row.paintedAt)) - lastByte
}

async function assertOrder(till: Side, first: number): Promise<void> {
  const names = await till.program.run<readonly string[]>(
    `window.till.ask('till:view', null).then(({ value }) => value.order.lines.map((line) => line.name))`,
  )
  const numbers = names.map((name) => Number(name.split(' ').at(-1)))
  if (numbers.length !== 300 || numbers.some((number, index) => number !== first + index)) {
    const wrong = numbers.findIndex((number, index) => number !== first + index)
    throw new Error(
      `A scan was lost or out of order: ${numbers.length} lines, ${numbers[wrong]} at ${wrong}`,
    )
  }
}

/** Enter in the bare page's input until the row is painted. */
async function pressEnter(bare: Side, times: number): Promise<readonly number[]> {
  await bare.clear()
  await bare.program.run(`document.getElementById('input').focus()`)
  const taken: number[] = []
  for (let press = 1; press <= times; press += 1) {
    await pause(40 + Math.random() * GAP_MS.spread)
    if (press % BLOCK === 0) await bare.clear()
    taken.push(await needed(bare.program.timed(MORE_ROWS, () => bare.program.press('Enter'))))
  }
  return taken
}

/** One row more than now. */
export const MORE_ROWS = `((count, before) => () => count() > before)(
  () => document.querySelectorAll('.row').length, document.querySelectorAll('.row').length)`
