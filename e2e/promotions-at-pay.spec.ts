import { bigFigure, button, lineOf } from './counter'
import {
  asked,
  atTender,
  goPay,
  grantCode,
  noteSaying,
  payExact,
  pick,
  rowOf,
  settled,
} from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'

// Silence ends soon, so that no journey waits for a provider that says nothing.
test.use({ worldOptions: { settings: { promotions: { timeoutMs: 300 } } } })

test('a promotion that no longer fits is taken off at Pay, and Pay again goes on without it', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, '1001', 'fw-rope-m')
  await grantCode(till, 'PLATE3')
  await grantCode(till, 'ADOPT10')
  await button(page, 'Back to discounts').click()
  await button(page, 'Back to order').click()
  await lineOf(page, 'Smoked Brisket Plate').click()
  await button(page, 'Remove line').click()
  await button(page, 'Pay').click()
  const gone = noteSaying(page, '$3 off a plate was taken off')
  await expect(gone).toContainText('This offer needs an item named Plate.')
  await expect(gone).toContainText('Nothing was paid. Press Pay to go on without it.')
  await expect(rowOf(page, '$3 off a plate')).toHaveCount(0)
  await expect(page.getByRole('dialog')).toHaveCount(0)
  await expect(button(page, 'Pay')).toBeVisible()

  await world.turn('promotions', 'code', { code: 'ADOPT10', active: false })
  await button(page, 'Pay').click()
  const ended = noteSaying(page, 'Adopt 10% was taken off')
  await expect(ended).toContainText('This promotion code is not active. Nothing was paid.')
  await ended.getByRole('button', { name: 'Got it' }).click()
  await expect(ended).toHaveCount(0)

  const asking = asked(till, 'REVALIDATE').length
  await goPay(till)
  await payExact(till)
  expect((await settled(till)).order.sale).toMatchObject({ due: 1026, saved: 0 })
  expect(asked(till, 'REVALIDATE')).toHaveLength(asking)
  expect(asked(till, 'APPLY')).toEqual([])
  const voided = { status: 'voided', applied: 0, voided: 1 }
  const { promotions, violations } = world.promotions.state()
  expect(promotions).toMatchObject([voided, voided])
  expect(violations).toEqual([])
})

test('an amount that changed is said with old and new, and the new one is charged and redeemed', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, 'bw-dog-chk-24')
  await grantCode(till, 'LUNCH20')
  await expect(rowOf(page, '20% Off Lunch')).toContainText('−11.80')
  await pick(till, 'fw-rope-m')
  await expect(rowOf(page, '20% Off Lunch')).toContainText('−11.80')
  await goPay(till)
  await expect(noteSaying(page, '20% Off Lunch is now 13.70 (was 11.80)')).toBeVisible()
  await expect(rowOf(page, '20% Off Lunch')).toContainText('−13.70')
  await expect(bigFigure(page, '$59.17')).toBeVisible()
  await payExact(till)
  expect((await settled(till)).order.sale?.due).toBe(5917)
  const { promotions, violations } = world.promotions.state()
  expect(promotions).toMatchObject([{ status: 'redeemed', amount: 1370, applied: 1 }])
  expect(asked(till, 'APPLY')[0]?.body).toContain('"discountAmount":13.7')
  const [paper] = await world.printer.waitForPapers(1)
  expect(paper?.text).toMatch(/20% Off Lunch \(LUNCH20\) +-13\.70/)
  expect(violations).toEqual([])
})

test('Send, Stay and Hold re-check promotions, and go on where nobody answers', async ({
  till,
}) => {
  const { page, world } = till
  const validating = page.getByRole('status').getByText('Validating Discounts', { exact: true })
  await pick(till, 'fw-rope-m')
  await till.press('Stay')
  await expect(noteSaying(page, 'The order was sent.')).toBeVisible()
  expect(asked(till, 'REVALIDATE')).toEqual([])

  await grantCode(till, 'ADOPT10')
  await delay(till)
  await till.press('Stay')
  await expect(validating).toBeVisible()
  await expect(page.getByText('The order is sent when this is done.')).toBeVisible()
  await expect(validating).toHaveCount(0)
  await silence(till, 'REVALIDATE')
  await till.press('Stay')
  await expect(validating).toBeVisible()
  await expect(noteSaying(page, 'Adopt 10% was not re-checked.')).toContainText(
    'It will be checked at Pay.',
  )
  await expect(rowOf(page, 'Adopt 10%')).toContainText('Not re-checked')

  await delay(till)
  await till.press('Hold')
  await page.getByRole('textbox', { name: 'Held for' }).fill('Blue jacket')
  await button(page, 'Hold order').click()
  await expect(validating).toBeVisible()
  await expect(page.getByRole('heading', { name: 'Order 0002' })).toBeVisible()
  await button(page, 'Held orders, 1').click()
  await button(page, 'Resume order').click()
  await expect(rowOf(page, 'Adopt 10%')).toContainText('−0.95')
  await expect(rowOf(page, 'Adopt 10%')).not.toContainText('Not re-checked')

  await silence(till, 'REVALIDATE')
  await till.press('Pay')
  await button(page, 'Back to order').click()
  await expect(validating).toHaveCount(0)
  await expect(button(page, 'Pay')).toBeVisible()
  await delay(till)
  await till.press('Send')
  await expect(validating).toBeVisible()
  await expect(page.getByRole('heading', { name: /^Order 000[23]$/ })).toBeVisible()
  const { promotions, violations } = world.promotions.state()
  expect(promotions).toMatchObject([{ status: 'reserved', verified: 1, voided: 0 }])
  expect(violations).toEqual([])
})

test('where nobody answers at Pay the cashier decides: again, without, a manager, or back', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, 'bw-dog-chk-24')
  await grantCode(till, 'SPRING5')
  await grantCode(till, 'ADOPT10')
  const dialog = page.getByRole('dialog', {
    name: 'The promotion service is not responding. Try again.',
  })
  await silence(till, 'REVALIDATE')
  await till.press('Pay')
  await expect(dialog).toBeVisible()
  await expect(button(page, 'Try again')).toBeFocused()
  await expect(button(page, 'Remove Spring $5 off')).toContainText('Total becomes 57.34')
  await button(page, 'Back to order').click()
  await expect(dialog).toHaveCount(0)
  await expect(rowOf(page, 'Spring $5 off')).toContainText('−5.00')

  await fail(till, 'REVALIDATE')
  await till.press('Pay')
  await button(page, 'Remove Spring $5 off').click()
  await expect(rowOf(page, 'Spring $5 off')).toHaveCount(0)
  await till.until('the code is released', ({ order }) =>
    order.effects.some((one) => one.status === 'delivered'),
  )

  await world.turn('promotions', 'fault', { type: 'PROMOTION_REVALIDATE', kind: 'html', count: 2 })
  await till.press('Pay')
  await button(page, 'Try again').click()
  await atTender(till)
  await button(page, 'Back to order').click()
  await expect(button(page, 'Pay')).toBeVisible()

  await fail(till, 'REVALIDATE')
  await till.press('Pay')
  await button(page, 'Ask a manager to accept 5.90').click()
  const approval = page.getByRole('dialog', { name: 'Manager approval' })
  await approval.getByLabel('Service is down').check()
  await approval.getByRole('textbox', { name: 'Manager PIN' }).fill('1111')
  await button(page, 'Approve').click()
  await expect(noteSaying(page, 'That PIN is not right. Try again.')).toBeVisible()
  await approval.getByRole('textbox', { name: 'Manager PIN' }).fill('2468')
  await button(page, 'Approve').click()
  await payExact(till)
  expect((await settled(till)).order.sale).toMatchObject({ due: 5734, saved: 590 })
  const { promotions, violations } = world.promotions.state()
  expect(promotions).toMatchObject([
    { code: 'SPRING5', status: 'voided', applied: 0 },
    { code: 'ADOPT10', status: 'redeemed', applied: 1 },
  ])
  expect(violations).toEqual([])
})

/** The provider hears the next press and its repeat, and says nothing. */
function silence({ world }: TillUnderTest, kind: string): Promise<void> {
  return world.turn('promotions', 'fault', {
    type: `PROMOTION_${kind}`,
    kind: 'silence',
    count: 2,
  })
}

/** The provider has a fault of its own at the next press and its repeat. */
function fail({ world }: TillUnderTest, kind: string): Promise<void> {
  return world.turn('promotions', 'fault', { type: `PROMOTION_${kind}`, kind: 'status', count: 2 })
}

/** The next answer takes long enough to see that it is waited for. */
function delay({ world }: TillUnderTest): Promise<void> {
  return world.turn('promotions', 'fault', {
    type: 'PROMOTION_REVALIDATE',
    kind: 'delay',
    ms: 600,
  })
}
