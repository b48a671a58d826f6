import { ZERO } from '../../shared/money'
import type { TillView } from '../../shared/order/till-view'
import { announcePayment } from './announce-payment'
import { announceReturn, figureSaid } from './announce-return'
import { en } from './en'
import type { Format } from './format'
import { isolated } from './isolated'
import { noteSentences } from './sentences'
import { unresolvedSpoken } from './unresolved-words'

/** What a change of the order is worth saying: politely, or at once. */
export type Announcement = { readonly polite: string | null; readonly alert: string | null }

/**
 * What is said of a change: at most one sentence of each kind. A burst of scans says the last line and
 * how many were added.
 */
export function announce(before: TillView, after: TillView, format: Format): Announcement {
  if (before.order.id !== after.order.id) return { polite: null, alert: null }
  const payment = announcePayment(before, after, format)
  return {
    polite: payment.polite ?? politely(before, after, format),
    alert: payment.alert ?? alarmed(before, after, format),
  }
}

function alarmed(before: TillView, after: TillView, format: Format): string | null {
  const [scan] = after.order.unresolved
  if (scan && after.order.unresolved.length > before.order.unresolved.length) {
    return unresolvedSpoken(scan, format)
  }
  const note = after.order.notes.at(-1)
  if (!note || before.order.notes.some((one) => one.id === note.id)) return null
  const { first, second } = noteSentences(note, format)
  return `${first} ${second}`
}

function politely(before: TillView, after: TillView, format: Format): string | null {
  const returned = announceReturn(before, after, format)
  if (returned !== null) return returned
  const total = figureSaid(after, format)
  const said = lineSaid(before, after, format) ?? discountSaid(before, after, format)
  if (said !== null) return `${said} ${total}`
  const customer = after.order.customer
  const isFound = customer?.status === 'matched' && before.order.customer?.status !== 'matched'
  return isFound ? en.foundSpoken(customer.coupons.length) : null
}

function lineSaid(before: TillView, after: TillView, format: Format): string | null {
  const changed = after.order.lines.filter((line, index) => {
    const old = before.order.lines[index]
    return line !== old && (old === undefined || line.quantity !== old.quantity)
  })
  const line = changed.at(-1)
  if (!line) return null
  const gross = after.totals.lines.find((one) => one.lineId === line.id)?.gross ?? ZERO
  const quantity = format.quantity(line.quantity, line.unit)
  const unitPrice = format.amount(line.unitPrice)
  const said = en.lineSpoken(isolated(line.name), quantity, unitPrice, format.amount(gross))
  return changed.length > 1 ? `${said} ${en.linesAdded(changed.length)}` : said
}

function discountSaid(before: TillView, after: TillView, format: Format): string | null {
  const had = new Set(before.totals.discounts.map((one) => one.discountId))
  const has = new Set(after.totals.discounts.map((one) => one.discountId))
  const added = after.totals.discounts.find((one) => !had.has(one.discountId))
  if (added)
    return en.discountAddedSpoken(isolated(added.name), `minus ${format.amount(added.amount)}`)
  const gone = before.totals.discounts.find((one) => !has.has(one.discountId))
  return gone ? en.discountRemovedSpoken(isolated(gone.name)) : null
}
