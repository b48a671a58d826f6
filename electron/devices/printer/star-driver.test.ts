import { describe, expect, test } from 'vitest'
import { StarMechanism } from '../../../sandbox/printer/star-mechanism'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { receiptText } from '../../../shared/receipt/layout'
import { printerModel } from './model'
import { encodeStarReceipt } from './star'
import { StarPrinter, type StarParts } from './star-driver'
import { MemoryLink } from './testing/memory-link'
import { describeReceiptPrinter, type PrinterRig } from './testing/port-suite'
import { TestClock } from './testing/test-clock'

const MODEL = printerModel({ language: 'star-line' })
const RECEIPT = encodeStarReceipt(RECEIPT_0042, MODEL)
const TEXT = receiptText(RECEIPT_0042)

describeReceiptPrinter('a Star printer', async () => makeRig(), { hasCheckpoints: false })

describe('the counter of a Star printer', () => {
  test('that a power failure has set to 0 does not confirm the next job', async () => {
    const rig = makeRig()
    // Had it begun at 0, the counter would stand at 1 after this, just as without a failure.
    const { device } = rig
    device.atLine(33, () => device.powerCycle())
    expect((await rig.ended(rig.printer.print('receipt', RECEIPT))).outcome).toBe('unknown')
  })

  test('is followed through all its 32 numbers', async () => {
    const rig = makeRig()
    for (let job = 0; job < 70; job += 1) {
      expect(await rig.ended(rig.printer.pulse(`drawer ${job}`))).toEqual({ outcome: 'pulsed' })
    }
    expect(rig.pulses()).toBe(70)
  })

  test('is set anew after the printer was off between two receipts', async () => {
    const rig = makeRig()
    await rig.ended(rig.printer.print('receipt', RECEIPT))
    rig.device.powerCycleAfter(1)
    await rig.ended(rig.printer.print('lost', RECEIPT))
    expect(await rig.ended(rig.printer.print('copy', RECEIPT))).toEqual({ outcome: 'printed' })
    expect(rig.papers().at(-1)).toBe(TEXT)
  })

  test('a drawer that does not report is unknown', async () => {
    const rig = makeRig({ drawerOpenLevel: 'low' })
    const answer = await rig.ended(rig.printer.pulse('drawer'))
    expect(answer).toEqual({ outcome: 'unknown', code: 'drawer-no-answer' })
    expect(rig.pulses()).toBe(1)
  })
})

type Rig = Omit<PrinterRig, 'device'> & { readonly device: StarMechanism }

function makeRig(choice: Pick<StarParts, 'drawerOpenLevel'> = {}): Rig {
  const clock = new TestClock()
  const link = new MemoryLink(clock)
  const papers: string[] = []
  let pulses = 0
  const device = new StarMechanism({
    send: (bytes) => link.deliver(bytes),
    onPaper: (text) => papers.push(text),
    onPulse: () => (pulses += 1),
    after: (ms, run) => void clock.after(ms, run),
  })
  link.connect(device)
  const printer = new StarPrinter({ link, clock, model: MODEL, ...choice })
  return {
    printer,
    device,
    receipt: RECEIPT,
    papers: () => papers,
    pulses: () => pulses,
    unplug: async () => link.disconnect(),
    ended: (call) => clock.until(call),
    close: async () => printer.close(),
  }
}
