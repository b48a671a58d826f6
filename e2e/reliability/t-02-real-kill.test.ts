import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { join } from 'node:path'
import { Chance } from '../../shared/order/testing/chance'
import { lastNumber, makeProgram, PROGRAM_ENV, startProgram, type Running } from './kills/program'
import { compareBooks, type Books } from './kills/till/books'
import { startKillWorld, type KillWorld } from './kills/till/world'
import { amount, ROW_MS, rowSeed, runRow } from './rows'

const LANES = 2
/** A life is cut off after so many commits at most: about one sale with all that follows it. */
const COMMITS_MAX = 30
/** And so long after the last of them at most: in the middle of whatever comes next. */
const MOMENT_MS_MAX = 40
/** One life in so many is cut off while it starts, so long after its journal is open at most. */
const SHORT_LIFE_EVERY = 5
const START_MS_MAX = 300
/** What is owed must have come to its end by then. */
const SETTLE_MS_MAX = 120_000

let folder: string
let seller: string

beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'real-kill-'))
  seller = await makeProgram('till/seller.ts', folder)
})

afterAll(() => {
  rmSync(folder, { recursive: true, force: true })
})

/** What the lives before have told of the journal: what it has for certain, and what it was asked last. */
type Told = { readonly has: number; readonly asks: number; readonly seals: number }

type Counts = {
  kills: number
  lost: number
  unacknowledged: number
  torn: number
  exceptions: number
}

function begin({ data, settings, world }: KillWorld, mode: 'sell' | 'settle'): Running {
  const env = { ...PROGRAM_ENV, ...world.environment }
  return startProgram(seller, [data, settings, mode], [], env)
}

/** Compares what a start finds with what was told before. */
function compareStart(lines: readonly string[], told: Told, counts: Counts): void {
  const [, status = '', last = ''] = /^open (\S+) (\d+)$/.exec(lines[0] ?? '') ?? []
  if (last === '') return
  expect(status).toBe(last === '0' && status === 'fresh' ? 'fresh' : 'continued')
  const found = Number(last)
  if (found < told.has) counts.lost += 1
  else if (found === told.asks && found > told.has) counts.unacknowledged += 1
  else if (found !== told.has) counts.torn += 1
}

function toldAfter({ lines }: Running, before: Told): Told {
  const found = Number(/^open \S+ (\d+)$/.exec(lines[0] ?? '')?.[1] ?? before.has)
  const has = Math.max(lastNumber(lines, 'has'), found)
  const asks = Math.max(lastNumber(lines, 'asks'), has)
  return { has, asks, seals: Math.max(lastNumber(lines, 'seals'), before.seals) }
}

async function killSometime(run: Running, chance: Chance): Promise<void> {
  const isShort = chance.once(SHORT_LIFE_EVERY)
  const commits = isShort ? 0 : 1 + chance.below(COMMITS_MAX)
  const ms = chance.below(isShort ? START_MS_MAX : MOMENT_MS_MAX)
  await run.counted('has ', commits)
  const timer = setTimeout(() => run.child.kill('SIGKILL'), ms)
  expect(await run.ended).toBe('SIGKILL')
  clearTimeout(timer)
}

/** One terminal that is killed so often; then everything it owes is settled and all books are compared. */
async function lane(kills: number, seed: number, counts: Counts): Promise<Books> {
  const kept = await startKillWorld()
  const chance = new Chance(seed)
  try {
    let told: Told = { has: 0, asks: 0, seals: 0 }
    for (let kill = 0; kill < kills; kill += 1) {
      const run = begin(kept, 'sell')
      await run.said('open')
      compareStart(run.lines, told, counts)
      await killSometime(run, chance)
      counts.kills += 1
      told = toldAfter(run, told)
    }
    const end = begin(kept, 'settle')
    const timer = setTimeout(() => end.child.kill('SIGKILL'), SETTLE_MS_MAX)
    const how = await end.ended
    clearTimeout(timer)
    compareStart(end.lines, told, counts)
    expect({ how, last: end.lines.slice(-5) }).toMatchObject({ how: 'exit 0' })
    counts.exceptions += end.lines.filter((line) => line.startsWith('exception')).length
    const books = compareBooks(kept)
    expect(books.sales).toBeGreaterThanOrEqual(told.seals)
    return books
  } finally {
    await kept.close()
  }
}

it(
  'T-02 a terminal that is killed again and again loses nothing it answered, and every book agrees',
  async () => {
    const kills = amount({ short: 50, gate: 1_000 })
    const seed = rowSeed()
    await runRow({ row: 'T-02', part: 'kill' }, seed, async () => {
      const counts: Counts = { kills: 0, lost: 0, unacknowledged: 0, torn: 0, exceptions: 0 }
      const each = Math.ceil(kills / LANES)
      const books = await Promise.all(
        Array.from({ length: LANES }, (_, place) => lane(each, seed + place, counts)),
      )
      const sum = (what: 'orders' | 'sales' | 'returns' | 'papers' | 'copies') =>
        books.reduce((all, one) => all + one[what], 0)
      const troubles = books.flatMap((one) => one.troubles)
      expect(troubles, troubles.join('; ')).toEqual([])
      expect(counts).toMatchObject({ lost: 0, torn: 0, exceptions: 0 })
      const sold = { orders: sum('orders'), sales: sum('sales'), returns: sum('returns') }
      expect(sold.returns).toBeGreaterThan(0)
      return { ...counts, ...sold, papers: sum('papers'), copies: sum('copies'), disagreements: 0 }
    })
  },
  ROW_MS,
)
