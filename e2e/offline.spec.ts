import type { Page } from '@playwright/test'
import { button, chooseItem, findCustomer, lineOf, moneyRow } from './counter'
import {
  asked,
  atTender,
  goPay,
  grantCode,
  nextOrder,
  noteSaying,
  orderRegion,
  payExact,
  pick,
  rowOf,
  settled,
  tryCode,
} from './discount-steps'
import { expect, test, type TillUnderTest } from './fixtures/till'
import { keepBoth } from './pictures'

const NOT_RESPONDING = 'The promotion service is not responding. Try again.'
const GIVE = 'Give Spring $5 off, 5.00, without asking'

const OFFLINE = {
  promotionCodes: {
    limit: 5,
    count: 1,
    known: [{ code: 'SPRING5', name: 'Spring $5 off', amount: 5, reusable: true }],
  },
  walletPromotions: { limit: 5, count: 1 },
}

/** The provider is switched off: it answers nothing but that it is not there. */
function switchOff({ world }: TillUnderTest): Promise<void> {
  return world.turn('promotions', 'fault', { kind: 'status', status: 503, count: 1000 })
}

/** The line is back, and whoever waits is asked at once. */
async function switchOn(till: TillUnderTest): Promise<void> {
  await till.world.turn('promotions', 'fault', { kind: 'none' })
  await button(till.page, 'Promotions not answering').click()
  await till.press('Try now')
  await till.page.keyboard.press('Escape')
  await expect(till.page.getByRole('dialog')).toHaveCount(0)
}

const look = (page: Page, name: string): Promise<void> => keepBoth(page, 'offline', name)

test.describe('a shop that promises nothing', () => {
  test('gives nothing for a code that nobody answers about', async ({ till }) => {
    const { page } = till
    await switchOff(till)
    await pick(till, 'fw-rope-m')
    await tryCode(till, 'SPRING5')
    await expect(noteSaying(page, NOT_RESPONDING)).toContainText(
      'The sale can go on without the code.',
    )
    await expect(page.getByRole('button', { name: /without asking/ })).toHaveCount(0)
    const given = await till.run({ type: 'GiveUnverifiedCode', code: 'SPRING5' })
    expect(given).toMatchObject({ ok: false, error: { code: 'unverified-not-allowed' } })
  })
})

test.describe('a shop with a rule', () => {
  test.use({ worldOptions: { settings: { offline: OFFLINE } } })

  test('gives a declared code once a day, and settles it when the provider is back', async ({
    till,
  }) => {
    const { page, world } = till
    await switchOff(till)
    await pick(till, 'fw-rope-m')
    await tryCode(till, 'SPRING5')
    await expect(noteSaying(page, NOT_RESPONDING)).toContainText('The shop lets you give this.')
    await look(page, '1-offered')
    await button(page, GIVE).click()
    await expect(rowOf(page, 'Spring $5 off')).toContainText('Not yet confirmed')
    await expect(rowOf(page, 'Spring $5 off')).toContainText('−5.00')
    await expect(noteSaying(page, 'Not yet confirmed by the promotion service')).toBeVisible()
    await look(page, '2-given')
    await goPay(till)
    await payExact(till)
    expect((await till.view()).order.sale).toMatchObject({ due: 486, saved: 500 })
    const settling = page.getByRole('list', { name: 'Settling' }).getByRole('listitem')
    await expect(settling.filter({ hasText: 'Spring $5 off' })).toContainText('Not yet confirmed')
    await look(page, '3-paid')
    const [paper] = await world.printer.waitForPapers(1)
    expect(paper?.text).toMatch(/Promotion: Spring \$5 off \(SPRING5\) +-5\.00/)
    expect(paper?.text).not.toMatch(/confirm/i)

    await nextOrder(till)
    await pick(till, 'fw-rope-m')
    await tryCode(till, 'SPRING5')
    await expect(noteSaying(page, NOT_RESPONDING)).toContainText(
      'The sale can go on without the code.',
    )
    await expect(page.getByRole('button', { name: /without asking/ })).toHaveCount(0)

    await till.restart()
    await expect(button(till.page, 'Pay')).toBeVisible()
    await till.page.getByRole('button', { name: /^Owed, \d waiting$/ }).click()
    const owed = till.page.getByRole('row').filter({ hasText: 'Confirm Spring $5 off' })
    await expect(owed).toBeVisible()
    await owed.click()
    await look(till.page, '4-owed')
    await switchOn(till)
    await till.until('everything is settled', ({ owed: rows }) => rows.length === 0)
    const { promotions, violations } = world.promotions.state()
    expect(promotions.filter((one) => one.status === 'redeemed')).toMatchObject([
      { code: 'SPRING5', applied: 1, verified: 1 },
    ])
    expect(promotions.filter((one) => one.status === 'reserved')).toEqual([])
    expect(new Set(asked(till, 'APPLY').map((one) => one.guid)).size).toBe(1)
    expect(violations).toEqual([])
    expect(world.printer.papers).toHaveLength(1)
  })

  test('offers it beside the order too, where the code was scanned', async ({ till }) => {
    const { page } = till
    await switchOff(till)
    await pick(till, 'fw-rope-m')
    await till.scan('PROMO-SPRING5')
    await expect(button(page, GIVE)).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    const beside = orderRegion(page).getByRole('button', { name: GIVE })
    await expect(beside).toBeVisible()
    await look(page, '10-beside')
    await beside.click()
    await expect(rowOf(page, 'Spring $5 off')).toContainText('Not yet confirmed')
  })

  test('puts the difference before a person when the provider grants less, and keeps the sale', async ({
    till,
  }) => {
    const { page, world } = till
    await switchOff(till)
    await pick(till, 'fw-rope-m')
    await tryCode(till, 'SPRING5')
    await button(page, GIVE).click()
    await goPay(till)
    await payExact(till)
    const { order } = await till.view()
    await nextOrder(till)
    await world.turn('promotions', 'code', { code: 'SPRING5', amount: 4.2 })
    await switchOn(till)
    await till.until('a person is asked', ({ owed }) =>
      owed.some((row) => row.effect.status === 'needs-person'),
    )
    await button(page, 'Owed, 1, 1 needs a person').click()
    await expect(
      page.getByText('The promotion service grants 0.80 less than was given. The sale stands.'),
    ).toBeVisible()
    await expect(page.getByText('the store bears 0.80')).toBeVisible()
    await look(page, '5-difference')
    expect(world.promotions.state().promotions.at(-1)).toMatchObject({
      code: 'SPRING5',
      status: 'redeemed',
      applied: 1,
    })
    expect(order.sale).toMatchObject({ due: 486 })
    await button(page, 'Close with note').click()
    const approval = page.getByRole('dialog', { name: 'Manager approval' })
    await approval.getByLabel('The store bears it').check()
    await approval.getByRole('textbox', { name: 'Manager PIN' }).fill('2468')
    await button(page, 'Approve').click()
    await expect(page.getByText('Nothing owed. Everything is settled.')).toBeVisible()
  })

  test('keeps a sale whose code the provider refuses, and says what the store bears', async ({
    till,
  }) => {
    const { page, world } = till
    await switchOff(till)
    await pick(till, 'fw-rope-m')
    await tryCode(till, 'SPRING5')
    await button(page, GIVE).click()
    await goPay(till)
    await payExact(till)
    await world.turn('promotions', 'code', { code: 'SPRING5', active: false })
    await switchOn(till)
    await till.until('a person is asked', ({ owed }) =>
      owed.some((row) => row.effect.status === 'needs-person'),
    )
    await button(page, 'Owed, 1, 1 needs a person').click()
    await expect(page.getByText('the store bears 5.00')).toBeVisible()
    await look(page, '6-refused')
    expect(asked(till, 'APPLY')).toEqual([])
  })

  test('goes on at Pay with a code that cannot be re-checked, without a manager', async ({
    till,
  }) => {
    const { page, world } = till
    await pick(till, 'fw-rope-m')
    await grantCode(till, 'SPRING5')
    await switchOff(till)
    await till.press('Pay')
    const dialog = page.getByRole('dialog', { name: NOT_RESPONDING })
    await expect(dialog).toBeVisible()
    await look(page, '7-at-pay')
    await dialog.getByRole('button', { name: 'Give 5.00 without asking' }).click()
    await expect(rowOf(page, 'Spring $5 off')).toContainText('Not yet confirmed')
    await payExact(till)
    await switchOn(till)
    await settled(till)
    expect(world.promotions.state().promotions).toMatchObject([
      { code: 'SPRING5', status: 'redeemed', applied: 1 },
    ])
  })

  test('gives a store promotion of the wallet while PETZ does not answer, and says so', async ({
    till,
  }) => {
    const { page, world } = till
    await pick(till, 'fw-rope-m')
    await silentAfterLookUp(till)
    await goPay(till)
    await expect(noteSaying(page, 'PETZ does not answer.')).toContainText('not yet confirmed')
    await chooseItem(till, '20% off one toy', 'Fetchwell Rope Toy M')
    await look(page, '8-wallet')
    await expect(lineOf(page, 'Fetchwell Rope Toy M')).toContainText(
      '20% off one toy, not yet confirmed',
    )
    await till.press('Continue')
    await till.press('Continue without PETZ coupons')
    await atTender(till)
    await expect(moneyRow(page, 'Discounts')).toHaveText('−1.90')
    await payExact(till)
    await world.turn('coupons', 'fault', { kind: 'none' })
    await settled(till)
    await expect(page.getByText('20% off one toy redeemed')).toBeVisible()
  })
})

test('without a rule the wallet’s store promotions wait for the line', async ({ till }) => {
  const { page } = till
  await pick(till, 'fw-rope-m')
  await silentAfterLookUp(till)
  await goPay(till)
  await expect(
    noteSaying(page, 'Store promotions need PETZ, and it does not answer.'),
  ).toBeVisible()
  await look(page, '9-wallet-not')
  await till.press('Continue without PETZ coupons')
  await payExact(till)
  expect((await till.view()).order.sale).toMatchObject({ due: 1026, saved: 0 })
})

/** The customer's wallet comes, and then PETZ falls silent. */
async function silentAfterLookUp(till: TillUnderTest): Promise<void> {
  for (const endpoint of ['order/set', 'auth/create']) {
    const trouble = { endpoint, kind: 'down', count: 100 }
    await till.world.turn('coupons', 'fault', trouble)
  }
  await findCustomer(till, '(206) 555-0142')
  await expect(button(till.page, 'PETZ not answering')).toBeVisible()
}
