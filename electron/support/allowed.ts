/*
 * What of settings, log lines and devices may go into a support file. By lists of what is allowed, never of
 * what is not: a field that is added later stays at home until somebody puts it on a list here. Texts are let
 * through only where their look is that of a word of ours: lower case, no digits.
 */
import type { DeviceView } from '../../shared/ipc/contract'
import type { HealthView } from '../../shared/ipc/support'
import type { Settings } from '../../shared/settings'
import { LOG_SENTENCES } from './log-sentences'

/** Which fields of a value are allowed; `true` is a plain value, a list stands for each of its members. */
type Allowed = true | { readonly [field: string]: Allowed } | readonly [Allowed]

const CONNECTION: Allowed = {
  transport: true,
  baudRate: true,
  dataBits: true,
  parity: true,
  flowControl: true,
  port: true,
  reportBytes: true,
}
const PRINTER: Allowed = {
  connection: CONNECTION,
  columns: true,
  font: true,
  language: true,
  drawer: true,
}
const SETTINGS: Allowed = {
  terminal: {
    currency: true,
    locale: true,
    pricesIncludeTax: true,
    cashRounding: true,
    displayScale: true,
  },
  promotions: { provider: true, timeoutMs: true },
  coupons: { provider: true, timeoutMs: true, couponsReduceTaxBase: true },
  scanners: [
    {
      transport: true,
      baudRate: true,
      dataBits: true,
      parity: true,
      flowControl: true,
      framing: true,
    },
  ],
  printer: PRINTER,
  sparePrinter: PRINTER,
  display: { window: true, pole: { connection: CONNECTION } },
}

/** The settings without secrets, addresses, names and persons; of the discounts only how many there are. */
export function allowedSettings(settings: Settings): unknown {
  return {
    settings: pick(settings, SETTINGS),
    managerPinSet: settings.terminal.managerPin !== null,
    catalogSet: settings.catalog !== null,
    storePromotions: settings.storePromotions.length,
    quirks: Object.keys(settings.coupons?.quirks ?? {}).filter(isOurWord),
  }
}

const HEALTH_DEVICE: Allowed = { id: true, kind: true, status: true, code: true, since: true }

/** How everything is, without what devices have sent and where things are on this computer. */
export function allowedHealth(health: HealthView): unknown {
  const { devices, backup, ...rest } = health
  return { ...rest, backupAt: backup?.at ?? null, devices: devices.map(allowedDevice) }
}

function allowedDevice(device: DeviceView): unknown {
  const { columns, drawer, paper, drawerLevel, was } = device.details
  const [transport = ''] = device.connection.split(',')
  const details = { columns, drawer, paper, drawerLevel, was }
  return { ...record(pick(device, HEALTH_DEVICE)), transport: ourWordIn(transport), details }
}

/** Plain fields of a log line that say what happened and hold nothing that came from outside. */
const LOG_FIELDS: readonly string[] = [
  'code',
  'reason',
  'status',
  'name',
  'what',
  'kind',
  'operation',
  'exchange',
  'outcome',
  'attempt',
  'attempts',
  'loaded',
  'skipped',
  'ms',
  'tookMs',
  'journal',
]

/**
 * A line of the log as it may leave the shop, or null for one that cannot be read. Of an error its kind and its
 * places are kept, never its message.
 */
export function allowedLogLine(line: string): string | null {
  const read = parsed(line)
  if (read === null) return null
  const kept: Record<string, unknown> = {
    level: ourWordIn(read['level']),
    time: timeIn(read['time']),
    msg: sentenceIn(read['msg']),
  }
  for (const field of LOG_FIELDS) {
    const value = read[field]
    if (isSmallNumber(value) || typeof value === 'boolean') kept[field] = value
    else if (isOurWord(value)) kept[field] = value
  }
  if (isVersion(read['version'])) kept['version'] = read['version']
  const stack = read['text'] ?? record(read['error'])['stack']
  if (typeof stack === 'string') kept['places'] = placesIn(stack)
  return JSON.stringify(kept)
}

function pick(value: unknown, allowed: Allowed): unknown {
  if (value === null || value === undefined) return null
  if (allowed === true) return plain(value)
  if (isList(allowed)) {
    const [each] = allowed
    return Array.isArray(value) ? value.map((one) => pick(one, each)) : null
  }
  const from = record(value)
  return Object.fromEntries(
    Object.entries(allowed)
      .filter(([field]) => Object.hasOwn(from, field))
      .map(([field, inner]) => [field, pick(from[field], inner)]),
  )
}

function isList(allowed: Allowed): allowed is readonly [Allowed] {
  return Array.isArray(allowed)
}

/** A setting is a number, a yes or no, or a short word such as "esc-pos", "en-US", "USD". */
function plain(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean') return value
  return typeof value === 'string' && /^[A-Za-z][A-Za-z0-9-]{0,15}$/.test(value) ? value : '[text]'
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  if (typeof value !== 'object' || value === null) return {}
  return Object.fromEntries(Object.entries(value))
}

function parsed(line: string): Readonly<Record<string, unknown>> | null {
  try {
    const value: unknown = JSON.parse(line)
    return typeof value === 'object' && value !== null ? record(value) : null
  } catch {
    return null
  }
}

/** Kebab-case without digits, or the name of a call. */
function isOurWord(value: unknown): value is string {
  return typeof value === 'string' && /^[a-z]+(?:-[a-z]+)*(?::[a-z-]+)?$/.test(value)
}

function ourWordIn(value: unknown): string | null {
  const text = typeof value === 'string' ? value.toLowerCase() : value
  return isOurWord(text) ? text : null
}

function isSmallNumber(value: unknown): boolean {
  return typeof value === 'number' && Math.abs(value) < 1_000_000
}

function isVersion(value: unknown): boolean {
  return typeof value === 'string' && /^\d{1,3}(?:\.\d{1,5}){1,3}$/.test(value)
}

function timeIn(value: unknown): string | null {
  const at = typeof value === 'string' ? Date.parse(value) : Number.NaN
  return Number.isNaN(at) ? null : new Date(at).toISOString()
}

function sentenceIn(value: unknown): string {
  return typeof value === 'string' && LOG_SENTENCES.has(value)
    ? value
    : '[a sentence not on the list]'
}

/** The kind of an error and the lines of ours it came through; never its message. */
function placesIn(stack: string): readonly string[] {
  const kind = /^[A-Z][A-Za-z]{0,40}(?=[:\n])/.exec(stack)?.[0] ?? 'Error'
  const places = [...stack.matchAll(/^\s+at .*?([\w.-]{1,60}\.[cm]?js:\d+:\d+)\)?$/gm)]
  return [kind, ...places.slice(0, 30).map(([, place]) => place ?? '')]
}
