import type { StoreDiscountRule } from '../../shared/promotions/rule'
import { askCashier, rememberRemoved, rememberTried } from '../stores/draft'
import { en } from '../text/en'
import { refusalSentence } from '../text/sentences'
import type { Action } from './action'
import { runCommand } from './run'

/** Puts one of the store's own discounts on the order or on the chosen line; a manager may be asked. */
export function addStoreDiscount(rule: StoreDiscountRule, lineId: string | null): Action {
  const target = rule.scope === 'line' ? lineId : null
  return {
    name: `discount-${rule.id}`,
    label: rule.name,
    key: null,
    refusal: ({ view }) => {
      if (view.order.status !== 'open') return refusalSentence('order-not-open')
      if (rule.scope === 'line' && lineId === null) return en.pickLine
      const isOn = view.order.storeDiscounts.some(
        (one) => one.ruleId === rule.id && one.lineId === target,
      )
      return isOn ? refusalSentence('discount-already-on') : null
    },
    run: () => {
      if (rule.approval) {
        const approval = { act: 'store-discount', ruleId: rule.id, lineId: target } as const
        askCashier({ kind: 'approval', approval })
      } else void runCommand({ type: 'AddStoreDiscount', ruleId: rule.id, lineId: target })
    },
  }
}

/** Takes a discount of the store's own off again. */
export function removeStoreDiscount(discountId: string): void {
  void runCommand({ type: 'RemoveStoreDiscount', discountId })
}

/** Takes a promotion off at once; its button stays until Discnt is left. */
export async function removePromotion(promotion: {
  readonly id: string
  readonly code: string
  readonly name: string
}): Promise<void> {
  const { id, code, name } = promotion
  if (await runCommand({ type: 'RemovePromotion', promotionId: id })) {
    rememberRemoved({ code, name })
  }
}

/** Applies the code of a removed promotion anew. */
export async function applyAgain(code: string): Promise<void> {
  rememberTried(code)
  await runCommand({ type: 'ApplyCode', code })
}
