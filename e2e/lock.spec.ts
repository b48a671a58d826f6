/*
 * A locked terminal: nobody but staff does anything with it, and no scan is lost without a sound.
 */
import type { Page } from '@playwright/test'
import { GOODS, lineOf } from './counter'
import { expect, test } from './fixtures/till'

test.use({
  worldOptions: {
    promotions: false,
    coupons: false,
    printer: false,
    settings: { barcodes: { badgePattern: '^STAFF-' } },
  },
})

test('a locked terminal takes no scan and no command, and opens with the PIN', async ({ till }) => {
  const { page } = till
  await till.scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toBeVisible()
  await page.keyboard.press('Control+l')
  const locked = page.getByRole('dialog', { name: 'Locked' })
  await expect(locked).toBeVisible()

  await till.scan(GOODS.rope.code)
  await expect(page.getByText(`Scan not used here: ${GOODS.rope.code}`).first()).toBeVisible()
  const orderId = (await till.view()).order.id
  const ran = await till.run({ type: 'Hold', heldFor: '' })
  expect(ran).toMatchObject({ ok: false, error: { code: 'terminal-locked' } })
  const opened = await page.evaluate(() => window.till.ask('devices:act', { act: 'open-drawer' }))
  expect(opened).toMatchObject({ ok: false, error: { code: 'terminal-locked' } })
  const found = await page.evaluate(() =>
    Promise.all([window.till.ask('catalog:search', 'rope'), window.till.ask('catalog:page', '')]),
  )
  const refused = { ok: false, error: { kind: 'refusal', code: 'terminal-locked' } }
  expect(found).toEqual([refused, refused])

  await page.getByRole('textbox', { name: 'Manager PIN' }).fill('1111')
  const wrong = locked.getByText('That PIN is not right. Try again.')
  await pressForward(page, () => wrong.isVisible())
  await page.getByRole('textbox', { name: 'Manager PIN' }).fill('2468')
  await pressForward(page, () => locked.isHidden())
  const { order } = await till.view()
  expect(order.id).toBe(orderId)
  expect(order.lines.map((line) => line.quantity)).toEqual([1000])
})

test('a staff badge opens it, and is shown nowhere', async ({ till }) => {
  const { page } = till
  await page.keyboard.press('Control+l')
  await expect(page.getByRole('dialog', { name: 'Locked' })).toBeVisible()
  await till.scan('STAFF-1007')
  await expect(page.getByRole('dialog', { name: 'Locked' })).toBeHidden()
  await expect(page.getByText('STAFF-1007')).toHaveCount(0)
  await till.scan(GOODS.rope.code)
  await expect(lineOf(page, GOODS.rope.name)).toBeVisible()
})

/** For a moment after its meaning has changed the forward button takes no press. */
async function pressForward(page: Page, isDone: () => Promise<boolean>): Promise<void> {
  await expect
    .poll(
      async () => {
        if (!(await isDone())) await page.keyboard.press('F9')
        return isDone()
      },
      { intervals: [100] },
    )
    .toBe(true)
}
