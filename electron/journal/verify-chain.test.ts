import { afterEach, expect, it } from 'vitest'
import { GuardedDatabase } from './database'
import { journalFiles } from './files'
import { openJournal } from './open'
import { Folders } from './testing/folders'
import { AT, head, record } from './testing/orders'
import { verifyChain } from './verify-chain'

const folders = new Folders()

afterEach(() => {
  folders.removeAll()
})

/** A journal of so many entries, of which statements of our own change some. */
function journalOf(entries: number, ...statements: readonly string[]) {
  const folder = folders.empty()
  const { journal } = openJournal(folder, () => AT)
  const many = Array.from({ length: entries }, (_, line) =>
    record('order-1', 'LineAdded', { line }),
  )
  journal.append(many, [head('order-1', 'done', 1)])
  journal.close()
  const changed = folders.asKilled(folder)
  const database = new GuardedDatabase(journalFiles(changed).database)
  database.prepareForWriting()
  for (const sql of statements) database.run(sql)
  database.close()
  return openJournal(folders.asKilled(changed), () => AT).journal
}

it('looks at every entry, tells how far it has come, and lets the till answer', async () => {
  const journal = journalOf(20_000)
  const told: number[] = []
  let answered = 0
  const asking = setInterval(() => (answered += 1), 1)
  const verdict = await verifyChain(journal, ({ entries, of }) => {
    expect(of).toBe(20_000)
    told.push(entries)
  })
  clearInterval(asking)
  expect(verdict).toEqual({ entries: 20_000, ok: true, firstBad: null })
  expect(told).toEqual([...told].sort((a, b) => a - b))
  expect(told.at(-1)).toBe(20_000)
  expect(answered).toBeGreaterThan(0)
  journal.close()
})

it.each([
  ['changed', 'UPDATE events SET at = 1 WHERE seq = 1234'],
  ['gone', 'DELETE FROM events WHERE seq = 1234'],
  ['not text', `UPDATE events SET type = CAST(x'FF80' AS TEXT) WHERE seq = 1234`],
])('[C14] names the first entry that was %s', async (_, sql) => {
  const journal = journalOf(5_000, sql)
  expect(await verifyChain(journal)).toEqual({ entries: 1_233, ok: false, firstBad: 1_234 })
  journal.close()
})

it('of an empty journal is quickly done', async () => {
  const { journal } = openJournal(folders.empty(), () => AT)
  expect(await verifyChain(journal)).toEqual({ entries: 0, ok: true, firstBad: null })
  journal.close()
})
