/*
 * The stock kernel of Debian, kept in the cache folder:
 *
 *   hid-lab/<release>/vmlinux        the kernel without its wrapping, so that qemu enters it directly
 *   hid-lab/<release>/first.img      busybox, the first steps, and the drivers that reach this system's files
 *   hid-lab/<release>/modules/       its drivers, as lib/modules/<release> has them
 *
 * The package is unpacked, not installed: nothing else of this system changes.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdir, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { cacheFolder } from '../paths.mjs'
import { ask, ended, say, start } from '../process.mjs'
import { firstFileSystem } from './first-file-system.mjs'
import { Skipped } from './skipped.mjs'
import { APT_ENVIRONMENT, firstLine, pathOf } from './tools.mjs'

const PACKAGE = 'linux-image-amd64'
const FOLDER = join(cacheFolder(), 'hid-lab')
const FIRST_STEPS = join(import.meta.dirname, 'guest', 'first-steps.sh')

/** The folders of drivers the machine has a use for; the whole package is six times as large. */
const DRIVERS = [
  'drivers/char',
  'drivers/hid',
  'drivers/input',
  'drivers/usb',
  'drivers/virtio',
  'fs/9p',
  'fs/configfs',
  'fs/fscache',
  'fs/netfs',
  'fs/overlayfs',
  'net/9p',
]

const ELF = Buffer.from([0x7f, 0x45, 0x4c, 0x46])
const XZ = Buffer.from([0xfd, 0x37, 0x7a, 0x58, 0x5a, 0x00])

/**
 * Finds the kernel in the cache, or fetches it.
 * @returns {Promise<{ release: string, image: string, first: string, modules: string }>}
 * @throws Skipped  it is not there and cannot be fetched
 */
export async function ensureKernel() {
  const stamp = createHash('sha256')
    .update(await readFile(FIRST_STEPS))
    .digest('hex')
  const kept = await keptKernel()
  if (kept === null) await fetchKernel()
  const kernel = kept ?? (await keptKernel())
  if (kernel === null) throw new Skipped('the kernel package holds no kernel that could be started')
  if ((await readText(`${kernel.first}.stamp`)) !== stamp) {
    await writeFile(kernel.first, await firstFileSystem(kernel, FIRST_STEPS, pathOf('busybox')))
    await writeFile(`${kernel.first}.stamp`, stamp)
  }
  return kernel
}

async function keptKernel() {
  const releases = await readdir(FOLDER).catch(() => [])
  const release = releases.sort().findLast((name) => existsSync(join(FOLDER, name, 'vmlinux')))
  if (release === undefined) return null
  const folder = join(FOLDER, release)
  return {
    release,
    image: join(folder, 'vmlinux'),
    first: join(folder, 'first.img'),
    modules: join(folder, 'modules'),
  }
}

async function fetchKernel() {
  const release = await newestRelease()
  const work = join(FOLDER, 'unpacking')
  await rm(work, { recursive: true, force: true })
  await mkdir(work, { recursive: true }).catch((error) => {
    throw new Skipped(`the kernel cannot be kept in ${FOLDER} (${error.code})`)
  })
  try {
    say(`Fetching the kernel ${release} …`)
    const archive = await download(`linux-image-${release}`, work)
    await unpack(archive, work)
    await ask('depmod', ['-b', work, release], { env: withSystemPrograms() })
    await rename(join(work, 'lib', 'modules'), join(work, 'modules'))
    const wrapped = await readFile(join(work, 'boot', `vmlinuz-${release}`))
    await writeFile(join(work, 'vmlinux'), await unwrapped(wrapped))
    await rm(archive)
    await rename(work, join(FOLDER, release))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
}

/** The package of no release depends on the newest one. */
async function newestRelease() {
  for (const refresh of [false, true]) {
    if (refresh) await ask('apt-get', ['update', '-q'], { env: APT_ENVIRONMENT })
    const { stdout } = await ask('apt-cache', ['depends', PACKAGE])
    const found = /Depends: linux-image-(\S+)/.exec(stdout)
    if (found) return found[1]
  }
  throw new Skipped(`the package lists of this system have no ${PACKAGE}`)
}

async function download(name, folder) {
  const { code, stderr } = await ask(
    'apt-get',
    ['-o', 'APT::Sandbox::User=root', 'download', '-q', name],
    { cwd: folder, env: APT_ENVIRONMENT },
  )
  const file = (await readdir(folder)).find((entry) => entry.endsWith('.deb'))
  if (code !== 0 || file === undefined)
    throw new Skipped(`${name} could not be downloaded (${firstLine(stderr)})`)
  return join(folder, file)
}

async function unpack(archive, folder) {
  const wanted = [
    './boot/vmlinuz-*',
    './lib/modules/*/modules.*',
    ...DRIVERS.map((drivers) => `./lib/modules/*/kernel/${drivers}/*`),
  ]
  const reader = start('dpkg-deb', ['--fsys-tarfile', archive], {
    stdio: ['ignore', 'pipe', 'ignore'],
  })
  const writer = start('tar', ['-x', '-C', folder, '--wildcards', ...wanted], {
    stdio: ['pipe', 'ignore', 'ignore'],
  })
  reader.stdout.pipe(writer.stdin)
  await Promise.all([ended(reader), ended(writer)])
  if (!existsSync(join(folder, 'lib', 'modules')))
    throw new Skipped('the kernel package could not be unpacked')
}

/** Takes the kernel out of its wrapping: an xz stream that unpacks to an ELF file. */
async function unwrapped(wrapped) {
  for (let at = wrapped.indexOf(XZ); at >= 0; at = wrapped.indexOf(XZ, at + 1)) {
    const kernel = await unpackXz(wrapped.subarray(at))
    if (kernel.subarray(0, 4).equals(ELF)) return kernel
  }
  throw new Skipped('the kernel is wrapped in a way that is not known here')
}

/** What follows the stream is not xz any more, and xz says so: what it unpacked is what counts. */
async function unpackXz(bytes) {
  const child = start('xz', ['-dcq', '--single-stream'], { stdio: ['pipe', 'pipe', 'ignore'] })
  const pieces = []
  child.stdout.on('data', (piece) => pieces.push(piece))
  child.stdin.on('error', () => undefined)
  child.stdin.end(bytes)
  await ended(child)
  return Buffer.concat(pieces)
}

function withSystemPrograms() {
  return { ...process.env, PATH: `${process.env.PATH ?? ''}:/usr/sbin:/sbin` }
}

async function readText(file) {
  return await readFile(file, 'utf8').catch(() => null)
}
