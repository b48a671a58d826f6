import { _electron, type ElectronApplication, type Page } from '@playwright/test'
import type { ChildProcess } from 'node:child_process'
import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** How to start the built terminal. */
export type TillLaunch = {
  /** `--data`: everything the terminal keeps. */
  readonly data: string
  /** `--settings`; the data folder's own when absent. */
  readonly settings?: string
  /** Further switches, such as `--sandbox`. */
  readonly args?: readonly string[]
  readonly env?: Readonly<Record<string, string>>
}

/** A terminal that was started: its main process, also when it has ended, and its window. */
export type LaunchedTill = {
  readonly app: ElectronApplication
  readonly child: ChildProcess
  readonly page: Page
}

/** How long a start may take on a busy machine before it is called a failure. */
const START_MS_MAX = 60_000

/** How long a terminal may take to close. */
const CLOSE_MS_MAX = 15_000

/** The folder of the checkout; sources and built programs lie at different depths below it. */
export function projectRoot(): string {
  let folder = dirname(fileURLToPath(import.meta.url))
  while (!existsSync(join(folder, 'package.json'))) folder = dirname(folder)
  return folder
}

/**
 * The Electron to start: scripts/runtime.mjs finds it and leaves its folder in the environment.
 * @throws Error  nobody has looked for one
 */
export function electronPath(): string {
  const folder = process.env['ELECTRON_OVERRIDE_DIST_PATH']
  if (!folder) throw new Error('No Electron was found: run this with npm test, npm start or bench.')
  const names = ['electron', 'electron.exe', 'Electron.app/Contents/MacOS/Electron']
  const found = names.map((name) => join(folder, name)).find((path) => existsSync(path))
  if (found === undefined) throw new Error(`There is no Electron in ${folder}.`)
  return found
}

/** Switches without which Electron does not start here: for root it must be told so. */
export function electronSwitches(): readonly string[] {
  return process.getuid?.() === 0 ? ['--no-sandbox'] : []
}

/** Starts the built terminal and waits until its window shows what it has kept, on whichever screen. */
export async function launchTill(launch: TillLaunch): Promise<LaunchedTill> {
  const app = await startTill(launch)
  const child = app.process()
  try {
    const page = await app.firstWindow({ timeout: START_MS_MAX })
    await page.getByRole('banner', { name: 'Terminal status' }).waitFor({ timeout: START_MS_MAX })
    return { app, child, page }
  } catch (error) {
    await killTill(child)
    throw error
  }
}

/** Starts the built terminal and waits for nothing: for terminals that show something else first. */
export function startTill(launch: TillLaunch): Promise<ElectronApplication> {
  const { data, settings, args = [], env = {} } = launch
  const own = [`--data=${data}`, ...(settings === undefined ? [] : [`--settings=${settings}`])]
  return _electron.launch({
    executablePath: electronPath(),
    args: [...electronSwitches(), projectRoot(), ...own, ...args],
    cwd: projectRoot(),
    env: { ...known(process.env), ...env },
    timeout: START_MS_MAX,
  })
}

/** Closes a terminal as its user does; nothing happens when it has ended. */
export async function closeTill({ app, child }: LaunchedTill): Promise<void> {
  if (hasEnded(child)) return
  const late = setTimeout(() => child.kill('SIGKILL'), CLOSE_MS_MAX)
  await app.close().finally(() => clearTimeout(late))
}

/** Ends a terminal at once, as a power cut does, and waits until its process is gone. */
export async function killTill(child: ChildProcess): Promise<void> {
  if (hasEnded(child)) return
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  child.kill('SIGKILL')
  await gone
}

function hasEnded(child: ChildProcess): boolean {
  return child.exitCode !== null || child.signalCode !== null
}

function known(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).flatMap(([name, value]) =>
    value === undefined ? [] : [[name, value] as const],
  )
  return Object.fromEntries(entries)
}
