import { describe, expect, it } from 'vitest'
import { GTINS_MAX } from './contract'
import { parseCommand, parseGtins, parseOrderNumber, parsePlace } from './parse'

const GOOD: readonly unknown[] = [
  { type: 'OpenReturn', ref: 'till-01-20250320-0042' },
  { type: 'DropReturn' },
  { type: 'TakeBack', lineId: 'l1', quantity: 0, reason: 'faulty' },
  { type: 'TakeBackAll', reason: 'other' },
  { type: 'VoidSale', ref: 'till-01-20250320-0042' },
  { type: 'TakeBackUnsold', sku: 'rope', quantity: 1000, reason: 'wrong-item' },
  { type: 'TakeBackUnsold', sku: 'rope', quantity: 1240, price: 500, reason: 'changed-mind' },
  { type: 'KeepGoods', goodsId: 'g1' },
  { type: 'ChooseCodeBack', promotionId: 'p1', back: false },
  { type: 'ApproveReturn', pin: '2468', reason: 'Goodwill' },
  { type: 'GiveBackCash' },
  { type: 'GiveBackCash', pin: '2468' },
  { type: 'GiveBackCash', pin: '2468', reason: 'Card is gone' },
]

const BAD: readonly unknown[] = [
  { type: 'OpenReturn' },
  { type: 'OpenReturn', ref: 'x'.repeat(65) },
  { type: 'TakeBack', lineId: 'l1', quantity: -1000, reason: 'faulty' },
  { type: 'TakeBack', lineId: 'l1', quantity: 1.5, reason: 'faulty' },
  { type: 'TakeBack', lineId: 'l1', quantity: 1000, reason: 'because' },
  { type: 'TakeBackUnsold', sku: 'rope', quantity: 1e12, reason: 'other' },
  { type: 'ChooseCodeBack', promotionId: 'p1', back: 'no' },
  { type: 'ApproveReturn', reason: 'Goodwill' },
  { type: 'ApproveReturn', pin: 'secret' },
  { type: 'ApproveReturn', pin: '2468', by: 'manager' },
  { type: 'GiveBackCash', amount: 5000 },
]

describe('what a window asks of goods that come back', () => {
  it.each(GOOD)('%j is heard as it is', (command) => {
    expect(parseCommand(command)).toEqual({ ok: true, value: command })
  })

  it.each(BAD)('%j is turned away', (command) => {
    expect(parseCommand(command).ok).toBe(false)
  })

  it('looks sales up by the numbers that orders have', () => {
    expect([1, 42, 9999].every((number) => parseOrderNumber(number).ok)).toBe(true)
    expect([0, -1, 10_000, 1.5, '42'].some((number) => parseOrderNumber(number).ok)).toBe(false)
  })

  it('may be where goods come back', () => {
    expect(['return', 'return-unsold'].every((place) => parsePlace(place).ok)).toBe(true)
  })
})

describe('what a window asks of a customer', () => {
  it('is a number, or the same one once more', () => {
    const asked = { type: 'SetCustomer', phone: '2065550142' }
    expect(parseCommand(asked)).toEqual({ ok: true, value: asked })
    expect(parseCommand({ ...asked, again: true })).toEqual({
      ok: true,
      value: { ...asked, again: true },
    })
    expect(parseCommand({ ...asked, again: 'yes' }).ok).toBe(false)
  })

  it('is what products are called, by so many numbers', () => {
    const gtin = '00400001102312'
    expect(parseGtins([]).ok).toBe(true)
    expect(parseGtins(Array<string>(GTINS_MAX).fill(gtin)).ok).toBe(true)
    expect(parseGtins(Array<string>(GTINS_MAX + 1).fill(gtin)).ok).toBe(false)
    expect([[''], ['dog'], [`${gtin}1`], [42], gtin].some((one) => parseGtins(one).ok)).toBe(false)
  })
})
