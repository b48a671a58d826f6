import { expect, it } from 'vitest'
import { Chance } from '../../shared/order/testing/chance'
import { amount, ROW_MS, rowSeed, runRow } from './rows'
import { playHistory } from './till/history'

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
      const all = { ok: 0, fail: 0, info: 0, done: 0, undone: 0, crashes: 0 }
      const broken: string[] = []
      const began = process.cpuUsage()
      for (let index = 0; index < histories; index += 1) {
        try {
          const one = await playHistory(new Chance(seed + index * 7919))
          all.ok += one.ok
          all.fail += one.fail
          all.info += one.info
          all.done += one.done
          all.undone += one.undone
          all.crashes += one.crashes
        } catch (error) {
          if (broken.length < 5)
            broken.push(`${index}: ${error instanceof Error ? error.message : String(error)}`)
        }
      }
      const { user, system } = process.cpuUsage(began)
      const each = (user + system) / 1_000 / histories
      expect(broken).toEqual([])
      expect(all.done + all.undone).toBe(all.info)
      return { histories, ...all, 'ms of one core a history': Math.round(each * 10) / 10 }
    })
  },
  ROW_MS,
)
