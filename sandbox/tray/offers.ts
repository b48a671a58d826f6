/** Something to scan: what the button says, and what the scanner reads. */
export type Offer = { readonly label: string; readonly note: string; readonly code: string }

/** Goods of the sample catalog, those of the running example first, and one that nobody knows. */
export const PRODUCTS: readonly Offer[] = [
  { label: 'Dog food', note: '24 lb, 58.99', code: '400001102312' },
  { label: 'Cat pouch', note: '1.89', code: '400001102459' },
  { label: 'Rope toy', note: '9.50', code: '400001203019' },
  { label: 'Litter', note: '14 lb, 12.49', code: '400001304037' },
  { label: 'Dog food', note: '12 lb, 34.99', code: '400001102244' },
  { label: 'Unknown', note: 'In no catalog', code: '4006381333931' },
]

/** Codes the promotions provider of the sandbox knows, and how it answers. */
export const CODES: readonly Offer[] = [
  { label: 'SPRING5', note: '5.00 off', code: 'PROMO-SPRING5' },
  { label: 'ADOPT10', note: '10% off', code: 'PROMO-ADOPT10' },
  { label: 'LUNCH20', note: '20% off', code: 'PROMO-LUNCH20' },
  { label: 'MIN50', note: '10 off from 50', code: 'PROMO-MIN50' },
  { label: 'USEDUP', note: 'Already used', code: 'PROMO-USEDUP' },
  { label: 'OLDONE', note: 'Not active', code: 'PROMO-OLDONE' },
  { label: 'LATEBAD', note: 'Refused at last', code: 'PROMO-LATEBAD' },
  { label: 'SLOW3', note: 'After 3 seconds', code: 'PROMO-SLOW3' },
  { label: 'NOSUCH', note: 'No such code', code: 'PROMO-NOSUCH' },
]

/** Numbers to type into Customer phone, and whose they are. */
export const PHONES: readonly (readonly [string, string])[] = [
  ['(206) 555-0142', '4 coupons: dog food, 6 pouches, a toy, and one that does not fit'],
  ['(206) 555-0156', '5 store promotions'],
  ['(206) 555-0157', '2 coupons for the same dog food'],
  ['(206) 555-0154', 'Its coupon is held by another register'],
  ['(206) 555-0150', 'An account without coupons'],
  ['(206) 555-0199', 'No account'],
]
