import { median, ratioFigure, type Figure } from './figures'
import { barcodeOf, openBare, openTill, type Side } from './pair'
import { needed, pause } from './program'
import { MORE_ROWS } from './scans'

const CATALOG = 100_000
/** Typed letter by letter: part of a number, a common word, words that narrow each other down. */
const TYPED = ['7319', 'salmon', 'quillby tea']
const BACKSPACES = 12

/** Letters typed into the product search until what they find is painted; letters that find the same do not count. */
export async function measureSearch(rounds: number): Promise<readonly Figure[]> {
  const till = await openTill({ items: CATALOG })
  const bare = await openBare()
  const times: { till: number[]; bare: number[] } = { till: [], bare: [] }
  try {
    await till.program.run(`document.querySelector('[data-field=search]').focus()`)
    await bare.program.run(
      `document.getElementById('input').focus(), document.getElementById('input').dataset.echo = 1`,
    )
    for (let round = 0; round < rounds; round += 1) {
      for (const text of TYPED) {
        times.till.push(...(await typed(till, text, FOUND)))
        times.bare.push(...(await typed(bare, text, MORE_ROWS)))
        await bare.clear()
      }
    }
  } finally {
    await till.close()
    await bare.close()
  }
  const name = 'Search as typed, 100,000 items → painted'
  return [
    ratioFigure({
      name,
      ours: median(times.till),
      floor: median(times.bare),
      most: 2,
      unit: 'ms',
    }),
  ]
}

/** The last tender of 30 lines until Sale complete and its receipt are painted. */
export async function measureTender(rounds: number): Promise<readonly Figure[]> {
  const till = await openTill({ items: 1000 })
  const bare = await openBare()
  const times: { till: number[]; bare: number[] } = { till: [], bare: [] }
  try {
    for (let round = 0; round < rounds; round += 1) {
      times.till.push(await payThirty(till))
      await bare.clear()
      await pause(200)
      times.bare.push(
        await needed(
          bare.program.timed(MORE_ROWS, () =>
            bare.program.click(`document.getElementById('button')`),
          ),
        ),
      )
    }
  } finally {
    await till.close()
    await bare.close()
  }
  const name = 'Last tender → Sale complete with receipt, 30 lines'
  return [
    ratioFigure({ name, ours: median(times.till), floor: median(times.bare), most: 4, unit: 'ms' }),
  ]
}

/** Something else is found than before, for the text that is typed now. */
const FOUND = `((text, before) => () => text() !== before)(
  () => document.getElementById('search-results')?.textContent ?? '',
  document.getElementById('search-results')?.textContent ?? '')`

async function typed(side: Side, text: string, holds: string): Promise<readonly number[]> {
  const times: number[] = []
  for (const letter of text) {
    await pause(120 + Math.random() * 60)
    const time = await side.program.timed(holds, () => side.program.press(letter))
    if (time !== null) times.push(time)
  }
  for (let press = 0; press < BACKSPACES; press += 1) await side.program.press('Backspace')
  await pause(300)
  return times
}

const COMPLETE = `() => document.querySelector('.complete') && document.querySelector('.receipt-line')`

async function payThirty(till: Side): Promise<number> {
  const codes = Array.from({ length: 30 }, (_, nth) => barcodeOf(100 + nth))
  await till.scanner.burst(codes)
  await till.program.run(`new Promise((done) => {
    const look = () => window.till.ask('till:view', null).then(({ value }) =>
      value.order.lines.length === 30 ? done() : setTimeout(look, 30))
    look() })`)
  await pause(300)
  await till.program.run(`window.till.ask('till:run', { type: 'Pay' })`)
  await till.program.run(`probe.whenReady(() => document.querySelector('.tender-quick button'))`)
  await till.program.click(`document.querySelector('.tender-quick button')`)
  await pause(700)
  const forward = `[...document.querySelectorAll('button')].find((one) => one.textContent.includes('Take cash'))`
  const time = await needed(till.program.timed(COMPLETE, () => till.program.click(forward)))
  await pause(500)
  await till.program.run(`window.till.ask('till:run', { type: 'NewOrder' })`)
  return time
}
