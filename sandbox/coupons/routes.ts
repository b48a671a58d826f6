/*
 * From a request to an answer: who asks, what for, whether it was asked before.
 */
import type { Dictionary } from '../../electron/providers/coupons/wire/dictionary'
import {
  CAPTURE_ALIAS,
  HEADERS,
  PATHS,
  type Endpoint,
} from '../../electron/providers/coupons/wire/endpoints'
import { readId } from '../../electron/providers/coupons/wire/formats'
import { QUIRKS } from '../../electron/providers/coupons/wire/quirks'
import {
  asObject,
  strangers,
  write,
  type WireObject,
} from '../../electron/providers/coupons/wire/shape'
import type { SandboxRequest } from '../http'
import { cancelAuthorization, captureAuthorization, createAuthorization } from './authorizations'
import { canonical, no, type Box, type Outcome } from './box'
import { setCustomer, setOrder } from './orders'
import { setAccount, setLocation, setProducts, setRegister } from './set-up'
import { redeemCoupon, returnCoupon } from './uses'

/** What the routes may be told to do. */
export type RouteOptions = {
  readonly partnerKey: string
  readonly strictFields: boolean
  readonly acceptRedeemAlias: boolean
  readonly enableAuthCancel: boolean
}

/** A finished answer. */
export type Answered = { readonly status: number; readonly text: string }

const RULES: Readonly<Record<Endpoint, (box: Box, body: WireObject) => Outcome>> = {
  account: setAccount,
  location: setLocation,
  register: setRegister,
  products: setProducts,
  order: setOrder,
  customer: setCustomer,
  authorize: createAuthorization,
  capture: captureAuthorization,
  cancel: cancelAuthorization,
  redeem: redeemCoupon,
  giveBack: returnCoupon,
}

const KEY_HEADER = QUIRKS.idempotencyHeader.toLowerCase()

/** Answers one request. */
export function route(box: Box, options: RouteOptions, request: SandboxRequest): Answered {
  const endpoint = endpointOf(request.path, options)
  if (endpoint === null) return text(noSuchPath(box, request.path))
  if (request.method !== 'POST') {
    return text(no(box, 405, 'invalid-request', 'Only POST is answered here'))
  }
  const stranger = keyTrouble(box, options, endpoint, request)
  if (stranger) return text(stranger)
  const body = parse(request.body)
  if (body === null) return text(no(box, 400, 'invalid-request', 'The body is no JSON object'))
  if (options.strictFields) {
    const unknown = strangers(box.dictionary[endpoint].request, body)
    if (unknown.length > 0) {
      return text(no(box, 400, 'invalid-request', `Unknown fields: ${unknown.join(', ')}`))
    }
  }
  const sent = options.strictFields ? request.headers[KEY_HEADER] : undefined
  return once(box, endpoint, body, sent)
}

function endpointOf(path: string, options: RouteOptions): Endpoint | null {
  if (path === CAPTURE_ALIAS) return options.acceptRedeemAlias ? 'capture' : null
  if (path === PATHS.cancel && !options.enableAuthCancel) return null
  for (const endpoint of Object.keys(RULES)) {
    if (isEndpoint(endpoint) && PATHS[endpoint] === path) return endpoint
  }
  return null
}

function isEndpoint(name: string): name is Endpoint {
  return Object.hasOwn(RULES, name)
}

function noSuchPath(box: Box, path: string): Outcome {
  const slash = Object.values(PATHS).includes(`${path}/`)
  const message = slash ? 'The path ends with a slash: it is missing' : 'No such path'
  const error = { code: 'not_found', message, retryable: false, fields: {} }
  return { status: 404, body: write(box.dictionary.error, { error }) }
}

function keyTrouble(
  box: Box,
  options: RouteOptions,
  endpoint: Endpoint,
  request: SandboxRequest,
): Outcome | null {
  const key = keyOf(request)
  if (endpoint === 'account') {
    return key === options.partnerKey
      ? null
      : no(box, 401, 'unauthenticated', 'This call needs the partner key')
  }
  const account = [...box.state.accounts.values()].find((known) => known.accountKey === key)
  if (!account) return no(box, 401, 'unauthenticated', 'Missing or wrong key')
  return account.status === 'active'
    ? null
    : no(box, 403, 'account-inactive', `The account is ${account.status}`)
}

function keyOf({ headers }: SandboxRequest): string | null {
  const header = headers[HEADERS.authorization.toLowerCase()] ?? ''
  const [scheme, value = ''] = header.split(' ')
  if (scheme === 'Bearer') return value
  if (scheme === 'Basic') return Buffer.from(value, 'base64').toString('utf8').replace(/:$/, '')
  return headers[HEADERS.apiKey.toLowerCase()] ?? null
}

function parse(body: string): WireObject | null {
  try {
    return asObject(JSON.parse(body))
  } catch {
    return null
  }
}

/**
 * Runs the rule, unless the same key was answered before. Only a yes is remembered.
 * @param sent  the idempotency key of the header, if it is to be compared
 */
function once(box: Box, endpoint: Endpoint, body: WireObject, sent: string | undefined): Answered {
  const field = keyField(box.dictionary, endpoint)
  if (field === null) return text(RULES[endpoint](box, body))
  const key = readId(body[field]) ?? ''
  if (sent !== undefined && sent !== key) {
    return text(no(box, 400, 'invalid-request', `The idempotency key is not the ${field}`))
  }
  if (endpoint === 'capture' || endpoint === 'cancel') return text(RULES[endpoint](box, body))
  const name = `${endpoint}/${key}`
  const asked = canonical(body)
  const stored = box.state.answers.get(name)
  if (stored) {
    return stored.request === asked
      ? stored
      : text(no(box, 409, 'idempotency-conflict', 'The same key with another content'))
  }
  const outcome = RULES[endpoint](box, body)
  const answered = text(outcome)
  if (outcome.status !== 200) return answered
  const again =
    endpoint === 'redeem'
      ? { ...outcome.body, ...write(box.dictionary.redeem.answer, { alreadyRedeemed: true }) }
      : outcome.body
  box.state.answers.set(name, { request: asked, status: 200, text: JSON.stringify(again) })
  return answered
}

function keyField(dictionary: Dictionary, endpoint: Endpoint): string | null {
  switch (endpoint) {
    case 'authorize':
      return dictionary.authorize.request.authRef
    case 'capture':
    case 'cancel':
      return dictionary[endpoint].request.authorizationId
    case 'redeem':
      return dictionary.redeem.request.redemptionRef
    case 'giveBack':
      return dictionary.giveBack.request.returnRef
    default:
      return null
  }
}

function text(outcome: Outcome): Answered {
  return { status: outcome.status, text: JSON.stringify(outcome.body) }
}
