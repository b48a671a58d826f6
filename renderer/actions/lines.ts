import type { Line } from '../../shared/order/order'
import { askCashier, choose, findProductFor, goTo } from '../stores/draft'
import { en } from '../text/en'
import { refusalSentence } from '../text/sentences'
import { type Action, type Situation } from './action'
import { focusField } from './focus'
import { runCommand } from './run'

/** Marks the list of lines; its keys work only while the focus is within. */
export const LINES_SELECTOR = '[data-lines]'

/** One piece less of the chosen line. */
export const fewerPieces: Action = {
  name: 'fewer',
  label: en.fewer,
  key: '-',
  within: LINES_SELECTOR,
  refusal: (situation) =>
    pieceRefusal(situation) ??
    ((chosenLine(situation)?.quantity ?? 0) <= 1000 ? en.leastOne : null),
  run: (situation) => changeQuantity(situation, -1000),
}

/** One piece more of the chosen line. */
export const morePieces: Action = {
  name: 'more',
  label: en.more,
  key: '+',
  within: LINES_SELECTOR,
  refusal: pieceRefusal,
  run: (situation) => changeQuantity(situation, 1000),
}

/** Takes the chosen line off the order; it stays in sight with Put back. */
export const removeLine: Action = {
  name: 'remove-line',
  label: en.remove,
  key: 'Delete',
  within: LINES_SELECTOR,
  refusal: lineRefusal,
  run: (situation) => {
    const line = chosenLine(situation)
    if (line === null) return
    choose('line', null)
    void runCommand({ type: 'VoidLine', lineId: line.id })
  },
}

/** Asks for another price of the chosen line. */
export const changePrice: Action = {
  name: 'change-price',
  label: en.price,
  key: null,
  refusal: lineRefusal,
  run: (situation) => {
    const line = chosenLine(situation)
    if (line !== null) askCashier({ kind: 'price', lineId: line.id })
  },
}

/** Opens Discnt for the chosen line. */
export const discountLine: Action = {
  name: 'discount-line',
  label: en.discount,
  key: null,
  refusal: lineRefusal,
  run: () => goTo('discnt'),
}

/** Takes off the unknown barcode that has the focus; no scanner can send this key. */
export const removeUnknown: Action = {
  name: 'remove-unknown',
  label: en.removeUnknownRow,
  key: 'Ctrl+Delete',
  within: '[data-unresolved]',
  refusal: () => null,
  run: () => {
    const row = document.activeElement?.closest<HTMLElement>('[data-unresolved]')
    const scanId = row?.dataset['unresolved']
    if (scanId !== undefined) void runCommand({ type: 'RemoveUnresolvedScan', scanId })
  },
}

/** Keys of the list of lines and of the rows above the totals. */
export const LINE_ACTIONS: readonly Action[] = [fewerPieces, morePieces, removeLine, removeUnknown]

/** Puts a removed line back. */
export function putBackLine(lineId: string): void {
  void runCommand({ type: 'PutBackLine', lineId })
}

/** Opens the search for the product of an unknown barcode. */
export function findProduct(scan: { readonly id: string; readonly code: string }): void {
  findProductFor(scan)
  focusField('search')
}

/** Takes a note away that has been read. */
export function dismissNote(noteId: string): void {
  void runCommand({ type: 'DismissNote', noteId })
}

function chosenLine({ view, draft }: Situation): Line | null {
  return view.order.lines.find((line) => line.id === draft.chosen.line && !line.voided) ?? null
}

function lineRefusal(situation: Situation): string | null {
  if (situation.view.order.status !== 'open') return refusalSentence('order-not-open')
  return chosenLine(situation) === null ? en.chooseLine : null
}

function pieceRefusal(situation: Situation): string | null {
  const refusal = lineRefusal(situation)
  if (refusal !== null) return refusal
  return chosenLine(situation)?.unit === 'each' ? null : en.weighedLine
}

function changeQuantity(situation: Situation, by: number): void {
  const line = chosenLine(situation)
  if (line === null) return
  void runCommand({ type: 'SetQuantity', lineId: line.id, quantity: line.quantity + by })
}
