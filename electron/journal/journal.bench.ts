/*
 * One commit of the journal as a scan makes it, beside the same bytes written to a plain file and fsynced.
 * Both are on the disk of the checkout; rounds alternate, because disks have moods.
 */
import { closeSync, fsyncSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, bench, describe } from 'vitest'
import { openJournal } from './open'

const folder = mkdtempSync(join(made('.cache/bench'), 'journal-'))
const { journal } = openJournal(folder, () => Date.now())
const plain = openSync(join(folder, 'plain'), 'a')

const record = {
  stream: '0195b7f2-0000-7000-8000-000000000001',
  at: 1_742_492_400_000,
  event: {
    type: 'LineAdded',
    line: {
      id: '0195b7f2-0000-7000-8000-000000000002',
      ref: 'L1',
      sku: 'bw-dog-chk-24',
      name: 'Brambleway Chicken Dry Dog Food 24 lb',
      category: 'Dog',
      unit: 'each',
      taxRate: 80_000,
      barcodes: ['400001102312'],
      unitPrice: 5899,
      quantity: 1000,
    },
  },
}
const bytes = Buffer.from(JSON.stringify(record))

afterAll(() => {
  journal.close()
  closeSync(plain)
  rmSync(folder, { recursive: true })
})

for (const round of [1, 2, 3, 4, 5]) {
  describe(`commit, round ${round}`, () => {
    bench('the journal', () => {
      journal.append([record], [])
    })
    bench('the same bytes and fsync', () => {
      writeSync(plain, bytes)
      fsyncSync(plain)
    })
  })
}

function made(path: string): string {
  mkdirSync(path, { recursive: true })
  return path
}
