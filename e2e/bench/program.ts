import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** What is started: ours or the bare page. */
export type ProgramParts = {
  /** Its main file, from the root of the checkout. */
  readonly main: string
  /** An expression that holds in the page once a cashier could begin. */
  readonly ready: string
  readonly args?: readonly string[]
  /** Switches of Electron itself. */
  readonly switches?: readonly string[]
  /** Its data folder; a fresh one when absent, gone when the program is closed. */
  readonly data?: string
  readonly env?: Readonly<Record<string, string>>
}

/** An input event as Electron's `sendInputEvent` takes it. */
export type InputEvent = Readonly<Record<string, unknown>>

type Question = Readonly<
  { run: string } | { input: InputEvent } | { ask: null } | { collect: null } | { quit: null }
>

const START_MS_MAX = 120_000
const END_MS_MAX = 15_000

/** A program under measurement, with the probe in its page. */
export class Program {
  /** Milliseconds from the start of the process until the page was painted and usable. */
  readonly startMs: number
  readonly #child: ChildProcess
  readonly #answers: Map<number, (answer: Answer) => void>
  readonly #ended: Promise<void>
  readonly #done: () => void
  #questions = 0

  private constructor(parts: Begun & { readonly startMs: number }) {
    this.startMs = parts.startMs
    this.#child = parts.child
    this.#answers = parts.answers
    this.#ended = parts.ended
    this.#done = parts.done
  }

  /** Starts a program and waits until it is usable. */
  static async start(parts: ProgramParts): Promise<Program> {
    const began = clockMs()
    const begun = begin(parts)
    const readyAt = await begun.ready
    return new Program({ ...begun, startMs: readyAt - began })
  }

  /** Evaluates an expression in the page. */
  async run<T>(expression: string): Promise<T> {
    return (await this.#ask({ run: expression })) as T
  }

  /**
   * Milliseconds from a press, made by `press`, until what it brings is painted.
   * Null when nothing came of it.
   * @param holds  a function that holds once it is in the page
   */
  async timed(holds: string, press: () => Promise<void>): Promise<number | null> {
    await this.run(`probe.arm(${holds}), null`)
    await press()
    return await this.run<number | null>('probe.fromPress()')
  }

  /** Presses a key of the keyboard. */
  async press(keyCode: string): Promise<void> {
    await this.#ask({ input: { type: 'keyDown', keyCode } })
    if (keyCode.length === 1) await this.#ask({ input: { type: 'char', keyCode } })
    await this.#ask({ input: { type: 'keyUp', keyCode } })
  }

  /** Clicks in the middle of what a selector expression finds. */
  async click(element: string): Promise<void> {
    const { x, y } = await this.run<{ x: number; y: number }>(
      `(() => { const box = ${element}.getBoundingClientRect();
        return { x: Math.round(box.x + box.width / 2), y: Math.round(box.y + box.height / 2) } })()`,
    )
    const at = { x, y, button: 'left', clickCount: 1 }
    await this.#ask({ input: { type: 'mouseDown', ...at } })
    await this.#ask({ input: { type: 'mouseUp', ...at } })
  }

  /** Milliseconds to add to this process's clock to get the page's. */
  async clockOffsetMs(): Promise<number> {
    let best = { trip: Infinity, offset: 0 }
    for (let round = 0; round < 30; round += 1) {
      const before = clockMs()
      const there = await this.run<number>('probe.now()')
      const after = clockMs()
      const trip = after - before
      if (trip < best.trip) best = { trip, offset: there - (before + after) / 2 }
    }
    return best.offset
  }

  /** Memory of all its processes in MB: what is theirs alone and their part of what they share. */
  async memoryMb(): Promise<number> {
    const pids = await this.#ask({ ask: null })
    const all = (pids as readonly { readonly pid: number }[]).map(({ pid }) => pid)
    return [...new Set(all.flatMap(withChildren))].reduce((sum, pid) => sum + pssMb(pid), 0)
  }

  /** Has both its processes collect their garbage, where they were started with `--expose-gc`. */
  async collect(): Promise<void> {
    await this.#ask({ collect: null })
    await this.run(`globalThis.gc?.(), null`)
  }

  /** Closes it as a person would, and cleans its folder up. */
  async close(): Promise<void> {
    await this.#ask({ quit: null }).catch(() => undefined)
    const timer = setTimeout(() => this.#child.kill('SIGKILL'), END_MS_MAX)
    await this.#ended
    clearTimeout(timer)
    this.#done()
  }

  #ask(question: Question): Promise<unknown> {
    this.#questions += 1
    const id = this.#questions
    return new Promise((resolve, reject) => {
      this.#answers.set(id, (answer) => {
        this.#answers.delete(id)
        if ('failed' in answer) reject(new Error(String(answer.failed)))
        else resolve(answer.value)
      })
      this.#child.send({ id, ...question })
    })
  }
}

/** Milliseconds since 1970, finer than Date.now. */
export function clockMs(): number {
  return performance.timeOrigin + performance.now()
}

/** A time that must have been taken. */
export async function needed(time: Promise<number | null>): Promise<number> {
  const taken = await time
  if (taken === null) throw new Error('Nothing came of a press')
  return taken
}

/** Waits. Between measurements only, so that screens come to rest. */
export function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms))
}

type Answer = { readonly id: number; readonly value?: unknown; readonly failed?: unknown }

type Begun = {
  readonly child: ChildProcess
  readonly answers: Map<number, (answer: Answer) => void>
  readonly ready: Promise<number>
  readonly ended: Promise<void>
  readonly done: () => void
}

function begin({ main, ready, args = [], switches = [], data, env = {} }: ProgramParts): Begun {
  const folder = data ?? mkdtempSync(join(tmpdir(), 'bench-'))
  const executable = join(process.env['ELECTRON_OVERRIDE_DIST_PATH'] ?? '', 'electron')
  const answers = new Map<number, (answer: Answer) => void>()
  const child = spawn(
    executable,
    [
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
      ...switches,
      join(process.cwd(), 'e2e', 'bench', 'probe.cjs'),
      `--program=${join(process.cwd(), main)}`,
      `--ready=${ready}`,
      `--data=${folder}`,
      ...args,
    ],
    {
      stdio: ['ignore', 'ignore', process.env['BENCH_LOUD'] ? 'inherit' : 'ignore', 'ipc'],
      env: { ...process.env, ...env },
    },
  )
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()))
  return {
    child,
    answers,
    ended,
    ready: readyOf(child, ended, answers),
    done: () => {
      if (data === undefined) rmSync(folder, { recursive: true, force: true })
    },
  }
}

function readyOf(
  child: ChildProcess,
  ended: Promise<void>,
  answers: Map<number, (answer: Answer) => void>,
): Promise<number> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => {
      child.kill('SIGKILL')
      reject(new Error('The program is not usable after two minutes'))
    }, START_MS_MAX)
    void ended.then(() => {
      clearTimeout(late)
      const gone = new Error('The program ended by itself')
      for (const answer of [...answers.values()]) answer({ id: 0, failed: gone.message })
      reject(gone)
    })
    child.on('message', (message: Answer | { readonly ready: number }) => {
      if ('ready' in message) {
        clearTimeout(late)
        resolve(message.ready)
      } else answers.get(message.id)?.(message)
    })
  })
}

/** The processes a process has started, and theirs: Chromium's zygotes are in no list of Electron's. */
function withChildren(pid: number): readonly number[] {
  try {
    const tasks = readdirSync(`/proc/${pid}/task`)
    const children = tasks.flatMap((task) =>
      readFileSync(`/proc/${pid}/task/${task}/children`, 'utf8').split(' ').filter(Boolean),
    )
    return [pid, ...children.flatMap((child) => withChildren(Number(child)))]
  } catch {
    return []
  }
}

/** Proportional set size, the only figure that may be added up over processes. Linux alone has it. */
function pssMb(pid: number): number {
  try {
    const text = readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8')
    return Number(/^Pss:\s+(\d+) kB/m.exec(text)?.[1] ?? 0) / 1024
  } catch {
    return 0
  }
}
