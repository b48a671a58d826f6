/*
 * The real terminal whose journal is gone: it refuses to sell and names the missing receipts; a backup is put
 * back only once a person has named the last receipt; then numbers go on above.
 */
import { spawn } from 'node:child_process'
import { cpSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { backUp } from '../../electron/journal/backup'
import { openJournal } from '../../electron/journal/open'
import { GOODS } from '../counter'
import { expect, test, type TillUnderTest } from '../fixtures/till'
import { command } from '../kills/steps'
import { electronPath, electronSwitches, projectRoot } from '../launch'

test.use({ worldOptions: { coupons: false, promotions: false } })

/** Sells the dog food for cash. Answers the receipt number. */
async function sell(till: TillUnderTest): Promise<number> {
  await command(till, { type: 'EnterCode', code: GOODS.dogFood.code })
  await command(till, { type: 'Pay' })
  await till.until('the tender step', ({ order }) => order.payment?.step === 'tender')
  const { cashToPay } = await till.view()
  const order = await command(till, { type: 'TakeCash', received: cashToPay })
  await till.until('all is settled', (view) => view.order.status === 'closed')
  return order.sale?.receiptNumber ?? 0
}

/** Starts the terminal where it cannot start. Answers what it tells the system, and ends it. */
async function refusedStart(till: TillUnderTest, ...more: readonly string[]): Promise<string> {
  const args = [...electronSwitches(), projectRoot(), `--data=${till.data}`, '--sandbox', ...more]
  const child = spawn(electronPath(), args, {
    cwd: projectRoot(),
    stdio: ['ignore', 'ignore', 'pipe'],
  })
  let told = ''
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    told += text
  })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await expect.poll(() => told, { timeout: 30_000 }).toMatch(/Receipts? .* missing from the/)
  child.kill('SIGKILL')
  await gone
  return told
}

test('a journal that is gone stops the till until a backup is put back by name', async ({
  till,
}) => {
  test.setTimeout(180_000)
  expect(await sell(till)).toBe(1)
  await till.close()
  const folder = join(till.data, 'journal')
  const copy = join(till.folder, 'copy')
  cpSync(folder, copy, { recursive: true })
  const { journal } = openJournal(copy, () => Date.now())
  const into = join(till.folder, 'backups')
  const backup = await backUp({ journal, folder: copy, into, at: Date.now() })
  journal.close()
  await till.relaunch()
  await command(till, { type: 'NewOrder' })
  expect(await sell(till)).toBe(2)
  await till.close()
  for (const name of readdirSync(folder)) {
    if (name.startsWith('journal.db')) rmSync(join(folder, name))
  }
  const before = readdirSync(folder)
  expect(await refusedStart(till)).toContain('Receipts 1 to 2 are missing from the journal')
  const restore = `--restore=${backup.folder}`
  expect(await refusedStart(till, restore)).toContain('Receipt 2 is missing from the backup')
  expect(readdirSync(folder)).toEqual(before)
  await till.relaunch({ args: ['--sandbox', restore, '--accept-missing-up-to=2'] })
  const { journal: told } = await till.describe()
  expect(told).toMatchObject({ code: 'journal-restored' })
  expect(told?.detail).toContain('Receipt 2 is missing for good')
  const { order } = await till.view()
  if (order.status !== 'open') await command(till, { type: 'NewOrder' })
  expect(await sell(till)).toBe(3)
  await till.restart({ args: ['--sandbox', restore, '--accept-missing-up-to=2'] })
  expect((await till.describe()).journal).toBeNull()
})
