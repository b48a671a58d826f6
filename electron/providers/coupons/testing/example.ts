/*
 * The running example of the service's documents: one shop, one sale, three lines, a store promotion on the
 * third, due 77.27.
 */
import { money, type Money } from '../../../../shared/money'
import type { OrderSnapshot, SnapshotLine } from '../../../../shared/order/snapshot'
import { pieces, price } from '../../../../shared/quantity'
import { SANDBOX_QUIRKS } from '../wire/quirks'
import type { PetzSettings } from '../petz'
import type { AuthorizeRequest, RedeemRequest, ReturnRequest } from '../port'

/** The order's reference. */
export const ORDER_REF = 'pine-01-20250320-0042'

/** The key of its first authorization. */
export const AUTH_REF = '5f0e6c1a-9b1d-4c7e-8a55-0d2f6f1b7c42'

/** A line without a discount. */
export function exampleLine(
  ref: string,
  parts: { sku: string; barcodes: readonly string[]; count: number; unitPrice: number },
): SnapshotLine {
  const unitPrice = money(parts.unitPrice)
  const quantity = pieces(parts.count)
  const gross: Money = price(unitPrice, quantity)
  return {
    id: `00000000-0000-4000-8000-00000000000${ref.slice(1)}`,
    ref,
    sku: parts.sku,
    name: parts.sku,
    category: '',
    barcodes: parts.barcodes,
    quantity,
    unit: 'each',
    unitPrice,
    gross,
    discounts: [],
    net: gross,
    tax: money(0),
    taxRate: 80_000,
    closedToCoupons: false,
  }
}

/** The dog food, the pouches and the toy. */
export const EXAMPLE_LINES: readonly [SnapshotLine, SnapshotLine, SnapshotLine] = [
  exampleLine('L1', {
    sku: 'bw-dog-chk-24',
    barcodes: ['400001102312'],
    count: 1,
    unitPrice: 5899,
  }),
  exampleLine('L2', { sku: 'bw-cat-sal-3', barcodes: ['400001102459'], count: 6, unitPrice: 189 }),
  {
    ...exampleLine('L3', {
      sku: 'fw-rope-m',
      barcodes: ['400001203019'],
      count: 1,
      unitPrice: 950,
    }),
    net: money(760),
    closedToCoupons: true,
  },
]

/** The sale. */
export function exampleOrder(changes: Partial<OrderSnapshot> = {}): OrderSnapshot {
  return {
    orderId: '00000000-0000-4000-8000-000000000042',
    orderRef: ORDER_REF,
    number: 42,
    openedAt: Date.parse('2025-03-20T17:38:02Z'),
    changedAt: Date.parse('2025-03-20T17:41:00Z'),
    paidAt: Date.parse('2025-03-20T17:43:31Z'),
    businessDate: 20250320,
    openedBusinessDate: 20250320,
    cashier: 'Ann',
    registerRef: 'till-2',
    lines: EXAMPLE_LINES,
    discounts: [],
    promotions: [],
    payments: [],
    customerRef: 'cust-7781',
    consumerId: '880412',
    totals: {
      gross: money(7983),
      storeDiscount: money(190),
      promotionDiscount: money(0),
      couponDiscount: money(689),
      net: money(7793),
      tax: money(623),
      cashRounding: money(0),
      total: money(7727),
    },
    pricesIncludeTax: false,
    ...changes,
  }
}

/** Asks for every coupon of the example. */
export function exampleAuthorize(changes: Partial<AuthorizeRequest> = {}): AuthorizeRequest {
  const order = exampleOrder()
  return { authRef: AUTH_REF, order, consumerId: '880412', couponIds: null, ...changes }
}

/** Uses the store promotion of the example. */
export const EXAMPLE_REDEEM: RedeemRequest = {
  redemptionRef: `${ORDER_REF}:70311:L3`,
  orderRef: ORDER_REF,
  consumerId: '880412',
  couponId: '70311',
  amount: money(190),
  uses: 1,
  lineRefs: ['L3'],
}

/** Gives the coupon on the dog food back. */
export const EXAMPLE_RETURN: ReturnRequest = {
  returnRef: 'ret-0009:70455',
  orderRef: ORDER_REF,
  consumerId: '880412',
  couponId: '70455',
  amount: money(500),
  uses: 1,
  lineRefs: ['L1'],
}

/** Settings of the example's register against a sandbox. */
export function exampleSettings(
  baseUrl: string,
  changes: Partial<PetzSettings> = {},
): PetzSettings {
  return {
    baseUrl,
    accountKey: 'test-account-key',
    deviceRef: 'till-2',
    deviceName: 'Front counter 2',
    locationRef: 'pine-01',
    storeName: 'Paws on Pine',
    timeZone: 'America/Los_Angeles',
    timeoutMs: 1000,
    quirks: SANDBOX_QUIRKS,
    currencyExponent: 2,
    ...changes,
  }
}
