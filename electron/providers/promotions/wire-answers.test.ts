import { expect, test } from 'vitest'
import { lunch20 } from './fixtures/story'
import {
  hasErrors,
  hasKnownErrors,
  readAmounts,
  readGrant,
  readRefusals,
  readRefusedCode,
  readRefusedVoid,
} from './wire-answers'

const ASKED = { guid: 'b5f0d2c8-6e1a-4937-9c44-1d8a70e3f256', code: 'spring5' }
const ONE = lunch20(550)
const TWO = { ...lunch20(200), id: '00000000-0000-4000-8000-000000000002', discountId: 'd-2' }

test('a grant without a name is called by its code, and needs no more than an amount', () => {
  const { answer, remarks } = readGrant({ discountAmount: 5, name: ' \u0007 ' }, ASKED, 2)
  expect(answer).toEqual({
    status: 'ok',
    value: { name: 'spring5', amount: 500, referenceId: null },
  })
  expect(remarks).toEqual([])
})

test('a grant with a reference too long to keep leaves a remark', () => {
  const body = { discountAmount: 0, name: 'Zero', referenceId: 'r'.repeat(256) }
  expect(readGrant(body, ASKED, 2)).toEqual({
    answer: { status: 'ok', value: { name: 'Zero', amount: 0, referenceId: null } },
    remarks: ['referenceId was not usable'],
  })
})

test('a reference is kept up to its full length; an empty one is none, and noted', () => {
  const readAs = (referenceId: unknown) => {
    const { answer, remarks } = readGrant({ discountAmount: 0, referenceId }, ASKED, 2)
    return [answer.status === 'ok' ? answer.value.referenceId : answer.status, remarks.length]
  }
  expect(readAs('r'.repeat(255))).toEqual(['r'.repeat(255), 0])
  expect(readAs('')).toEqual([null, 1])
  expect(readAs(7)).toEqual([null, 1])
  expect(readAs(null)).toEqual([null, 0])
})

test.each([
  ['another externalId', { externalId: 'other' }],
  ['another promoCode', { promoCode: 'SUMMER9' }],
])('a grant about %s is not ours', (why, named) => {
  expect(readGrant({ discountAmount: 5, ...named }, ASKED, 2)).toMatchObject({
    answer: { status: 'unknown', code: 'malformed' },
    strange: why,
  })
})

test.each([
  [{}],
  [{ discountAmount: -1 }],
  [{ discountAmount: '5.00' }],
  [{ discountAmount: null }],
  [[]],
  ['ok'],
  [null],
])('the grant %j is malformed', (body) => {
  expect(readGrant(body, ASKED, 2).answer).toMatchObject({ status: 'unknown', code: 'malformed' })
})

test('amounts are matched by externalId in any order and case, strangers are passed over', () => {
  const body = [
    { externalId: TWO.id, discountAmount: 0 },
    { externalId: 'stranger', discountAmount: 'x' },
    { externalId: ONE.id.toUpperCase(), discountAmount: 6.305 },
  ]
  expect(readAmounts(body, [ONE, TWO], 2)).toEqual({
    answer: {
      status: 'ok',
      value: [
        { promotionId: ONE.id, amount: 630 },
        { promotionId: TWO.id, amount: 0 },
      ],
    },
    remarks: ['the answer has entries nobody asked about'],
  })
})

test.each([
  ['one is missing', [{ externalId: ONE.id, discountAmount: 1 }]],
  ['an amount is negative', [entry(ONE.id, 1), entry(TWO.id, -1)]],
  ['an amount is text', [entry(ONE.id, 1), entry(TWO.id, '1')]],
  ['the list is wrapped', { promotions: [entry(ONE.id, 1), entry(TWO.id, 1)] }],
  ['there is nothing', null],
  ['one is there twice', [entry(ONE.id, 1), entry(TWO.id, 1), entry(ONE.id.toUpperCase(), 1)]],
  [
    'one is there again, its id in a list',
    [entry(ONE.id, 1), entry(TWO.id, 1), entry([ONE.id], 1)],
  ],
  ['an entry more has no id', [entry(ONE.id, 1), entry(TWO.id, 1), { discountAmount: 1 }]],
  ['an entry more is no object', [entry(ONE.id, 1), entry(TWO.id, 1), [entry(ONE.id, 1)]]],
])('amounts are malformed when %s', (_, body) => {
  expect(readAmounts(body, [ONE, TWO], 2).answer).toMatchObject({ code: 'malformed' })
})

test('amounts of other promotions instead of ours, or under another code, are strange', () => {
  const of = (...body: readonly object[]) => readAmounts(body, [ONE, TWO], 2).strange
  const missing = 'a promotion asked about is missing from the answer'
  expect(of(entry(ONE.id, 1), entry('stranger', 1))).toBe(missing)
  expect(of(entry(ONE.id, 1))).toBeUndefined()
  const other = { ...entry(TWO.id, 1), promoCode: 'SUMMER9' }
  expect(of(entry(ONE.id, 1), other)).toBe('another promoCode')
  expect(of(entry(ONE.id, 1), { ...other, promoCode: TWO.code.toLowerCase() })).toBeUndefined()
})

test.each([
  ['INVALID_REQUEST', 'promotion-request-invalid'],
  ['CODE_ALREADY_USED', 'promotion-already-used'],
  ['CODE_NOT_EXIST', 'promotion-not-found'],
  ['CODE_NOT_APPLY', 'promotion-not-applicable'],
  ['CODE_INACTIVE', 'promotion-inactive'],
  ['OTHER', 'promotion-refused'],
  ['SOMETHING_NEW', 'promotion-refused'],
])('%s is %s, with and without words of its own', (errorType, code) => {
  const plain = readRefusedCode({ errors: [{ errorType }] }, ASKED.guid)
  expect(plain.answer).toEqual({
    status: 'refused',
    refused: { promotionId: ASKED.guid, code, message: null },
  })
  expect(plain.remarks).toEqual(
    errorType === 'SOMETHING_NEW' ? [`unknown errorType ${errorType}`] : [],
  )
  const userErrorMessage = ' Not\u0000 today\n please. '
  const worded = readRefusedCode({ errors: [{ errorType, userErrorMessage }] }, ASKED.guid)
  expect(worded.answer).toMatchObject({ refused: { code, message: 'Not today please.' } })
})

const ENTRY = { errorType: 'CODE_INACTIVE', externalId: ONE.id }

test.each([
  ['errors', { errors: [ENTRY] }],
  ['promotionErrors', { promotionErrors: [ENTRY] }],
  ['error', { error: ENTRY }],
  ['promotionError', { promotionError: ENTRY }],
  ['the body itself', ENTRY],
  [
    'errors before the rest',
    { errors: [ENTRY], error: { errorType: 'OTHER' }, errorType: 'OTHER' },
  ],
])('an error response is found in %s', (_, body) => {
  expect(readRefusals(body, [ONE]).answer).toEqual({
    status: 'refused',
    refused: [{ promotionId: ONE.id, code: 'promotion-inactive', message: null }],
  })
})

test.each([[null], [{}], [[]], ['no'], [{ errors: [] }], [{ errors: ['no'] }], [{ error: 'no' }]])(
  'a refusal with %j is a refusal without words',
  (body) => {
    const refused = { code: 'promotion-refused', message: null }
    expect(readRefusals(body, [ONE]).answer).toEqual({
      status: 'refused',
      refused: [{ promotionId: null, ...refused }],
    })
    expect(readRefusedCode(body, ASKED.guid).answer).toEqual({
      status: 'refused',
      refused: { promotionId: ASKED.guid, ...refused },
    })
  },
)

test('a refusal is matched by appliedDiscountGuid too, and a stranger names no promotion', () => {
  const body = { errors: [{ appliedDiscountGuid: 'd-2' }, { externalId: 'stranger' }] }
  expect(readRefusals(body, [ONE, TWO]).answer).toMatchObject({
    refused: [{ promotionId: TWO.id }, { promotionId: null }],
  })
})

test('of several reasons the one of our code counts, wherever it stands', () => {
  const errors = [
    { errorType: 'OTHER', externalId: 'stranger' },
    { errorType: 'CODE_INACTIVE', externalId: ASKED.guid.toUpperCase() },
  ]
  const read = (some: readonly object[]) => readRefusedCode({ errors: some }, ASKED.guid).answer
  expect(read(errors)).toMatchObject({ refused: { code: 'promotion-inactive' } })
  expect(read(errors.slice(0, 1))).toMatchObject({ refused: { code: 'promotion-refused' } })
})

test('words alone are a reason, though of no known kind', () => {
  const body = { userErrorMessage: 'Not today.' }
  const { answer, remarks } = readRefusals(body, [ONE])
  expect(answer.refused).toMatchObject([{ code: 'promotion-refused', message: 'Not today.' }])
  expect(remarks).toEqual(['unknown errorType (none)'])
  expect([hasErrors(body), hasKnownErrors(body)]).toEqual([true, false])
  const known = { errors: [{}, ENTRY] }
  expect([hasErrors(known), hasKnownErrors(known)]).toEqual([true, true])
  expect([hasErrors({}), hasKnownErrors({})]).toEqual([false, false])
})

test("the provider's own note goes to the log and never to the cashier", () => {
  const body = { errors: [{ errorType: 'OTHER', developerErrorMessage: 'stack\ntrace' }] }
  const { answer, remarks } = readRefusedCode(body, ASKED.guid)
  expect(remarks).toEqual(["provider's note: stack trace"])
  expect(JSON.stringify(answer)).not.toContain('stack')
})

test.each([
  ['unknown and alone', [gone(ONE.id)], [ONE.id], 'ok'],
  ['unknown, naming nothing', [{ errorType: 'CODE_NOT_EXIST' }], [ONE.id, TWO.id], 'ok'],
  ['unknown all', [gone(ONE.id), gone(TWO.id)], [ONE.id, TWO.id], 'ok'],
  ['unknown one of two', [gone(ONE.id)], [ONE.id, TWO.id], 'refused'],
  ['refused', [{ errorType: 'OTHER' }], [ONE.id], 'refused'],
])('a void refused as %s', (_, errors, asked, status) => {
  expect(readRefusedVoid({ errors }, asked).answer.status).toBe(status)
})

test('a void names what is still to release, and not what nobody knows', () => {
  const read = (...errors: readonly object[]) =>
    readRefusedVoid({ errors }, [ONE.id, TWO.id]).answer
  const open = { promotionId: TWO.id, code: 'promotion-refused', message: null }
  expect(read(gone(ONE.id))).toEqual({ status: 'refused', refused: [open] })
  const inactive = { errorType: 'CODE_INACTIVE', externalId: TWO.id }
  const refused = [{ ...open, code: 'promotion-inactive' }]
  expect(read(gone(ONE.id), inactive)).toEqual({ status: 'refused', refused })
  expect(read(inactive)).toEqual({ status: 'refused', refused })
})

function entry(externalId: unknown, discountAmount: unknown) {
  return { externalId, discountAmount }
}

function gone(externalId: string) {
  return { errorType: 'CODE_NOT_EXIST', externalId }
}
