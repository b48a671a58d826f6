/*
 * Writes scripts/publish-dates.json: when each package that we ship, or name ourselves, was published. The
 * check that none is younger than two weeks reads this table and the lockfile, and no network:
 *
 *   node scripts/publish-dates.mjs      after every change of the lockfile
 *
 * Only packages that are not in the table yet are asked for. Tools that only our tools use are not in it: they
 * are held by the lockfile, and none of their install scripts runs.
 */
import { existsSync } from 'node:fs'
import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { ask, main, npm, Problem, say } from './process.mjs'

const TABLE = join(ROOT, 'scripts', 'publish-dates.json')
const AT_ONCE = 4

/**
 * The packages whose age counts, as name@version: what is installed for a shop, and what our package.json names.
 * @param {{packages: Record<string, {version?: string, dev?: boolean, devOptional?: boolean}>}} lock
 * @returns {readonly string[]}
 */
export function datedPackages(lock) {
  const own = lock.packages['']
  const named = new Set(Object.keys({ ...own.dependencies, ...own.devDependencies }))
  const found = Object.entries(lock.packages).flatMap(([path, { version, dev, devOptional }]) => {
    if (path === '') return []
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length)
    const isNamed = named.has(name) && path === `node_modules/${name}`
    return isNamed || (!dev && !devOptional) ? [`${name}@${version}`] : []
  })
  return [...new Set(found)].sort()
}

await main(import.meta.url, async () => {
  const lock = JSON.parse(await readFile(join(ROOT, 'package-lock.json'), 'utf8'))
  const known = existsSync(TABLE) ? JSON.parse(await readFile(TABLE, 'utf8')) : {}
  const dates = {}
  const left = [...datedPackages(lock)]
  const work = async () => {
    for (let each = left.shift(); each; each = left.shift())
      dates[each] = known[each] ?? (await publishedAt(each))
  }
  await Promise.all(Array.from({ length: AT_ONCE }, work))
  const sorted = Object.fromEntries(Object.entries(dates).sort(([a], [b]) => (a < b ? -1 : 1)))
  await writeFile(TABLE, `${JSON.stringify(sorted, null, 2)}\n`)
  say(`${Object.keys(sorted).length} packages are dated.`)
})

async function publishedAt(each) {
  const at = each.lastIndexOf('@')
  const { command, args, shell } = npm(['view', each, 'time', '--json'])
  const { code, stdout } = await ask(command, args, { shell, cwd: ROOT })
  const time = code === 0 ? JSON.parse(stdout)[each.slice(at + 1)] : undefined
  if (!time) throw new Problem(`The registry does not say when ${each} was published.`)
  return time.slice(0, 10)
}
