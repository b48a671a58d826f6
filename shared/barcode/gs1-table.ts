/**
 * The GS1 application identifiers, and how the data of each looks.
 *
 * A format is a row of parts. `N` is digits, `X` any character of GS1 set 82, `Y` of set 39, `Z` of the
 * file-safe set. `N14` is exactly fourteen, `X..20` one to twenty; a part with `?` may be missing. Behind it:
 * `c` ends in a check digit, `d` is a date whose day may be 00, `D` a date with a real day, `t` an hour and
 * a minute. An identifier ending in `n` stands for ten; its last digit counts the decimals.
 *
 * Source: GS1 General Specifications, 3.2, and the GS1 Barcode Syntax Dictionary.
 */
import { hasRightCheckDigit } from './gtin'
import { isGs1Date } from './gs1-date'

/** One application identifier of the table. */
export type Gs1Identifier = {
  /** Digits of the whole identifier, with the place of the decimals. */
  readonly digits: number
  /** Length of the data, when it is always the same and no separator is needed behind it. */
  readonly predefined: number | null
  readonly fits: (value: string) => boolean
}

/** Finds the identifier that begins a text; null when the table holds none. */
export function identifierAt(text: string, at: number): Gs1Identifier | null {
  for (const digits of [2, 3, 4]) {
    const found = BY_DIGITS.get(text.slice(at, at + digits))
    if (found) return found
  }
  return null
}

const FORMATS: readonly (readonly [identifiers: string, format: string])[] = [
  ['00', 'N18c'],
  ['01 02 03', 'N14c'],
  ['10 21 22', 'X..20'],
  ['11 12 13 15 16 17', 'N6d'],
  ['20', 'N2'],
  ['235', 'X..28'],
  ['240 241 250 251', 'X..30'],
  ['242', 'N..6'],
  ['243 254', 'X..20'],
  ['253', 'N13c X..17?'],
  ['255', 'N13c N..12?'],
  ['30 37', 'N..8'],
  ['310n 311n 312n 313n 314n 315n 316n', 'N6'],
  ['320n 321n 322n 323n 324n 325n 326n 327n 328n 329n', 'N6'],
  ['330n 331n 332n 333n 334n 335n 336n 337n', 'N6'],
  ['340n 341n 342n 343n 344n 345n 346n 347n 348n 349n', 'N6'],
  ['350n 351n 352n 353n 354n 355n 356n 357n', 'N6'],
  ['360n 361n 362n 363n 364n 365n 366n 367n 368n 369n', 'N6'],
  ['390n 392n', 'N..15'],
  ['391n 393n', 'N3 N..15'],
  ['394n', 'N4'],
  ['395n', 'N6'],
  ['400 401 403', 'X..30'],
  ['402', 'N17c'],
  ['410 411 412 413 414 415 416 417', 'N13c'],
  ['420', 'X..20'],
  ['421', 'N3 X..9'],
  ['422 424 426', 'N3'],
  ['423 425', 'N3 N..12?'],
  ['427', 'X..3'],
  ['4300 4301 4310 4311', 'X..35'],
  ['4302 4303 4304 4305 4306 4312 4313 4314 4315 4316 4320', 'X..70'],
  ['4307 4317', 'X2'],
  ['4308 4319', 'X..30'],
  ['4309', 'N20'],
  ['4318', 'X..20'],
  ['4321 4322 4323', 'N1'],
  ['4324 4325', 'N10'],
  ['4326', 'N6D'],
  ['4330 4331 4332 4333', 'N6 X..1?'],
  ['7001', 'N13'],
  ['7002 7023', 'X..30'],
  ['7003', 'N6D N4t'],
  ['7004', 'N..4'],
  ['7005', 'X..12'],
  ['7006', 'N6D'],
  ['7007', 'N6D N6D?'],
  ['7008', 'X..3'],
  ['7009', 'X..10'],
  ['7010', 'X..2'],
  ['7011', 'N6D N4t?'],
  ['7020 7021 7022 7240', 'X..20'],
  ['703n', 'N3 X..27'],
  ['7040', 'N1 X3'],
  ['7041', 'X..4'],
  ['710 711 712 713 714 715 716 717', 'X..20'],
  ['723n', 'X2 X..28'],
  ['7241', 'N2'],
  ['7242', 'X..25'],
  ['7250', 'N8'],
  ['7251', 'N12'],
  ['7252', 'N1'],
  ['7253 7254 7259', 'X..40'],
  ['7255', 'X..10'],
  ['7256', 'X..90'],
  ['7257', 'X..70'],
  ['7258', 'X3'],
  ['8001', 'N14'],
  ['8002', 'X..20'],
  ['8003', 'N14c X..16?'],
  ['8004', 'X..30'],
  ['8005', 'N6'],
  ['8006 8026', 'N14c N4'],
  ['8007', 'X..34'],
  ['8008', 'N8 N..4?'],
  ['8009', 'X..50'],
  ['8010', 'Y..30'],
  ['8011', 'N..12'],
  ['8012', 'X..20'],
  ['8013 8014 8020', 'X..25'],
  ['8017 8018', 'N18c'],
  ['8019', 'N..10'],
  ['8030', 'Z..90'],
  ['8100', 'N6'],
  ['8101', 'N10'],
  ['8102', 'N2'],
  ['8110 8112 8200', 'X..70'],
  ['8111', 'N4'],
  ['90', 'X..30'],
  ['91 92 93 94 95 96 97 98 99', 'X..90'],
]

/** Data behind these first two digits has one length and needs no separator; the rest always ends in one. */
const PREDEFINED = /^(?:0[0-3]|1[1-35-7]|20|3[1-6]|41)/

const SETS: Readonly<Record<string, string>> = {
  N: '\\d',
  X: '[!"%-?A-Z_a-z]',
  Y: '[#\\-/0-9A-Z]',
  Z: '[0-9A-Za-z_=-]',
}

const CHECKS: Readonly<Record<string, (part: string) => boolean>> = {
  c: hasRightCheckDigit,
  d: (part) => isGs1Date(part, true),
  D: (part) => isGs1Date(part, false),
  t: (part) => /^(?:[01]\d|2[0-3])[0-5]\d$/.test(part),
}

const BY_DIGITS = new Map<string, Gs1Identifier>(
  FORMATS.flatMap(([identifiers, format]) =>
    identifiers.split(' ').flatMap((identifier) => rowsOf(identifier, format)),
  ),
)

function rowsOf(identifier: string, format: string): readonly [string, Gs1Identifier][] {
  const parts = format.split(' ').map(partOf)
  const shape = new RegExp(`^${parts.map((part) => part.shape).join('')}$`)
  const row: Gs1Identifier = {
    digits: identifier.length,
    predefined: PREDEFINED.test(identifier) ? Number(/\d+/.exec(format)?.[0]) : null,
    fits: (value) => {
      const match = shape.exec(value)
      if (!match) return false
      return parts.every(({ check }, index) => {
        const part = match[index + 1]
        return part === undefined || (check?.(part) ?? true)
      })
    },
  }
  if (!identifier.endsWith('n')) return [[identifier, row]]
  const stem = identifier.slice(0, -1)
  return Array.from({ length: 10 }, (_, last) => [`${stem}${last}`, row])
}

function partOf(part: string): {
  readonly shape: string
  readonly check: ((part: string) => boolean) | undefined
} {
  const [, set = '', upTo = '', length = '', check = '', optional = ''] =
    /^([NXYZ])(\.\.)?(\d+)([cdDt])?(\?)?$/.exec(part) ?? []
  const count = upTo === '' ? length : `1,${length}`
  return { shape: `(${SETS[set] ?? ''}{${count}})${optional}`, check: CHECKS[check] }
}
