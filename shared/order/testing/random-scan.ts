import { assert } from '../../assert'
import type { Carried } from '../../barcode/carried'
import { decodeNorthAmericanCoupon } from '../../barcode/coupon-na'
import type { Classified } from '../../barcode/scan'
import type { Command } from '../commands'
import type { Chance } from './chance'
import { ITEMS } from './shop'

const CODE = '2811111068708'

/** Any scan a router may bring, wise or not. */
export function randomScan(chance: Chance): Command {
  if (chance.once(4)) {
    const meaning = { kind: 'promotion', code: `CODE${chance.below(8)}` } as const
    return { type: 'TakeScan', meaning, items: [] }
  }
  if (chance.once(8)) {
    return { type: 'TakeScan', meaning: randomCoupon(chance), items: [] }
  }
  if (!chance.once(3)) return scanOfPiece(chance)
  const kind = chance.once(2) ? 'misread' : 'unknown'
  const items = chance.once(2) ? ITEMS.slice(0, 1 + chance.below(2)) : []
  return { type: 'TakeScan', meaning: { kind, code: CODE }, items }
}

/** A coupon on paper: for another currency, for a manager, or on the goods of the shop, some with a number each. */
export function randomCoupon(chance: Chance): ManufacturerCoupon {
  const kind = 'manufacturer-coupon'
  if (chance.once(5)) {
    const coupon = { type: 'euro', issuer: '9813765', promotion: '03', cents: 10 } as const
    return { kind, code: '9813765030011', coupon }
  }
  const saving = chance.among(['00', '10', '50', '60'], '00')
  const serial = chance.once(2) ? '' : `5012345${chance.below(3)}`
  const value = String(1 + chance.below(900))
  const family = chance.once(5) ? '120' : '000'
  const bought = `11${chance.among(['0', '1', '2', '9'], '0')}${family}`
  const digits = `10400001123456${value.length}${value}${bought}${serial}9${saving}00`
  const coupon = decodeNorthAmericanCoupon(digits)
  assert(coupon !== null, `No coupon: ${digits}`)
  return { kind, code: `8110${digits}`, coupon }
}

type ManufacturerCoupon = Extract<Classified, { readonly kind: 'manufacturer-coupon' }>

/** A code that says what its piece weighs, costs or counts, or until when it may be sold. */
function scanOfPiece(chance: Chance): Command {
  const items = ITEMS.filter(({ unit }) => unit !== 'each' || chance.once(ITEMS.length))
  const carried = carriedBy(chance)
  const meaning = { kind: 'product', code: CODE, candidates: [], doubtful: false, carried } as const
  return {
    type: 'TakeScan',
    meaning,
    items: chance.once(2) ? items.slice(0, 1) : ITEMS.slice(4, 5),
  }
}

function carriedBy(chance: Chance): Carried {
  const weight = {
    value: chance.below(9_000),
    decimals: 1 + chance.below(4),
    unit: null,
    sells: true,
  }
  const price = {
    value: chance.below(4_000),
    decimals: chance.among([0, 1, 2, 2, 3], 2),
    currency: chance.once(5) ? '978' : null,
  }
  return {
    ...(chance.once(2) ? { weight } : {}),
    ...(chance.once(3) ? { price } : {}),
    ...(chance.once(3) ? { count: chance.below(14) } : {}),
    ...(chance.once(3) ? { useBy: chance.among(['250319', '250320', '260101'], '') } : {}),
    ...(chance.once(4) ? { bestBefore: chance.among(['250301', '251231'], '') } : {}),
  }
}
