/*
 * npm run package: installers for this system in release/, with the official Electron only.
 */
import { join } from 'node:path'
import { OUT, ROOT } from './paths.mjs'
import { ask, main, Problem, run } from './process.mjs'
import { writeSbom } from './sbom.mjs'
import { setUp } from './setup.mjs'

/** Makes the installers of this system. */
async function packageRelease() {
  const runtime = await setUp()
  if (runtime.origin !== 'official')
    throw new Problem(
      `A release needs the official Electron, but here is ${runtime.version} from elsewhere: run \`CASHIER_RUNTIME=official npm run package\` on a network that reaches it.`,
    )
  await build(
    [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`],
    'inherit',
  )
}

/**
 * Packs the terminal as a folder, to start it once as a shop would. Any runtime will do: this is a test of
 * the packing.
 * @returns {Promise<string>}  the program
 */
export async function packageFolder(runtime) {
  const output = join(OUT, 'package')
  await build([
    '--dir',
    `-c.electronDist=${runtime.folder}`,
    `-c.electronVersion=${runtime.version}`,
    `-c.directories.output=${output}`,
    '-c.compression=store',
  ])
  if (process.platform === 'linux') return join(output, 'linux-unpacked', 'cashier-terminal')
  if (process.platform === 'win32') return join(output, 'win-unpacked', 'Cashier Terminal.exe')
  const app = join('Cashier Terminal.app', 'Contents', 'MacOS', 'Cashier Terminal')
  return join(output, process.arch === 'arm64' ? 'mac-arm64' : 'mac', app)
}

async function build(args, output) {
  await writeSbom()
  const program = join('node_modules', 'electron-builder', 'cli.js')
  const all = [program, '--publish=never', ...args]
  const { code, stdout, stderr } =
    output === 'inherit'
      ? { code: await run(process.execPath, all, { cwd: ROOT }) }
      : await ask(process.execPath, all, { cwd: ROOT })
  if (code !== 0)
    throw new Problem(`The terminal could not be packed.\n${[stdout, stderr].join('\n').trim()}`)
}

await main(import.meta.url, packageRelease)
