/*
 * Damage to the journal: one bit, byte, sector or page of its file or its log is changed, or the end cut off.
 * Each mutant is opened in a process that may die of it. What may be lost is always told, what is told is
 * always true, and what there was is kept byte for byte.
 */
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { openJournal } from '../../electron/journal/open'
import { bundled, BUNDLED_ENV } from '../../electron/journal/testing/bundle'
import { Folders } from '../../electron/journal/testing/folders'
import { AT, head, record, sell } from '../../electron/journal/testing/orders'
import { amount, ROW_MS, rowSeed, runRow } from './rows'
import { truthOf } from './journal/truth'

const PROCESSES = 2

/** A disk in memory, where there is one: this row is about bytes, and waits for no disk. */
const MEMORY = '/dev/shm'

it(
  'T-16 damage to the journal never goes unnoticed and never kills the till',
  async () => {
    const seed = rowSeed()
    await runRow({ row: 'T-16', part: 'damage' }, seed, async () => {
      const folders = new Folders()
      const work = mkdtempSync(join(existsSync(MEMORY) ? MEMORY : tmpdir(), 'damage-'))
      try {
        const plan = prepared(folders, work, seed)
        const mutants = amount({ short: 500, gate: 5_000 })
        const share = Math.ceil(mutants / PROCESSES)
        const parts = Array.from({ length: PROCESSES }, (_, index) =>
          openAll(plan, index * share, Math.min((index + 1) * share, mutants)),
        )
        const ends = await Promise.all(parts)
        const verdicts = ends.flatMap((end) => end.verdicts)
        const deaths = ends.reduce((all, end) => all + end.deaths, 0)
        expect(verdicts.filter((verdict) => verdict.startsWith('BAD'))).toEqual([])
        expect(deaths).toBe(0)
        expect(verdicts).toHaveLength(mutants)
        const count = (word: string) => verdicts.filter((one) => one.startsWith(word)).length
        return {
          mutants,
          'process deaths': deaths,
          'stopped, missing receipts or entries named': count('stopped'),
          'set aside byte for byte': count('set-aside'),
          'found when read': count('found-when-read'),
          'nothing of it was needed': count('whole'),
          'silent content changes': 0,
        }
      } finally {
        rmSync(work, { recursive: true, force: true })
        folders.removeAll()
      }
    })
  },
  ROW_MS,
)

type Plan = {
  readonly program: string
  readonly whole: string
  readonly truth: string
  readonly work: string
  readonly seed: number
}

/** A long old order, sold and closed ones, one under way that no receipt has sealed; half of it folded, half in the log. */
function prepared(folders: Folders, work: string, seed: number): Plan {
  const folder = folders.empty()
  const { journal } = openJournal(folder, () => AT)
  const line = (order: number, n: number) =>
    record(`order-${order}`, 'LineAdded', { n, name: 'Café crème '.repeat(n * 7) })
  const old = Array.from({ length: 1_100 }, (_, n) => record('order-0', 'LineAdded', { n }))
  journal.append(old, [head('order-0', 'done', 0)])
  for (let number = 1; number <= 30; number += 1) {
    sell(journal, number)
    if (number === 20) journal.checkpoint()
  }
  for (let n = 1; n <= 12; n += 1) {
    journal.append([line(31, n)], [head('order-31', 'live', 31, { n })])
  }
  const whole = folders.asKilled(folder)
  const truth = join(work, 'truth.json')
  writeFileSync(truth, JSON.stringify({ ...truthOf(journal, AT), receiptNumber: 30 }))
  journal.close()
  const program = bundled('e2e/reliability/journal/damage-child.ts', folders.empty())
  return { program, whole, truth, work, seed }
}

/** Has the mutants of a range opened, and goes on behind one that killed its process. */
async function openAll(
  plan: Plan,
  from: number,
  to: number,
): Promise<{ readonly verdicts: readonly string[]; readonly deaths: number }> {
  const verdicts: string[] = []
  let deaths = 0
  for (let next = from; next < to;) {
    const told = await openSome(plan, next, to)
    const ended = told.filter((line) => !line.endsWith(' begins'))
    verdicts.push(...ended.map((line) => line.slice(line.indexOf(' ') + 1)))
    next += ended.length
    if (next >= to) break
    deaths += 1
    verdicts.push('BAD the process died')
    next += 1
  }
  return { verdicts, deaths }
}

async function openSome(plan: Plan, from: number, to: number): Promise<readonly string[]> {
  const { program, whole, truth, work, seed } = plan
  const args = [whole, truth, work, seed, from, to].map(String)
  const child = spawn(process.execPath, ['--expose-gc', program, ...args], {
    env: BUNDLED_ENV,
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  let told = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  await once(child, 'close')
  return told.split('\n').filter((line) => line !== '')
}
