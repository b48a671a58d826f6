/*
 * What must be so when a terminal has been cut off and started again: the order on the screen is the one that
 * was there, nothing that was paid is lost, and once it is settled the books of the providers, the papers and
 * the drawer agree with the journal: nothing was taken, used or printed twice without saying so.
 */
import type { Order } from '../../shared/order/order'
import { button, lineOf } from '../counter'
import { expect, type TillUnderTest } from '../fixtures/till'

/** What is on disk must be on the screen again; unanswered questions are put away the safe way. */
export async function expectSameOrder(till: TillUnderTest, before: Order): Promise<void> {
  expect((await till.describe()).journal).toBeNull()
  const { order } = await till.view()
  const kept = ({ id, ref, number, lines, unresolved, storeDiscounts, sale }: Order) => {
    return { id, ref, number, lines, unresolved, storeDiscounts, sale }
  }
  expect(kept(order)).toEqual(kept(before))
  expect(order.payment?.tenders ?? []).toEqual(before.payment?.tenders ?? [])
  expect(order.payment?.card ?? null).toEqual(before.payment?.card ?? null)
  const known = before.promotions.filter((one) => one.status !== 'verifying')
  expect(order.promotions.map((one) => one.code)).toEqual(known.map((one) => one.code))
  await expectOnScreen(till, order)
}

async function expectOnScreen({ page }: TillUnderTest, order: Order): Promise<void> {
  const number = String(order.number).padStart(4, '0')
  await expect(page.getByText(`Order ${number}`, { exact: true })).toBeVisible()
  if (order.sale) {
    await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
    return
  }
  for (const line of order.lines) await expect(lineOf(page, line.name)).toBeVisible()
}

/** Goes on from where the order stands, by hand, until it is paid. */
export async function payByHand(till: TillUnderTest): Promise<void> {
  const { page } = till
  const { order } = await till.view()
  if (order.sale) return
  for (const { code } of order.unresolved) {
    const remove = page.getByRole('button', { name: `Remove unknown barcode ${code}` })
    await remove.click()
    await remove.click()
    await expect(remove).toHaveCount(0)
  }
  if (order.payment?.card) await button(page, 'It shows as not paid').click()
  else if (order.status === 'open') await button(page, 'Pay').click()
  await passSteps(till)
  await page.getByRole('radio', { name: /^Cash exact/ }).click()
  await button(page, 'Take cash').click()
  await expect(page.getByRole('heading', { name: 'Sale complete' })).toBeVisible()
}

async function passSteps(till: TillUnderTest): Promise<void> {
  const forward = button(till.page, 'Continue')
  const cash = till.page.getByRole('radio', { name: /^Cash exact/ })
  for (let step = 0; step < 3; step += 1) {
    await expect(forward.or(cash).first()).toBeVisible()
    if (await cash.isVisible()) return
    const { order } = await till.view()
    await expect(forward).toBeEnabled()
    await forward.click()
    const isFurther = (now: Order) => now.payment?.step !== order.payment?.step
    await till.until('the next step', (view) => isFurther(view.order))
  }
}

/**
 * A receipt that did not come out, or may not have, is said to be one, and printed by hand. A printer that was left
 * in the middle of a command swallows what comes next: then it is pressed again, as a cashier would.
 */
export async function printByHand(till: TillUnderTest): Promise<void> {
  for (let press = 0; press < 3; press += 1) {
    const { order } = await till.until('all is tried', isQuiet)
    if (order.status === 'closed') return
    await button(till.page, 'Print a copy').or(button(till.page, 'Print when ready')).click()
    const isTaken = (now: Order) => now.status === 'closed' || printTries(now) > printTries(order)
    await till.until('the paper is tried', (view) => isTaken(view.order))
  }
}

function printTries({ effects }: Order): number {
  const papers = effects.filter((one) => one.request.kind === 'receipt-print')
  return papers.reduce((all, one) => all + one.attempts, 0)
}

/** Waits until the world has confirmed all, then compares every book with the journal. */
export async function expectBooksAgree(till: TillUnderTest, before: Order): Promise<void> {
  const { order } = await till.until('all is settled', (view) => view.order.status === 'closed')
  expect(order.id).toBe(before.id)
  const { sale } = order
  if (!sale) throw new Error('The order is not paid')
  if (before.sale) expect(sale).toEqual(before.sale)
  expect(sale.receiptNumber).toBe(1)
  const paid = sale.tenders.reduce((sum, tender) => sum + tender.amount, 0)
  expect(paid).toBe(sale.totals.total + sale.cashRounding)
  expectPromotions(till, order)
  expectCoupons(till, order)
  await expectPapers(till, order)
}

function isQuiet({ order }: { readonly order: Order }): boolean {
  return order.effects.every((one) => one.status !== 'waiting' && one.status !== 'sending')
}

function expectPromotions({ world }: TillUnderTest, order: Order): void {
  const { promotions, violations } = world.promotions.state()
  expect(violations).toEqual([])
  const used = promotions.filter((one) => one.status === 'redeemed')
  const given = order.promotions.map(({ code, amount }) => ({ code, amount, applied: 1 }))
  expect(used.map(({ code, amount, applied }) => ({ code, amount, applied }))).toEqual(given)
  const rest = promotions.filter((one) => one.status !== 'redeemed')
  expect(rest.filter((one) => one.status === 'reserved')).toEqual([])
  expect(rest.filter((one) => one.applied > 0)).toEqual([])
}

function expectCoupons({ world }: TillUnderTest, order: Order): void {
  const { holdings, orders, ...state } = world.coupons.state
  const authorizations = state.authorizations.filter((one) => one.orderRef === order.ref)
  const granted = order.payment?.authorization?.coupons ?? []
  const chosen = order.payment?.storePromotions ?? []
  const captured = authorizations.filter((one) => one.status === 'captured')
  expect(captured).toHaveLength(granted.length > 0 ? 1 : 0)
  expect(authorizations.filter((one) => one.status === 'authorized')).toEqual([])
  const used = holdings.filter((one) => one.usesUsed > 0)
  expect(used.every((one) => one.usesUsed === 1)).toBe(true)
  const ids = [...granted, ...chosen].map((one) => one.couponId)
  expect(used.map((one) => one.couponId).sort()).toEqual(ids.sort())
  expect(orders).toMatchObject([{ orderRef: order.ref, status: 'completed' }])
}

/** At most one paper is not marked COPY, no two receipts are on one paper, each reason opened the drawer once. */
async function expectPapers({ world }: TillUnderTest, order: Order): Promise<void> {
  const prints = order.effects.filter((one) => one.request.kind === 'receipt-print')
  const printed = prints.filter((one) => one.status === 'delivered').length
  const papers = await world.printer.waitForPapers(printed)
  const originals = papers.filter((paper) => !paper.text.includes('*** COPY'))
  expect(originals.length).toBeLessThanOrEqual(1)
  for (const { text } of papers) expect(text.match(/^ *TOTAL/gm) ?? []).toHaveLength(1)
  const opened = order.effects.filter((one) => one.request.kind === 'drawer-open')
  expect(opened).toHaveLength(1)
  expect(world.printer.drawerPulses).toBeLessThanOrEqual(1)
}
