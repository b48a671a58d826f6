/*
 * The built-in world: one shop with two registers, the products of the running example, and phone numbers
 * (206) 555-…, each of which plays one situation:
 *
 *   0142  the happy path                      0154  coupon held by an unfinished sale at till-1
 *   0143  the spouse, another wallet          0155  coupon ends today at midnight
 *   0150  an empty wallet                     0156  five store promotions and nothing else
 *   0151  wrong sizes only                    0157  two coupons compete for one line
 *   0152  coupon used right after each look   0158  coupon for another retailer
 *   0153  coupon withdrawn after each look    0159  holds live five seconds
 *   0199  nobody, like every other number
 */
import { money } from '../../shared/money'
import type { CouponValue } from '../../shared/order/answers'
import {
  dayAfter,
  dayIn,
  emptyState,
  putHolding,
  type Consumer,
  type Coupon,
  type State,
  type Trait,
} from './state'

/** The built-in location and its time zone. */
export const HOME = {
  locationRef: 'pine-01',
  name: 'Paws on Pine',
  timeZone: 'America/Los_Angeles',
}

const DRY_24 = '400001102312'
const DRY_12 = '400001102244'
const TURKEY_12 = '400001102602'
const POUCH = '400001102459'
const ROPE = '400001203019'

const PRODUCTS: Readonly<Record<string, string>> = {
  'bw-dog-chk-24': DRY_24,
  'bw-cat-sal-3': POUCH,
  'fw-rope-m': ROPE,
  'bw-dog-chk-12': DRY_12,
  'bw-dog-tky-12': TURKEY_12,
}

type Seed = Pick<Coupon, 'couponId' | 'title'> &
  Partial<Omit<Coupon, 'startsOn' | 'expiresOn'>> & {
    /** First and last day, counted from today. */
    readonly days?: readonly [number, number]
  }

const off = (minorUnits: number): CouponValue => ({ kind: 'amount', amount: money(minorUnits) })
const percent = (whole: number): CouponValue => ({
  kind: 'percent',
  ratePpm: whole * 10_000,
  most: null,
})

const DRY_OFFER = {
  title: '$5.00 off Brambleway Dry 24 lb',
  details: '24 lb bags only',
  upcs: [DRY_24],
  value: off(500),
}

const STORE_MONTH = { type: 'ST', days: [-19, 11] as const }

const COUPONS: readonly Seed[] = [
  {
    couponId: '70311',
    title: '20% off one toy',
    details: 'Any toy, one item',
    value: percent(20),
    ...STORE_MONTH,
  },
  { couponId: '70455', ...DRY_OFFER },
  {
    couponId: '70460',
    title: 'Buy 6 pouches, 1 free',
    details: 'Salmon 3 oz pouches',
    upcs: [POUCH],
    value: { kind: 'free-item', pieces: 1 },
    piecesLeast: 6,
  },
  {
    couponId: '70502',
    title: '$3.00 off Brambleway Chicken 12 lb',
    details: '12 lb bags only',
    upcs: [DRY_12],
    value: off(300),
  },
  {
    couponId: '70510',
    title: '$3.00 off Brambleway Turkey 12 lb',
    details: '12 lb bags only',
    upcs: [TURKEY_12],
    value: off(300),
  },
  { couponId: '70520', ...DRY_OFFER },
  { couponId: '70530', ...DRY_OFFER },
  { couponId: '70540', ...DRY_OFFER },
  { couponId: '70550', ...DRY_OFFER, days: [-6, 0] },
  { couponId: '70561', title: '10% off one chew', value: percent(10), ...STORE_MONTH },
  { couponId: '70562', title: '$1.00 off any leash', value: off(100), ...STORE_MONTH },
  { couponId: '70563', title: '$2.00 off any bed', value: off(200), ...STORE_MONTH },
  { couponId: '70564', title: '15% off grooming tools', value: percent(15), ...STORE_MONTH },
  { couponId: '70565', title: '$3.00 off any carrier', value: off(300), ...STORE_MONTH },
  { couponId: '70571', ...DRY_OFFER },
  {
    couponId: '70572',
    title: '10% off Brambleway Dry 24 lb',
    upcs: [DRY_24],
    value: percent(10),
  },
  { couponId: '70580', ...DRY_OFFER, validHere: false },
  { couponId: '70590', ...DRY_OFFER },
]

const CONSUMERS: readonly (readonly [string, string, readonly string[], Trait?])[] = [
  ['0142', '880412', ['70311', '70455', '70460', '70502']],
  ['0143', '880413', ['70502']],
  ['0150', '880450', []],
  ['0151', '880451', ['70502', '70510']],
  ['0152', '880452', ['70520'], 'used-after-look'],
  ['0153', '880453', ['70530'], 'withdrawn-after-look'],
  ['0154', '880454', ['70540']],
  ['0155', '880455', ['70550']],
  ['0156', '880456', ['70561', '70562', '70563', '70564', '70565']],
  ['0157', '880457', ['70571', '70572']],
  ['0158', '880458', ['70580']],
  ['0159', '880459', ['70590'], 'short-hold'],
]

/** Makes the built-in world, with every offer running today. */
export function seededState(now: number, accountKey: string): State {
  const state = emptyState()
  const today = dayIn(HOME.timeZone, now)
  state.accounts.set('paws-on-pine', {
    accountRef: 'paws-on-pine',
    accountKey,
    status: 'active',
    keyGiven: true,
    token: 'home',
    callbackUrl: null,
  })
  state.locations.set(HOME.locationRef, HOME)
  for (const [ref, name] of [
    ['till-1', 'Front counter 1'],
    ['till-2', 'Front counter 2'],
  ] as const) {
    state.registers.set(ref, { name, locationRef: HOME.locationRef, active: true })
  }
  for (const [ref, upc] of Object.entries(PRODUCTS)) {
    state.products.set(ref, [upc.padStart(14, '0')])
  }
  for (const seed of COUPONS) state.coupons.set(seed.couponId, couponOf(seed, today))
  for (const [ending, consumerId, couponIds, trait] of CONSUMERS) {
    const consumer: Consumer = { consumerId, phone: `+1206555${ending}`, trait: trait ?? null }
    state.consumers.set(consumerId, consumer)
    for (const couponId of couponIds) {
      putHolding(state, { consumerId, couponId, usesLeft: 1, usesUsed: 0, usedBy: null })
    }
  }
  holdElsewhere(state, now)
  return state
}

function couponOf(seed: Seed, today: string): Coupon {
  const { days = [0, 6], ...rest } = seed
  return {
    type: 'NW',
    details: '',
    upcs: [],
    value: { kind: 'unknown' },
    piecesLeast: 1,
    validHere: true,
    withdrawn: false,
    ...rest,
    startsOn: dayAfter(today, days[0]),
    expiresOn: dayAfter(today, days[1]),
  }
}

/** The unfinished sale at the first register that holds the coupon of 0154. */
function holdElsewhere(state: State, now: number): void {
  const amount = money(500)
  state.authorizations.set('A-00001', {
    authorizationId: 'A-00001',
    orderRef: 'pine-01-unfinished',
    deviceRef: 'till-1',
    consumerId: '880454',
    status: 'authorized',
    expiresAt: now + 86_400_000,
    capturedAt: null,
    coupons: [
      {
        couponId: '70540',
        title: DRY_OFFER.title,
        amount,
        lines: [{ lineRef: 'L1', amount, quantity: 1000 }],
      },
    ],
  })
}
