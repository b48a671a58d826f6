import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { median, ratioFigure, type Figure } from './figures'
import { BARE, CACHE, TILL_READY, writeSettings } from './pair'
import { Program } from './program'

const ORDERS = 10_000

/** From the start of the process to a painted Order screen, with a long journal and two catalogs. */
export async function measureStart(rounds: number): Promise<readonly Figure[]> {
  const figures: Figure[] = []
  for (const items of [1_000, 100_000]) {
    const times = await startBoth(rounds, items)
    figures.push(
      ratioFigure({
        name: `Start → usable Order screen, journal of 10,000 orders, ${items.toLocaleString('en')} items`,
        ours: median(times.till),
        floor: median(times.bare),
        most: 1.5,
        unit: 'ms',
      }),
    )
  }
  return figures
}

async function startBoth(
  rounds: number,
  items: number,
): Promise<{ readonly till: readonly number[]; readonly bare: readonly number[] }> {
  const data = mkdtempSync(join(tmpdir(), 'bench-start-'))
  cpSync(longJournal(), data, { recursive: true })
  const settings = writeSettings(data, { items }, null)
  const times: { till: number[]; bare: number[] } = { till: [], bare: [] }
  try {
    // The first start of each makes caches of the runtime and is not counted.
    for (let round = -1; round < rounds; round += 1) {
      const till = await timeStart({
        main: 'dist/electron/main.cjs',
        ready: TILL_READY,
        args: [`--settings=${settings}`],
        data,
      })
      const bare = await timeStart(BARE)
      if (round < 0) continue
      times.till.push(till)
      times.bare.push(bare)
    }
  } finally {
    rmSync(data, { recursive: true, force: true })
  }
  return times
}

async function timeStart(parts: Parameters<typeof Program.start>[0]): Promise<number> {
  const program = await Program.start(parts)
  await program.close()
  return program.startMs
}

/** The data folder of a terminal that has sold 10,000 orders; made once, by the till itself. */
function longJournal(): string {
  const folder = join(CACHE, `journal-${ORDERS}`)
  if (existsSync(join(folder, 'done'))) return folder
  console.log(`Selling ${ORDERS} orders, once …`)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(CACHE, { recursive: true })
  const program = join(CACHE, 'many-orders.mjs')
  const esbuild = join('node_modules', 'esbuild', 'bin', 'esbuild')
  const entry = join('electron', 'testing', 'many-orders.ts')
  const how = ['--bundle', '--platform=node', '--format=esm', '--packages=external']
  execFileSync(esbuild, [entry, ...how, `--outfile=${program}`, '--log-level=error'])
  execFileSync(process.execPath, [program, folder, String(ORDERS)], { stdio: 'inherit' })
  mkdirSync(join(folder, 'done'))
  return folder
}
