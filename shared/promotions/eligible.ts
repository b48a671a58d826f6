import type { BasketLine } from './basket'
import type { Eligible, GoodsNames, StorePromotionRule } from './store-promotion'

/** What tells goods apart for a promotion. */
export type Goods = Pick<BasketLine, 'sku' | 'barcodes' | 'category'>

/** Whether a promotion means these goods. */
export function isEligible(eligible: Eligible, goods: Goods): boolean {
  const { skus, barcodes, categories, excluding } = eligible
  const all = skus.length === 0 && barcodes.length === 0 && categories.length === 0
  return (all || names(eligible, goods)) && !names(excluding, goods)
}

/** The parts of a rule that pieces can play: what is bought, what is got, the parts of a set. */
export function partsOf(rule: StorePromotionRule): readonly Eligible[] {
  switch (rule.kind) {
    case 'buy-get':
      return rule.how === 'mixed' ? [rule.buy, rule.get] : [rule.buy, rule.buy]
    case 'bundle':
      return rule.parts.map((part) => part.eligible)
    case 'each':
    case 'tiers':
    case 'order':
      return [rule.eligible]
  }
}

function names(goodsNames: GoodsNames, goods: Goods): boolean {
  return (
    goodsNames.skus.includes(goods.sku) ||
    goodsNames.categories.includes(goods.category) ||
    goodsNames.barcodes.some((barcode) => isSamePack(barcode, goods.barcodes))
  )
}

/** A barcode with leading zeros is the same article without them. */
function isSamePack(barcode: string, barcodes: readonly string[]): boolean {
  const wanted = barcode.padStart(14, '0')
  return barcodes.some((one) => one.padStart(14, '0') === wanted)
}
