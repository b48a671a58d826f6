/*
 * Judges the journal of a terminal that was asked all kinds of things: what stands in it must be what a cashier may
 * do, in the state in which it may be done, with amounts that the terminal worked out itself. The rules are written
 * down here once more, from the design, and share nothing with the program but the names of its events.
 */
import Database from 'libsql'
import { join } from 'node:path'

type Event = Readonly<Record<string, unknown>> & { readonly type: string }

/** What was found: how many events, sales and orders, and every law that was broken. */
export type Judgement = {
  readonly events: number
  readonly sales: number
  readonly orders: number
  readonly wrong: readonly string[]
}

/** What is known of an order from its events so far. */
type Known = {
  status: string
  step: string
  /** Minor units by line: price and quantity in thousandths, and whether it counts. */
  readonly lines: Map<string, { price: number; quantity: number; voided: boolean }>
  readonly tenders: Map<string, { amount: number; received: number; kind: string }>
  card: { readonly id: string; readonly amount: number } | null
  rounded: number
}

/** Events only an open order may have. */
const OPEN_ONLY = new Set([
  ...['LineAdded', 'LineQuantityChanged', 'LinePriceChanged', 'LineVoided', 'LinePutBack'],
  ...['ScanUnresolved', 'UnresolvedScanRemoved', 'StoreDiscountAdded', 'StoreDiscountRemoved'],
  ...['PaymentStarted', 'OrderHeld', 'LinesSent'],
])
/** Events only payment may have. */
const PAYING_ONLY = new Set([
  ...['TenderAdded', 'TenderUndone', 'CashRounded', 'OrderPaid', 'PaymentAbandoned'],
  ...['CardPaymentRequested', 'CardPaymentDropped', 'PaymentStepReached'],
])
const TENDER_ONLY = new Set(['TenderAdded', 'CardPaymentRequested', 'OrderPaid', 'CashRounded'])

/** More than any tender of a shop: what is typed at most, with change. */
const AMOUNT_MAX = 100_000_000

/**
 * Judges the journal of a terminal that is closed.
 * @param prices  minor units by article; null for one at an open price
 */
export function judgeJournal(data: string, prices: ReadonlyMap<string, number | null>): Judgement {
  const orders = new Map<string, Known>()
  const wrong: string[] = []
  let sales = 0
  const rows = rowsOf(data)
  for (const { stream, event } of rows) {
    const order = orders.get(stream) ?? opened(orders, stream)
    const say = (law: string) => wrong.push(`${stream} ${event.type}: ${law}`)
    if (OPEN_ONLY.has(event.type) && order.status !== 'open') say(`while ${order.status}`)
    if (PAYING_ONLY.has(event.type) && order.status !== 'paying') say(`while ${order.status}`)
    if (TENDER_ONLY.has(event.type) && order.step !== 'tender') say(`at ${order.step}`)
    judgeAmounts(event, order, prices, say)
    take(event, order)
    if (event.type === 'OrderPaid') sales += 1
  }
  return { events: rows.length, sales, orders: orders.size, wrong }
}

/** Rows of the journal, oldest first. */
function rowsOf(data: string): readonly { readonly stream: string; readonly event: Event }[] {
  const database = new Database(join(data, 'journal', 'journal.db'), { readonly: true })
  try {
    const rows = database
      .prepare('SELECT CAST(stream AS BLOB) AS stream, body FROM events ORDER BY seq')
      .all() as { stream: Uint8Array; body: Uint8Array }[]
    return rows.map((row) => ({
      stream: Buffer.from(row.stream).toString('hex'),
      event: JSON.parse(Buffer.from(row.body).toString('utf8')) as Event,
    }))
  } finally {
    database.close()
  }
}

function opened(orders: Map<string, Known>, stream: string): Known {
  const order: Known = {
    status: 'new',
    step: '',
    lines: new Map(),
    tenders: new Map(),
    card: null,
    rounded: 0,
  }
  orders.set(stream, order)
  return order
}

type Say = (law: string) => void

function judgeAmounts(
  event: Event,
  order: Known,
  prices: ReadonlyMap<string, number | null>,
  say: Say,
): void {
  switch (event.type) {
    case 'LineAdded': {
      const { sku, unitPrice } = event['line'] as { sku: string; unitPrice: number }
      const price = prices.get(sku)
      if (price === undefined) say(`goods nobody sells: ${sku}`)
      else if (price !== null && price !== unitPrice) say(`${unitPrice} is not the price of ${sku}`)
      return whole(unitPrice, 0, say)
    }
    case 'LineQuantityChanged':
      return whole(event['quantity'], 1, say)
    case 'LinePriceChanged':
      return whole(event['unitPrice'], 0, say)
    case 'CardPaymentRequested':
      return whole(event['amount'], 1, say)
    case 'TenderAdded': {
      const { amount, received } = event['tender'] as { amount: number; received: number }
      whole(amount, 0, say)
      whole(received, 0, say)
      if (received < amount) say(`${received} is less than ${amount}`)
      return
    }
    case 'OrderPaid':
      return judgeSale(event['sale'] as PaidSale, order, say)
    default:
  }
}

type PaidSale = {
  readonly totals: {
    readonly subtotal: number
    readonly discount: number
    readonly coupons: number
    readonly tax: number
    readonly total: number
  }
  readonly due: number
  readonly change: number
  readonly cashRounding: number
}

/** The money of a sale, worked out again from its lines and its tenders. */
function judgeSale({ totals, due, change, cashRounding }: PaidSale, order: Known, say: Say): void {
  let subtotal = 0
  for (const { price, quantity, voided } of order.lines.values()) {
    if (!voided) subtotal += Math.round((price * quantity) / 1000)
  }
  if (subtotal !== totals.subtotal) say(`subtotal ${totals.subtotal}, not ${subtotal}`)
  const { discount, coupons, tax, total } = totals
  if (total !== subtotal - discount - coupons + tax) say(`total ${total}`)
  if (discount < 0 || discount + coupons > subtotal || tax < 0 || total < 0) say('below zero')
  if (due !== total + cashRounding) say(`due ${due} of ${total}`)
  const tenders = [...order.tenders.values()]
  const paid = tenders.reduce((all, one) => all + one.amount, 0)
  const received = tenders.reduce((all, one) => all + one.received, 0)
  if (paid !== due) say(`paid ${paid}, due ${due}`)
  if (received - change !== due) say(`${received} less ${change} is not ${due}`)
  if (order.card) say('a card is under way')
}

function whole(amount: unknown, least: number, say: Say): void {
  if (typeof amount === 'number' && Number.isSafeInteger(amount)) {
    if (amount >= least && amount <= AMOUNT_MAX) return
  }
  say(`amount ${String(amount)}`)
}

function take(event: Event, order: Known): void {
  const { lineId } = event
  const line = typeof lineId === 'string' ? order.lines.get(lineId) : undefined
  switch (event.type) {
    case 'OrderOpened':
    case 'OrderResumed':
    case 'PaymentAbandoned':
      order.status = 'open'
      order.step = ''
      return
    case 'OrderHeld':
      order.status = 'held'
      return
    case 'OrderCancelled':
      order.status = 'cancelled'
      return
    case 'PaymentStarted':
      order.status = 'paying'
      return
    case 'PaymentStepReached':
      order.step = String(event['step'])
      return
    case 'OrderPaid':
    case 'OrderClosed':
      order.status = 'paid'
      return
    case 'LineAdded': {
      const {
        id: added,
        unitPrice,
        quantity,
      } = event['line'] as Record<string, number> & { id: never }
      order.lines.set(String(added), {
        price: Number(unitPrice),
        quantity: Number(quantity),
        voided: false,
      })
      return
    }
    case 'LineQuantityChanged':
      if (line) line.quantity = Number(event['quantity'])
      return
    case 'LinePriceChanged':
      if (line) line.price = Number(event['unitPrice'])
      return
    case 'LineVoided':
    case 'LinePutBack':
      if (line) line.voided = event.type === 'LineVoided'
      return
    default:
      takeMoney(event, order)
  }
}

function takeMoney(event: Event, order: Known): void {
  if (event.type === 'TenderAdded') {
    const tender = event['tender'] as { id: string; amount: number; received: number; kind: string }
    order.tenders.set(tender.id, tender)
    if (order.card?.id === tender.id) order.card = null
  }
  if (event.type === 'TenderUndone') order.tenders.delete(String(event['tenderId']))
  if (event.type === 'CardPaymentDropped') order.card = null
  if (event.type === 'CardPaymentRequested') {
    order.card = { id: String(event['tenderId']), amount: Number(event['amount']) }
  }
}
