import { assert } from '../assert'
import { negate, sum, type Money } from '../money'
import type { ShopHeading } from '../order/context'
import type { Line, Order } from '../order/order'
import { isOnWholeOrder } from '../order/discount'
import type { DiscountTotal, LineTotals, Sale } from '../order/sale'
import { takenBy } from '../order/totals'
import { asCopy, type Block, type ReceiptDocument } from './document'
import { paperFormat, type PaperFormat } from './format'
import { goodsRows } from './goods-rows'
import { givenBackBlocks, isSwap, returnedBlocks, returnTitle } from './returned'

/**
 * The receipt of a paid order, from what was sealed when it was paid and nothing else.
 * Source: screens.md 6.12.
 * @throws Bug  the order is not paid
 */
export function receiptOf(order: Order, shop: ShopHeading): ReceiptDocument {
  const { sale } = order
  assert(sale !== null, 'A receipt needs a paid order')
  const format = paperFormat(shop.locale, order.terms.currency)
  const money = new Map(sale.totals.lines.map((each) => [each.lineId, each]))
  return {
    columns: shop.columns,
    blocks: [
      ...heading(order, sale, shop, format),
      ...returnTitle(sale),
      { type: 'rule' },
      ...order.lines.flatMap((line) => lineBlocks(sale, line, money.get(line.id), format)),
      ...wholeOrderBlocks(sale, format),
      ...returnedBlocks(order, format),
      { type: 'rule' },
      ...totalBlocks(order, sale, format),
      { type: 'rule' },
      ...savedBlocks(order, sale, format),
      ...givenBackBlocks(sale),
      { type: 'blank' },
      { type: 'qr', data: order.ref },
      { type: 'text', text: order.ref, align: 'center' },
      ...(hasSoldNothing(sale) ? [] : footer(shop)),
    ],
  }
}

/** The same receipt once more; a copy says so on its first line. */
export function receiptCopyOf(
  order: Order,
  shop: ShopHeading,
  print: { readonly copy: number; readonly at: number },
): ReceiptDocument {
  const document = originalOf(order) ?? receiptOf(order, shop)
  const { time } = paperFormat(shop.locale, order.terms.currency)
  return print.copy === 0 ? document : asCopy(document, print.copy, time(print.at))
}

/** The receipt as it was sealed for printing, if it was. */
export function originalOf(order: Order): ReceiptDocument | null {
  for (const { request } of order.effects) {
    if (request.kind === 'receipt-print' && request.copy === 0) return request.document
  }
  return null
}

function heading(
  order: Order,
  sale: Sale,
  shop: ShopHeading,
  format: PaperFormat,
): readonly Block[] {
  const number = String(order.number).padStart(4, '0')
  const paidAt = `${format.day(sale.paidAt)}  ${format.time(sale.paidAt)}`
  const cashier = order.cashier === '' ? '' : `Cashier ${order.cashier}`
  return [
    { type: 'logo' },
    { type: 'text', text: shop.name.toUpperCase(), align: 'center', bold: true },
    ...shop.address.map((text) => centered(text)),
    ...(shop.phone === null ? [] : [centered(shop.phone)]),
    { type: 'blank' },
    { type: 'row', left: `Order ${number}`, right: paidAt },
    { type: 'row', left: shop.terminal, right: cashier },
  ]
}

function lineBlocks(
  sale: Sale,
  line: Line,
  totals: LineTotals | undefined,
  format: PaperFormat,
): readonly Block[] {
  if (line.voided || !totals) return []
  const discounts = totals.shares
    .filter((share) => !isOnWholeOrder(share.kind))
    .map((share) => {
      const discount = sale.totals.discounts.find(
        (each) => each.discountId === share.discountId && each.kind === share.kind,
      )
      const right = format.amount(negate(share.amount))
      return { type: 'row', left: underLine(discount), right, indent: 2 } as const
    })
  return [...goodsRows(line, totals.gross, format), ...discounts]
}

function underLine(discount: DiscountTotal | undefined): string {
  if (!discount) return ''
  if (discount.kind === 'coupon') return `PETZ: ${discount.name}`
  return discount.kind === 'store-promotion' ? `Store promotion: ${discount.name}` : discount.name
}

function wholeOrderBlocks(sale: Sale, format: PaperFormat): readonly Block[] {
  return sale.totals.discounts
    .filter((each) => isOnWholeOrder(each.kind))
    .map((each) => {
      const left =
        each.kind === 'promotion' ? `Promotion: ${each.name} (${each.code ?? ''})` : each.name
      return { type: 'row', left, right: format.amount(negate(each.amount)) } as const
    })
}

/** Coupons stand after the tax, or before it where they lower the taxable price. */
function totalBlocks(order: Order, sale: Sale, format: PaperFormat): readonly Block[] {
  const { totals, cashRounding, change } = sale
  const taxes = totals.taxes.map((tax) => {
    const left = taxWords(order, tax.rate, format.amount(tax.base))
    return row(left, format.amount(tax.amount))
  })
  const coupons = [
    ...couponRow('PETZ coupons', takenBy(totals, 'coupon'), format),
    ...couponRow('Manufacturer coupons', takenBy(totals, 'manufacturer-coupon'), format),
  ]
  const discounts =
    totals.discount === 0 ? [] : [row('Discounts', format.amount(negate(totals.discount)))]
  const rounding = cashRounding === 0 ? [] : [row('Cash rounding', format.amount(cashRounding))]
  const between = order.terms.couponsReduceTaxBase ? [...coupons, ...taxes] : [...taxes, ...coupons]
  const goods =
    totals.lines.length === 0
      ? []
      : [row('Subtotal', format.amount(totals.subtotal)), ...discounts, ...between]
  const returned = sale.back?.late === undefined ? 'Returned' : 'Late coupon'
  const back =
    sale.back && !isSwap(sale.back) ? [row(returned, format.amount(negate(sale.back.credit)))] : []
  const isRefund = sale.due < 0
  const due = format.currency(isRefund ? negate(sale.due) : sale.due)
  return [
    ...goods,
    ...back,
    ...rounding,
    { ...row(isRefund ? 'REFUND' : 'TOTAL', due), bold: true, size: 'double' },
    ...sale.tenders.map((tender) =>
      row(tender.kind === 'cash' ? 'Cash' : 'Card', format.amount(tender.received)),
    ),
    ...(change === 0 ? [] : [row('Change', format.amount(change))]),
    ...(sale.back?.refunds ?? []).map((refund) =>
      row(
        refund.kind === 'cash' ? 'Cash given back' : 'Back to card',
        format.amount(refund.amount),
      ),
    ),
  ]
}

function couponRow(left: string, amount: Money, format: PaperFormat) {
  return amount === 0 ? [] : [row(left, format.amount(negate(amount)))]
}

function taxWords(order: Order, rate: number, base: string): string {
  const percent = `${(rate / 10_000).toFixed(2)}%`
  return order.terms.pricesIncludeTax ? `Tax ${percent} in ${base}` : `Tax ${percent} on ${base}`
}

function savedBlocks(order: Order, sale: Sale, format: PaperFormat): readonly Block[] {
  if (sale.saved === 0) return []
  const petz = sum(
    sale.totals.discounts
      .filter((each) => each.kind === 'coupon' || each.kind === 'store-promotion')
      .map((each) => each.amount),
  )
  const text = `YOU SAVED ${format.currency(sale.saved)}`
  const phone = order.customer?.phoneMasked.replaceAll('•', '*') ?? ''
  const petzWords = `${format.amount(petz)} of it with PETZ, ${phone}`
  return [
    { type: 'text', text, align: 'center', bold: true, size: 'double' },
    ...(petz === 0 ? [] : [centered(petzWords)]),
  ]
}

/** Nothing was sold under this code, so the shop's words on bringing goods back with it would be untrue. */
function hasSoldNothing({ totals }: Sale): boolean {
  return totals.lines.length === 0
}

/** The shop's own last lines; an empty one leaves a line blank. */
function footer(shop: ShopHeading): readonly Block[] {
  return shop.footer.map((text) => (text === '' ? { type: 'blank' } : centered(text)))
}

function row(left: string, right: string) {
  return { type: 'row', left, right } as const
}

function centered(text: string): Block {
  return { type: 'text', text, align: 'center' }
}
