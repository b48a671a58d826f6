/*
 * Compares what the journal says of every sale with what the world has: the books of both providers, the papers
 * and the drawer. Answers what does not agree, in words; nothing may.
 */
import { receiptText } from '../../../../shared/receipt/layout'
import { happeningOf } from '../../../../electron/till/record'
import { journalFiles } from '../../../../electron/journal/files'
import { openJournal } from '../../../../electron/journal/open'
import { apply } from '../../../../shared/order/apply'
import type { Order } from '../../../../shared/order/order'
import type { SaleBack } from '../../../../shared/order/sold'
import { join } from 'node:path'
import type { KillWorld } from './world'

/** What was sold and what does not agree. */
export type Books = {
  readonly orders: number
  readonly sales: number
  readonly returns: number
  readonly papers: number
  readonly copies: number
  readonly troubles: readonly string[]
}

/** Reads the journal of a terminal that is closed, and every book of its world. */
export function compareBooks(kept: KillWorld): Books {
  const folder = join(kept.data, 'journal')
  const { journal, report } = openJournal(folder, () => Date.now())
  const orders = new Map<string, Order>()
  const numbers: number[] = []
  const troubles: string[] = []
  let seq = 0
  for (const entry of journal.read()) {
    seq += 1
    if (entry.seq !== seq) troubles.push(`entry ${entry.seq} follows ${seq - 1}`)
    // Beside a sale stands who took goods of it back; it is no order.
    if (entry.event.type === 'SaleReturned') continue
    const happening = happeningOf(entry)
    const before = orders.get(entry.stream) ?? null
    orders.set(entry.stream, apply(before, happening))
    if (happening.event.type !== 'OrderPaid') continue
    if (before?.sale) troubles.push(`order ${before.ref} was paid twice`)
    numbers.push(happening.event.sale.receiptNumber)
  }
  if (report.status !== 'continued')
    troubles.push(`${journalFiles(folder).database}: ${report.status}`)
  journal.close()
  numbers.forEach((number, at) => {
    if (number !== at + 1) troubles.push(`receipt ${number} is the ${at + 1}th`)
  })
  const all = [...orders.values()]
  const sold = all.filter((order) => order.sale !== null)
  troubles.push(
    ...sold.flatMap(saleTroubles),
    ...returnTroubles(kept, all),
    ...promotionTroubles(kept, all),
    ...couponTroubles(kept, all),
    ...paperTroubles(kept, sold),
    ...drawerTroubles(kept, all),
  )
  const papers = kept.printer.papers.length
  const copies = kept.printer.papers.filter((paper) => paper.text.includes('*** COPY')).length
  const returns = sold.filter(({ sale }) => sale?.back).length
  return { orders: all.length, sales: sold.length, returns, papers, copies, troubles }
}

function saleTroubles({ ref, sale, effects }: Order): readonly string[] {
  if (!sale) return []
  const given = (sale.back?.refunds ?? []).reduce((sum, refund) => sum + refund.amount, 0)
  const taken = sale.tenders.reduce((sum, tender) => sum + tender.amount, 0) - given
  const troubles = effects.filter((one) => one.status !== 'delivered' && one.status !== 'closed')
  return [
    ...(taken === sale.due ? [] : [`${ref}: ${taken} was taken for ${sale.due}`]),
    ...troubles.map((one) => `${ref}: ${one.request.kind} is ${one.status}`),
  ]
}

function promotionTroubles({ world }: KillWorld, orders: readonly Order[]): readonly string[] {
  const { promotions, violations } = world.promotions.state()
  const given = orders.flatMap(({ sale, promotions: codes }) => (sale ? codes : []))
  const used = new Map(given.map((one) => [one.id, one.amount]))
  const free = new Set(backsOf(orders).flatMap((back) => back.codesBack.map((one) => one.id)))
  const troubles = [...violations]
  for (const { externalId, status, amount, applied, voided } of promotions) {
    const expected = used.get(externalId)
    if (expected === undefined) {
      if (status === 'reserved' || applied > 0) troubles.push(`promotion ${externalId}: ${status}`)
    } else if (free.has(externalId)) {
      const isOnce = status === 'voided' && applied === 1 && voided === 1
      if (!isOnce) troubles.push(`promotion ${externalId}: ${status}, given back ${voided} times`)
    } else if (status !== 'redeemed' || applied !== 1 || amount !== expected) {
      troubles.push(`promotion ${externalId}: ${status}, ${applied} times, ${amount}/${expected}`)
    }
    used.delete(externalId)
  }
  return [...troubles, ...[...used.keys()].map((id) => `promotion ${id} is in no book`)]
}

function couponTroubles({ world }: KillWorld, orders: readonly Order[]): readonly string[] {
  const { authorizations, holdings, orders: told } = world.coupons.state
  const uses = new Map<string, number>()
  const use = (id: string, times = 1) => uses.set(id, (uses.get(id) ?? 0) + times)
  const whole = new Set(backsOf(orders).map((back) => (back.isWhole ? back.soldRef : null)))
  const troubles: string[] = []
  for (const { ref, sale, payment } of orders) {
    const own = authorizations.filter((one) => one.orderRef === ref)
    const granted = sale ? (payment?.authorization?.coupons ?? []) : []
    const chosen = sale ? (payment?.storePromotions ?? []) : []
    for (const { couponId } of [...granted, ...chosen]) use(couponId)
    for (const { id } of sale?.back?.couponsBack ?? []) use(id, -1)
    const captured = own.filter((one) => one.status === 'captured').length
    if (captured !== (granted.length > 0 ? 1 : 0)) troubles.push(`${ref}: ${captured} captures`)
    const held = own.filter((one) => one.status === 'authorized').length
    if (held > 0) troubles.push(`${ref}: ${held} holds are left`)
    const status = told.find((one) => one.orderRef === ref)?.status
    if (!sale || sale.totals.lines.length === 0) continue
    const expected = whole.has(ref) ? 'returned' : 'completed'
    if (status !== expected) troubles.push(`${ref} is ${status} for the coupon service`)
  }
  for (const { couponId, usesUsed } of holdings) {
    const expected = uses.get(couponId) ?? 0
    if (usesUsed !== expected)
      troubles.push(`coupon ${couponId}: used ${usesUsed}, not ${expected}`)
  }
  return troubles
}

function backsOf(orders: readonly Order[]): readonly SaleBack[] {
  return orders.flatMap(({ sale }) => sale?.back ?? [])
}

/** No piece came back twice, no return came to more than was paid, and each coupon was put back by one key. */
function returnTroubles({ world }: KillWorld, orders: readonly Order[]): readonly string[] {
  const troubles: string[] = []
  for (const { id, ref, sale, lines } of orders) {
    const backs = backsOf(orders).filter((back) => back.soldRef === ref)
    const paid = (sale?.totals.total ?? 0) + (sale?.cashRounding ?? 0)
    const given = backs.reduce((sum, back) => sum + back.creditOfSale, 0)
    const isWhole = backs.some((back) => back.isWhole)
    if (given > paid || (isWhole && given !== paid)) troubles.push(`${ref}: ${given} of ${paid}`)
    for (const line of lines) {
      const goods = backs.flatMap((back) => back.goods)
      const own = goods.filter((one) => one.soldOrderId === id && one.lineId === line.id)
      const quantity = own.reduce((sum, one) => sum + one.quantity, 0)
      if (quantity > line.quantity) troubles.push(`${ref} ${line.ref}: ${quantity} came back`)
    }
  }
  const calls = world.coupons.log.filter((one) => one.path.includes('coupon/return'))
  const refused = calls.filter((one) => one.status >= 400)
  return [...troubles, ...refused.map((one) => `coupon/return: ${JSON.stringify(one.answer)}`)]
}

function paperTroubles({ printer }: KillWorld, sold: readonly Order[]): readonly string[] {
  const troubles: string[] = []
  let known = 0
  for (const { ref, sale, effects } of sold) {
    const papers = printer.papers.filter((paper) => isPaperOf(paper.text, ref))
    known += papers.length
    const originals = papers.filter((paper) => !paper.text.includes('*** COPY')).length
    const prints = effects.filter((one) => one.request.kind === 'receipt-print')
    const delivered = prints.filter((one) => one.status === 'delivered').length
    if (originals > 1) troubles.push(`${ref}: ${originals} originals`)
    if (papers.length < delivered) troubles.push(`${ref}: ${papers.length} papers of ${delivered}`)
    if (papers.length > prints.length) troubles.push(`${ref}: ${papers.length} papers`)
    if (delivered === 0) troubles.push(`${ref}: no paper is certain`)
    const total = (Math.abs(sale?.due ?? 0) / 100).toFixed(2)
    for (const { text } of papers) {
      const [printed = '', ...more] = text.match(/^ *(TOTAL|REFUND).*$/gm) ?? []
      if (printed === '' || more.length > 0) troubles.push(`${ref}: a paper without one total`)
      else if (!printed.trim().endsWith(total)) troubles.push(`${ref}: ${printed}, not ${total}`)
    }
  }
  return [...troubles, ...halfTroubles(printer.papers.length - known, { printer }, sold)]
}

/** The reference of an order ends its paper; on a return slip that of the sale stands as well. */
function isPaperOf(text: string, ref: string): boolean {
  return text.replace(/Returned from .*/g, '').includes(ref)
}

/**
 * A paper without the number at its end was cut off in the middle. It has to be the beginning of a receipt, and
 * of one that the till does not believe to be printed.
 */
function halfTroubles(
  count: number,
  { printer }: Pick<KillWorld, 'printer'>,
  sold: readonly Order[],
): readonly string[] {
  const halves = printer.papers.filter(({ text }) => !sold.some(({ ref }) => isPaperOf(text, ref)))
  if (halves.length !== count) return [`${count} papers of no sale`]
  const doubted = sold.flatMap(({ effects }) =>
    effects.flatMap(({ request, status }) =>
      request.kind === 'receipt-print' && status !== 'delivered'
        ? [receiptText(request.document)]
        : [],
    ),
  )
  const strange = halves.filter(
    ({ text }) => !doubted.some((whole) => whole.startsWith(text.trimEnd())),
  )
  const tooMany = halves.length > doubted.length ? [`${halves.length} halves`] : []
  return [...tooMany, ...strange.map(({ text }) => `a paper of no sale: ${text}`)]
}

/** One pulse for each time the journal says that the drawer opened, and at most one for each it tried. */
function drawerTroubles({ printer }: KillWorld, orders: readonly Order[]): readonly string[] {
  const pulses = orders.flatMap(({ effects }) =>
    effects.filter((one) => one.request.kind === 'drawer-open'),
  )
  const opened = pulses.filter((one) => one.status === 'delivered').length
  const tried = pulses.filter((one) => one.attempts > 0).length
  const heard = printer.drawerPulses
  return heard >= opened && heard <= tried ? [] : [`${heard} pulses for ${opened} to ${tried}`]
}
