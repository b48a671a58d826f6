import { describe, expect, it } from 'vitest'
import { Bug } from '../../shared/assert'
import { Fault } from '../../shared/fault'
import { guarded, guardedReading } from './sqlite-faults'

/** An error as the SQLite package throws it. */
function error(rawCode: unknown): Error {
  return Object.assign(new Error('words of SQLite'), { rawCode })
}

/** What comes out of a guard in which this was thrown. */
function guardedThrow(thrown: unknown, guard = guarded): unknown {
  const thrower = (function* () {
    yield
  })()
  thrower.next()
  try {
    guard(() => thrower.throw(thrown))
  } catch (caught) {
    return caught
  }
  return undefined
}

describe('an error of SQLite', () => {
  it.each([
    ['busy', 5, 'journal-in-use', 'later'],
    ['busy, a finer number', 5 | (2 << 8), 'journal-in-use', 'later'],
    ['locked', 6, 'journal-in-use', 'later'],
    ['full', 13, 'journal-full', 'later'],
    ['corrupt', 11, 'journal-unreadable', 'never'],
    ['corrupt, a finer number', 11 | (1 << 8), 'journal-unreadable', 'never'],
    ['not a database', 26, 'journal-unreadable', 'never'],
    ['an fsync that failed', 10 | (4 << 8), 'journal-doubtful', 'never'],
    ['an fsync of a folder that failed', 10 | (5 << 8), 'journal-doubtful', 'never'],
    ['another failure of the disk', 10 | (3 << 8), 'journal-unwritable', 'later'],
    ['read-only', 8, 'journal-unwritable', 'later'],
    ['without a number', 'none', 'journal-unwritable', 'later'],
    ['with an empty number', null, 'journal-unwritable', 'later'],
  ])('%s', (_, rawCode, code, retry) => {
    const thrown = error(rawCode)
    expect(guardedThrow(thrown)).toMatchObject({ name: 'Fault', code, retry, cause: thrown })
  })

  it('keeps its words where there is nothing better', () => {
    expect(guardedThrow(error(8))).toMatchObject({ message: 'words of SQLite' })
    expect(guardedThrow(new Error('words'))).toMatchObject({ message: 'words' })
    expect(guardedThrow('words')).toMatchObject({ code: 'journal-unwritable', message: 'words' })
    expect(guardedThrow(null)).toMatchObject({ code: 'journal-unwritable', message: 'null' })
  })

  it('in a statement that only reads means that the file is not as it was made', () => {
    expect(guardedThrow(error(1), guardedReading)).toMatchObject({ code: 'journal-unreadable' })
    expect(guardedThrow(error(1), guarded)).toMatchObject({ code: 'journal-unwritable' })
    expect(guardedThrow(error(5), guardedReading)).toMatchObject({ code: 'journal-in-use' })
  })
})

describe('what is no error of SQLite', () => {
  it('goes through as it is', () => {
    const bug = new Bug('a mistake')
    const fault = new Fault('journal-full', 'later', 'full')
    expect(guardedThrow(bug)).toBe(bug)
    expect(guardedThrow(fault)).toBe(fault)
    expect(guarded(() => 7)).toBe(7)
    expect(guardedReading(() => 7)).toBe(7)
  })
})
