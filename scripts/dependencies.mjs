import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { ROOT } from './paths.mjs'
import { npm, Problem, run, say } from './process.mjs'

/** Installs what package-lock.json lists, unless it is all there already. */
export async function ensureDependencies() {
  if (dependenciesAreWhole()) return
  say('Installing the packages named in package-lock.json …')
  const { command, args, shell } = npm(['ci', '--ignore-scripts', '--no-audit', '--no-fund'])
  const code = await run(command, args, {
    cwd: ROOT,
    shell,
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  if (code !== 0)
    throw new Problem(
      'The packages could not be installed: see what npm says above, check the network or the registry setting, and start again.',
    )
}

/**
 * npm writes node_modules/.package-lock.json at the very end of an install. Each package of our lock file
 * that this system needs must be in it with the same version and content.
 */
function dependenciesAreWhole() {
  const wanted = readPackages('package-lock.json')
  const present = readPackages(join('node_modules', '.package-lock.json'))
  if (!wanted || !present) return false
  return Object.entries(wanted).every(([path, entry]) => {
    if (path === '' || entry.optional || entry.devOptional || entry.link) return true
    const found = present[path]
    return found?.version === entry.version && found?.integrity === entry.integrity
  })
}

function readPackages(file) {
  try {
    return JSON.parse(readFileSync(join(ROOT, file), 'utf8')).packages
  } catch {
    return undefined
  }
}
