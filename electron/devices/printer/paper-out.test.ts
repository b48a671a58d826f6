/**
 * The paper ends at 200 places of a long receipt, wherever in a command that is, and whoever stands at the
 * counter does what the screen says. Two wallets of laws: what the driver may say, and what may be on paper.
 */
import { describe, expect, test } from 'vitest'
import { PrinterMechanism } from '../../../sandbox/printer/mechanism'
import { asCopy } from '../../../shared/receipt/document'
import { receiptText } from '../../../shared/receipt/layout'
import { EscPosPrinter } from './driver'
import { encodeReceipt } from './escpos'
import { printerModel, type PrinterModel, type PrinterModelName } from './model'
import { LONG_RECEIPT, NEXT_RECEIPT } from './testing/long-receipt'
import { MemoryLink } from './testing/memory-link'
import { TestClock } from './testing/test-clock'

const PLACES = 200
/** The four status questions before a job. */
const QUESTION_BYTES = 12
const COPY = asCopy(LONG_RECEIPT, 1, '17:52')
const TEXT = receiptText(LONG_RECEIPT)
const COPY_TEXT = receiptText(COPY)
const NEXT_TEXT = receiptText(NEXT_RECEIPT)

/** What happens to the printer between the end of the roll and the next receipt. */
const REMEDIES: Readonly<Record<string, (device: PrinterMechanism) => void>> = {
  'new paper': (device) => device.set({ paper: 'ok' }),
  'new paper and switched off and on': (device) => {
    device.powerCycle()
    device.set({ paper: 'ok' })
  },
}

describe.each<PrinterModelName>(['generic-80mm', 'epson-tm-t20'])('%s', (name) => {
  describe.each(['held back by the cable', 'paced by its answers'])('%s', (pace) => {
    test.each(Object.keys(REMEDIES))('paper out at 200 places, then %s', async (remedy) => {
      const model = printerModel({ model: name })
      const job = encodeReceipt(LONG_RECEIPT, model)
      for (let place = 0; place < PLACES; place += 1) {
        const at = Math.floor((place * job.length) / PLACES) + 1 + QUESTION_BYTES
        await sellOnce(model, pace.startsWith('paced') ? 512 : null, at, remedy)
      }
    })
  })
})

/** Sells once with the paper ending at a byte, asks as the till does, and sells once more. */
async function sellOnce(
  model: PrinterModel,
  pieceBytes: number | null,
  at: number,
  remedy: string,
): Promise<void> {
  const { clock, device, printer, papers } = counter(model, pieceBytes)
  await clock.until(printer.pulse('settles'))
  device.runOutAtByte(at)
  const first = await clock.until(printer.print('original', encodeReceipt(LONG_RECEIPT, model)))
  expect(first.outcome, `at ${at}`).not.toBe('not-printed')
  if (first.outcome === 'printed') expect(papers, `at ${at}`).toEqual([TEXT])
  REMEDIES[remedy]?.(device)
  if (first.outcome === 'unknown') {
    const copy = await clock.until(printer.print('copy', encodeReceipt(COPY, model)))
    expect(copy, `copy at ${at}`).toEqual({ outcome: 'printed' })
  }
  const next = await clock.until(printer.print('next', encodeReceipt(NEXT_RECEIPT, model)))
  expect(next, `next at ${at}`).toEqual({ outcome: 'printed' })
  printer.close()
  expectEachPaperAlone(papers, first.outcome === 'unknown', `at ${at}`)
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

function counter(model: PrinterModel, pieceBytes: number | null) {
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
  return { clock, device, printer, papers }
}
