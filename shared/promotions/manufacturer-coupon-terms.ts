import type { GlobalCoupon } from '../barcode/coupon-gcn'
import type { CouponUnit, NorthAmericanCoupon } from '../barcode/coupon-na'
import type { UpcCoupon } from '../barcode/coupon-upc'
import { gs1Date } from '../barcode/gs1-date'
import type { PaperCoupon } from '../barcode/paper-coupon'
import { money, MONEY_MAX, type Money } from '../money'
import { currencyExponent } from '../receipt/format'
import type { CouponBlock, CouponDoubt, CouponMoment } from './manufacturer-coupon'

/** What a coupon asks for and gives, whatever its code looks like. */
export type CouponTerms = {
  /** Company prefix, manufacturer number or office it is cleared with. */
  readonly issuer: string
  /** What makes it one of a kind; null for a coupon without a serial number. */
  readonly serial: string | null
  /** yyyymmdd, both ends count. */
  readonly starts: number | null
  readonly expires: number | null
  /** Named on the coupon as the only one that takes it. */
  readonly retailer: string | null
  /** What must be bought; empty where the code does not say. */
  readonly purchases: readonly TermsPurchase[]
  readonly rule: NorthAmericanCoupon['rule']
  readonly saving: CouponSaving
  /** Which purchase the saving is on: 0 the primary one. */
  readonly appliesTo: number
  /** What only a manager can settle, most urgent first. */
  readonly doubts: readonly CouponDoubt[]
  /** Why nobody here can take it at all. */
  readonly never: CouponBlock | null
}

/** So much or so many of a maker's family. */
export type TermsPurchase = {
  readonly requirement: number
  readonly unit: CouponUnit
  /** A company prefix of 6 to 12 digits, or the five digits of a manufacturer in a UPC. */
  readonly maker: { readonly kind: 'prefix' | 'upc'; readonly digits: string }
  /** Digits that the family code begins with, `exact` where it must be no longer; null is every family. */
  readonly family: {
    readonly code: string
    readonly begins: string
    readonly isExact: boolean
  } | null
}

/** What a coupon is worth. An amount of null is for a manager to say. */
export type CouponSaving =
  | { readonly kind: 'amount' | 'off-order'; readonly amount: Money | null }
  | { readonly kind: 'free'; readonly pieces: number; readonly most: Money | null }
  | { readonly kind: 'percent'; readonly ratePpm: number }

const PLAIN = {
  serial: null,
  starts: null,
  expires: null,
  retailer: null,
  purchases: [],
  rule: null,
  appliesTo: 0,
  doubts: [],
  never: null,
} as const

const UNKNOWN_VALUE = { kind: 'amount', amount: null } as const

/** Puts the terms of a coupon into one form. Nothing in it is ever doubled, whatever the coupon allows. */
export function termsOf(coupon: PaperCoupon, moment: CouponMoment): CouponTerms {
  switch (coupon.type) {
    case 'north-american':
      return northAmerican(coupon, moment)
    case 'upc':
      return upc(coupon, moment)
    case 'euro': {
      const { issuer, cents } = coupon
      const saving = cents === null ? ONE_FREE : ({ kind: 'amount', amount: money(cents) } as const)
      return {
        ...PLAIN,
        issuer,
        saving,
        doubts: ['goods-unknown'],
        never: inCurrency(EURO, moment),
      }
    }
    case 'global':
      return global(coupon, moment)
    case 'positive-file':
      return clearing(coupon.funder, serialOf(coupon), moment)
    case 'positive-file-opaque':
      return clearing('', serialOf(coupon), moment)
    case 'national':
      return {
        ...PLAIN,
        issuer: coupon.digits.slice(0, 3),
        saving: UNKNOWN_VALUE,
        doubts: ['layout-unknown'],
      }
  }
}

/** What makes a coupon one of a kind; null where many have the same code. */
export function serialOf(coupon: PaperCoupon): string | null {
  switch (coupon.type) {
    case 'north-american':
      return coupon.serial === null
        ? null
        : `8110:${coupon.funder}:${coupon.offer}:${coupon.serial}`
    case 'positive-file':
      return `8112:${coupon.funder}:${coupon.offer}:${coupon.serial}`
    case 'positive-file-opaque':
      return `8112:${coupon.text}`
    case 'global':
      return coupon.serial === null ? null : `255:${coupon.number}:${coupon.serial}`
    case 'upc':
    case 'euro':
    case 'national':
      return null
  }
}

const ONE_FREE = { kind: 'free', pieces: 1, most: null } as const
const DOLLARS = ['USD', 'CAD']
const EURO = ['EUR']
const WHOLE_PPM = 1_000_000

function northAmerican(coupon: NorthAmericanCoupon, moment: CouponMoment): CouponTerms {
  const year = Math.floor(moment.businessDate / 10_000)
  const dayOf = (digits: string | null) => (digits === null ? null : gs1Date(digits, year))
  const doubts: readonly CouponDoubt[] =
    coupon.storeFlag !== 0 && coupon.retailer === null ? ['store-coupon'] : []
  return {
    issuer: coupon.funder,
    serial: serialOf(coupon),
    starts: dayOf(coupon.starts),
    expires: dayOf(coupon.expires),
    retailer: coupon.retailer,
    purchases: coupon.purchases.map(({ requirement, unit, family, company }) => ({
      requirement,
      unit,
      maker: { kind: 'prefix', digits: company },
      family: family === '000' ? null : { code: family, begins: family, isExact: true },
    })),
    rule: coupon.rule,
    saving: savingOf(coupon),
    appliesTo: coupon.appliesTo,
    doubts,
    never: inCurrency(DOLLARS, moment),
  }
}

function savingOf({ saving, saveValue }: NorthAmericanCoupon): CouponSaving {
  switch (saving) {
    case 'amount':
      return { kind: 'amount', amount: saveValue === 0 ? null : money(saveValue) }
    case 'amount-off-order':
      return { kind: 'off-order', amount: saveValue === 0 ? null : money(saveValue) }
    case 'one-free':
      return { kind: 'free', pieces: 1, most: saveValue === 0 ? null : money(saveValue) }
    case 'pieces-free':
      return { kind: 'free', pieces: Math.max(1, saveValue), most: null }
    case 'percent':
      return { kind: 'percent', ratePpm: Math.min(saveValue * 10_000, WHOLE_PPM) }
  }
}

function upc(coupon: UpcCoupon, moment: CouponMoment): CouponTerms {
  const { manufacturer: issuer, family, value } = coupon
  const never = inCurrency(DOLLARS, moment)
  // Behind 99 every country has a structure of its own.
  if (never !== null && coupon.inStore) {
    return { ...PLAIN, issuer: '99', saving: UNKNOWN_VALUE, doubts: ['layout-unknown'] }
  }
  const known = value.kind === 'table' ? moment.rules.upcValues[value.code] : undefined
  const amount = value.kind === 'amount' ? money(value.cents) : (known?.amount ?? null)
  const saving = value.kind === 'free' ? ONE_FREE : ({ kind: 'amount', amount } as const)
  if (family.begins === null) {
    const doubts = saving.kind === 'free' ? (['goods-unknown'] as const) : []
    return { ...PLAIN, issuer, saving, doubts, never }
  }
  const { code, begins } = family
  const purchase: TermsPurchase = {
    requirement: known?.pieces ?? 1,
    unit: 'pieces',
    maker: { kind: 'upc', digits: issuer },
    family: begins === '' ? null : { code, begins, isExact: begins.length === 3 },
  }
  return { ...PLAIN, issuer, saving, purchases: [purchase], never }
}

function global(coupon: GlobalCoupon, moment: CouponMoment): CouponTerms {
  const { number: issuer, worth } = coupon
  const base = { ...PLAIN, issuer, serial: serialOf(coupon) }
  if (worth?.kind === 'points') {
    return { ...base, saving: UNKNOWN_VALUE, never: { reason: 'points' } }
  }
  return { ...base, saving: worthOf(worth, moment.currency), doubts: ['goods-unknown'] }
}

function worthOf(worth: GlobalCoupon['worth'], currency: string): CouponSaving {
  switch (worth?.kind) {
    case 'gift':
      return ONE_FREE
    case 'amount':
      return {
        kind: 'amount',
        amount: wholeMoney(worth.value * 10 ** (currencyExponent(currency) - worth.decimals)),
      }
    case 'percent':
      return {
        kind: 'percent',
        ratePpm: Math.min(Math.round(worth.value * 10 ** (4 - worth.decimals)), WHOLE_PPM),
      }
    default:
      return UNKNOWN_VALUE
  }
}

/** Null for what is no whole number of minor units. */
function wholeMoney(minor: number): Money | null {
  const near = Math.round(minor)
  return Math.abs(near - minor) < 1e-6 && near <= MONEY_MAX ? money(near) : null
}

function clearing(issuer: string, serial: string | null, moment: CouponMoment): CouponTerms {
  const never =
    moment.rules.clearing === 'refuse' ? ({ reason: 'clearing-service' } as const) : null
  return { ...PLAIN, issuer, serial, saving: UNKNOWN_VALUE, doubts: ['clearing-service'], never }
}

function inCurrency(known: readonly string[], { currency }: CouponMoment): CouponBlock | null {
  const [usual = ''] = known
  return known.includes(currency) ? null : { reason: 'other-currency', currency: usual }
}
