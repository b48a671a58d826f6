import { decimalOf, valueOf, type Gs1Element } from './gs1'
import type { VariableMeasure } from './variable-measure'

/** What the code of one piece says beside the number of the article. Nothing of it is on most codes. */
export type Carried = {
  readonly weight?: CarriedWeight
  readonly price?: CarriedPrice
  /** Whole pieces. */
  readonly count?: number
  /** YYMMDD, or YYMMDDhhmm where the hour matters; day 00 is the last of the month. */
  readonly useBy?: string
  /** YYMMDD; day 00 is the last of the month. */
  readonly bestBefore?: string
  readonly lot?: string
  readonly serial?: string
  /** Issue of a magazine, or the price code of a book: two or five digits. */
  readonly addOn?: string
}

/** A net weight: a whole number of which the last `decimals` digits stand behind the point. */
export type CarriedWeight = {
  readonly value: number
  readonly decimals: number
  /** Null is the unit the article is sold by. */
  readonly unit: 'kg' | 'lb' | null
  /** The code is one for goods that are weighed; otherwise the weight of a pack is only told. */
  readonly sells: boolean
}

/** What the piece costs: a whole number of which the last `decimals` digits stand behind the point. */
export type CarriedPrice = {
  readonly value: number
  readonly decimals: number
  /** ISO 4217, three digits; null is the currency of the shop. */
  readonly currency: string | null
}

/** What a code of restricted circulation carries. */
export function carriedByMeasure({ kind, value, decimals }: VariableMeasure): Carried {
  switch (kind) {
    case 'weight':
      return { weight: { value, decimals, unit: null, sells: true } }
    case 'price':
      return { price: { value, decimals, currency: null } }
    case 'count':
      return { count: decimals === 0 ? value : Math.trunc(value / 10 ** decimals) }
  }
}

/**
 * What GS1 elements carry beside the article. Price and count are believed only beside an article number of
 * variable measure, which begins with 9: on any other pack they tell what is printed on it, not what it costs
 * here, and anybody can print a link with a price in it.
 */
export function carriedByElements(elements: readonly Gs1Element[]): Carried {
  const useBy = valueOf(elements, '7003') ?? valueOf(elements, '17')
  const count = isVariable(elements) ? valueOf(elements, '30') : null
  return {
    ...weightIn(elements),
    ...(isVariable(elements) ? priceIn(elements) : {}),
    ...(count === null ? {} : { count: Number(count) }),
    ...(useBy === null ? {} : { useBy }),
    ...named('bestBefore', valueOf(elements, '15')),
    ...named('lot', valueOf(elements, '10')),
    ...named('serial', valueOf(elements, '21')),
  }
}

function isVariable(elements: readonly Gs1Element[]): boolean {
  return valueOf(elements, '01')?.startsWith('9') ?? false
}

function weightIn(elements: readonly Gs1Element[]): Pick<Carried, 'weight'> {
  const kilograms = decimalOf(elements, '310')
  const weight = kilograms ?? decimalOf(elements, '320')
  if (!weight) return {}
  const value = Number(weight.digits)
  const sells = isVariable(elements)
  const unit = kilograms ? 'kg' : 'lb'
  return { weight: { value, decimals: weight.decimals, unit, sells } }
}

function priceIn(elements: readonly Gs1Element[]): Pick<Carried, 'price'> {
  const own = decimalOf(elements, '392')
  if (own) return { price: { value: Number(own.digits), decimals: own.decimals, currency: null } }
  const foreign = decimalOf(elements, '393')
  if (!foreign) return {}
  const value = Number(foreign.digits.slice(3))
  return {
    price: { value, decimals: foreign.decimals, currency: foreign.digits.slice(0, 3) },
  }
}

function named(name: 'bestBefore' | 'lot' | 'serial', value: string | null): Carried {
  return value === null ? {} : { [name]: value }
}
