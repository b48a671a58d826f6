/*
 * The one user of the SQLite package (libsql 0.5, which speaks better-sqlite3's language), and the guard in
 * front of it. What the package does with careless input is known and ugly: a boolean or a lone Buffer ends
 * the process, text is cut at NUL, a missing value becomes NULL, a second statement is dropped, and text on
 * the disk that is not UTF-8 ends the process when it is read. So nothing reaches it that is not one
 * statement with exactly its values, and text is read as bytes: CAST(name AS BLOB).
 */
import { randomUUID } from 'node:crypto'
import { createRequire } from 'node:module'
import { pathToFileURL } from 'node:url'
import type Database from 'libsql'
import { assert } from '../../shared/assert'
import { Fault } from '../../shared/fault'
import { guarded, guardedReading } from './sqlite-faults'

/** What may be written. */
export type Bindable = string | number | bigint | null | Uint8Array

/** One row, by column name. Bytes come back as Uint8Array. */
export type Row = Readonly<Record<string, unknown>>

type Setting = readonly [name: string, value: string, readBack: string | number]
type Statement = ReturnType<InstanceType<typeof Database>['prepare']>

/** A statement with the number of values it takes. */
type Prepared = { readonly statement: Statement; readonly places: number }

/**
 * How long one attempt waits for another program that holds the file. Short: who opens a journal tries again
 * without keeping everything else waiting (`open-patiently.ts`).
 */
const BUSY_WAIT_MS = 100

const SETTINGS: readonly Setting[] = [
  ['busy_timeout', String(BUSY_WAIT_MS), BUSY_WAIT_MS],
  ['trusted_schema', '0', 0],
  ['cell_size_check', '1', 1],
  ['locking_mode', 'EXCLUSIVE', 'exclusive'],
  ['journal_mode', 'WAL', 'wal'],
  ['synchronous', 'FULL', 2],
  ['foreign_keys', '1', 1],
]

const SETTINGS_ON_MAC: readonly Setting[] = [
  ['fullfsync', '1', 1],
  ['checkpoint_fullfsync', '1', 1],
]

/**
 * Opens a file with the SQLite package, whose native code is loaded here, with the first file, and not with this
 * module: the program's native files are compared with what was released before any of them runs.
 */
function opened(name: string): InstanceType<typeof Database> {
  const engine: unknown = load('libsql')
  assert(isEngine(engine), 'The SQLite package is a class')
  return new engine(name)
}

function isEngine(value: unknown): value is typeof Database {
  return typeof value === 'function'
}

const load = createRequire(import.meta.url)

/** An open database. */
export class GuardedDatabase {
  readonly #database: InstanceType<typeof Database>
  readonly #statements = new Map<string, Prepared>()
  #open = true

  /** @param name  a path, or an address as SQLite understands it */
  constructor(name: string) {
    this.#database = guarded(() => opened(name))
  }

  /**
   * Locks the file for this process alone, applies every setting and reads it back.
   * @throws Fault  'journal-in-use', 'journal-settings', 'journal-unreadable', 'journal-unwritable'
   */
  prepareForWriting(): void {
    const rest = process.platform === 'darwin' ? SETTINGS_ON_MAC : []
    for (const [name, value, expected] of [...SETTINGS, ...rest]) {
      this.all(`PRAGMA ${name} = ${value}`)
      const [answer] = this.all(`PRAGMA ${name}`).flatMap((row) => Object.values(row))
      if (answer === expected) continue
      throw new Fault('journal-settings', 'never', `${name} is ${String(answer)}, not ${value}`)
    }
  }

  /** Runs one statement that answers nothing. */
  run(sql: string, values: readonly Bindable[] = []): void {
    const statement = this.#statement(sql, values)
    guarded(() => statement.run(values.map(bound)))
  }

  /** Answers every row of one statement. */
  all(sql: string, values: readonly Bindable[] = []): readonly Row[] {
    const statement = this.#statement(sql, values)
    return guarded(() => statement.all(values.map(bound))).map(rowOf)
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

  /** Whether it has not been closed yet. */
  get isOpen(): boolean {
    return this.#open
  }

  /** Closes the file. Closing twice is once. */
  close(): void {
    if (!this.#open) return
    this.#open = false
    this.#statements.clear()
    this.#database.close()
  }

  /** Takes no more statements, and leaves the file as a process that died would. */
  abandon(): void {
    this.#open = false
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
    assert(Array.isArray(values), `Values are a list: ${sql}`)
    const { statement, places } = this.#statements.get(sql) ?? this.#prepare(sql)
    assert(places === values.length, `Values do not fit: ${sql}`)
    values.forEach(check)
    return statement
  }

  #prepare(sql: string): Prepared {
    assert(isOneStatement(sql), `Not one statement: ${sql}`)
    const statement = guarded(() => this.#database.prepare(sql))
    const prepared = { statement, places: placeholders(sql) }
    this.#statements.set(sql, prepared)
    return prepared
  }
}

/**
 * Copies rows of a file into a database in memory, changing not one byte of the file, and lets go of the
 * file. A prepared statement keeps a file open and locked until the garbage collector comes by, whatever
 * is closed; so here nothing is prepared.
 * @param statements  they fill the database `kept` from the database `main`
 * @param options     `closed`: nobody has the file open, and it may stand where nothing can be written
 * @throws Fault      'journal-in-use', 'journal-unreadable', 'journal-unwritable'
 */
export function copyRows(
  path: string,
  statements: readonly string[],
  { closed = false }: { readonly closed?: boolean } = {},
): GuardedDatabase {
  const name = `file:${randomUUID()}?mode=memory&cache=shared`
  const kept = new GuardedDatabase(name)
  try {
    guardedReading(() => {
      const how = closed ? 'mode=ro&immutable=1' : 'mode=ro'
      const file = opened(`${pathToFileURL(path).href}?${how}`)
      try {
        file.exec(`PRAGMA busy_timeout = ${BUSY_WAIT_MS}`)
        file.exec('PRAGMA trusted_schema = 0')
        file.exec('PRAGMA cell_size_check = 1')
        file.exec(`ATTACH '${name}' AS kept`)
        for (const sql of statements) file.exec(sql)
        file.exec('DETACH kept')
      } finally {
        file.close()
      }
    })
    return kept
  } catch (error) {
    kept.close()
    throw error
  }
}

/**
 * A new file that is filled from a database in memory, table by table, and let go of entirely when it is
 * closed: for the same reason nothing is prepared on it.
 */
export class FilledFile {
  /** Rows wait here until `fill` takes them over. */
  readonly rows: GuardedDatabase
  readonly #file: InstanceType<typeof Database>

  /** @param statements  they make the tables of both */
  constructor(path: string, statements: readonly string[]) {
    const name = `file:${randomUUID()}?mode=memory&cache=shared`
    this.rows = new GuardedDatabase(name)
    for (const sql of statements) this.rows.run(sql)
    this.#file = guarded(() => opened(pathToFileURL(path).href))
    this.exec('PRAGMA journal_mode = WAL', 'PRAGMA synchronous = FULL', ...statements)
    this.exec(`ATTACH '${name}' AS rows`)
  }

  /**
   * Takes the waiting rows of a table over, in one transaction that is on the disk when it returns.
   * @param where  which of them; the others are dropped
   */
  fill(table: string, where = 'TRUE'): void {
    this.exec(
      'BEGIN',
      `INSERT INTO main.${table} SELECT * FROM rows.${table} WHERE ${where}`,
      `DELETE FROM rows.${table}`,
      'COMMIT',
    )
  }

  /** Runs statements without values. */
  exec(...statements: readonly string[]): void {
    for (const sql of statements) {
      assert(isOneStatement(sql), `Not one statement: ${sql}`)
      guarded(() => {
        this.#file.exec(sql)
      })
    }
  }

  /** Folds the log into the file and closes it. */
  close(): void {
    guarded(() => {
      this.#file.exec('DETACH rows')
      this.#file.exec('PRAGMA wal_checkpoint(TRUNCATE)')
      this.#file.close()
    })
    this.rows.close()
  }
}

const INT64_MIN = -(2n ** 63n)
const INT64_MAX = 2n ** 63n - 1n

/** Every value must come back from the disk as it was given, or must not go there. */
function check(value: unknown): void {
  if (value === null || value instanceof Uint8Array) return
  switch (typeof value) {
    case 'string':
      assert(!value.includes('\0'), 'Text with NUL')
      assert(!/\p{Surrogate}/u.test(value), 'Text with half a character')
      return
    case 'number':
      assert(Number.isFinite(value) && !Object.is(value, -0), `Not bindable: ${value}`)
      assert(!Number.isInteger(value) || Number.isSafeInteger(value), `Not exact: ${value}`)
      return
    case 'bigint':
      assert(value >= INT64_MIN && value <= INT64_MAX, `Beyond 64 bits: ${value}`)
      return
    default:
      assert(false, `Not bindable: ${typeof value}`)
  }
}

/** The package takes bytes as a Buffer; the memory stays the same. */
function bound(value: Bindable): unknown {
  return value instanceof Uint8Array
    ? Buffer.from(value.buffer, value.byteOffset, value.byteLength)
    : value
}

/** Bytes arrive as ArrayBuffer or Buffer, by the way they were asked for. */
function rowOf(row: unknown): Row {
  assert(typeof row === 'object' && row !== null, 'A row is an object')
  const read: Record<string, unknown> = {}
  for (const [name, value] of Object.entries(row)) {
    read[name] = value instanceof ArrayBuffer ? new Uint8Array(value) : value
  }
  return read
}

function isOneStatement(sql: string): boolean {
  return !sql.trim().replace(/;$/, '').includes(';')
}

function placeholders(sql: string): number {
  return sql.split('?').length - 1
}
