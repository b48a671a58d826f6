/*
 * Packs the terminal as a shop gets it and starts it once, in an empty data folder, until its log says that
 * the window is shown. That proves what no test of the built folder can: that native packages,
 * pages and assets are found inside the archive.
 */
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { packageFolder } from './package.mjs'
import { say, start, stop } from './process.mjs'
import { isRoot } from './system.mjs'

const SHOWN_MS = 60_000

/** Answers whether the packed terminal showed its window; a display must be there. */
export async function smoke(runtime) {
  const program = await packageFolder(runtime)
  const data = await mkdtemp(join(tmpdir(), 'packed-till-'))
  const root = isRoot() ? ['--no-sandbox'] : []
  const terminal = start(program, [...root, `--data=${data}`], {
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let said = ''
  terminal.stdout.on('data', (text) => (said += text))
  terminal.stderr.on('data', (text) => (said += text))
  try {
    const shown = await isShown(terminal, join(data, 'log', 'till.log'))
    say(
      shown
        ? 'The packed terminal showed its window.'
        : `The packed terminal showed no window.\n${said}`,
    )
    return shown
  } finally {
    await stop(terminal)
    await rm(data, { recursive: true, force: true })
  }
}

async function isShown(terminal, log) {
  const began = performance.now()
  while (performance.now() - began < SHOWN_MS && terminal.exitCode === null) {
    const text = await readFile(log, 'utf8').catch(() => '')
    if (text.includes('The window is shown')) return true
    await wait(100)
  }
  return false
}
