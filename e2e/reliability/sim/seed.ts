import { comesToAnEnd, endsAtLast } from './liveness'
import { SimShop, type ShopParts } from './shop'
import { takeFailure, Violation } from './violation'

/** What one seed came to. */
export type SeedResult = {
  readonly seed: number
  readonly orders: number
  readonly paid: number
  readonly lives: number
  readonly hours: number
  readonly events: number
  readonly history: string
  readonly violation: string | null
}

/** Runs one seed: a shop in all weathers, then the calm after it. */
export async function runSeed(parts: ShopParts, orders: number): Promise<SeedResult> {
  const shop = new SimShop(parts)
  let violation: string | null = null
  // A promise of a shop that has failed may fail after it.
  const ignore = () => undefined
  process.on('unhandledRejection', ignore).on('uncaughtException', ignore)
  try {
    shop.open()
    await shop.sell(orders)
    await endSeed(shop)
  } catch (error) {
    violation = told(error)
    await new Promise((resolve) => setImmediate(resolve))
    takeFailure()
  } finally {
    process.off('unhandledRejection', ignore).off('uncaughtException', ignore)
  }
  const { books } = shop.auditor
  return {
    seed: parts.seed,
    orders: books.opened,
    paid: books.paid,
    lives: shop.lives,
    hours: shop.clock.running / 3_600_000,
    events: books.seq,
    history: shop.disk.history(),
    violation,
  }
}

/** After the storm: everything comes to its end, and the books agree. */
async function endSeed(shop: SimShop): Promise<void> {
  shop.calm()
  await comesToAnEnd(shop)
  await endsAtLast(shop)
  shop.cashier.count(shop.terminal)
  shop.auditor.closeBooks(shop.coupons, shop.promotions)
}

function told(error: unknown): string {
  if (error instanceof Violation) return error.message
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
