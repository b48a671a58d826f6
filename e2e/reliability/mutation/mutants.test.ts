import { transformSync } from 'esbuild'
import { readFileSync } from 'node:fs'
import { runInNewContext } from 'node:vm'
import { describe, expect, it } from 'vitest'
import { mutantsOf } from './mutants'
import { woven, type Numbered } from './weave'

const SOURCE = `
import { assert } from './assert'
export type Kind = 'a' | 'b'
export function many(list: readonly number[], most: number): readonly number[] {
  assert(most > 0, 'At least one')
  const small: number[] = []
  let seen = 0
  for (const one of list) {
    if (one < most && seen < 3) small.push(one + 1)
    else if (one === 99) throw new Bug('Never ' + 'that')
    seen += 1
  }
  small.sort((a, b) => a - b)
  return small.filter((one) => one !== 5)
}
`

const mutants: readonly Numbered[] = mutantsOf('a.ts', SOURCE).map((one, id) => ({ ...one, id }))

/** What the source with every mutant in it answers while one of them is on; -1 for none. */
function run(on: number): readonly number[] {
  const text = woven(SOURCE, mutants).replace(/^import .*$/m, '')
  const { code } = transformSync(text, { loader: 'ts', format: 'cjs' })
  const module = { exports: {} as { many: (list: readonly number[], most: number) => number[] } }
  const mutantIsOn = (id: number) => id === on
  runInNewContext(code, { module, exports: module.exports, assert: () => undefined, mutantIsOn })
  return [...module.exports.many([3, 1, 7, 4, 2], 7)]
}

describe('the mutants of a source', () => {
  it('are small mistakes, each at its line, and none in a law, a type or an import', () => {
    const told = mutants.map(({ line, from, to }) => `${line}: ${from} -> ${to}`)
    expect(told).toContain('9: one < most -> (one) <= (most)')
    expect(told).toContain('9: one < most && seen < 3 -> (one < most) || (seen < 3)')
    expect(told).toContain('9: one + 1 -> (one) - (1)')
    expect(told).toContain('10: one === 99 -> true')
    expect(told).toContain('13: small.sort((a, b) => a - b) -> small')
    expect(told).toContain('14: small.filter((one) => one !== 5) -> undefined')
    expect(told.filter((one) => /^[2345]: /.test(one))).toEqual([])
    expect(told.join()).not.toContain('Never')
  })

  it('are never what stands there already, and none is made twice', () => {
    const same = `function none(on: boolean) { if (true) return undefined; return on }`
    const told = mutantsOf('b.ts', same).map(({ from, to }) => `${from} -> ${to}`)
    expect(told).toEqual(['true -> false', 'on -> undefined'])
  })

  it.each([
    'shared/money.ts',
    'shared/order/totals.ts',
    'shared/order/decide-coupons.ts',
    'electron/journal/sqlite-journal.ts',
    'electron/journal/restore.ts',
    'electron/till/till.ts',
    'electron/till/effect-runner.ts',
    'electron/providers/http.ts',
    'electron/providers/coupons/petz.ts',
    'electron/providers/promotions/wire.ts',
  ])('can all stand in %s at once', (file) => {
    const text = readFileSync(file, 'utf8')
    const all = mutantsOf(file, text).map((one, id) => ({ ...one, id }))
    const { code } = transformSync(woven(text, all), { loader: 'ts', format: 'cjs' })
    expect(all.length).toBeGreaterThan(20)
    for (const { id } of all) expect(code).toContain(`mutantIsOn(${id})`)
  })

  it('change nothing while they are off', () => {
    expect(run(-1)).toEqual([2, 4])
  })

  it('change what they say while they are on', () => {
    const onAt = (change: string) => run(mutants.findIndex((one) => one.to === change))
    expect(onAt('(one) - (1)')).toEqual([0, 2])
    expect(onAt('(seen) <= (3)')).toEqual([2, 4])
    expect(onAt('(seen) >= (3)')).toEqual([3])
    expect(onAt('(one) <= (most)')).toEqual([2, 4, 8])
  })
})
