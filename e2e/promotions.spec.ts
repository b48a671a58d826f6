import { bigFigure, button, GOODS, lineOf, moneyRow } from './counter'
import {
  asked,
  goPay,
  grantCode,
  nextOrder,
  noteSaying,
  payExact,
  pick,
  rowOf,
  settled,
  tryCode,
} from './discount-steps'
import { expect, test } from './fixtures/till'

test('a promotion is verified, re-checked, redeemed once after payment, and can be given back', async ({
  till,
}) => {
  const { page, world } = till
  await till.scan(GOODS.dogFood.code)
  await expect(lineOf(page, GOODS.dogFood.name)).toBeVisible()
  await till.scan('PROMO-SPRING5')
  await expect(rowOf(page, 'Spring $5 off')).toContainText('−5.00')
  await expect(button(page, 'Pay')).toBeVisible()
  await grantCode(till, 'ADOPT10')
  await expect(rowOf(page, 'Adopt 10%')).toContainText('−5.90')
  await expect(moneyRow(page, 'Discounts')).toHaveText('−10.90')

  const slow = { type: 'PROMOTION_REVALIDATE', kind: 'delay', ms: 700 }
  await world.turn('promotions', 'fault', slow)
  await button(page, 'Pay').click()
  const validating = page.getByRole('status').getByText('Validating Discounts', { exact: true })
  await expect(validating).toBeVisible()
  await payExact(till)
  const { order } = await settled(till)
  expect(order.sale?.due).toBe(5194)
  await expect(page.getByText('Spring $5 off redeemed')).toBeVisible()
  await expect(page.getByText('Adopt 10% redeemed')).toBeVisible()

  const once = { status: 'redeemed', verified: 1, revalidated: 1, applied: 1, voided: 0 }
  expect(world.promotions.state().promotions).toMatchObject([
    { code: 'SPRING5', amount: 500, ...once },
    { code: 'ADOPT10', amount: 590, ...once },
  ])
  expect(world.promotions.log().map((one) => one.type)).toEqual([
    'PROMOTION_VERIFY',
    'PROMOTION_VERIFY',
    'PROMOTION_REVALIDATE',
    'PROMOTION_APPLY',
  ])
  const [paper] = await world.printer.waitForPapers(1)
  expect(paper?.text).toMatch(/Promotion: Spring \$5 off \(SPRING5\) +-5\.00/)
  expect(paper?.text).toMatch(/Promotion: Adopt 10% \(ADOPT10\) +-5\.90/)

  await button(page, 'Give code back: Spring $5 off').click()
  await expect(page.getByRole('dialog')).toContainText('It has already been redeemed.')
  await button(page, 'Keep it').click()
  await button(page, 'Give code back: Spring $5 off').click()
  await button(page, 'Give it back').click()
  await expect(page.getByText('Spring $5 off given back')).toBeVisible()
  const code = world.promotions.state().codes.find((one) => one.code === 'SPRING5')
  expect(code).toMatchObject({ reserved: 0, redeemed: 0 })
  expect((await till.view()).order.sale).toEqual(order.sale)
  expect(world.printer.papers).toHaveLength(1)

  await nextOrder(till)
  await pick(till, 'fw-rope-m')
  await grantCode(till, 'SPRING5')
  expect(world.promotions.state().violations).toEqual([])
})

/** Codes that are refused on an order of one rope toy, and what the cashier reads. */
const REFUSED: readonly (readonly [code: string, first: string, second: string])[] = [
  ['NOSUCH', 'The promotion code is invalid.', 'Check the letters and try again.'],
  ['USEDUP', 'This promotion code has already been used.', 'Ask the customer for another code.'],
  ['OLDONE', 'This promotion code is not active.', 'It has not started, or it has ended.'],
  ['MIN50', 'This promotion does not apply to this check.', 'It may need other items'],
  ['PLATE3', 'This offer needs an item named Plate.', 'It may need other items'],
  ['SOLO15', 'This code stands alone.', 'It may need other items'],
  ['ODDONE', 'The promotion could not be applied.', 'Go on without it, or try once more.'],
]

test('a refused code says why and what to do, and the order has not changed', async ({ till }) => {
  const { page, world } = till
  await pick(till, 'fw-rope-m')
  await grantCode(till, 'ADOPT10')
  const field = page.getByRole('textbox', { name: 'Promotion code', exact: true })
  await expect(field).toHaveValue('')
  const before = (await till.view()).totals
  for (const [code, first, second] of REFUSED) {
    await tryCode(till, code)
    await expect(noteSaying(page, first)).toContainText(second)
    await expect(field).toHaveAttribute('aria-invalid', 'true')
    await expect(field).toHaveValue(code)
    expect(await field.evaluate((one: HTMLInputElement) => one.selectionEnd)).toBe(code.length)
    expect((await till.view()).totals).toEqual(before)
  }
  await expect(page.locator('.note')).toHaveCount(1)
  await expect(bigFigure(page, '$9.23')).toBeVisible()

  const sent = world.promotions.log().length
  await field.fill('adopt10')
  await button(page, 'Apply Code').click()
  await expect(noteSaying(page, 'This code is already on the order. Nothing to do.')).toBeVisible()
  expect(world.promotions.log()).toHaveLength(sent)

  const { promotions, violations } = world.promotions.state()
  expect(promotions.map((one) => one.code)).toEqual(['ADOPT10'])
  expect(asked(till, 'VOID')).toEqual([])
  expect(violations).toEqual([])
  await field.fill('')
  await goPay(till)
  await payExact(till)
  expect((await settled(till)).order.sale?.due).toBe(923)
})

test('a promotion taken off in Discnt is released, and its button is gone after leaving', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, 'fw-rope-m')
  await grantCode(till, 'SPRING5')
  await button(page, 'Back to discounts').click()
  await button(page, 'Spring $5 off, minus 5.00, applied').click()
  const removed = button(page, 'Spring $5 off, removed')
  await expect(removed).toHaveAttribute('aria-pressed', 'false')
  await expect(rowOf(page, 'Spring $5 off')).toHaveCount(0)
  await expect(bigFigure(page, '$10.26')).toBeVisible()
  await settled(till)
  expect(world.promotions.state().promotions).toMatchObject([{ status: 'voided', applied: 0 }])

  await removed.click()
  await expect(button(page, 'Spring $5 off, minus 5.00, applied')).toBeVisible()
  await button(page, 'Spring $5 off, minus 5.00, applied').click()
  await expect(removed).toBeVisible()
  await button(page, 'Back to order').click()
  await button(page, 'Discnt').click()
  await expect(page.getByText('No discounts on this order')).toBeVisible()
  await expect(removed).toHaveCount(0)

  await settled(till)
  const { promotions, codes, violations } = world.promotions.state()
  expect(promotions.map((one) => [one.code, one.status])).toEqual([
    ['SPRING5', 'voided'],
    ['SPRING5', 'voided'],
  ])
  expect(codes.find((one) => one.code === 'SPRING5')).toMatchObject({ reserved: 0, redeemed: 0 })
  expect(violations).toEqual([])
})
