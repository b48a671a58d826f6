import { assert } from '../../../shared/assert'
import { Fault } from '../../../shared/fault'
import type { GuardedDatabase } from '../database'

/** One step of the schema. Never edited once shipped: a later step changes what an earlier one made. */
export type Migration = { readonly number: number; readonly statements: readonly string[] }

/** How a file's schema stands to the one this version knows. */
export type SchemaState = 'empty' | 'older' | 'current'

/**
 * Compares a file's schema with the newest step. Its number stands in two places, the header and the table
 * `meta`, so that a damaged header is not taken for another version.
 * @throws Fault  'journal-newer': written by a newer version of the terminal
 * @throws Fault  'journal-unreadable': the two numbers differ, or the file is not a journal
 */
export function schemaState(
  database: GuardedDatabase,
  migrations: readonly Migration[],
): SchemaState {
  const now = numberOf(database, 'PRAGMA user_version', 'user_version')
  const tables = numberOf(database, 'SELECT count(*) AS tables FROM sqlite_schema', 'tables')
  if (now === 0 && tables === 0) return 'empty'
  const stated = numberOf(
    database,
    `SELECT CAST(value AS INTEGER) AS stated FROM meta WHERE name = 'schema'`,
    'stated',
  )
  if (stated !== now) throw new Fault('journal-unreadable', 'never', 'The journal file is damaged')
  const newest = newestOf(migrations)
  if (now > newest) {
    const detail = `The journal has schema ${now}, this version knows ${newest}`
    throw new Fault('journal-newer', 'never', detail)
  }
  return now === newest ? 'current' : 'older'
}

/** Brings the schema up to date, each step whole or not at all. */
export function migrate(database: GuardedDatabase, migrations: readonly Migration[]): void {
  const now = numberOf(database, 'PRAGMA user_version', 'user_version')
  for (const { number, statements } of migrations) {
    if (number <= now) continue
    database.transaction(() => {
      for (const sql of statements) database.run(sql)
      database.run(
        `INSERT INTO meta (name, value) VALUES ('schema', ?)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value`,
        [String(number)],
      )
      database.run(`PRAGMA user_version = ${number}`)
    })
  }
}

function newestOf(migrations: readonly Migration[]): number {
  const newest = migrations.at(-1)
  assert(newest !== undefined, 'There is no schema')
  return newest.number
}

function numberOf(database: GuardedDatabase, sql: string, name: string): number {
  const [row] = database.all(sql)
  return Number(row?.[name] ?? 0)
}
