import { existsSync, readFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import type { z } from 'zod'
import { money } from '../shared/money'
import type { StoreDiscountRule } from '../shared/promotions/rule'
import { currencyExponent } from '../shared/receipt/format'
import type {
  PrinterSettings,
  ScannerSettings,
  Settings,
  SettingsProblem,
} from '../shared/settings'
import {
  catalogSchema,
  couponsSchema,
  printerSchema,
  promotionsSchema,
  scannerSchema,
  storePromotionSchema,
  terminalSchema,
} from './settings-schema'

/** What the settings file came to: settings that work, and what is wrong with the rest. */
export type SettingsReading = {
  readonly settings: Settings
  readonly problems: readonly SettingsProblem[]
}

/** Where secrets may come from instead of the file. */
export type Secrets = Readonly<Record<string, string | undefined>>

const SECTIONS = [
  'terminal',
  'promotions',
  'coupons',
  'scanners',
  'printer',
  'catalog',
  'storePromotions',
] as const

/**
 * Reads the settings file. A wrong setting stops its section, not the till; without a file the terminal
 * runs on its defaults. Relative paths start at the file's own folder.
 */
export function readSettings(path: string, secrets: Secrets): SettingsReading {
  if (!existsSync(path)) return parseSettings({}, dirname(path), secrets)
  try {
    const value: unknown = JSON.parse(readFileSync(path, 'utf8'))
    if (isRecord(value)) return parseSettings(value, dirname(path), secrets)
    return unreadable('The settings file must hold one object: { … }.', path)
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    return unreadable(`The settings file cannot be read: ${why}.`, path)
  }
}

function unreadable(sentence: string, path: string): SettingsReading {
  const { settings, problems } = parseSettings({}, dirname(path), {})
  return { settings, problems: [{ key: '', sentence, stops: true }, ...problems] }
}

/** Checks the parsed settings section by section. */
export function parseSettings(
  value: Readonly<Record<string, unknown>>,
  folder: string,
  secrets: Secrets,
): SettingsReading {
  const problems: SettingsProblem[] = unknownSections(value)
  const section = <T>(name: string, schema: z.ZodType<T>, given: unknown): T | null => {
    if (given === undefined) return null
    const parsed = schema.safeParse(given)
    if (parsed.success) return parsed.data
    problems.push(...parsed.error.issues.map((issue) => problemOf(name, issue)))
    return null
  }
  const terminal =
    section('terminal', terminalSchema, value['terminal'] ?? {}) ?? terminalSchema.parse({})
  const settings: Settings = {
    terminal,
    promotions: section(
      'promotions',
      promotionsSchema,
      withSecret(value['promotions'], 'apiKey', secrets['PROMOTIONS_API_KEY']),
    ),
    coupons: section(
      'coupons',
      couponsSchema,
      withSecret(value['coupons'], 'accountKey', secrets['COUPONS_ACCOUNT_KEY']),
    ),
    scanners: scannersOf(value['scanners'], section, problems),
    printer: printerOf(section('printer', printerSchema, value['printer'])),
    catalog: catalogOf(section('catalog', catalogSchema, value['catalog']), folder),
    storePromotions: entries(value['storePromotions'], 'storePromotions', problems).flatMap(
      (one, index) => {
        const read = section(`storePromotions.${index}`, storePromotionSchema, one)
        return read ? [ruleOf(read, index, terminal.currency)] : []
      },
    ),
  }
  return { settings, problems }
}

type ReadSection = <T>(name: string, schema: z.ZodType<T>, given: unknown) => T | null

function scannersOf(
  given: unknown,
  section: ReadSection,
  problems: SettingsProblem[],
): readonly ScannerSettings[] {
  return entries(given, 'scanners', problems).flatMap((one, index) => {
    const read = section(`scanners.${index}`, scannerSchema, one)
    if (read?.transport !== 'hid') return read ? [read] : []
    const key = `scanners.${index}.transport`
    const sentence = `${key}: HID scanners are not supported yet; use "serial" or "keyboard".`
    problems.push({ key, sentence, stops: true })
    return []
  })
}

function entries(given: unknown, key: string, problems: SettingsProblem[]): readonly unknown[] {
  if (given === undefined) return []
  if (Array.isArray(given)) return given
  problems.push({ key, sentence: `${key} must be a list: [ … ].`, stops: true })
  return []
}

function printerOf(read: z.infer<typeof printerSchema> | null): PrinterSettings | null {
  if (read === null) return null
  const { columns, language, model, cutter, drawer, ...connection } = read
  return { connection, columns, language, model, cutter, drawer }
}

function catalogOf(read: { readonly file: string } | null, folder: string): Settings['catalog'] {
  if (read === null) return null
  return { file: isAbsolute(read.file) ? read.file : join(folder, read.file) }
}

function ruleOf(
  read: z.infer<typeof storePromotionSchema>,
  index: number,
  currency: string,
): StoreDiscountRule {
  const { name, scope, approval } = read
  const id = `rule-${index}-${name.toLowerCase().replace(/[^a-z0-9]+/g, '-')}`
  const value =
    read.percent === undefined
      ? {
          kind: 'amount' as const,
          amount: money(Math.round((read.amount ?? 0) * 10 ** currencyExponent(currency))),
        }
      : { kind: 'percent' as const, ratePpm: Math.round(read.percent * 10_000) }
  return { id, name, scope, value, approval }
}

/** A secret from the environment takes the place of the file's. */
function withSecret(given: unknown, key: string, secret: string | undefined): unknown {
  return isRecord(given) && secret !== undefined && secret !== ''
    ? { ...given, [key]: secret }
    : given
}

/** The message of a key; values are never repeated, so that no secret is either. */
function problemOf(section: string, issue: z.core.$ZodIssue): SettingsProblem {
  if (issue.code === 'unrecognized_keys') {
    const names = issue.keys.map((name) => `${section}.${name}`).join(', ')
    const sentence = `${names} is not a setting. Remove it or check its spelling.`
    return { key: names, sentence, stops: true }
  }
  const key = [section, ...issue.path].join('.')
  const missing = issue.code === 'invalid_type' && issue.input === undefined
  const words = issue.message === '' ? 'has a value that does not fit' : issue.message
  return { key, sentence: `${key} ${words}${missing ? '; it is missing' : ''}.`, stops: true }
}

function unknownSections(value: Readonly<Record<string, unknown>>): SettingsProblem[] {
  const known: ReadonlySet<string> = new Set(SECTIONS)
  return Object.keys(value)
    .filter((name) => !known.has(name))
    .map((name) => ({
      key: name,
      sentence: `${name} is not a section of the settings. Remove it or check its spelling.`,
      stops: false,
    }))
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}
