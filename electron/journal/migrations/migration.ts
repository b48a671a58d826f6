import { randomUUID } from 'node:crypto'
import { assert } from '../../../shared/assert'
import { Fault } from '../../../shared/fault'
import type { GuardedDatabase } from '../database'

/**
 * One step of the schema. Never edited once shipped: a later step changes what an earlier one made. The
 * table `meta` with its row `schema` stays in every schema.
 */
export type Migration = {
  readonly number: number
  readonly statements: readonly string[]
  /** Writes rows that the file cannot know by itself, in the same transaction. */
  readonly fill?: (database: GuardedDatabase, given: Given) => void
}

/** What a step is told from outside the file. */
export type Given = {
  /** The terminal's id, for a journal that has none yet. */
  readonly terminal: string
}

/** How a file's schema stands to the one this version knows. */
export type SchemaState = 'older' | 'current'

/**
 * Compares a file's schema with the newest step.
 * @param header  the number in the file's header
 * @param stated  the same number in the table `meta`, so that a damaged header is not taken for another
 *                version
 * @throws Fault  'journal-newer': written by a newer version of the terminal
 * @throws Fault  'journal-unreadable': the two numbers differ
 */
export function schemaState(
  { header, stated }: { readonly header: number; readonly stated: number },
  migrations: readonly Migration[],
): SchemaState {
  if (stated !== header || header < 1) {
    throw new Fault(
      'journal-unreadable',
      'never',
      'The journal file is damaged. Its schema is unclear',
    )
  }
  const newest = newestOf(migrations)
  if (header > newest) throw newer(header, newest)
  return header === newest ? 'current' : 'older'
}

/**
 * Brings the schema up to date, each step whole or not at all.
 * @throws Fault  'journal-newer'
 */
export function migrate(
  database: GuardedDatabase,
  migrations: readonly Migration[],
  given: Given = { terminal: randomUUID() },
): void {
  const [row] = database.all('PRAGMA user_version')
  const now = Number(row?.['user_version'])
  const newest = newestOf(migrations)
  if (now > newest) throw newer(now, newest)
  for (const { number, statements, fill } of migrations) {
    if (number <= now) continue
    database.transaction(() => {
      for (const sql of statements) database.run(sql)
      fill?.(database, given)
      database.run(PUT_SCHEMA, [String(number)])
      database.run(`PRAGMA user_version = ${number}`)
    })
  }
}

const PUT_SCHEMA = `INSERT INTO meta (name, value) VALUES ('schema', ?)
  ON CONFLICT (name) DO UPDATE SET value = excluded.value`

function newer(now: number, newest: number): Fault {
  const detail = `The journal has schema ${now}, this version knows ${newest}`
  return new Fault('journal-newer', 'never', detail)
}

function newestOf(migrations: readonly Migration[]): number {
  const newest = migrations.at(-1)
  assert(newest !== undefined, 'There is no schema')
  return newest.number
}
