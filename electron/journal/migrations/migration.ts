import { Fault } from '../../../shared/fault'
import type { GuardedDatabase } from '../database'

/** One step of the schema. Never edited once shipped: a later step changes what an earlier one made. */
export type Migration = { readonly number: number; readonly statements: readonly string[] }

/**
 * Brings the schema up to date, each step whole or not at all.
 * @throws Fault  'journal-newer': written by a newer version of the terminal; nothing is touched
 */
export function migrate(database: GuardedDatabase, migrations: readonly Migration[]): void {
  const now = versionOf(database)
  const newest = migrations.at(-1)?.number ?? 0
  if (now > newest) {
    throw new Fault('journal-newer', 'never', `Schema ${now}, this version knows ${newest}`)
  }
  for (const { number, statements } of migrations) {
    if (number <= now) continue
    database.transaction(() => {
      for (const sql of statements) database.run(sql)
      database.run(`PRAGMA user_version = ${number}`)
    })
  }
}

function versionOf(database: GuardedDatabase): number {
  const [row] = database.all('PRAGMA user_version')
  return Number(row?.['user_version'] ?? 0)
}
