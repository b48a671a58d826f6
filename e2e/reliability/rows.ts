/*
 * The rows of the test plan (docs/reliability.md). Each row runs with the numbers of its lane: the short lane
 * inside `npm test`, the long one as `npm run test:gate`. What a row came to is printed and written down as
 * JSON, `out/reports/rows/<lane>/<row>.<part>.json`; a row that left no such file did not run.
 */
import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'

/** The short lane is part of every `npm test`; the gate is the long one. */
export type Lane = 'short' | 'gate'

/** The lane of this process: `LANE=gate` asks for the long one. */
export const LANE: Lane = process.env['LANE'] === 'gate' ? 'gate' : 'short'

/** How long a row may take before the test runner gives it up, milliseconds. */
export const ROW_MS = 70 * 60_000

/** The number of the lane that runs; ROW_SCALE (0 to 1) makes it smaller while a row is being written. */
export function amount(numbers: Readonly<Record<Lane, number>>): number {
  return Math.max(1, Math.round(numbers[LANE] * Number(process.env['ROW_SCALE'] ?? 1)))
}

/** The seed of a row that works through one long course of chance; `SEED=` plays another one. */
export function rowSeed(): number {
  return Number(process.env['SEED'] ?? 7919)
}

/** What a row counted and measured, in words and numbers. */
export type Figures = Readonly<Record<string, number | string>>

/** Which row, and which part of it where it has several. */
export type RowName = { readonly row: `T-${number}`; readonly part: string }

type RowResult = RowName & {
  readonly lane: Lane
  readonly passed: boolean
  readonly skipped: string | null
  /** ISO time of its end. */
  readonly at: string
  readonly seconds: number
  readonly seed: number | null
  readonly figures: Figures
}

/**
 * Runs a row, prints what it came to and writes it down. A failed check throws through.
 * @param seed  what SEED= has to be to play the same again; null for a row without chance
 */
export async function runRow(
  name: RowName,
  seed: number | null,
  work: () => Figures | Promise<Figures>,
): Promise<void> {
  const began = performance.now()
  const tell = (passed: boolean, figures: Figures) => {
    const seconds = Math.round((performance.now() - began) / 100) / 10
    keep({ ...name, ...stamp(), passed, skipped: null, seconds, seed, figures })
  }
  try {
    tell(true, await work())
  } catch (error) {
    tell(false, { error: error instanceof Error ? error.message.slice(0, 1_000) : String(error) })
    throw error
  }
}

/** Says that a row cannot run on this machine, and why: skipped is not passed. */
export function skipRow(name: RowName, reason: string): void {
  keep({ ...name, ...stamp(), passed: false, skipped: reason, seconds: 0, seed: null, figures: {} })
}

function stamp() {
  return { lane: LANE, at: new Date().toISOString() } as const
}

function keep(result: RowResult): void {
  const folder = join('out', 'reports', 'rows', result.lane)
  mkdirSync(folder, { recursive: true })
  writeFileSync(join(folder, `${result.row}.${result.part}.json`), JSON.stringify(result, null, 2))
  const { row, part, seed, skipped, passed, figures } = result
  const told = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
  const end = skipped === null ? (passed ? 'passed' : 'FAILED') : `skipped: ${skipped}`
  const seeds = seed === null ? '' : `, SEED=${seed}`
  console.log(`${row} ${part}: ${end}${seeds} (${result.seconds} s) ${told.join(', ')}`)
}
