/*
 * npm start [-- --settings=<file>] [--data=<folder>] [--sandbox]
 *
 * Opens the terminal. With settings it talks to the real devices and providers. Without any, or with
 * `--sandbox`, it first starts the sandbox (dist/sandbox/main.cjs), which plays the outside world, writes
 * the settings that lead to it and says so in one line of JSON:
 * {"ready":true,"settings":"…","control":"…","tray":"…","environment":{…}}. Beside the terminal a second small window shows its
 * scan tray; closing the terminal or Ctrl+C ends all three; a terminal that
 * falls is started again. Without a display it plays the tour instead.
 */
import { existsSync } from 'node:fs'
import { mkdir } from 'node:fs/promises'
import { homedir } from 'node:os'
import { join, resolve } from 'node:path'
import { createInterface } from 'node:readline'
import { withDisplay } from './display.mjs'
import { keepRunning } from './keeper.mjs'
import { DIST, ROOT } from './paths.mjs'
import { ended, main, Problem, say, start, stop } from './process.mjs'
import { setUp } from './setup.mjs'
import { hasDisplay, isRoot } from './system.mjs'

const SANDBOX_START_MS = 30_000
/** What Chromium says to its developers: no bus, no graphics card. Nothing a cashier could act on. */
const CHROMIUM_LINE = /^\[\d+:\d{4}\/\d{6}\.\d+:(ERROR|WARNING|INFO)/

await main(import.meta.url, async (args) => {
  const runtime = await setUp()
  const wish = readWish(args)
  if (!hasDisplay()) return await playTour(args)
  if (runtime.origin === 'stand-in')
    say(
      `Running on Electron ${runtime.version}, which is for development and tests only (CASHIER_RUNTIME=official tries the official one again).`,
    )
  if (wish.real) return await openTerminal(runtime, args)
  return await openWithSandbox(runtime, args, wish.data)
})

/** The real thing needs settings: named, or left in the data folder. */
function readWish(args) {
  const value = (name) => args.find((arg) => arg.startsWith(`--${name}=`))?.slice(name.length + 3)
  const settings = value('settings')
  const data = resolve(ROOT, value('data') ?? dataFolder())
  if (settings !== undefined && !existsSync(resolve(settings)))
    throw new Problem(`There is no settings file ${resolve(settings)}: check the name.`)
  const given = settings !== undefined || existsSync(join(data, 'settings.json'))
  return { real: given && !args.includes('--sandbox'), data: value('data') && data }
}

/** The same folder Electron calls userData. */
function dataFolder() {
  const name = 'Cashier Terminal'
  if (process.platform === 'win32') return join(process.env.APPDATA ?? homedir(), name)
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Application Support', name)
  return join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), name)
}

async function openTerminal(runtime, args, environment = {}) {
  return await keepRunning(() => startElectron(runtime, [ROOT, ...args], environment))
}

function startElectron(runtime, args, environment = {}) {
  const root = isRoot() ? ['--no-sandbox'] : []
  const stdio = ['inherit', 'inherit', 'pipe']
  const env = { ...process.env, ...environment }
  const child = start(runtime.executable, [...root, ...args], { stdio, env })
  createInterface({ input: child.stderr }).on('line', (line) => {
    if (!CHROMIUM_LINE.test(line)) process.stderr.write(`${line}\n`)
  })
  return child
}

async function openWithSandbox(runtime, args, data) {
  const folder = data ?? join(ROOT, 'out', 'sandbox')
  const rest = args.filter((arg) => !/^--(data=|settings=|sandbox$)/.test(arg))
  const { sandbox, settings, tray, environment } = await startSandbox(folder)
  const trayWindow = tray && startTray(runtime, tray, join(folder, 'tray'))
  try {
    const own = [`--data=${join(folder, 'till')}`, `--settings=${settings}`, '--sandbox']
    return await openTerminal(runtime, [...own, ...rest], environment)
  } finally {
    await stop(trayWindow)
    await stop(sandbox)
  }
}

/** A program of its own, so that the terminal knows nothing of it. */
function startTray(runtime, address, data) {
  const program = join(DIST, 'sandbox', 'tray.cjs')
  return startElectron(runtime, [program, `--address=${address}`, `--data=${data}`])
}

async function startSandbox(folder) {
  await mkdir(folder, { recursive: true })
  const program = join(DIST, 'sandbox', 'main.cjs')
  if (!existsSync(program)) throw new Problem('The sandbox is not built: run `npm run build`.')
  const args = [program, `--folder=${folder}`, '--tray']
  const sandbox = start(process.execPath, args, { stdio: ['ignore', 'pipe', 'inherit'] })
  const { settings, tray, environment } = await readyLine(sandbox)
  return { sandbox, settings, tray, environment }
}

function readyLine(sandbox) {
  return new Promise((resolve, reject) => {
    const fail = (why) => reject(new Problem(`The sandbox did not start: ${why}.`))
    const timer = setTimeout(() => fail('it is not ready after 30 s'), SANDBOX_START_MS)
    sandbox.once('close', () => fail('it ended at once; see the lines above'))
    createInterface({ input: sandbox.stdout }).on('line', (line) => {
      const ready = readJson(line)
      if (!ready?.ready) return say(line)
      clearTimeout(timer)
      resolve(ready)
    })
  })
}

function readJson(line) {
  try {
    return JSON.parse(line)
  } catch {
    return undefined
  }
}

async function playTour(args) {
  const tour = join(DIST, 'e2e', 'tour.mjs')
  if (!existsSync(tour)) throw new Problem('The tour is not built: run `npm run build`.')
  say('There is no display here, so the terminal plays its tour on an invisible one.')
  return await withDisplay(() => ended(start(process.execPath, [tour, ...args], { cwd: ROOT })))
}
