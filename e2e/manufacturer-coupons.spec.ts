import type { Locator } from '@playwright/test'
import { withCheckDigit } from '../shared/barcode/gtin'
import { bigFigure, button, GOODS, lineOf, moneyRow } from './counter'
import { goPay, nextOrder, noteSaying, payExact, pick, rowOf } from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { keepBoth } from './pictures'

const PIN = '4711'
const FAMILIES = {
  [GOODS.dogFood.code]: '111',
  [GOODS.pouch.code]: '120',
  [GOODS.rope.code]: '140',
  [GOODS.litter.code]: '650',
}
const SHOP = { terminal: { managerPin: PIN }, manufacturerCoupons: { families: FAMILIES } }

/** A coupon as a scanner sends it, in GS1 DataBar: so many pieces of a family, for what the save value says. */
function coupon(value: number, pieces: number, family: string, more = ''): string {
  const saved = `${String(value).length}${value}`
  return `]e0811010400001123456${saved}1${pieces}0${family}${more}`
}

/** Row of a coupon that waits. */
function waitingRow(till: TillUnderTest, words: string): Locator {
  return till.page.locator('.unresolved-row').filter({ hasText: words })
}

function picture({ page }: TillUnderTest, name: string): Promise<void> {
  return keepBoth(page, 'manufacturer-coupons', name)
}

/** A manager reads the paper and types the PIN; everything by key where asked for. */
async function approve(till: TillUnderTest, reason: string): Promise<void> {
  const { page } = till
  await page.getByRole('radio', { name: reason }).check()
  await page.getByLabel('Manager PIN', { exact: true }).first().fill(PIN)
  await expect(button(page, 'Approve')).toBeEnabled()
  await page.keyboard.press('F9')
  await expect(page.getByRole('dialog')).toHaveCount(0)
}

/** Goods as the quick keys put them on the order, once they are there. */
async function pickAll(till: TillUnderTest, ...skus: readonly string[]): Promise<void> {
  await expect(till.page.getByText('Nail trim', { exact: true })).toBeVisible()
  await pick(till, ...skus)
}

async function startAgain(till: TillUnderTest): Promise<void> {
  const { order } = await till.view()
  await till.run({ type: 'CancelOrder', orderId: order.id })
  await expect(till.page.getByText('Scan the first item')).toBeVisible()
}

test.describe('a manufacturer coupon', () => {
  test.use({ worldOptions: { settings: SHOP } })

  test('waits for its goods, counts with them, waits again without them, and is on the receipt', async ({
    till,
  }) => {
    const { page, world } = till
    await till.scan(GOODS.dogFood.code)
    await expect(lineOf(page, GOODS.dogFood.name)).toBeVisible()
    await till.scan(coupon(75, 2, '120'))
    const row = waitingRow(till, 'This coupon needs 2 more of the goods printed on it.')
    await expect(row).toContainText('Scan the goods, or remove this row.')
    await expect(row.getByRole('button', { name: /^Ask a manager/ })).toHaveCount(0)
    await expect(page.getByText('1 coupon to sort out first').first()).toBeVisible()
    await picture(till, '1-not-bought')
    await till.scan(GOODS.pouch.code)
    await expect(waitingRow(till, 'This coupon needs 1 more')).toBeVisible()
    await till.scan(GOODS.pouch.code)
    const taken = rowOf(page, 'Manufacturer coupon 120120')
    await expect(taken).toContainText('−0.75')
    await expect(taken).toContainText(`on ${GOODS.pouch.name}`)
    await expect(moneyRow(page, 'Manufacturer coupons')).toHaveText('−0.75')
    await picture(till, '2-taken')

    await lineOf(page, GOODS.pouch.name).click()
    await button(page, 'Remove line').click()
    await expect(noteSaying(page, 'Manufacturer coupon 120120 counts no more.')).toBeVisible()
    await expect(waitingRow(till, 'This coupon needs 2 more')).toBeVisible()
    await picture(till, '3-goods-removed')
    await button(page, 'Put back').click()
    await expect(taken).toContainText('−0.75')
    await button(page, 'Got it').click()

    await goPay(till)
    await payExact(till)
    const { order } = await till.view()
    expect(order.sale).toMatchObject({ saved: 75, totals: { coupons: 75, discount: 0 } })
    const [paper] = await world.printer.waitForPapers(1)
    expect(paper?.text).toMatch(/Manufacturer coupon 120120 +-0\.75/)
    expect(paper?.text).toMatch(/Manufacturer coupons +-0\.75/)
    expect(world.printer.papers).toHaveLength(1)
  })

  const KINDS: readonly (readonly [name: string, code: string, amount: string])[] = [
    ['an amount off', coupon(250, 1, '111'), '−2.50'],
    ['one free, up to a limit', coupon(100, 1, '120', '91000'), '−1.00'],
    ['one free', coupon(0, 1, '140', '91000'), '−9.50'],
    ['pieces free, of so many', coupon(1, 2, '120', '92000'), '−1.89'],
    ['percent off', coupon(20, 1, '111', '95000'), '−11.80'],
    ['an amount off the order', coupon(500, 1, '000', '96000'), '−5.00'],
  ]

  test('takes off each kind of save value, and can be taken off again', async ({ till }) => {
    const { page } = till
    let at = 0
    for (const [name, code, amount] of KINDS) {
      await test.step(name, async () => {
        await pickAll(till, 'bw-dog-chk-24', 'bw-cat-sal-3', 'bw-cat-sal-3', 'fw-rope-m')
        await till.scan(code)
        await expect(rowOf(page, 'Manufacturer coupon')).toContainText(amount)
        await expect(moneyRow(page, 'Manufacturer coupons')).toHaveText(amount)
        at += 1
        await picture(till, `4-kind-${at}`)
        await button(page, 'Discnt').click()
        await page.getByRole('button', { name: /^Manufacturer coupon/ }).click()
        await expect(rowOf(page, 'Manufacturer coupon')).toHaveCount(0)
        await page.keyboard.press('Escape')
        await startAgain(till)
      })
    }
  })

  test('is read in every other form: the till asks a manager, by touch and by key', async ({
    till,
  }) => {
    const { page } = till
    await pickAll(till, 'bw-dog-chk-24', 'fw-rope-m')
    await till.scan(withCheckDigit('51414199276'))
    await expect(rowOf(page, 'Manufacturer coupon')).toContainText('−1.00')
    await till.scan(withCheckDigit('51414199233'))
    const unread = waitingRow(till, 'The code does not say what it is worth.')
    await expect(unread).toContainText('Read the amount on it, then ask a manager.')
    await picture(till, '5-value-unknown')
    await unread.getByRole('button', { name: /^Ask a manager/ }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('dialog')).toContainText('What is Manufacturer coupon')
    await page.getByRole('dialog').getByRole('textbox').fill('60')
    await picture(till, '6-amount')
    await expect(button(page, 'Go on')).toBeEnabled()
    await page.keyboard.press('F9')
    await expect(page.getByRole('dialog')).toContainText('for 0.60')
    await picture(till, '7-approval')
    await approve(till, 'Coupon and goods fit')
    await expect(moneyRow(page, 'Manufacturer coupons')).toHaveText('−1.60')
    await expect(bigFigure(page, '$72.37')).toBeVisible()

    await till.scan(coupon(75, 1, '111', '3101231'))
    await expect(waitingRow(till, 'This coupon ended on Dec 31, 2010.')).toContainText(
      'give the coupon',
    )
    await picture(till, '8-expired')
    await till.scan(']C181120112345679999990666666')
    await expect(waitingRow(till, 'This coupon must be checked online.')).toBeVisible()
    await picture(till, '9-clearing-service')
  })

  test('with a serial number counts once, also after a power cut', async ({ till }) => {
    const { page } = till
    const serial = coupon(75, 1, '111', '50123456')
    await till.scan(GOODS.dogFood.code)
    await till.scan(serial)
    await expect(rowOf(page, 'Manufacturer coupon')).toContainText('−0.75')
    await till.kill()
    await till.relaunch()
    await till.devicesReady()
    await expect(rowOf(till.page, 'Manufacturer coupon')).toContainText('−0.75')
    await goPay(till)
    await payExact(till)
    await nextOrder(till)
    for (const isCut of [false, true]) {
      if (isCut) {
        await till.kill()
        await till.relaunch()
        await till.devicesReady()
        await startAgain(till)
      }
      await till.scan(GOODS.dogFood.code)
      await till.scan(serial)
      await expect(waitingRow(till, 'This coupon has been used already.')).toBeVisible()
      expect((await till.view()).totals.coupons).toBe(0)
    }
    await picture(till, '10-serial-used')
  })
})

test.describe('where the shop knows no families and pays in euros', () => {
  const euros = { terminal: { managerPin: PIN, currency: 'EUR', pricesIncludeTax: true } }
  test.use({ worldOptions: { settings: euros } })

  test('a manager names the goods of a euro coupon', async ({ till }) => {
    const { page } = till
    await pickAll(till, 'bw-dog-chk-24', 'fw-rope-m')
    await till.scan(withCheckDigit('982850801000'))
    const row = waitingRow(till, 'The code does not say which goods it is for.')
    await expect(row).toBeVisible()
    await row.getByRole('button', { name: /^Ask a manager/ }).click()
    const bar = page.getByRole('toolbar', { name: 'Order actions' })
    await expect(bar).toContainText('Choose the line this coupon is for first.')
    await picture(till, '11-goods-unknown')
    await lineOf(page, GOODS.rope.name).click()
    await row.getByRole('button', { name: /^Ask a manager/ }).click()
    await expect(page.getByRole('dialog')).toContainText(`on ${GOODS.rope.name}`)
    await approve(till, 'Coupon and goods fit')
    await expect(rowOf(page, 'Manufacturer coupon')).toContainText('−9.50')
    await till.scan('9828508010106')
    await lineOf(page, GOODS.dogFood.name).click()
    const amount = waitingRow(till, 'The code does not say which goods it is for.')
    await amount.getByRole('button', { name: /^Ask a manager/ }).click()
    await approve(till, 'Goodwill')
    await expect(moneyRow(page, 'Manufacturer coupons')).toHaveText('−9.60')
    await picture(till, '12-euro')
  })
})
