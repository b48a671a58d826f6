import { expect, it } from 'vitest'
import { Chance } from '../../shared/order/testing/chance'
import { amount, LANE, ROW_MS, rowSeed, runRow } from './rows'
import { playHistories } from './till/histories'
import { playHistory, type Endings } from './till/history'

/*
 * The history check: two orders with up to five operations each want the same code and the same
 * coupons, each of which is there once.
 * Requests are lost, late, and arrive after the process that sent them has died. In the end every operation that
 * was unknown is one of two, the till and the ledgers of the providers say the same, and nothing was used twice.
 */
it(
  'what the till holds for done is done in the ledger, once',
  async () => {
    const seed = rowSeed()
    await runRow({ row: 'T-31', part: 'history' }, seed, async () => {
      const histories = amount({ short: 1_000, gate: 50_000 })
      const played = await playHistories(seed, histories, LANE === 'gate' ? 2 : 1)
      const { broken, cpuMs, ...all } = played
      expect(broken).toEqual([])
      expect(all.ok + all.fail + all.info).toBeGreaterThanOrEqual(histories)
      expect(all.done + all.undone).toBe(all.info)
      return {
        histories,
        ...all,
        'ms of one core a history': Math.round((cpuMs * 10) / histories) / 10,
      }
    })
  },
  ROW_MS,
)

it('a history is the same whatever was played before it, so its own seed is enough to see it again', async () => {
  const all = Array.from({ length: 80 }, (_, index) => rowSeed() + index * 7919)
  const play = async (seeds: readonly number[]) => {
    const played: Endings[] = []
    for (const seed of seeds) played.push(await playHistory(new Chance(seed)))
    return played
  }
  const forth = await play(all)
  expect(await play([...all].reverse())).toEqual(forth.reverse())
})
