import { createHash } from 'node:crypto'
import { Fault } from '../../shared/fault'
import type { GuardedDatabase } from './database'
import { textOf } from './rows'

/**
 * Writes down whose journal it is. Its value is "<id> <SHA-256 of the id>", so that a damaged id is not taken
 * for another terminal's.
 */
export function putTerminal(database: GuardedDatabase, terminal: string): void {
  database.run(`INSERT INTO meta (name, value) VALUES ('terminal', ?)`, [checked(terminal)])
}

/**
 * Whose journal it is; null in one of before terminals had ids.
 * @throws Fault  'journal-broken'
 */
export function terminalIn(database: GuardedDatabase): string | null {
  const [row] = database.all(
    `SELECT CAST(value AS BLOB) AS value FROM meta WHERE name = 'terminal'`,
  )
  if (!row) return null
  const value = textOf(row, 'value')
  const [terminal = ''] = value.split(' ')
  if (terminal !== '' && value === checked(terminal)) return terminal
  throw new Fault('journal-broken', 'never', 'The journal is damaged: its terminal is unclear')
}

function checked(terminal: string): string {
  return `${terminal} ${createHash('sha256').update(terminal).digest('hex')}`
}
