import { existsSync, rmSync } from 'node:fs'
import { copyRows } from './database'
import { faultIn } from './disk-fault'
import type { LastNumbers } from './facts'
import type { JournalFiles } from './files'
import { numberAt } from './json'
import { JournalReader } from './reader'
import { entryOf } from './rows'

/**
 * The last numbers that a journal still tells which may be damaged: only rows whose own hash holds are
 * believed; 0 where nothing can be read. Not one byte of it changes.
 */
export function salvagedNumbers(files: JournalFiles): LastNumbers {
  return {
    receiptNumber: Math.max(
      newest(files, 'OrderPaid', ['sale', 'receiptNumber']),
      newest(files, 'NumbersContinued', ['lastReceiptNumber']),
    ),
    orderNumber: newest(files, 'OrderOpened', ['number']),
  }
}

function newest(files: JournalFiles, type: string, names: readonly string[]): number {
  if (!existsSync(files.database)) return 0
  const indexed = existsSync(files.logIndex)
  try {
    const copy = copyRows(files.database, [
      `CREATE TABLE kept.events AS SELECT ${EVENT} FROM main.events
       WHERE type = '${type}' ORDER BY seq DESC LIMIT 1`,
      `INSERT INTO kept.events SELECT ${EVENT} FROM main.events
       WHERE seq = (SELECT max(seq) - 1 FROM kept.events)`,
    ])
    try {
      const [row] = new JournalReader(copy).newestOfType(type)
      return row ? numberAt(entryOf(row).event, ...names) : 0
    } finally {
      copy.close()
    }
  } catch (error) {
    faultIn(error)
    return 0
  } finally {
    if (!indexed) rmSync(files.logIndex, { force: true })
  }
}

const EVENT = 'seq, id, stream, type, at, body, hash'
