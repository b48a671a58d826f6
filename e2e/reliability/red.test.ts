import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { allReds } from './red/tables'

const REDS = await allReds()
const PLAN: { readonly faults: Record<string, string> } = JSON.parse(
  readFileSync('e2e/reliability/test-plan.json', 'utf8'),
)

describe('the table of protections', () => {
  it.each(REDS)('$id stands once in $file and names its test', (red) => {
    for (const { file, from } of [red, ...(red.and ?? [])]) {
      expect(readFileSync(file, 'utf8').split(from), file).toHaveLength(2)
    }
    expect(isNamed(red.title, readFileSync(red.test, 'utf8')), red.title).toBe(true)
  })

  it('has every fault of the catalogue', () => {
    const named = new Set(REDS.map((red) => red.id))
    expect(Object.keys(PLAN.faults).filter((id) => !named.has(id))).toEqual([])
  })

  it('has 25 sabotages', () => {
    expect(REDS.filter((red) => /^S\d+$/.test(red.id)).length).toBeGreaterThanOrEqual(25)
  })
})

/** Words in a row of it stand in the file; a title may be filled in from a list of cases. */
function isNamed(title: string, source: string): boolean {
  const words = title.split(' ')
  const length = Math.min(words.length, 3)
  return words.some((_, at) => source.includes(words.slice(at, at + length).join(' ')))
}
