import { describe, expect, it } from 'vitest'
import { couponNearMiss, type NamedProduct } from './coupon-near-miss'
import type { Line } from './order'
import { Shop } from './testing/shop'

/** A line as the till makes them, by another name. */
function line(name: string, category = 'Food', barcodes: readonly string[] = ['1']): Line {
  const shop = new Shop()
  shop.add('tea')
  const [made] = shop.order.lines
  if (!made) throw new Error('The tea is not on the order')
  return { ...made, id: name, name, category, barcodes }
}

const product = (name: string, category = 'Food'): NamedProduct => ({ name, category })
const COUPON = { title: '', details: '', gtins: ['00000000000017'] }

function miss(wanted: string, ...has: readonly string[]) {
  const lines = has.map((name) => line(name))
  return couponNearMiss(COUPON, [product(wanted)], lines)
}

describe('what an order has instead of what a coupon is for', () => {
  it.each<[string, string, string, string | null, string | null]>([
    ['Oat milk 1 l', 'Oat milk 500 ml', 'size', '1 l', '500 ml'],
    ['Milk 1 l', 'Milk 500 ml', 'size', '1 l', '500 ml'],
    ['Crunch Muesli 250 g', 'Crunch Muesli 0.5 kg', 'size', '250 g', '0.5 kg'],
    ['Fetchwell Rope Toy L', 'Fetchwell Rope Toy M', 'size', 'L', 'M'],
    ['Brambleway Turkey Dry 12 lb', 'Brambleway Chicken Dry 12 lb', 'kind', '12 lb', '12 lb'],
    [
      'Brambleway Turkey Dry 12 lb',
      'Brambleway Chicken Dry 24 lb',
      'size-and-kind',
      '12 lb',
      '24 lb',
    ],
    ['Brambleway Chicken Dry', 'Brambleway Chicken Dry', 'barcode', null, null],
    ['Biscuit Bones 16 oz', 'Biscuit Bones 1 lb', 'barcode', '16 oz', '1 lb'],
  ])('%s and %s differ in %s', (wanted, has, differs, ...sizes) => {
    const [wantedSize, hasSize] = sizes
    expect(miss(wanted, has)).toEqual({
      lineId: has,
      differs,
      wanted,
      others: 0,
      has,
      wantedSize,
      hasSize,
    })
  })

  it.each([
    ['500 g', '0.5 kg'],
    ['500 g', '0,5 kg'],
    ['1 oz', '28.35 g'],
    ['2 lbs', '32 oz'],
    ['1 lb', '453.6 g'],
    ['50 cl', '500 ml'],
    ['1.5 l', '1500ml'],
    ['1 fl oz', '29.574 ml'],
    ['1 fl. oz', '1 floz'],
    ['6 ct', '6 pcs'],
    ['6 ct', '6 pack'],
    ['150 cm', '1.5 m'],
    ['1 in', '2.54 cm'],
    ['1 ft', '12 in'],
  ])('%s is the size %s', (size, same) => {
    expect(miss(`Biscuit Bones ${size}`, `Biscuit Bones ${same}`)?.differs).toBe('barcode')
  })

  it.each([
    ['1 kg', '1 l'],
    ['6 ct', '6 oz'],
    ['6 in', '6 ct'],
    ['1 g', '1 kg'],
  ])('%s is not the size %s', (size, other) => {
    expect(miss(`Biscuit Bones ${size}`, `Biscuit Bones ${other}`)?.differs).toBe('size')
  })

  it.each([
    ...['any', 'all', 'and', 'bag', 'bags', 'buy', 'each', 'for', 'free', 'get', 'item', 'items'],
    ...[
      'off',
      'one',
      'only',
      'pack',
      'packs',
      'per',
      'save',
      'size',
      'sizes',
      'the',
      'two',
      'with',
    ],
  ])('the word "%s" of an offer is no name of goods', (word) => {
    const coupon = { ...COUPON, title: `${word} 1 l` }
    expect(couponNearMiss(coupon, [], [line(`${word} 500 ml`)])).toBeNull()
  })

  it.each([
    ['Brambleway Chicken Dry Dog Food 12 lb', 'Brambleway Salmon Cat Pouch 3 oz'],
    ['Oat milk 1 l', 'Soap 500 ml'],
    ['Oat milk 1 l', 'Milk chocolate 100 g'],
    ['Milk 1 l', 'Milk'],
  ])('%s is nothing like %s', (wanted, has) => {
    expect(miss(wanted, has)).toBeNull()
  })

  it('is the line that comes closest', () => {
    const names = ['Oat drink vanilla milk 1 l', 'Oat milk 500 ml', 'Oat milk barista 1 l']
    expect(miss('Oat milk 1 l', ...names)?.has).toBe('Oat milk 500 ml')
  })

  it('is, of lines equally close, the one of the right size', () => {
    const names = ['Brambleway Chicken Dry 24 lb', 'Brambleway Chicken Dry 12 lb']
    expect(miss('Brambleway Turkey Dry 12 lb', ...names)?.has).toBe('Brambleway Chicken Dry 12 lb')
  })

  it('is of the product of the coupon that comes closest, and says how many more there are', () => {
    const products = [product('Oat milk vanilla 1 l'), product('Oat milk 1 l')]
    const coupon = { ...COUPON, gtins: ['1', '2', '3'] }
    expect(couponNearMiss(coupon, products, [line('Oat milk 500 ml')])).toMatchObject({
      wanted: 'Oat milk 1 l',
      others: 2,
    })
  })

  it('is no product of another category', () => {
    const lines = [line('Oat milk soap 500 ml', 'Bath')]
    expect(couponNearMiss(COUPON, [product('Oat milk soap 1 l')], lines)).toBeNull()
  })

  it('is a product that our catalog has no number for, when the words are the same', () => {
    const lines = [line('Oat milk 1 l', 'Food', [])]
    expect(couponNearMiss(COUPON, [product('Oat milk 1 l')], lines)?.differs).toBe('no-barcode')
  })

  it('is read off the coupon’s own words where the catalog does not have the product', () => {
    const coupon = {
      ...COUPON,
      title: '$3.00 off Brambleway Chicken 12 lb',
      details: '12 lb bags only',
    }
    const lines = [line('Brambleway Chicken Dry Dog Food 24 lb')]
    expect(couponNearMiss(coupon, [], lines)).toMatchObject({
      differs: 'size',
      wanted: null,
      wantedSize: '12 lb',
      hasSize: '24 lb',
    })
  })

  it('is nothing where the coupon’s words say nothing of its goods', () => {
    const coupon = { ...COUPON, title: 'Buy one, get one free' }
    expect(couponNearMiss(coupon, [], [line('Oat milk 500 ml')])).toBeNull()
    expect(couponNearMiss(coupon, [], [])).toBeNull()
  })
})

it('goods are told apart from those of an offer of very many words', () => {
  const letters = 'abcdefghijkl'.split('')
  const words = letters.flatMap((a) => letters.flatMap((b) => letters.map((c) => `x${a}${b}${c}`)))
  const coupon = { ...COUPON, title: 'Oat milk 1 l', details: words.slice(0, 1_400).join(' ') }
  expect(couponNearMiss(coupon, [], [line('Oat milk 500 ml')])).toMatchObject({
    has: 'Oat milk 500 ml',
    wantedSize: '1 l',
  })
})
