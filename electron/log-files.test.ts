import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { LOG_BOUNDS, logFiles, openLogFiles } from './log-files'

const DAY_MS = 86_400_000
const BOUNDS = { fileBytesMax: 100, filesMax: 5, daysMax: 30 }

let folder: string

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'log-files-'))
})

afterEach(() => {
  rmSync(folder, { recursive: true, force: true })
})

function write(count: number, from = 0, now: () => number = Date.now): void {
  const file = openLogFiles(folder, BOUNDS, now)
  for (let n = from; n < from + count; n += 1) file.write(`line ${String(n).padStart(4, '0')}\n`)
  file.close()
}

const names = () => readdirSync(folder).sort()
const textOf = (name: string) => readFileSync(join(folder, name), 'utf8')

/** Every number written, oldest first, as it stands in the files. */
function numbers(): readonly number[] {
  const texts = [...logFiles(folder)].reverse().map((path) => readFileSync(path, 'utf8'))
  return [...texts.join('').matchAll(/line (\d+)/g)].map(([, digits]) => Number(digits))
}

const FULL = ['till.1.log', 'till.2.log', 'till.3.log', 'till.4.log', 'till.log']

describe('the files of the log', () => {
  it('keeps at most five, the newest lines in a row, whatever is written', () => {
    write(1000)
    expect(names()).toEqual(FULL)
    for (const name of FULL) expect(textOf(name).length).toBeLessThanOrEqual(110)
    const kept = numbers()
    expect(kept.at(-1)).toBe(999)
    expect(kept).toEqual(kept.map((_, index) => 999 - kept.length + 1 + index))
    expect(kept.length).toBeGreaterThan(40)
  })

  it('is bounded by 5 files of 5 MB and 30 days', () => {
    expect(LOG_BOUNDS).toEqual({ fileBytesMax: 5_242_880, filesMax: 5, daysMax: 30 })
  })

  it('throws away what is older than 30 days, at a start', () => {
    const old = (Date.now() - 31 * DAY_MS) / 1000
    for (const name of ['till.1.log', 'till.3.log']) writeFileSync(join(folder, name), 'kept?')
    utimesSync(join(folder, 'till.3.log'), old, old)
    write(1)
    expect(names()).toEqual(['till.1.log', 'till.log'])
  })

  it('begins a new file after a week, so that a quiet log has no old lines', () => {
    write(1)
    write(1, 1, () => Date.now() + 8 * DAY_MS)
    expect(textOf('till.log')).toBe('line 0001\n')
    expect(textOf('till.1.log')).toBe('line 0000\n')
  })

  it.each([
    ['before the last rename', ['till.2.log', 'till.log']],
    ['with the newest put aside and nothing begun', ['till.1.log', 'till.2.log']],
    ['with a gap at the end', ['till.1.log', 'till.2.log', 'till.4.log', 'till.log']],
    ['with everything there', FULL],
  ])('loses no file after a crash %s', (_where, left) => {
    for (const name of left) writeFileSync(join(folder, name), `was ${name}\n`)
    const free = 5 - left.length
    const file = openLogFiles(folder, BOUNDS, Date.now)
    file.write(`${'x'.repeat(100)}\n`)
    file.write('after\n')
    file.close()
    const kept = names().map((name) => /was (till[.\d]*log)/.exec(textOf(name))?.[1] ?? null)
    const lost = left.filter((name) => !kept.includes(name))
    // Only a full set of five gives up one, and it is the oldest.
    expect(lost).toEqual(free > 0 ? [] : ['till.4.log'])
    expect(textOf('till.log')).toBe('after\n')
  })

  it('goes on writing when a full file cannot be put aside', () => {
    mkdirSync(join(folder, 'till.1.log'))
    writeFileSync(join(folder, 'till.1.log', 'in the way'), '')
    mkdirSync(join(folder, 'till.2.log'))
    mkdirSync(join(folder, 'till.3.log'))
    mkdirSync(join(folder, 'till.4.log'))
    writeFileSync(join(folder, 'till.4.log', 'in the way'), '')
    write(30)
    expect(numbersIn('till.log')).toHaveLength(30)
  })
})

function numbersIn(name: string): readonly string[] {
  return textOf(name).match(/line \d+/g) ?? []
}
