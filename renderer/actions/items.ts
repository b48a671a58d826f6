import type { CatalogItem } from '../../shared/catalog'
import { GTINS_MAX } from '../../shared/ipc/contract'
import { ask } from '../bridge'
import { askCashier, findProductFor, typeInto, useDraftStore } from '../stores/draft'
import { acceptProducts } from '../stores/view'
import { runCommand } from './run'

/**
 * Puts an item on the order. One without a price asks for the amount, one sold by weight for the weight.
 * While the product of an unknown barcode is looked for, the item takes that row's place.
 */
export function pickItem(item: CatalogItem): void {
  scannedItem(item, useDraftStore.getState().findingScan)
}

/** The same for the product of a scan that is on the order as an unknown barcode. */
export function scannedItem(item: CatalogItem, scanId: string | null): void {
  typeInto('amount', '')
  if (item.price === null) askCashier({ kind: 'open-price', item, scanId })
  else if (item.unit !== 'each') askCashier({ kind: 'weight', item, scanId })
  else void addItem(item, { scanId })
}

/** How an item is put on the order. */
type Picked = {
  /** The unknown barcode whose row it replaces. */
  readonly scanId: string | null
  /** Thousandths of the unit. */
  readonly quantity?: number
  /** Minor units. */
  readonly price?: number
}

/** Puts an item on the order with what was typed for it. */
export async function addItem(item: CatalogItem, picked: Picked): Promise<void> {
  const { scanId, quantity, price } = picked
  const isPlain = quantity === undefined && price === undefined
  if (scanId !== null && isPlain) {
    if (!(await runCommand({ type: 'ResolveScan', scanId, sku: item.sku }))) return
  } else {
    if (!(await runCommand({ type: 'AddItem', sku: item.sku, quantity, price }))) return
    if (scanId !== null) await runCommand({ type: 'RemoveUnresolvedScan', scanId })
  }
  typeInto('search', '')
  if (scanId !== null) findProductFor(null)
}

/** Handles a typed number like a scan of it. */
export async function enterCode(code: string): Promise<void> {
  if (await runCommand({ type: 'EnterCode', code })) typeInto('search', '')
}

/** Items of a category, or those with a quick key for the empty text. Empty when they cannot be had. */
export async function itemsOfCategory(category: string): Promise<readonly CatalogItem[]> {
  const reply = await ask('catalog:page', category)
  return reply.ok ? reply.value : []
}

/** Items as their names, numbers or barcodes are typed. Empty when they cannot be had. */
export async function itemsCalled(text: string): Promise<readonly CatalogItem[]> {
  const reply = await ask('catalog:search', text)
  return reply.ok ? reply.value : []
}

/** Numbers of one coupon that are looked up: of an offer for a thousand products, a few tell what it is about. */
const GTINS_EACH = 8

/** Learns what the products of coupons are called; where that cannot be had, what is known stays. */
export async function learnProducts(
  coupons: readonly { readonly gtins: readonly string[] }[],
): Promise<void> {
  const gtins = [...new Set(coupons.flatMap((coupon) => coupon.gtins.slice(0, GTINS_EACH)))]
  const reply = await ask('catalog:products', gtins.slice(0, GTINS_MAX))
  if (reply.ok) acceptProducts(reply.value)
}
