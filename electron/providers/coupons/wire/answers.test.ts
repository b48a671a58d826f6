import { describe, expect, test } from 'vitest'
import { Bug } from '../../../../shared/assert'
import { isCapturedFor, readAuthorization, readCustomer, readSettled, readUse } from './answers'
import { DICTIONARY } from './dictionary'
import { headersOf } from './endpoints'
import { readError } from './errors'
import { productKeys, readIds, readMoney, readPercent, writeMoney, writePhone } from './formats'
import { parseQuirks, QUIRKS } from './quirks'
import { requestsOf } from './requests'
import { misfit, strangers, write } from './shape'
import { exampleOrder } from '../testing/example'

const WIRE = { dictionary: DICTIONARY, quirks: QUIRKS, currencyExponent: 2 }
const { authorize, customer, capture } = DICTIONARY

/** One coupon of a wallet as it was told, read back. */
function coupon(told: object) {
  const coupons = [{ couponId: '1', title: 'One', ...told }]
  const body = write(customer.answer, { consumerId: '7', wallet: { coupons } })
  return readCustomer(WIRE, body).match?.coupons[0]
}

describe('a coupon of a wallet', () => {
  test.each([
    ['amount', '5.00', null, { kind: 'amount', amount: 500 }],
    ['amount', '-5.00', null, { kind: 'unknown' }],
    ['amount', 'five', null, { kind: 'unknown' }],
    ['percent', '12.5', '3.00', { kind: 'percent', ratePpm: 125_000, most: 300 }],
    ['percent', '12.5', null, { kind: 'percent', ratePpm: 125_000, most: null }],
    ['percent', '12.5', '-3.00', { kind: 'percent', ratePpm: 125_000, most: 0 }],
    ['percent', '100', null, { kind: 'percent', ratePpm: 1_000_000, most: null }],
    ['percent', '100.1', null, { kind: 'unknown' }],
    ['percent', '-1', null, { kind: 'unknown' }],
    ['percent', 'half', null, { kind: 'unknown' }],
    ['free_item', '2', null, { kind: 'free-item', pieces: 2 }],
    ['free_item', 'two', null, { kind: 'unknown' }],
    ['a_surprise', '2', null, { kind: 'unknown' }],
  ])('worth %s %s, at most %s', (valueType, value, valueMost, expected) => {
    expect(coupon({ valueType, value, valueMost })?.value).toEqual(expected)
  })

  test('has one use and needs one piece where nothing is said', () => {
    expect(coupon({})).toMatchObject({ usesLeft: 1, minPieces: 1, gtins: [], kind: 'coupon' })
    expect(coupon({ uses: '3', piecesLeast: '2' })).toMatchObject({ usesLeft: 3, minPieces: 2 })
    expect(coupon({ uses: 'many', piecesLeast: '0' })).toMatchObject({ usesLeft: 1, minPieces: 1 })
  })

  test('names its products by the likeliest number of each; others are left out', () => {
    expect(coupon({ upcs: ['400001102312', 'none', 4] })?.gtins).toEqual([
      productKeys('400001102312')[0],
      '00000000000004',
    ])
    expect(coupon({ upcs: 'none' })?.gtins).toEqual([])
  })

  test('is for a thousand products at most', () => {
    const upcs = Array.from({ length: 1_001 }, (_, index) => index + 1)
    expect(coupon({ upcs })?.gtins.at(-1)).toBe('00000000001000')
  })

  test('without an id is none', () => {
    expect(coupon({ couponId: null })).toBeUndefined()
  })
})

describe('an authorization', () => {
  const read = (told: Parameters<typeof write<typeof authorize.answer>>[1]) =>
    readAuthorization(WIRE, write(authorize.answer, told))

  test('is one that has an id or a status', () => {
    expect(read({}).recognised).toBe(false)
    expect(read({ status: 'none' }).recognised).toBe(true)
    expect(read({ authorizationId: 'A-1' }).recognised).toBe(true)
  })

  test('uses a coupon once where it does not say how often', () => {
    const coupons = [{ couponId: '1', value: '1.00', uses: null, lines: [] }]
    expect(read({ authorizationId: 'A-1', coupons }).coupons[0]?.uses).toBe(1)
    const often = [{ couponId: '1', value: '1.00', uses: 2, lines: [] }]
    expect(read({ authorizationId: 'A-1', coupons: often }).coupons[0]?.uses).toBe(2)
  })

  test('leaves out a rejected coupon without an id', () => {
    const rejected = [
      { couponId: null, reason: 'expired' },
      { couponId: '2', reason: 'expired' },
    ]
    expect(read({ status: 'none', rejected }).rejected).toMatchObject([{ couponId: '2' }])
  })

  test.each([
    ['its id', { authorizationId: {} }],
    ['its order', { orderRef: [] }],
    ['its end', { authorizationId: 'A-1', expiresAt: 'soon' }],
    ['its total', { authorizationId: 'A-1', totalValue: 'much' }],
    ['a value', { coupons: [{ couponId: '1', value: 'much', lines: [] }] }],
    ['a number of uses', { coupons: [{ couponId: '1', uses: 'many', lines: [] }] }],
    ['a value of a line', { coupons: [{ couponId: '1', lines: [{ value: 'much' }] }] }],
    ['a quantity of a line', { coupons: [{ couponId: '1', lines: [{ quantity: 'few' }] }] }],
  ])('is broken where %s cannot be read', (_, told) => {
    expect(read(told as never).broken).toBe(true)
  })
})

test('an answer without a status is silent about it, one with an odd status is not', () => {
  expect(readSettled(WIRE, 'capture', {})).toEqual({ authorizationId: null, status: null })
  const told = write(capture.answer, { authorizationId: 'A-1', status: 'odd' })
  expect(readSettled(WIRE, 'capture', told)).toEqual({ authorizationId: 'A-1', status: 'unknown' })
  expect(readUse(WIRE, {})).toEqual({ couponId: null, status: null })
})

test('a capture without coupons is that of ours', () => {
  expect(isCapturedFor(WIRE, {}, [])).toBe(true)
})

describe('values', () => {
  test('amounts beyond what a till counts, and numbers beyond what it can tell apart, are none', () => {
    const form = { as: 'string', exponent: 2 } as const
    expect(readMoney('9999999999.99', form)).toBeNull()
    expect(readMoney('999999999999', { as: 'string', exponent: 6 })).toBeNull()
    expect(readMoney('-0', form)).toBeNull()
    expect(readMoney(-0, form)).toBeNull()
    expect(readMoney('-1.00', form)).toBe(-100)
    expect(readPercent('101')).toBeNull()
  })

  test('a list of ids keeps what is one', () => {
    expect(readIds('1')).toEqual([])
    expect(readIds(['1', 2, null, {}, ''])).toEqual(['1', '2'])
  })

  test('a phone number in ten digits has no country', () => {
    expect(writePhone('+1 206 555 0142', 'national10')).toBe('2065550142')
    expect(writePhone('+49 30 1234567', 'national10')).toBe('49301234567')
    expect(writePhone('555', 'national10')).toBeNull()
  })

  test('a product number without digits, or with too many, is none', () => {
    expect(productKeys('none')).toEqual([])
    expect(productKeys({})).toEqual([])
    expect(productKeys('123456789012345')).toEqual([])
    expect(productKeys('123')).toEqual(['00000000000123'])
  })

  test('a switch nobody knows stops the till', () => {
    expect(() => writeMoney(500 as never, { as: 'gold' as never, exponent: 2 })).toThrow(Bug)
    expect(() => writePhone('2065550142', 'morse' as never)).toThrow(Bug)
    const quirks = { ...QUIRKS, authHeader: 'odd' as never }
    expect(() => headersOf('k', quirks, 'r', null)).toThrow(Bug)
  })

  test('a key with a name in it is sent as it is', () => {
    const quirks = { ...QUIRKS, authHeader: 'basic' } as const
    const sent = (key: string) => Object.values(headersOf(key, quirks, 'r', null)).join()
    expect(sent('shop:key')).toContain(`Basic ${btoa('shop:key')}`)
    expect(sent('key')).toContain(`Basic ${btoa('key:')}`)
  })
})

describe('switches in the settings', () => {
  const keyOf = (input: unknown) => {
    const read = parseQuirks(input)
    return read.ok ? read.value : read.error.key
  }

  test.each([[null], ['bearer'], [7]])('cannot be %j', (input) => {
    expect(parseQuirks(input)).toEqual({
      ok: false,
      error: { key: '', must: 'be an object of switches' },
    })
  })

  test('name a header, or none', () => {
    expect(keyOf({ idempotencyHeader: 'X-Once' })).toMatchObject({ idempotencyHeader: 'X-Once' })
    expect(keyOf({ idempotencyHeader: '' })).toMatchObject({ idempotencyHeader: '' })
    expect(keyOf({ idempotencyHeader: 'X Once' })).toBe('idempotencyHeader')
    expect(keyOf({ idempotencyHeader: 'x'.repeat(65) })).toBe('idempotencyHeader')
    expect(keyOf({ idempotencyHeader: 7 })).toBe('idempotencyHeader')
  })

  test('name a wallet address with a place for the consumer, or none', () => {
    const walletUrlTemplate = 'https://wallet.example/{consumer}'
    expect(keyOf({ walletUrlTemplate })).toMatchObject({ walletUrlTemplate })
    expect(keyOf({ walletUrlTemplate: '' })).toMatchObject({ walletUrlTemplate: '' })
    expect(keyOf({ walletUrlTemplate: 'https://wallet.example' })).toBe('walletUrlTemplate')
    expect(keyOf({ walletUrlTemplate: null })).toBe('walletUrlTemplate')
  })
})

describe('shapes', () => {
  test('write an object that is not there as null', () => {
    const name = DICTIONARY.error.error.name
    expect(write(DICTIONARY.error, { error: null as never })).toEqual({ [name]: null })
  })

  test('tell the way to what does not fit', () => {
    const wallet = { [customer.answer.wallet.name]: { coupons: 'none' } }
    expect(misfit(customer.answer, wallet)).toBe('wallet.coupons')
    expect(misfit(customer.answer, { [customer.answer.wallet.name]: [] })).toBe('wallet')
  })

  test('have no strangers in what is no object', () => {
    expect(strangers(customer.answer, 'text')).toEqual([])
    expect(strangers(customer.answer, { odd: 1 })).toEqual(['odd'])
  })
})

test('an error in no form of ours has the words it has', () => {
  expect(readError(DICTIONARY, '{"odd":"words"}')).toMatchObject({
    ...{ code: 'unknown', detail: '', structured: true },
  })
})

test('a completed order that nobody paid is closed when it last changed', () => {
  const { order: message } = requestsOf(WIRE, 'till-2')
  const unpaid = exampleOrder({ paidAt: null, changedAt: Date.parse('2025-03-20T17:41:00Z') })
  expect(JSON.stringify(message({ status: 'completed', order: unpaid }))).toContain(
    '2025-03-20T17:41:00Z',
  )
})
