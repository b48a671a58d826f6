import { money, subtract, ZERO } from '../../../shared/money'
import { pieces } from '../../../shared/quantity'
import { apply, fold } from '../../../shared/order/apply'
import type { AuthorizationGrant, WalletCoupon } from '../../../shared/order/answers'
import type { Effect, EffectRequest } from '../../../shared/order/effect'
import type { OrderEvent } from '../../../shared/order/events'
import type { Line, Order } from '../../../shared/order/order'
import type { Tender } from '../../../shared/order/tender'
import type { Sale } from '../../../shared/order/sale'
import { snapshotOf, snapshotPromotions } from '../../../shared/order/snapshot-of'
import type { TillView } from '../../../shared/order/till-view'
import { roundedForCash, taxedTotalsOf, totalsOf } from '../../../shared/order/totals'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'

/** 17:41 in Seattle on the day of the running example, as the pictures show it. */
export const NOW_0042 = new Date(2025, 2, 20, 17, 41).getTime()

/** The wallet of the running example's customer. */
export const WALLET_0042: readonly WalletCoupon[] = [
  coupon('70311', 'store-promotion', '20% off one toy', 'Any toy, one item', [], {
    kind: 'percent',
    ratePpm: 200_000,
    most: null,
  }),
  coupon(
    '70455',
    'coupon',
    '$5.00 off Brambleway Dry 24 lb',
    '24 lb bags only',
    ['00400001102312'],
    {
      kind: 'amount',
      amount: money(500),
    },
  ),
  coupon('70460', 'coupon', 'Buy 6 pouches, 1 free', 'Salmon 3 oz pouches', ['00400001102459'], {
    kind: 'free-item',
    pieces: 1,
  }),
  coupon(
    '70502',
    'coupon',
    '$3.00 off Brambleway Chicken 12 lb',
    '12 lb bags only',
    ['00400001102244'],
    {
      kind: 'amount',
      amount: money(300),
    },
  ),
]

/** What the coupon service gives for the running example. */
export const GRANT_0042: AuthorizationGrant = {
  authorizationId: 'auth-1',
  expiresAt: NOW_0042 + 15 * 60_000,
  coupons: [
    {
      couponId: '70455',
      title: '$5.00 off Brambleway Dry 24 lb',
      amount: money(500),
      uses: 1,
      lines: [{ lineRef: 'L1', amount: money(500), quantity: pieces(1) }],
    },
    {
      couponId: '70460',
      title: 'Buy 6 pouches, 1 free',
      amount: money(189),
      uses: 1,
      lines: [{ lineRef: 'L2', amount: money(189), quantity: pieces(6) }],
    },
  ],
  rejected: [
    {
      couponId: '70502',
      title: '$3.00 off Brambleway Chicken 12 lb',
      reason: 'product-mismatch',
      message: '',
    },
  ],
  cut: [],
}

/** Order 0042, just before Pay. */
export function order0042(): Order {
  const opened = apply(null, {
    orderId: 'order-0042',
    at: NOW_0042 - 4 * 60_000,
    event: {
      type: 'OrderOpened',
      ref: 'pine-01-20250320-0042',
      number: 42,
      businessDate: 20250320,
      cashier: 'Maya R.',
      terms: {
        currency: 'USD',
        pricesIncludeTax: false,
        cashRounding: 1,
        couponsReduceTaxBase: false,
        couponService: true,
        registerRef: 'pine-01',
      },
    },
  })
  return fold(
    opened,
    [
      line(1, 'Brambleway Chicken Dry Dog Food 24 lb', 5899, 1, '400001102312'),
      line(2, 'Brambleway Salmon Cat Pouch 3 oz', 189, 6, '400001102459'),
      line(3, 'Fetchwell Rope Toy M', 950, 1, '400001203019'),
      line(4, 'Pinecrest Clumping Litter 14 lb', 1249, 1, '400001304037'),
      {
        type: 'CustomerLookupRequested',
        lookUpId: 'look-1',
        customerRef: 'cust-1',
        phoneMasked: '(206) •••-0142',
      },
      { type: 'CustomerMatched', lookUpId: 'look-1', consumerId: 'con-1', coupons: WALLET_0042 },
      {
        type: 'StoreDiscountAdded',
        discount: {
          id: 'damaged',
          ruleId: 'damaged-15',
          name: 'Damaged pack 15%',
          lineId: 'line-4',
          value: { kind: 'percent', ratePpm: 150_000 },
          approvedBy: null,
        },
        reason: null,
      },
      {
        type: 'PromotionRequested',
        promotionId: 'spring',
        code: 'SPRING5',
        businessDate: 20250320,
      },
      {
        type: 'PromotionVerified',
        promotionId: 'spring',
        discountId: 'spring-d',
        grant: { name: 'Spring $5 off', amount: money(500), referenceId: null },
      },
    ],
    NOW_0042,
  )
}

/** Order 0042 in the payment phase, one step at a time. */
export const PAYING_0042 = {
  storePromotions: () =>
    then(order0042(), { type: 'PaymentStarted' }, chosen(), {
      type: 'PaymentStepReached',
      step: 'store-promotions',
    }),
  checking: () => then(PAYING_0042.storePromotions(), step('coupons'), asked()),
  coupons: () =>
    then(PAYING_0042.checking(), {
      type: 'CouponsAuthorized',
      authRef: 'auth-ref-1',
      grant: GRANT_0042,
    }),
  tender: () => then(PAYING_0042.coupons(), step('tender')),
  split: () =>
    then(PAYING_0042.tender(), {
      type: 'TenderAdded',
      tender: tender('card', 4000, 4000),
    }),
  card: () =>
    then(PAYING_0042.tender(), {
      type: 'CardPaymentRequested',
      tenderId: 'tender-card',
      amount: money(8334),
    }),
}

/** Order 0042, paid with 100.00 in cash; what is owed stands as `effects` says. */
export function paid0042(effects: (paid: Order) => readonly Effect[] = settled0042): Order {
  const before = PAYING_0042.tender()
  const cash = tender('cash', 8334, 10000)
  const totals = taxedTotalsOf(before)
  const sale: Sale = {
    receiptNumber: 42,
    paidAt: NOW_0042 + 2 * 60_000,
    businessDate: 20250320,
    totals,
    cashRounding: ZERO,
    due: totals.total,
    tenders: [cash],
    change: money(1666),
    saved: money(1566),
  }
  const paid = then(before, { type: 'TenderAdded', tender: cash }, { type: 'OrderPaid', sale })
  return { ...paid, effects: effects(paid) }
}

/** The settling list as in the picture: all done but the store promotion. */
export function settled0042(paid: Order): readonly Effect[] {
  return [
    effect('e-drawer', { kind: 'drawer-open', reason: 'sale' }, 'delivered'),
    effect('e-print', { kind: 'receipt-print', document: RECEIPT_0042, copy: 0 }, 'delivered'),
    effect('e-capture', captureOf(paid), 'delivered'),
    effect('e-apply', applyOf(paid), 'delivered'),
    effect('e-redeem', REDEEM_0042, 'waiting'),
  ]
}

/** An effect in a given state. */
export function effect(
  id: string,
  request: EffectRequest,
  status: Effect['status'],
  code: string | null = null,
): Effect {
  return {
    id,
    request,
    createdAt: NOW_0042 + 2 * 60_000,
    status,
    attempts: status === 'waiting' ? 0 : 1,
    dueAt: NOW_0042 + 3 * 60_000,
    after: [],
    waitsUntil: 0,
    code,
    message: null,
    endedAt: status === 'delivered' || status === 'closed' ? NOW_0042 + 2 * 60_000 : null,
    note: null,
  }
}

/** The promotion redemption owed by order 0042. */
export function applyOf(order: Order): EffectRequest {
  return {
    kind: 'promotion-apply',
    order: snapshotOf(order, NOW_0042),
    promotions: snapshotPromotions(order, totalsOf(order)),
  }
}

/** The coupon capture owed by order 0042. */
export function captureOf(order: Order): EffectRequest {
  return {
    kind: 'coupon-capture',
    authorizationId: 'auth-1',
    orderRef: order.ref,
    paidAt: NOW_0042,
    reauthorize: {
      authRef: 'auth-ref-1',
      order: snapshotOf(order, NOW_0042),
      consumerId: 'con-1',
      couponIds: null,
      coupons: GRANT_0042.coupons,
    },
  }
}

/** The store promotion owed by order 0042. */
export const REDEEM_0042: EffectRequest = {
  kind: 'store-promotion-redeem',
  redemptionRef: 'pine-01-20250320-0042/70311/L3',
  orderRef: 'pine-01-20250320-0042',
  consumerId: 'con-1',
  couponId: '70311',
  title: '20% off one toy',
  amount: money(190),
  lineRefs: ['L3'],
}

/** What the window is told about an order. */
export function viewOf(order: Order, revision = 1): TillView {
  const totals = order.sale?.totals ?? totalsOf(order)
  const taken = order.payment?.tenders.reduce((all, one) => all + one.amount, 0) ?? 0
  const stillToPay = order.sale ? ZERO : subtract(totals.total, money(taken))
  return {
    revision,
    order,
    totals,
    blocked: [],
    stillToPay,
    cashToPay: roundedForCash(stillToPay, order.terms.cashRounding),
    comesBack: null,
    receipt: order.sale ? RECEIPT_0042 : null,
    held: [],
    owed: [],
    owedToday: [],
    trouble: null,
  }
}

function then(order: Order, ...events: readonly OrderEvent[]): Order {
  return fold(order, events, NOW_0042)
}

function step(to: 'coupons' | 'tender'): OrderEvent {
  return { type: 'PaymentStepReached', step: to }
}

function asked(): OrderEvent {
  return {
    type: 'CouponAuthorizationRequested',
    authRef: 'auth-ref-1',
    couponIds: null,
    renewal: false,
  }
}

function chosen(): OrderEvent {
  return {
    type: 'StorePromotionChosen',
    use: { couponId: '70311', title: '20% off one toy', lineId: 'line-3', amount: money(190) },
  }
}

function tender(kind: Tender['kind'], amount: number, received: number): Tender {
  return {
    id: `tender-${kind}`,
    kind,
    amount: money(amount),
    received: money(received),
    at: NOW_0042,
  }
}

function line(at: number, name: string, price: number, count: number, barcode: string): OrderEvent {
  const added: Omit<Line, 'voided' | 'sent'> = {
    id: `line-${at}`,
    ref: `L${at}`,
    sku: `sku-${at}`,
    name,
    category: 'Dog',
    unit: 'each',
    unitPrice: money(price),
    taxRate: 80_000,
    barcodes: [barcode],
    quantity: pieces(count),
  }
  return { type: 'LineAdded', line: added }
}

function coupon(
  couponId: string,
  kind: WalletCoupon['kind'],
  title: string,
  details: string,
  gtins: readonly string[],
  value: WalletCoupon['value'],
): WalletCoupon {
  return {
    couponId,
    kind,
    title,
    details,
    gtins,
    value,
    minPieces: couponId === '70460' ? 6 : 1,
    usesLeft: 1,
    startsOn: '2025-03-01',
    expiresOn: '2025-03-31',
  }
}
