import { describe, expect, test } from 'vitest'
import { printerFont } from '../../../sandbox/printer/font'
import { PrinterMechanism } from '../../../sandbox/printer/mechanism'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { receiptText } from '../../../shared/receipt/layout'
import { EscPosPrinter } from './driver'
import { encodeReceipt } from './escpos'
import { MemoryLink } from './testing/memory-link'
import { printerModel, type PrinterChoice } from './model'
import { describeReceiptPrinter, type PrinterRig } from './testing/port-suite'
import { TestClock } from './testing/test-clock'

const FONT = printerFont()
const RECEIPT = encodeReceipt(RECEIPT_0042, printerModel())
const TEXT = receiptText(RECEIPT_0042)

describeReceiptPrinter('a printer that answers paper requests', async () => makeRig())
describeReceiptPrinter('a printer that answers process ids', async () =>
  makeRig({ model: 'epson-tm-t20' }),
)

describe.each<PrinterChoice['model']>(['generic-80mm', 'epson-tm-t20'])('%s', (model) => {
  test('a cable that comes out at any byte never leaves a printed receipt called not printed', async () => {
    for (let bytes = 0; bytes < RECEIPT.length; bytes += 149) {
      const rig = makeRig({ model })
      await rig.ended(rig.printer.pulse('settles'))
      rig.link.cutAfter(bytes)
      const { outcome } = await rig.ended(rig.printer.print('receipt', RECEIPT))
      expect(outcome).toBe('unknown')
      rig.link.cutAfter(Infinity)
      rig.link.connect(rig.device)
      expect(await rig.ended(rig.printer.print('copy', RECEIPT))).toEqual({ outcome: 'printed' })
      expect(rig.papers().join('\n').endsWith(TEXT)).toBe(true)
      expect(rig.pulses()).toBe(1)
    }
  })

  test('a printer that prints and then falls silent is unknown after the time the paper needs', async () => {
    const rig = makeRig({ model })
    await rig.ended(rig.printer.pulse('settles'))
    const call = rig.printer.print('receipt', RECEIPT)
    rig.device.silenceAfter(5)
    expect(await rig.ended(call)).toEqual({ outcome: 'unknown', code: 'no-answer' })
    expect(rig.papers()).toEqual([TEXT])
  })

  test('the late answer to an older job does not confirm the next', async () => {
    const rig = makeRig({ model })
    await rig.ended(rig.printer.pulse('settles'))
    const call = rig.printer.print('receipt', RECEIPT)
    rig.device.silenceAfter(5)
    await rig.ended(call)
    rig.device.setSilent(false)
    const next = rig.printer.print('copy', RECEIPT)
    // Both kinds of older answers, as late as can be: behind the status answers of the next job.
    rig.link.loseJobs(Uint8Array.of(0, 0, 0x37, 0x22, 0x30, 0x30, 0x30, 0x31, 0))
    expect((await rig.ended(next)).outcome).not.toBe('printed')
  })
})

test('one stray byte on the cable is not an answer', async () => {
  const rig = makeRig()
  await rig.ended(rig.printer.pulse('settles'))
  const call = rig.printer.print('receipt', RECEIPT)
  rig.link.loseJobs(Uint8Array.of(0))
  expect(await rig.ended(call)).toEqual({ outcome: 'unknown', code: 'no-answer' })
})

test('an idle printer is looked at, and its troubles are told', async () => {
  const rig = makeRig()
  const heard: string[] = []
  const told = new Promise<void>((resolve) => {
    rig.printer.watch((status) => {
      heard.push(status.condition)
      if (status.condition === 'cover-open') resolve()
    })
  })
  rig.device.set({ coverOpen: true })
  await rig.ended(told)
  expect(heard).toEqual(['cover-open'])
})

test('a change of status is told as the printer reports it', async () => {
  const rig = makeRig()
  await rig.ended(rig.printer.print('receipt', RECEIPT))
  const heard: string[] = []
  rig.printer.watch((status) => heard.push(status.condition))
  rig.device.set({ paper: 'out' })
  rig.device.set({ paper: 'ok' })
  expect(heard).toEqual(['paper-out', 'ready'])
})

test('over a one-way cable the outcome of a receipt is unknown', async () => {
  const rig = makeRig({ confirmation: 'none' })
  expect(await rig.ended(rig.printer.print('receipt', RECEIPT))).toEqual({
    outcome: 'unknown',
    code: 'one-way',
  })
  expect(rig.papers()).toEqual([TEXT])
})

test('without a drawer nothing is sent', async () => {
  const rig = makeRig({ drawer: false })
  const answer = await rig.ended(rig.printer.pulse('drawer'))
  expect(answer).toEqual({ outcome: 'not-pulsed', code: 'no-drawer' })
  expect(rig.link.written).toEqual([])
})

type Rig = Omit<PrinterRig, 'device'> & {
  readonly device: PrinterMechanism
  readonly link: MemoryLink
}

type Choice = PrinterChoice & { confirmation?: 'none'; pieceBytes?: number | null }

function makeRig(choice: Choice = {}): Rig {
  const { confirmation, pieceBytes = null, ...rest } = choice
  const clock = new TestClock()
  const link = new MemoryLink(clock)
  const papers: string[] = []
  let pulses = 0
  const device = new PrinterMechanism(576, FONT, {
    send: (bytes) => link.deliver(bytes),
    onPaper: (paper) => papers.push(paper.text),
    onPulse: () => (pulses += 1),
    after: (ms, run) => void clock.after(ms, run),
  })
  link.connect(device)
  const model = printerModel(rest)
  const printer = new EscPosPrinter({
    link,
    clock,
    pieceBytes,
    model: confirmation ? { ...model, confirmation } : model,
  })
  return {
    printer,
    device,
    link,
    papers: () => papers,
    pulses: () => pulses,
    unplug: async () => link.disconnect(),
    ended: (call) => clock.until(call),
    close: async () => printer.close(),
  }
}

describe('a printer without a handshake, with room for 1,024 bytes', () => {
  const slow = (pieceBytes: number | null): Rig => {
    const rig = makeRig({ pieceBytes })
    rig.device.setBuffer(1024)
    rig.device.setSlow(20)
    return rig
  }

  test('loses bytes that come too fast, and is not believed', async () => {
    const rig = slow(null)
    await rig.ended(rig.printer.pulse('settles'))
    const { outcome } = await rig.ended(rig.printer.print('receipt', RECEIPT))
    expect(outcome).toBe('unknown')
    expect(rig.papers()).not.toContain(TEXT)
  })

  test('gets all of them when each piece waits for its answer', async () => {
    const rig = slow(512)
    // Its recovery is longer than its buffer: room for what was lost then is there again.
    await rig.ended(rig.printer.pulse('settles'))
    expect(await rig.ended(rig.printer.print('receipt', RECEIPT))).toEqual({ outcome: 'printed' })
    expect(rig.papers()).toEqual([TEXT])
  })
})
