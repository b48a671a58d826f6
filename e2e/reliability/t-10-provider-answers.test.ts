import { performance } from 'node:perf_hooks'
import { expect, it } from 'vitest'
import { Chance } from '../../shared/order/testing/chance'
import { CALLS, clientsOf, type Call } from './providers/fuzz/calls'
import { wrongYes } from './providers/fuzz/judge'
import { mutate, type Mutant } from './providers/fuzz/mutate'
import { percentile } from './providers/fuzz/percentile'
import { amount, ROW_MS, rowSeed, runRow } from './rows'

/** The calls whose documented answer is a yes. */
const YES_CALLS = CALLS.filter((call) => call.status === 200)

it(
  'T-10 answers of providers made wrong by their structure: no crash, no bad total adopted',
  async () => {
    const seed = rowSeed()
    await runRow({ row: 'T-10', part: 'answers' }, seed, async () => {
      const chance = new Chance(seed)
      const bench = new Bench()
      await bench.playPlain()
      const count = amount({ short: 20_000, gate: 500_000 })
      for (let turn = 0; turn < count; turn += 1) {
        const [first] = CALLS
        if (!first) throw new Error('No calls')
        const call = chance.among(CALLS, first)
        await bench.play(call, mutate(call.answer, call.status, chance))
      }
      expect(bench.wrong.slice(0, 10)).toEqual([])
      expect(bench.yes).toBeGreaterThan(count / 50)
      expect(bench.no).toBeGreaterThan(count / 50)
      return {
        answers: count,
        yes: bench.yes,
        no: bench.no,
        unknown: bench.unknown,
        crashes: 0,
        'bad totals adopted': bench.wrong.length,
        'whole call p99 ms': percentile(bench.calls, 0.99),
        'whole call max ms': percentile(bench.calls, 1),
      }
    })
  },
  ROW_MS,
)

/** Both clients, asked again and again. */
class Bench {
  readonly wrong: string[] = []
  readonly calls: number[] = []
  yes = 0
  no = 0
  unknown = 0
  #now = Date.parse('2025-03-20T17:41:12Z')
  #mutant: Mutant | null = null
  readonly #clients = clientsOf(
    () => this.#now,
    () => {
      if (!this.#mutant) throw new Error('Nothing to answer')
      return this.#mutant
    },
  )

  /** As the documents show it, every call is understood: what follows is not judged by a broken reader. */
  async playPlain(): Promise<void> {
    for (const call of CALLS) {
      const bytes = Buffer.from(JSON.stringify(call.answer))
      await this.play(call, { bytes, status: call.status, isHopeless: false, how: 'plain' })
    }
    expect(this.wrong).toEqual([])
    expect(this.yes).toBe(YES_CALLS.length)
    expect(this.no).toBe(CALLS.length - YES_CALLS.length)
  }

  async play(call: Call, mutant: Mutant): Promise<void> {
    this.#mutant = mutant
    this.#now += 120_000
    const began = performance.now()
    const answer = await call.ask(this.#clients)
    this.calls.push(performance.now() - began)
    if (answer.status === 'refused') this.no += 1
    if (answer.status === 'unknown' || answer.status === 'misconfigured') this.unknown += 1
    if (answer.status !== 'ok') return
    this.yes += 1
    const isLate = mutant.isHopeless && (call.name !== 'void' || mutant.how === 'too-large')
    const why = isLate
      ? `a yes to a body that is ${mutant.how}`
      : wrongYes(call.name, answer.value, mutant.bytes)
    if (why === null) return
    const body = Buffer.from(mutant.bytes).toString('utf8').slice(0, 400)
    this.wrong.push(`${call.name} (${mutant.how}): ${why}: ${body}`)
  }
}
