import type { Money } from './money'

/** Something the shop sells, as its catalog has it. */
export type CatalogItem = {
  readonly sku: string
  readonly name: string
  /** Null for an item sold at an open price. */
  readonly price: Money | null
  /** Parts per million. */
  readonly taxRate: number
  /** As printed on the pack. */
  readonly barcodes: readonly string[]
  readonly category: string
  readonly unit: 'each' | 'lb' | 'kg'
  /** Has a quick key. */
  readonly quick: boolean
}

/** What became of a catalog file. */
export type CatalogReport = {
  readonly loaded: number
  /** Rows left out, by their line in the file. */
  readonly skipped: readonly { readonly line: number; readonly reason: string }[]
  readonly warnings: readonly { readonly line: number; readonly reason: string }[]
}
