import type { Chance } from '../../../../shared/order/testing/chance'

const NUMBERS = [
  0,
  -0,
  1,
  -1,
  5,
  5.5,
  0.005,
  0.1 + 0.2,
  4.999999999999999,
  1e21,
  1e308,
  -1e308,
  5e-324,
  1e6,
  1e12,
  2 ** 53 + 2,
  2 ** 53,
  2 ** 31,
  -0.01,
  59,
  5899,
  6.89,
]

const TEXTS = [
  '',
  ' ',
  '0',
  '5.00',
  '-5.00',
  '-0.00',
  '5',
  '5.001',
  'NaN',
  'Infinity',
  '1e3',
  '0x10',
  '5,00',
  'null',
  'true',
  'captured',
  'released',
  'authorized',
  'EUR',
  'USD',
  '2025-03-20T17:56:12Z',
  '2025-13-40',
  '9999-12-31T23:59:59Z',
  '<img src=x onerror=alert(1)>',
  "'; DROP TABLE events; --",
  '\u001bp0',
  '\u202e',
  '\u0000',
  '\ud800',
  '../../etc',
  'A-31907',
  '70455',
  'L1',
  'L9',
  'x'.repeat(300),
  'й'.repeat(4_000),
]

/** Values drawn by chance. */
export const seeded = {
  /** Anything JSON can hold. */
  value(chance: Chance): unknown {
    switch (chance.below(6)) {
      case 0:
        return seeded.number(chance)
      case 1:
      case 2:
        return chance.among(TEXTS, '')
      case 3:
        return chance.among([null, true, false], null)
      case 4:
        return chance.once(2) ? [] : [seeded.number(chance), chance.among(TEXTS, '')]
      default:
        return chance.once(2) ? {} : { value: seeded.number(chance), __proto: 1, id: 'A-31907' }
    }
  },

  number(chance: Chance): number {
    return chance.once(3) ? chance.below(1_000_000) / 100 : chance.among(NUMBERS, 0)
  },

  id(chance: Chance): string {
    return chance.among(
      ['A-31907', 'A-99999', '70455', '70460', '70502', 'L1', 'L2', 'L3', 'walkin'],
      'L1',
    )
  },

  /** Something of about a megabyte that is slow to read for one reason or another. */
  large(chance: Chance): string {
    const size = 900_000
    const repeat = (part: string) =>
      Array.from({ length: Math.floor(size / (part.length + 1)) }, () => part).join(',')
    switch (chance.below(8)) {
      case 0:
        return `[${repeat('0')}]`
      case 1:
        return `[${repeat('{}')}]`
      case 2:
        return `[${repeat('{"a":1,"b":2}')}]`
      case 3:
        return `"${'\\u0061'.repeat(Math.floor(size / 6))}"`
      case 4: {
        const names = Array.from({ length: 60_000 }, (_, index) => `"n${index}":${index}`)
        return `{${names.join(',')}}`
      }
      // As many different names as are read, in one object; in many objects, each of another shape.
      case 5:
        return `{${namesOf(SLOW_NAMES).join(',')}}`
      case 6: {
        const names = namesOf(SLOW_NAMES)
        const objects = Array.from({ length: SLOW_NAMES / 5 }, (_, index) => {
          return `{${names.slice(index * 4, index * 4 + 4).join(',')}}`
        })
        return `[${objects.join(',')}]`
      }
      default:
        return `[${repeat(`1.${'2345678901'.repeat(5)}e-300`)}]`
    }
  },
}

/** Just fewer than the most values that are read. */
const SLOW_NAMES = 19_500

/** Names with an escaped letter, each another, a megabyte of them. */
function namesOf(count: number): readonly string[] {
  return Array.from({ length: count }, (_, index) => `"\\u006e${index}${'x'.repeat(24)}":1e-300`)
}
