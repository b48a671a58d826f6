/*
 * What the machine is made with: qemu, busybox for its first steps, kmod and udev for its drivers, and the
 * libraries node-hid is linked with.
 */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { ask, say } from '../process.mjs'
import { isRoot } from '../system.mjs'
import { Skipped } from './skipped.mjs'

/** What is looked for, and the Debian package that brings it. */
const TOOLS = [
  { program: 'qemu-system-x86_64', package: 'qemu-system-x86' },
  { program: 'busybox', package: 'busybox-static' },
  { program: 'depmod', package: 'kmod' },
  { program: 'udevadm', package: 'udev' },
  { program: 'xz', package: 'xz-utils' },
  { file: '/usr/lib/x86_64-linux-gnu/libusb-1.0.so.0', package: 'libusb-1.0-0' },
  { file: '/usr/lib/x86_64-linux-gnu/libudev.so.1', package: 'libudev1' },
]

/** apt-get asks nothing of anybody. */
export const APT_ENVIRONMENT = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' }

/**
 * Installs what is missing, where that is possible.
 * @throws Skipped  this system cannot run the machine, or lacks something that only its owner can install
 */
export async function ensureTools() {
  if (process.platform !== 'linux' || process.arch !== 'x64')
    throw new Skipped(
      `the machine needs Linux on x64, and this is ${process.platform} on ${process.arch}`,
    )
  if (pathOf('dpkg-deb') === null)
    throw new Skipped('the kernel comes as a Debian package, and dpkg-deb is not here')
  const missing = TOOLS.filter((tool) => !isHere(tool)).map((tool) => tool.package)
  if (missing.length === 0) return
  const names = missing.join(' ')
  if (!isRoot() || pathOf('apt-get') === null)
    throw new Skipped(`this system lacks ${names}; root can install them with apt-get`)
  say(`Installing ${names} …`)
  await ask('apt-get', ['update', '-q'], { env: APT_ENVIRONMENT })
  const { code, stderr } = await ask(
    'apt-get',
    ['install', '-y', '-q', '--no-install-recommends', ...missing],
    { env: APT_ENVIRONMENT },
  )
  if (code !== 0) throw new Skipped(`${names} could not be installed (${firstLine(stderr)})`)
}

/** Where a program is, null when it is not on the path. */
export function pathOf(program) {
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin']
  const places = folders.filter((folder) => folder !== '').map((folder) => join(folder, program))
  return places.find((place) => existsSync(place)) ?? null
}

/** What a program complained of, without its details. */
export function firstLine(text) {
  return text.trim().split('\n')[0] ?? ''
}

function isHere(tool) {
  return tool.program === undefined ? existsSync(tool.file) : pathOf(tool.program) !== null
}
