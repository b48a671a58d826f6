import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { Bug } from '../../shared/assert'
import { GuardedDatabase, type Bindable } from './database'
import { Folders } from './testing/folders'

const folders = new Folders()
let database: GuardedDatabase

beforeAll(() => {
  database = new GuardedDatabase(join(folders.empty(), 'test.db'))
  database.prepareForWriting()
  database.run('CREATE TABLE kept (whole INTEGER, text TEXT, bytes BLOB) STRICT')
})

afterAll(() => {
  database.close()
  folders.removeAll()
})

const INSERT = 'INSERT INTO kept (whole, text, bytes) VALUES (?, ?, ?)'

function kept(values: unknown): () => void {
  return () => {
    database.run(INSERT, values as readonly Bindable[])
  }
}

describe('the guard', () => {
  it.each([
    ['true', [true, 'a', null]],
    ['a Date', [new Date(0), 'a', null]],
    ['an object', [{}, 'a', null]],
    ['a list', [[1], 'a', null]],
    ['undefined', [undefined, 'a', null]],
    ['NaN', [Number.NaN, 'a', null]],
    ['Infinity', [Number.POSITIVE_INFINITY, 'a', null]],
    ['minus nothing', [-0, 'a', null]],
    ['a whole number beyond what is exact', [2 ** 53, 'a', null]],
    ['a big whole number beyond 64 bits', [2n ** 63n, 'a', null]],
    ['a symbol', [Symbol('a'), 'a', null]],
    ['text with NUL', [1, 'a\0b', null]],
    ['text with half a character', [1, 'a\ud800', null]],
    ['an ArrayBuffer', [1, 'a', new ArrayBuffer(1)]],
    ['a value too few', [1, 'a']],
    ['a value too many', [1, 'a', null, 4]],
    ['a Buffer for all values', Buffer.from('abc')],
    ['a Date for all values', new Date(0)],
    ['an object for all values', { length: 3 }],
    ['true for all values', true],
  ])('refuses %s', (_, values) => {
    expect(kept(values)).toThrow(Bug)
    expect(database.all('SELECT * FROM kept')).toEqual([])
  })

  it.each(['SELECT 1; DROP TABLE kept', 'DELETE FROM kept; SELECT 1;', 'SELECT 1;;'])(
    'refuses a second statement: %s',
    (sql) => {
      expect(() => database.all(sql)).toThrow(Bug)
    },
  )

  it.each([
    [[0, '', new Uint8Array(0)]],
    [[Number.MAX_SAFE_INTEGER, 'Crème 🐕 \u0001\u2028', Uint8Array.of(0, 255, 1)]],
    [
      [
        Number.MIN_SAFE_INTEGER,
        "'; DROP TABLE kept --",
        Buffer.from('part of more').subarray(5, 7),
      ],
    ],
    [[null, null, null]],
  ])('gives %j back as it was', (values) => {
    database.run(INSERT, values)
    const rows = database.all('SELECT whole, text, bytes FROM kept')
    database.run('DELETE FROM kept')
    const [whole, text, bytes] = values
    expect(rows).toEqual([
      { whole, text, bytes: bytes instanceof Uint8Array ? new Uint8Array(bytes) : null },
    ])
  })

  it('takes back everything of a transaction that fails', () => {
    const work = () => {
      database.run(INSERT, [1, 'a', null])
      database.run(INSERT, [1.5, 'a', null])
    }
    expect(() => database.transaction(work)).toThrow('cannot store REAL value')
    expect(database.all('SELECT * FROM kept')).toEqual([])
    database.transaction(() => {
      database.run(INSERT, [2, 'b', null])
    })
    expect(database.all('SELECT whole FROM kept')).toEqual([{ whole: 2 }])
    database.run('DELETE FROM kept')
  })
})

describe('the settings', () => {
  it.each([
    ['locking_mode', 'exclusive'],
    ['journal_mode', 'wal'],
    ['synchronous', 2],
    ['foreign_keys', 1],
    ['trusted_schema', 0],
    ['cell_size_check', 1],
  ])('%s reads back as %s', (name, value) => {
    expect(Object.values(database.all(`PRAGMA ${name}`)[0] ?? {})).toEqual([value])
  })

  it('that do not read back stop the opening', () => {
    const inMemory = new GuardedDatabase(':memory:')
    expect(() => inMemory.prepareForWriting()).toThrow('journal_mode is memory, not WAL')
    inMemory.close()
  })
})
