import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { boundFigure, median, missingFigure, ratioFigure, type Figure } from './figures'
import { CACHE } from './pair'

type Reading = { readonly min: number; readonly median: number; readonly p99: number }
type Group = {
  readonly fullName: string
  readonly benchmarks: readonly (Reading & { name: string })[]
}

/** One part of the program alone, by its own `*.bench.ts`. */
export function measureLookUp(): readonly Figure[] {
  const [found] = read('electron/catalog/catalog.bench.ts', 'barcode → item')
  return [
    boundFigure({
      name: 'Barcode → item, 1,000,000 items, p99',
      ours: found?.p99 ?? NaN,
      most: 1,
      unit: 'ms',
    }),
  ]
}

/** A commit of the journal beside the same bytes written and fsynced. */
export function measureCommit(): readonly Figure[] {
  const file = 'electron/journal/journal.bench.ts'
  const ours = read(file, 'the journal')
  const floor = read(file, 'the same bytes and fsync')
  return [
    ratioFigure({
      name: 'Journal commit, fully synchronised, median',
      ours: median(ours.map((one) => one.median)),
      floor: median(floor.map((one) => one.median)),
      most: 1.3,
      unit: 'ms',
    }),
  ]
}

/** Totals of a long order under many discounts. */
export function measureTotals(): readonly Figure[] {
  const [totals] = read('shared/order/totals.bench.ts', '50 lines under 100 store discounts')
  const name = 'Totals of 50 lines under 100 discounts, median'
  return [boundFigure({ name, ours: totals?.median ?? NaN, most: 2, unit: 'ms' })]
}

/** A short and a long receipt as bytes, beside what npm offers, logo in the printer's own memory. */
export function measureReceipt(): readonly Figure[] {
  return ['short', 'long'].map((length) => {
    const groups = benchmarks('electron/devices/printer/escpos.bench.ts')
    return receiptFigure(
      length,
      groups.filter(({ fullName }) => fullName.includes(`${length} receipt`)),
    )
  })
}

/** Names of the benchmarks are "encoder, 834 bytes". */
function receiptFigure(length: string, groups: readonly Group[]): Figure {
  const all = groups.flatMap((group) => group.benchmarks)
  const encoders = [...new Set(all.map((one) => one.name))].map((name) => ({
    name,
    // The quickest run: others on the machine make a run longer, and a long run more often.
    ms: Math.min(...all.filter((one) => one.name === name).map((one) => one.min)),
  }))
  const ours = encoders.find(({ name }) => name.startsWith('ours,'))?.ms ?? NaN
  const others = encoders.filter(({ name }) => !name.startsWith('ours,'))
  const [fastest] = others.sort((one, other) => one.ms - other.ms)
  const ms = fastest?.ms ?? NaN
  const times = others.map(
    (one) => `${(one.ms / ours).toFixed(0)} × as fast as ${one.name.split(',')[0] ?? ''}`,
  )
  return {
    name: `Receipt → ESC/POS bytes, ${length}, against the fastest encoder of npm, quickest run`,
    ours: `${(ours * 1000).toFixed(1)} µs`,
    floor: `${(ms * 1000).toFixed(0)} µs`,
    ratio: ours / ms,
    goal: 'at least 10 × as fast',
    reached: ms / ours >= 10,
    note: `48 columns, logo stored in the printer. Ours is ${times.join(' and ')}. Bytes: ${encoders.map(({ name }) => name.replace(/, (\d+) bytes/, ' $1')).join(', ')}.`,
  }
}

/** What the packed program adds to the runtime: `resources/` of the packed folder. */
export function measureSize(): readonly Figure[] {
  const name = 'What the app adds beside the runtime'
  const pack = `import { packageFolder } from './scripts/package.mjs'
    import { ensureRuntime } from './scripts/runtime.mjs'
    await packageFolder(await ensureRuntime())`
  const made = spawnSync(process.execPath, ['--input-type=module', '-e', pack], {
    encoding: 'utf8',
  })
  const folder = join('out', 'package', 'linux-unpacked', 'resources')
  if (made.status !== 0 || !existsSync(folder)) {
    return [missingFigure(name, 'at most 30 MB', 'The program could not be packed here.')]
  }
  const bytes = ['app.asar', 'app.asar.unpacked'].reduce(
    (all, each) => all + size(join(folder, each)),
    0,
  )
  return [boundFigure({ name, ours: bytes / 1024 / 1024, most: 30, unit: 'MB' })]
}

function read(file: string, name: string): readonly Reading[] {
  return benchmarks(file).flatMap((group) => group.benchmarks.filter((one) => one.name === name))
}

const KNOWN = new Map<string, readonly Group[]>()

function benchmarks(file: string): readonly Group[] {
  const known = KNOWN.get(file)
  if (known) return known
  mkdirSync(CACHE, { recursive: true })
  const report = join(CACHE, 'parts.json')
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  execFileSync(process.execPath, [vitest, 'bench', '--run', file, '--outputJson', report], {
    stdio: 'ignore',
  })
  const { files } = JSON.parse(readFileSync(report, 'utf8')) as {
    readonly files: readonly { readonly groups: readonly Group[] }[]
  }
  rmSync(report)
  const groups = files.flatMap((one) => one.groups)
  KNOWN.set(file, groups)
  return groups
}

function size(path: string): number {
  if (!existsSync(path)) return 0
  const about = statSync(path)
  if (!about.isDirectory()) return about.size
  return readdirSync(path).reduce((all, name) => all + size(join(path, name)), 0)
}
