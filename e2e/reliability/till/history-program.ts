/*
 * Plays histories in a process of its own: `node program.cjs <seed> <first> <count>`. One line of JSON: how the
 * operations ended, and what was broken.
 */
import { writeSync } from 'node:fs'
import { Chance } from '../../../shared/order/testing/chance'
import { playHistory } from './history'
import type { Histories } from './histories'

async function main(): Promise<void> {
  const [seed = 0, first = 0, count = 0] = process.argv.slice(2).map(Number)
  const all = { ok: 0, fail: 0, info: 0, done: 0, undone: 0, crashes: 0 }
  const broken: string[] = []
  for (let index = first; index < first + count; index += 1) {
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
  const { user, system } = process.cpuUsage()
  const result: Histories = { ...all, broken, cpuMs: (user + system) / 1_000 }
  writeSync(1, `${JSON.stringify(result)}\n`)
}

void main()
