import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, test } from 'vitest'
import { parseSettings, readSettings, type SettingsReading } from './settings'

const SECRET = 'very-secret-value'
const PROMOTIONS = {
  provider: 'toast',
  url: 'https://promotions.example/v1',
  apiKey: SECRET,
  restaurantExternalId: '8d3c2f0e-5b1a-4c7d-9e62-1f4a7b0c3d25',
}
const COUPONS = {
  provider: 'petz',
  baseUrl: 'http://127.0.0.1:4520',
  accountKey: SECRET,
  deviceRef: 'till-01',
}
const folder = mkdtempSync(join(tmpdir(), 'settings-'))

afterAll(() => {
  rmSync(folder, { recursive: true })
})

function read(value: Readonly<Record<string, unknown>>, secrets = {}): SettingsReading {
  return parseSettings(value, '/shop', secrets)
}

function readFile(text: string): SettingsReading {
  const path = join(folder, 'settings.json')
  writeFileSync(path, text)
  return readSettings(path, {})
}

function sentences({ problems }: SettingsReading): readonly string[] {
  return problems.map(({ sentence }) => sentence)
}

test('without a file the terminal runs on its defaults, and nothing is wrong', () => {
  const { settings, problems } = readSettings(join(folder, 'none.json'), {})
  expect(problems).toEqual([])
  expect(settings).toMatchObject({
    terminal: { name: 'Till 1', currency: 'USD', cashRounding: 1, managerPin: null },
    promotions: null,
    coupons: null,
    scanners: [],
    printer: null,
    catalog: null,
    storePromotions: [],
  })
})

test('the settings of the handbook are all taken', () => {
  const reading = read({
    terminal: {
      ...{ name: 'Till 1', registerRef: 'till-01', store: 'Paws on Pine', currency: 'USD' },
      ...{ locale: 'en-US', pricesIncludeTax: false, cashRounding: 1 },
    },
    promotions: { ...PROMOTIONS, timeoutMs: 2000, barcodePattern: '^PROMO-' },
    coupons: { ...COUPONS, timeoutMs: 5000, couponsReduceTaxBase: false },
    scanners: [
      { transport: 'serial', path: '/dev/ttyUSB0', baudRate: 9600 },
      { transport: 'keyboard' },
    ],
    printer: {
      ...{ transport: 'serial', path: '/dev/ttyUSB1', baudRate: 19_200, columns: 48 },
      ...{ language: 'esc-pos', cutter: true, drawer: true },
    },
    catalog: { file: 'catalog.csv' },
    storePromotions: [
      { name: 'Senior 10%', scope: 'order', percent: 10 },
      { name: 'Dented tin', scope: 'line', amount: 1.15, approval: true },
    ],
  })
  expect(reading.problems).toEqual([])
  const { settings } = reading
  expect(settings.printer?.connection).toEqual({
    ...{ transport: 'serial', path: '/dev/ttyUSB1', baudRate: 19_200, device: null },
    ...{ dataBits: 8, parity: 'none', flowControl: 'none' },
  })
  expect(settings.catalog).toEqual({ file: join('/shop', 'catalog.csv') })
  expect(settings.storePromotions.map(({ value, approval }) => [value, approval])).toEqual([
    [{ kind: 'percent', ratePpm: 100_000 }, false],
    [{ kind: 'amount', amount: 115 }, true],
  ])
})

test('a wrong setting stops its section and says what it must be', () => {
  const reading = read({ promotions: { ...PROMOTIONS, timeoutMs: 'fast' }, coupons: COUPONS })
  expect(sentences(reading)).toEqual([
    'promotions.timeoutMs must be a whole number of milliseconds from 100 to 60000, not "fast".',
  ])
  expect(reading.problems[0]).toMatchObject({ key: 'promotions.timeoutMs', stops: true })
  expect(reading.settings.promotions).toBeNull()
  expect(reading.settings.coupons).not.toBeNull()
})

test.each([
  [{ promotions: { ...PROMOTIONS, timeoutMs: 99 } }, 'promotions.timeoutMs must be a whole'],
  [{ promotions: { ...PROMOTIONS, timeoutMs: 1.5 } }, 'from 100 to 60000, not 1.5.'],
  [{ promotions: { ...PROMOTIONS, provider: 'other' } }, 'must be "toast", not "other".'],
  [{ promotions: { ...PROMOTIONS, url: 'http://shop.example/' } }, 'must be an https address'],
  [{ promotions: { ...PROMOTIONS, url: 'http://127.0.0.1.evil.example/' } }, 'https'],
  [{ promotions: { ...PROMOTIONS, url: 'ftp://127.0.0.1/' } }, 'must be an https address'],
  [{ promotions: { ...PROMOTIONS, barcodePattern: '(' } }, 'must be a regular expression'],
  [{ promotions: { ...PROMOTIONS, barcodePattern: '' } }, 'does not match everything'],
  [{ promotions: { ...PROMOTIONS, restaurantExternalId: '' } }, 'a text of 1 to 64 characters'],
  [{ promotions: { ...PROMOTIONS, apiKey: undefined } }, 'apiKey must be a text'],
  [{ promotions: [] }, 'promotions must be an object: { … }.'],
  [{ coupons: { ...COUPONS, deviceRef: 'till 1' } }, 'must be 1 to 64 letters, digits'],
  [{ coupons: { ...COUPONS, quirks: { moneyAs: 2 } } }, 'coupons.quirks.moneyAs must be'],
  [{ scanners: {} }, 'scanners must be a list: [ … ].'],
  [{ scanners: [{ transport: 'serial' }] }, 'scanners.0.path must be a text'],
  [{ scanners: [{ transport: 'serial' }] }, 'unless "device" says which one it is'],
  [{ scanners: [{ transport: 'hid', device: { vendorId: '5e0' } }] }, 'vendorId must be 4 hexa'],
  [{ scanners: [{ transport: 'hid', device: 'Zebra' }] }, 'must be an object with "vendorId"'],
  [{ scanners: [{ transport: 'keyboard', prefixKey: 'A' }] }, 'name of a key, such as "F13"'],
  [{ sparePrinter: { transport: 'tcp' } }, 'sparePrinter.host must be a text'],
  [{ printer: { transport: 'serial', path: 'p', flowControl: 'dsr' } }, '"rts-cts" or "xon-xoff"'],
  [{ display: { pole: { transport: 'serial' } } }, 'display.pole.path must be a text'],
  [{ barcodes: { variableMeasure: 'xx' } }, 'must be a list of rules or one of "'],
  [{ barcodes: { badgePattern: '' } }, 'does not match everything'],
  [{ scanners: [{ transport: 'radio' }] }, 'scanners.0.transport must be "serial"'],
  [{ scanners: ['serial'] }, 'scanners.0 must be an object'],
  [{ printer: { transport: 'tcp', host: 'p', port: 0 } }, 'from 1 to 65535, not 0.'],
  [{ printer: { transport: 'file', path: 'p', columns: 29 } }, 'from 30 to 64, not 29.'],
  [{ printer: { transport: 'smoke' } }, 'printer.transport must be "serial", "file", "tcp"'],
  [{ catalog: { file: 7 } }, 'catalog.file must be a text of 1 to 1024 characters, not 7.'],
  [{ storePromotions: [{ name: 'A' }] }, 'must have either "percent" or "amount"'],
  [{ storePromotions: [{ name: 'A', percent: 0 }] }, 'must be a number above 0'],
  [{ storePromotions: [{ name: 'A', percent: 101 }] }, 'at most 100'],
  [{ storePromotions: [{ name: 'A', percent: 0.00001 }] }, 'at most 4 decimals'],
  [{ storePromotions: [{ name: 'A', amount: 1.005 }] }, 'must have at most 2 decimals, not 1.005'],
  [{ manufacturerCoupons: [] }, 'manufacturerCoupons must be an object'],
  [{ manufacturerCoupons: { families: { '123': '111' } } }, 'article number with its check digit'],
  [
    { manufacturerCoupons: { families: { '400001102312': '11' } } },
    'must be a family code of three',
  ],
  [
    { manufacturerCoupons: { upcValues: { '9': { amount: 1 } } } },
    'must be values, each by two digits',
  ],
  [{ manufacturerCoupons: { upcValues: { '90': { amount: 1.005 } } } }, 'at most 2 decimals'],
  [{ manufacturerCoupons: { retailers: ['12'] } }, 'must be a company prefix or location number'],
  [{ manufacturerCoupons: { clearing: 'ask' } }, 'must be "refuse" or "manager", not "ask".'],
  [{ terminal: { cashRounding: 0 } }, 'terminal.cashRounding must be a whole number'],
  [{ terminal: { currency: 'DOLLAR' } }, 'must be a currency code such as "USD", not "DOLLAR".'],
  [{ terminal: { locale: 'klingonese' } }, 'must be a language tag'],
  [{ terminal: { store: 'A\u001bB' } }, 'terminal.store must be a text'],
])('%j is told in words: %s', (value, words) => {
  const reading = read(value)
  expect(reading.problems).toMatchObject([{ stops: true }])
  expect(sentences(reading)[0]).toContain(words)
})

test('a missing key is called missing', () => {
  const reading = read({ coupons: { ...COUPONS, deviceRef: undefined } })
  expect(sentences(reading)[0]).toMatch(/^coupons\.deviceRef must be .*; it is missing\.$/)
})

test('one wrong key of the terminal leaves its other keys alone', () => {
  const { settings, problems } = read({
    terminal: { currency: 'EUR', pricesIncludeTax: true, cashRounding: 'five', address: ['A', 7] },
  })
  expect(problems.map(({ key }) => key)).toEqual(['terminal.address.1', 'terminal.cashRounding'])
  expect(settings.terminal).toMatchObject({
    ...{ currency: 'EUR', pricesIncludeTax: true, cashRounding: 1, address: [] },
  })
})

test('a device is named by what it says of itself, in any case of letters', () => {
  const device = { vendorId: '05E0', serialNumber: 'S1' }
  const { settings, problems } = read({
    scanners: [
      { transport: 'hid', device },
      { transport: 'serial', device, framing: 'stx-etx' },
    ],
  })
  expect(problems).toEqual([])
  const named = { vendorId: '05e0', productId: null, serialNumber: 'S1' }
  expect(settings.scanners[0]).toEqual({ transport: 'hid', device: named })
  expect(settings.scanners[1]).toMatchObject({ path: '', framing: 'stx-etx', device: named })
})

test('a country stands for its rules, and a wrong rule leaves the defaults', () => {
  const { barcodes } = read({ barcodes: { variableMeasure: 'us', duplicateMs: 0 } }).settings
  expect(barcodes.duplicateMs).toBe(0)
  expect(barcodes.variableMeasure).toContainEqual({
    ...{ prefix: '02', layout: 'PPPPPPPCVVVV', kind: 'price', decimals: 2 },
  })
  const rule = { prefix: '22', layout: 'PPPPPCVVVVVV', kind: 'price', decimals: 2 }
  const wrong = read({ barcodes: { variableMeasure: [rule] } })
  expect(wrong.settings.barcodes.variableMeasure).toEqual([])
  expect(wrong.problems).toHaveLength(1)
})

test('the customer sees nothing unless a display is set up', () => {
  expect(read({}).settings.display).toEqual({ window: false, pole: null })
  const pole = { transport: 'serial', path: '/dev/ttyUSB2' }
  expect(read({ display: { window: true, pole } }).settings.display).toMatchObject({
    window: true,
    pole: { language: 'cd5220', codePage: 'cp437', connection: { ...pole, baudRate: 9600 } },
  })
})

test('one wrong scanner or discount leaves the others alone', () => {
  const { settings } = read({
    scanners: [{ transport: 'radio' }, { transport: 'keyboard' }],
    storePromotions: [{ name: 'A' }, { name: 'B', percent: 5 }],
  })
  expect(settings.scanners).toEqual([{ transport: 'keyboard', prefixKey: null }])
  expect(settings.storePromotions.map(({ name }) => name)).toEqual(['B'])
})

test('an unknown name is a warning with the name that was probably meant', () => {
  const reading = read({
    promotions: { ...PROMOTIONS, timeoutMS: 100, timeout_ms: 100, colour: 'red' },
    copuons: {},
    zebra: {},
  })
  expect(sentences(reading)).toEqual([
    'copuons is not a setting. Did you mean coupons?',
    'zebra is not a setting. Remove it or check its spelling.',
    'promotions.timeoutMS is not a setting. Did you mean timeoutMs?',
    'promotions.timeout_ms is not a setting. Did you mean timeoutMs?',
    'promotions.colour is not a setting. Remove it or check its spelling.',
  ])
  expect(reading.problems.every(({ stops }) => !stops)).toBe(true)
  expect(reading.settings.promotions?.timeoutMs).toBe(2000)
})

test('a key called __proto__ is an unknown name like any other', () => {
  const reading = readFile('{ "terminal": { "__proto__": { "currency": "EUR" } } }')
  expect(reading.settings.terminal.currency).toBe('USD')
  expect(reading.problems.map(({ key }) => key)).toEqual(['terminal.__proto__'])
})

test('secrets from the environment take the place of those in the file', () => {
  const { settings } = read(
    { promotions: { ...PROMOTIONS, apiKey: undefined }, coupons: COUPONS },
    { PROMOTIONS_API_KEY: 'from-outside', COUPONS_ACCOUNT_KEY: '' },
  )
  expect(settings.promotions?.apiKey).toBe('from-outside')
  expect(settings.coupons?.accountKey).toBe(SECRET)
})

test('a secret alone does not set a provider up', () => {
  expect(read({}, { PROMOTIONS_API_KEY: 'x' }).settings.promotions).toBeNull()
})

describe('no problem repeats a secret', () => {
  test.each([
    { promotions: { ...PROMOTIONS, apiKey: [SECRET] } },
    { promotions: { ...PROMOTIONS, apiKey: SECRET.repeat(20) } },
    { promotions: { ...PROMOTIONS, timeoutMs: 1, apikey: SECRET } },
    { promotions: { ...PROMOTIONS, url: `http://u:${SECRET}@a.b` } },
    { coupons: { ...COUPONS, accountKey: { key: SECRET } } },
    { coupons: { ...COUPONS, quirks: SECRET } },
    { terminal: { managerPin: SECRET } },
    { coupons: SECRET },
  ])('%#', (value) => {
    const reading = read(value)
    expect(reading.problems.length).toBeGreaterThan(0)
    expect(JSON.stringify(reading.problems)).not.toContain(SECRET)
  })

  test('nor does a file that is not JSON', () => {
    for (const text of [`{"apiKey":"${SECRET}`, `{"apiKey":${SECRET}}`, SECRET]) {
      const reading = readFile(text)
      expect(reading.problems).toMatchObject([{ key: '', stops: true }])
      expect(JSON.stringify(reading.problems)).not.toContain(SECRET.slice(0, 6))
    }
  })
})

test('a file that is not JSON is told by line and column, and the till runs on', () => {
  const reading = readFile('{\n  "terminal": {\n    "name": "A"\n    "store": "B"\n  }\n}\n')
  expect(sentences(reading)).toEqual([
    'The settings file has a mistake at line 4, column 5: a comma or } belongs there. ' +
      'The terminal runs on its defaults.',
  ])
  expect(reading.settings.terminal.name).toBe('Till 1')
})

test('a file that begins with a byte order mark is read', () => {
  const reading = readFile('\uFEFF{ "terminal": { "name": "A" } }')
  expect(reading.settings.terminal.name).toBe('A')
})

test('a file with a list or nothing in it, and a folder, are said to be so', () => {
  expect(sentences(readFile('[]'))[0]).toContain('must hold one object')
  expect(sentences(readFile(''))[0]).toContain('line 1, column 1: a value belongs there')
  mkdirSync(join(folder, 'a-folder'))
  expect(sentences(readSettings(join(folder, 'a-folder'), {}))[0]).toContain('cannot be read')
})

test('relative paths start at the folder of the file, absolute ones and ports stay', () => {
  const printer = { transport: 'file', path: 'out/printer.bin' }
  expect(read({ printer }).settings.printer?.connection).toEqual({
    transport: 'file',
    path: join('/shop', 'out/printer.bin'),
  })
  expect(read({ catalog: { file: '/a/b.csv' } }).settings.catalog).toEqual({ file: '/a/b.csv' })
  const port = read({ printer: { transport: 'serial', path: 'COM3' } }).settings.printer
  expect(port?.connection).toMatchObject({ path: 'COM3' })
})

test('what the shop knows of manufacturer coupons is read into its own form', () => {
  const manufacturerCoupons = {
    families: { '400001102312': '111' },
    upcValues: { '90': { amount: 0.45 }, '33': { amount: 0.6, pieces: 2 } },
    retailers: ['0412345'],
    clearing: 'manager',
  }
  const { settings, problems } = read({ manufacturerCoupons })
  expect(problems).toEqual([])
  expect(settings.manufacturerCoupons).toEqual({
    families: { '00400001102312': '111' },
    upcValues: { '90': { amount: 45, pieces: 1 }, '33': { amount: 60, pieces: 2 } },
    retailers: ['0412345'],
    clearing: 'manager',
  })
  expect(read({}).settings.manufacturerCoupons.clearing).toBe('refuse')
})

test('a forgotten coupon is taken for a week, up to five by a cashier, and never longer than its goods', () => {
  const late = (value: Readonly<Record<string, unknown>>) => read(value).settings.returns.late
  expect(late({})).toEqual({ days: 7, cashierLimit: 500 })
  expect(late({ lateCoupon: { days: 30, cashierLimit: null } })).toEqual({
    days: 30,
    cashierLimit: null,
  })
  expect(late({ lateCoupon: { days: 30 }, returns: { days: 14 } })?.days).toBe(14)
  expect(late({ lateCoupon: { days: 0 } })).toBeUndefined()
  expect(late({ returns: { days: 0 } })).toBeUndefined()
  const wrong = read({ lateCoupon: { days: -1, limit: 5 } })
  expect(wrong.problems.map(({ key }) => key)).toEqual(['lateCoupon.limit', 'lateCoupon.days'])
})
