/*
 * The points between the first goods that come back and the last effect of the refund at which a power cut
 * strikes. The sale before it is the running example: two coupons, a store promotion of the wallet and a code, all
 * used up, all free again with its last goods.
 */
import type { TillUnderTest } from '../fixtures/till'
import type { KillPoint } from './points'
import * as steps from './steps'

/** Longer than any journey: an answer that never comes in time. */
const NEVER_MS = 90_000

/** Every point, in the order in which a return passes them. */
export const RETURN_POINTS: readonly KillPoint[] = [
  { name: 'with a whole sale on the order to come back', reach: takeAllBack },
  { name: 'before the money goes back', reach: payBack },
  { name: 'the moment the money goes back', reach: giveBack },
  {
    name: 'while the drawer opens for the refund',
    reach: async (till) => {
      await payBack(till)
      till.world.printer.mechanism.setSilent(true)
      await give(till)
      await steps.underWay(till, 'drawer-open')
    },
    then: printerSpeaks,
  },
  {
    name: 'while the return slip is half printed',
    reach: async (till) => {
      await payBack(till)
      till.world.printer.mechanism.setSlow(100)
      await give(till)
      await steps.underWay(till, 'receipt-print')
    },
    then: (till) => {
      till.world.printer.mechanism.setSlow(0)
      return Promise.resolve()
    },
  },
  {
    name: 'while coupons are given back that the service never heard of',
    reach: async (till) => {
      await faultCoupons(till, 'coupon/return', 'down', 3)
      await giveBack(till)
      await steps.toldToWait(till, 'coupon-return')
    },
  },
  {
    name: 'while a coupon is given back and the answer is on its way',
    reach: async (till) => {
      await faultCoupons(till, 'coupon/return', `delay:${NEVER_MS}`)
      await giveBack(till)
      await steps.inTheWorld('the first coupon is free', () => freed(till) >= 1)
    },
  },
  {
    name: 'after a coupon was given back and the answer was lost',
    reach: async (till) => {
      await faultCoupons(till, 'coupon/return', 'drop_after_commit')
      await giveBack(till)
      await steps.inTheWorld('the first coupon is free', () => freed(till) >= 1)
      await steps.toldToWait(till, 'coupon-return')
    },
  },
  {
    name: 'after all coupons were given back and every answer was lost',
    reach: async (till) => {
      await faultCoupons(till, 'coupon/return', 'drop_after_commit', 3)
      await giveBack(till)
      await steps.inTheWorld('every coupon is free', () => freed(till) === 3)
      await steps.toldToWait(till, 'coupon-return')
    },
  },
  {
    name: 'while a redeemed code is given back that the provider never heard of',
    reach: async (till) => {
      await faultPromotions(till, { type: 'PROMOTION_VOID', kind: 'silence' })
      await giveBack(till)
      await steps.inTheWorld('the request', () =>
        till.world.promotions.log().some((one) => one.type === 'PROMOTION_VOID'),
      )
    },
  },
  {
    name: 'while a redeemed code is given back and the answer is on its way',
    reach: async (till) => {
      await faultPromotions(till, { type: 'PROMOTION_VOID', kind: 'delay', ms: NEVER_MS })
      await giveBack(till)
      await steps.inTheWorld('the code is free', () => isVoided(till))
    },
  },
  {
    name: 'after a redeemed code was given back and the answer was lost',
    reach: async (till) => {
      await faultPromotions(till, { type: 'PROMOTION_VOID', kind: 'drop-after-commit' })
      await giveBack(till)
      await steps.inTheWorld('the code is free', () => isVoided(till))
      await steps.toldToWait(till, 'promotion-void')
    },
  },
  {
    name: 'while the coupon service is still to be told that the sale came back',
    reach: async (till) => {
      await payBack(till)
      await faultCoupons(till, 'order/set', 'down')
      await give(till)
      await steps.toldToWait(till, 'order-message')
    },
  },
  {
    name: 'after everything of the return is settled',
    reach: async (till) => {
      await giveBack(till)
      await till.until('all is settled', ({ order }) => order.status === 'closed')
    },
  },
]

/** The running example is sold and settled, the next order takes all of it back. */
async function takeAllBack(till: TillUnderTest): Promise<void> {
  await steps.settle(till)
  const { ref } = (await till.view()).order
  await steps.command(till, { type: 'NewOrder' })
  await steps.command(till, { type: 'OpenReturn', ref })
  await steps.command(till, { type: 'TakeBackAll', reason: 'changed-mind' })
}

async function payBack(till: TillUnderTest): Promise<void> {
  await takeAllBack(till)
  await steps.command(till, { type: 'Pay' })
}

async function giveBack(till: TillUnderTest): Promise<void> {
  await payBack(till)
  await give(till)
}

async function give(till: TillUnderTest): Promise<void> {
  await steps.command(till, { type: 'GiveBackCash' })
}

/** How many coupons of the sale the service has put back. */
function freed({ world }: TillUnderTest): number {
  const back = ['70311', '70455', '70460']
  return world.coupons.state.holdings.filter(
    (one) => one.consumerId === '880412' && back.includes(one.couponId) && one.usesUsed === 0,
  ).length
}

function isVoided({ world }: TillUnderTest): boolean {
  return world.promotions.state().promotions.some((one) => one.status === 'voided')
}

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

function printerSpeaks(till: TillUnderTest): Promise<void> {
  till.world.printer.mechanism.setSilent(false)
  return Promise.resolve()
}
