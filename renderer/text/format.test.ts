import { describe, expect, test } from 'vitest'
import { money } from '../../shared/money'
import { quantity } from '../../shared/quantity'
import { makeFormat, MINUS } from './format'

const dollars = makeFormat('en-US', 'USD', 'America/Los_Angeles')
const AT_1741 = Date.UTC(2025, 2, 21, 0, 41)

describe('amounts', () => {
  test.each([
    [5899, '58.99'],
    [-500, `${MINUS}5.00`],
    [0, '0.00'],
    [1_245_780, '12,457.80'],
  ])('%i minor units read %s in a list', (minorUnits, text) => {
    expect(dollars.amount(money(minorUnits))).toBe(text)
  })

  test('money off carries the true minus sign, and nothing off carries none', () => {
    expect(dollars.off(money(500))).toBe('−5.00')
    expect(dollars.off(money(0))).toBe('0.00')
  })

  test('the one big figure carries the sign of the currency', () => {
    expect(dollars.figure(money(9229))).toBe('$92.29')
    expect(dollars.figure(money(-500))).toBe('−$5.00')
  })

  test('an amount below zero is said as minus', () => {
    expect(dollars.spoken(money(-500))).toBe('minus 5.00 US dollars')
  })

  test('a currency without cents shows none', () => {
    const yen = makeFormat('ja-JP', 'JPY', 'Asia/Tokyo')
    expect(yen.amount(money(1980))).toBe('1,980')
    expect(yen.exponent).toBe(0)
  })

  test('decimal signs follow the locale', () => {
    expect(makeFormat('de-DE', 'EUR').amount(money(123_456))).toBe('1.234,56')
  })
})

describe('quantities, rates and times', () => {
  test('pieces are whole and weights have three digits', () => {
    expect(dollars.quantity(quantity(6000), 'each')).toBe('6')
    expect(dollars.quantity(quantity(1240), 'lb')).toBe('1.240 lb')
  })

  test('a rate shows only the digits it has', () => {
    expect(dollars.percent(80_000)).toBe('8%')
    expect(dollars.percent(82_500)).toBe('8.25%')
  })

  test('times have 24 hours in every locale', () => {
    expect(dollars.time(AT_1741)).toBe('17:41')
  })

  test('days are short and plain dates have no time zone', () => {
    expect(dollars.day(AT_1741)).toBe('Mar 20')
    expect(dollars.plainDay('2025-03-31')).toBe('Mar 31')
    expect(dollars.plainToday(AT_1741)).toBe('2025-03-20')
  })

  test('order numbers have four digits at least', () => {
    expect(dollars.orderNumber(42)).toBe('0042')
    expect(dollars.orderNumber(12_345)).toBe('12345')
  })
})
