/*
 * The workbench: a copy of the sources with every chosen mutant woven in, and two test runners in it. First all
 * tests run with every mutant off, and each test file says which mutants it comes by. Then each mutant is turned
 * on alone and only those files run until one of them fails: first those that import its source, which are the
 * tests of that subject, then the others, the quickest first.
 */
import { fork, type ChildProcess } from 'node:child_process'
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { SourceCopy } from '../red/copy'
import { woven, type Numbered } from './weave'

/** What became of a mutant. `unreached`: no test comes by; it counts as survived. */
export type Fate = {
  readonly mutant: Numbered
  readonly end: 'killed' | 'survived' | 'timeout' | 'unreached'
  readonly by: string
  readonly ms: number
}

type FileResult = {
  readonly file: string
  readonly state: string
  readonly ms: number
  readonly why: string | null
}

type TestFile = { readonly file: string; readonly ms: number }

type Answer = { readonly results: readonly FileResult[]; readonly ms: number }

/** What a test file is asked for, and how often a mutant may be asked before it goes round. */
type Task = {
  readonly files: readonly string[]
  readonly task: { readonly on: number; readonly limit: number; readonly reached: string }
  readonly bail: number
}

/** The other files of a mutant, by what they cost; more than this and the slowest are left out. */
const TESTS_MS_MAX = 12_000
/** A runner that is silent for so long, and for three times what its files took, goes round. */
const GIVE_UP_MS = 45_000
const RECORD_MS_MAX = 300_000

/** How much of a row, and how many courses of chance, a test is to play: a mistake shows in few or not at all. */
const SHORT = { ROW_SCALE: '0.02', SEEDS: '20' }

/** Two runners in one copy. */
export class Bench {
  readonly #copy = new SourceCopy()
  readonly #runners: Runner[]
  readonly #mutants: readonly Numbered[]
  /** By mutant: the test files that come by, the quickest first, and how often the mutant was asked. */
  readonly #files = new Map<number, TestFile[]>()
  readonly #asked = new Map<number, number>()
  readonly #imported = new Map<string, ReadonlySet<string>>()

  constructor(mutants: readonly Numbered[]) {
    this.#mutants = mutants
    for (const file of new Set(mutants.map((one) => one.file))) {
      const path = join(this.#copy.folder, file)
      const own = mutants.filter((one) => one.file === file)
      writeFileSync(path, woven(readFileSync(path, 'utf8'), own))
    }
    this.#runners = [0, 1].map((number) => new Runner(this.#copy.folder, number))
  }

  /** Runs every test once without a mutant. Answers the files that fail without one; they judge nothing. */
  async record(files: readonly string[]): Promise<readonly string[]> {
    const reached = join(this.#copy.folder, 'reached')
    mkdirSync(reached)
    const left = [...files]
    const results: FileResult[] = []
    await Promise.all(
      this.#runners.map(async (runner) => {
        for (let some = left.splice(0, 6); some.length > 0; some = left.splice(0, 6)) {
          const task = { files: some, task: { on: -1, limit: 0, reached }, bail: 0 }
          const answer = await runner.ask(task, RECORD_MS_MAX)
          results.push(...(answer?.results ?? []))
        }
      }),
    )
    const passed = results.filter((one) => one.state === 'passed').sort((a, b) => a.ms - b.ms)
    for (const { file, ms } of passed) this.#note(file, ms, reached)
    rmSync(reached, { recursive: true })
    const names = new Set(passed.map((one) => one.file))
    return files.filter((file) => !names.has(file))
  }

  #note(file: string, ms: number, reached: string): void {
    const name = `${join(this.#copy.folder, file).replaceAll(/[^\w]/g, '_')}.json`
    if (!readdirSync(reached).includes(name)) return
    const told: readonly [number, number][] = JSON.parse(readFileSync(join(reached, name), 'utf8'))
    for (const [id, times] of told) {
      this.#files.set(id, [...(this.#files.get(id) ?? []), { file, ms }])
      this.#asked.set(id, Math.max(times, this.#asked.get(id) ?? 0))
    }
  }

  /** Turns each mutant on and answers what became of it. `tell` hears of each at once. */
  async judge(tell: (fate: Fate) => void): Promise<readonly Fate[]> {
    const left = [...this.#mutants]
    const fates: Fate[] = []
    await Promise.all(
      this.#runners.map(async (runner) => {
        for (let one = left.shift(); one; one = left.shift()) {
          const fate = await this.#try(runner, one)
          fates.push(fate)
          tell(fate)
        }
      }),
    )
    return fates
  }

  async #try(runner: Runner, mutant: Numbered): Promise<Fate> {
    const began = performance.now()
    const end = (what: Fate['end'], by: string): Fate => ({
      ...{ mutant, end: what, by },
      ms: Math.round(performance.now() - began),
    })
    const chosen = this.#chosen(mutant)
    const files = chosen.map((one) => one.file)
    if (files.length === 0) return end('unreached', '')
    const limit = 1_000 + 100 * (this.#asked.get(mutant.id) ?? 0)
    const task = { on: mutant.id, limit, reached: '' }
    const cost = chosen.reduce((all, one) => all + one.ms, 0)
    const answer = await runner.ask({ files, task, bail: 1 }, GIVE_UP_MS + 3 * cost)
    if (answer === null) return end('timeout', '')
    const failed = answer.results.find((one) => one.state === 'failed')
    if (failed === undefined) return end('survived', `${files.length} files`)
    return end('killed', `${failed.file}: ${failed.why ?? 'does not load'}`)
  }

  /** The files that judge a mutant. A test of its subject is never left out, however slow it is. */
  #chosen({ id, file }: Numbered): readonly TestFile[] {
    const all = this.#files.get(id) ?? []
    const own = all.filter((one) => this.#imports(one.file).has(basename(file, '.ts')))
    let cost = 0
    const others = all
      .filter((one) => !own.includes(one))
      .filter(({ ms }, index) => (cost += ms) <= TESTS_MS_MAX || (index === 0 && own.length === 0))
    return [...own, ...others]
  }

  /** The names of the files a test imports. */
  #imports(test: string): ReadonlySet<string> {
    const known = this.#imported.get(test)
    if (known) return known
    const text = readFileSync(join(this.#copy.folder, test), 'utf8')
    const found = [...text.matchAll(/ from '\.[^']*?([^/']+)'/g)].map(([, name]) => name ?? '')
    const names = new Set(found)
    this.#imported.set(test, names)
    return names
  }

  async close(): Promise<void> {
    await Promise.all(this.#runners.map((runner) => runner.stop()))
    this.#copy.remove()
  }
}

/** A test runner in the copy; one that no longer answers is ended with all it started, and begun anew. */
class Runner {
  #child: ChildProcess | null = null
  readonly #folder: string
  readonly #task: string

  constructor(folder: string, number: number) {
    this.#folder = folder
    this.#task = join(folder, `mutant-task-${number}.json`)
  }

  /** Null when it did not answer in time. */
  async ask(task: Task, patienceMs: number): Promise<Answer | null> {
    this.#child ??= await this.#start()
    const child = this.#child
    const answer = await new Promise<Answer | null>((done) => {
      const timer = setTimeout(() => done(null), patienceMs)
      const end = (told: Answer | null) => {
        clearTimeout(timer)
        child.off('message', heard)
        child.off('exit', gone)
        done(told)
      }
      const heard = (told: unknown) => end(told as Answer)
      const gone = () => end(null)
      child.on('message', heard)
      child.on('exit', gone)
      child.send(task)
    })
    if (answer === null) await this.stop()
    return answer
  }

  async #start(): Promise<ChildProcess> {
    const own = Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|LANE|NODE_ENV|TEST)/.test(name),
    )
    const child = fork('e2e/reliability/mutation/runner.mjs', [], {
      cwd: this.#folder,
      env: { ...Object.fromEntries(own), ...SHORT, MUTANT_TASK: this.#task },
      execArgv: [],
      detached: true,
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    })
    await new Promise((done) => child.once('message', done))
    return child
  }

  async stop(): Promise<void> {
    const child = this.#child
    this.#child = null
    if (child?.pid === undefined || child.exitCode !== null) return
    const gone = new Promise((done) => child.once('exit', done))
    process.kill(-child.pid, 'SIGKILL')
    await gone
  }
}
