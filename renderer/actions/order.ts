import { needsManager } from '../../shared/order/comes-back'
import type { Order } from '../../shared/order/order'
import type { WindowCommand } from '../../shared/order/commands'
import type { BlockedReason, TillView } from '../../shared/order/till-view'
import { askCashier, choose, goTo, rememberTried, sayRefused, typeInto } from '../stores/draft'
import { en } from '../text/en'
import { blockedSentence, refusalSentence } from '../text/sentences'
import { always, type Action, type Situation } from './action'
import { focusField } from './focus'
import { askManager, openReturn, RETURN_ACTIONS } from './returns'
import { runCommand } from './run'
import { openWhy } from './why'
import { openCustomer } from './window'

/** Opens Discnt, or closes it and Promotions. */
export const openDiscnt: Action = {
  name: 'discnt',
  label: en.discnt,
  key: 'F5',
  refusal: always,
  run: ({ draft }) => {
    const isOpen = draft.screen === 'discnt' || draft.screen === 'promotions'
    goTo(isOpen ? 'order' : 'discnt')
  },
}

/** Hands the order to preparation and opens an empty one. */
export const sendOrder: Action = {
  name: 'send',
  label: en.send,
  key: 'F6',
  refusal: sendRefusal,
  run: () => void leaveWith({ type: 'Send' }),
}

/** Hands new lines to preparation; the order stays on screen. */
export const stayOnOrder: Action = {
  name: 'stay',
  label: en.stay,
  key: 'F7',
  refusal: sendRefusal,
  run: () => void runCommand({ type: 'Stay' }),
}

/** Asks for a short note, then parks the order. */
export const holdOrder: Action = {
  name: 'hold',
  label: en.hold,
  key: 'F8',
  refusal: always,
  run: ({ view }) => {
    if (isEmpty(view.order) && view.order.unresolved.length === 0) {
      sayRefused(refusalSentence('order-empty'))
      return
    }
    typeInto('hold-note', '')
    askCashier({ kind: 'hold' })
  },
}

/** Parks the order under the note that was typed. */
export const holdNow: Action = {
  name: 'hold-now',
  label: en.holdNow,
  key: 'F9',
  refusal: always,
  run: ({ draft }) => {
    askCashier(null)
    void leaveWith({ type: 'Hold', heldFor: (draft.fields['hold-note'] ?? '').trim() })
  },
}

/** Opens payment, once nothing on the order waits for a person and no typed code is forgotten. */
export const payOrder: Action = {
  name: 'pay',
  label: en.pay,
  key: 'F9',
  refusal: ({ view }) => {
    // Where only a manager's word is missing, Pay asks for it.
    const reason = whyPayWaits(view.blocked)
    return reason === null || isForManager(reason) ? null : blockedSentence(reason)
  },
  run: (situation) => {
    const { draft, view } = situation
    if (needsManager(view.comesBack)) askManager.run(situation)
    else if (draft.screen === 'promotions' && typedCode(draft.fields['promotion-code']) !== null) {
      askCashier({ kind: 'code-typed' })
    } else pay()
  },
}

function isForManager({ code }: BlockedReason): boolean {
  return code === 'manager-needed' || code === 'late-coupon-manager'
}

/** Opens payment although a code is typed. */
export const payWithoutCode: Action = {
  name: 'pay-without-code',
  label: en.payWithout,
  key: 'F8',
  refusal: always,
  run: () => {
    askCashier(null)
    typeInto('promotion-code', '')
    pay()
  },
}

/** Promotions, straight from the order. */
export const openPromotions: Action = {
  name: 'promotions',
  label: en.promotions,
  key: 'Ctrl+P',
  refusal: always,
  run: () => goTo('promotions'),
}

/** Checks the typed code with the promotions service. */
export const applyCode: Action = {
  name: 'apply-code',
  label: en.applyCode,
  key: 'Enter',
  within: '[data-field="promotion-code"], [data-apply]',
  refusal: ({ view, draft }) => {
    if (typedCode(draft.fields['promotion-code']) === null) return en.typeCodeFirst
    return verifying(view.order) ? refusalSentence('promotion-being-checked') : null
  },
  run: ({ draft }) => {
    const code = typedCode(draft.fields['promotion-code'])
    if (code !== null) void apply(code)
  },
}

/** Applies the typed code from the question that Pay asked. */
export const applyTypedCode: Action = {
  ...applyCode,
  name: 'apply-typed-code',
  key: 'F9',
  within: undefined,
  run: (situation) => {
    askCashier(null)
    applyCode.run(situation)
  },
}

/** From Promotions to Discnt. */
export const backToDiscounts: Action = {
  name: 'back-to-discounts',
  label: en.backToDiscounts,
  key: 'Escape',
  refusal: always,
  run: () => goTo('discnt'),
}

/** From a panel to the order. */
export const backToOrder: Action = {
  name: 'back-to-order',
  label: en.backToOrder,
  key: 'Escape',
  refusal: always,
  run: () => goTo('order'),
}

/** Puts the cursor into the product search. */
export const searchProducts: Action = {
  name: 'search-products',
  label: en.search,
  key: 'F2',
  refusal: always,
  run: () => {
    goTo('order')
    focusField('search')
  },
}

/** On the order itself: drops the search, then the choice of a line; never the order. */
export const stepBack: Action = {
  name: 'step-back',
  label: en.stepBack,
  key: 'Escape',
  refusal: always,
  run: ({ draft }) => {
    if ((draft.fields.search ?? '') !== '') typeInto('search', '')
    else choose('line', null)
  },
}

const BAR_ACTIONS: readonly Action[] = [
  openDiscnt,
  sendOrder,
  stayOnOrder,
  holdOrder,
  payOrder,
  openWhy,
]

/** What can be done while an order is made, by what is open on its right. */
export const ORDER_ACTIONS: Readonly<
  Record<'order' | 'discnt' | 'promotions' | 'wallet' | 'return' | 'why', readonly Action[]>
> = {
  order: [...BAR_ACTIONS, openPromotions, openCustomer, searchProducts, openReturn, stepBack],
  discnt: [...BAR_ACTIONS, openPromotions, openCustomer, searchProducts, backToOrder],
  promotions: [...BAR_ACTIONS, applyCode, openCustomer, searchProducts, backToDiscounts],
  wallet: [...BAR_ACTIONS, openPromotions, openCustomer, searchProducts],
  why: [...BAR_ACTIONS, openPromotions, openCustomer, searchProducts, backToOrder],
  return: [
    ...BAR_ACTIONS,
    ...RETURN_ACTIONS,
    openPromotions,
    openCustomer,
    searchProducts,
    backToOrder,
  ],
}

/** The code as it is sent: outer blanks trimmed; null when nothing is typed. */
export function typedCode(typed: string | undefined): string | null {
  const code = (typed ?? '').trim()
  return code === '' ? null : code
}

/** Whether a code is being checked now. */
export function verifying(order: Order): boolean {
  return order.promotions.some((one) => one.status === 'verifying')
}

function sendRefusal({ view }: Situation): string | null {
  const reason = whyPayWaits(view.blocked.filter((one) => !ONLY_PAY.has(one.code)))
  return reason === null ? null : blockedSentence(reason)
}

/** What keeps an order from being paid, and not from being sent. */
const ONLY_PAY: ReadonlySet<BlockedReason['code']> = new Set([
  'nothing-to-pay',
  'manager-needed',
  'late-coupon-manager',
])

function isEmpty(order: TillView['order']): boolean {
  return order.lines.every((line) => line.voided) && order.back === null
}

function pay(): void {
  void leaveWith({ type: 'Pay' })
}

async function leaveWith(command: WindowCommand): Promise<void> {
  if (await runCommand(command)) choose('line', null)
}

async function apply(code: string): Promise<void> {
  rememberTried(code)
  if (!(await runCommand({ type: 'ApplyCode', code }))) rememberTried(null)
}

/** The most urgent reason why Pay waits. A re-check says so itself, in front of everything. */
export function whyPayWaits(blocked: readonly BlockedReason[]): BlockedReason | null {
  return blocked.find((one) => one.code !== 'validating') ?? null
}
