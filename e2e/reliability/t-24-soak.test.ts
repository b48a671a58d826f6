/*
 * A store day in virtual time: 20 scans an order, an order every 4.3 seconds or less for 24 hours, faults
 * at one in a hundred. What must stay flat is looked at each hour, after the garbage is collected. This part
 * is the till itself; windows, files and devices are measured in the real program.
 */
import { expect, it } from 'vitest'
import { heapAfterCollection } from './memory'
import { amount, ROW_MS, rowSeed, runRow } from './rows'
import { SimShop } from './sim/shop'

/** Faults at one in a hundred; the process dies about once an hour. */
const WEATHER = { inMillion: 10_000, deathEveryMs: 3_600_000 }

const HOUR_MS = 3_600_000

type Hour = { readonly heap: number; readonly timers: number; readonly open: number }

it(
  'a store day keeps everything flat',
  async () => {
    const hours = amount({ short: 1, gate: 24 })
    await runRow({ row: 'T-24', part: 'store-day' }, rowSeed(), async () => {
      const pace = { pieces: 25, pauseMs: 5_000, thinkMs: 75, keepsAll: false }
      const shop = new SimShop({ seed: rowSeed(), weather: WEATHER, ...pace })
      shop.open()
      const looks: Hour[] = []
      const quarters = hours * 4
      for (let quarter = 0; quarter < quarters; quarter += 1) {
        await shop.pass(HOUR_MS / 4)
        shop.forget()
        looks.push(lookAt(shop))
      }
      const { lastNumber: orders } = shop.auditor.books
      const scans = shop.cashier.scans
      const settled = looks.slice(Math.min(16, Math.floor(quarters / 4)))
      const first = settled[0] ?? looks[0]
      const last = settled.at(-1) ?? first
      const grownMb = ((last?.heap ?? 0) - (first?.heap ?? 0)) / 1_048_576
      const perHour = (grownMb * 4) / Math.max(1, settled.length - 1)
      const most = (of: (look: Hour) => number) => Math.max(...settled.map(of))
      expect(orders).toBeGreaterThanOrEqual(Math.floor((hours * 20_000) / 24))
      expect(scans).toBeGreaterThanOrEqual(Math.floor((hours * 400_000) / 24))
      // Each hold of the last quarter of an hour has the timer of its renewal.
      expect(most((look) => look.timers)).toBeLessThanOrEqual(400)
      expect(most((look) => look.open)).toBeLessThanOrEqual(80)
      if (settled.length > 8) expect(perHour).toBeLessThanOrEqual(0.5)
      return {
        'store hours': hours,
        orders,
        scans,
        'heap MB an hour (0.5)': Math.round(perHour * 100) / 100,
        'heap MB at the end': Math.round((last?.heap ?? 0) / 1_048_576),
        'timers at most': most((look) => look.timers),
        'open effects at most': most((look) => look.open),
        lives: shop.lives,
      }
    })
  },
  ROW_MS,
)

function lookAt(shop: SimShop): Hour {
  let open = 0
  for (const order of shop.terminal.till.state.orders.values()) {
    open += order.effects.filter((one) => !['delivered', 'closed'].includes(one.status)).length
  }
  return { heap: heapAfterCollection(), timers: shop.clock.waiting, open }
}
