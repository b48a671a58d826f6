import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, it } from 'vitest'
import { LOG_SENTENCES } from './log-sentences'

const ELECTRON = join(import.meta.dirname, '..')

/** The last argument of every call of a log in the sources. */
function sentences(): readonly string[] {
  const sources = readdirSync(ELECTRON, { recursive: true, encoding: 'utf8' }).filter(
    (path) => path.endsWith('.ts') && !/test|bench/.test(path),
  )
  const call = /\blog\.(?:info|warn|error)\(((?:[^()]|\([^()]*\))*)\)/g
  return sources.flatMap((path) =>
    [...readFileSync(join(ELECTRON, path), 'utf8').matchAll(call)].flatMap(([, given = '']) => {
      const last = /(?:'([^']*)'|"([^"]*)"),?\s*$/.exec(given)
      return last ? [last[1] ?? last[2] ?? ''] : []
    }),
  )
}

it('every sentence of the log is on the list of those that may go to the support', () => {
  const found = sentences()
  expect(found.length).toBeGreaterThan(15)
  expect(found.filter((one) => !LOG_SENTENCES.has(one))).toEqual([])
})
