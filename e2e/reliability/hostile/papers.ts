/*
 * Papers full of hostile text, and what may stand in the bytes of one. The commands are written down here from
 * the command references, as hexadecimal without the data they carry; the readers that find them share nothing
 * with the encoders.
 */
import { assert } from '../../../shared/assert'
import type { ShopHeading } from '../../../shared/order/context'
import type { Order } from '../../../shared/order/order'
import { toTender } from '../../../shared/order/testing/sale'
import { Shop } from '../../../shared/order/testing/shop'
import type { ReceiptDocument } from '../../../shared/receipt/document'
import { receiptOf } from '../../../shared/receipt/sale'

/** Every command an ESC/POS receipt may hold. */
export const ESC_POS_TEMPLATE: readonly RegExp[] = [
  /^1b40$/,
  /^1c2e$/,
  /^1b4d01$/,
  /^1d57....$/,
  /^1b74..$/,
  /^1b450[01]$/,
  /^1d21(00|11)$/,
  /^1b610[01]$/,
  /^1b4a0[24c]$/,
  /^1b6404$/,
  /^1d564200$/,
  /^1d7231$/,
  /^1d286b0400314132(00)$/,
  /^1d286b03003143(0[3-9a-f]|10)$/,
  /^1d286b0300314531$/,
  /^1d286b..00315030$/,
  /^1d286b0300315130$/,
  /^1d6850$/,
  /^1d7702$/,
  /^1d4800$/,
  /^1d6b49..$/,
  /^1d763000..00..00$/,
]

/** Every command a Star receipt may hold. */
export const STAR_TEMPLATE: readonly RegExp[] = [
  /^1b40$/,
  /^18$/,
  /^1b1e460[01]$/,
  /^1b1d74(04|20|05|0a)$/,
  /^1b4[56]$/,
  /^1b690[01]0[01]$/,
  /^1b1d610[01]$/,
  /^1b1d79533002/,
  /^1b1d7953320[3-8]$/,
  /^1b1d79533101$/,
  /^1b1d794431(00)..00$/,
  /^1b1d7950$/,
  /^1b6206010250$/,
  /^1b1d503[01]$/,
  /^1b6403$/,
]

/** Texts of one paper: every place where a text from outside can stand. */
export const TEXTS_A_PAPER = 25

/** A paper in which each kind of block holds text from outside, the codes as well. */
export function paperOf(texts: readonly string[]): ReceiptDocument {
  const [shop = '', name = '', coupon = '', code = '', bars = '', ...others] = texts
  const [footer, names] = [others.slice(0, 5), others.slice(5)]
  return {
    columns: 48,
    blocks: [
      { type: 'logo' },
      { type: 'text', text: shop, align: 'center', bold: true, size: 'double' },
      { type: 'row', left: name, right: '58.99' },
      { type: 'row', left: `PETZ: ${coupon}`, right: name, indent: 2 },
      { type: 'row', left: coupon, right: shop, bold: true, size: 'double' },
      { type: 'qr', data: code },
      { type: 'barcode', data: bars },
      { type: 'qr', data: 'pine-01-20250320-0042' },
      { type: 'barcode', data: 'R42-{7}' },
      ...footer.map((text) => ({ type: 'text', text, align: 'center' }) as const),
      ...names.map((left, i) => ({ type: 'row', left, right: names[i + 1] ?? '1.89' }) as const),
    ],
  }
}

/** A paid order, and the shop that sold it. */
export type Sold = { readonly order: Order; readonly shop: ShopHeading }

/** Sells the running example: store discount, code, coupons, cash. */
export function soldExample(): Sold {
  const shop = new Shop()
  toTender(shop)
  shop.run({ type: 'TakeCash', received: 10_000 })
  return { order: shop.order, shop: shop.context().shop }
}

/** The receipt of a real, paid order whose every name is hostile. */
export function saleOf(sold: Sold, texts: readonly string[]): ReceiptDocument {
  const [discount = '', code = '', cashier = '', ref = '', ...rest] = texts
  const [name = '', address = '', phone = '', terminal = '', footer = '', ...names] = rest
  assert(sold.order.sale !== null, 'The example is paid')
  const { sale } = sold.order
  const discounts = sale.totals.discounts.map((one, i) => {
    return { ...one, name: names[i + 4] ?? discount, code }
  })
  const order: Order = {
    ...sold.order,
    ref,
    cashier,
    lines: sold.order.lines.map((one, i) => ({ ...one, name: names[i] ?? '' })),
    sale: { ...sale, totals: { ...sale.totals, discounts } },
  }
  const heading = { name, address: [address], phone, terminal, footer: [footer, ...names.slice(8)] }
  return receiptOf(order, { ...sold.shop, ...heading })
}
