import { askCashier, goTo } from '../stores/draft'
import { enComplete } from '../text/en-complete'
import { always, type Action } from './action'
import { runCommand } from './run'

/** Prints a slip marked COPY, or the receipt itself where it certainly never came out. */
export const printAgain: Action = {
  name: 'print-again',
  label: enComplete.printAgain,
  key: 'F6',
  refusal: always,
  run: ({ view }) => void runCommand({ type: 'PrintReceipt', orderId: view.order.id }),
}

/** The cashier has seen the paper that the printer did not confirm. */
export function saySeenOnPaper(orderId: string, effectId: string): void {
  void runCommand({ type: 'CloseEffect', orderId, effectId, note: 'on-paper' })
}

/** Opens the drawer once more. */
export const openDrawer: Action = {
  name: 'open-drawer',
  label: enComplete.openDrawer,
  key: 'F8',
  refusal: always,
  run: ({ view }) => void runCommand({ type: 'OpenDrawer', orderId: view.order.id }),
}

/** The next customer. Nothing that is still being sent holds this back. */
export const newOrder: Action = {
  name: 'new-order',
  label: enComplete.newOrder,
  key: 'F9',
  refusal: always,
  run: () => void beginOrder(),
}

/** Asks whether a redeemed code is really to be given back. */
export function askGiveBack(orderId: string, promotionId: string): void {
  askCashier({ kind: 'give-back', orderId, promotionId })
}

/** Gives the code back; the receipt keeps its discount. */
export const giveBack: Action = {
  name: 'give-back',
  label: enComplete.giveBack,
  key: 'F9',
  refusal: always,
  run: ({ draft }) => {
    const { question } = draft
    if (question?.kind !== 'give-back') return
    const { orderId, promotionId } = question
    askCashier(null)
    void runCommand({ type: 'GivePromotionBack', orderId, promotionId })
  },
}

/** Leaves the redeemed code as it is. */
export const keepCode: Action = {
  name: 'keep-code',
  label: enComplete.keepIt,
  key: 'Escape',
  refusal: always,
  run: () => askCashier(null),
}

async function beginOrder(): Promise<void> {
  if (await runCommand({ type: 'NewOrder' })) goTo('order')
}
