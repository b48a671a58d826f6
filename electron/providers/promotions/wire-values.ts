/*
 * How single values are written on the promotions wire, and read from it.
 *
 * - An amount is a JSON number in whole currency units (dollars), `5.5` for 5.50. Inside it is minor units;
 *   the two meet here and nowhere else.
 * - A moment is ISO 8601 in UTC with the offset written out: `2026-03-14T18:08:55.000+0000`.
 * - A business date is the integer yyyymmdd, inside and outside.
 * - Things are named by UUIDs. A catalog item has none, so one is worked out from its sku.
 */
import { keptText } from '../../../shared/order/kept-text'
import { createHash } from 'node:crypto'
import { MONEY_MAX, money, type Money } from '../../../shared/money'
import type { Quantity } from '../../../shared/quantity'

/** Longest message shown to a cashier, in characters. */
export const MESSAGE_LENGTH_MAX = 200

/**
 * Writes an amount. Dividing whole minor units by a power of ten gives the double nearest to the decimal,
 * which JSON prints as that decimal.
 * @param exponent  decimals of the currency
 */
export function toAmount(minorUnits: Money, exponent: number): number {
  return minorUnits / 10 ** exponent
}

/**
 * Reads an amount, rounding half-even on the decimal as it was printed, not on the double behind it.
 * @param exponent  decimals of the currency
 * @returns null for anything but a number from zero to MONEY_MAX
 */
export function fromAmount(value: unknown, exponent: number): Money | null {
  if (typeof value !== 'number' || !(value >= 0) || Object.is(value, -0)) return null
  const parts = /^(\d+)(?:\.(\d+))?(?:e([+-]\d+))?$/.exec(String(value))
  if (!parts) return null
  const [, units = '', decimals = '', power = '0'] = parts
  const digits = BigInt(`${units}${decimals}`)
  const shift = exponent + Number(power) - decimals.length
  if (shift > 20) return null
  const whole = shift >= 0 ? digits * 10n ** BigInt(shift) : halfEven(digits, 10n ** BigInt(-shift))
  return whole > BigInt(MONEY_MAX) ? null : money(Number(whole))
}

/** Writes a quantity: thousandths become a decimal number. */
export function toQuantity(thousandths: Quantity): number {
  return thousandths / 1000
}

/** Writes a rate: parts per million become a fraction, `0.08` for 8 %. */
export function toRate(partsPerMillion: number): number {
  return partsPerMillion / 1_000_000
}

/** Writes a moment given in milliseconds since 1970. */
export function toDateTime(at: number): string {
  return new Date(at).toISOString().replace('Z', '+0000')
}

/**
 * The UUID (version 5, by name) of a thing that has none. The same name gives the same UUID on every
 * terminal, so a provider can learn the item behind it once.
 * @param kind  keeps a sku and a category of the same name apart
 */
export function uuidOf(
  kind: 'item' | 'group' | 'tax-rate' | 'user' | 'payment' | 'discount',
  name: string,
): string {
  const hash = createHash('sha1').update(NAMESPACE).update(`${kind}:${name}`, 'utf8').digest()
  hash.writeUInt8((hash.readUInt8(6) & 0x0f) | 0x50, 6)
  hash.writeUInt8((hash.readUInt8(8) & 0x3f) | 0x80, 8)
  const hex = hash.toString('hex', 0, 16)
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

/**
 * A sentence or name from the provider, fit to be shown: control and direction characters out, white space
 * single, nobody's telephone or card number, cut at a length. Null when nothing is left.
 */
export function cleanText(value: unknown, lengthMax: number): string | null {
  if (typeof value !== 'string') return null
  const plain = value
    .slice(0, 4 * lengthMax)
    .replace(/[\s\u0085]+/gu, ' ')
    .replace(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}]/gu, '')
    .trim()
  const cut = Array.from(keptText(plain)).slice(0, lengthMax).join('').trim()
  return cut === '' ? null : cut
}

/** Namespace of the worked-out UUIDs: f36c1d1e-5f0b-4d39-9a52-7c1be4a3c0d8. Never changes. */
const NAMESPACE = Buffer.from('f36c1d1e5f0b4d399a527c1be4a3c0d8', 'hex')

function halfEven(digits: bigint, divisor: bigint): bigint {
  const floor = digits / divisor
  const twice = (digits % divisor) * 2n
  const up = twice > divisor || (twice === divisor && floor % 2n === 1n)
  return up ? floor + 1n : floor
}
