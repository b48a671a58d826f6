import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { Compiler } from './compiler'
import { mutantsOf } from './mutants'

describe('the compiler', () => {
  const compiler = new Compiler(process.cwd())
  const of = (file: string) =>
    mutantsOf(file, readFileSync(file, 'utf8')).map((one) => ({
      change: `${one.from} -> ${one.to}`,
      takes: () => compiler.takes(one),
    }))

  it('takes what is wrong only for those who run it', () => {
    const changes = of('shared/money.ts').filter(({ change }) => change.startsWith('a < b -> '))
    expect(changes.length).toBeGreaterThan(0)
    expect(changes.every((one) => one.takes())).toBe(true)
  })

  it('refuses a word that is none of the words allowed, and nothing for something', () => {
    const changes = of('shared/order/decide-promotions.ts').filter(({ change }) =>
      /^'\w+(-\w+)+' -> '\?'$/.test(change),
    )
    expect(changes.length).toBeGreaterThan(0)
    expect(changes.filter((one) => one.takes())).toEqual([])
    const nothing = of('shared/money.ts').filter(({ change }) => change.endsWith('-> undefined'))
    expect(nothing.filter((one) => one.takes())).toEqual([])
  })
}, 60_000)
