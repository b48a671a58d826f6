/*
 * Paths and headers. Every path keeps its slash at the end: without it many web frameworks redirect a POST
 * and lose its body, so the client neither strips it nor follows a redirect.
 */
import { unreachable } from '../../../../shared/assert'
import type { Quirks } from './quirks'

/** The calls of the coupon service. */
export type Endpoint =
  | 'account'
  | 'location'
  | 'register'
  | 'products'
  | 'order'
  | 'customer'
  | 'authorize'
  | 'capture'
  | 'cancel'
  | 'redeem'
  | 'giveBack'

/** Where each call goes. The product path follows the pattern of the others; it is published nowhere. */
export const PATHS: Readonly<Record<Endpoint, string>> = {
  account: '/posface/account/set/',
  location: '/posface/location/set/',
  register: '/posface/register/set/',
  products: '/posface/product/set/',
  order: '/posface/order/set/',
  customer: '/posface/customer/set/',
  authorize: '/posface/auth/create/',
  capture: '/posface/auth/capture/',
  cancel: '/posface/auth/cancel/',
  redeem: '/posface/coupon/redeem/',
  giveBack: '/posface/coupon/return/',
}

/** The other name that the service's own pages give to the capture call. */
export const CAPTURE_ALIAS = '/posface/auth/redeem/'

/** What every path begins with. */
export const PATH_ROOT = '/posface/'

/** Header names as sent; a server reads them in lower case. */
export const HEADERS = {
  contentType: 'Content-Type',
  authorization: 'Authorization',
  apiKey: 'X-Api-Key',
  requestId: 'X-Request-Id',
  signature: 'X-Petz-Signature',
  sandboxFault: 'X-Sandbox-Fault',
} as const

/** What a body is. */
export const JSON_TYPE = 'application/json; charset=utf-8'

/** The path of a call under these quirks. */
export function pathOf(endpoint: Endpoint, quirks: Quirks): string {
  if (endpoint === 'capture' && quirks.capturePath === 'redeem') return CAPTURE_ALIAS
  return PATHS[endpoint]
}

/**
 * The headers of one request.
 * @param key  idempotency key; null where the references in the body are the key
 */
export function headersOf(
  accountKey: string,
  quirks: Quirks,
  requestId: string,
  key: string | null,
): Readonly<Record<string, string>> {
  return {
    [HEADERS.contentType]: JSON_TYPE,
    ...authorization(accountKey, quirks),
    [HEADERS.requestId]: requestId,
    ...(key !== null && quirks.idempotencyHeader !== '' ? { [quirks.idempotencyHeader]: key } : {}),
  }
}

function authorization(key: string, quirks: Quirks): Readonly<Record<string, string>> {
  switch (quirks.authHeader) {
    case 'bearer':
      return { [HEADERS.authorization]: `Bearer ${key}` }
    case 'api_key_header':
      return { [HEADERS.apiKey]: key }
    case 'basic':
      return { [HEADERS.authorization]: `Basic ${base64(key.includes(':') ? key : `${key}:`)}` }
    default:
      return unreachable(quirks.authHeader)
  }
}

function base64(text: string): string {
  return Buffer.from(text, 'utf8').toString('base64')
}
