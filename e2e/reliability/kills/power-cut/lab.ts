import { spawn, spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeProgram, PROGRAM_ENV, quickFolder, startProgram, type Change } from '../program'
import type { Judged, Plan } from './images'
import { readTrace, TRACED, type Call } from './trace'

/** SQLite's setting with which a commit is not on the disk when it is answered: the control of the rows. */
export const UNSYNCED: Change = {
  file: 'electron/journal/database.ts',
  from: "['synchronous', 'FULL', 2]",
  to: "['synchronous', 'NORMAL', 1]",
}

/** Why calls cannot be traced on this machine; null where they can. */
export function untraceable(): string | null {
  if (process.platform !== 'linux') return 'calls are traced with strace, which is for Linux'
  const tried = spawnSync('strace', ['-o', '/dev/null', 'true'])
  if (tried.error) return 'strace is not installed (apt-get install strace)'
  return tried.status === 0 ? null : 'strace may not trace processes here'
}

/** One writer's whole life on a disk, traced. */
export type Traced = { readonly log: string; readonly folder: string }

/** Traces writers and looks at what power cuts would have left of them. */
export class PowerCutLab {
  readonly #folder = mkdtempSync(join(tmpdir(), 'power-cut-'))
  readonly #quick = mkdtempSync(join(quickFolder(), 'power-cut-'))
  #images = ''

  /** Makes the programs. */
  async open(): Promise<void> {
    this.#images = await makeProgram('power-cut/images.ts', this.#folder)
  }

  /** A writer, as it is or with a change; answers its program. */
  writer(change: Change | null): Promise<string> {
    return makeProgram('writer.ts', this.#folder, change)
  }

  /**
   * Lets a writer live so often on one folder: up to each number of commits, the last time it closes, every
   * other life ends with a kill.
   */
  async trace(writer: string, lives: readonly number[]): Promise<Traced> {
    const folder = mkdtempSync(join(this.#quick, 'traced-'))
    const log = join(this.#folder, `${folder.split('-').at(-1) ?? ''}.log`)
    const lived = lives.map((commits, at) => {
      const end = at % 2 === 0 && at < lives.length - 1 ? 'die' : 'close'
      return `"${process.execPath}" "${writer}" "${folder}" ${commits} ${end}`
    })
    const args = [
      '-f',
      '-xx',
      '-y',
      '-s',
      '100000000',
      '-o',
      log,
      '-e',
      `trace=${TRACED.join(',')}`,
    ]
    const child = spawn('strace', [...args, 'sh', '-c', lived.join('; ')], {
      env: PROGRAM_ENV,
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    const told: Buffer[] = []
    // The shell says there that a writer was killed.
    const complaints: Buffer[] = []
    child.stdout.on('data', (bytes: Buffer) => told.push(bytes))
    child.stderr.on('data', (bytes: Buffer) => complaints.push(bytes))
    const code = await new Promise<number | null>((done) => child.once('close', done))
    if (code !== 0 || !told.toString().includes('end'))
      throw new Error(`The writer ended: ${code} ${complaints.join('')}`)
    return { log, folder }
  }

  /** What was done, call by call. */
  calls({ log, folder }: Traced): readonly Call[] {
    return readTrace(readFileSync(log, 'latin1'), folder)
  }

  /** Makes images in two processes and has each opened. A process that dies is a trouble of its image. */
  async judge(
    { log, folder }: Traced,
    plan: Omit<Plan, 'lane' | 'lanes'>,
  ): Promise<readonly Judged[]> {
    const lanes = 2
    const works = Array.from({ length: lanes }, async (_, lane) => {
      const images = mkdtempSync(join(this.#quick, 'images-'))
      mkdirSync(images, { recursive: true })
      const asked: Plan = { ...plan, lane, lanes }
      const run = startProgram(this.#images, [log, folder, images, JSON.stringify(asked)])
      const how = await run.ended
      if (how !== 'exit 0') throw new Error(`Image ${run.lines.at(-1) ?? ''}: ${how}`)
      rmSync(images, { recursive: true })
      return run.lines.map((line) => JSON.parse(line) as Partial<Judged>).filter(isJudged)
    })
    return (await Promise.all(works)).flat()
  }

  /** Removes a run's log and folder. */
  forget({ log, folder }: Traced): void {
    rmSync(log)
    rmSync(folder, { recursive: true })
  }

  close(): void {
    rmSync(this.#folder, { recursive: true, force: true })
    rmSync(this.#quick, { recursive: true, force: true })
  }
}

function isJudged(told: Partial<Judged>): told is Judged {
  return told.found !== undefined
}

/** What a power cut may not do: a commit or a receipt that was answered is missing, or the journal is not whole. */
export function isLost({ found, commits, receipt }: Judged): boolean {
  return found.commits < commits || found.receipt < receipt || found.trouble !== null
}

/** A power cut leaves at most the one commit that was under way beside those that were answered. */
export function isBeyond({ found, commits }: Judged): boolean {
  return found.commits > commits + 1
}
