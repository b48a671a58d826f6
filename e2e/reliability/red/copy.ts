/*
 * A copy of the checkout in which one protection at a time is taken away, to see the test that guards it
 * fail. A test is seen red when the runner reports it as failed: a file that no longer loads proves nothing.
 */
import { execFile, execFileSync } from 'node:child_process'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join, resolve } from 'node:path'
import type { Red } from './red'

/** How long a test without its protection may hang before it counts as failed for the wrong reason. */
const GIVE_UP_MS = 240_000

/** What a test said once its protection was gone. */
export type Seen = { readonly red: boolean; readonly said: string }

type UnitReport = {
  readonly testResults: readonly {
    readonly assertionResults: readonly {
      readonly status: string
      readonly failureMessages: readonly string[]
    }[]
  }[]
}

type JourneyReport = {
  readonly stats: { readonly unexpected: number }
  readonly errors: readonly unknown[]
}

/** The sources of this checkout in a folder of their own. */
export class SourceCopy {
  readonly #folder = mkdtempSync(join(tmpdir(), 'red-'))

  /** Where the copy stands. */
  get folder(): string {
    return this.#folder
  }

  constructor() {
    const listed = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
    const files = execFileSync('git', listed, { encoding: 'utf8', maxBuffer: 2 ** 24 })
    for (const file of files.split('\0')) {
      if (file === '' || !existsSync(file)) continue
      mkdirSync(dirname(join(this.#folder, file)), { recursive: true })
      cpSync(file, join(this.#folder, file))
    }
    symlinkSync(resolve('node_modules'), join(this.#folder, 'node_modules'))
  }

  /** Takes the protection away, runs its test, and puts it back. */
  async without(red: Red): Promise<Seen> {
    const kept = new Map<string, string>()
    try {
      for (const { file, from, to } of [red, ...(red.and ?? [])]) {
        const path = join(this.#folder, file)
        const text = readFileSync(path, 'utf8')
        if (!kept.has(path)) kept.set(path, text)
        if (text.split(from).length !== 2) return { red: false, said: `not once in ${file}` }
        writeFileSync(
          path,
          text.replace(from, () => to),
        )
      }
      return red.test.endsWith('.spec.ts') ? await this.#journey(red) : await this.#unit(red)
    } finally {
      for (const [path, text] of kept) writeFileSync(path, text)
    }
  }

  remove(): void {
    rmSync(this.#folder, { recursive: true, force: true })
  }

  async #unit({ test, title }: Red): Promise<Seen> {
    const report = join(this.#folder, 'red.json')
    rmSync(report, { force: true })
    const said = await this.#run('node_modules/vitest/vitest.mjs', [
      'run',
      test,
      ...['-t', literal(title)],
      ...['--reporter=json', `--outputFile=${report}`],
    ])
    if (!existsSync(report)) return { red: false, said }
    const { testResults }: UnitReport = JSON.parse(readFileSync(report, 'utf8'))
    const failed = testResults
      .flatMap((one) => one.assertionResults)
      .find((one) => one.status === 'failed')
    return { red: failed !== undefined, said: failed?.failureMessages[0] ?? said }
  }

  async #journey({ test, title }: Red): Promise<Seen> {
    const built = await this.#run('scripts/build.mjs', [])
    if (!existsSync(join(this.#folder, 'dist', 'electron', 'main.cjs')))
      return { red: false, said: built }
    const report = join(this.#folder, 'red.json')
    rmSync(report, { force: true })
    const said = await this.#run(
      'node_modules/@playwright/test/cli.js',
      ['test', test, '--grep', literal(title), '--reporter=json', '--retries=0'],
      { PLAYWRIGHT_JSON_OUTPUT_NAME: report },
    )
    if (!existsSync(report)) return { red: false, said }
    const { stats, errors }: JourneyReport = JSON.parse(readFileSync(report, 'utf8'))
    return { red: stats.unexpected > 0 && errors.length === 0, said: said.slice(-300) }
  }

  #run(program: string, args: readonly string[], env: NodeJS.ProcessEnv = {}): Promise<string> {
    // The short lane's numbers, whatever lane this is, and no mark of the runner we are in.
    const own = Object.entries(process.env).filter(
      ([name]) => !/^(VITEST|LANE|NODE_ENV)/.test(name),
    )
    const options = {
      cwd: this.#folder,
      env: { ...Object.fromEntries(own), ROW_SCALE: '0.02', ...env },
      timeout: GIVE_UP_MS,
      maxBuffer: 2 ** 26,
    }
    return new Promise((done) => {
      execFile(process.execPath, [program, ...args], options, (_error, stdout, stderr) => {
        done(`${stdout}${stderr}`)
      })
    })
  }
}

/** Both runners take patterns: brackets and points stand for themselves here. */
function literal(title: string): string {
  return title.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')
}
