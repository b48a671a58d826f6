import { describe, expect, it } from 'vitest'
import { apply } from '../../shared/order/apply'
import type { Order } from '../../shared/order/order'
import { isDone } from '../../shared/order/till-state'
import type { ReceiptDocument } from '../../shared/receipt/document'
import { happeningOf } from './record'
import { sell } from './testing/cashier'
import type { Death } from './testing/mortal-journal'
import { Station } from './testing/station'

/** The commits of a whole sale, from the first line to the last effect. */
async function commitsOfASale(): Promise<number> {
  const station = await new Station().start()
  await sell(station)
  return station.journal.commits
}

const COMMITS = await commitsOfASale()

const DEATHS: readonly Death[] = Array.from({ length: COMMITS }, (_, index) => index + 1).flatMap(
  (commit) => [{ commit, side: 'before' } as const, { commit, side: 'after' } as const],
)

function isCopy(document: ReceiptDocument): boolean {
  return document.blocks[0]?.type === 'flag'
}

/** What must be true of the world when a sale has come to its end, whatever happened on the way. */
function assertSold(station: Station): void {
  const { world, order } = station
  expect(order.status).toBe('closed')
  expect(order.sale).toMatchObject({ due: 8334, receiptNumber: 1, change: 1000 })
  expect(order.number).toBe(1)
  const captured = [...world.holds.values()].filter((hold) => hold.status === 'captured')
  expect(captured).toHaveLength(1)
  expect(world.heldStill).toEqual([])
  expect([...world.codes.values()].filter((status) => status === 'redeemed')).toHaveLength(1)
  expect([...world.codes.values()]).not.toContain('reserved')
  expect(new Set(world.keys('apply')).size).toBe(1)
  expect(new Set(world.keys('redeem')).size).toBe(1)
  // A paper that may have come out is followed by a copy only; the customer has one in any case.
  const originals = world.papers.filter((paper) => !isCopy(paper))
  expect(originals.length).toBeLessThanOrEqual(1)
  expect(world.papers.length).toBeGreaterThanOrEqual(1)
  expect(new Set(world.papers.map((paper) => JSON.stringify(paper.blocks[0]))).size).toBe(
    world.papers.length,
  )
  expect(world.pulses).toBeLessThanOrEqual(1)
  expect(world.count('pulse')).toBeLessThanOrEqual(1)
  expect(world.messages.at(-1)).toBe('completed')
  expect(world.messages.indexOf('completed')).toBeGreaterThan(world.messages.lastIndexOf('open'))
  expect(station.disk.sealed.length).toBeLessThanOrEqual(1)
}

/** What the next process would read is what this one holds in memory. */
function assertJournalIsMemory(station: Station): void {
  const { disk, till } = station
  const streams = new Map<string, Order>()
  for (const entry of disk.read()) {
    streams.set(entry.stream, apply(streams.get(entry.stream) ?? null, happeningOf(entry)))
  }
  for (const [id, order] of streams) {
    const live = !isDone(order) || id === till.state.currentId
    expect(till.state.orders.get(id)).toEqual(live ? order : undefined)
  }
}

describe('a whole sale', () => {
  it('sells, uses and prints everything once', async () => {
    const station = await new Station().start()
    await sell(station)
    assertSold(station)
    assertJournalIsMemory(station)
    expect(station.world.pulses).toBe(1)
    expect(COMMITS * 2).toBeGreaterThanOrEqual(60)
  })
})

/** Hundreds of lives, one after the other. */
const MANY_LIVES_MS = 120_000

describe('a process that dies', () => {
  it.each(DEATHS)('$side commit $commit loses nothing and does nothing twice', async (death) => {
    const first = await new Station({ death }).start()
    await sell(first)
    const second = await first.restart()
    assertJournalIsMemory(second)
    await sell(second)
    assertSold(second)
  })

  it('and dies again while it starts ends the same', { timeout: MANY_LIVES_MS }, async () => {
    for (const death of DEATHS) {
      for (const side of ['before', 'after'] as const) {
        const first = await new Station({ death }).start()
        await sell(first)
        const second = await first.restart({ commit: 1, side })
        const third = await second.restart()
        assertJournalIsMemory(third)
        await sell(third)
        assertSold(third)
      }
    }
  })

  it('five times on the way ends the same', async () => {
    for (let commit = 2; commit < 14; commit += 1) {
      let station = await new Station({ death: { commit, side: 'after' } }).start()
      await sell(station)
      for (let life = 0; life < 5; life += 1) {
        station = await station.restart({ commit: commit + life, side: 'before' })
        await sell(station)
      }
      station = await station.restart()
      await sell(station)
      assertSold(station)
    }
  })
})
