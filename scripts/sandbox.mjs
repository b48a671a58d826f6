/*
 * npm run sandbox [-- --folder=<folder>]: the outside world alone, until Ctrl+C. Its first line of JSON
 * names the settings file with which a terminal finds it; the lines after it say the same in plain words.
 */
import { mkdir } from 'node:fs/promises'
import { join } from 'node:path'
import { ensureBuild } from './build.mjs'
import { ensureDependencies } from './dependencies.mjs'
import { DIST, OUT } from './paths.mjs'
import { main, run } from './process.mjs'

await main(import.meta.url, async (args) => {
  await ensureDependencies()
  await ensureBuild()
  const folder = join(OUT, 'sandbox')
  await mkdir(folder, { recursive: true })
  const own = args.some((arg) => arg.startsWith('--folder=')) ? [] : [`--folder=${folder}`]
  return await run(process.execPath, [join(DIST, 'sandbox', 'main.cjs'), ...own, '--tray', ...args])
})
