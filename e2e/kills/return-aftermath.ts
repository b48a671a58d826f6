/*
 * What must be so when a terminal has been cut off while goods came back, and was started again: the same goods for
 * the same money, and the books of both providers show every coupon and code given back exactly once.
 */
import type { Order } from '../../shared/order/order'
import { button } from '../counter'
import { expect, type TillUnderTest } from '../fixtures/till'
import { couponBooks } from '../records'

/** What is on disk is on the screen again. */
export async function expectSameReturn(till: TillUnderTest, before: Order): Promise<void> {
  expect((await till.describe()).journal).toBeNull()
  const { order } = await till.view()
  const kept = ({ id, ref, number, back, sale }: Order) => ({ id, ref, number, back, sale })
  expect(kept(order)).toEqual(kept(before))
  if (order.sale) {
    await expect(till.page.getByRole('heading', { name: 'Return complete' })).toBeVisible()
  }
}

/** Goes on from where the order stands, by hand, until the money is given. */
export async function giveBackByHand(till: TillUnderTest): Promise<void> {
  const { page } = till
  const { order } = await till.view()
  if (order.sale) return
  if (order.status === 'open') await button(page, 'Pay').click()
  await expect(button(page, 'Give back in cash')).toBeEnabled()
  await button(page, 'Give back in cash').click()
  await expect(page.getByRole('heading', { name: 'Return complete' })).toBeVisible()
}

/** Waits until the world has confirmed all, then compares every book with the journal. */
export async function expectGivenBackOnce(till: TillUnderTest): Promise<void> {
  const { order } = await till.until('all is settled', (view) => view.order.status === 'closed')
  const { back, due } = order.sale ?? {}
  if (!back || due === undefined) throw new Error('Nothing came back')
  expect(back).toMatchObject({ isWhole: true, credit: 8334 })
  expect(back.refunds.map((one) => [one.kind, one.amount])).toEqual([['cash', 8334]])
  expect(due).toBe(-8334)
  expectCouponsOnce(till)
  expectCodeOnce(till)
  await expectSlipOnce(till, order)
}

/** The uses are back in the wallet, by one call each that had an effect; a second one would be refused. */
function expectCouponsOnce(till: TillUnderTest): void {
  const { coupons } = till.world
  expect(couponBooks(till)).toMatchObject({ held: [], uses: {} })
  const calls = coupons.log.filter((one) => one.path.includes('coupon/return'))
  expect(calls.filter((one) => one.status >= 400)).toEqual([])
  const keys = new Set(calls.map((one) => one.idempotencyKey))
  const bodies = new Set(calls.map((one) => JSON.stringify(one.request)))
  expect([keys.size, bodies.size]).toEqual([3, 3])
  const named = ['70311', '70455', '70460'].map((id) => {
    return [...bodies].filter((body) => body.includes(`"${id}"`)).length
  })
  expect(named).toEqual([1, 1, 1])
  expect(coupons.state.orders).toMatchObject([{ status: 'returned' }])
}

function expectCodeOnce({ world }: TillUnderTest): void {
  const { promotions, violations } = world.promotions.state()
  expect(violations).toEqual([])
  expect(promotions).toMatchObject([{ code: 'SPRING5', status: 'voided', applied: 1, voided: 1 }])
}

/** At most one slip is not marked COPY, and the drawer opened at most once for it. */
async function expectSlipOnce({ world }: TillUnderTest, order: Order): Promise<void> {
  const prints = order.effects.filter((one) => one.request.kind === 'receipt-print')
  const printed = prints.filter((one) => one.status === 'delivered').length
  const papers = await world.printer.waitForPapers(1 + printed)
  const slips = papers.filter((paper) => paper.text.includes('RETURN'))
  const originals = slips.filter((paper) => !paper.text.includes('*** COPY'))
  expect(originals.length).toBeLessThanOrEqual(1)
  const opened = order.effects.filter((one) => one.request.kind === 'drawer-open')
  expect(opened).toHaveLength(1)
  // One for the sale, and one for the refund.
  expect(world.printer.drawerPulses).toBeLessThanOrEqual(2)
}
