import type { Page } from '@playwright/test'
import { bigFigure, button, findCustomer, GOODS } from './counter'
import { atTender, goPay, nextOrder, payExact, pick, rowOf, settled } from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { keepBoth } from './pictures'

const DOG_FOOD = 'bw-dog-chk-24'
const POUCH = 'bw-cat-sal-3'
const PIN = '2468'
const FAMILIES = { [GOODS.dogFood.code]: '111', [GOODS.pouch.code]: '120' }
const SHOP = { manufacturerCoupons: { families: FAMILIES } }

/** A coupon as a scanner sends it: cents off so many pieces of a family. */
function coupon(cents: number, pieces: number, family: string, more = ''): string {
  const saved = `${String(cents).length}${cents}`
  return `]e0811010400001123456${saved}1${pieces}0${family}${more}`
}

const panel = (page: Page) => page.getByRole('region', { name: 'Return', exact: true })
const preview = (page: Page) => page.getByRole('group', { name: 'What happens' })

function picture({ page }: TillUnderTest, name: string): Promise<void> {
  return keepBoth(page, 'late-coupon', name)
}

/** Sells goods for exact cash; answers the reference on the receipt. */
async function sell(till: TillUnderTest, ...skus: readonly string[]): Promise<string> {
  await pick(till, ...skus)
  await goPay(till)
  await payExact(till)
  return (await settled(till)).order.ref
}

/** Scans the receipt and says yes to the question. */
async function openByScan(till: TillUnderTest, ref: string): Promise<void> {
  await till.scan(ref)
  await expect(till.page.getByRole('dialog')).toContainText('Open this sale for a return?')
  await till.press('Open sale')
  await expect(panel(till.page)).toContainText('Order ')
}

async function approve(till: TillUnderTest): Promise<void> {
  const { page } = till
  const dialog = page.getByRole('dialog', { name: 'Manager approval' })
  await expect(dialog).toBeVisible()
  await dialog.getByRole('radio').first().check()
  await dialog.getByRole('textbox', { name: 'Manager PIN' }).fill(PIN)
  await button(page, 'Approve').click()
  await expect(dialog).toHaveCount(0)
}

test.describe('a forgotten coupon', () => {
  test.use({ worldOptions: { settings: SHOP } })

  test('is scanned after the receipt, pays back in cash, and lowers what the goods come back for', async ({
    till,
  }) => {
    const { page, world } = till
    const ref = await sell(till, DOG_FOOD, POUCH, POUCH)
    const paid = (await till.view()).order.sale?.due ?? 0
    await openByScan(till, ref)
    await expect(preview(page)).toContainText('A forgotten coupon: scan it.')
    await expect(page.getByText('A return is open')).toBeVisible()
    await expect(page.getByText('Scan the first item')).toHaveCount(0)
    await picture(till, '1-opened')
    await till.scan(coupon(100, 1, '120'))
    await expect(preview(page)).toContainText('Late coupon: 1.00 back in cash')
    await expect(preview(page)).toContainText(`for ${GOODS.pouch.name}`)
    await expect(preview(page)).toContainText('Back in cash1.00')
    await expect(rowOf(page, 'Manufacturer coupon')).toContainText('−1.00')
    await expect(bigFigure(page, '$1.00')).toBeVisible()
    await picture(till, '2-preview')

    await expect(button(page, 'Pay')).toBeEnabled()
    await page.keyboard.press('F9')
    await expect(page.getByRole('heading', { name: 'To give back', exact: true })).toBeVisible()
    await picture(till, '3-give-back')
    await expect(button(page, 'Give back in cash')).toBeEnabled()
    await page.keyboard.press('F9')
    await expect(page.getByRole('heading', { name: 'Late coupon paid out' })).toBeVisible()
    await picture(till, '4-complete')
    const { order } = await settled(till)
    expect(order.sale).toMatchObject({ due: -100, back: { goods: [], credit: 100 } })
    const paper = world.printer.papers.at(-1)
    expect(paper?.text).toContain('LATE COUPON')
    expect(paper?.text).toContain(`For sale ${ref}`)

    await openByScan(till, ref)
    await till.scan(coupon(100, 1, '120'))
    const row = page.locator('.unresolved-row')
    await expect(row).toContainText('This coupon has been used on this sale already.')
    await picture(till, '5-used-already')
    await row.getByRole('button', { name: /^Remove/ }).click()
    await row.getByRole('button', { name: /^Remove/ }).click()
    await expect(row).toHaveCount(0)
    await till.press('Everything')
    await till.until('all comes back', (view) => view.stillToPay === 100 - paid)
    await picture(till, '6-goods-after')
  })

  test('says the one reason when it does not fit', async ({ till }) => {
    const { page } = till
    const ref = await sell(till, DOG_FOOD)
    await openByScan(till, ref)
    const row = page.locator('.unresolved-row')
    const reasons: readonly (readonly [code: string, words: string])[] = [
      [coupon(100, 2, '120'), 'This coupon needs 2 more of the goods printed on it.'],
      [coupon(100, 1, '111', '3100101'), 'This coupon ended on'],
      [coupon(100, 1, '650'), 'This coupon needs 1 more'],
    ]
    for (const [code, words] of reasons) {
      await till.scan(code)
      await expect(row).toContainText(words)
      await picture(till, `7-refused-${reasons.findIndex((one) => one[0] === code) + 1}`)
      await row.getByRole('button', { name: /^Remove/ }).click()
      await row.getByRole('button', { name: /^Remove/ }).click()
      await expect(row).toHaveCount(0)
    }
    await till.press('Everything')
    await till.scan(coupon(100, 1, '111'))
    await expect(
      page.getByText('Goods come back on this order. Finish that first').first(),
    ).toBeVisible()
    await picture(till, '8-goods-come-back')
    expect((await till.view()).order.back?.late).toBeUndefined()
  })

  test('goes back to the card, and above the limit asks a manager', async ({ till }) => {
    const { page } = till
    await pick(till, DOG_FOOD)
    await goPay(till)
    await atTender(till)
    await till.press('Card')
    await till.press('Card paid')
    const { ref } = (await settled(till)).order
    await nextOrder(till)
    await openByScan(till, ref)
    await till.scan(coupon(750, 1, '111'))
    await expect(preview(page)).toContainText('Late coupon: 7.50 back to the card')
    await expect(preview(page)).toContainText('A manager must approve this late coupon')
    await picture(till, '9-manager')
    await till.press('Pay')
    await picture(till, '10-approval')
    await approve(till)
    await expect(preview(page)).toContainText('A manager has approved this late coupon.')
    await till.press('Pay')
    await till.press('Back to card')
    await till.press('Given back')
    await expect(page.getByRole('heading', { name: 'Late coupon paid out' })).toBeVisible()
    await picture(till, '11-card-complete')
    const { order } = await settled(till)
    expect(order.sale?.back?.refunds).toMatchObject([{ kind: 'card', amount: 750 }])
  })
})

test.describe('a forgotten code', () => {
  test('needs goods that are bought: they come back and are sold again on one order', async ({
    till,
  }) => {
    const { page } = till
    const ref = await sell(till, DOG_FOOD)
    await openByScan(till, ref)
    await findCustomer({ page, scan: (code) => till.scan(code) }, '2065550142')
    await page.keyboard.press('Escape')
    await expect(page.getByRole('region', { name: 'Products' })).toBeVisible()
    await page.keyboard.press('Control+B')
    await expect(preview(page)).toContainText('PETZ coupons and codes need goods on the order.')
    await till.scan('PROMO-SPRING5')
    await expect(page.getByText('This sale is closed to codes.').first()).toBeVisible()
    await picture(till, '12-code')
    expect((await till.view()).order.promotions).toEqual([])

    await till.press('Everything')
    await till.scan(GOODS.dogFood.code)
    await expect(rowOf(page, GOODS.dogFood.name)).toHaveCount(2)
    await till.scan('PROMO-SPRING5')
    await till.until('the code is granted', ({ order }) =>
      order.promotions.some((one) => one.status === 'pending'),
    )
    // 63.71 less 58.99 − 5.00 and the tax on it
    expect((await till.view()).stillToPay).toBe(5399 + 432 - 6371)
    await picture(till, '13-exchange')
  })
})

test.describe('a shop that takes none', () => {
  test.use({ worldOptions: { settings: { ...SHOP, lateCoupon: { days: 0 } } } })

  test('says so', async ({ till }) => {
    const ref = await sell(till, DOG_FOOD)
    await openByScan(till, ref)
    await till.scan(coupon(100, 1, '111'))
    await expect(
      till.page.getByText('This shop takes no coupon after the sale.').first(),
    ).toBeVisible()
  })
})
