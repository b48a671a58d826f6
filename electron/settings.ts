import { existsSync, readFileSync } from 'node:fs'
import { dirname } from 'node:path'
import type * as z from 'zod'
import { money } from '../shared/money'
import type { StoreDiscountRule } from '../shared/promotions/rule'
import { currencyExponent } from '../shared/receipt/format'
import type { Settings, SettingsProblem } from '../shared/settings'
import {
  absolute,
  BARCODES,
  barcodesOf,
  DISPLAY,
  displayOf,
  PRINTER,
  printerOf,
  SCANNER,
} from './settings-devices'
import { couponRulesOf, MANUFACTURER_COUPONS } from './settings-coupons'
import { OFFLINE, offlineOf } from './settings-offline'
import { jsonMistake } from './settings-json'
import {
  CATALOG,
  COUPONS,
  hasDecimals,
  PROMOTIONS,
  LATE_COUPON,
  RETURNS,
  STORE_PROMOTION,
  STORE_PROMOTIONS,
  TERMINAL,
} from './settings-schema'
import { withSecrets } from './settings-secrets'
import {
  isRecord,
  readSection,
  readWithDefaults,
  unknownName,
  type SectionForm,
} from './settings-section'

/** What the settings file came to: settings that work, and what is wrong with the rest. */
export type SettingsReading = {
  readonly settings: Settings
  readonly problems: readonly SettingsProblem[]
}

/** Where secrets may come from instead of the file: the environment, or the key ring (`secrets/`). */
export type Secrets = Readonly<Record<string, string | undefined>>

const SECTIONS = [
  'terminal',
  'promotions',
  'coupons',
  'scanners',
  'printer',
  'sparePrinter',
  'display',
  'barcodes',
  'catalog',
  'storePromotions',
  'returns',
  'lateCoupon',
  'manufacturerCoupons',
  'offline',
]

const ON_DEFAULTS = 'The terminal runs on its defaults.'

/**
 * Reads the settings file. A wrong setting stops its section, not the till; without a file the terminal
 * runs on its defaults. Relative paths start at the file's own folder. No problem repeats a secret.
 */
export function readSettings(path: string, secrets: Secrets): SettingsReading {
  if (!existsSync(path)) return parseSettings({}, dirname(path), secrets)
  const text = readText(path)
  if (text === null) return unreadable(`The settings file cannot be read. ${ON_DEFAULTS}`)
  const mistake = jsonMistake(text)
  if (mistake !== null) {
    const { line, column, expected } = mistake
    const place = `line ${line}, column ${column}`
    return unreadable(
      `The settings file has a mistake at ${place}: ${expected} belongs there. ${ON_DEFAULTS}`,
    )
  }
  const value: unknown = JSON.parse(text)
  if (isRecord(value)) return parseSettings(value, dirname(path), secrets)
  return unreadable(`The settings file must hold one object: { … }. ${ON_DEFAULTS}`)
}

/** Some editors begin a file with a byte order mark. */
function readText(path: string): string | null {
  try {
    return readFileSync(path, 'utf8').replace(/^\uFEFF/, '')
  } catch {
    return null
  }
}

function unreadable(sentence: string): SettingsReading {
  const { settings } = parseSettings({}, '', {})
  return { settings, problems: [{ key: '', sentence, stops: true }] }
}

/** Checks the parsed settings section by section. */
export function parseSettings(
  value: Readonly<Record<string, unknown>>,
  folder: string,
  secrets: Secrets,
): SettingsReading {
  const filled = withSecrets(value, secrets)
  const strange = Object.keys(value).filter((name) => !SECTIONS.includes(name))
  const problems = [...strange.map((name) => unknownName('', name, SECTIONS)), ...filled.problems]
  const section = <T>(key: string, form: SectionForm<T>, given: unknown): T | null => {
    if (given === undefined) return null
    const read = readSection(key, form, given)
    problems.push(...read.problems)
    return read.value
  }
  const terminal = readWithDefaults('terminal', TERMINAL, filled.value['terminal'])
  const barcodes = readWithDefaults('barcodes', BARCODES, value['barcodes'])
  const returns = readWithDefaults('returns', RETURNS, value['returns'])
  const late = readWithDefaults('lateCoupon', LATE_COUPON, value['lateCoupon'])
  problems.push(...terminal.problems, ...barcodes.problems, ...returns.problems, ...late.problems)
  const exponent = currencyExponent(terminal.value.currency)
  // A list is the store's discounts alone; an object names the file of its promotions beside them.
  const given = value['storePromotions']
  const own = isRecord(given) ? section('storePromotions', STORE_PROMOTIONS, given) : null
  const [discounts, listKey] = isRecord(given)
    ? ([own?.discounts, 'storePromotions.discounts'] as const)
    : ([given, 'storePromotions'] as const)
  const settings: Settings = {
    terminal: terminal.value,
    promotions: section('promotions', PROMOTIONS, filled.value['promotions']),
    coupons: section('coupons', COUPONS, filled.value['coupons']),
    scanners: entries(value['scanners'], 'scanners', problems).flatMap(
      (one, at) => section(`scanners.${at}`, SCANNER, one) ?? [],
    ),
    printer: printerOf(section('printer', PRINTER, value['printer']), folder),
    sparePrinter: printerOf(section('sparePrinter', PRINTER, value['sparePrinter']), folder),
    display: displayOf(section('display', DISPLAY, value['display'])),
    barcodes: barcodesOf(barcodes.value),
    catalog: catalogOf(section('catalog', CATALOG, value['catalog']), folder),
    ...(own === null ? {} : { promotionFile: absolute(own.file, folder) }),
    returns: returnsOf(returns.value, late.value, exponent),
    storePromotions: entries(discounts, listKey, problems).flatMap((one, at) => {
      const read = section(`${listKey}.${at}`, STORE_PROMOTION, one)
      return read === null ? [] : ruleOf(read, at, exponent, problems)
    }),
    offline: offlineOf(section('offline', OFFLINE, value['offline']), exponent),
    manufacturerCoupons: couponRulesOf(
      section('manufacturerCoupons', MANUFACTURER_COUPONS, value['manufacturerCoupons']),
      exponent,
    ),
  }
  return { settings, problems }
}

function entries(given: unknown, key: string, problems: SettingsProblem[]): readonly unknown[] {
  if (given === undefined) return []
  if (Array.isArray(given)) return given
  problems.push({ key, sentence: `${key} must be a list: [ … ].`, stops: true })
  return []
}

function catalogOf(read: { readonly file: string } | null, folder: string): Settings['catalog'] {
  return read === null ? null : { file: absolute(read.file, folder) }
}

/** A forgotten coupon is taken at most as long as its goods are taken back; 0 days take none. */
function returnsOf(
  read: z.infer<typeof RETURNS.schema>,
  late: z.infer<typeof LATE_COUPON.schema>,
  exponent: number,
): Settings['returns'] {
  const minor = (amount: number | null) =>
    amount === null ? null : Math.round(amount * 10 ** exponent)
  const { days, cashierLimit } = read
  const lateDays = Math.min(late.days, days)
  return {
    days,
    cashierLimit: minor(cashierLimit),
    ...(lateDays === 0 ? {} : { late: { days: lateDays, cashierLimit: minor(late.cashierLimit) } }),
  }
}

/** Amounts are in currency units; half a cent is nobody's discount. */
function ruleOf(
  read: z.infer<typeof STORE_PROMOTION.schema>,
  at: number,
  exponent: number,
  problems: SettingsProblem[],
): readonly StoreDiscountRule[] {
  const { name, scope, approval, percent, amount = 0 } = read
  const id = `rule-${at}-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
  if (percent !== undefined) {
    const ratePpm = Math.round(percent * 10_000)
    return [{ id, name, scope, value: { kind: 'percent', ratePpm }, approval }]
  }
  if (!hasDecimals(amount, exponent)) {
    const key = `storePromotions.${at}.amount`
    const sentence = `${key} must have at most ${exponent} decimals, not ${amount}.`
    problems.push({ key, sentence, stops: true })
    return []
  }
  const minorUnits = money(Math.round(amount * 10 ** exponent))
  return [{ id, name, scope, value: { kind: 'amount', amount: minorUnits }, approval }]
}
