import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { lastNumber, makeProgram, startProgram, type Running } from './kills/program'
import type { Verdict } from './kills/verdict'
import { amount, ROW_MS, runRow } from './rows'

const AT_ONCE = 20

let folder: string
let holder: string
let writer: string
let judge: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'second-instance-'))
  holder = await makeProgram('holder.ts', folder)
  writer = await makeProgram('writer.ts', folder)
  judge = await makeProgram('judge.ts', folder)
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** Starts so many, each up to the moment before it opens the journal. */
async function ready(data: string, count: number): Promise<readonly Running[]> {
  const all = Array.from({ length: count }, () => startProgram(holder, [data]))
  await Promise.all(all.map((one) => one.said('ready')))
  return all
}

/** Lets all of them go at the same time; answers which of them write, once every other was refused. */
async function race(all: readonly Running[]): Promise<readonly Running[]> {
  for (const { child } of all) child.stdin?.write('open\n')
  await Promise.all(
    all.map((one) => Promise.race([one.said('writing'), one.said('refused'), one.ended])),
  )
  return all.filter((one) => one.lines.some((line) => line.startsWith('writing')))
}

/** What the ones say that may not write; they end by themselves. */
async function refusals(all: readonly Running[]): Promise<readonly string[]> {
  const ends = await Promise.all(all.map(async (one) => [await one.ended, one.lines[1]].join(' ')))
  return [...new Set(ends)]
}

async function commit({ child, said }: Running, number: number): Promise<void> {
  child.stdin?.write('commit\n')
  await said(`c ${number}`)
}

it(
  '[C22] T-18 of twenty programs that open one journal at once, and one more while the first stands still, one writes',
  async () => {
    const starts = amount({ short: 20, gate: 200 })
    await runRow({ row: 'T-18', part: 'journal' }, null, async () => {
      const figures = {
        'parallel starts': 0,
        writers: 0,
        'all gave way': 0,
        'starts beside a stopped one': 0,
      }
      // A new journal and one with entries, in turn.
      for (let set = 0; set < Math.max(2, starts / AT_ONCE); set += 1) {
        const kept = set % 2 === 0 ? 0 : 25
        const data = mkdtempSync(join(tmpdir(), 'second-instance-'))
        if (kept > 0) await startProgram(writer, [data, String(kept)]).ended
        const all = await ready(data, AT_ONCE)
        const writing = await race(all)
        figures['parallel starts'] += all.length
        figures.writers += writing.length
        expect(writing.length, 'never two').toBeLessThanOrEqual(1)
        // Twenty that look at one file at the same moment may all give way; the next start gets it.
        if (writing.length === 0) figures['all gave way'] += 1
        const [first] = writing.length > 0 ? writing : await race(await ready(data, 1))
        if (!first) throw new Error('Nobody may write')
        const others = all.filter((one) => one !== first)
        expect(await refusals(others)).toEqual(['exit 0 refused journal-in-use'])
        await commit(first, kept + 1)
        expect(await besideStopped(data, first)).toEqual(['exit 0 refused journal-in-use'])
        figures['starts beside a stopped one'] += 1
        await commit(first, kept + 2)
        first.child.stdin?.end()
        await first.ended
        const told = lastNumber(first.lines, 'c')
        expect(await judged(data)).toMatchObject({
          opened: 'continued',
          commits: told,
          trouble: null,
        })
        rmSync(data, { recursive: true })
      }
      return figures
    })
  },
  ROW_MS,
)

/** A terminal that hangs still has its journal. */
async function besideStopped(data: string, first: Running): Promise<readonly string[]> {
  first.child.kill('SIGSTOP')
  const others = await ready(data, 1)
  expect(await race(others)).toEqual([])
  const said = await refusals(others)
  first.child.kill('SIGCONT')
  return said
}

async function judged(data: string): Promise<Verdict> {
  const { ended, lines } = startProgram(judge, [data])
  expect(await ended).toBe('exit 0')
  return JSON.parse(lines[0] ?? '') as Verdict
}
