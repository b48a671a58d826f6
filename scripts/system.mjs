/*
 * What Linux must bring: the shared libraries of Electron, udev for listing ports, the libraries of the HID
 * package, socat for the sandbox's serial cables, and a display or Xvfb. Root on Debian or Ubuntu installs what is missing; everyone else is
 * told the names.
 */
import { existsSync, readFileSync, statSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ask, Problem, say } from './process.mjs'

const LIBRARY_PACKAGES = [
  'libgtk-3-0',
  'libnss3',
  'libasound2',
  'libgbm1',
  'libxss1',
  'libxtst6',
  'libdrm2',
  'libnotify4',
  'libsecret-1-0',
  'libatspi2.0-0',
]
/** What node-hid's binary links; without them no scanner in USB mode is found. */
const HID_PACKAGES = { 'libusb-1.0.so.0': 'libusb-1.0-0', 'libudev.so.1': 'libudev1' }
const SANDBOX_SWITCH = '/proc/sys/kernel/apparmor_restrict_unprivileged_userns'

/** True where windows can be shown without our own Xvfb. */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY)
}

/** True for root on Linux, where Chromium refuses to start with its sandbox. */
export function isRoot() {
  return process.platform === 'linux' && process.getuid?.() === 0
}

/**
 * Sees to it that the runtime can start here.
 * @param runtime  as `ensureRuntime` answers it
 * @throws Problem  something is missing and cannot be installed from here
 */
export async function ensureSystem(runtime) {
  if (process.platform !== 'linux') return
  const wanted = await missingPackages(runtime)
  if (wanted.length > 0) await install(wanted, runtime)
  assertSandboxAllowed(runtime)
}

/**
 * Brings what only the tests need: strace, which tells what a program asked of its disk. Root on Debian or
 * Ubuntu installs it; elsewhere the rows that need it say that they were skipped.
 */
export async function ensureTestTools() {
  if (process.platform !== 'linux' || isOnPath('strace')) return
  if (!isRoot() || !isOnPath('apt-get')) return
  const options = { env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }
  say('Installing strace …')
  await ask('apt-get', ['update', '-q'], options)
  await ask('apt-get', ['install', '-y', '-q', '--no-install-recommends', 'strace'], options)
}

async function missingPackages(runtime) {
  const wanted = []
  if ((await missingLibraries(runtime)).length > 0) wanted.push(...LIBRARY_PACKAGES)
  if (!hasDisplay() && !isOnPath('Xvfb')) wanted.push('xvfb', 'xauth')
  if (!isOnPath('udevadm')) wanted.push('udev')
  wanted.push(...(await missingHidPackages()))
  if (!isOnPath('socat')) wanted.push('socat')
  return wanted
}

async function missingLibraries(runtime) {
  const { stdout } = await ask('ldd', [runtime.executable])
  return stdout
    .split('\n')
    .filter((line) => line.includes('not found'))
    .map((line) => line.trim().split(' ')[0])
}

async function missingHidPackages() {
  const { stdout } = await ask('/sbin/ldconfig', ['-p'])
  // A system that does not say what it has is left alone.
  if (!stdout.includes('libc.so')) return []
  return Object.entries(HID_PACKAGES).flatMap(([file, name]) =>
    stdout.includes(file) ? [] : [name],
  )
}

async function install(wanted, runtime) {
  if (!isRoot() || !isOnPath('apt-get')) return await explain(wanted, runtime)
  const options = {
    env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive', NEEDRESTART_MODE: 'a' },
  }
  say('Reading the list of system packages …')
  await ask('apt-get', ['update', '-q'], options)
  const names = await Promise.all(wanted.map(nameHere))
  say(`Installing ${names.join(' ')} …`)
  const { code, stderr } = await ask(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', ...names],
    options,
  )
  if (code !== 0)
    throw new Problem(
      `The system packages could not be installed (${stderr.trim().split('\n')[0]}): run \`apt-get install ${names.join(' ')}\` and start again.`,
    )
}

/** Since Ubuntu 24.04 and Debian 13 some libraries carry the suffix t64. */
async function nameHere(name) {
  const { stdout } = await ask('apt-cache', ['policy', `${name}t64`])
  return /Candidate: (?!\(none\))/.test(stdout) ? `${name}t64` : name
}

/** Without udev and libusb no port is listed, without socat the sandbox has no cables: a pity, not an end. */
async function explain(wanted, runtime) {
  const command = isOnPath('apt-get') ? 'sudo apt-get install' : 'the package manager to install'
  const libraries = await missingLibraries(runtime)
  const names = (await Promise.all(wanted.map(nameHere))).join(' ')
  const sentence = `This system lacks what the terminal needs: use \`${command} ${names}\`.`
  const fatal = libraries.length > 0 || wanted.includes('xvfb')
  if (!fatal) return say(sentence)
  const detail = libraries.length > 0 ? ` Missing libraries: ${libraries.join(' ')}.` : ''
  throw new Problem(sentence + detail)
}

/** Ubuntu since 24.04 lets Chromium's sandbox start only through its root-owned helper. */
function assertSandboxAllowed(runtime) {
  if (isRoot() || !existsSync(SANDBOX_SWITCH)) return
  if (readFileSync(SANDBOX_SWITCH, 'utf8').trim() !== '1') return
  const helper = join(runtime.folder, 'chrome-sandbox')
  const { uid, mode } = statSync(helper)
  if (uid === 0 && (mode & 0o4000) !== 0) return
  throw new Problem(
    `This system allows Electron's sandbox only through its helper: run \`sudo chown root:root ${helper} && sudo chmod 4755 ${helper}\` once and start again.`,
  )
}

function isOnPath(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  return folders.some((folder) => folder !== '' && existsSync(join(folder, program)))
}
