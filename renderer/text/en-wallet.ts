import type { CouponNearMiss } from '../../shared/order/coupon-near-miss'

/** Everything the wallet says of coupons and of asking for them, in English. Amounts and days arrive as text. */
export const enWallet = {
  isAsked: 'PETZ is being asked already.',
  asking: (time: string) => `Asking PETZ. The list is as of ${time}.`,
  stillAsOf: (time: string) => `The list is as of ${time}. PETZ has the last word at Pay.`,
  tryAgain: 'Try again',
  /** The service's own page. */
  page: {
    closed: null,
    loading: 'Opening the PETZ page.',
    shown: 'The page of PETZ. Nothing on it changes the order.',
    'own-list': null,
  },
  otherNumbers: 'Other numbers for this order',
  useNumber: (ending: string) => `Use the number ending ${ending}`,

  value: {
    amount: (amount: string) => `${amount} off`,
    percent: (percent: string) => `${percent} off`,
    percentAtMost: (percent: string, most: string) => `${percent} off, at most ${most}`,
    freeItem: (pieces: number) => `${pieces} free`,
    unknown: 'Value told at Pay',
  },
  valueOfPieces: (value: string, pieces: number) => `${value} from ${pieces} pieces`,
  valueAndDetails: (value: string, details: string) => `${value} · ${details}`,

  given: (off: string) => `On the order, ${off}`,
  fits: (off: string) => `Fits this order, ${off}`,
  chooseAtPay: (off: string) => `Choose at Pay, ${off}`,
  moreNeeded: (count: number) => `${count} more needed`,
  decidedAtPay: 'PETZ decides at Pay',
  itemTaken: 'Item is taken',
  leftOut: 'Left out',
  refused: 'Does not apply',
  usedUp: 'Used up',

  rival: (title: string) => `“${title}” is for the same pieces. PETZ may give only one.`,
  rivals: (count: number) => `${count} coupons are for the same pieces. PETZ may give only one.`,
  needs: (needs: number, has: number) =>
    `Needs ${needs}, the order has ${has}. Scan ${needs - has} more.`,
  notHere: 'Its products are not on the order. Scan one to use it.',
  notHereNamed: (product: string) => `For ${product}. Scan it to use the coupon.`,
  notHereNamedOf: (product: string, others: number) =>
    `For ${product} or ${others === 1 ? '1 other product' : `${others} other products`}. Scan one to use the coupon.`,
  notNamed: 'The wallet does not say for which products it is.',
  hasStorePromotion: 'This item already has a store promotion.',
  hasStoreDiscount: 'This item has a store discount. Take that off to use the coupon.',
  wasLeftOut: 'Left out by the cashier. It can be used again in payment.',
  notBefore: 'It cannot be used before that day.',
  notAnyMore: 'It can no longer be used.',
  usedUpHelp: 'Press Refresh to see whether it is back.',

  couponFor: (wanted: string, has: string) =>
    `This coupon is for ${wanted}; on the order is ${has}. Swap it on the order to use the coupon.`,
  couponForSome: (wanted: string, others: number, has: string) =>
    `This coupon is for ${wanted} or ${others === 1 ? '1 other product' : `${others} other products`}; on the order is ${has}. Swap it on the order to use the coupon.`,
  couponForOther: (has: string) =>
    `This coupon is for another product than ${has}. Ask which one the customer means.`,
  noBarcode: (has: string) =>
    `${has} has no barcode in our catalog, so PETZ cannot recognise it. Tell a manager.`,
  otherBarcode: (has: string) =>
    `${has} has another barcode than the coupon names. Tell a manager.`,

  onLine: {
    coupon: (title: string) => `Coupon: ${title}`,
    storePromotion: (title: string) => `Store promotion: ${title}`,
    moreNeeded: (count: number, title: string) => `${count} more needed: ${title}`,
    taken: (title: string) => `Taken already: ${title}`,
  },
  andMore: (count: number) => `and ${count} more`,
} as const

/** How the goods of an order differ from those of a coupon, in the fewest words. */
export const enDiffers: Readonly<Record<CouponNearMiss['differs'], string>> = {
  size: 'Other size',
  kind: 'Other kind',
  'size-and-kind': 'Other size and kind',
  'no-barcode': 'No barcode',
  barcode: 'Other barcode',
}
