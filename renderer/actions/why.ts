import type { NearPromotions } from '../../shared/order/near-promotions'
import { ask } from '../bridge'
import { goTo } from '../stores/draft'
import { enWhy } from '../text/en-why'
import { always, type Action } from './action'
import { runCommand } from './run'

/** Why a discount is on the order, nearly on it, or not; the same key goes back. */
export const openWhy: Action = {
  name: 'why',
  label: enWhy.why,
  key: 'Ctrl+W',
  refusal: always,
  run: ({ draft }) => goTo(draft.screen === 'why' ? 'order' : 'why'),
}

/** Tells a manager of goods that PETZ cannot recognise. */
export function reportProduct(lineId: string): void {
  void runCommand({ type: 'ReportProduct', lineId })
}

/** What is near the order now; null when it cannot be had. */
export async function nearNow(): Promise<NearPromotions | null> {
  const reply = await ask('till:near', null)
  return reply.ok ? reply.value : null
}
