/*
 * What a cashier sees of a printer in trouble: paper that ends in the middle, a spare printer that takes over, and
 * a cable that comes out while a receipt is printed. The sale is paid in every case.
 */
import { readFile, writeFile } from 'node:fs/promises'
import { VirtualPrinter } from '../sandbox/printer/virtual-printer'
import { pay, takeCash } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'

test.use({ worldOptions: { promotions: false, coupons: false } })

test('paper that ends in the middle is asked about, and the next paper is a copy', async ({
  till,
}) => {
  const { page, world } = till
  world.printer.mechanism.runOutAfter(9)
  await sell(till)
  await expect(page.getByText('Receipt may not have printed.')).toBeVisible()
  await expect(page.getByText('Did it print? Look at the paper.')).toBeVisible()
  expect(world.printer.papers).toHaveLength(0)
  world.printer.mechanism.set({ paper: 'ok' })
  await till.press('Print a copy')
  await expect(page.getByText('Copy 1 printed')).toBeVisible()
  const papers = world.printer.papers.map((paper) => paper.text)
  expect(papers).toHaveLength(2)
  expect(papers[0]).not.toContain('COPY')
  expect(papers[1]).toContain('COPY 1')
})

test('a receipt the cashier has seen on paper is settled without another', async ({ till }) => {
  const { page, world } = till
  world.printer.mechanism.runOutAfter(9)
  await sell(till)
  await expect(page.getByText('Receipt may not have printed.')).toBeVisible()
  world.printer.mechanism.set({ paper: 'ok' })
  await world.printer.waitForPapers(1)
  await till.press('Yes, it is on paper')
  await expect(page.getByText('Receipt printed')).toBeVisible()
  const view = await till.view()
  expect(view.owed).toEqual([])
  expect(world.printer.papers).toHaveLength(1)
})

test('the spare printer takes over from one without paper, and the screen says so', async ({
  till,
}) => {
  const spare = new VirtualPrinter({ path: 'tcp' })
  await spare.open()
  await addSpare(till, spare.tcpPort)
  await till.restart()
  await till.devicesReady()
  const { page, world } = till
  world.printer.mechanism.set({ paper: 'out' })
  await sell(till)
  await expect(page.getByText('Printed on the spare printer.')).toBeVisible()
  expect(spare.papers).toHaveLength(1)
  expect(spare.papers[0]?.text).not.toContain('COPY')
  expect(spare.drawerPulses).toBe(0)
  expect(world.printer.papers).toHaveLength(0)
  await till.close()
  await spare.close()
})

test('a cable that comes out while printing and goes in again needs no restart', async ({
  till,
}) => {
  const { page, world } = till
  world.printer.mechanism.setSlow(40)
  const pulled = new Promise<void>((resolve, reject) => {
    const pull = () => void world.printerCable?.pull().then(resolve, reject)
    world.printer.mechanism.atLine(12, pull)
  })
  await sell(till)
  await pulled
  await expect(page.getByText('Receipt may not have printed.')).toBeVisible()
  world.printer.mechanism.powerCycle()
  await world.printerCable?.plug()
  await till.devicesReady()
  await till.press('Print a copy')
  await expect(page.getByText('Copy 1 printed')).toBeVisible()
  const papers = world.printer.papers.map((paper) => paper.text)
  expect(papers.filter((text) => !text.includes('COPY')).length).toBeLessThanOrEqual(1)
  expect(papers.at(-1)).toContain('COPY 1')
  expect(world.printer.drawerPulses).toBe(1)
})

async function sell(till: TillUnderTest): Promise<void> {
  await till.scan('400001102312')
  await till.until('the line is there', (view) => view.order.lines.length === 1)
  await pay({ page: till.page, scan: (code) => till.scan(code) })
  await takeCash({ page: till.page, scan: (code) => till.scan(code) }, '100.00')
}

async function addSpare(till: TillUnderTest, port: number): Promise<void> {
  const path = till.world.settingsPath
  const settings = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>
  const sparePrinter = { transport: 'tcp', host: '127.0.0.1', port, columns: 48, drawer: false }
  await writeFile(path, JSON.stringify({ ...settings, sparePrinter }))
}
