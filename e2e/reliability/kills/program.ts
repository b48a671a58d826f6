import { build, type Plugin } from 'esbuild'
import { spawn, type ChildProcess } from 'node:child_process'
import { accessSync, constants, readFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { basename, join, resolve } from 'node:path'

/** A text of a source that is another one in the program only. */
export type Change = { readonly file: string; readonly from: string; readonly to: string }

/** Makes a program of these rows runnable by Node.js alone. Answers its path. */
export async function makeProgram(
  source: string,
  folder: string,
  change: Change | null = null,
): Promise<string> {
  const name = `${basename(source, '.ts')}${change === null ? '' : '-changed'}.cjs`
  const program = join(folder, name)
  await build({
    entryPoints: [resolve('e2e/reliability/kills', source)],
    outfile: program,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    external: ['libsql', 'serialport', 'node-hid', 'electron'],
    logLevel: 'error',
    banner: { js: 'const importMetaUrl = require("node:url").pathToFileURL(__filename).href;' },
    define: { 'import.meta.url': 'importMetaUrl', 'import.meta.dirname': '__dirname' },
    plugins: change === null ? [] : [changed(change)],
  })
  return program
}

function changed({ file, from, to }: Change): Plugin {
  const path = resolve(file)
  const text = readFileSync(path, 'utf8')
  if (text.split(from).length !== 2) throw new Error(`${from} does not stand once in ${file}`)
  return {
    name: 'changed',
    setup: ({ onLoad }) => {
      onLoad({ filter: new RegExp(`${basename(file)}$`) }, ({ path: loaded }) =>
        loaded === path ? { contents: text.replace(from, () => to), loader: 'ts' } : null,
      )
    },
  }
}

/** Where such a program finds what was not bundled. */
export const PROGRAM_ENV = { ...process.env, NODE_PATH: resolve('node_modules') }

/** A program that runs, with everything it has said so far. */
export type Running = {
  readonly child: ChildProcess
  readonly lines: readonly string[]
  /** The signal or code it ended with, once all it said is here. */
  readonly ended: Promise<string>
  /** Answers once a line begins so, or the program has ended. */
  readonly said: (beginning: string) => Promise<void>
  /** Answers once so many lines begin so, or the program has ended. */
  readonly counted: (beginning: string, count: number) => Promise<void>
}

/** Starts a program of these rows; `through` is a program in front of it, with its switches. */
export function startProgram(
  program: string,
  args: readonly string[],
  through: readonly string[] = [],
  env: NodeJS.ProcessEnv = PROGRAM_ENV,
): Running {
  const [command = process.execPath, ...rest] = [...through, process.execPath, program, ...args]
  const child = spawn(command, rest, { env, stdio: ['pipe', 'pipe', 'inherit'] })
  const lines: string[] = []
  const waiting = new Set<(fresh: readonly string[]) => void>()
  let open = ''
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const whole = (open + text).split('\n')
    open = whole.pop() ?? ''
    for (const line of whole) lines.push(line)
    for (const look of waiting) look(whole)
  })
  const ended = new Promise<string>((done, fail) => {
    child.once('error', fail)
    child.once('close', (code, signal) => done(signal ?? `exit ${code}`))
  })
  const counted = async (beginning: string, count: number) => {
    const heard = new Promise<void>((done) => {
      let left = count
      const look = (fresh: readonly string[]) => {
        left -= fresh.filter((line) => line.startsWith(beginning)).length
        if (left <= 0) done()
      }
      waiting.add(look)
      look(lines)
    })
    await Promise.race([heard, ended])
  }
  const said = (beginning: string) => counted(beginning, 1)
  return { child, lines, ended, said, counted }
}

/** The number of the last line that begins with a word; 0 without one. */
export function lastNumber(lines: readonly string[], word: string): number {
  const last = lines.findLast((line) => line.startsWith(`${word} `))
  return last === undefined ? 0 : Number(last.slice(word.length + 1))
}

/** Works through numbered pieces of work, so many at once. */
export async function inLanes(
  count: number,
  lanes: number,
  work: (number: number, lane: number) => Promise<void>,
): Promise<void> {
  let next = 0
  const lane = async (place: number) => {
    for (let number = next++; number < count; number = next++) await work(number, place)
  }
  await Promise.all(Array.from({ length: lanes }, (_, place) => lane(place)))
}

/**
 * A folder in memory where there is one. What a killed process leaves behind is the same there as on a disk:
 * what it had handed to the system. What a disk keeps is another row's matter.
 */
export function quickFolder(): string {
  try {
    accessSync('/dev/shm', constants.W_OK)
    return '/dev/shm'
  } catch {
    return tmpdir()
  }
}
