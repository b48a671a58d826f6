/*
 * The acceptance scenarios of the service's documents, as far as a client plays them without a till. The
 * rules by which a till decides (crash, declined card, partial returns) are tested there.
 */
import { afterEach, expect, test } from 'vitest'
import { money } from '../../../shared/money'
import {
  AUTH_REF,
  EXAMPLE_LINES,
  EXAMPLE_REDEEM,
  EXAMPLE_RETURN,
  exampleAuthorize,
  exampleLine,
  exampleOrder,
  ORDER_REF,
} from './testing/example'
import { openShop, type Shop } from './testing/shop'
import type { PetzCoupons } from './petz'
import { DICTIONARY, type Dictionary } from './wire/dictionary'
import { QUIRKS } from './wire/quirks'

const OK = { status: 'ok', value: null }
/** Taken back, and usable again. */
const GIVEN_BACK = { status: 'ok', value: { availableAgain: true } }
const CUSTOMER = { phone: '2065550142', customerRef: 'cust-7781', orderRef: ORDER_REF }
const DRY = exampleLine('L1', {
  sku: 'bw-dog-chk-24',
  barcodes: ['400001102312'],
  count: 1,
  unitPrice: 5899,
})

let shop: Shop
afterEach(() => shop.close())

async function sell(till: PetzCoupons): Promise<string> {
  const order = exampleOrder()
  await till.report({ status: 'open', order: exampleOrder({ customerRef: null }) })
  await till.lookUp(CUSTOMER)
  await till.report({ status: 'open', order })
  const authorized = await till.authorize(exampleAuthorize())
  const authorizationId = authorized.status === 'ok' ? authorized.value.authorizationId : null
  if (authorizationId === null) throw new Error(JSON.stringify(authorized))
  expect(await till.capture({ authorizationId, orderRef: ORDER_REF, paidAt: Date.now() })).toEqual(
    OK,
  )
  expect(await till.redeem(EXAMPLE_REDEEM)).toEqual(OK)
  expect(await till.report({ status: 'completed', order })).toEqual(OK)
  return authorizationId
}

function usesOf(couponId: string) {
  const holding = shop.sandbox.state.holdings.find((entry) => entry.couponId === couponId)
  return [holding?.usesLeft, holding?.usesUsed]
}

async function authorizeAs(
  till: PetzCoupons,
  phone: string,
  changes: { readonly orderRef?: string; readonly lines?: readonly (typeof DRY)[] } = {},
) {
  const { orderRef = `o-${phone.slice(-4)}`, lines = [DRY] } = changes
  const look = await till.lookUp({ phone, customerRef: `walkin:${orderRef}`, orderRef })
  const consumerId = look.status === 'ok' ? (look.value?.consumerId ?? '') : ''
  const order = exampleOrder({ orderRef, lines, consumerId })
  const authRef = crypto.randomUUID()
  return till.authorize({ authRef, consumerId, couponIds: null, order })
}

test('1: the running example, in the documented order of calls', async () => {
  shop = await openShop()
  await sell(shop.till)
  expect(shop.paths()).toEqual([
    'register/set',
    'order/set',
    'customer/set',
    'order/set',
    'auth/create',
    'auth/capture',
    'coupon/redeem',
    'order/set',
  ])
  expect(['70455', '70460', '70311', '70502'].map(usesOf)).toEqual([
    [0, 1],
    [0, 1],
    [0, 1],
    [1, 0],
  ])
  expect(shop.sandbox.state.orders).toMatchObject([
    { status: 'completed', totals: { total: '77.27' } },
  ])
  expect(JSON.stringify([shop.sandbox.log, shop.logged])).not.toContain('5550142')
  expect(shop.till.health().state).toBe('ready')
})

test('2: another number after the authorization: old hold gone, new wallet', async () => {
  shop = await openShop()
  await shop.till.lookUp(CUSTOMER)
  await shop.till.authorize(exampleAuthorize())
  const release = { authorizationId: 'A-31907', orderRef: ORDER_REF, authorize: exampleAuthorize() }
  expect(await shop.till.release(release)).toEqual(OK)
  const look = await shop.till.lookUp({ ...CUSTOMER, phone: '(206) 555-0143' })
  expect(look).toMatchObject({ value: { consumerId: '880413', coupons: [{ couponId: '70502' }] } })
  const again = exampleAuthorize({ authRef: crypto.randomUUID(), consumerId: '880413' })
  expect(await shop.till.authorize(again)).toMatchObject({
    value: { authorizationId: null, rejected: [{ reason: 'product-mismatch' }] },
  })
  expect(shop.sandbox.state.authorizations[1]).toMatchObject({ status: 'released' })
})

test.each(['auth_cancel', 'order_cancel'] as const)(
  '3: cancelled on the tender screen (%s): free for another register at once',
  async (releaseStrategy) => {
    shop = await openShop({ quirks: { ...QUIRKS, releaseStrategy } })
    await shop.till.authorize(exampleAuthorize())
    const release = { authorizationId: null, orderRef: ORDER_REF, authorize: exampleAuthorize() }
    await shop.till.release(release)
    await shop.till.report({ status: 'cancelled', order: exampleOrder() })
    const other = shop.register({ deviceRef: 'till-1' })
    expect(await authorizeAs(other, '2065550142')).toMatchObject({
      value: { coupons: [{ couponId: '70455' }] },
    })
  },
)

test('7: down for the whole sale: nothing rejects, the messages arrive later', async () => {
  shop = await openShop()
  await shop.control('fault', { kind: 'down', count: 4 })
  expect(await shop.till.lookUp(CUSTOMER)).toMatchObject({
    status: 'unknown',
    code: 'connection-lost',
  })
  const order = exampleOrder()
  expect(await shop.till.report({ status: 'open', order })).toMatchObject({ status: 'unknown' })
  expect(shop.till.health()).toMatchObject({ state: 'not-answering', code: 'connection-lost' })
  await shop.control('fault', { kind: 'none' })
  expect(await shop.till.report({ status: 'completed', order })).toEqual(OK)
  expect(shop.sandbox.state.orders).toMatchObject([{ status: 'completed', consumerId: '880412' }])
})

test('8: down only at capture: a later capture succeeds', async () => {
  shop = await openShop()
  await shop.till.authorize(exampleAuthorize())
  const capture = { authorizationId: 'A-31907', orderRef: ORDER_REF, paidAt: Date.now() }
  await shop.control('fault', { endpoint: 'auth/capture', kind: 'down', count: 2 })
  expect(await shop.till.capture(capture)).toMatchObject({ status: 'unknown' })
  expect(await shop.till.capture(capture)).toMatchObject({ status: 'unknown' })
  expect(await shop.till.capture(capture)).toEqual(OK)
  expect(usesOf('70455')).toEqual([0, 1])
})

test('9: capture after expiry is refused, and the withdrawn coupon does not come again', async () => {
  shop = await openShop()
  await shop.till.authorize(exampleAuthorize())
  await shop.control('coupon', { action: 'withdraw', coupon: '70455' })
  await shop.control('clock', { advance: 901 })
  const capture = { authorizationId: 'A-31907', orderRef: ORDER_REF, paidAt: Date.now() }
  expect(await shop.till.capture(capture)).toMatchObject({
    refused: { code: 'authorization-expired' },
  })
  await shop.till.report({ status: 'completed', order: exampleOrder() })
  const again = await shop.till.authorize(exampleAuthorize({ authRef: crypto.randomUUID() }))
  expect(again).toMatchObject({ value: { coupons: [{ couponId: '70460' }] } })
})

test('10: returned at another register, and usable again', async () => {
  shop = await openShop()
  await sell(shop.till)
  const other = shop.register({ deviceRef: 'till-1' })
  expect(await other.giveBack(EXAMPLE_RETURN)).toEqual(GIVEN_BACK)
  expect(usesOf('70455')).toEqual([1, 0])
  expect(await authorizeAs(other, '2065550142')).toMatchObject({
    value: { coupons: [{ couponId: '70455', amount: 500 }] },
  })
})

test('11: the coupon of six pouches goes back once, as one use', async () => {
  shop = await openShop()
  await sell(shop.till)
  const back = { ...EXAMPLE_RETURN, returnRef: 'ret-0010:70460', couponId: '70460' }
  const pouches = { ...back, amount: money(189), lineRefs: ['L2'] }
  expect(await shop.till.giveBack(pouches)).toEqual(GIVEN_BACK)
  expect(await shop.till.giveBack(pouches)).toEqual(GIVEN_BACK)
  expect(usesOf('70460')).toEqual([1, 0])
})

test('12: a void on the same day gives everything back and cancels the order', async () => {
  shop = await openShop()
  await sell(shop.till)
  for (const couponId of ['70455', '70460', '70311']) {
    const back = { ...EXAMPLE_RETURN, returnRef: `void-42:${couponId}`, couponId }
    expect(await shop.till.giveBack(back)).toEqual(GIVEN_BACK)
    expect(usesOf(couponId)).toEqual([1, 0])
  }
  expect(await shop.till.report({ status: 'cancelled', order: exampleOrder() })).toEqual(OK)
  expect(shop.sandbox.state.orders).toMatchObject([{ status: 'cancelled' }])
})

test('12: a day later the order can no longer be cancelled', async () => {
  shop = await openShop()
  await sell(shop.till)
  await shop.control('clock', { advance: 86_400 })
  expect(await shop.till.report({ status: 'cancelled', order: exampleOrder() })).toMatchObject({
    refused: { code: 'order-closed' },
  })
})

test('14: two registers, one phone, one moment: one coupon', async () => {
  shop = await openShop()
  const other = shop.register({ deviceRef: 'till-1' })
  const answers = await Promise.all([
    authorizeAs(shop.till, '2065550142', { orderRef: 'a' }),
    authorizeAs(other, '2065550142', { orderRef: 'b' }),
  ])
  const grants = answers.map((answer) => (answer.status === 'ok' ? answer.value : null))
  expect(grants.map((grant) => grant?.coupons.length).sort()).toEqual([0, 1])
  const loser = grants.find((grant) => grant?.coupons.length === 0)
  expect(loser?.rejected.find(({ couponId }) => couponId === '70455')?.reason).toBe(
    'held-elsewhere',
  )
})

test.each(['400001102312', '0400001102312', '00400001102312'])(
  '15: the code %s is the product of the offer',
  async (code) => {
    shop = await openShop()
    const lines = [{ ...DRY, sku: 'not-synced', barcodes: ['internal-7', code] }]
    expect(await authorizeAs(shop.till, '2065550142', { lines })).toMatchObject({
      value: { coupons: [{ couponId: '70455' }] },
    })
  },
)

test('15: a UPC-E on the packet is the UPC-A of the offer, with or without its zero', async () => {
  shop = await openShop()
  const fields = DICTIONARY.customer.answer.wallet.fields.coupons.fields
  for (const [couponId, upc] of [
    ['1', '042100005264'],
    ['2', '42100005264'],
  ]) {
    const coupon = { [fields.couponId]: couponId, title: 'x', upcs: [upc], value: '1.00' }
    await shop.control('coupon', { action: 'add', phone: '2065550150', coupon })
  }
  const lines = [
    { ...DRY, sku: 'not-synced', barcodes: ['04252614'] },
    { ...DRY, id: 'other', ref: 'L2', sku: 'not-synced', barcodes: ['04252614'] },
  ]
  expect(await authorizeAs(shop.till, '2065550150', { lines })).toMatchObject({
    value: { coupons: [{ couponId: '1' }, { couponId: '2' }] },
  })
})

test('17: a wire field renamed in the dictionary alone: both sides still understand each other', async () => {
  const dictionary: Dictionary = {
    ...DICTIONARY,
    authorize: {
      request: { ...DICTIONARY.authorize.request, consumerId: 'shopper', lines: renamedLines() },
      answer: { ...DICTIONARY.authorize.answer, authorizationId: 'permit' },
    },
    capture: {
      ...DICTIONARY.capture,
      request: { ...DICTIONARY.capture.request, authorizationId: 'permit' },
    },
  }
  shop = await openShop({}, { dictionary })
  const till = shop.register({}, { dictionary })
  expect(await sell(till)).toBe('A-31907')
  const old = shop.register({ deviceRef: 'till-1' })
  const order = exampleOrder({ orderRef: 'other' })
  expect(await old.authorize(exampleAuthorize({ authRef: 'x', order }))).toMatchObject({
    refused: { code: 'request-invalid' },
  })
})

function renamedLines() {
  const { lines } = DICTIONARY.authorize.request
  return { ...lines, name: 'rows', fields: { ...lines.fields, net: 'remaining' } }
}

test('lines may travel with the order, money as cents, phones as ten digits, keys otherwise', async () => {
  const quirks = {
    ...QUIRKS,
    linesIn: 'order',
    moneyAs: 'cents',
    phoneAs: 'national10',
    authHeader: 'basic',
    capturePath: 'redeem',
    idempotencyHeader: '',
  } as const
  shop = await openShop({ quirks }, { moneyAs: 'cents' })
  expect(EXAMPLE_LINES).toHaveLength(3)
  await sell(shop.till)
  expect(shop.paths()).toContain('auth/redeem')
  expect(shop.sandbox.log.every(({ idempotencyKey }) => idempotencyKey === null)).toBe(true)
  expect(usesOf('70455')).toEqual([0, 1])
})

test('the key of an authorization is the idempotency key on the wire', async () => {
  shop = await openShop()
  await shop.till.authorize(exampleAuthorize())
  expect(shop.sandbox.log.at(-1)?.idempotencyKey).toBe(AUTH_REF)
})
