/*
 * I24 to I28: paper and drawer, judged when something comes out of the printer or the drawer moves.
 */
import type { ReceiptDocument } from '../../../shared/receipt/document'
import type { Books, EffectBook } from './books'
import { hadIntent } from './invariants-outside'
import type { Paper } from './printer-world'
import { hold } from './violation'

/** What is on paper already: originals by order, copies by order and number. */
export type PaperBook = { readonly originals: Set<string>; readonly copies: Set<string> }

/** I1, I24 and I26: paper says what was sealed, is an original once, and every further one says COPY. */
export function paperIsRight(books: Books, papers: PaperBook, paper: Paper): void {
  const effect = books.effects.get(paper.jobId)
  hadIntent(effect, paper.jobId)
  const { request } = effect
  hold(request.kind === 'receipt-print', 'I24', `${paper.jobId} prints and owes no paper`)
  const order = books.orders.get(effect.orderId)
  hold(order?.sale != null, 'I1', `a receipt of order ${order?.number ?? 0} before it is paid`)
  hold(isSame(paper.document, request.document), 'I24', 'the paper is not the sealed document')
  const flag = paper.document.blocks[0]
  const copy = flag?.type === 'flag' ? flag.copy : 0
  hold(copy === request.copy, 'I26', `paper ${request.copy} says ${copy}`)
  const key = `${order.id} ${copy}`
  const known = copy === 0 ? papers.originals : papers.copies
  hold(!known.has(key), 'I26', `paper ${copy} of order ${order.number} comes out twice`)
  known.add(key)
}

/** I28: one pulse for one reason in the journal. */
export function pulseIsRight(books: Books, pulses: Set<string>, jobId: string): void {
  const effect = books.effects.get(jobId)
  hadIntent(effect, jobId)
  hold(effect.request.kind === 'drawer-open', 'I28', `${jobId} pulses for no reason`)
  hold(!pulses.has(jobId), 'I28', `the drawer opens twice for ${jobId}`)
  pulses.add(jobId)
}

/** I28: a start never makes a reason to open the drawer. */
export function startsQuietly(effects: readonly EffectBook[], before: number): void {
  const drawers = effects.filter(({ request }) => request.kind === 'drawer-open').length
  hold(drawers === before, 'I28', 'a start opens the drawer')
}

function isSame(a: ReceiptDocument, b: ReceiptDocument): boolean {
  return a === b || JSON.stringify(a) === JSON.stringify(b)
}
