/*
 * Each protection is taken away in a copy of the sources, and its test has to fail: 25 sabotages (T-08) and
 * the 118 faults (T-09). RED=P1,C13 looks at those alone.
 */
import { afterAll, describe, expect, it } from 'vitest'
import { SourceCopy } from './red/copy'
import type { Red } from './red/red'
import { allReds } from './red/tables'
import { ROW_MS, runRow } from './rows'

const COPIES = [new SourceCopy(), new SourceCopy()]
const asked = process.env['RED']?.split(',')
const REDS = (await allReds()).filter((red) => asked?.includes(red.id) ?? true)

afterAll(() => {
  for (const copy of COPIES) copy.remove()
})

/** Two at a time, one in each copy. Answers those that nothing noticed. */
async function unnoticed(reds: readonly Red[]): Promise<readonly string[]> {
  const left = [...reds]
  const missed: string[] = []
  const work = async (copy: SourceCopy) => {
    for (let red = left.shift(); red; red = left.shift()) {
      const { red: seen, said } = await copy.without(red)
      console.log(`${seen ? 'red ' : 'GREEN'} ${red.id} without ${red.without}`)
      if (!seen) missed.push(`${red.id} without ${red.without}: ${said.slice(-300)}`)
    }
  }
  await Promise.all(COPIES.map(work))
  return missed
}

describe.each([
  ['T-08', 'sabotages', REDS.filter((red) => red.id.startsWith('S'))],
  ['T-09', 'seen-red', REDS.filter((red) => !red.id.startsWith('S'))],
] as const)('%s %s', (row, part, reds) => {
  it(
    'every one is noticed',
    () =>
      runRow({ row, part }, null, async () => {
        const missed = await unnoticed(reds)
        expect(missed).toEqual([])
        const faults = new Set(reds.map((red) => red.id)).size
        return { 'taken away': reds.length, 'of faults': faults, unnoticed: missed.length }
      }),
    ROW_MS,
  )
})
