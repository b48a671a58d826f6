import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { expect, it } from 'vitest'
import { GuardedDatabase } from './database'

/** Whether native code of the SQLite package runs in this process. */
function isLoaded(): boolean {
  const { cache } = createRequire(import.meta.url)
  return Object.keys(cache).some((path) => path.includes('libsql') && path.endsWith('.node'))
}

it('no native code is loaded before the first file is opened: it is compared before', () => {
  expect(isLoaded()).toBe(false)
  new GuardedDatabase(':memory:').close()
  expect(isLoaded()).toBe(true)
})

it('the program is compared to the end before the journal is opened', () => {
  const main = readFileSync('electron/main.ts', 'utf8')
  const compared = main.indexOf('await refuseAltered(')
  expect(compared).toBeGreaterThan(0)
  expect(main.indexOf('await openKept()')).toBeGreaterThan(compared)
})
