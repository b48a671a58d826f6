/*
 * Every field of every message of the coupon service: our name on the left, the wire's on the right. Apart
 * from device_ref, order_ref, consumer_id, current_phone, coupon_id, value and qty the service has published
 * no names; the others are ours until it hands over its reference. A correction is made here and in
 * `fixtures/`, nowhere else.
 */
import { list, namesOf, object, type Field, type Shape } from './shape'

const LINE = {
  lineRef: 'line_ref',
  productRef: 'product_ref',
  upc: 'upc',
  name: 'name',
  quantity: 'qty',
  unitPrice: 'unit_price',
  discount: 'discount',
  net: 'net',
  excluded: 'excluded',
}

const WALLET_COUPON = {
  couponId: 'coupon_id',
  type: 'type',
  title: 'title',
  details: 'details',
  terms: 'terms',
  imageUrl: 'image_url',
  upcs: 'upcs',
  valueType: 'value_type',
  value: 'value',
  valueMost: 'max_value',
  piecesLeast: 'min_qty',
  uses: 'qty',
  startsOn: 'starts_on',
  expiresOn: 'expires_on',
}

const GRANTED_COUPON = {
  couponId: 'coupon_id',
  title: 'title',
  value: 'value',
  uses: 'qty',
  lines: list('lines', { lineRef: 'line_ref', value: 'value', quantity: 'qty' }),
}

const ACCOUNT = {
  request: {
    accountRef: 'account_ref',
    name: 'name',
    email: 'email',
    phone: 'phone',
    returnUrl: 'return_url',
    callbackUrl: 'callback_url',
  },
  answer: {
    accountRef: 'account_ref',
    status: 'status',
    redirectUrl: 'redirect_url',
    accountKey: 'account_key',
  },
}

const NOTICE = {
  noticeId: 'notice_id',
  event: 'event',
  accountRef: 'account_ref',
  occurredAt: 'occurred_at',
}

const LOCATION_FIELDS = {
  locationRef: 'location_ref',
  name: 'name',
  address: object('address', {
    line1: 'line1',
    line2: 'line2',
    city: 'city',
    region: 'region',
    postalCode: 'postal_code',
    country: 'country',
  }),
  website: 'website',
  phone: 'phone',
  email: 'email',
  timeZone: 'time_zone',
}

const LOCATION = {
  request: LOCATION_FIELDS,
  answer: { ...LOCATION_FIELDS, updatedAt: 'updated_at' },
}

const REGISTER_FIELDS = {
  deviceRef: 'device_ref',
  name: 'name',
  locationRef: 'location_ref',
  active: 'active',
}

const REGISTER = {
  request: REGISTER_FIELDS,
  answer: { ...REGISTER_FIELDS, updatedAt: 'updated_at' },
}

const PRODUCTS = {
  request: {
    products: list('products', {
      productRef: 'product_ref',
      name: 'name',
      brand: 'brand',
      size: 'size',
      price: 'price',
      active: 'active',
      identifiers: list('identifiers', { type: 'type', value: 'value' }),
    }),
  },
  answer: {
    accepted: 'accepted',
    errors: list('errors', { productRef: 'product_ref', code: 'code', message: 'message' }),
  },
}

const ORDER = {
  request: {
    deviceRef: 'device_ref',
    orderRef: 'order_ref',
    status: 'status',
    customerRef: 'customer_ref',
    consumerId: 'consumer_id',
    openedAt: 'opened_at',
    closedAt: 'closed_at',
    lines: list('lines', LINE),
    totals: object('totals', {
      gross: 'gross',
      storeDiscount: 'store_discount',
      couponDiscount: 'petz_discount',
      tax: 'tax',
      total: 'total',
    }),
    originalOrderRef: 'original_order_ref',
  },
  answer: {
    orderRef: 'order_ref',
    status: 'status',
    consumerId: 'consumer_id',
    updatedAt: 'updated_at',
  },
}

const CUSTOMER = {
  request: {
    customerRef: 'customer_ref',
    phone: 'current_phone',
    firstName: 'first_name',
    lastName: 'last_name',
    email: 'email',
    orderRef: 'order_ref',
    deviceRef: 'device_ref',
  },
  answer: {
    customerRef: 'customer_ref',
    consumerId: 'consumer_id',
    asOf: 'as_of',
    walletUrl: 'wallet_url',
    wallet: object('wallet', { coupons: list('coupons', WALLET_COUPON) }),
  },
}

const AUTHORIZE = {
  request: {
    deviceRef: 'device_ref',
    orderRef: 'order_ref',
    consumerId: 'consumer_id',
    authRef: 'auth_ref',
    lines: list('lines', LINE),
    couponIds: 'coupon_ids',
  },
  answer: {
    authorizationId: 'auth_id',
    status: 'status',
    orderRef: 'order_ref',
    consumerId: 'consumer_id',
    createdAt: 'created_at',
    expiresAt: 'expires_at',
    totalValue: 'total_value',
    coupons: list('coupons', GRANTED_COUPON),
    rejected: list('rejected', {
      couponId: 'coupon_id',
      title: 'title',
      reason: 'reason',
      message: 'message',
      lineRefs: 'line_refs',
    }),
  },
}

const CAPTURE = {
  request: {
    authorizationId: 'auth_id',
    deviceRef: 'device_ref',
    orderRef: 'order_ref',
    paidAt: 'paid_at',
  },
  answer: {
    authorizationId: 'auth_id',
    status: 'status',
    capturedAt: 'captured_at',
    alreadyCaptured: 'already_captured',
    coupons: list('coupons', { couponId: 'coupon_id', value: 'value', uses: 'qty' }),
  },
}

const CANCEL = {
  request: { authorizationId: 'auth_id', deviceRef: 'device_ref', orderRef: 'order_ref' },
  answer: { authorizationId: 'auth_id', status: 'status' },
}

const USE = {
  deviceRef: 'device_ref',
  consumerId: 'consumer_id',
  couponId: 'coupon_id',
  value: 'value',
  uses: 'qty',
  orderRef: 'order_ref',
  lineRefs: 'line_refs',
}

const REDEEM = {
  request: { ...USE, redemptionRef: 'redemption_ref' },
  answer: {
    couponId: 'coupon_id',
    status: 'status',
    redeemedAt: 'redeemed_at',
    alreadyRedeemed: 'already_redeemed',
  },
}

const GIVE_BACK = {
  request: { ...USE, returnRef: 'return_ref' },
  answer: {
    couponId: 'coupon_id',
    status: 'status',
    availableAgain: 'available_again',
    expiresOn: 'expires_on',
  },
}

const ERROR = {
  error: object('error', {
    code: 'code',
    message: 'message',
    retryable: 'retryable',
    fields: 'fields',
    requestId: 'request_id',
  }),
}

/** The messages by call. */
export const DICTIONARY = {
  account: ACCOUNT,
  location: LOCATION,
  register: REGISTER,
  products: PRODUCTS,
  order: ORDER,
  customer: CUSTOMER,
  authorize: AUTHORIZE,
  capture: CAPTURE,
  cancel: CANCEL,
  redeem: REDEEM,
  giveBack: GIVE_BACK,
  notice: NOTICE,
  error: ERROR,
}

/** A dictionary: the one above, or one with other names on the wire. */
export type Dictionary = typeof DICTIONARY

/** Every wire name with an underscore in it; no other file of the program may hold one. */
export function snakeNames(dictionary: Dictionary): readonly string[] {
  const messages = Object.values(dictionary).flatMap((message): readonly Shape[] =>
    'request' in message ? [message.request, message.answer] : [message as Record<string, Field>],
  )
  return [...new Set(messages.flatMap(namesOf))].filter((name) => name.includes('_')).sort()
}
