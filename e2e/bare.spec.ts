import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { sampleCatalog } from '../sandbox/world-settings'
import { button, GOODS, lineOf, takeCash } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'

/** Opens the Settings screen from the cashier's menu. */
async function openSettings({ page }: TillUnderTest): Promise<void> {
  await page.getByRole('button', { name: /^Cashier/ }).click()
  await button(page, 'Settings').click()
}

/** Sells one rope toy for cash by typing its barcode. */
async function sellByHand({ page }: TillUnderTest): Promise<void> {
  const search = page.getByRole('textbox', { name: 'Search products' })
  await search
    .or(page.getByRole('combobox', { name: 'Search products' }))
    .first()
    .fill(GOODS.rope.code)
  await page.keyboard.press('Enter')
  await expect(lineOf(page, GOODS.rope.name)).toContainText('9.50')
  await button(page, 'Pay').click()
  await takeCash({ page, scan: () => Promise.resolve() }, 'exact 10.26')
}

test.describe('a terminal with nothing but a catalog', () => {
  test.use({
    worldOptions: { promotions: false, coupons: false, scanner: false, printer: false },
  })

  test('sells for cash and shows the receipt', async ({ till }) => {
    await sellByHand(till)
    await expect(till.page.getByText('TOTAL', { exact: false }).first()).toBeVisible()
    const { order } = await till.view()
    expect(order.sale).toMatchObject({ due: 1026, change: 0 })
    expect(order.effects).toEqual([])
    expect(order.status).toBe('closed')
    await button(till.page, 'New order').click()
    await expect(till.page.getByText('Scan the first item')).toBeVisible()
  })

  test('says which key of its settings is wrong, and sells all the same', async ({ till }) => {
    const settings = join(till.folder, 'wrong.json')
    const wrong = {
      terminal: { name: 'Till 1', currency: 'DOLLAR' },
      promotions: {
        provider: 'toast',
        url: 'http://127.0.0.1:9/promotion',
        apiKey: 'key-that-nobody-may-read',
        restaurantExternalId: 'r-1',
        timeoutMs: 'fast',
      },
      coupons: {
        provider: 'petz',
        baseUrl: 'http://coupons.example',
        accountKey: 'another-secret',
        deviceRef: 'till-01',
      },
      scanners: [{ transport: 'serial', path: '/dev/null', baudRate: 'quick' }],
      printer: { transport: 'serial', path: '/dev/null', columns: 20 },
      catalog: { file: sampleCatalog() },
      promotion: {},
    }
    await writeFile(settings, JSON.stringify(wrong))
    await till.restart({ settings })
    await openSettings(till)
    for (const key of [
      'terminal.currency',
      'promotions.timeoutMs',
      'coupons.baseUrl',
      'scanners.0.baudRate',
      'printer.columns',
      'promotion',
    ]) {
      await expect(
        till.page.getByText(new RegExp(`^${key.replaceAll('.', '\\.')} `)).first(),
      ).toBeVisible()
    }
    await expect(till.page.getByText('key-that-nobody-may-read')).toHaveCount(0)
    expect(await till.log()).not.toContain('key-that-nobody-may-read')
    await till.page.keyboard.press('Escape')
    await sellByHand(till)
  })

  test('runs on its defaults when the settings file is no JSON, and says where', async ({
    till,
  }) => {
    const settings = join(till.folder, 'broken.json')
    await writeFile(settings, '{ "terminal": { "name": "Till 1" \n "store": ')
    await till.restart({ settings })
    await openSettings(till)
    await expect(till.page.getByText(/line 2/)).toBeVisible()
    const { problems } = await till.describe()
    expect(problems).toHaveLength(1)
  })

  test('names the catalog rows it leaves out, and the file it cannot find', async ({ till }) => {
    const catalog = join(till.folder, 'catalog.csv')
    const settings = join(till.folder, 'rows.json')
    await writeFile(
      catalog,
      'sku,name,price,tax_rate,barcodes,category\nropes,Fetchwell Rope Toy M,9.50,8,400001203019,Dog\nbad,No price,nine,8,,Dog\n',
    )
    await writeFile(settings, JSON.stringify({ catalog: { file: 'catalog.csv' } }))
    await till.restart({ settings })
    await expect.poll(async () => (await till.describe()).catalog.loaded).toBe(1)
    expect((await till.describe()).catalog.skipped).toMatchObject([{ line: 3 }])
    await openSettings(till)
    await expect(till.page.getByText(/price must be/).first()).toBeVisible()
    await writeFile(settings, JSON.stringify({ catalog: { file: 'nowhere.csv' } }))
    await till.restart({ settings })
    await expect.poll(async () => (await till.describe()).catalog.skipped.length).toBe(1)
    await expect(button(till.page, 'Pay')).toBeVisible()
  })
})

test.describe('a printer that does not print', () => {
  test.use({ worldOptions: { promotions: false, coupons: false } })

  async function sell(till: TillUnderTest): Promise<void> {
    await till.scan(GOODS.rope.code)
    await expect(lineOf(till.page, GOODS.rope.name)).toContainText('9.50')
    await button(till.page, 'Pay').click()
    await takeCash(till, 'exact 10.26')
  }

  test('with its cable out never stops the sale, and prints when a person says so', async ({
    till,
  }) => {
    const { page, world } = till
    await world.printerCable?.pull()
    await expect(page.getByRole('button', { name: /^Printer/ })).not.toHaveAccessibleName(
      'Printer, ready',
    )
    await sell(till)
    await expect(page.getByText(/Receipt not printed/)).toBeVisible()
    await world.printerCable?.plug()
    await expect(page.getByRole('button', { name: 'Printer, ready' })).toBeVisible()
    expect(world.printer.papers).toHaveLength(0)
    await button(page, 'Print when ready').click()
    await expect(page.getByText('Receipt printed')).toBeVisible()
    expect(world.printer.papers).toHaveLength(1)
    expect(world.printer.papers[0]?.text).not.toContain('COPY')
  })

  test('out of paper half-way is asked about, and the next paper says COPY', async ({ till }) => {
    const { page, world } = till
    world.printer.mechanism.runOutAfter(6)
    await sell(till)
    await expect(page.getByText('Receipt may not have printed.')).toBeVisible()
    await expect(page.getByRole('button', { name: /^(Printer|Paper out)/ })).toContainText(
      'Paper out',
    )
    world.printer.mechanism.set({ paper: 'ok' })
    await expect(page.getByRole('button', { name: 'Printer, ready' })).toBeVisible()
    await button(page, 'Print a copy').click()
    await expect(page.getByText('Copy 1 printed')).toBeVisible()
    const originals = world.printer.papers.filter((paper) => !paper.text.includes('COPY'))
    expect(originals.length).toBeLessThanOrEqual(1)
    expect(world.printer.papers.at(-1)?.text).toContain('COPY 1')
  })
})
