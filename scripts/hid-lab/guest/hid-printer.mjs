/*
 * A receipt printer that is a HID device: its bytes travel in reports of 64, a count and up to 63 of them.
 */
import { existsSync } from 'node:fs'
import { check, until } from './checks.mjs'
import { Port } from './port.mjs'
import { printerOn } from './printer-on.mjs'
import { PRINTER_REPORTS } from './report-descriptors.mjs'
import { UsbGadget } from './usb-gadget.mjs'
import { virtualPrinter } from './virtual-printer.mjs'

const REPORT_BYTES = 64
const PRINTER = {
  vendorId: '04b3',
  productId: '4535',
  manufacturer: 'IBM',
  product: 'Receipt printer',
  serialNumber: 'H0001',
}

/** Prints in reports, and pulls the printer out. */
export async function checkHidPrinter(product) {
  const gadget = new UsbGadget('hid-printer', PRINTER, {
    'hid.0': { protocol: '0', subclass: '0', report_length: '64', report_desc: PRINTER_REPORTS },
  })
  const ownEnd = gadget.hidFile('hid.0')
  gadget.plug()
  await until(() => existsSync(ownEnd))
  const paper = virtualPrinter(product, (onBytes) => reportPort(ownEnd, onBytes))
  const { vendorId, productId, serialNumber } = PRINTER
  const settings = {
    transport: 'hid',
    device: { vendorId, productId, serialNumber },
    reportBytes: REPORT_BYTES,
  }
  const { device, printer } = printerOn(
    product,
    product.hidWire(settings, product.systemClock, product.nodeHidPort()),
  )
  const isReady = () => device.status.status === 'ready'
  check('the terminal opens it', await until(isReady), JSON.stringify(device.status))
  const status = await printer.check()
  check('asked, it says that it is ready', status.condition === 'ready', JSON.stringify(status))
  const { receipt, text } = paper.receipt
  const first = await printer.print('receipt-1', receipt)
  check('a receipt ends as printed', first.outcome === 'printed', JSON.stringify(first))
  check('its paper is the receipt, letter by letter', paper.papers.at(-1) === text)

  paper.mechanism.set({ coverOpen: true })
  const refused = await printer.print('receipt-2', receipt)
  check('with its cover open nothing is printed', refused.outcome === 'not-printed', refused.code)
  paper.mechanism.set({ coverOpen: false })
  paper.close()
  gadget.pull()
  check('pulled out it says so', await until(() => !isReady()), JSON.stringify(device.status))
  gadget.plug()
  await until(() => existsSync(ownEnd))
  const again = virtualPrinter(product, (onBytes) => reportPort(ownEnd, onBytes))
  check('plugged in again it is found', await until(isReady), JSON.stringify(device.status))
  const next = await printer.print('receipt-3', receipt)
  const came = again.papers.length === 1 && again.papers[0] === text
  check('and the next receipt ends as printed', next.outcome === 'printed' && came, next.outcome)
  printer.close()
  await device.stop()
  again.close()
  gadget.pull()
}

/** The printer's own end: bytes out of reports, and answers into them. */
function reportPort(path, onBytes) {
  const port = new Port(path, (report) => onBytes(report.subarray(1, 1 + report[0])))
  return {
    write(bytes) {
      for (let at = 0; at < bytes.length; at += REPORT_BYTES - 1) {
        const piece = bytes.subarray(at, at + REPORT_BYTES - 1)
        const report = Buffer.alloc(REPORT_BYTES)
        report[0] = piece.length
        piece.copy(report, 1)
        port.write(report)
      }
    },
    close: () => port.close(),
  }
}
