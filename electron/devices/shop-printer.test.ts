import { createHash } from 'node:crypto'
import { expect, it } from 'vitest'
import { PrinterMechanism } from '../../sandbox/printer/mechanism'
import type { PrinterSettings } from '../../shared/device-settings'
import { RECEIPT_0042 } from '../../shared/receipt/fixtures'
import { MemoryLink } from './printer/testing/memory-link'
import { TestClock } from './printer/testing/test-clock'
import { ShopPrinter } from './shop-printer'

const SETTINGS: PrinterSettings = {
  connection: { transport: 'tcp', host: '127.0.0.1', port: 9100 },
  model: 'epson-tm-t20',
  columns: 48,
  font: 'A',
  language: 'esc-pos',
  cutter: true,
  drawer: true,
  drawerOpenLevel: null,
  logo: null,
}

it('a paper is told by the digest of exactly the bytes that were sent for it', async () => {
  const clock = new TestClock()
  const link = new MemoryLink(clock)
  const device = new PrinterMechanism(576, null, {
    send: (bytes) => link.deliver(bytes),
    onPaper: () => undefined,
    after: (ms, run) => void clock.after(ms, run),
  })
  link.connect(device)
  const printer = new ShopPrinter(SETTINGS, link, clock, () => undefined)
  const outcome = await clock.until(printer.print('job', RECEIPT_0042))
  if (outcome.outcome !== 'printed') throw new Error(outcome.code)
  const sent = link.written.map(({ bytes }) => Buffer.from(bytes)).at(-1)
  const lengths = Array.from({ length: sent?.length ?? 0 }, (_, index) => index + 1)
  const prefix = lengths.find((length) => digest(sent?.subarray(0, length)) === outcome.paper)
  expect(prefix).toBeGreaterThan(500)
})

it('paper that certainly did not come out has no digest', async () => {
  const clock = new TestClock()
  const link = new MemoryLink(clock)
  link.disconnect()
  const printer = new ShopPrinter(SETTINGS, link, clock, () => undefined)
  const outcome = await clock.until(printer.print('job', RECEIPT_0042))
  expect(outcome).toEqual({ outcome: 'not-printed', code: 'not-connected' })
})

function digest(bytes: Uint8Array = new Uint8Array(0)): string {
  return createHash('sha256').update(bytes).digest('hex')
}
