/*
 * Every call of both providers with the answer its documents show, asked by the real clients over an HTTP that
 * ends in memory: the bytes of a test, read by the real reader.
 */
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { createPetzCoupons, type PetzCoupons } from '../../../../electron/providers/coupons/petz'
import {
  EXAMPLE_REDEEM,
  EXAMPLE_RETURN,
  exampleAuthorize,
  exampleOrder,
  exampleSettings,
  ORDER_REF,
} from '../../../../electron/providers/coupons/testing/example'
import { PATHS } from '../../../../electron/providers/coupons/wire/endpoints'
import {
  createHttp,
  RESPONSE_BYTES_MAX,
  type Http,
  type HttpOutcome,
} from '../../../../electron/providers/http'
import {
  lunch20,
  orderAt,
  PROMOTION_ID,
  RESTAURANT_ID,
  STEPS,
  VERIFIED_AT,
} from '../../../../electron/providers/promotions/fixtures/story'
import {
  createToastPromotions,
  type ToastPromotions,
} from '../../../../electron/providers/promotions/toast'
import { money } from '../../../../shared/money'
import type { Mutant } from './mutate'

const PROVIDERS = join(import.meta.dirname, '..', '..', '..', '..', 'electron', 'providers')

function fixture(provider: 'coupons' | 'promotions', name: string): unknown {
  return JSON.parse(readFileSync(join(PROVIDERS, provider, 'fixtures', `${name}.json`), 'utf8'))
}

/** What the running example took off with its two coupons. */
export const TAKEN = [
  { couponId: '70455', title: '', amount: money(500), uses: 1, lines: [] },
  { couponId: '70460', title: '', amount: money(189), uses: 1, lines: [] },
]

/** The order that is asked about. */
export const ASKED_ORDER = exampleOrder()

/** The code that is asked about. */
export const ASKED_CODE = { guid: PROMOTION_ID, code: 'LUNCH20' }

const MANY = {
  guid: '6ac31f8d-5027-4be9-b0d4-f97e12c8a635',
  at: VERIFIED_AT,
  order: orderAt(STEPS.revalidate),
  promotions: [lunch20(630)],
}
const HOLD = { authorizationId: 'A-31907', orderRef: ORDER_REF }

/** One call: the answer its documents show, and how it is asked. */
export type Call = {
  readonly name: string
  readonly answer: unknown
  readonly status: number
  readonly ask: (clients: Clients) => Promise<{ readonly status: string; readonly value?: unknown }>
}

/** Both clients. */
export type Clients = { readonly coupons: PetzCoupons; readonly promotions: ToastPromotions }

const PHONE = { phone: '2065550142', customerRef: 'cust-7781', orderRef: ORDER_REF }

/** The calls. */
export const CALLS: readonly Call[] = [
  {
    name: 'verify',
    answer: fixture('promotions', 'verify.answer'),
    status: 200,
    ask: ({ promotions }) =>
      promotions.verify({ ...ASKED_CODE, at: VERIFIED_AT, order: orderAt(STEPS.verify) }),
  },
  {
    name: 'verify-refused',
    answer: fixture('promotions', 'verify.refused'),
    status: 400,
    ask: ({ promotions }) =>
      promotions.verify({ ...ASKED_CODE, at: VERIFIED_AT, order: orderAt(STEPS.verify) }),
  },
  {
    name: 'revalidate',
    answer: fixture('promotions', 'revalidate.answer'),
    status: 200,
    ask: ({ promotions }) => promotions.revalidate(MANY),
  },
  {
    name: 'apply',
    answer: fixture('promotions', 'apply.answer'),
    status: 200,
    ask: ({ promotions }) => promotions.apply(MANY),
  },
  {
    name: 'apply-refused',
    answer: fixture('promotions', 'apply.refused'),
    status: 400,
    ask: ({ promotions }) => promotions.apply(MANY),
  },
  {
    name: 'void',
    answer: fixture('promotions', 'void.answer'),
    status: 200,
    ask: ({ promotions }) => promotions.void({ ...MANY, lost: [] }),
  },
  {
    name: 'customer',
    answer: fixture('coupons', 'customer.answer'),
    status: 200,
    ask: ({ coupons }) => coupons.lookUp(PHONE),
  },
  {
    name: 'authorize',
    answer: fixture('coupons', 'authorize.answer'),
    status: 200,
    ask: ({ coupons }) => coupons.authorize(exampleAuthorize()),
  },
  {
    name: 'authorize-some',
    answer: fixture('coupons', 'authorize.answer'),
    status: 200,
    ask: ({ coupons }) => coupons.authorize(exampleAuthorize({ couponIds: ['70455', '70460'] })),
  },
  {
    name: 'capture',
    answer: fixture('coupons', 'capture.answer'),
    status: 200,
    ask: ({ coupons }) => coupons.capture({ ...HOLD, paidAt: 0, coupons: TAKEN }),
  },
  {
    name: 'capture-error',
    answer: fixture('coupons', 'error.answer'),
    status: 409,
    ask: ({ coupons }) => coupons.capture({ ...HOLD, paidAt: 0, coupons: TAKEN }),
  },
  {
    name: 'release',
    answer: fixture('coupons', 'cancel.answer'),
    status: 200,
    ask: ({ coupons }) => coupons.release({ ...HOLD, authorize: exampleAuthorize() }),
  },
  {
    name: 'redeem',
    answer: fixture('coupons', 'redeem.answer'),
    status: 200,
    ask: ({ coupons }) => coupons.redeem(EXAMPLE_REDEEM),
  },
  {
    name: 'give-back',
    answer: fixture('coupons', 'give-back.answer'),
    status: 200,
    ask: ({ coupons }) => coupons.giveBack(EXAMPLE_RETURN),
  },
]

const REGISTER = JSON.stringify({})

/** How many answers go through the real reader of HTTP bodies, one in so many; the others only through its decoder. */
const THROUGH_HTTP = 20

/** Clients whose every request is answered with the mutant of the moment; time is two minutes later each time. */
export function clientsOf(now: () => number, mutant: () => Mutant): Clients {
  const send: typeof fetch = async (input) => {
    const url = input instanceof Request ? input.url : input.toString()
    const isIntroduction = url.endsWith(PATHS.register)
    const { bytes, status } = mutant()
    if (isIntroduction) return new Response(REGISTER)
    const isBare = status === 204 || status === 205
    return new Response(isBare ? null : Buffer.from(bytes), { status })
  }
  const real = createHttp(send)
  let turns = 0
  const http: Http = {
    post: async (request) => {
      turns += 1
      const { bytes, status } = mutant()
      const isWhole = turns % THROUGH_HTTP === 0 || bytes.length > RESPONSE_BYTES_MAX
      if (isWhole || status < 200 || status > 299) return real.post(request)
      if (request.url.endsWith(PATHS.register)) return answered(200, REGISTER)
      const text = status === 204 ? '' : utf8(bytes)
      return text === null ? NOT_UTF8 : answered(status, text)
    },
  }
  const parts = {
    http,
    now,
    wait: () => Promise.resolve(),
    log: { info: () => undefined, warn: () => undefined },
  }
  const url = 'https://provider.example/v1'
  const coupons = createPetzCoupons(exampleSettings(url, { currency: 'USD' }), parts)
  const promotions = createToastPromotions(
    {
      url,
      apiKey: 'k',
      restaurantExternalId: RESTAURANT_ID,
      timeoutMs: 2000,
      currencyExponent: 2,
      currency: 'USD',
    },
    parts,
  )
  return { coupons, promotions }
}

const NOT_UTF8: HttpOutcome = { kind: 'no-answer', code: 'malformed', detail: '', sent: true }

function answered(status: number, text: string): HttpOutcome {
  const headers = { retryAfterMs: null, date: null, contentType: null }
  return { kind: 'answer', status, headers, text }
}

function utf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return null
  }
}
