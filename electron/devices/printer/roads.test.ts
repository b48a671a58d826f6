/** The promises of the port over the roads that need no cable: HID reports, and a device file. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { PrinterMechanism } from '../../../sandbox/printer/mechanism'
import { RECEIPT_0042 } from '../../../shared/receipt/fixtures'
import { receiptText } from '../../../shared/receipt/layout'
import { Fault } from '../../../shared/fault'
import { systemClock } from '../clock'
import { fileWire } from '../wire/file'
import { hidWire } from '../wire/hid'
import type { HidListeners, HidPort } from '../wire/hid-port'
import { encodeReceipt } from './escpos'
import { describeReceiptPrinter, type PrinterRig } from './testing/port-suite'
import { driverOn, quickModel } from './testing/rigs'

const REPORT_BYTES = 64
const TEXT = receiptText(RECEIPT_0042)

describeReceiptPrinter('a printer behind HID reports', hidRig)

test('a device file takes the whole receipt, and nobody can say that it was printed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'file-printer-'))
  const path = join(folder, 'lp0')
  await writeFile(path, '')
  const { printer, close } = await driverOn(fileWire({ path }, systemClock), { mayBeOneWay: true })
  const unknown = { outcome: 'unknown', code: 'one-way' }
  expect(await printer.print('receipt', encodeReceipt(RECEIPT_0042, quickModel()))).toEqual(unknown)
  expect(printer.status().condition).toBe('one-way')
  expect(await printer.pulse('drawer')).toEqual(unknown)
  await close()
  const papers: string[] = []
  const device = mechanism(() => undefined, papers)
  device.receive(await readFile(path))
  expect([papers, device.press.drawerPulses]).toEqual([[TEXT], 1])
  await rm(folder, { recursive: true, force: true })
})

test('a device file that is not there is said at once, and is never made', async () => {
  const path = join(tmpdir(), 'no-such-printer')
  const wire = fileWire(
    { path },
    systemClock,
  )({ onBytes: () => undefined, onClosed: () => undefined })
  await expect(wire.open()).rejects.toMatchObject({ code: 'port-not-found' })
})

async function hidRig(): Promise<PrinterRig> {
  const papers: string[] = []
  let pulses = 0
  let listeners: HidListeners | null = null
  const send = (bytes: Uint8Array): void => {
    for (let at = 0; at < bytes.length; at += REPORT_BYTES - 1) {
      listeners?.onReport(Uint8Array.of(...reportOf(bytes.subarray(at, at + REPORT_BYTES - 1))))
    }
  }
  const device = mechanism(send, papers, () => (pulses += 1))
  const port: HidPort = {
    list: () => Promise.resolve([PRINTER]),
    open: (_path, heard) => {
      listeners = heard
      const take = (report: Uint8Array): Promise<void> => {
        if (listeners === null) return Promise.reject(new Fault('write-lost', 'later', 'gone'))
        expect(report.length).toBe(REPORT_BYTES + 1)
        device.receive(report.slice(2, 2 + (report[1] ?? 0)))
        return Promise.resolve()
      }
      const close = () => Promise.resolve(void (listeners = null))
      return Promise.resolve({ write: take, sendFeature: take, close })
    },
  }
  const identity = { vendorId: '04b8', productId: '0202', serialNumber: null }
  const settings = { transport: 'hid', device: identity, reportBytes: REPORT_BYTES } as const
  const { printer, away, close } = await driverOn(hidWire(settings, systemClock, port), {})
  return {
    printer,
    device,
    papers: () => papers,
    pulses: () => pulses,
    unplug: async () => {
      listeners?.onLost('cable-out')
      listeners = null
      await away()
    },
    ended: (call) => call,
    close,
  }
}

const PRINTER = {
  path: 'memory',
  vendorId: '04b8',
  productId: '0202',
  serialNumber: null,
  manufacturer: null,
  product: null,
  usagePage: 0xff00,
  usage: 1,
  inUse: false,
}

function reportOf(data: Uint8Array): readonly number[] {
  return [data.length, ...data, ...new Array<number>(REPORT_BYTES - 1 - data.length).fill(0)]
}

function mechanism(
  send: (bytes: Uint8Array) => void,
  papers: string[],
  onPulse: () => void = () => undefined,
): PrinterMechanism {
  return new PrinterMechanism(576, null, {
    send,
    onPaper: (paper) => papers.push(paper.text),
    onPulse,
    after: (ms, run) => void systemClock.after(ms, run),
  })
}
