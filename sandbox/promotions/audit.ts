/*
 * A strict reader beside the lenient one: it refuses nothing, but writes down whatever a request has that
 * the field tables do not know, or lacks that they ask for, so that a test can demand an empty list. `null`
 * is fine wherever a field may be absent.
 */
import type { BookedPromotion } from './ledger'
import { isFields, listOf, textOf, toCents, type Fields, type Operation } from './request'
import { BODY, LOOKS, NEEDED, TABLES, type Kind, type TableName } from './tables'

/** Says everything about a body that is not as the tables have it. */
export function audit(
  operation: Operation,
  body: Fields,
  bookOf: (externalId: string) => BookedPromotion | undefined,
): readonly string[] {
  const found: string[] = []
  for (const [name, { kind, on }] of Object.entries(BODY)) {
    const wanted = on === 'all' || (on === 'VERIFY') === (operation === 'VERIFY')
    const value = body[name]
    const isThere = value !== undefined && value !== null
    if (isThere && !wanted) found.push(`${name} does not belong here`)
    else if (!isThere && wanted) found.push(`${name} is missing`)
    else if (isThere) inspect(value, kind, name, found)
  }
  for (const name of Object.keys(body)) if (!(name in BODY)) found.push(`${name} is unknown`)
  auditSums(body, found)
  if (operation !== 'VERIFY') auditActing(operation, body, bookOf, found)
  return found.map((sentence) => `${operation}: ${sentence}`)
}

function auditSums(body: Fields, found: string[]): void {
  const check = isFields(body.check) ? body.check : {}
  const whole = toCents(check.amount) + toCents(check.taxAmount)
  if (whole !== toCents(check.totalAmount)) found.push('totalAmount is not amount and taxAmount')
  const selections = listOf(check.selections)
  if (selections.some((one) => one.taxInclusion === 'INCLUDED')) return
  const prices = selections.reduce((all, one) => all + toCents(one.price), 0)
  if (prices !== toCents(check.amount)) found.push('amount is not the sum of the prices')
}

function auditActing(
  operation: Operation,
  body: Fields,
  bookOf: (externalId: string) => BookedPromotion | undefined,
  found: string[],
): void {
  const check = isFields(body.check) ? body.check : {}
  const applied = listOf(body.appliedPromotions).map((one) => textOf(one.externalId))
  const discounts = listOf(check.appliedDiscounts)
  if (operation === 'APPLY' && check.paymentStatus !== 'CLOSED' && check.paymentStatus !== 'PAID') {
    found.push('the check is not paid')
  }
  for (const named of listOf(body.promotionsToActOn)) {
    const id = textOf(named.externalId)
    const booked = bookOf(id)
    const discount = discounts.find((one) => one.guid === named.appliedDiscountGuid)
    if (operation === 'VOID') {
      const isOpen = check.paymentStatus === 'OPEN'
      if (isOpen && (applied.includes(id) || discount)) found.push(`${id} is still on the check`)
    } else {
      if (!booked) found.push(`${id} was never verified`)
      if (!applied.includes(id)) found.push(`${id} is not in appliedPromotions`)
      if (discount?.discountAmount !== named.discountAmount) {
        found.push(`${id} differs from its discount on the check`)
      }
    }
    if (booked?.status === 'redeemed' && operation === 'REVALIDATE') {
      found.push(`${id} is redeemed and validated again`)
    }
    if (booked && named.referenceId !== undefined && named.referenceId !== booked.referenceId) {
      found.push(`${id} came back with another referenceId`)
    }
  }
}

function inspect(value: unknown, kind: Kind, path: string, found: string[]): void {
  if (value === null || value === undefined) return
  if (typeof kind === 'string') {
    if (!LOOKS[kind](value)) found.push(`${path} is not a ${kind}`)
  } else if (kind.isList) {
    const one: Kind = { ...kind, isList: false }
    if (!Array.isArray(value)) found.push(`${path} is not a list`)
    else value.forEach((entry: unknown, at) => inspect(entry, one, `${path}[${at}]`, found))
  } else if (isFields(value)) {
    inspectFields(value, kind.table, path, found)
  } else {
    found.push(`${path} is not an object`)
  }
}

function inspectFields(fields: Fields, table: TableName, path: string, found: string[]): void {
  for (const name of NEEDED[table] ?? []) {
    if (fields[name] === undefined || fields[name] === null)
      found.push(`${path}.${name} is missing`)
  }
  for (const [name, value] of Object.entries(fields)) {
    const kind = TABLES[table][name]
    if (kind === undefined) found.push(`${path}.${name} is unknown`)
    else inspect(value, kind, `${path}.${name}`, found)
  }
}
