/*
 * The way of the running example as commands, so that a journey is quickly at any point of it. Each step begins
 * where the one above it ends and answers when the terminal, or the world, has come that far.
 */
import type { Reply } from '../../shared/ipc/contract'
import type { WindowCommand } from '../../shared/order/commands'
import type { EffectKind } from '../../shared/order/effect'
import type { Order } from '../../shared/order/order'
import { GOODS } from '../counter'
import { expect, type TillUnderTest } from '../fixtures/till'

/** Gives a command that must not be refused. */
export async function command(till: TillUnderTest, given: WindowCommand): Promise<Order> {
  const reply: Reply<'till:run'> = await till.run(given)
  if (!reply.ok) throw new Error(`${given.type}: ${reply.error.code}`)
  return (await till.view()).order
}

/** The first scan, with the scanner. */
export async function scanFirst(till: TillUnderTest): Promise<void> {
  await till.scan(GOODS.dogFood.code)
  await till.until('the first line', ({ order }) => order.lines.length === 1)
}

/** All goods of the running example: nine pieces on four lines. */
export async function scanAll(till: TillUnderTest): Promise<void> {
  await scanFirst(till)
  for (const goods of [GOODS.pouch, GOODS.rope, GOODS.litter]) {
    await command(till, { type: 'EnterCode', code: goods.code })
  }
  const { order } = await till.view()
  await command(till, { type: 'SetQuantity', lineId: lineOf(order, 'L2'), quantity: 6000 })
}

/** The code SPRING5 is asked for, and nothing is waited for. */
export async function askForCode(till: TillUnderTest): Promise<void> {
  await scanAll(till)
  await command(till, { type: 'ApplyCode', code: 'SPRING5' })
}

/** The code is on the order. */
export async function verify(till: TillUnderTest): Promise<void> {
  await askForCode(till)
  await till.until('the code is verified', ({ order }) => order.promotions[0]?.status === 'pending')
}

/** The damaged pack has the store's own discount. */
export async function discount(till: TillUnderTest): Promise<void> {
  await verify(till)
  const [view, { settings }] = [await till.view(), await till.describe()]
  const rule = settings.storePromotions.find((one) => one.name === 'Damaged pack 15%')
  const lineId = lineOf(view.order, 'L4')
  await command(till, { type: 'AddStoreDiscount', ruleId: rule?.id ?? '', lineId })
}

/** The customer's number is being asked about. */
export async function askForCustomer(till: TillUnderTest): Promise<void> {
  await discount(till)
  await command(till, { type: 'SetCustomer', phone: '2065550142' })
}

/** The customer is found, with four coupons. */
export async function findCustomer(till: TillUnderTest): Promise<void> {
  await askForCustomer(till)
  await till.until('the customer is found', ({ order }) => order.customer?.status === 'matched')
}

/** Payment, step 1. */
export async function pay(till: TillUnderTest): Promise<void> {
  await findCustomer(till)
  await command(till, { type: 'Pay' })
  await till.until('payment', ({ order }) => order.payment?.step === 'store-promotions')
}

/** The toy has the store promotion of the wallet. */
export async function choose(till: TillUnderTest): Promise<void> {
  await pay(till)
  const lineId = lineOf((await till.view()).order, 'L3')
  await command(till, { type: 'ChooseStorePromotion', couponId: '70311', lineId })
}

/** Payment, step 2: the coupons are asked for. */
export async function askForCoupons(till: TillUnderTest): Promise<void> {
  await choose(till)
  await command(till, { type: 'ContinuePayment' })
}

/** The coupons are held for the order. */
export async function authorize(till: TillUnderTest): Promise<void> {
  await askForCoupons(till)
  await till.until('the coupons are held', isAuthorized)
}

/** Payment, step 3. */
export async function tender(till: TillUnderTest): Promise<void> {
  await authorize(till)
  await command(till, { type: 'ContinuePayment' })
}

/** The order of the running example is paid with a hundred. */
export async function payCash(till: TillUnderTest): Promise<void> {
  await tender(till)
  await command(till, { type: 'TakeCash', received: 10_000 })
}

/** Paid, and the world has confirmed everything. */
export async function settle(till: TillUnderTest): Promise<void> {
  await payCash(till)
  await till.until('all is settled', ({ order }) => order.status === 'closed')
}

/** Waits until an attempt at an effect has begun that nobody answers. */
export async function underWay(till: TillUnderTest, kind: EffectKind): Promise<void> {
  await till.until(`${kind} is under way`, ({ order }) =>
    order.effects.some((one) => one.request.kind === kind && one.status === 'sending'),
  )
}

/** Waits until an effect waits for its next attempt. */
export async function toldToWait(till: TillUnderTest, kind: EffectKind): Promise<void> {
  await till.until(`${kind} waits`, ({ order }) =>
    order.effects.some(
      (one) => one.request.kind === kind && one.status === 'waiting' && one.attempts > 0,
    ),
  )
}

/** Waits until something is so in the world. */
export async function inTheWorld(what: string, isSo: () => boolean): Promise<void> {
  await expect.poll(isSo, { message: what, intervals: [20] }).toBe(true)
}

/** Whether the coupons are held for the order. */
export function isAuthorized({ order }: { readonly order: Order }): boolean {
  return order.payment?.authorization?.status === 'authorized'
}

function lineOf(order: Order, ref: string): string {
  const line = order.lines.find((one) => one.ref === ref)
  if (!line) throw new Error(`There is no line ${ref}`)
  return line.id
}
