/*
 * The one user of the SQLite package (libsql 0.5, which speaks better-sqlite3's language), and the guard in
 * front of it. What the package does with careless input is known and ugly: a boolean or a lone Buffer ends
 * the process, text is cut at NUL, a missing value becomes NULL, a second statement is dropped. So nothing
 * reaches it that is not one statement with exactly its values, each a string without NUL, a finite number,
 * a bigint, null or bytes. Source: reliability notes on journal settings.
 */
import Database from 'libsql'
import { assert } from '../../shared/assert'
import { Fault } from '../../shared/fault'

/** What may be written. */
export type Bindable = string | number | bigint | null | Uint8Array

/** One row, by column name. Bytes come back as Uint8Array. */
export type Row = Readonly<Record<string, unknown>>

type Statement = ReturnType<InstanceType<typeof Database>['prepare']>

const SETTINGS = [
  ['locking_mode', 'EXCLUSIVE', 'exclusive'],
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', '1', 1],
  ['trusted_schema', '0', 0],
  ['cell_size_check', '1', 1],
] as const

const MAC_SETTINGS = [
  ['fullfsync', '1', 1],
  ['checkpoint_fullfsync', '1', 1],
] as const

/** An open database file, locked for this process alone. */
export class GuardedDatabase {
  readonly #database: InstanceType<typeof Database>
  readonly #statements = new Map<string, Statement>()
  #open = true

  /**
   * Opens the file, applies every setting and reads it back.
   * @throws Fault  'journal-in-use', 'journal-settings', 'journal-unreadable'
   */
  constructor(path: string) {
    this.#database = guarded(() => new Database(path))
    try {
      this.#applySettings()
    } catch (error) {
      this.close()
      throw error
    }
  }

  /** Runs one statement that answers nothing. */
  run(sql: string, values: readonly Bindable[] = []): void {
    guarded(() => this.#statement(sql, values).run(values.map(bound)))
  }

  /** Answers every row of one statement. */
  all(sql: string, values: readonly Bindable[] = []): readonly Row[] {
    return guarded(() => {
      const rows: unknown = this.#statement(sql, values).all(values.map(bound))
      assert(Array.isArray(rows), 'Rows are a list')
      return rows.map(cleaned)
    })
  }

  /** Runs statements as one: all of them are on the disk, or none. */
  transaction(work: () => void): void {
    this.run('BEGIN IMMEDIATE')
    try {
      work()
      this.run('COMMIT')
    } catch (error) {
      this.#rollBack()
      throw error
    }
  }

  /** Closes the file. Closing twice is once. */
  close(): void {
    if (!this.#open) return
    this.#open = false
    this.#statements.clear()
    this.#database.close()
  }

  #rollBack(): void {
    try {
      this.run('ROLLBACK')
    } catch {
      // SQLite has rolled back by itself after a full disk or an I/O error.
    }
  }

  /** One prepared statement per text, kept: preparing in a loop leaks. */
  #statement(sql: string, values: readonly Bindable[]): Statement {
    assert(this.#open, 'The journal is closed')
    assert(isOneStatement(sql), `Not one statement: ${sql}`)
    assert(placeholders(sql) === values.length, `Values do not fit: ${sql}`)
    values.forEach(check)
    const known = this.#statements.get(sql)
    if (known) return known
    const made = this.#database.prepare(sql)
    this.#statements.set(sql, made)
    return made
  }

  #applySettings(): void {
    const settings = process.platform === 'darwin' ? [...SETTINGS, ...MAC_SETTINGS] : SETTINGS
    for (const [name, value, expected] of settings) {
      guarded(() => this.#database.prepare(`PRAGMA ${name} = ${value}`).all())
      const [row] = guarded(() => this.#database.prepare(`PRAGMA ${name}`).all()) as readonly Row[]
      const answer = row === undefined ? undefined : Object.values(row)[0]
      if (answer !== expected) {
        throw new Fault('journal-settings', 'never', `${name} is ${String(answer)}, not ${value}`)
      }
    }
  }
}

function check(value: Bindable): void {
  const kind = typeof value
  if (kind === 'string') assert(!String(value).includes('\0'), 'Text with NUL')
  else if (kind === 'number') assert(Number.isFinite(value), 'A number that is not finite')
  else assert(kind === 'bigint' || value === null || value instanceof Uint8Array, `Not bindable: ${kind}`)
}

function bound(value: Bindable): unknown {
  return value instanceof Uint8Array ? Buffer.from(value) : value
}

/** Bytes arrive as ArrayBuffer or Buffer, by the way they were asked for. */
function cleaned(row: unknown): Row {
  assert(typeof row === 'object' && row !== null, 'A row is an object')
  return Object.fromEntries(
    Object.entries(row).map(([name, value]) => [
      name,
      value instanceof ArrayBuffer ? new Uint8Array(value) : value,
    ]),
  )
}

function isOneStatement(sql: string): boolean {
  return !sql.trim().replace(/;$/, '').includes(';')
}

function placeholders(sql: string): number {
  return sql.split('?').length - 1
}

/** Turns the package's errors into faults that say whose turn it is. */
function guarded<T>(work: () => T): T {
  try {
    return work()
  } catch (error) {
    if (!(error instanceof Error) || error.name === 'Bug' || error instanceof Fault) throw error
    throw faultOf(error)
  }
}

function faultOf(error: Error): Fault {
  const text = `${'code' in error ? String(error.code) : ''} ${error.message}`
  const cause = { cause: error }
  if (/SQLITE_BUSY|SQLITE_LOCKED|database is locked/i.test(text)) {
    return new Fault('journal-in-use', 'later', 'Another program has the journal open', cause)
  }
  if (/SQLITE_FULL|disk is full/i.test(text)) {
    return new Fault('journal-full', 'later', 'The disk is full', cause)
  }
  if (/NOTADB|CORRUPT|malformed|not a database/i.test(text)) {
    return new Fault('journal-unreadable', 'never', 'The journal file is damaged', cause)
  }
  return new Fault('journal-unwritable', 'later', error.message, cause)
}
