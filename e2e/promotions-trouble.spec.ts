import { startPromotionsSandbox, type PromotionsSandbox } from '../sandbox/promotions/server'
import { SANDBOX_KEYS } from '../sandbox/world-settings'
import { button, moneyRow } from './counter'
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

const NOT_RESPONDING = 'The promotion service is not responding. Try again.'

test('a slow or stumbling provider is asked twice under one number, and reserves once', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, 'fw-rope-m')
  const slow = tryCode(till, 'SLOW3')
  await expect(noteSaying(page, 'Checking SLOW3…')).toContainText(
    'Still waiting. Trying once more.',
  )
  await slow
  await expect(rowOf(page, '$1 off, slowly')).toContainText('−1.00')
  await grantCode(till, 'FAIL500')
  const guids = asked(till, 'VERIFY').map((one) => one.guid)
  expect(guids).toHaveLength(4)
  expect(new Set(guids).size).toBe(2)

  await tryCode(till, 'GARBAGE')
  await expect(noteSaying(page, NOT_RESPONDING)).toContainText(
    'The sale can go on without the code.',
  )
  await settled(till)
  const { promotions, violations } = world.promotions.state()
  expect(promotions).toMatchObject([
    { code: 'SLOW3', status: 'reserved', verified: 1 },
    { code: 'FAIL500', status: 'reserved', verified: 1 },
    { code: 'GARBAGE', status: 'voided', verified: 1 },
  ])
  expect(violations).toEqual([])
  await expect(moneyRow(page, 'Discounts')).toHaveText('−2.00')
})

test('while the provider is down the sale goes on, and what is owed is delivered when it is back', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, 'fw-rope-m')
  await grantCode(till, 'SPRING5')
  await goPay(till)
  await world.turn('promotions', 'fault', { kind: 'status', status: 503, count: 100 })
  await payExact(till)
  await expect(page.getByText('Sending. No need to wait')).toBeVisible()
  expect((await till.view()).order.sale).toMatchObject({ due: 486, saved: 500 })
  await world.printer.waitForPapers(1)

  await nextOrder(till)
  await pick(till, 'fw-rope-m')
  await tryCode(till, 'ADOPT10')
  await expect(noteSaying(page, NOT_RESPONDING)).toBeVisible()
  await expect(button(page, 'Promotions not answering')).toBeVisible()
  await till.press('Pay')
  await expect(
    page.getByRole('dialog', { name: 'ADOPT10 is typed but not applied.' }),
  ).toBeVisible()
  await till.press('Pay without it')
  await payExact(till)
  expect((await till.view()).order.sale).toMatchObject({ due: 1026, saved: 0 })
  await button(page, 'Owed, 2 waiting').click()
  await expect(page.getByRole('row').filter({ hasText: 'Redeem Spring $5 off' })).toBeVisible()
  await expect(page.getByRole('row').filter({ hasText: 'Release code ADOPT10' })).toBeVisible()

  await world.turn('promotions', 'fault', { kind: 'none' })
  await button(page, 'Promotions not answering').click()
  await till.press('Try now')
  await expect(page.getByText('Nothing owed. Everything is settled.')).toBeVisible()
  await expect(button(page, 'Promotions service, ready')).toBeVisible()
  const { promotions, violations } = world.promotions.state()
  expect(promotions).toMatchObject([{ code: 'SPRING5', status: 'redeemed', applied: 1 }])
  expect(new Set(asked(till, 'APPLY').map((one) => one.guid)).size).toBe(1)
  expect(violations).toEqual([])
})

test('a provider that cannot be reached takes no code, and hears of it once it can', async ({
  till,
}) => {
  const { page, world } = till
  const { url } = world.promotions
  await world.promotions.close()
  await pick(till, 'fw-rope-m')
  await tryCode(till, 'ADOPT10')
  await expect(noteSaying(page, NOT_RESPONDING)).toBeVisible()
  await expect(button(page, 'Owed, 1 waiting')).toBeVisible()
  const back = await comeBack(url)
  try {
    await button(page, 'Owed, 1 waiting').click()
    await till.press('Try again')
    await expect(page.getByText('Nothing owed. Everything is settled.')).toBeVisible()
    expect(back.log().map((one) => one.type)).toEqual(['PROMOTION_VOID'])
    await till.press('Back to order')
    await grantCode(till, 'ADOPT10')
    await expect(rowOf(page, 'Adopt 10%')).toContainText('−0.95')
  } finally {
    await back.close()
  }
})

test('a redemption refused after payment changes nothing for the customer and waits for a manager', async ({
  till,
}) => {
  const { page, world } = till
  await pick(till, 'bw-dog-chk-24')
  await grantCode(till, 'SPRING5')
  await grantCode(till, 'LATEBAD')
  await goPay(till)
  await payExact(till)
  const refused = page
    .getByRole('list', { name: 'Settling' })
    .getByRole('listitem')
    .filter({ hasText: 'This code was redeemed at another location.' })
  await expect(refused).toContainText('The customer keeps the discount. A manager sees it in Owed.')
  await expect(page.getByText('Spring $5 off redeemed')).toBeVisible()
  const { order } = await till.view()
  expect(order.sale).toMatchObject({ due: 5615, saved: 700 })
  expect(order.promotions).toMatchObject([{ status: 'redeemed' }, { status: 'redeem-failed' }])
  expect(world.promotions.state().promotions).toMatchObject([
    { code: 'SPRING5', status: 'redeemed', applied: 1 },
    { code: 'LATEBAD', status: 'reserved', applied: 0 },
  ])
  const [paper] = await world.printer.waitForPapers(1)
  expect(paper?.text).toMatch(/Promotion: \$2 off, late trouble +-2\.00\n *\(LATEBAD\)/)

  await nextOrder(till)
  await button(page, 'Owed, 1, 1 needs a person').click()
  await expect(page.getByRole('heading', { name: 'Redeem $2 off, late trouble' })).toBeVisible()
  await expect(page.getByText('the store bears 2.00')).toBeVisible()
  await button(page, 'Try again').click()
  await till.until(
    'it is refused again',
    ({ owed }) => owed[0]?.effect.attempts === 2 && owed[0].effect.status === 'needs-person',
  )
  await expect(button(page, 'Close with note')).toBeEnabled()
  await button(page, 'Close with note').click()
  const approval = page.getByRole('dialog', { name: 'Manager approval' })
  await approval.getByLabel('The store bears it').check()
  await approval.getByRole('textbox', { name: 'Manager PIN' }).fill('2468')
  await button(page, 'Approve').click()
  await expect(page.getByText('Nothing owed. Everything is settled.')).toBeVisible()
  expect(world.printer.papers).toHaveLength(1)
  expect(world.promotions.state().violations).toEqual([])
})

/** The provider at its old address again, with empty books. */
function comeBack(url: string): Promise<PromotionsSandbox> {
  const { promotions: key, restaurant: restaurantId } = SANDBOX_KEYS
  return startPromotionsSandbox({ key, restaurantId, port: Number(new URL(url).port) })
}
