import { describe, expect, it } from 'vitest'
import { money } from '../../shared/money'
import type { Effect } from '../../shared/order/effect'
import type { Order } from '../../shared/order/order'
import type { DayRecord, SoldOrder } from './day-collect'
import { dayText } from './day-text'

const TERMINAL = { id: 'till-7', name: 'Till 1', store: 'Paws on Pine', currency: 'USD' }

const LINE = {
  ...{ id: 'line-1', ref: 'L1', sku: 'a', name: 'Dog food', category: '', unit: 'lb' },
  ...{ unitPrice: 500, taxRate: 85_000, barcodes: [], quantity: 1_500, voided: false },
}

const ORDER = {
  ...{
    ref: 'till-01-20250102-0001',
    cashier: 'Maya R.',
    status: 'closed',
    openedAt: 1,
    sale: null,
  },
  terms: { pricesIncludeTax: false },
  ...{ lines: [LINE], storeDiscounts: [], promotions: [], effects: [] },
  ...{ manufacturerCoupons: [], back: null },
}

const SALE = {
  ...{ receiptNumber: 8, paidAt: Date.parse('2025-01-02T09:00:00Z'), businessDate: 20_250_102 },
  totals: {
    lines: [
      {
        ...{ lineId: 'line-1', gross: 750 },
        shares: [{ discountId: 'd', kind: 'promotion', amount: 100 }],
      },
    ],
    discounts: [{ kind: 'promotion', name: 'Ten off', code: 'SAVE10', amount: 100 }],
    taxes: [{ rate: 85_000, base: 650, amount: 55 }],
    ...{ subtotal: 750, discount: 100, coupons: 0, tax: 55, total: 705 },
  },
  ...{ cashRounding: -5, due: 700, change: 300 },
  tenders: [{ kind: 'cash', amount: 700, received: 1_000 }],
}

const order = (changes: object = {}) => ({ ...ORDER, ...changes }) as unknown as Order
const sold = (changes: object = {}, sale: object = {}) =>
  order({ sale: { ...SALE, ...sale }, ...changes }) as SoldOrder

function text(changes: Partial<DayRecord>, currency = 'USD'): string {
  const day: DayRecord = {
    ...{ businessDate: 20_250_102, sold: [], unsold: [], facts: [], firstSeq: 1, lastSeq: 9 },
    ...{ hashBefore: 'aa', hashAfter: 'bb', ...changes },
  }
  return dayText(day, { ...TERMINAL, currency })
}

function exceptions(changes: Partial<DayRecord>): readonly string[] {
  return (text(changes).split('EXCEPTIONS\n')[1] ?? '').trimEnd().split('\n')
}

describe('a receipt in the file of a day', () => {
  it('has its lines, discounts with their codes, tax, rounding, tenders and change', () => {
    expect(
      text({ sold: [sold()] })
        .split('RECEIPTS\n')[1]
        ?.split('\n\n')[0],
    ).toBe(
      [
        'Receipt 8  order till-01-20250102-0001  paid 2025-01-02T09:00:00.000Z  cashier "Maya R."',
        '  L1 "Dog food" 1.5 lb x 5.00 = 7.50  tax 8.5 %',
        '    promotion -1.00',
        '  Discount promotion "Ten off" code "SAVE10": -1.00',
        '  Subtotal 7.50  discounts -1.00  coupons -0.00  tax 0.55  total 7.05',
        '  Tax 8.5 % of 6.50: 0.55',
        '  Cash rounding -0.05',
        '  Due 7.00',
        '  Tender cash 7.00, received 10.00',
        '  Change 3.00',
      ].join('\n'),
    )
  })

  it('says where the tax is in the prices, and a discount without a code has none', () => {
    const totals = {
      ...SALE.totals,
      discounts: [{ kind: 'store-discount', name: 'Worn', code: null, amount: 100 }],
    }
    const terms = { pricesIncludeTax: true }
    const told = text({ sold: [sold({ terms }, { totals, cashRounding: 0 })] })
    expect(told).toContain('  Discount store-discount "Worn": -1.00\n')
    expect(told).toContain('tax 0.55 (in the prices)  total 7.05')
    expect(told).not.toContain('  Cash rounding')
  })

  it('in a currency without a point has none', () => {
    expect(text({ sold: [sold()] }, 'JPY')).toContain('  Due 700\n')
    expect(text({ sold: [sold()] }, 'BHD')).toContain('  Due 0.700\n')
  })

  it('shows a line that was taken off without an amount', () => {
    const line = { ...LINE, id: 'line-2', ref: 'L2', voided: true }
    const told = text({ sold: [sold({ lines: [line] })] })
    expect(told).toContain('  L2 "Dog food" 1.5 lb x 5.00  taken off\n')
    expect(told).toContain('line L2 "Dog food" taken off\n')
  })
})

describe('the totals of a day', () => {
  it('name the first and the last receipt and add up by rate, the highest first', () => {
    const taxes = [{ rate: 100_000, base: 100, amount: 10 }, ...SALE.totals.taxes]
    const card = { kind: 'card', amount: 700, received: 700 }
    const second = { receiptNumber: 12, totals: { ...SALE.totals, taxes }, change: 0 }
    const day = [sold(), sold({}, { ...second, tenders: [card], cashRounding: 0 })]
    const told = text({ sold: day }).split('TOTALS\n')[1]?.split('\n\n')[0]
    expect(told).toBe(
      [
        'Receipts: 2, 8 to 12',
        'Due: 14.00',
        'Tender cash: 7.00 in 1',
        'Tender card: 7.00 in 1',
        'Cash received: 10.00',
        'Change given: 3.00',
        'Cash rounding: -0.05',
        'Tax 10 % of 1.00: 0.10',
        'Tax 8.5 % of 13.00: 1.10',
        'Cash expected in the drawer from these receipts: 7.00',
      ].join('\n'),
    )
  })

  it('of a day without a sale name no receipt', () => {
    expect(text({})).toContain('Receipts: 0\nDue: 0.00\n')
  })
})

describe('the exceptions of a day', () => {
  it('name who vouched for a coupon on paper, and no coupon that needed nobody', () => {
    const manufacturerCoupons = [
      { code: '811012', approval: { by: 'a manager', lineId: null, amount: null } },
      { code: '811013', approval: null },
    ]
    expect(exceptions({ unsold: [order({ lines: [], manufacturerCoupons })] })).toEqual([
      'Order till-01-20250102-0001: manufacturer coupon "811012" approved by a manager',
    ])
  })

  it('are none where there is none', () => {
    expect(exceptions({ sold: [sold()], unsold: [order({ lines: [] })] })).toEqual(['none'])
  })

  it('tell where numbers went on above another journal, and which receipts are missing', () => {
    const fact = { type: 'NumbersContinued', lastReceiptNumber: 9, lastOrderNumber: 9 } as const
    expect(
      exceptions({
        facts: [
          { ...fact, why: 'accepted', aside: 'replaced-1', missing: { from: 4, to: 9 } },
          { ...fact, why: 'damaged', aside: null, missing: null },
        ],
      }),
    ).toEqual([
      'Journal accepted: receipts 4 to 9 missing, the one before is in "replaced-1"',
      'Journal damaged: no receipt missing',
    ])
  })

  it('tell of goods that were not paid for', () => {
    expect(exceptions({ unsold: [order({ status: 'cancelled' })] })).toEqual([
      'Order till-01-20250102-0001: cancelled, not paid',
    ])
  })

  it('tell who approved a discount and who accepted a code unchecked', () => {
    const storeDiscounts = [
      { name: 'Worn', approvedBy: 'a manager' },
      { name: 'Small', approvedBy: null },
    ]
    const promotions = [
      { code: 'SAVE10', acceptedBy: 'a manager' },
      { code: 'SAVE5', acceptedBy: null },
    ]
    expect(exceptions({ sold: [sold({ storeDiscounts, promotions })] })).toEqual([
      'Order till-01-20250102-0001: discount "Worn" approved by a manager',
      'Order till-01-20250102-0001: code "SAVE10" accepted by a manager',
    ])
  })

  it.each([
    [
      'a drawer opened for a sale',
      { kind: 'drawer-open', reason: 'sale' },
      { status: 'delivered' },
      [],
    ],
    [
      'a drawer the cashier opened',
      { kind: 'drawer-open', reason: 'cashier' },
      { status: 'delivered' },
      ['drawer opened by the cashier'],
    ],
    [
      'a coupon that a person has to look at',
      { kind: 'coupon-exception', code: 'coupon-cut' },
      { status: 'needs-person' },
      ['coupon-exception needs-person'],
    ],
    [
      'what a person closed, with the reason',
      { kind: 'coupon-capture' },
      { status: 'closed', note: 'by phone\nOrder x: paid' },
      ['coupon-capture closed "by phone Order x: paid"'],
    ],
    [
      'what is still owed, with its reason',
      { kind: 'promotion-apply' },
      { status: 'waiting', code: 'timeout' },
      ['promotion-apply waiting (timeout)'],
    ],
    [
      'what is owed without one',
      { kind: 'promotion-apply' },
      { status: 'sending' },
      ['promotion-apply sending'],
    ],
    ['what was delivered', { kind: 'promotion-apply' }, { status: 'delivered' }, []],
  ])('tell of %s', (_, request, changes, told) => {
    const effect = { request, code: null, note: null, ...changes } as unknown as Effect
    const expected = told.map((one) => `Order till-01-20250102-0001: ${one}`)
    expect(exceptions({ sold: [sold({ effects: [effect] })] })).toEqual(
      expected.length === 0 ? ['none'] : expected,
    )
  })
})

it('text from outside stays on its line and cannot end its quotes', () => {
  const name = 'a"\u2028SIGNATURE\u202e\u0007'
  expect(text({ sold: [sold({ lines: [{ ...LINE, name }] })] })).toContain(
    `"a' SIGNATURE  " 1.5 lb x ${(money(500) / 100).toFixed(2)}`,
  )
})
