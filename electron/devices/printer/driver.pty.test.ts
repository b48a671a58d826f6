/** The promises of the port once more, over a real serial line to the sandbox's printer. */
import { existsSync } from 'node:fs'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { delimiter, join } from 'node:path'
import { PNG } from 'pngjs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openPtyPair } from '../../../sandbox/pty'
import { VirtualPrinter } from '../../../sandbox/printer/virtual-printer'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { receiptText } from '../../../shared/receipt/layout'
import { systemClock } from '../clock'
import { Connection } from '../connection'
import type { PrinterLink } from '../wire/link'
import { serialWire } from '../wire/serial'
import type { Wire } from '../wire/wire'
import { DRIVER_TIMES, EscPosPrinter } from './driver'
import { encodeReceipt } from './escpos'
import { printerModel } from './model'
import { describeReceiptPrinter, type PrinterRig } from './testing/port-suite'

const hasSocat = (process.env['PATH'] ?? '')
  .split(delimiter)
  .some((folder) => existsSync(join(folder, 'socat')))

/** Short waits: this printer answers in well under a millisecond. */
const TIMES = { ...DRIVER_TIMES, statusMs: 150, pollMs: 50, spareMs: 250, quietMs: 20 }
/** A line takes no time either. */
const MODEL = { ...printerModel(), lineMs: 1 }

let folder = ''
beforeAll(async () => void (folder = await mkdtemp(join(tmpdir(), 'printer-'))))
afterAll(() => rm(folder, { recursive: true, force: true }))

describe.skipIf(!hasSocat)('over a serial line', () => {
  describeReceiptPrinter('a printer at the end of it', makeRig)

  test('the paper is kept as text and as a picture 576 dots wide', async () => {
    const rig = await makeRig()
    await rig.printer.pulse('drawer-42')
    await rig.printer.print('receipt-42', encodeReceipt(RECEIPT_0042, MODEL))
    const [paper] = await rig.device.waitForPapers(1)
    expect(paper).toMatchObject({ number: 1, drawerPulses: 1, text: receiptText(RECEIPT_0042) })
    const text = await readFile(join(rig.folder, 'receipt-0001.txt'), 'utf8')
    expect(text).toBe(receiptText(RECEIPT_0042) + '\n')
    const picture = PNG.sync.read(await readFile(join(rig.folder, 'receipt-0001.png')))
    expect(picture.width).toBe(576)
    await rig.close()
  })
})

let count = 0

async function makeRig(): Promise<
  Omit<PrinterRig, 'device'> & {
    readonly device: VirtualPrinter['mechanism'] & Pick<VirtualPrinter, 'waitForPapers'>
    readonly folder: string
  }
> {
  count += 1
  const papersFolder = join(folder, `papers-${count}`)
  const cable = await openPtyPair(folder, `printer-${count}`)
  const virtual = new VirtualPrinter({ path: cable.devicePath, folder: papersFolder })
  await virtual.open()
  const link = await openLink(cable.path)
  const printer = new EscPosPrinter({ link, model: MODEL, clock: systemClock, times: TIMES })
  return {
    printer,
    device: Object.assign(virtual.mechanism, {
      waitForPapers: (papers: number) => virtual.waitForPapers(papers),
    }),
    folder: papersFolder,
    papers: () => virtual.papers.map((paper) => paper.text),
    pulses: () => virtual.drawerPulses,
    unplug: async () => {
      await cable.close()
      await link.lost
    },
    ended: (call) => call,
    close: async () => {
      printer.close()
      await link.close()
      await virtual.close()
      await cable.close()
    },
  }
}

type OpenLink = PrinterLink & { readonly lost: Promise<void>; readonly close: () => Promise<void> }

/** The shortest road over one wire; it does not come back once it is lost. */
async function openLink(path: string): Promise<OpenLink> {
  const listeners = new Set<(bytes: Uint8Array) => void>()
  let tellLost: () => void = () => undefined
  const lost = new Promise<void>((resolve) => (tellLost = resolve))
  const makeWire = serialWire({ path }, systemClock)
  const wire: Wire = makeWire({
    onBytes: (bytes) => {
      connection.receive(bytes)
      for (const listener of [...listeners]) listener(bytes)
    },
    onClosed: (failure) => {
      connection.end(failure)
      tellLost()
    },
  })
  const connection = new Connection(wire, systemClock, () => undefined)
  await wire.open()
  return {
    get status() {
      return { status: wire.status, failure: null, since: 0, retryAt: null, wasReady: true }
    },
    write: (_jobId, bytes) => connection.write(bytes),
    ask: (question) => connection.ask(question),
    watch(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    lost,
    close: () => wire.close(),
  }
}
