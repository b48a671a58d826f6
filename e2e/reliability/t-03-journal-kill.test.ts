import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { Chance } from '../../shared/order/testing/chance'
import {
  inLanes,
  lastNumber,
  makeProgram,
  quickFolder,
  startProgram,
  type Running,
} from './kills/program'
import type { Verdict } from './kills/verdict'
import { amount, ROW_MS, rowSeed, runRow } from './rows'

const COMMITS = 10_000
const LANES = 2
/** Every so many rounds is played on the disk itself. */
const ON_DISK_EVERY = 10

let folder: string
let writer: string
let judge: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'journal-kill-'))
  writer = await makeProgram('writer.ts', folder)
  judge = await makeProgram('judge.ts', folder)
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** What the next start finds; and SQLite's own check of the file after it. */
async function judged(data: string): Promise<Verdict> {
  const start = startProgram(judge, [data])
  expect(await start.ended).toBe('exit 0')
  const check = startProgram(judge, [data, 'integrity'])
  expect(await check.ended).toBe('exit 0')
  expect(check.lines, 'integrity_check').toEqual(['ok'])
  return JSON.parse(start.lines[0] ?? '') as Verdict
}

/** Kills a writer a moment after it told of a commit, wherever it is by then. Answers how it ended. */
async function killed({ child, ended, said }: Running, after: string, ms: number): Promise<string> {
  await said(after)
  const timer = setTimeout(() => child.kill('SIGKILL'), ms)
  const how = await ended
  clearTimeout(timer)
  return how
}

it(
  'T-03 no kill of the process that writes the journal loses a commit it answered',
  async () => {
    const rounds = amount({ short: 50, gate: 200 })
    const seed = rowSeed()
    await runRow({ row: 'T-03', part: 'kill' }, seed, async () => {
      const chance = new Chance(seed)
      const moments = Array.from({ length: rounds }, () => {
        // Uniform over the round; the moment within a commit is the scheduler's and the delay's.
        return { commit: 1 + chance.below(COMMITS - 100), ms: chance.below(8) }
      })
      const figures = { kills: 0, 'ended before the kill': 0, commits: 0, unacknowledged: 0 }
      const losses = { lost: 0, 'more than one beyond': 0, troubled: 0 }
      await inLanes(rounds, LANES, async (round) => {
        const base = round % ON_DISK_EVERY === 0 ? tmpdir() : quickFolder()
        const data = mkdtempSync(join(base, 'journal-kill-'))
        const run = startProgram(writer, [data, String(COMMITS)])
        const { commit = 1, ms = 0 } = moments[round] ?? {}
        const how = await killed(run, `c ${commit}`, ms)
        const acknowledged = lastNumber(run.lines, 'c')
        const found = await judged(data)
        const sealed = lastNumber(run.lines, 's')
        const beyond = found.commits - acknowledged
        figures[how === 'SIGKILL' ? 'kills' : 'ended before the kill'] += 1
        figures.commits += acknowledged
        if (beyond === 1) figures.unacknowledged += 1
        if (beyond < 0 || found.receipt < sealed) losses.lost += 1
        if (beyond > 1) losses['more than one beyond'] += 1
        if (found.trouble !== null || found.opened !== 'continued') losses.troubled += 1
        expect({ round, ...found }, 'what the next start finds').toMatchObject({
          opened: 'continued',
          trouble: null,
        })
        rmSync(data, { recursive: true })
      })
      expect(losses).toEqual({ lost: 0, 'more than one beyond': 0, troubled: 0 })
      return { rounds, ...figures, ...losses }
    })
  },
  ROW_MS,
)
