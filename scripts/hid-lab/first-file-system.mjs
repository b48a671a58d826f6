/*
 * The file system the kernel starts with: an archive in the "newc" form of cpio. Each entry is a head of
 * 110 characters ("070701" and thirteen hexadecimal numbers of eight digits: serial number, mode, owner,
 * group, links, time, size, four device numbers, length of the name with its NUL, 0), the name, and the
 * content; name and content are filled up to four bytes. The entry "TRAILER!!!" ends it.
 */
import { readFile } from 'node:fs/promises'
import { basename, join } from 'node:path'

const FOLDERS = ['bin', 'dev', 'proc', 'sys', 'modules', 'lower', 'upper', 'root']

/** What is needed to reach the files of the system outside, before there are any. */
const FIRST_DRIVERS = ['virtio_pci', '9p', '9pnet_virtio', 'overlay']

const FOLDER_MODE = 0o40755
const PROGRAM_MODE = 0o100755

/**
 * Makes it.
 * @param kernel   as `ensureKernel` answers it
 * @param steps    the script that becomes /init
 * @param busybox  a busybox that needs no libraries
 */
export async function firstFileSystem(kernel, steps, busybox) {
  const drivers = await driversOf(kernel)
  const order = drivers.map((file) => `${basename(file)}\n`).join('')
  const entries = [
    ...FOLDERS.map((name) => entry(name, FOLDER_MODE, Buffer.alloc(0))),
    entry('bin/busybox', PROGRAM_MODE, await readFile(busybox)),
    entry('init', PROGRAM_MODE, await readFile(steps)),
    entry('modules/order', PROGRAM_MODE, Buffer.from(order)),
  ]
  for (const file of drivers) {
    entries.push(entry(`modules/${basename(file)}`, PROGRAM_MODE, await readFile(file)))
  }
  return Buffer.concat([...entries, entry('TRAILER!!!', 0, Buffer.alloc(0))])
}

/** The first drivers and what they stand on, in the order they are loaded. modules.dep(5). */
async function driversOf({ modules, release }) {
  const folder = join(modules, release)
  const lines = (await readFile(join(folder, 'modules.dep'), 'utf8')).split('\n')
  const needs = new Map(
    lines.map((line) => {
      const [file = '', rest = ''] = line.split(':')
      return [basename(file, '.ko'), [...rest.trim().split(' ').reverse(), file]]
    }),
  )
  const files = FIRST_DRIVERS.flatMap((name) => needs.get(name) ?? [])
  return [...new Set(files)].filter((file) => file !== '').map((file) => join(folder, file))
}

function entry(name, mode, content) {
  const numbers = [0, mode, 0, 0, 1, 0, content.length, 0, 0, 0, 0, name.length + 1, 0]
  const head = `070701${numbers.map((n) => n.toString(16).padStart(8, '0')).join('')}`
  return Buffer.concat([filled(Buffer.from(`${head}${name}\0`)), filled(content)])
}

function filled(bytes) {
  return Buffer.concat([bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
}
