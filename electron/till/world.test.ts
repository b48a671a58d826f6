import { describe, expect, it } from 'vitest'
import type { Settings } from '../../shared/settings'
import { NO_OFFLINE } from '../../shared/order/offline'
import { ITEMS, RULES, SHOP } from '../../shared/order/testing/shop'
import { promotionBook } from '../../shared/promotions/book'
import { worldOf } from './world'

const TERMINAL = {
  ...{ name: 'Till 1', registerRef: 'till-01', store: 'Paws on Pine', currency: 'USD' },
  ...{ locale: 'en-US', pricesIncludeTax: false, cashRounding: 5, cashier: 'Maya R.' },
  ...{ address: ['Pine Street'], phone: '555', footer: ['Thanks'] },
}

const NOBODY = { promotions: null, coupons: null }

function world(changes: object = {}, outside: object = NOBODY) {
  const settings = {
    ...{ terminal: TERMINAL, printer: null, sparePrinter: null, coupons: null },
    ...{ storePromotions: RULES, barcodes: { expired: 'warn' }, offline: NO_OFFLINE, ...changes },
  }
  const catalog = { item: (sku: string) => ITEMS.find((one) => one.sku === sku) ?? null }
  return worldOf(settings as unknown as Settings, outside as never, catalog, () => 'id-1')()
}

describe('what decisions need of the settings', () => {
  it('is the shop’s money, its heading, its rules, its catalog and the moment', () => {
    const now = world()
    expect(now.terms).toEqual({
      ...{ currency: 'USD', pricesIncludeTax: false, cashRounding: 5, couponService: false },
      ...{ couponsReduceTaxBase: false, registerRef: 'till-01' },
    })
    expect(now.shop).toEqual({
      ...{ name: 'Paws on Pine', address: ['Pine Street'], phone: '555', footer: ['Thanks'] },
      ...{ terminal: 'Till 1', columns: 48, locale: 'en-US' },
    })
    expect(now).toMatchObject({ cashier: 'Maya R.', expired: 'warn', rules: RULES })
    expect(now.item('tea')?.sku).toBe('tea')
    expect(now.item('nothing')).toBeNull()
    expect(now.newId()).toBe('id-1')
    expect(Math.abs(now.at - Date.now())).toBeLessThan(60_000)
    expect(Object.keys(now.shop).sort()).toEqual(Object.keys(SHOP).sort())
  })

  it('has the store’s promotions where the shop keeps a file of them', () => {
    const book = promotionBook([])
    expect(world()).not.toHaveProperty('storePromotions')
    expect(world({}, { ...NOBODY, storePromotions: book }).storePromotions).toBe(book)
  })

  it('says which providers there are, and whose discount reduces the tax', () => {
    expect(world()).toMatchObject({ promotions: false, terms: { couponService: false } })
    expect(world({}, { promotions: {}, coupons: null })).toMatchObject({ promotions: true })
    const taxed = world(
      { coupons: { couponsReduceTaxBase: true } },
      { promotions: null, coupons: {} },
    )
    expect(taxed.terms).toMatchObject({ couponService: true, couponsReduceTaxBase: true })
    expect(world({ coupons: { couponsReduceTaxBase: false } }).terms.couponsReduceTaxBase).toBe(
      false,
    )
  })

  it('knows the groups of a customer from whoever keeps the numbers, and none where nobody does', () => {
    const keeper = { groupsOf: (digits: string) => [`friends of ${digits}`] }
    const keeping = world({}, { ...NOBODY, keeper })
    expect(keeping.groupsOf?.('2065550142')).toEqual(['friends of 2065550142'])
    expect(world().groupsOf?.('2065550142')).toEqual([])
  })

  it('has a rule for what may be given unverified only where the shop made one', () => {
    expect(world()).not.toHaveProperty('offline')
    const offline = { ...NO_OFFLINE, walletPromotions: { limit: 100, count: 1 } }
    expect(world({ offline })).toMatchObject({ offline, couponsDown: false })
    expect(world({}, { ...NOBODY, couponsDown: () => true })).toMatchObject({ couponsDown: true })
  })

  it.each([
    ['none', null, null, { printer: false, drawer: false, columns: 48 }],
    ['one', { columns: 42, drawer: false }, null, { printer: true, drawer: false, columns: 42 }],
    ['one, with a drawer', { columns: 42, drawer: true }, null, { printer: true, drawer: true }],
    ['the spare one alone', null, { drawer: true }, { printer: true, drawer: true, columns: 48 }],
    ['a spare one without a drawer', null, { drawer: false }, { printer: true, drawer: false }],
    [
      'both, the drawer at the spare one',
      { columns: 32, drawer: false },
      { drawer: true },
      { printer: true, drawer: true, columns: 32 },
    ],
  ])('knows of printers: %s', (_, printer, sparePrinter, expected) => {
    const { printer: has, drawer, shop } = world({ printer, sparePrinter })
    expect({ printer: has, drawer, columns: shop.columns }).toMatchObject(expected)
  })
})
