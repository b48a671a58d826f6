import { execFileSync } from 'node:child_process'
import { join, resolve } from 'node:path'

/** Makes a program of TypeScript runnable by Node.js alone. Answers its path. */
export function bundled(source: string, folder: string): string {
  const program = join(folder, 'program.cjs')
  execFileSync(process.execPath, [
    resolve('node_modules/esbuild/bin/esbuild'),
    resolve(source),
    '--bundle',
    '--platform=node',
    '--format=cjs',
    '--external:libsql',
    '--define:import.meta.url=importMetaUrl',
    '--banner:js=const importMetaUrl = require("node:url").pathToFileURL(__filename).href;',
    '--log-level=error',
    `--outfile=${program}`,
  ])
  return program
}

/** Where such a program finds what was not bundled. */
export const BUNDLED_ENV = { ...process.env, NODE_PATH: resolve('node_modules') }
