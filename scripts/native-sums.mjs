/*
 * Writes electron/native-sums.ts: the SHA-256 of every native file that a packed terminal brings along, by
 * system. To be run, and its change looked at, whenever libsql, serialport or node-hid is updated:
 *
 *   node scripts/native-sums.mjs
 *
 * Packages of other systems are not installed here; they are fetched with `npm pack` and believed only if
 * their integrity is the one of the lockfile.
 */
import { createHash } from 'node:crypto'
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { ask, main, npm, Problem } from './process.mjs'

const SERIAL = '@serialport/bindings-cpp/prebuilds'
const HID = 'node-hid/prebuilds'

/** What each system loads, below node_modules. */
const SYSTEMS = {
  'linux-x64': [
    '@libsql/linux-x64-gnu/index.node',
    `${SERIAL}/linux-x64/@serialport+bindings-cpp.glibc.node`,
    `${HID}/HID_hidraw-linux-x64/node-napi-v4.node`,
  ],
  'linux-arm64': [
    '@libsql/linux-arm64-gnu/index.node',
    `${SERIAL}/linux-arm64/@serialport+bindings-cpp.armv8.glibc.node`,
    `${HID}/HID_hidraw-linux-arm64/node-napi-v4.node`,
  ],
  'darwin-arm64': [
    '@libsql/darwin-arm64/index.node',
    `${SERIAL}/darwin-x64+arm64/@serialport+bindings-cpp.node`,
    `${HID}/HID-darwin-arm64/node-napi-v4.node`,
  ],
  'darwin-x64': [
    '@libsql/darwin-x64/index.node',
    `${SERIAL}/darwin-x64+arm64/@serialport+bindings-cpp.node`,
    `${HID}/HID-darwin-x64/node-napi-v4.node`,
  ],
  'win32-x64': [
    '@libsql/win32-x64-msvc/index.node',
    `${SERIAL}/win32-x64/@serialport+bindings-cpp.node`,
    `${HID}/HID-win32-x64/node-napi-v4.node`,
  ],
}

await main(import.meta.url, async () => {
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'))
  const work = await mkdtemp(join(tmpdir(), 'natives-'))
  try {
    const lines = []
    for (const [system, paths] of Object.entries(SYSTEMS)) {
      lines.push(`  '${system}': {`)
      for (const path of paths) {
        const bytes = await bytesOf(path, lock, work)
        lines.push(`    '${path}':`, `      '${createHash('sha256').update(bytes).digest('hex')}',`)
      }
      lines.push('  },')
    }
    await writeFile(join(ROOT, 'electron', 'native-sums.ts'), text(lines))
  } finally {
    await rm(work, { recursive: true, force: true })
  }
})

async function bytesOf(path, lock, work) {
  const here = join(ROOT, 'node_modules', path)
  if (existsSync(here)) return readFile(here)
  const name = path.split('/').slice(0, 2).join('/')
  const { version, integrity } = lock.packages[`node_modules/${name}`]
  const { command, args, shell } = npm(['pack', `${name}@${version}`, '--json'])
  const { code, stdout } = await ask(command, args, { shell, cwd: work })
  if (code !== 0) throw new Problem(`${name} could not be fetched: check the network.`)
  const [{ filename }] = JSON.parse(stdout)
  const found = createHash('sha512').update(await readFile(join(work, filename)))
  if (`sha512-${found.digest('base64')}` !== integrity)
    throw new Problem(`${name} is not the one of the lockfile: do not use it.`)
  await ask('tar', ['-xzf', filename], { cwd: work })
  return readFile(join(work, 'package', path.slice(name.length + 1)))
}

function text(lines) {
  return [
    '/*',
    ' * SHA-256 of the native files of a packed terminal, by system and by path below node_modules.',
    ' * Written by scripts/native-sums.mjs.',
    ' */',
    '',
    '/** The native files of each system and what they must be. */',
    'export const NATIVE_SUMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {',
    ...lines,
    '}',
    '',
  ].join('\n')
}
