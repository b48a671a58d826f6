/*
 * A store that never closes, in a process of its own: `node program.cjs <seed> <hours>`. One line of JSON for
 * each quarter of an hour, and a last one with what the day came to.
 */
import { writeSync } from 'node:fs'
import { heapAfterCollection } from '../memory'
import { SimShop } from './shop'

/** Faults at one in a hundred; the process dies about once an hour. */
const WEATHER = { inMillion: 10_000, deathEveryMs: 3_600_000 }

/** Twenty scans an order, and an order every 4.3 seconds or less. */
const PACE = { pieces: 25, plainInTen: 4, pauseMs: 5_000, thinkMs: 98, keepsAll: false }

const QUARTER_MS = 900_000

/** What must stay flat, at one moment. */
export type Look = { readonly heap: number; readonly timers: number; readonly open: number }

/** What the day came to. */
export type Day = { readonly orders: number; readonly scans: number; readonly lives: number }

async function main(): Promise<void> {
  const [seed = 7919, hours = 1] = process.argv.slice(2).map(Number)
  const shop = new SimShop({ seed, weather: WEATHER, ...PACE })
  shop.open()
  for (let quarter = 0; quarter < hours * 4; quarter += 1) {
    await shop.pass(QUARTER_MS)
    shop.forget()
    writeSync(1, `${JSON.stringify(lookAt(shop))}\n`)
  }
  const { opened: orders } = shop.auditor.books
  const day: Day = { orders, scans: shop.cashier.scans, lives: shop.lives }
  writeSync(1, `${JSON.stringify(day)}\n`)
}

function lookAt(shop: SimShop): Look {
  let open = 0
  for (const order of shop.terminal.till.state.orders.values()) {
    open += order.effects.filter((one) => !['delivered', 'closed'].includes(one.status)).length
  }
  return { heap: heapAfterCollection(), timers: shop.clock.waiting, open }
}

main().catch((error: unknown) => {
  console.error(error)
  process.exitCode = 1
})
