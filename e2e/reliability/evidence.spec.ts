/*
 * What the Health screen has done, in the running terminal: a look at every entry, a backup that can be read,
 * and a day as a signed file in which a changed letter is found out.
 */
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { verifyDayExport } from '../../electron/journal/day-export'
import { GOODS, lineOf, pay, takeCash } from '../counter'
import { expect, test } from '../fixtures/till'

test.use({ worldOptions: { coupons: false, promotions: false } })

test('checks, backs up and exports the day of a sale', async ({ till }) => {
  const { page } = till
  const counter = { page, scan: (code: string) => till.scan(code) }
  await till.scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toBeVisible()
  await pay(counter)
  await takeCash(counter, '20.00')
  await till.until('the sale is closed', (view) => view.order.status === 'closed')
  await page.keyboard.press('Control+t')

  await page.keyboard.press('F6')
  await expect(page.getByText(/entries are right/).first()).toBeVisible()

  await page.keyboard.press('F7')
  const backups = join(till.data, 'backups')
  await expect
    .poll(() => namesIn(backups).filter((name) => !name.endsWith('.part')))
    .toHaveLength(1)
  const [backup = ''] = namesIn(backups)
  const list = JSON.parse(readFileSync(join(backups, backup, 'backup.json'), 'utf8'))
  const bytes = readFileSync(join(backups, backup, 'journal.db'))
  expect(list.receiptNumber).toBe(1)
  expect(createHash('sha256').update(bytes).digest('hex')).toBe(list.files['journal.db'].sha256)

  await page.keyboard.press('F5')
  const exports = join(till.data, 'exports')
  await expect
    .poll(() => namesIn(exports).filter((name) => !name.endsWith('.part')))
    .toHaveLength(1)
  const text = readFileSync(join(exports, namesIn(exports)[0] ?? ''), 'utf8')
  expect(text).toContain(GOODS.rope.name)
  expect(verifyDayExport(text)).toMatchObject({ ok: true })
  expect(verifyDayExport(text.replace('9.50', '8.50'))).toMatchObject({ ok: false })
})

function namesIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder)
  } catch {
    return []
  }
}
