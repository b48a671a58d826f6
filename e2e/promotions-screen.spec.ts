import { readFile, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import type { Page } from '@playwright/test'
import { button, GOODS, lineOf, moneyRow } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { heard, listenToScans, typeScan } from './scans/ear'

test.use({ worldOptions: { settings: { promotionFile: 'promotions.yaml' } } })

const BY_HAND = `# The shop's own, written by hand.
promotions:
  # Until the poster comes down.
  - id: rope-20
    name: Rope toys 20% off
    kind: each
    items: [fw-rope-m]
    percent: 20 # was 15
`

function fileOf({ world }: TillUnderTest): string {
  return join(dirname(world.settingsPath), 'promotions.yaml')
}

async function openPromotions({ page }: TillUnderTest): Promise<void> {
  await button(page, 'Cashier Maya R.').click()
  await button(page, 'Settings').click()
  await page.getByRole('tab', { name: 'Promotions', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'Store promotions' })).toBeVisible()
}

async function approve(page: Page, word: string, pin = '2468'): Promise<void> {
  const dialog = page.getByRole('dialog', { name: 'Manager approval' })
  await dialog.getByLabel('Manager PIN', { exact: true }).first().fill(pin)
  const forward = dialog.getByRole('button', { name: word, exact: true })
  await expect(forward).toBeEnabled()
  await forward.click()
}

function rowOf(page: Page, name: string) {
  return page.getByRole('table', { name: 'Store promotions' }).getByRole('row').filter({
    hasText: name,
  })
}

async function field(page: Page, name: string, text: string): Promise<void> {
  await page.getByRole('textbox', { name, exact: true }).fill(text)
}

test('a manager adds 2 for $5 on the screen, and a cashier who scans two gives it', async ({
  till,
}) => {
  const { page } = till
  await till.scan(GOODS.pouch.code)
  await expect(lineOf(page, GOODS.pouch.name)).toContainText('1.89')
  await openPromotions(till)
  await expect(page.getByText('The file is not there.')).toBeVisible()
  await writeFile(fileOf(till), BY_HAND)
  await page.keyboard.press('F6')
  await expect(rowOf(page, 'Rope toys 20% off')).toContainText(
    '20% off each of Fetchwell Rope Toy M',
  )
  await expect(rowOf(page, 'Rope toys 20% off')).toContainText('Running now')

  await button(page, 'New promotion').click()
  await field(page, 'Name on screen and receipt', '2 ropes for $5')
  await page.getByText('Set at one price', { exact: true }).click()
  await field(page, 'Part 1, pieces', '2')
  await button(page, 'Add goods: Goods').click()
  await field(page, 'Name, number or barcode', 'rope toy')
  await button(page, GOODS.rope.name).click()
  await button(page, 'Save').click()
  await approve(page, 'Save')
  await expect(page.getByText('Not saved: 1 entry does not fit.')).toBeVisible()
  await expect(page.getByText('Must have exactly one of percent, amount and price.')).toBeVisible()

  await field(page, 'New price', '5.00')
  await button(page, 'Save').click()
  await approve(page, 'Save', '1111')
  await expect(page.getByRole('dialog')).toContainText('That PIN is not right. Try again.')
  await approve(page, 'Save')
  await expect(page.getByText('Saved in the file.')).toBeVisible()
  await expect(rowOf(page, '2 ropes for $5')).toContainText(
    '2 of Fetchwell Rope Toy M together for 5.00',
  )

  await page.keyboard.press('Escape')
  await till.scan(GOODS.rope.code)
  await till.scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toContainText('19.00')
  await expect(moneyRow(page, 'Discounts')).toHaveText('−14.00')

  const text = await readFile(fileOf(till), 'utf8')
  for (const comment of ['# The shop', '# Until the poster comes down.', '# was 15']) {
    expect(text).toContain(comment)
  }
  expect(text).toContain('name: 2 ropes for $5')
  expect((await till.log()).match(/2468/)).toBeNull()
})

test('a mistake is shown by its line, and what somebody else wrote is never written over', async ({
  till,
}) => {
  const { page } = till
  await writeFile(fileOf(till), BY_HAND)
  await openPromotions(till)
  await expect(page.getByText('The file has been changed since it was read.')).toBeVisible()
  await button(page, 'Read again').click()
  await expect(rowOf(page, 'Rope toys 20% off')).toBeVisible()

  await writeFile(fileOf(till), BY_HAND.replace('percent: 20', 'percent: 200'))
  await button(page, 'Read again').click()
  await expect(
    page.getByText('Line 8: Rope toys 20% off: percent must be a number above 0, at most 100.'),
  ).toBeVisible()
  await expect(page.getByText('The till goes on with what it read at')).toBeVisible()
  await expect(rowOf(page, 'Rope toys 20% off')).toContainText('20% off each')

  await writeFile(fileOf(till), BY_HAND)
  await button(page, 'Read again').click()
  await expect(page.getByText('The file has 1 mistake.')).toBeHidden()
  await button(page, 'Change Rope toys 20% off').click()
  await field(page, 'Percent', '30')
  const theirs = BY_HAND.replace('percent: 20', 'percent: 25')
  await writeFile(fileOf(till), theirs)
  await button(page, 'Save').click()
  await approve(page, 'Save')
  await expect(page.getByText('Not saved: somebody has changed the file meanwhile.')).toBeVisible()
  await expect(rowOf(page, 'Rope toys 20% off')).toContainText('25% off each')
  expect(await readFile(fileOf(till), 'utf8')).toBe(theirs)

  await button(page, 'Switch off Rope toys 20% off').click()
  await approve(page, 'Switch off')
  await expect(rowOf(page, 'Rope toys 20% off')).toContainText('Switched off')
  await page.keyboard.press('Escape')
  await till.scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toContainText('9.50')
  await expect(moneyRow(page, 'Discounts')).toHaveText('0.00')
})

test('a scanner that types leaves no letters in the form', async ({ till }) => {
  const { page } = till
  await openPromotions(till)
  await button(page, 'New promotion').click()
  const name = page.getByRole('textbox', { name: 'Name on screen and receipt', exact: true })
  await name.fill('Ropes')
  await name.focus()
  await listenToScans(till)
  const report = await heard(till, () => typeScan(till, GOODS.rope.code))
  expect(report.result).toBe('test')
  await expect(name).toHaveValue('Ropes')
})
