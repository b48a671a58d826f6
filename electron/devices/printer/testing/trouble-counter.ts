/**
 * A counter whose printer gets into trouble at a given byte of a job: paper, cover, power or cable. Whoever
 * stands there does what the screen says. What the driver may say and what may be on paper are the laws.
 */
import { expect } from 'vitest'
import { PrinterMechanism } from '../../../../sandbox/printer/mechanism'
import { asCopy } from '../../../../shared/receipt/document'
import { receiptText } from '../../../../shared/receipt/layout'
import { EscPosPrinter } from '../driver'
import { encodeReceipt } from '../escpos'
import type { PrinterModel } from '../model'
import { LONG_RECEIPT, NEXT_RECEIPT } from './long-receipt'
import { MemoryLink } from './memory-link'
import { TestClock } from './test-clock'

/** The four status questions before a job. */
const QUESTION_BYTES = 12
const COPY = asCopy(LONG_RECEIPT, 1, '17:52')
const TEXT = receiptText(LONG_RECEIPT)
const COPY_TEXT = receiptText(COPY)
const NEXT_TEXT = receiptText(NEXT_RECEIPT)

/** A printer on a road, both in memory. */
type Counter = { readonly device: PrinterMechanism; readonly link: MemoryLink }

/** How it begins, at a byte of the job, and what is done about it. */
export type Trouble = {
  readonly begin: (counter: Counter, at: number) => void
  readonly remedy: (counter: Counter) => void
}

/** Every trouble by name. */
export const TROUBLES: Readonly<Record<string, Trouble>> = {
  'paper out': {
    begin: ({ device }, at) => device.runOutAtByte(at + QUESTION_BYTES),
    remedy: ({ device }) => device.set({ paper: 'ok' }),
  },
  'paper out, then switched off and on': {
    begin: ({ device }, at) => device.runOutAtByte(at + QUESTION_BYTES),
    remedy: ({ device }) => {
      device.powerCycle()
      device.set({ paper: 'ok' })
    },
  },
  'cover open': {
    begin: ({ device }, at) =>
      device.atByte(at + QUESTION_BYTES, () => device.set({ coverOpen: true })),
    remedy: ({ device }) => device.set({ coverOpen: false }),
  },
  'switched off and on': {
    begin: ({ device }, at) => device.powerCycleAtByte(at + QUESTION_BYTES),
    remedy: () => undefined,
  },
  'cable out': {
    begin: ({ link }, at) => link.cutAfter(at),
    remedy: ({ link, device }) => link.connect(device),
  },
}

/**
 * Sells once with a trouble at a byte, does what the screen says, and sells once more.
 * @returns  how the first paper ended
 */
export async function sellThrough(
  trouble: Trouble,
  at: number,
  model: PrinterModel,
  pieceBytes: number | null,
): Promise<string> {
  const { clock, counter, printer, papers } = counterOf(model, pieceBytes)
  await clock.until(printer.pulse('settles'))
  trouble.begin(counter, at)
  const first = await clock.until(printer.print('original', encodeReceipt(LONG_RECEIPT, model)))
  expect(first.outcome, `at ${at}`).not.toBe('not-printed')
  if (first.outcome === 'printed') expect(papers, `at ${at}`).toEqual([TEXT])
  counter.link.cutAfter(Infinity)
  trouble.remedy(counter)
  if (first.outcome === 'unknown') {
    const copy = await clock.until(printer.print('copy', encodeReceipt(COPY, model)))
    expect(copy, `copy at ${at}`).toEqual({ outcome: 'printed' })
  }
  const next = await clock.until(printer.print('next', encodeReceipt(NEXT_RECEIPT, model)))
  expect(next, `next at ${at}`).toEqual({ outcome: 'printed' })
  printer.close()
  expectEachPaperAlone(papers, first.outcome === 'unknown', `at ${at}`)
  return first.outcome
}

/** Every paper is one receipt or the beginning of one, and the original is on at most one of them. */
function expectEachPaperAlone(papers: readonly string[], isCopied: boolean, at: string): void {
  const rest = isCopied ? [COPY_TEXT, NEXT_TEXT] : [NEXT_TEXT]
  expect(papers.slice(-rest.length), at).toEqual(rest)
  const older = papers.slice(0, -rest.length)
  expect(older.length, at).toBeLessThanOrEqual(1)
  for (const paper of older) expect(TEXT.startsWith(paper), `${at}: ${paper}`).toBe(true)
  if (!isCopied) expect(older, at).toEqual([TEXT])
}

function counterOf(model: PrinterModel, pieceBytes: number | null) {
  const clock = new TestClock()
  const link = new MemoryLink(clock)
  const papers: string[] = []
  const device = new PrinterMechanism(576, null, {
    send: (bytes) => link.deliver(bytes),
    onPaper: (paper) => papers.push(paper.text),
    after: (ms, run) => void clock.after(ms, run),
  })
  link.connect(device)
  const printer = new EscPosPrinter({ link, clock, model, pieceBytes })
  return { clock, counter: { device, link }, printer, papers }
}
