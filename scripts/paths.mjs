import { homedir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** The folder of the checkout. */
export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)))

/** Where the build goes. */
export const DIST = join(ROOT, 'dist')

/** Where runs leave what a person may look at: screenshots, receipts, reports, measurements. */
export const OUT = join(ROOT, 'out')

/** What is fetched once and kept across checkouts, by the custom of each system. */
export function cacheFolder() {
  const home = homedir()
  if (process.platform === 'win32')
    return join(process.env.LOCALAPPDATA ?? join(home, 'AppData', 'Local'), 'cashier-terminal')
  if (process.platform === 'darwin') return join(home, 'Library', 'Caches', 'cashier-terminal')
  return join(process.env.XDG_CACHE_HOME ?? join(home, '.cache'), 'cashier-terminal')
}
