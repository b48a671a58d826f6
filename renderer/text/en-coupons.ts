import type {
  CouponBlock,
  CouponDoubt,
  CouponShortfall,
} from '../../shared/promotions/manufacturer-coupon'

/** What is missing of a coupon's goods, written out: "2 more of", "3.50 more spent on", "0.500 kg more of". */
export type Missing = { readonly more: string; readonly of: string }

/** Everything the rows of manufacturer coupons say, in English. */
export const enCoupons = {
  askManager: 'Ask manager',
  askManagerFor: (name: string) => `Ask a manager about ${name}`,
  removeCoupon: (name: string) => `Remove ${name}`,
  remove: 'Remove this row and give the coupon back.',
  chooseSoldLine: 'Choose the line of the sale this coupon is for first.',
  chooseLine: 'Choose the line this coupon is for first.',
  worth: (name: string) => `What is ${name} worth?`,
  amount: 'Amount on the coupon',
  goOn: 'Go on',
  on: (name: string) => `on ${name}`,
  onLines: (count: number) => `on ${count} lines`,
  day: (day: string, year: string) => `${day}, ${year}`,
  checked: 'Checked by the till',
  approvedBy: (name: string) => `Approved by ${name}`,
  manufacturerCoupons: 'Manufacturer coupons',
  asked: (name: string, worth: string | null, goods: string | null, doubt: string) =>
    `${name}${worth === null ? '' : ` for ${worth}`}${goods === null ? '' : ` ${goods}`}. ${doubt}`,
  more: {
    pieces: (count: number) => `${count} more of`,
    spent: (amount: string) => `${amount} more spent on`,
    weight: (weight: string) => `${weight} more of`,
  },
  ofFamily: 'the goods printed on it',
  ofMaker: 'its maker’s goods',
  ofAnything: 'any goods',
} as const

/** Why a coupon is not taken, and what to do about it: one reason, one act. */
export const enCouponBlocks: {
  readonly [Reason in CouponBlock['reason']]: {
    readonly first: (gaps: BlockGaps) => string
    readonly second: string
  }
} = {
  expired: { first: ({ day }) => `This coupon ended on ${day}.`, second: enCoupons.remove },
  'not-yet': { first: ({ day }) => `This coupon starts on ${day}.`, second: enCoupons.remove },
  'other-currency': {
    first: ({ currency }) => `This coupon is worth ${currency}, another currency.`,
    second: enCoupons.remove,
  },
  'serial-used': {
    first: () => 'This coupon has been used already.',
    second: 'Its serial number counts once. Remove this row.',
  },
  'after-sale': {
    first: ({ day }) => `This coupon starts on ${day}, after the sale.`,
    second: enCoupons.remove,
  },
  'used-on-sale': {
    first: () => 'This coupon has been used on this sale already.',
    second: 'It counts once. Remove this row.',
  },
  'other-retailer': {
    first: () => 'Only another retailer takes this coupon.',
    second: enCoupons.remove,
  },
  'clearing-service': {
    first: () => 'This coupon must be checked online.',
    second: 'No clearing service is set up here. Remove this row.',
  },
  points: {
    first: () => 'This coupon gives points, which this shop does not have.',
    second: enCoupons.remove,
  },
  'not-bought': {
    first: ({ missing }) => `This coupon needs ${missing.more} ${missing.of}.`,
    second: 'Scan the goods, or remove this row.',
  },
  'goods-used': {
    first: () => 'Another coupon already counts for these goods.',
    second: 'Scan more of them, or remove this row.',
  },
  'nothing-left': {
    first: () => 'Other discounts have left nothing to pay for its goods.',
    second: enCoupons.remove,
  },
  'goods-gone': {
    first: () => 'The goods it was approved for are off the order.',
    second: 'Put them back, or remove this row.',
  },
}

/** What to do about a coupon that came late and does not fit: its sale is closed, and no goods are added to it. */
export const enLateBlocks: Partial<Readonly<Record<CouponBlock['reason'], string>>> = {
  'not-bought': 'The sale does not have them. Remove this row and give the coupon back.',
  'goods-used': enCoupons.remove,
  'goods-gone': enCoupons.remove,
}

/** The gaps of a reason's sentence. */
export type BlockGaps = {
  readonly day: string
  readonly currency: string
  readonly missing: Missing
}

const READ_AMOUNT = 'Read the amount on it, then ask a manager.'
const COMPARE = 'Compare coupon and goods, then ask a manager.'

/** What only a manager can tell, and what to do first. */
export const enCouponDoubts: Readonly<
  Record<CouponDoubt, { readonly first: string; readonly second: string }>
> = {
  'value-unknown': { first: 'The code does not say what it is worth.', second: READ_AMOUNT },
  'goods-unknown': {
    first: 'The code does not say which goods it is for.',
    second: 'Choose their line, then ask a manager.',
  },
  'family-unknown': {
    first: 'The till cannot tell whether these are its goods.',
    second: COMPARE,
  },
  'weight-unknown': { first: 'The till does not know what the packs weigh.', second: COMPARE },
  'requirement-by-hand': { first: 'Only the paper says what must be bought.', second: COMPARE },
  'retailer-unknown': {
    first: 'Only one retailer takes this coupon.',
    second: 'Read which one, then ask a manager.',
  },
  'store-coupon': {
    first: 'It is a coupon of one retailer’s own.',
    second: 'Read which one, then ask a manager.',
  },
  'layout-unknown': { first: 'The till cannot read this kind of coupon.', second: READ_AMOUNT },
  'clearing-service': { first: 'This coupon must be checked online.', second: READ_AMOUNT },
}

/** Whose goods are missing, in words. */
export function missingOf({ maker, family }: CouponShortfall): string {
  if (maker === null) return enCoupons.ofAnything
  return family === null ? enCoupons.ofMaker : enCoupons.ofFamily
}
