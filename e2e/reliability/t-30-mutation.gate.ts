/*
 * T-30: small mistakes are made in the code of money, coupons, journal and recovery, one at a time, and the
 * tests have to notice. MUTANTS=shared/money.ts looks at that file alone; SEED= chooses other mistakes.
 */
import { execFileSync } from 'node:child_process'
import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { Dice } from './journal/chance'
import { Bench, type Fate } from './mutation/bench'
import { Compiler } from './mutation/compiler'
import { mutantsOf } from './mutation/mutants'
import type { Numbered } from './mutation/weave'
import { amount, ROW_MS, rowSeed, runRow } from './rows'

const SOURCES =
  /^(shared\/(money|quantity|lists|(order|promotions)\/[^/]+)|electron\/(till|journal)\/[^/]+|electron\/providers\/.+)\.ts$/
const TESTS =
  /^(shared|electron\/(till|journal|providers)|e2e\/reliability\/(providers|sim))\/.*\.test\.ts$|^e2e\/reliability\/t-(01|20|31)-.*\.test\.ts$/
/** Processes that are killed, discs that are cut: slow, and their programs are bundled without a mutant. */
const TOO_SLOW = /(kill|power-cut|disk-full)\.test\.ts$/

const SCORE_MIN = 85

function listed(): readonly string[] {
  return execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], {
    encoding: 'utf8',
  }).split('\n')
}

type Chosen = { readonly mutants: readonly Numbered[]; readonly refused: number }

/**
 * So many of all mutants, evenly from the first file to the last; the seed says where each stretch is met. One
 * that does not compile gives its place to the next that does.
 */
function chosen(files: readonly string[], many: number, seed: number): Chosen {
  const all = files.flatMap((file) => mutantsOf(file, readFileSync(file, 'utf8')))
  const step = Math.max(1, all.length / many)
  const dice = new Dice(seed)
  const compiler = new Compiler(process.cwd())
  const refused = new Set<number>()
  const picks = new Map<number, Numbered>()
  for (let index = 0; index < Math.min(many, all.length); index += 1) {
    const from = Math.floor((index + dice.below(1_000) / 1_000) * step)
    for (let id = from; id < all.length; id += 1) {
      const one = all[id]
      if (one === undefined || picks.has(id) || refused.has(id)) continue
      if (compiler.takes(one)) {
        picks.set(id, { ...one, id })
        break
      }
      refused.add(id)
    }
  }
  const told = `${picks.size} of ${all.length} mutants in ${files.length} files`
  console.log(`${told}; ${refused.size} do not compile`)
  return { mutants: [...picks.values()], refused: refused.size }
}

function told({ mutant, end, by, ms }: Fate): string {
  const { file, line, from, to } = mutant
  const change = `${oneLine(from)} -> ${oneLine(to)}`
  return `${end} ${file}:${line} ${change} (${by}, ${ms} ms)`
}

function oneLine(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').slice(0, 90)
  return line === '' ? '(taken out)' : line
}

it(
  'the tests notice a small mistake',
  () =>
    runRow({ row: 'T-30', part: 'mutation' }, rowSeed(), async () => {
      const asked = process.env['MUTANTS']
      const sources = listed().filter(
        (file) =>
          SOURCES.test(file) &&
          !/\.(test|bench)\.ts$|\/(testing|fixtures)\//.test(file) &&
          (asked === undefined || asked.split(',').some((name) => file.startsWith(name))),
      )
      const { mutants, refused } = chosen(sources, amount({ short: 20, gate: 160 }), rowSeed())
      const bench = new Bench(mutants)
      try {
        const began = performance.now()
        const unfit = await bench.record(
          listed().filter((file) => TESTS.test(file) && !TOO_SLOW.test(file)),
        )
        console.log(`${Math.round((performance.now() - began) / 1000)} s without a mutant`, unfit)
        const fates = await bench.judge((fate) => {
          if (process.env['MUTANTS_ALL'] === 'yes' || fate.end !== 'killed') console.log(told(fate))
        })
        const count = (...ends: readonly Fate['end'][]) =>
          fates.filter((one) => ends.includes(one.end)).length
        const noticed = count('killed', 'timeout')
        const score = Math.round((1000 * noticed) / fates.length) / 10
        expect(score).toBeGreaterThanOrEqual(SCORE_MIN)
        return {
          ...{ mutants: fates.length, 'do not compile, left out': refused },
          ...{ killed: count('killed'), timeout: count('timeout') },
          ...{ survived: count('survived'), 'no test comes by': count('unreached') },
          'score % (bar 85)': score,
        }
      } finally {
        await bench.close()
      }
    }),
  ROW_MS,
)
