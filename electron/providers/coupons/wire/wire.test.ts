import { readdirSync, readFileSync, statSync } from 'node:fs'
import { join, relative } from 'node:path'
import { describe, expect, test } from 'vitest'
import { money, MONEY_MAX, subtract } from '../../../../shared/money'
import { quantity, QUANTITY_MAX } from '../../../../shared/quantity'
import { DICTIONARY, snakeNames } from './dictionary'
import { CAPTURE_ALIAS, headersOf, PATH_ROOT, PATHS, pathOf } from './endpoints'
import { ERROR_CODE, REJECTION } from './enums'
import { readError } from './errors'
import * as formats from './formats'
import { parseQuirks, QUIRKS } from './quirks'
import { read, strangers, write } from './shape'
import { exampleOrder } from '../testing/example'
import { requestsOf } from './requests'
import { walletAddress } from './wallet-address'

const ROOT = join(import.meta.dirname, '../../../..')
const OURS = join('electron', 'providers', 'coupons', 'wire')

describe('wire knowledge stays in the mapping module', () => {
  const files = ['electron', 'renderer', 'shared'].flatMap((room) => sources(join(ROOT, room)))
  const names = new RegExp(`\\b(?:${snakeNames(DICTIONARY).join('|')})\\b`)

  test('no other source file holds a path or a field name of the coupon service', () => {
    expect(files.length).toBeGreaterThan(5)
    const offenders = files.flatMap((file) => {
      const text = readFileSync(file, 'utf8')
      const name = names.exec(text)?.[0]
      const path = text.includes(PATH_ROOT) ? PATH_ROOT : null
      return name || path ? [`${relative(ROOT, file)}: ${name ?? path}`] : []
    })
    expect(offenders).toEqual([])
  })

  test('the list of names has the published ones in it', () => {
    expect(snakeNames(DICTIONARY)).toEqual(
      expect.arrayContaining(['device_ref', 'order_ref', 'consumer_id', 'current_phone']),
    )
  })
})

function sources(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name)
    if (relative(ROOT, path) === OURS) return []
    if (statSync(path).isDirectory()) return sources(path)
    return /\.(ts|tsx|css|html)$/.test(name) ? [path] : []
  })
}

test('what manufacturers pay for is told with the store’s discounts, so that the sum is the receipt’s', () => {
  const { totals } = exampleOrder()
  const order = exampleOrder({
    paidAt: 1,
    totals: {
      ...totals,
      manufacturerDiscount: money(75),
      total: subtract(totals.total, money(75)),
    },
  })
  const quirks = parseQuirks({})
  if (!quirks.ok) throw new Error('No quirks')
  const wire = { dictionary: DICTIONARY, quirks: quirks.value, currencyExponent: 2 }
  const body = requestsOf(wire, 'till-01').order({ order, status: 'completed' })
  const own = totals.storeDiscount + totals.promotionDiscount
  expect(body).toMatchObject({
    totals: { store_discount: ((own + 75) / 100).toFixed(2), petz_discount: '6.89' },
  })
})

describe('shapes', () => {
  const shape = DICTIONARY.authorize.request

  test('writing leaves out what is undefined and sends what is null', () => {
    const order = DICTIONARY.order.request
    expect(write(order, { orderRef: 'o', customerRef: null, status: undefined })).toEqual({
      order_ref: 'o',
      customer_ref: null,
    })
  })

  test('a field that the message does not have stops the writer', () => {
    const data: object = { orderRef: 'o', surprise: 1 }
    expect(() => write(shape, data)).toThrow('surprise')
  })

  test('reading ignores strangers, and a list may be absent', () => {
    expect(read(shape, { order_ref: 7, surprise: 1 })).toMatchObject({ orderRef: 7, lines: [] })
    expect(read(shape, 'nonsense').orderRef).toBeUndefined()
    expect(read(shape, { order_ref: 'o', lines: 'x' }).lines).toEqual([])
  })

  test('strangers are named with the way to them', () => {
    expect(strangers(shape, { order_ref: 'o', odd: 1, lines: [{ net: '1', nett: '1' }] })).toEqual([
      'odd',
      'lines.nett',
    ])
  })
})

describe('formats', () => {
  const euro = { as: 'string', exponent: 2 } as const

  test.each([
    [500, 2, '5.00'],
    [5, 2, '0.05'],
    [-190, 2, '-1.90'],
    [5, 0, '5'],
    [1234, 3, '1.234'],
  ])('%i with %i digits is written %s', (amount, exponent, text) => {
    expect(formats.writeMoney(money(amount), { as: 'string', exponent })).toBe(text)
    expect(formats.readMoney(text, { as: 'string', exponent })).toBe(amount)
  })

  test('money is a number or whole cents by switch', () => {
    expect(formats.writeMoney(money(189), { as: 'number', exponent: 2 })).toBe(1.89)
    expect(formats.writeMoney(money(189), { as: 'cents', exponent: 2 })).toBe(189)
    expect(formats.readMoney(189, { as: 'cents', exponent: 2 })).toBe(189)
  })

  test.each([
    ['5', 500],
    [5, 500],
    [1.89, 189],
    ['1.8900', 189],
    ['5.005', null],
    ['', null],
    ['5,00', null],
    [null, null],
    ['1e3', null],
    ['99999999999', null],
    [Number.NaN, null],
  ])('money %j reads as %j', (value, amount) => {
    expect(formats.readMoney(value, euro)).toBe(amount)
  })

  test('quantities lose zeros at the end, and none is above zero', () => {
    expect(formats.writeQuantity(quantity(6000))).toBe('6')
    expect(formats.writeQuantity(quantity(750))).toBe('0.75')
    expect(formats.readQuantity('0.753')).toBe(753)
    expect(formats.readQuantity(2)).toBe(2000)
    expect(formats.readQuantity('0')).toBeNull()
    expect(formats.readQuantity('-1')).toBeNull()
  })

  test('the largest amount, quantity, share and id are read, and nothing beyond them', () => {
    const whole = { as: 'cents', exponent: 2 } as const
    for (const amount of [MONEY_MAX, -MONEY_MAX]) {
      expect(formats.readMoney(amount, whole)).toBe(amount)
      expect(formats.readMoney(amount + Math.sign(amount), whole)).toBeNull()
    }
    expect(formats.readQuantity(QUANTITY_MAX / 1000)).toBe(QUANTITY_MAX)
    expect(formats.readQuantity((QUANTITY_MAX + 1) / 1000)).toBeNull()
    expect(['0', '100', '-0.0001', '100.0001'].map(formats.readPercent)).toEqual([
      ...[0, 1_000_000, null, null],
    ])
    expect(['0', '-1'].map(formats.readCount)).toEqual([0, null])
    expect(formats.readId('x'.repeat(128))).toHaveLength(128)
    expect(formats.readId('x'.repeat(129))).toBeNull()
  })

  test.each([
    ['(206) 555-0142', '+12065550142'],
    ['2065550142', '+12065550142'],
    ['1 206 555 0142', '+12065550142'],
    ['+44 20 7946 0018', '+442079460018'],
    ['555-0142', null],
    ['', null],
    ['+4912345678', '+4912345678'],
    ['123456789012345', '+123456789012345'],
    ['1234567890123456', null],
  ])('phone %j is %j', (typed, phone) => {
    expect(formats.internationalPhone(typed)).toBe(phone)
  })

  test('ten national digits by switch', () => {
    expect(formats.writePhone('+1 206 555 0142', 'national10')).toBe('2065550142')
  })

  test('ids come as text or number and stay text', () => {
    expect(formats.readId(880412)).toBe('880412')
    expect(formats.readId('')).toBeNull()
    expect(formats.readId({})).toBeNull()
  })

  test('a UPC, its EAN form, its form without the zero and its UPC-E are one product', () => {
    const keys = ['042100005264', '0042100005264', '42100005264', '04252614'].map((text) =>
      formats.productKeys(text).at(-1),
    )
    expect(new Set(keys)).toEqual(new Set(['00042100005264']))
  })

  test('sentences from outside lose control characters and length', () => {
    expect(formats.readText('a\u001b[2J\nb\u202e')).toBe('a [2J b')
    expect(formats.readText('x'.repeat(900))).toHaveLength(200)
    expect(formats.readText(7)).toBe('')
  })

  test('times are whole seconds', () => {
    expect(formats.writeTime(Date.parse('2025-03-20T17:42:10.999Z'))).toBe('2025-03-20T17:42:10Z')
    expect(formats.readTime('2025-03-20T17:42:10Z')).toBe(Date.parse('2025-03-20T17:42:10Z'))
    expect(formats.readTime('soon')).toBeNull()
  })
})

describe('switches', () => {
  test('every path keeps its slash, and capture has two names', () => {
    for (const path of [...Object.values(PATHS), CAPTURE_ALIAS]) expect(path).toMatch(/^\/.*\/$/)
    expect(pathOf('capture', { ...QUIRKS, capturePath: 'redeem' })).toBe(CAPTURE_ALIAS)
  })

  test('the key travels as the switch says', () => {
    const header = (authHeader: typeof QUIRKS.authHeader) =>
      headersOf('k', { ...QUIRKS, authHeader, idempotencyHeader: '' }, 'r', 'once')
    expect(header('bearer')).toMatchObject({ Authorization: 'Bearer k' })
    expect(header('basic')).toMatchObject({ Authorization: 'Basic azo=' })
    expect(header('api_key_header')).toMatchObject({ 'X-Api-Key': 'k' })
    expect(Object.keys(header('bearer'))).not.toContain('Idempotency-Key')
  })

  test.each([
    ['capturePath', ['capture', 'redeem']],
    ['releaseStrategy', ['auth_cancel', 'order_cancel', 'none']],
    ['linesIn', ['both', 'auth', 'order']],
    ['moneyAs', ['string', 'number', 'cents']],
    ['phoneAs', ['e164', 'national10']],
    ['authHeader', ['bearer', 'api_key_header', 'basic']],
    ['walletUrlFrom', ['response', 'template']],
  ])('%s can be one of %j and nothing else', (key, choices) => {
    for (const choice of choices) {
      expect(parseQuirks({ [key]: choice })).toMatchObject({ ok: true, value: { [key]: choice } })
    }
    expect(parseQuirks({ [key]: 'other' })).toEqual({
      ok: false,
      error: { key, must: `be one of ${choices.join(', ')}` },
    })
  })

  test.each([
    ['idempotencyHeader', ['', 'Idempotency-Key'], ['a b', 1, 'x'.repeat(65)]],
    ['walletUrlTemplate', ['', 'https://x.test/{consumer}'], ['https://x.test/', 1]],
  ])('%s can be %j and none of %j', (key, good, bad) => {
    for (const value of good) expect(parseQuirks({ [key]: value }).ok).toBe(true)
    for (const value of bad) expect(parseQuirks({ [key]: value })).toMatchObject({ error: { key } })
  })

  test('settings are read, and what cannot work says why', () => {
    expect(parseQuirks(undefined)).toEqual({ ok: true, value: QUIRKS })
    expect(parseQuirks({ moneyAs: 'cents' })).toMatchObject({ value: { moneyAs: 'cents' } })
    expect(parseQuirks({ authHeader: 'token_grant' })).toMatchObject({
      ok: false,
      error: { key: 'authHeader', must: expect.stringContaining('not supported') },
    })
    expect(parseQuirks({ moneyAs: 'gold' })).toMatchObject({ error: { key: 'moneyAs' } })
    expect(parseQuirks({ odd: 1 })).toMatchObject({ error: { key: 'odd' } })
  })

  test('a wallet address comes from the answer or the template, and must be safe to open', () => {
    const template = {
      ...QUIRKS,
      walletUrlFrom: 'template',
      walletUrlTemplate: 'https://wallet.example/{consumer}',
    } as const
    expect(walletAddress(template, 'a/b', null)).toBe('https://wallet.example/a%2Fb')
    expect(walletAddress(QUIRKS, '1', 'https://wallet.example/w')).toBe('https://wallet.example/w')
    expect(walletAddress(QUIRKS, '1', 'javascript:alert(1)')).toBeNull()
    expect(walletAddress(QUIRKS, '1', 'http://wallet.example/w')).toBeNull()
  })
})

describe('words and errors', () => {
  test('unknown words read as unknown', () => {
    expect(REJECTION.read('held_elsewhere')).toBe('held-elsewhere')
    expect(REJECTION.read('out_of_luck')).toBe('unknown')
    expect(ERROR_CODE.read(undefined)).toBe('unknown')
  })

  test('four forms of an error body are understood', () => {
    const ours = { error: { code: 'auth_expired', message: 'gone', request_id: 'r-1' } }
    expect(readError(DICTIONARY, JSON.stringify(ours))).toMatchObject({
      code: 'auth-expired',
      detail: 'r-1: gone',
    })
    expect(readError(DICTIONARY, '{"detail":"Not found."}')).toMatchObject({
      code: 'unknown',
      detail: 'Not found.',
      structured: true,
    })
    expect(readError(DICTIONARY, '{"qty":["too","many"]}').detail).toBe('qty: too many')
    expect(readError(DICTIONARY, '<h1>Bad gateway</h1>')).toMatchObject({
      code: 'unknown',
      detail: 'Bad gateway',
      structured: false,
    })
  })
})
