/*
 * The table of named points between the first scan and the last effect at which a power cut strikes. Where a
 * request is to be under way, the sandbox has carried it out and keeps its answer back (`delay`), has heard it
 * and done nothing (`silence`), or has carried it out and closed the connection (`drop`).
 */
import { expect, type TillUnderTest } from '../fixtures/till'
import * as steps from './steps'

/** One point: how an order comes there, and what is so after the restart beside what is true of every point. */
export type KillPoint = {
  readonly name: string
  readonly reach: (till: TillUnderTest) => Promise<void>
  readonly then?: (till: TillUnderTest) => Promise<void>
}

/** Longer than any journey: an answer that never comes in time. */
const NEVER_MS = 90_000

/** Every point, in the order in which a sale passes them. */
export const KILL_POINTS: readonly KillPoint[] = [
  { name: 'after the first scan', reach: steps.scanFirst },
  { name: 'after the last scan', reach: steps.scanAll },
  {
    name: 'with an unknown barcode on the order',
    reach: async (till) => {
      await steps.scanFirst(till)
      await till.scan('4006381333931')
      await till.until('the row', ({ order }) => order.unresolved.length === 1)
    },
    then: async ({ page }) => {
      await expect(page.getByText('Unknown barcode 4006381333931')).toBeVisible()
    },
  },
  {
    name: 'after a line was removed',
    reach: async (till) => {
      await steps.scanAll(till)
      const { order } = await till.view()
      await steps.command(till, { type: 'VoidLine', lineId: order.lines[2]?.id ?? '' })
    },
  },
  {
    name: 'while a code is verified that the provider never heard of',
    reach: async (till) => {
      await faultPromotions(till, { type: 'PROMOTION_VERIFY', kind: 'silence' })
      await steps.askForCode(till)
      await steps.inTheWorld('the request', () => till.world.promotions.log().length === 1)
    },
    then: codeCanBeUsedAgain,
  },
  {
    name: 'while a code is verified that the provider has reserved',
    reach: async (till) => {
      await faultPromotions(till, { type: 'PROMOTION_VERIFY', kind: 'delay', ms: NEVER_MS })
      await steps.askForCode(till)
      await steps.inTheWorld('the reservation', () => isBooked(till, 'reserved'))
    },
    then: codeCanBeUsedAgain,
  },
  { name: 'after a code was verified', reach: steps.verify },
  { name: 'after a store discount', reach: steps.discount },
  {
    name: 'while a code is given back',
    reach: async (till) => {
      await faultPromotions(till, { type: 'PROMOTION_VOID', kind: 'delay', ms: NEVER_MS })
      await steps.verify(till)
      const { order } = await till.view()
      const promotionId = order.promotions[0]?.id ?? ''
      await steps.command(till, { type: 'RemovePromotion', promotionId })
      await steps.inTheWorld('the code is free', () => isBooked(till, 'voided'))
    },
    then: codeCanBeUsedAgain,
  },
  {
    name: 'while the customer is looked up',
    reach: async (till) => {
      await faultCoupons(till, 'customer/set', `delay:${NEVER_MS}`)
      await steps.askForCustomer(till)
    },
    then: async ({ page }) => {
      await expect(page.getByRole('button', { name: /^Customer, number ending/ })).toContainText(
        'PETZ does not answer',
      )
    },
  },
  { name: 'after the customer was found', reach: steps.findCustomer },
  {
    name: 'while discounts are re-checked',
    reach: async (till) => {
      await faultPromotions(till, { type: 'PROMOTION_REVALIDATE', kind: 'delay', ms: NEVER_MS })
      await steps.findCustomer(till)
      await steps.command(till, { type: 'Pay' })
      await till.until('the re-check', ({ order }) => order.validation !== null)
    },
  },
  { name: 'at payment step 1', reach: steps.pay },
  { name: 'after a store promotion was put on its item', reach: steps.choose },
  {
    name: 'while coupons are authorized that the service never heard of',
    reach: async (till) => {
      await faultCoupons(till, 'auth/create', 'down', 9)
      await steps.askForCoupons(till)
    },
    then: (till) => faultCoupons(till, '*', 'none'),
  },
  {
    name: 'while coupons are authorized that the service holds already',
    reach: async (till) => {
      await faultCoupons(till, 'auth/create', `delay:${NEVER_MS}`)
      await steps.askForCoupons(till)
      await steps.inTheWorld('the hold', () => till.world.coupons.state.authorizations.length > 0)
    },
  },
  { name: 'after coupons were authorized', reach: steps.authorize },
  { name: 'at payment step 3', reach: steps.tender },
  {
    name: 'after the first of two payments',
    reach: async (till) => {
      await steps.tender(till)
      await steps.command(till, { type: 'TakeCash', received: 4000 })
    },
    then: async ({ page }) => {
      await expect(page.getByRole('button', { name: 'Undo Cash, 40.00' })).toBeVisible()
    },
  },
  {
    name: 'while the card machine is charging',
    reach: async (till) => {
      await steps.tender(till)
      await steps.command(till, { type: 'BeginCard', amount: 8334 })
    },
    then: async ({ page }) => {
      const words = 'We do not know yet whether the card was charged.'
      await expect(page.getByText(words)).toBeVisible()
    },
  },
  {
    name: 'after the card, before the rest in cash',
    reach: async (till) => {
      await steps.tender(till)
      await steps.command(till, { type: 'BeginCard', amount: 5000 })
      await steps.command(till, { type: 'EndCard', paid: true })
    },
  },
  {
    name: 'the moment the cash is taken',
    reach: steps.payCash,
    then: async ({ page }) => {
      await expect(
        page.getByText(/^(The drawer may not have opened\.|Drawer is open)$/),
      ).toBeVisible()
    },
  },
  {
    name: 'while the drawer opens',
    reach: async (till) => {
      await steps.tender(till)
      till.world.printer.mechanism.setSilent(true)
      await steps.command(till, { type: 'TakeCash', received: 10_000 })
      await steps.underWay(till, 'drawer-open')
    },
    then: async (till) => {
      printerSpeaks(till)
      await expect(till.page.getByText('The drawer may not have opened.')).toBeVisible()
    },
  },
  {
    name: 'while the receipt is half printed',
    reach: async (till) => {
      await steps.tender(till)
      till.world.printer.mechanism.setSlow(100)
      await steps.command(till, { type: 'TakeCash', received: 10_000 })
      await steps.underWay(till, 'receipt-print')
      await steps.inTheWorld('paper moves', () => till.world.printer.mechanism.bufferedBytes > 0)
    },
    then: async (till) => {
      till.world.printer.mechanism.setSlow(0)
      await mayHavePrinted(till)
    },
  },
  {
    name: 'while the receipt is printed and not confirmed',
    reach: async (till) => {
      await steps.tender(till)
      till.world.printer.mechanism.silenceAfter(20)
      await steps.command(till, { type: 'TakeCash', received: 10_000 })
      await till.world.printer.waitForPapers(1)
    },
    then: async (till) => {
      printerSpeaks(till)
      await mayHavePrinted(till)
    },
  },
  {
    name: 'while coupons are captured that the service never heard of',
    reach: async (till) => {
      await faultCoupons(till, 'auth/capture', 'down')
      await steps.payCash(till)
      await steps.toldToWait(till, 'coupon-capture')
    },
  },
  {
    name: 'while coupons are captured and the answer is on its way',
    reach: async (till) => {
      await faultCoupons(till, 'auth/capture', `delay:${NEVER_MS}`)
      await steps.payCash(till)
      await steps.inTheWorld('the capture', () => isCaptured(till))
    },
  },
  {
    name: 'after coupons were captured and the answer was lost',
    reach: async (till) => {
      await faultCoupons(till, 'auth/capture', 'drop_after_commit')
      await steps.payCash(till)
      await steps.toldToWait(till, 'coupon-capture')
    },
  },
  {
    name: 'while a store promotion is redeemed',
    reach: async (till) => {
      await faultCoupons(till, 'coupon/redeem', `delay:${NEVER_MS}`)
      await steps.payCash(till)
      await steps.inTheWorld('the redemption', () =>
        till.world.coupons.state.holdings.some(
          (one) => one.couponId === '70311' && one.usesUsed > 0,
        ),
      )
    },
  },
  {
    name: 'while promotions are redeemed',
    reach: async (till) => {
      await faultPromotions(till, { type: 'PROMOTION_APPLY', kind: 'delay', ms: NEVER_MS })
      await steps.payCash(till)
      await steps.inTheWorld('the redemption', () => isBooked(till, 'redeemed'))
    },
  },
  {
    name: 'after promotions were redeemed and the answer was lost',
    reach: async (till) => {
      const lost = { type: 'PROMOTION_APPLY', kind: 'drop-after-commit' }
      await faultPromotions(till, lost)
      await steps.payCash(till)
      await steps.toldToWait(till, 'promotion-apply')
    },
  },
  {
    name: 'while the coupon service is still to be told of the order',
    reach: async (till) => {
      await steps.tender(till)
      await faultCoupons(till, 'order/set', 'down')
      await steps.command(till, { type: 'TakeCash', received: 10_000 })
      await steps.toldToWait(till, 'order-message')
    },
  },
  {
    name: 'while the order is held',
    reach: async (till) => {
      await steps.findCustomer(till)
      await steps.command(till, { type: 'Hold', heldFor: 'the leash' })
      await till.until('it is held', ({ held }) => held.length === 1)
    },
    then: async ({ page }) => {
      await page.keyboard.press('Control+h')
      await page.getByRole('button', { name: 'Resume order', exact: true }).click()
      await expect(page.getByRole('button', { name: 'Pay', exact: true })).toBeVisible()
    },
  },
  { name: 'after everything is settled', reach: steps.settle },
]

async function faultPromotions(till: TillUnderTest, fault: unknown): Promise<void> {
  await till.world.turn('promotions', 'fault', fault)
}

async function faultCoupons(
  till: TillUnderTest,
  endpoint: string,
  kind: string,
  count = 1,
): Promise<void> {
  await till.world.turn('coupons', 'fault', { endpoint, kind, count })
}

/** A code whose answer was lost is given back first, and then it is as good as new. */
async function codeCanBeUsedAgain(till: TillUnderTest): Promise<void> {
  await till.until('the code is given back', ({ owed }) => owed.length === 0)
  await steps.command(till, { type: 'ApplyCode', code: 'SPRING5' })
  await till.until('the code is verified', ({ order }) => order.promotions[0]?.status === 'pending')
}

function printerSpeaks(till: TillUnderTest): void {
  till.world.printer.mechanism.setSilent(false)
}

async function mayHavePrinted({ page }: TillUnderTest): Promise<void> {
  await expect(page.getByText('Receipt may not have printed.')).toBeVisible()
}

function isBooked(till: TillUnderTest, status: string): boolean {
  return till.world.promotions.state().promotions.some((one) => one.status === status)
}

function isCaptured(till: TillUnderTest): boolean {
  return till.world.coupons.state.authorizations.some((one) => one.status === 'captured')
}
