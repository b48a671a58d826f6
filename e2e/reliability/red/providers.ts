import type { Red } from './red'

const HTTP = 'electron/providers/http.ts'
const JSON_FILE = 'electron/providers/json.ts'
const EXCHANGE = 'electron/providers/coupons/exchange.ts'
const PETZ = 'electron/providers/coupons/petz.ts'
const ECHO = 'electron/providers/coupons/echo.ts'
const PLAUSIBLE = 'electron/providers/coupons/plausible.ts'
const TOAST = 'electron/providers/promotions/toast.ts'
const ANSWERS = 'electron/providers/promotions/wire-answers.ts'
const PERFORM = 'electron/till/perform.ts'
const EFFECTS = 'shared/order/decide-effects.ts'
const COUPONS = 'shared/order/decide-coupons.ts'
const PROMOTIONS = 'shared/order/decide-promotions.ts'
const VALIDATION = 'shared/order/decide-validation.ts'

type Change = readonly [without: string, file: string, from: string, to: string]

function reds(file: string, changes: Readonly<Record<string, Change>>): readonly Red[] {
  const test = `e2e/reliability/providers/${file}.test.ts`
  return Object.entries(changes).map(([title, [without, source, from, to]]) => {
    const [id = title] = title.split(' ')
    return { id, without, file: source, from, to, test, title }
  })
}

const SILENCE = reds('p-silence', {
  'P1 coupon': [
    'silence is unknown: it is taken for a yes',
    EXCHANGE,
    "if (outcome.kind === 'no-answer') return unknown(outcome.code, outcome.detail)",
    "if (outcome.kind === 'no-answer') return { kind: 'yes', body: {}, date: null }",
  ],
  'P1 promotion': [
    'silence is unknown: it is taken for a no',
    TOAST,
    "if (outcome.kind === 'no-answer') return unknown(outcome.code, outcome.detail)",
    "if (outcome.kind === 'no-answer') return { said: 'no', body: null }",
  ],
  'P2 coupon': [
    'the same key each time',
    PETZ,
    "endpoint: 'capture',\n      body: this.#requests.capture(request),\n      key: request.authorizationId,",
    "endpoint: 'capture',\n      body: this.#requests.capture(request),\n      key: crypto.randomUUID(),",
  ],
  'P2 promotion': [
    'the same GUID each time',
    TOAST,
    'headersFor(settings, call.type, call.guid)',
    'headersFor(settings, call.type, crypto.randomUUID())',
  ],
  'P3 coupon': [
    'a broken connection is no answer',
    HTTP,
    '        return lost(error)\n',
    "        if (error) return { kind: 'answer', status: 200, headers: { retryAfterMs: null, date: null, contentType: null }, text: '{}' }\n        return lost(error)\n",
  ],
  'P4 coupon': [
    '5xx is unknown: it is taken for a no',
    EXCHANGE,
    "if (status >= 500) return later('server-error')",
    "if (status >= 599) return later('server-error')",
  ],
  'P4 promotion': [
    '5xx is unknown: it is taken for a no',
    TOAST,
    "if (status >= 500) return unknown('server-error', `status ${status}`, retryAfterMs)",
    "if (status >= 500) return { said: 'no', body: null }",
  ],
  'P5 coupon': [
    'what is unknown is sent again',
    EFFECTS,
    'course.then(tryLater(effect, outcome, context))',
    "course.then({ type: 'EffectNeedsPerson', effectId, code: outcome.code, message: null })",
  ],
  'P6 coupon': [
    'a code is kept, never the text of a page',
    PERFORM,
    "? { status: 'unknown', code: answer.code }",
    "? { status: 'unknown', code: answer.detail }",
  ],
  'P7 coupon': [
    'Retry-After is passed on',
    EXCHANGE,
    '    retryAfterMs,\n    held: false,',
    '    retryAfterMs: null,\n    held: false,',
  ],
  'P7 promotion': [
    'Retry-After is passed on',
    TOAST,
    "unknown('rate-limited', 'status 429', retryAfterMs)",
    "unknown('rate-limited', 'status 429')",
  ],
  'P8 coupon': [
    'a conflict nobody knows is no decision',
    EXCHANGE,
    "if (status === 409 && error.code === 'unknown')",
    "if (status === 499 && error.code === 'unknown')",
  ],
  'P8 promotion': [
    'a conflict nobody knows is no decision',
    TOAST,
    'if (status === 409 && !hasKnownErrors(body))',
    'if (status === 499 && !hasKnownErrors(body))',
  ],
  'P26 coupon': [
    'what waits is shown as owed',
    'shared/order/view-of.ts',
    '.filter((effect) => !hasEnded(effect))',
    ".filter((effect) => !hasEnded(effect) && effect.status !== 'waiting')",
  ],
})

const BODIES = reds('p-bodies', {
  'P9 coupon': [
    'an empty body is no answer',
    JSON_FILE,
    "return fail(text.trim() === '' ? 'empty body' : 'not JSON')",
    "return text.trim() === '' ? ok({}) : fail('not JSON')",
  ],
  'P10 coupon': [
    'a body cut short is no answer',
    JSON_FILE,
    "return fail(text.trim() === '' ? 'empty body' : 'not JSON')",
    "return text.startsWith('{') ? ok({}) : fail('not JSON')",
  ],
  'P11 coupon': [
    'what is not JSON is no answer',
    EXCHANGE,
    "if (!parsed.ok) return unknown('malformed', parsed.error)",
    "if (!parsed.ok) return { kind: 'yes', body: {}, date }",
  ],
  'P11 promotion': [
    'what is not JSON is no answer',
    TOAST,
    'if (!parsed.ok) return malformed(parsed.error)',
    "if (!parsed.ok) return { said: 'no', body: null }",
  ],
  'P12 coupon': [
    'a name twice is no answer',
    JSON_FILE,
    'namesIn(value) === look.names',
    'namesIn(value) <= look.names',
  ],
  'P13 coupon': [
    'parts of another type are no answer',
    EXCHANGE,
    'if (wrong !== null)',
    "if (wrong === '?')",
  ],
  'P13 promotion': [
    'parts of another type are no answer',
    ANSWERS,
    "if (!Array.isArray(body)) return malformed('the answer is not a list')",
    "if (!Array.isArray(body)) return { answer: { status: 'ok', value: [] }, remarks: [] }",
  ],
  'P30 coupon': [
    'the limit on size',
    HTTP,
    'if (bytes > RESPONSE_BYTES_MAX)',
    'if (bytes > 9 * RESPONSE_BYTES_MAX)',
  ],
  'P31 coupon': [
    'the limit counts what was unfolded',
    HTTP,
    'if (!done) bytes += value.byteLength',
    'if (!done) bytes += value.byteLength > 0 ? 1 : 0',
  ],
  'P32 coupon': [
    'the deadline holds until the last byte',
    HTTP,
    '        const outcome = await read(response, request)\n',
    '        clearTimeout(timer)\n        const outcome = await read(response, request)\n',
  ],
  'P33 coupon': [
    'the limit on depth',
    JSON_FILE,
    'if (depth > JSON_DEPTH_MAX) return',
    'if (depth > 999_999) return',
  ],
  'P35 coupon': [
    'nothing raw goes into the log',
    EXCHANGE,
    'const fields = { endpoint, requestId, ms, kind: reply.kind, code }',
    'const fields = { endpoint, requestId, ms, kind: reply.kind, code, reply }',
  ],
  'P35 promotion': [
    'only known fields are kept',
    ANSWERS,
    'const value: PromotionGrant = {',
    'const value: PromotionGrant = {\n    ...body,',
  ],
})

const AMOUNTS = reds('p-amounts', {
  'P14 coupon': [
    'an amount that is there must be readable',
    PLAUSIBLE,
    'if (told.broken) return',
    "if (told.broken && order.orderRef === '') return",
  ],
  'P14 promotion': [
    'an amount is a number of nothing or more',
    'electron/providers/promotions/wire-values.ts',
    "if (typeof value !== 'number' || !(value >= 0) || Object.is(value, -0)) return null",
    'if (!(Number(value) >= 0)) return null',
  ],
  'P15 coupon': [
    'another amount at the capture is for a person',
    PETZ,
    "return isOther ? refused('capture-differs', '') : settled",
    'return isOther ? settled : settled',
  ],
  'P15 promotion': [
    'another amount at the redemption is for a person',
    PERFORM,
    'differs(answer, promotions) ? AMOUNT_DIFFERS : ',
    '',
  ],
  'P16 coupon': [
    'another currency is no answer',
    EXCHANGE,
    "if (foreign !== null) return unknown('malformed', 'another currency')",
    '',
  ],
  'P16 promotion': [
    'another currency is no answer',
    TOAST,
    "return foreign === null ? { said: 'yes', body: parsed.value } : malformed('another currency')",
    "return { said: 'yes', body: foreign === null ? parsed.value : parsed.value }",
  ],
  'P27 coupon': [
    'what is given and what is not is shown before the money',
    COUPONS,
    'if (silent) course.then(',
    'course.then(',
  ],
  'P27 promotion': [
    'Pay stops where a code was refused',
    VALIDATION,
    "if (purpose === 'continue') leavePayment(course, context)",
    'proceed(course, purpose, heldFor, context)',
  ],
})

const ECHOES = reds('p-echoes', {
  'P17 coupon': [
    'an answer must be about this order',
    ECHO,
    "if (told.orderRef !== null && told.orderRef !== order.orderRef) return 'another order'",
    '',
  ],
  'P17 promotion': [
    'an answer must be about this GUID',
    ANSWERS,
    "if (isOther(body.externalId, request.guid)) return strange('another externalId')",
    '',
  ],
  'P18 coupon': [
    'only coupons asked for are taken',
    ECHO,
    'couponIds.includes(id)',
    'id.length > 0',
  ],
  'P18 promotion': [
    'an answer must be about this code',
    ANSWERS,
    "if (isOther(body.promoCode, request.code)) return strange('another promoCode')",
    '',
  ],
  'P19 coupon': [
    'an answer nobody waits for changes nothing',
    COUPONS,
    'if (!asked) {',
    "if (!asked && answer.status !== 'ok') {",
  ],
  'P19 promotion': [
    'an answer nobody waits for changes nothing',
    PROMOTIONS,
    "if (promotion?.status !== 'verifying') {",
    'if (!promotion) {',
  ],
  'P20 coupon': [
    'what is granted after its release is let go once more',
    COUPONS,
    "if (answer.status === 'ok') grantedTooLate(course, authRef, answer.value, context)",
    '',
  ],
  'P20 promotion': [
    'what is granted after its release is let go once more',
    PROMOTIONS,
    "if (!promotion && answer.status === 'ok') reservedTooLate(course, promotionId, context)",
    '',
  ],
  'P21 coupon': [
    'two different answers are for a manager',
    COUPONS,
    "if (answered) tellManager(course, 'answers-differ', [], context)",
    '',
  ],
})

const DECISIONS = reds('p-decisions', {
  'P24 coupon': [
    'captured is done only when it was by this order',
    PETZ,
    '(reply.error.orderRef ?? request.orderRef) === request.orderRef',
    "request.orderRef !== ''",
  ],
  'P24 promotion': [
    'a no after the money is for a person',
    PERFORM,
    "return { status: 'refused', ...words(answer.refused) }",
    "return { status: 'delivered' }",
  ],
  'P25 coupon': [
    'a hold that was captured is not gone',
    PETZ,
    "new Set(['auth-not-found', 'auth-released', 'auth-expired'])",
    "new Set(['auth-not-found', 'auth-released', 'auth-expired', 'auth-captured'])",
  ],
  'P25 promotion': [
    'a refused release is not done',
    ANSWERS,
    "all.filter((one) => one.code !== 'promotion-not-found')",
    "all.filter((one) => one.code === 'promotion-inactive')",
  ],
  'P36 coupon': [
    'a key used for something else is a decision',
    EXCHANGE,
    "if (status === 409 && error.code === 'unknown')",
    'if (status === 409)',
  ],
  'P36 promotion': ['400 is a decision', TOAST, 'if (status === 400 ||', 'if (status === 499 ||'],
})

const HOLDS = reds('p-holds', {
  'P22 coupon': [
    'a hold that ran out is asked for anew',
    EFFECTS,
    'if (ranOut && askedAnew(course, effect, outcome.code, context)) return',
    '',
  ],
  'P22 promotion': ['400 is a decision', TOAST, 'if (status === 400 ||', 'if (status === 499 ||'],
  'P23 coupon': [
    'what is not given is named before the money',
    COUPONS,
    'if (silent) course.then(',
    "if (after.status === 'none') course.then(",
  ],
  'P23 promotion': [
    'a refused code is taken off',
    VALIDATION,
    'takeRefused(course, answer.refused, context)',
    '',
  ],
  'P34 coupon': [
    'the end of a hold is judged by the service’s clock',
    'electron/providers/provider-clock.ts',
    'return moment - (date ?? now) + now',
    'return date === null ? now : moment',
  ],
  'P34 promotion': [
    'a moment in Retry-After is judged by the provider’s clock',
    HTTP,
    'Math.max(0, until - date)',
    'Math.max(0, until - Date.now())',
  ],
})

const TRANSPORT = reds('p-transport', {
  'P28 coupon': ['no redirect is followed', HTTP, "redirect: 'manual'", "redirect: 'follow'"],
  'P29 coupon': [
    'the oldest TLS is set, not trusted',
    HTTP,
    'tls.DEFAULT_MIN_VERSION = TLS_VERSION_LEAST',
    '',
  ],
  'P29 promotion': [
    'a computer that believes every certificate reaches nobody',
    HTTP,
    "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === '0'",
    "process.env['NODE_TLS_REJECT_UNAUTHORIZED'] === 'never'",
  ],
})

/** The protections against faults of the providers, and the test that must notice when one is gone. */
export const REDS: readonly Red[] = [
  ...SILENCE,
  ...BODIES,
  ...AMOUNTS,
  ...ECHOES,
  ...DECISIONS,
  ...HOLDS,
  ...TRANSPORT,
]
