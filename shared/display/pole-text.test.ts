import { describe, expect, it } from 'vitest'
import { money } from '../money'
import { pieces, quantity } from '../quantity'
import type { CustomerLine, CustomerScene } from './customer-view'
import { poleWriter } from './pole-text'

const shop = { store: 'Paws on Pine', locale: 'en-US', currency: 'USD' }

const TEA: CustomerLine = {
  id: 'L1',
  name: 'Tea',
  quantity: pieces(1),
  unit: 'each',
  unitPrice: money(300),
  price: money(300),
  discounts: [],
}

const ORDER = {
  lines: [TEA],
  earlier: 0,
  pieces: pieces(1),
  discounts: [],
  otherDiscounts: money(0),
  subtotal: money(300),
  tax: money(0),
  saved: money(0),
  total: money(9229),
}

const said = (scene: CustomerScene) => poleWriter(shop)(scene)
const lineOf = (line: Partial<CustomerLine>) =>
  said({ status: 'order', ...ORDER, lines: [{ ...TEA, ...line }] })[0]

describe('a pole display of twenty characters', () => {
  it.each<[string, CustomerScene, string, string]>([
    ['welcomes', { status: 'welcome' }, '    Paws on Pine    ', '      Welcome       '],
    [
      'says what was scanned last and the total',
      { status: 'order', ...ORDER },
      'Tea             3.00',
      'Total         $92.29',
    ],
    [
      'says what is to pay',
      { status: 'payment', ...ORDER, tendered: money(0), stillToPay: money(9229) },
      'Total         $92.29',
      'To pay        $92.29',
    ],
    [
      'says what was paid and what is still to pay',
      { status: 'payment', ...ORDER, tendered: money(2000), stillToPay: money(7229) },
      'Paid          $20.00',
      'To pay        $72.29',
    ],
    [
      'says what the customer gets',
      { status: 'payment', ...ORDER, tendered: money(0), stillToPay: money(-5511) },
      'Total         $92.29',
      'You get       $55.11',
    ],
    [
      'says what the customer got back',
      { ...thanks(0), givenBack: money(5511) },
      'You got back  $55.11',
      '     Thank you      ',
    ],
    ['says the change', thanks(1666), 'Change        $16.66', '     Thank you      '],
    [
      'says what was paid when there is no change',
      thanks(0),
      'Paid          $83.34',
      '     Thank you      ',
    ],
  ])('%s', (_fact, scene, upper, lower) => {
    expect(said(scene)).toEqual([upper, lower])
  })

  it('cuts the name, never the amount', () => {
    expect(lineOf({ name: 'Brambleway Chicken Dry Dog Food 24 lb', price: money(5899) })).toBe(
      'Brambleway Chi 58.99',
    )
    expect(lineOf({ price: money(1_000_000_000) })).toBe('Tea    10,000,000.00')
  })

  it('says how many pieces and what weight', () => {
    expect(lineOf({ quantity: pieces(6), price: money(1800) })).toBe('6 x Tea        18.00')
    expect(lineOf({ quantity: quantity(1240), unit: 'lb', price: money(372) })).toBe(
      '1.24 lb Tea     3.72',
    )
  })

  it('cuts a long shop name, and puts a short one in the middle', () => {
    const named = (store: string) => poleWriter({ ...shop, store })({ status: 'welcome' })[0]
    expect(named('The Very Long Name of a Shop')).toBe('The Very Long Name o')
    expect(named('Pet')).toBe('        Pet         ')
  })

  it('writes amounts as the shop does', () => {
    const euros = { store: 'Café', locale: 'de-DE', currency: 'EUR' }
    const [upper, lower] = poleWriter(euros)({ status: 'order', ...ORDER })
    expect([upper, lower]).toEqual(['Tea             3,00', 'Total        92,29 €'])
  })

  it('has a test text that is no sale', () => {
    expect(said({ status: 'test' })).toEqual(['  Customer display  ', '   TEST 12345.67    '])
  })
})

function thanks(change: number): Extract<CustomerScene, { readonly status: 'thanks' }> {
  const saved = money(1566)
  return {
    status: 'thanks',
    total: money(8334),
    tendered: money(8334 + change),
    change: money(change),
    saved,
  }
}
