import { money } from '../../shared/money'
import { businessDateOf } from '../../shared/order/dates'
import type { SaleRow } from '../../shared/ipc/contract'
import type { CatalogItem } from '../../shared/catalog'
import { isByPiece, leftToReturn } from '../../shared/order/goods-back'
import { RETURN_REASONS, type ReturnReason, type SoldLine } from '../../shared/order/sold'
import { ask } from '../bridge'
import { askCashier, choose, goTo, sayRefused, typeInto, type Draft } from '../stores/draft'
import { enReturn } from '../text/en-return'
import { refusalSentence } from '../text/sentences'
import { always, situationNow, type Action, type Situation } from './action'
import { runCommand, tryCommand } from './run'

/** Marks the list of the sale's lines; its keys work only while the focus is within. */
export const SOLD_SELECTOR = '[data-sold]'

/** Goods come back: the panel that takes them. */
export const openReturn: Action = {
  name: 'return',
  label: enReturn.title,
  key: 'Ctrl+B',
  refusal: always,
  run: () => goTo('return'),
}

/** Opens the sale whose receipt was scanned; from Sale complete on the next order. */
export const openSale: Action = {
  name: 'open-sale',
  label: enReturn.openIt,
  key: 'F9',
  refusal: always,
  run: ({ draft }) => {
    const { question } = draft
    if (question?.kind !== 'open-sale') return
    askCashier(null)
    void openSaleOf(question.ref)
  },
}

/** Leaves the sale closed. */
export const notThisSale: Action = {
  name: 'not-this-sale',
  label: enReturn.notNow,
  key: 'Escape',
  refusal: always,
  run: () => askCashier(null),
}

/** One piece less of the chosen line comes back. */
export const fewerBack: Action = {
  name: 'fewer-back',
  label: enReturn.fewerBack,
  key: '-',
  within: SOLD_SELECTOR,
  refusal: (situation) => {
    const line = chosenSold(situation)
    if (line === null) return enReturn.chooseLine
    return backNow(situation, line) === 0 ? enReturn.noneYet : null
  },
  run: (situation) => stepBack(situation, -1),
}

/** One piece more of the chosen line comes back. */
export const moreBack: Action = {
  name: 'more-back',
  label: enReturn.moreBack,
  key: '+',
  within: SOLD_SELECTOR,
  refusal: (situation) => {
    const line = chosenSold(situation)
    if (line === null) return enReturn.chooseLine
    return backNow(situation, line) >= leftToReturn(line) ? enReturn.noneLeft : null
  },
  run: (situation) => stepBack(situation, 1),
}

/** What of the chosen line comes back is swapped for the same, without money; pressed again it comes back. */
export const swapSame: Action = {
  name: 'swap-same',
  label: enReturn.swapSame,
  key: null,
  refusal: (situation) => {
    const line = chosenSold(situation)
    if (line === null) return notOpen(situation) ?? enReturn.chooseLine
    return leftToReturn(line) === 0 ? enReturn.noneLeft : null
  },
  run: (situation) => {
    const line = chosenSold(situation)
    if (line === null) return
    const { lineId } = line
    const least = isByPiece(line) ? 1000 : line.quantity
    const quantity = backNow(situation, line) || least
    const swap = !isSwapped(situation, line)
    void runCommand({ type: 'TakeBack', lineId, quantity, reason: reasonOf(situation.draft), swap })
  },
}

/** Everything that is still out comes back. */
export const everythingBack: Action = {
  name: 'everything-back',
  label: enReturn.everything,
  key: null,
  refusal: notOpen,
  run: ({ draft }) => void runCommand({ type: 'TakeBackAll', reason: reasonOf(draft) }),
}

/** Takes a sale of today back whole, as if it had not been. */
export const voidSale: Action = {
  name: 'void-sale',
  label: enReturn.voidSale,
  key: null,
  refusal: (situation) => {
    const { order } = situation.view
    const sold = order.back?.sold
    if (!sold) return notOpen(situation)
    if (order.back.voids) return enReturn.voided
    if (order.lines.some((line) => !line.voided)) return refusalSentence('order-in-use')
    if (sold.businessDate !== businessDateOf(Date.now())) return enReturn.tooOld
    const isPartly = sold.lines.some((line) => line.cameBack > 0)
    return isPartly ? refusalSentence('sale-partly-back') : null
  },
  run: ({ view }) => {
    const sold = view.order.back?.sold
    if (sold) void voidWhole(sold.ref)
  },
}

/** Closes the opened sale again; nothing of it comes back. */
export const closeSale: Action = {
  name: 'close-sale',
  label: enReturn.closeSale,
  key: null,
  refusal: always,
  run: () => void runCommand({ type: 'DropReturn' }),
}

/** A manager is asked to say yes to what comes back. */
export const askManager: Action = {
  name: 'ask-manager',
  label: enReturn.askManager,
  key: null,
  refusal: always,
  run: ({ view }) => {
    const act = (view.order.back?.late ?? []).length > 0 ? 'late-coupon' : 'return'
    askCashier({ kind: 'approval', approval: { act } })
  },
}

/** Looks for the sale that was typed: opens it by its code, lists the ones with its number. */
export const findSale: Action = {
  name: 'find-sale',
  label: enReturn.find,
  key: 'Enter',
  within: '[data-field="return-find"], [data-find-sale]',
  refusal: ({ draft }) => (typedSale(draft) === '' ? enReturn.typeFirst : null),
  run: ({ draft }) => {
    const typed = typedSale(draft)
    if (isNumber(typed)) void openOnly(Number(typed))
    else void openSaleOf(typed)
  },
}

/** Goods without a receipt; the same button leads back. */
export const withoutReceipt: Action = {
  name: 'without-receipt',
  label: enReturn.withoutReceipt,
  key: null,
  refusal: always,
  run: () => {
    typeInto('return-item', '')
    choose('return-mode', 'unsold')
  },
}

/** Back to the receipts. */
export const withReceipt: Action = {
  name: 'with-receipt',
  label: enReturn.withReceipt,
  key: null,
  refusal: always,
  run: () => choose('return-mode', null),
}

/** What can be done while goods are taken back, besides what every order can. */
export const RETURN_ACTIONS: readonly Action[] = [fewerBack, moreBack, findSale]

/** Opens a sale for a return, and shows it. */
export async function openSaleOf(ref: string): Promise<void> {
  const status = situationNow()?.view.order.status
  if ((status === 'paid' || status === 'closed') && !(await runCommand({ type: 'NewOrder' })))
    return
  if (!(await runCommand({ type: 'OpenReturn', ref }))) return
  typeInto('return-find', '')
  choose('return-mode', null)
  goTo('return')
}

/** Paid sales with an order number, newest first; none when they cannot be had. */
export async function salesNumbered(number: number): Promise<readonly SaleRow[]> {
  const reply = await ask('sales:find', number)
  return reply.ok ? reply.value : []
}

/** Why goods come back; a changed mind unless somebody says otherwise. */
export function reasonOf(draft: Draft): ReturnReason {
  return RETURN_REASONS.find((one) => one === draft.chosen['return-reason']) ?? 'changed-mind'
}

/** Says why; what has been taken back already comes back for the same reason. */
export async function chooseReason(reason: ReturnReason): Promise<void> {
  choose('return-reason', reason)
  for (const goods of situationNow()?.view.order.back?.goods ?? []) {
    const { lineId, quantity, swapped: swap = false } = goods
    if (lineId === null || goods.reason === reason) continue
    if (!(await runCommand({ type: 'TakeBack', lineId, quantity, reason, swap }))) return
  }
}

/** A piece more or less of a line; what was weighed comes back whole. */
export function stepLine(lineId: string, by: 1 | -1): void {
  choose('sold-line', lineId)
  const situation = situationNow()
  if (situation === null) return
  const action = by > 0 ? moreBack : fewerBack
  const why = action.refusal(situation)
  if (why === null) action.run(situation)
  else sayRefused(why)
}

/** Whether a code may be used again. */
export function chooseCodeBack(promotionId: string, back: boolean): void {
  void runCommand({ type: 'ChooseCodeBack', promotionId, back })
}

/** Leaves goods with the customer after all. */
export function keepGoods(goodsId: string): void {
  void runCommand({ type: 'KeepGoods', goodsId })
}

/** Takes a product back without a receipt: what has no price or is weighed asks first. */
export function takeUnsold(item: CatalogItem): void {
  typeInto('amount', '')
  if (item.price === null) askCashier({ kind: 'unsold-price', item })
  else if (item.unit !== 'each') askCashier({ kind: 'unsold-weight', item })
  else void sendUnsold(item, {})
}

/** The same with what was typed for it. Price in minor units, quantity in thousandths. */
export async function sendUnsold(
  { sku }: CatalogItem,
  typed: { readonly price?: number; readonly quantity?: number },
): Promise<void> {
  const situation = situationNow()
  if (situation === null) return
  const { quantity = 1000, price } = typed
  const reason = reasonOf(situation.draft)
  const base = { type: 'TakeBackUnsold', sku, quantity, reason } as const
  const command = price === undefined ? base : { ...base, price: money(price) }
  if (await runCommand(command)) typeInto('return-item', '')
}

/** What is typed to find a sale by. */
export function typedSale(draft: Draft): string {
  return (draft.fields['return-find'] ?? '').trim()
}

/** Whether it is the number of an order rather than the code of a receipt. */
export function isNumber(typed: string): boolean {
  return /^\d{1,4}$/.test(typed) && Number(typed) > 0
}

function notOpen({ view }: Situation): string | null {
  return view.order.back?.sold ? null : refusalSentence('return-not-open')
}

function chosenSold({ view, draft }: Situation): SoldLine | null {
  const lines = view.order.back?.sold?.lines ?? []
  return lines.find((line) => line.lineId === draft.chosen['sold-line']) ?? null
}

function backNow({ view }: Situation, line: SoldLine): number {
  return view.order.back?.goods.find((one) => one.lineId === line.lineId)?.quantity ?? 0
}

function isSwapped({ view }: Situation, line: SoldLine): boolean {
  return view.order.back?.goods.find((one) => one.lineId === line.lineId)?.swapped === true
}

function stepBack(situation: Situation, by: number): void {
  const line = chosenSold(situation)
  if (line === null) return
  const now = backNow(situation, line)
  const quantity = isByPiece(line) ? now + by * 1000 : by > 0 ? line.quantity : 0
  const reason = reasonOf(situation.draft)
  const swap = isSwapped(situation, line)
  void runCommand({ type: 'TakeBack', lineId: line.lineId, quantity, reason, swap })
}

/** Where only one sale has the number, it is the one. */
async function openOnly(number: number): Promise<void> {
  const [only, ...others] = await salesNumbered(number)
  if (only && others.length === 0) await openSaleOf(only.ref)
}

/** The till voids a sale that is not open; where it will not, the sale is opened again. */
async function voidWhole(ref: string): Promise<void> {
  if (!(await runCommand({ type: 'DropReturn' }))) return
  const code = await tryCommand({ type: 'VoidSale', ref })
  if (code === null) return
  await runCommand({ type: 'OpenReturn', ref })
  sayRefused(refusalSentence(code))
}
