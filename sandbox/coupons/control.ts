/*
 * The control interface of the sandbox, below `/_sandbox/`. All of it is POST with a small JSON object, but
 * for the two that are read.
 *
 *   reset     {}                                         the built-in world again, log and troubles gone
 *   clock     {"set": "2025-03-27T08:00:00Z"} or {"advance": seconds}
 *   fault     {"endpoint": "auth/create", "kind": "delay:6000", "count": 1}   kind none takes all back
 *   activate  {"account": "paws-on-pine", "status": "active"}   or suspended, pending
 *   coupon    {"action": "add", "phone": "+12065550142", "coupon": {…as in a wallet…}}
 *             {"action": "withdraw" or "expire", "coupon": "70455"}
 *   release   {"order": "…"}                             without an order, every hold ends
 *   state     GET: everything it remembers       log     GET: requests and answers, phones masked
 */
import { VALUE_TYPE } from '../../electron/providers/coupons/wire/enums'
import {
  internationalPhone,
  readCount,
  readDay,
  readId,
  readIds,
  readMoney,
  readPercent,
  readText,
  readTime,
} from '../../electron/providers/coupons/wire/formats'
import { asObject, read, type WireObject } from '../../electron/providers/coupons/wire/shape'
import { money } from '../../shared/money'
import type { CouponValue } from '../../shared/order/answers'
import { empty, json, type SandboxReply, type SandboxRequest } from '../http'
import type { Box } from './box'
import type { Faults } from './faults'
import { activate } from './pages'
import { HOME } from './seeds'
import { dayAfter, dayIn, endHolds, putHolding } from './state'

/** Where the control interface lives. */
export const CONTROL_ROOT = '/_sandbox/'

/** What the control interface can reach. */
export type Controls = {
  readonly box: Box
  readonly faults: Faults
  readonly partnerKey: string
  readonly reset: () => void
  /** Moves the service's clock to a moment. */
  readonly setClock: (at: number) => void
  readonly view: () => unknown
  readonly log: () => unknown
}

/** Answers a request to the control interface. */
export async function control(controls: Controls, request: SandboxRequest): Promise<SandboxReply> {
  const name = request.path.slice(CONTROL_ROOT.length).replace(/\/$/, '')
  if (request.method === 'GET' && name === 'state') return json(200, controls.view())
  if (request.method === 'GET' && name === 'log') return json(200, controls.log())
  if (request.method !== 'POST') return empty(405)
  const body = parse(request.body)
  if (body === null) return json(400, { problem: 'the body is no JSON object' })
  const problem = await run(controls, name, body)
  return problem === null ? json(200, { done: name }) : json(400, { problem })
}

async function run(controls: Controls, name: string, body: WireObject): Promise<string | null> {
  const { box, faults } = controls
  switch (name) {
    case 'reset':
      controls.reset()
      return null
    case 'clock': {
      const advance = body['advance']
      const at = typeof advance === 'number' ? box.now() + advance * 1000 : readTime(body['set'])
      if (at === null) return 'set or advance is needed'
      controls.setClock(at)
      return null
    }
    case 'fault': {
      const kind = readId(body['kind'])
      if (kind === null) return 'kind is needed'
      faults.ask(readId(body['endpoint']) ?? '*', kind, readCount(body['count']) ?? 1)
      return null
    }
    case 'activate':
      return changeAccount(controls, body)
    case 'coupon':
      return changeCoupon(box, body)
    case 'release':
      release(box, readId(body['order']))
      return null
    default:
      return `no such control: ${name}`
  }
}

async function changeAccount(controls: Controls, body: WireObject): Promise<string | null> {
  const { accounts } = controls.box.state
  const account = accounts.get(readId(body['account']) ?? 'paws-on-pine')
  if (!account) return 'no such account'
  const status = body['status'] ?? 'active'
  if (status === 'active') await activate(controls.box, account, controls.partnerKey)
  else if (status === 'suspended' || status === 'pending') {
    accounts.set(account.accountRef, { ...account, status })
  } else return 'status is active, suspended or pending'
  return null
}

function changeCoupon(box: Box, body: WireObject): string | null {
  if (body['action'] === 'add') return addCoupon(box, body)
  const coupon = box.state.coupons.get(readId(body['coupon']) ?? '')
  if (!coupon) return 'no such coupon'
  if (body['action'] === 'withdraw') {
    box.state.coupons.set(coupon.couponId, { ...coupon, withdrawn: true })
    return null
  }
  if (body['action'] !== 'expire') return 'action is add, withdraw or expire'
  const expiresOn = dayAfter(dayIn(HOME.timeZone, box.now()), -1)
  box.state.coupons.set(coupon.couponId, { ...coupon, expiresOn })
  return null
}

function addCoupon(box: Box, body: WireObject): string | null {
  const told = read(box.dictionary.customer.answer.wallet.fields.coupons.fields, body['coupon'])
  const phone = internationalPhone(readId(body['phone']) ?? '')
  const consumer = [...box.state.consumers.values()].find((known) => known.phone === phone)
  const couponId = readId(told.couponId)
  if (!consumer || couponId === null) return 'a known phone and a coupon id are needed'
  const today = dayIn(HOME.timeZone, box.now())
  box.state.coupons.set(couponId, {
    couponId,
    type: readId(told.type) ?? 'NW',
    title: readText(told.title),
    details: readText(told.details),
    upcs: readIds(told.upcs),
    value: valueOf(box, told.valueType, told.value, told.valueMost),
    piecesLeast: Math.max(1, readCount(told.piecesLeast) ?? 1),
    startsOn: readDay(told.startsOn) ?? today,
    expiresOn: readDay(told.expiresOn) ?? dayAfter(today, 6),
    validHere: true,
    withdrawn: false,
  })
  const { consumerId } = consumer
  const usesLeft = readCount(told.uses) ?? 1
  putHolding(box.state, { consumerId, couponId, usesLeft, usesUsed: 0, usedBy: null })
  return null
}

function valueOf(box: Box, type: unknown, value: unknown, most: unknown): CouponValue {
  const kind = VALUE_TYPE.read(type)
  if (kind === 'percent') {
    return { kind, ratePpm: readPercent(value) ?? 0, most: readMoney(most, box.form) }
  }
  if (kind === 'free-item') return { kind, pieces: readCount(value) ?? 1 }
  return { kind: 'amount', amount: readMoney(value, box.form) ?? money(0) }
}

function release(box: Box, orderRef: string | null): void {
  const orders = [...box.state.authorizations.values()].map((held) => held.orderRef)
  for (const held of orderRef === null ? orders : [orderRef]) {
    endHolds(box.state, held, 'released')
  }
}

function parse(body: string): WireObject | null {
  if (body.trim() === '') return {}
  try {
    return asObject(JSON.parse(body))
  } catch {
    return null
  }
}
