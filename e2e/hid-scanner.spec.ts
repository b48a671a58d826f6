/*
 * A scanner in HID POS mode, at the port right below our own code: the virtual USB bus of the sandbox stands
 * where the native package would be; everything above it is the real terminal.
 */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { HID_SCANNERS, scanReports } from '../sandbox/hid/virtual-hid-scanner'
import { checkDigit } from '../shared/barcode/gtin'
import { button, GOODS, lineOf } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'

const { honeywell, newland, unknown } = HID_SCANNERS
const LINK = `https://id.example.com/01/00${GOODS.litter.code}?from=${'x'.repeat(90)}`

test.use({ worldOptions: { hid: true, scanner: false, printer: false } })

test('codes of one and of three reports are lines', async ({ till }) => {
  const { hid } = till.world
  await expect(button(till.page, 'Scanner, ready')).toBeVisible()
  hid.scan(GOODS.dogFood.code, ']E0')
  await expect(lineOf(till.page, GOODS.dogFood.name)).toBeVisible()
  expect(scanReports(LINK, ']Q1', 'honeywell')).toHaveLength(3)
  hid.scan(LINK, ']Q1')
  await expect(lineOf(till.page, GOODS.litter.name)).toBeVisible()
  // A message about the scanner itself comes the same way, and is nothing.
  hid.scan('REVINF: Voyager', ']Z6')
  hid.scan(GOODS.rope.code, ']E0')
  const { order } = await till.until('three lines', (view) => view.order.lines.length === 3)
  expect(order.unresolved).toEqual([])
})

test('unplugged in the middle of a sale and put in elsewhere, it goes on', async ({ till }) => {
  const { hid } = till.world
  hid.scan(GOODS.dogFood.code, ']E0')
  await expect(lineOf(till.page, GOODS.dogFood.name)).toBeVisible()
  const [half] = scanReports(LINK, ']Q1', 'honeywell')
  if (half === undefined) throw new Error('three reports')
  hid.raw(half)
  hid.unplug()
  await expect(button(till.page, 'Scanner missing')).toBeVisible()
  await button(till.page, 'Scanner missing').click()
  const card = till.page.getByRole('article', { name: 'Scanner', exact: true })
  await expect(card).toContainText('Reconnecting')
  await expect(card).toContainText('push the cable in at both ends')

  hid.plug({ ...honeywell, path: '/dev/hidraw9' }, 'honeywell')
  await expect(card).toContainText('Ready')
  await till.page.keyboard.press('Escape')
  hid.scan(GOODS.rope.code, ']E0')
  await expect(lineOf(till.page, GOODS.rope.name)).toBeVisible()
  const { order } = await till.view()
  expect(order.lines).toHaveLength(2)
  expect(order.unresolved).toEqual([])
})

test('one whose reports nobody has explained is not guessed at', async ({ till }) => {
  const { hid } = till.world
  const card = await cardAfter(till, () => hid.plug(unknown, 'unknown'), 'Cannot be read')
  await expect(card).toContainText('does not know how this scanner writes its codes')
  hid.scan(GOODS.rope.code, ']E0')
  await card.getByText('What it sent, for the support').click()
  const sent = Buffer.from(GOODS.rope.code).toString('hex')
  await expect(card.locator('pre')).toContainText(sent)
  expect((await till.view()).order.lines).toEqual([])

  hid.plug(newland, 'newland')
  await expect(card).toContainText('Ready')
  await till.page.keyboard.press('Escape')
  hid.scan(GOODS.rope.code, ']E0')
  await expect(lineOf(till.page, GOODS.rope.name)).toBeVisible()
})

test('one that was never switched over is said to type', async ({ till }) => {
  const typing = { ...honeywell, productId: '0b61', mode: 'keyboard' } as const
  const { hid } = till.world
  const card = await cardAfter(till, () => hid.plug(typing, 'honeywell'), 'Needs set-up')
  await expect(card).toContainText('types like a keyboard')
})

const MANY = 40
const folder = mkdtempSync(join(tmpdir(), 'catalog-'))
const codes = Array.from({ length: MANY }, (_, at) => ean13(at + 1))

test.describe('with a catalog of its own', () => {
  const file = join(folder, 'many.csv')
  test.use({
    worldOptions: {
      ...{ hid: true, scanner: false, printer: false },
      ...{ catalog: file, promotions: false, coupons: false },
    },
  })
  test.beforeAll(() => {
    const rows = codes.map((code, at) => `item-${at},Item ${at},1.00,8,${code},Many`)
    writeFileSync(file, ['sku,name,price,tax_rate,barcodes,category', ...rows, ''].join('\n'))
  })
  test.afterAll(() => rmSync(folder, { recursive: true }))

  test('40 scans as fast as they come are 40 lines, in order', async ({ till }) => {
    for (const code of codes) till.world.hid.scan(code, ']E0')
    await expect(till.page.getByText('40 lines, 40 items')).toBeVisible()
    const { order } = await till.view()
    expect(order.lines.map((line) => line.sku)).toEqual(codes.map((_, at) => `item-${at}`))
  })
})

/** Changes the scanner and opens its card on the Devices screen, where the change is told. */
async function cardAfter(till: TillUnderTest, change: () => void, tag: string) {
  await button(till.page, 'Scanner, ready').click()
  const card = till.page.getByRole('article', { name: 'Scanner', exact: true })
  await expect(card).toContainText('Ready')
  change()
  await expect(card).toContainText(tag)
  return card
}

function ean13(number: number): string {
  const digits = `20${String(number).padStart(10, '0')}`
  return `${digits}${checkDigit(digits)}`
}
