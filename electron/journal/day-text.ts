/*
 * A business day as one text that a person can read and a program can check: head, receipts, totals,
 * exceptions. Amounts are plain decimals with a dot; times are UTC. Text that comes from outside stands in
 * double quotes and holds no control character, so that no name can pretend to be a line of its own.
 */
import { sum, type Money } from '../../shared/money'
import type { Line, Order } from '../../shared/order/order'
import type { LineTotals } from '../../shared/order/sale'
import { hasEnded } from '../../shared/order/till-state'
import { currencyExponent } from '../../shared/receipt/format'
import { couponLines } from './day-coupons'
import type { DayRecord, SoldOrder } from './day-collect'
import { cashGivenBack, returnExceptions, returnLines, returnTotals } from './day-returns'
import { unverifiedLines } from './day-unverified'
import { decimals, percent, quoted, thousandths, type MoneyText } from './day-words'

/** Which terminal, and what it is called. */
export type DayTerminal = {
  readonly id: string
  readonly name: string
  readonly store: string
  readonly currency: string
}

/** The text of a day, up to its signature. */
export function dayText(day: DayRecord, terminal: DayTerminal): string {
  const money = decimals(currencyExponent(terminal.currency))
  const lines = [
    `DAY ${dayName(day.businessDate)}`,
    `Terminal: ${terminal.id} ${quoted(terminal.name)}`,
    `Store: ${quoted(terminal.store)}`,
    `Currency: ${terminal.currency}`,
    `Entries: ${day.firstSeq} to ${day.lastSeq}`,
    `Chain before: ${day.hashBefore}`,
    `Chain after: ${day.hashAfter}`,
    '',
    'RECEIPTS',
    ...(day.sold.length === 0 ? ['none'] : day.sold.flatMap((order) => receipt(order, money))),
    '',
    'TOTALS',
    ...totals(day.sold, money),
    '',
    'MANUFACTURER COUPONS',
    ...orNone(couponLines(day.sold, money)),
    '',
    'GIVEN WITHOUT THE PROVIDER',
    ...orNone(unverifiedLines(day.sold, money)),
    '',
    'EXCEPTIONS',
    ...orNone(exceptions(day)),
    '',
  ]
  return `${lines.join('\n')}\n`
}

function receipt({ sale, ...order }: SoldOrder, money: MoneyText): readonly string[] {
  const { totals: all } = sale
  const found = new Map(all.lines.map((one) => [one.lineId, one]))
  return [
    `Receipt ${sale.receiptNumber}  order ${order.ref}  paid ${time(sale.paidAt)}  cashier ${quoted(order.cashier)}`,
    ...order.lines.flatMap((line) => lineText(line, found.get(line.id), money)),
    ...all.discounts.map(
      (one) =>
        `  Discount ${one.kind} ${quoted(one.name)}${one.code === null ? '' : ` code ${quoted(one.code)}`}: -${money(one.amount)}`,
    ),
    `  Subtotal ${money(all.subtotal)}  discounts -${money(all.discount)}  coupons -${money(all.coupons)}  tax ${money(all.tax)}${order.terms.pricesIncludeTax ? ' (in the prices)' : ''}  total ${money(all.total)}`,
    ...all.taxes.map(
      (tax) => `  Tax ${percent(tax.rate)} of ${money(tax.base)}: ${money(tax.amount)}`,
    ),
    ...(sale.cashRounding === 0 ? [] : [`  Cash rounding ${money(sale.cashRounding)}`]),
    ...returnLines(sale, money),
    `  Due ${money(sale.due)}`,
    ...sale.tenders.map(
      (one) => `  Tender ${one.kind} ${money(one.amount)}, received ${money(one.received)}`,
    ),
    `  Change ${money(sale.change)}`,
  ]
}

function lineText(line: Line, found: LineTotals | undefined, money: MoneyText): readonly string[] {
  const what = `  ${line.ref} ${quoted(line.name)} ${thousandths(line.quantity)} ${line.unit} x ${money(line.unitPrice)}`
  if (!found) return [`${what}  taken off`]
  const shares = found.shares.map((one) => `    ${one.kind} -${money(one.amount)}`)
  return [`${what} = ${money(found.gross)}  tax ${percent(line.taxRate)}`, ...shares]
}

function totals(sold: readonly SoldOrder[], money: MoneyText): readonly string[] {
  const sales = sold.map((order) => order.sale)
  const tenders = sales.flatMap((sale) => sale.tenders)
  const of = (kind: 'cash' | 'card') => tenders.filter((one) => one.kind === kind)
  const change = sum(sales.map((sale) => sale.change))
  const cashIn = sum(of('cash').map((one) => one.received))
  const numbers = sales.map((sale) => sale.receiptNumber)
  const range = numbers.length === 0 ? '' : `, ${Math.min(...numbers)} to ${Math.max(...numbers)}`
  return [
    `Receipts: ${sales.length}${range}`,
    `Due: ${money(sum(sales.map((sale) => sale.due)))}`,
    ...(['cash', 'card'] as const).map((kind) => {
      const amount = money(sum(of(kind).map((one) => one.amount)))
      return `Tender ${kind}: ${amount} in ${of(kind).length}`
    }),
    `Cash received: ${money(cashIn)}`,
    `Change given: ${money(change)}`,
    `Cash rounding: ${money(sum(sales.map((sale) => sale.cashRounding)))}`,
    ...taxTotals(sales, money),
    ...returnTotals(sales, money),
    `Cash expected in the drawer from these receipts: ${money(cashIn - change - cashGivenBack(sales))}`,
  ]
}

function taxTotals(sales: readonly SoldOrder['sale'][], money: MoneyText): readonly string[] {
  const taxes = sales.flatMap((sale) => sale.totals.taxes)
  const rates = [...new Set(taxes.map((tax) => tax.rate))].sort((a, b) => b - a)
  return rates.map((rate) => {
    const same = taxes.filter((tax) => tax.rate === rate)
    const total = (amounts: readonly Money[]) => money(sum(amounts))
    const base = total(same.map((tax) => tax.base))
    return `Tax ${percent(rate)} of ${base}: ${total(same.map((tax) => tax.amount))}`
  })
}

function exceptions({ sold, unsold, facts }: DayRecord): readonly string[] {
  const missing = facts.map(({ why, missing: gap, aside }) => {
    const text = gap === null ? 'no receipt missing' : `receipts ${gap.from} to ${gap.to} missing`
    return `Journal ${why}: ${text}${aside === null ? '' : `, the one before is in ${quoted(aside)}`}`
  })
  return [...missing, ...[...sold, ...unsold].flatMap(orderExceptions)]
}

function orderExceptions(order: Order): readonly string[] {
  const told: string[] = []
  const tell = (what: string) => told.push(`Order ${order.ref}: ${what}`)
  if (order.sale === null && order.lines.length > 0) tell(`${order.status}, not paid`)
  for (const line of order.lines) {
    if (line.voided) tell(`line ${line.ref} ${quoted(line.name)} taken off`)
  }
  for (const one of order.storeDiscounts) {
    if (one.approvedBy !== null) tell(`discount ${quoted(one.name)} approved by ${one.approvedBy}`)
  }
  for (const one of order.promotions) {
    if (one.acceptedBy !== null) tell(`code ${quoted(one.code)} accepted by ${one.acceptedBy}`)
  }
  const late = order.sale?.back?.late ?? []
  for (const { code, approval } of [...order.manufacturerCoupons, ...late]) {
    if (approval !== null) tell(`manufacturer coupon ${quoted(code)} approved by ${approval.by}`)
  }
  for (const what of returnExceptions(order)) tell(what)
  for (const effect of order.effects) {
    const { kind } = effect.request
    const drawer = effect.request.kind === 'drawer-open' && effect.request.reason === 'cashier'
    if (drawer) tell('drawer opened by the cashier')
    if (kind === 'coupon-exception' || effect.status === 'closed') {
      tell(`${kind} ${effect.status}${effect.note === null ? '' : ` ${quoted(effect.note)}`}`)
    } else if (!hasEnded(effect)) {
      tell(`${kind} ${effect.status}${effect.code === null ? '' : ` (${effect.code})`}`)
    }
  }
  return told
}

function orNone(lines: readonly string[]): readonly string[] {
  return lines.length === 0 ? ['none'] : lines
}

/** 20250320 as 2025-03-20. */
export function dayName(businessDate: number): string {
  return String(businessDate).replace(/^(\d{4})(\d{2})(\d{2})$/, '$1-$2-$3')
}

function time(at: number): string {
  return new Date(at).toISOString()
}
