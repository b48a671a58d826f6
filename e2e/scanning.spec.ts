/*
 * A scanner is not a keyboard: whatever has the focus, a scan has its one outcome, and neither it nor the Enter
 * at its end presses a button, answers a dialog or fills a field.
 */
import { writeFileSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from '@playwright/test'
import { checkDigit } from '../shared/barcode/gtin'
import { button, findCustomer, GOODS, goOn, lineOf, pay } from './counter'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { heard, listenToScans, reportsOf, typeScan } from './scans/ear'
import { CODES, SCAN_PLACES, SHOP_CODES, type ScanKind, type ScanPlace } from './scans/places'

/** The walk is made twice, each time with half of the kinds. */
const WALKS: readonly (readonly ScanKind[])[] = [
  ['product', 'promotion', 'unknown'],
  ['receipt', 'customer', 'badge'],
]

/** The same product as a scanner tells it that writes UPC-A with thirteen digits. */
const WITH_ZERO = `0${CODES.product}`

test.describe('on an order with one line', () => {
  test.use({ worldOptions: { settings: { barcodes: SHOP_CODES } } })

  test.beforeEach(async ({ till }) => {
    await listenToScans(till)
    await till.scan(CODES.product)
    await till.until('the line', ({ order }) => order.lines.length === 1)
  })

  for (const kinds of WALKS) {
    test(`a ${kinds.join(', ')} has its outcome on every screen, by the table`, async ({
      till,
    }) => {
      test.setTimeout(240_000)
      for (const place of SCAN_PLACES) {
        for (const kind of kinds) await expectOutcome(till, place, kind)
      }
    })
  }

  test('keys of a scanner leave every field as it was and press nothing', async ({ till }) => {
    for (const place of SCAN_PLACES) {
      await place.go(till)
      await till.page.keyboard.type('12')
      const before = await focusedValue(till.page)
      const order = (await till.view()).order.id
      const report = await heard(till, () => typeScan(till, CODES.product))
      expect([report.code, report.result], place.name).toEqual([
        CODES.product,
        place.results.product,
      ])
      await closeQuestion(till)
      await expect.poll(() => focusedValue(till.page), place.name).toBe(before)
      expect((await till.view()).order.id).toBe(order)
      await clearFocused(till.page)
      const empty = await focusedValue(till.page)
      await heard(till, () => typeScan(till, WITH_ZERO))
      await closeQuestion(till)
      await expect.poll(() => focusedValue(till.page), place.name).toBe(empty)
      await clearFocused(till.page)
      await place.leave(till)
      await expect(button(till.page, 'Pay'), place.name).toBeVisible()
    }
  })

  test('keys of a scanner press no button that has the focus', async ({ till }) => {
    const { page } = till
    for (const name of ['Pay', 'Discnt', 'Hold', 'Send', 'Stay', 'Held orders, 0']) {
      await button(page, name).focus()
      const report = await heard(till, () => typeScan(till, CODES.product))
      expect(report.result, name).toBe('quantity-raised')
      expect((await till.view()).order.status, name).toBe('open')
      await expect(page.getByRole('dialog')).toHaveCount(0)
      await expect(button(page, 'Pay')).toBeVisible()
    }
    await page.getByRole('button', { name: 'Nail trim, 15.00' }).focus()
    await heard(till, () => typeScan(till, CODES.product))
    expect((await till.view()).order.lines).toHaveLength(1)
  })

  test('what a person types slowly stays typing', async ({ till }) => {
    const { page } = till
    await page.keyboard.press('F2')
    await page.keyboard.type('rope toy', { delay: 60 })
    await expect(page.getByRole('textbox', { name: 'Search products' })).toHaveValue('rope toy')
    expect(await reportsOf(till)).toHaveLength(1)
  })

  test('a scan counts while the window is hidden or another is in front', async ({ till }) => {
    await till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.blur())
    await heard(till, () => till.scan(GOODS.litter.code))
    await till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.minimize())
    await heard(till, () => till.scan(GOODS.pouch.code))
    await till.app.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.hide())
    await heard(till, () => till.scan(GOODS.dogFood.code))
    expect((await till.view()).order.lines.map((line) => line.name)).toEqual([
      GOODS.rope.name,
      GOODS.litter.name,
      GOODS.pouch.name,
      GOODS.dogFood.name,
    ])
  })

  test('a scan while discounts are re-checked waits its turn', async ({ till }) => {
    await till.run({ type: 'ApplyCode', code: 'SPRING5' })
    await till.until('the code', ({ order }) => order.promotions[0]?.status === 'pending')
    const slow = { type: 'PROMOTION_REVALIDATE', kind: 'delay', ms: 600 }
    await till.world.turn('promotions', 'fault', slow)
    await till.press('Stay')
    const report = await heard(till, () => till.scan(GOODS.litter.code))
    expect(report.result).toBe('queued')
    await till.until('the line', ({ order }) => order.lines.length === 2)
    expect((await reportsOf(till)).at(-1)?.result).toBe('line-added')
  })

  test('a scan in the steps before the tenders changes nothing and is asked about', async ({
    till,
  }) => {
    const counter = { page: till.page, scan: (code: string) => till.scan(code) }
    await findCustomer(counter, '2065550142')
    await pay(counter)
    for (const step of ['Store promotions', 'PETZ coupons']) {
      await expect(till.page.getByRole('region', { name: step })).toBeVisible()
      const { lines } = (await till.view()).order
      const report = await heard(till, () => till.scan(CODES.product))
      expect(report, step).toMatchObject({ outcome: 'refused', result: 'payment-begun' })
      await closeQuestion(till)
      expect((await till.view()).order.lines).toEqual(lines)
      if (step === 'Store promotions') await goOn(counter)
    }
  })

  test('what cannot be read is said and heard, and asks for another try', async ({ till }) => {
    const report = await heard(till, () => till.world.scanner.half(GOODS.litter.code))
    expect(report).toMatchObject({ outcome: 'attention', result: 'misread', code: '' })
    const words = till.page.getByText('The scan could not be read. Scan it again.')
    await expect(words.first()).toBeVisible()
  })

  test('a scan on Sale complete starts the next order', async ({ till }) => {
    const { page } = till
    const next: readonly (readonly [ScanKind, string])[] = [
      ['product', 'line-added'],
      ['unknown', 'unresolved'],
    ]
    for (const [kind, result] of next) {
      await payExact(till)
      const { number } = (await till.view()).order
      const report = await heard(till, () => till.scan(CODES[kind]))
      expect(report.result).toBe(result)
      await expect(page.getByText(`Order 000${number + 1}`, { exact: true })).toBeVisible()
    }
  })
})

test('an unknown barcode waits for a person and blocks Pay', async ({ till }) => {
  const { page } = till
  await till.scan(GOODS.rope.code)
  await till.scan('4006381333931')
  const row = page.getByText('Unknown barcode 4006381333931')
  await expect(row).toBeVisible()
  await expect(button(page, 'Pay')).toBeDisabled()
  await expect(button(page, 'Send')).toBeDisabled()
  await expect(page.getByText('1 unknown barcode to sort out first')).toBeVisible()
  for (const key of ['Enter', 'Escape', 'Space']) await page.keyboard.press(key)
  await expect(row).toBeVisible()

  await button(page, 'Find product for barcode 4006381333931').focus()
  await page.keyboard.press('Enter')
  await page.keyboard.type('litter', { delay: 50 })
  await expect(page.getByText(/products? found$/)).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(row).toHaveCount(0)
  await expect(lineOf(page, GOODS.litter.name)).toBeVisible()

  await till.scan('4006381333931')
  const remove = button(page, 'Remove unknown barcode 4006381333931')
  await remove.focus()
  await page.keyboard.press('Delete')
  await expect(row).toBeVisible()
  await page.keyboard.press('Control+Delete')
  await expect(row).toHaveCount(0)
  await expect(button(page, 'Pay')).toBeEnabled()
  expect((await till.view()).order.lines).toHaveLength(2)
})

test('a wrong check digit is a misread, never another product', async ({ till }) => {
  await listenToScans(till)
  const report = await heard(till, () => till.world.scanner.scan('400001203018', { aim: ']E0' }))
  expect(report).toMatchObject({ outcome: 'attention', result: 'misread' })
  await expect(till.page.getByText('Misread barcode')).toBeVisible()
  expect((await till.view()).order.lines).toEqual([])
})

test('half a code before the cable came out never joins the next one', async ({ till }) => {
  const { world } = till
  await world.scanner.raw(Buffer.from('40000110'))
  await world.scannerCable?.pull()
  await expect(button(till.page, 'Scanner, ready')).toHaveCount(0)
  await world.scannerCable?.plug()
  await till.devicesReady()
  await till.scan(GOODS.rope.code)
  const { order } = await till.until('the line', (view) => view.order.lines.length === 1)
  expect(order.unresolved).toEqual([])
  expect(order.lines[0]?.name).toBe(GOODS.rope.name)
})

test.describe('the same code read again at once', () => {
  // Longer than a shop's own 30 ms: a busy machine may hold up the cable itself.
  test.use({ worldOptions: { settings: { barcodes: { duplicateMs: 5000 } } } })

  test('is one piece, and the screen says so', async ({ till }) => {
    await listenToScans(till)
    await till.world.scanner.burst([GOODS.litter.code, GOODS.litter.code])
    const words = till.page.getByText(`Same code read twice, counted once: ${GOODS.litter.code}`)
    await expect(words.first()).toBeVisible()
    const { order } = await till.view()
    expect(order.lines.map((line) => line.quantity)).toEqual([1000])
    const last = (await reportsOf(till)).at(-1)
    expect(last).toMatchObject({ outcome: 'good', result: 'duplicate' })
    expect(last?.tookMs).toBeLessThan(1000)
  })
})

test.describe('a scanner that types a prefix key', () => {
  const scanners = [{ transport: 'keyboard', prefixKey: 'F13' }]
  test.use({ worldOptions: { scanner: false, settings: { scanners } } })

  test('leaves nothing in any field, and other quick keys are typing', async ({ till }) => {
    const { page } = till
    await listenToScans(till)
    await page.keyboard.press('F2')
    const search = page.getByRole('textbox', { name: 'Search products' })
    await page.keyboard.type('ro')
    const report = await heard(till, () => typeScan(till, CODES.product, 'F13'))
    expect(report).toMatchObject({ code: CODES.product, result: 'line-added', leaked: '' })
    await expect(search).toHaveValue('ro')
    await page.keyboard.type('pe 12345')
    await expect(search).toHaveValue('rope 12345')
    expect(await reportsOf(till)).toHaveLength(1)
  })
})

const MANY = 500
const folder = mkdtempSync(join(tmpdir(), 'catalog-'))
const codes = Array.from({ length: MANY }, (_, at) => ean13(at + 1))

test.describe('with a catalog of its own', () => {
  const file = join(folder, 'many.csv')
  test.use({
    worldOptions: { catalog: file, promotions: false, coupons: false, printer: false },
  })
  test.beforeAll(() => {
    const rows = codes.map((code, at) => `item-${at},Item ${at},1.00,8,${code},Many`)
    writeFileSync(file, ['sku,name,price,tax_rate,barcodes,category', ...rows, ''].join('\n'))
  })
  test.afterAll(() => rmSync(folder, { recursive: true }))

  test('500 scans as fast as the line allows are 500 lines, in order', async ({ till }) => {
    await till.world.scanner.burst(codes)
    await expect(till.page.getByText('500 lines, 500 items')).toBeVisible()
    const { order } = await till.view()
    expect(order.lines.map((line) => line.sku)).toEqual(codes.map((_, at) => `item-${at}`))
    await expect(lineOf(till.page, 'Item 499')).toBeVisible()
  })
})

/** What is said of a receipt that this terminal did not print. */
const NO_SUCH_SALE = 'This terminal has no sale with this code.'

async function expectOutcome(till: TillUnderTest, place: ScanPlace, kind: ScanKind): Promise<void> {
  await place.go(till)
  const before = await till.view()
  const report = await heard(till, () => till.scan(CODES[kind]))
  const where = `${kind} on ${place.name}`
  expect(report.result, where).toBe(place.results[kind])
  if (!place.changes) {
    const { order } = await till.view()
    expect([order.lines, order.unresolved], where).toEqual([
      before.order.lines,
      before.order.unresolved,
    ])
  }
  if (report.result === 'not-used-here') {
    // What a badge says is nobody's to read on a screen.
    const shown = kind === 'badge' ? '•••' : CODES[kind]
    const isStrange = report.refusal === 'sale-unknown'
    const said = isStrange ? NO_SUCH_SALE : `Scan not used here: ${shown}`
    const words = till.page.getByText(said)
    await expect(words.first(), where).toBeVisible()
  }
  if (report.result === 'payment-begun' && kind === 'product') {
    await expect(till.page.getByText(`Go back and add ${GOODS.rope.name}?`)).toBeVisible()
  }
  await closeQuestion(till)
  await tidy(till)
  await place.leave(till)
  await expect(button(till.page, 'Pay'), where).toBeVisible()
}

/** Answers the question a scan in payment asks: stay. */
async function closeQuestion({ page }: TillUnderTest): Promise<void> {
  const stay = button(page, 'Stay in payment')
  if (await stay.isVisible()) await stay.click()
}

/** Takes off what a scan left: rows, notes, a code under way, what is typed. */
async function tidy(till: TillUnderTest): Promise<void> {
  const { order } = await till.until('no code is being checked', (view) =>
    view.order.promotions.every((one) => one.status !== 'verifying'),
  )
  for (const { id } of order.unresolved)
    await till.run({ type: 'RemoveUnresolvedScan', scanId: id })
  for (const { id } of order.notes) await till.run({ type: 'DismissNote', noteId: id })
  if (order.customer) await till.run({ type: 'RemoveCustomer' })
  await clearFocused(till.page)
}

function focusedValue(page: Page): Promise<string | null> {
  return page.evaluate(() => {
    const focused = document.activeElement
    return focused instanceof HTMLInputElement ? focused.value : null
  })
}

async function clearFocused(page: Page): Promise<void> {
  const value = (await focusedValue(page)) ?? ''
  for (let at = 0; at < value.length; at += 1) await page.keyboard.press('Backspace')
}

async function payExact(till: TillUnderTest): Promise<void> {
  for (const { id } of (await till.view()).order.unresolved) {
    await till.run({ type: 'RemoveUnresolvedScan', scanId: id })
  }
  if ((await till.view()).order.lines.length === 0)
    await till.run({ type: 'EnterCode', code: CODES.product })
  await till.run({ type: 'Pay' })
  await till.run({ type: 'TakeCash', received: (await till.view()).cashToPay })
  await expect(till.page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
}

function ean13(number: number): string {
  const digits = `20${String(number).padStart(10, '0')}`
  return `${digits}${checkDigit(digits)}`
}
