/*
 * Account, location, register and products.
 */
import { ACCOUNT_STATUS, ERROR_CODE } from '../../electron/providers/coupons/wire/enums'
import {
  productKeys,
  readId,
  readText,
  writeTime,
} from '../../electron/providers/coupons/wire/formats'
import { read, write, type WireObject } from '../../electron/providers/coupons/wire/shape'
import { no, yes, type Box, type Outcome } from './box'

/** Most products in one request. */
const BATCH_MAX = 500

/** Creates or reads an account. */
export function setAccount(box: Box, body: WireObject): Outcome {
  const { request, answer } = box.dictionary.account
  const told = read(request, body)
  const accountRef = readId(told.accountRef)
  if (accountRef === null) return no(box, 400, 'invalid-request', 'account reference missing')
  const { accounts, numbers } = box.state
  let account = accounts.get(accountRef)
  if (!account) {
    if (readText(told.name) === '') return no(box, 400, 'invalid-request', 'name missing')
    const token = `j-${numbers.token}`
    numbers.token += 1
    const accountKey = `${accountRef}-${token}`
    const callbackUrl = readId(told.callbackUrl)
    account = { accountRef, accountKey, status: 'pending', keyGiven: false, token, callbackUrl }
  }
  const giveKey = account.status === 'active' && !account.keyGiven
  accounts.set(accountRef, giveKey ? { ...account, keyGiven: true } : account)
  const pending = account.status === 'pending'
  return yes(
    write(answer, {
      accountRef,
      status: ACCOUNT_STATUS.write(account.status),
      redirectUrl: pending ? `${box.baseUrl()}/join/${account.token}` : undefined,
      accountKey: giveKey ? account.accountKey : undefined,
    }),
  )
}

/** Creates or updates a location. */
export function setLocation(box: Box, body: WireObject): Outcome {
  const { request, answer } = box.dictionary.location
  const told = read(request, body)
  const locationRef = readId(told.locationRef)
  const name = readText(told.name)
  const timeZone = readId(told.timeZone)
  if (locationRef === null || name === '' || timeZone === null || !isTimeZone(timeZone)) {
    return no(box, 400, 'invalid-request', 'location reference, name and time zone are needed')
  }
  box.state.locations.set(locationRef, { name, timeZone })
  return yes({ ...body, ...write(answer, { updatedAt: writeTime(box.now()) }) })
}

/** Creates or updates a register. */
export function setRegister(box: Box, body: WireObject): Outcome {
  const { request, answer } = box.dictionary.register
  const told = read(request, body)
  const deviceRef = readId(told.deviceRef)
  const locationRef = readId(told.locationRef)
  const name = readText(told.name)
  if (deviceRef === null || locationRef === null || name === '') {
    return no(box, 400, 'invalid-request', 'register reference, name and location are needed')
  }
  if (!box.state.locations.has(locationRef)) {
    return no(box, 404, 'location-not-found', 'No such location')
  }
  box.state.registers.set(deviceRef, { name, locationRef, active: told.active !== false })
  return yes({ ...body, ...write(answer, { updatedAt: writeTime(box.now()) }) })
}

/** Stores products; a bad one is reported, the others are kept. */
export function setProducts(box: Box, body: WireObject): Outcome {
  const { request, answer } = box.dictionary.products
  const name = request.products.name
  const rows: unknown = body[name]
  if (!Array.isArray(rows) || rows.length === 0) {
    return no(box, 400, 'invalid-request', 'no products')
  }
  if (rows.length > BATCH_MAX) return no(box, 400, 'batch-too-large', `at most ${BATCH_MAX}`)
  const { products } = read(request, body)
  const errors: { productRef: string | null; code: string; message: string }[] = []
  for (const product of products) {
    const productRef = readId(product.productRef)
    const keys = product.identifiers.flatMap(({ type, value }) =>
      type === 'sku' ? [] : productKeys(value),
    )
    if (productRef === null || readText(product.name) === '') {
      const code = ERROR_CODE.write('invalid-request')
      errors.push({ productRef, code, message: 'reference and name are needed' })
    } else box.state.products.set(productRef, keys)
  }
  return yes(write(answer, { accepted: products.length - errors.length, errors }))
}

function isTimeZone(name: string): boolean {
  try {
    Intl.DateTimeFormat('en-US', { timeZone: name })
    return true
  } catch {
    return false
  }
}
