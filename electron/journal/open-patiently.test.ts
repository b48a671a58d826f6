import { writeFileSync } from 'node:fs'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { GuardedDatabase } from './database'
import { journalFiles } from './files'
import { openJournal } from './open'
import { HELD_WAIT_MS, MAKING_WAIT_MS, openPatiently } from './open-patiently'
import { bytesIn, Folders } from './testing/folders'
import { AT, sell } from './testing/orders'

const folders = new Folders()
let folder: string
let holder: GuardedDatabase
let time: number

/** Another program that has the file to itself. */
beforeEach(() => {
  const first = folders.empty()
  const { journal } = openJournal(first, () => AT)
  sell(journal, 1)
  journal.close()
  folder = folders.asKilled(first)
  holder = new GuardedDatabase(journalFiles(folder).database)
  holder.prepareForWriting()
  holder.run('BEGIN EXCLUSIVE')
  time = 0
})

afterEach(() => {
  folders.removeAll()
})

/** Opens as a start does. In one process a closed file stays locked, so the freed file has another name. */
function opening(freeAt: number) {
  const asked = { folder, now: () => AT, accept: null }
  const wait = (ms: number) => {
    time += ms
    if (time >= freeAt && asked.folder === folder) asked.folder = folders.asKilled(folder)
    return Promise.resolve()
  }
  return openPatiently(asked, { clock: () => time, wait })
}

it('[C24] waits for a program that has the file for 5 s, and tells of no error', async () => {
  const { journal, report } = await opening(5_000)
  expect(time).toBeGreaterThanOrEqual(5_000)
  expect(time).toBeLessThan(5_500)
  expect(report).toEqual({ status: 'continued', detail: '' })
  expect(journal.last).toBe(4)
  journal.close()
})

it('says that it is held after ten seconds, not before, and nothing is touched', async () => {
  const before = bytesIn(folder)
  await expect(opening(Infinity)).rejects.toMatchObject({ code: 'journal-in-use', retry: 'later' })
  expect(time).toBeGreaterThanOrEqual(HELD_WAIT_MS)
  expect(bytesIn(folder)).toEqual(before)
})

it('looks again at a journal that another program may just be making, and then says what it is', async () => {
  const damaged = folders.empty()
  writeFileSync(journalFiles(damaged).database, 'SQLite format 3\0half of a head')
  let waited = 0
  const opened = openPatiently(
    { folder: damaged, now: () => AT, accept: null },
    { clock: () => waited, wait: (ms) => Promise.resolve(void (waited += ms)) },
  )
  await expect(opened).rejects.toMatchObject({ code: 'journal-numbers-unknown' })
  expect(waited).toBeGreaterThanOrEqual(MAKING_WAIT_MS)
})
