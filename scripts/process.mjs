import { spawn } from 'node:child_process'
import { pathToFileURL } from 'node:url'

/** Something a person can put right: printed as one sentence, without a stack. */
export class Problem extends Error {
  name = 'Problem'
}

const SIGNAL_NUMBERS = { SIGINT: 2, SIGTERM: 15, SIGHUP: 1 }
const children = new Set()

/** Says what is going on, one line each. */
export function say(line) {
  process.stdout.write(`${line}\n`)
}

/** Starts a program that must not outlive this one. */
export function start(command, args, options = {}) {
  const child = spawn(command, args, { stdio: 'inherit', ...options })
  children.add(child)
  child.once('close', () => children.delete(child))
  child.once('error', () => children.delete(child))
  return child
}

/** Waits for the end of a program; a death by signal counts as a failure. */
export function ended(child) {
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (code, signal) => resolve(code ?? 128 + (SIGNAL_NUMBERS[signal] ?? 0)))
  })
}

/** Runs a program to its end and answers its exit code. */
export function run(command, args, options) {
  return ended(start(command, args, options))
}

/** Runs a program to its end and answers what it said; never rejects. */
export async function ask(command, args, options = {}) {
  try {
    const child = start(command, args, { ...options, stdio: ['ignore', 'pipe', 'pipe'] })
    const output = { stdout: '', stderr: '' }
    child.stdout.setEncoding('utf8').on('data', (text) => (output.stdout += text))
    child.stderr.setEncoding('utf8').on('data', (text) => (output.stderr += text))
    return { code: await ended(child), ...output }
  } catch (error) {
    return { code: 127, stdout: '', stderr: String(error) }
  }
}

/** The npm that runs this script, or the one on the path. */
export function npm(args) {
  const own = process.env.npm_execpath
  if (own?.endsWith('.js')) return { command: process.execPath, args: [own, ...args] }
  return { command: 'npm', args, shell: process.platform === 'win32' }
}

/** Ends a child politely, then for certain. */
export async function stop(child, patienceMs = 5000) {
  if (!child || child.exitCode !== null || child.signalCode !== null) return
  const closed = new Promise((resolve) => child.once('close', resolve))
  child.kill('SIGTERM')
  const timer = setTimeout(() => child.kill('SIGKILL'), patienceMs)
  await closed
  clearTimeout(timer)
}

/**
 * Runs `work` when the file of `moduleUrl` is the program that was started. Ctrl+C and a polite end are
 * passed on to the children; a Problem is printed as a sentence.
 */
export async function main(moduleUrl, work) {
  if (moduleUrl !== pathToFileURL(process.argv[1] ?? '').href) return
  let interrupted
  for (const signal of Object.keys(SIGNAL_NUMBERS)) {
    process.on(signal, () => {
      const again = interrupted !== undefined
      interrupted = signal
      for (const child of children) child.kill(again ? 'SIGKILL' : signal)
      if (children.size === 0) process.exit(128 + SIGNAL_NUMBERS[signal])
    })
  }
  try {
    const code = await work(process.argv.slice(2))
    process.exitCode = interrupted ? 128 + SIGNAL_NUMBERS[interrupted] : (code ?? 0)
  } catch (error) {
    process.stderr.write(`${error instanceof Problem ? error.message : (error?.stack ?? error)}\n`)
    process.exitCode = 1
  } finally {
    for (const child of children) child.kill('SIGTERM')
  }
}
